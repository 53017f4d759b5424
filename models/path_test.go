package models_test

import (
	"strings"
	"testing"
	"time"

	"trellis/models"
)

func TestThePathOfACourse(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	id := func(s string) *models.ID { is := models.ID(s); return &is }
	at := func(n int, unit *models.ID, days int) models.Session {
		starts := now.AddDate(0, 0, days)
		return models.Session{ID: models.ID("s" + string(rune('0'+n))), Number: n, UnitID: unit, Title: "Session " + string(rune('0'+n)), Starts: starts, Ends: starts.Add(2 * time.Hour)}
	}
	units := []models.Unit{
		{ID: "read", Kind: models.SelfStudyUnit, Title: "Read", Required: true},
		{ID: "first", Kind: models.SessionUnit, Title: "First"},
		{ID: "second", Kind: models.SessionUnit, Title: "Second"},
		{ID: "watch", Kind: models.SelfStudyUnit, Title: "Watch"},
		{ID: "work", Kind: models.AssignmentUnit, Title: "Work", Required: true},
		{ID: "say", Kind: models.EvaluationUnit, Title: "Say"},
	}
	course := models.Course{MinimumSessions: 2}
	held := []models.Session{at(1, id("first"), -14), at(2, id("second"), -7)}
	attended := func(marks ...models.Mark) models.Walked {
		w := models.Walked{Marks: map[models.ID]models.Attendance{}, Met: map[models.ID]bool{}}
		for i, m := range marks {
			w.Marks[models.ID("s"+string(rune('1'+i)))] = models.Attendance{Mark: m}
		}
		return w
	}
	met := func(w models.Walked, units ...models.ID) models.Walked {
		for _, u := range units {
			w.Met[u] = true
		}
		return w
	}
	for name, c := range map[string]struct {
		sessions []models.Session
		walked   models.Walked
		want     string
		next     string
	}{
		"nothing done, no dates":      {nil, models.Walked{}, "Read open, First later, Second later, Watch open, Work open, Say later", "Read"},
		"sessions to come":            {[]models.Session{at(1, nil, 7), at(2, nil, 14)}, met(attended(), "read"), "Read done, Session 1 later, Session 2 later, Watch open, Work open, Say later", "Session 1"},
		"one held, not marked":        {held, met(attended(models.Attended), "read"), "Read done, Session 1 done, Session 2 waiting, Watch open, Work open, Say open", "Work"},
		"one missed":                  {held, met(attended(models.Missed, models.Part), "read", "work"), "Read done, Session 1 missed, Session 2 done, Watch open, Work done, Say open", "Watch"},
		"sent apologies":              {held, met(attended(models.Apologies, models.Attended), "read", "watch", "work", "say"), "Read done, Session 1 missed, Session 2 done, Watch done, Work done, Say done", ""},
		"in another order":            {[]models.Session{at(1, id("second"), 7), at(2, id("first"), 14)}, met(attended(), "read"), "Read done, Session 2 later, Session 1 later, Watch open, Work open, Say later", "Session 2"},
		"more sessions than units":    {[]models.Session{at(1, nil, 7), at(2, nil, 14), at(3, nil, 21)}, models.Walked{}, "Read open, Session 1 later, Session 2 later, Session 3 later, Watch open, Work open, Say later", "Read"},
		"fewer sessions than units":   {[]models.Session{at(1, nil, 7)}, models.Walked{}, "Read open, Session 1 later, Watch open, Work open, Say later", "Read"},
		"handed in, and not read yet": {held, models.Walked{Met: map[models.ID]bool{"read": true}, Work: map[models.ID]models.SubmissionState{"work": models.SubmissionSubmitted}}, "Read done, Session 1 waiting, Session 2 waiting, Watch open, Work waiting, Say open", "Watch"},
	} {
		steps := course.Path(units, c.sessions, c.walked, now)
		var got []string
		for _, s := range steps {
			got = append(got, s.Unit.Title+" "+string(s.State))
		}
		next := ""
		if n := models.NextStep(steps); n >= 0 {
			next = steps[n].Unit.Title
		}
		if strings.Join(got, ", ") != c.want || next != c.next {
			t.Errorf("%s: %s, next %q; want %s, next %q", name, strings.Join(got, ", "), next, c.want, c.next)
		}
	}
}
