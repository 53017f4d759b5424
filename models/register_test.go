package models_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"trellis/models"
)

// sessions are some of 100 minutes each.
func sessions(n int) []models.Session {
	list := make([]models.Session, n)
	for i := range list {
		starts := time.Date(2026, 11, 2+7*i, 10, 0, 0, 0, time.UTC)
		list[i] = models.Session{ID: models.ID("s" + string(rune('1'+i))), Number: i + 1, Starts: starts, Ends: starts.Add(100 * time.Minute)}
	}
	return list
}

// marks reads "a p45 p m e -" as the marks of sessions: attended, part with minutes or without, missed, apologies, none.
func marks(text string) map[models.ID]models.Attendance {
	list := map[models.ID]models.Attendance{}
	for i, word := range strings.Fields(text) {
		id := models.ID("s" + string(rune('1'+i)))
		mark := map[byte]models.Mark{'a': models.Attended, 'p': models.Part, 'm': models.Missed, 'e': models.Apologies, '-': ""}[word[0]]
		minutes := 0
		for _, digit := range word[1:] {
			minutes = minutes*10 + int(digit-'0')
		}
		if mark != "" {
			list[id] = models.Entry{Mark: mark, Minutes: minutes}.Attendance(id, "e", "t", time.Time{})
		}
	}
	return list
}

