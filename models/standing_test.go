package models_test

import (
	"strings"
	"testing"
	"time"

	"trellis/models"
)

func TestARuleMeasuresWhereSomebodyStands(t *testing.T) {
	read := models.Unit{ID: "read", Kind: models.SelfStudyUnit, Title: "Read", Required: true}
	work := models.Unit{ID: "work", Kind: models.AssignmentUnit, Title: "Draw a funnel"}
	more := models.Unit{ID: "more", Kind: models.AssignmentUnit, Title: "Draw another"}
	say := models.Unit{ID: "say", Kind: models.EvaluationUnit, Title: "Say"}
	for name, c := range map[string]struct {
		course  models.Course
		marks   string
		units   []models.Unit
		met     string // ids
		missing string
	}{
		"nothing is asked for":                    {models.Course{}, "", nil, "", ""},
		"all: both parts are left":                {models.Course{MinimumSessions: 2}, "a", []models.Unit{read}, "", "1 more session; Read"},
		"all: one part is left":                   {models.Course{MinimumSessions: 2}, "a a", []models.Unit{read}, "", "Read"},
		"all: none is left":                       {models.Course{MinimumSessions: 2}, "a a", []models.Unit{read}, "read", ""},
		"any: coming is enough":                   {models.Course{AnyPart: true, MinimumSessions: 2}, "a a", []models.Unit{read}, "", ""},
		"any: a unit is enough":                   {models.Course{AnyPart: true, MinimumSessions: 2}, "", []models.Unit{read}, "read", ""},
		"any: an assignment is enough":            {models.Course{AnyPart: true, MinimumShare: 50, NeedsAssignments: true}, "", []models.Unit{work}, "work", ""},
		"any: half of a part is not":              {models.Course{AnyPart: true, MinimumSessions: 2, NeedsAssignments: true}, "a", []models.Unit{work, more}, "work", "one of these: 1 more session, or Draw another"},
		"any: none is met":                        {models.Course{AnyPart: true, MinimumSessions: 2}, "", []models.Unit{read}, "", "one of these: 2 more sessions, or Read"},
		"any: of one part":                        {models.Course{AnyPart: true, MinimumSessions: 1}, "", nil, "", "one of these: 1 more session"},
		"any: of nothing":                         {models.Course{AnyPart: true}, "", nil, "", ""},
		"any: a unit that is optional is no part": {models.Course{AnyPart: true, MinimumSessions: 1}, "", []models.Unit{work}, "work", "one of these: 1 more session"},
		"evaluation: a session that was attended": {models.Course{NeedsEvaluation: true}, "a a", nil, "s2", ""},
		"evaluation: a session that was missed":   {models.Course{NeedsEvaluation: true}, "a m", nil, "s2", "say what the course was like"},
		"evaluation: none":                        {models.Course{NeedsEvaluation: true}, "a a", nil, "", "say what the course was like"},
		"evaluation: the course has its own":      {models.Course{NeedsEvaluation: true}, "a a", []models.Unit{say}, "s1", "say what the course was like"},
		"evaluation: of the course":               {models.Course{NeedsEvaluation: true}, "", []models.Unit{say}, "say", ""},
		"evaluation: is not asked for":            {models.Course{}, "", []models.Unit{say}, "", ""},
		"evaluation: any":                         {models.Course{AnyPart: true, MinimumSessions: 2, NeedsEvaluation: true}, "a", nil, "s1", ""},
	} {
		met := map[models.ID]bool{}
		for id := range strings.FieldsSeq(c.met) {
			met[models.ID(id)] = true
		}
		standing := c.course.Stand(sessions(2), marks(c.marks), c.units, met)
		if got := strings.Join(standing.Missing, "; "); got != c.missing || standing.Qualifies() != (c.missing == "") {
			t.Errorf("%s: missing is %q, want %q", name, got, c.missing)
		}
		if decided := standing.Decided(&models.Decision{Completes: c.missing != ""}); decided.Qualifies() != (c.missing != "") {
			t.Errorf("%s: a decision does not stand in place of the rule", name)
		}
	}
}

func TestARuleInWords(t *testing.T) {
	say := models.Unit{Kind: models.EvaluationUnit, Title: "Say"}
	for want, course := range map[string]models.Course{
		"Nothing is asked for but a place":                                       {},
		"Attend 2 sessions and 75% of the time":                                  {MinimumSessions: 2, MinimumShare: 75},
		"Attend 1 session":                                                       {MinimumSessions: 1, AnyPart: true},
		"Say what the course was like":                                           {NeedsEvaluation: true},
		"One of these is enough: Attend 1 session; Say what the course was like": {MinimumSessions: 1, AnyPart: true, NeedsEvaluation: true},
	} {
		if got := course.Rule([]models.Unit{say}); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestTheRuleOfALaterDateHolds(t *testing.T) {
	at := time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC)
	course := models.Course{ID: "c", Version: 2, MinimumSessions: 3}
	change := func(id models.ID, version int, from models.Date, sessions, madeDay int) models.RuleChange {
		return models.RuleChange{ID: id, CourseID: "c", CourseVersion: version, AppliesFrom: from, MinimumSessions: sessions, MadeAt: at.AddDate(0, 0, madeDay)}
	}
	changes := []models.RuleChange{change("a", 2, "2026-03-01", 2, 0), change("b", 2, "2026-06-01", 1, 1), change("c", 2, "2026-06-01", 4, 2), change("old", 1, "2026-01-01", 9, 3)}
	for ends, want := range map[models.Date]int{"2026-02-28": 3, "2026-03-01": 2, "2026-05-31": 2, "2026-06-01": 4, "2027-01-01": 4} {
		ruled, by := course.RuledBy(changes, ends)
		if ruled.MinimumSessions != want || (by == nil) != (want == 3) {
			t.Errorf("%s: %d sessions, by %v, want %d", ends, ruled.MinimumSessions, by, want)
		}
	}
}