func TestWhoMeetsTheCompletionRule(t *testing.T) {
	units := []models.Unit{
		{ID: "u1", Kind: models.SessionUnit, Title: "First", Required: true},
		{ID: "u2", Kind: models.AssignmentUnit, Title: "A report of your own", Required: true},
		{ID: "u3", Kind: models.SelfStudyUnit, Title: "Reading", Required: false},
	}
	passed := map[models.ID]bool{"u2": true}
	for name, c := range map[string]struct {
		sessions, share int
		marks           string
		units           []models.Unit
		passes          map[models.ID]bool
		want            models.Standing
	}{
		"everything attended":                      {3, 75, "a a a", nil, nil, models.Standing{Attended: 3, Held: 3, Marked: 3, Minutes: 300, Share: 100}},
		"enough is enough":                         {2, 60, "a a m", nil, nil, models.Standing{Attended: 2, Held: 3, Marked: 3, Minutes: 200, Share: 66}},
		"nothing marked":                           {2, 60, "- - -", nil, nil, models.Standing{Held: 3, Missing: []string{"2 more sessions", "present for 0% of the time, 60% needed"}}},
		"a part without minutes is half":           {3, 50, "a a p", nil, nil, models.Standing{Attended: 3, Held: 3, Marked: 3, Minutes: 250, Share: 83}},
		"half is not enough for a session":         {3, 75, "a a p", nil, nil, models.Standing{Attended: 2, Held: 3, Marked: 3, Minutes: 250, Share: 83, Missing: []string{"1 more session"}}},
		"minutes that reach the share count":       {3, 75, "a a p75", nil, nil, models.Standing{Attended: 3, Held: 3, Marked: 3, Minutes: 275, Share: 91}},
		"minutes just below the share do not":      {3, 75, "a a p74", nil, nil, models.Standing{Attended: 2, Held: 3, Marked: 3, Minutes: 274, Share: 91, Missing: []string{"1 more session"}}},
		"enough sessions, too little time":         {1, 75, "a p40 m", nil, nil, models.Standing{Attended: 1, Held: 3, Marked: 3, Minutes: 140, Share: 46, Missing: []string{"present for 46% of the time, 75% needed"}}},
		"apologies are not attendance":             {3, 60, "a a e", nil, nil, models.Standing{Attended: 2, Held: 3, Marked: 3, Minutes: 200, Share: 66, Missing: []string{"1 more session"}}},
		"more sessions asked than were held":       {6, 75, "a a a", nil, nil, models.Standing{Attended: 3, Held: 3, Marked: 3, Minutes: 300, Share: 100}},
		"an assignment is missing":                 {3, 75, "a a a", units, nil, models.Standing{Attended: 3, Held: 3, Marked: 3, Minutes: 300, Share: 100, Missing: []string{"A report of your own"}}},
		"the assignment was accepted":              {3, 75, "a a a", units, passed, models.Standing{Attended: 3, Held: 3, Marked: 3, Minutes: 300, Share: 100}},
		"the assignment does not stand for a rest": {3, 75, "a a m", units, passed, models.Standing{Attended: 2, Held: 3, Marked: 3, Minutes: 200, Share: 66, Missing: []string{"1 more session", "present for 66% of the time, 75% needed"}}},
	} {
		got := models.Course{MinimumSessions: c.sessions, MinimumShare: c.share}.Stand(sessions(3), marks(c.marks), c.units, c.passes)
		if got.Attended != c.want.Attended || got.Held != c.want.Held || got.Marked != c.want.Marked || got.Minutes != c.want.Minutes ||
			got.Share != c.want.Share || !slices.Equal(got.Missing, c.want.Missing) {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
		if got.Qualifies() != (len(c.want.Missing) == 0) {
			t.Errorf("%s: qualifies is %v", name, got.Qualifies())
		}
	}
}

func TestAtRiskIsWhoCanNoLongerMeetTheRule(t *testing.T) {
	course := models.Course{MinimumSessions: 2, MinimumShare: 60}
	for text, want := range map[string]bool{"- - -": false, "m - -": false, "m m -": true, "a m -": false, "a m m": true, "p10 m -": true, "a a m": false} {
		if _, got := course.AtRisk(sessions(3), marks(text), nil); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestAnEntryIsReadAsAFormSendsIt(t *testing.T) {
	for _, c := range []struct {
		mark, minutes string
		want          models.Entry
		problem       bool
	}{
		{"", "", models.Entry{}, false},
		{"", "20", models.Entry{}, false},
		{"attended", "20", models.Entry{Mark: models.Attended}, false},
		{"part", "", models.Entry{Mark: models.Part}, false},
		{"part", "20", models.Entry{Mark: models.Part, Minutes: 20}, false},
		{"part", "100", models.Entry{Mark: models.Part, Minutes: 100}, false},
		{"part", "101", models.Entry{Mark: models.Part}, true},
		{"part", "0", models.Entry{Mark: models.Part}, true},
		{"part", "some", models.Entry{Mark: models.Part}, true},
		{"late", "", models.Entry{}, true},
	} {
		got, problem := models.ReadEntry(c.mark, c.minutes, "", 100)
		if got != c.want || (problem != "") != c.problem {
			t.Errorf("%q %q: %+v, %q", c.mark, c.minutes, got, problem)
		}
		if again := models.EntryOf(got.Attendance("s", "e", "t", time.Time{})); again != got {
			t.Errorf("%+v is kept as %+v", got, again)
		}
	}
}

func TestACellOfAGridIsReadAsItIsTyped(t *testing.T) {
	for _, c := range []struct {
		text, note string
		want       models.Entry
		problem    bool
	}{
		{"", "", models.Entry{}, false},
		{" A ", "", models.Entry{Mark: models.Attended}, false},
		{"attended", "Came by train", models.Entry{Mark: models.Attended, Note: "Came by train"}, false},
		{"P 45", "", models.Entry{Mark: models.Part, Minutes: 45}, false},
		{"p", "", models.Entry{Mark: models.Part}, false},
		{"m", "", models.Entry{Mark: models.Missed}, false},
		{"e", "Ill; at home", models.Entry{Mark: models.Apologies, Note: "Ill; at home"}, false},
		{"p101", "", models.Entry{Mark: models.Part}, true},
		{"a45", "", models.Entry{}, true},
		{"45", "", models.Entry{}, true},
		{"x", "", models.Entry{}, true},
		{"", "Nobody knows", models.Entry{Note: "Nobody knows"}, true},
		{"a", strings.Repeat("é", 201), models.Entry{Mark: models.Attended, Note: strings.Repeat("é", 201)}, true},
	} {
		got, problem := models.ReadCell(c.text, c.note, 100)
		if got != c.want || (problem != "") != c.problem {
			t.Errorf("%q %q: %+v, %q", c.text, c.note, got, problem)
		}
		if again := models.KeptEntry(got.Kept()); again != got {
			t.Errorf("%+v is read back as %+v", got, again)
		}
		if again, problem := models.ReadCell(got.Cell(), got.Note, 100); !c.problem && (again != got || problem != "") {
			t.Errorf("%+v is typed again as %+v, %q", got, again, problem)
		}
	}
}

func TestAMergeKeepsMineWhereIChangedIt(t *testing.T) {
	none, attended, missed := models.Entry{}, models.Entry{Mark: models.Attended}, models.Entry{Mark: models.Missed}
	for _, c := range []struct{ opened, mine, saved, want models.Entry }{
		{none, attended, none, attended},
		{none, none, missed, missed},
		{none, attended, missed, attended},
		{attended, none, missed, none},
		{attended, attended, none, none},
	} {
		if got := models.MergeEntries(c.opened, c.mine, c.saved); got != c.want {
			t.Errorf("%+v: got %+v", c, got)
		}
	}
}
