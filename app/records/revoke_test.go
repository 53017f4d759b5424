package records_test

import (
	"errors"
	"strings"
	"testing"

	"trellis/app/records"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestAWithdrawnRecordGivesWayToANewOne(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, tess := finished(w, "R1")
		ada := w.Learner("Ada")
		e := attended(w, ada, c, models.Attended, models.Attended)
		if _, err := s.Issue(t.Context(), tess, shown(e)); err != nil {
			t.Fatal(err)
		}
		list, err := w.Store.RecordsOf(t.Context(), ada.ID)
		if err != nil {
			t.Fatal(err)
		}
		code := list[0].Code
		var invalid models.Invalid
		for _, reason := range []string{"", "  ", strings.Repeat("x", 301), "Patient 943 476 5919"} {
			if _, err := s.Revoke(t.Context(), tess, records.Revoke{Record: code, Reason: reason}); !errors.As(err, &invalid) || invalid["reason"] == "" {
				t.Errorf("%q: %v", reason, err)
			}
		}
		for _, other := range []models.Actor{ada, w.Trainer("Una", w.Cohort("SQL1", 5)), {}} {
			if _, err := s.Revoke(t.Context(), other, records.Revoke{Record: code, Reason: "I want to"}); !errors.Is(err, models.ErrForbidden) {
				t.Errorf("%q withdraws it: %v", other.Name, err)
			}
		}
		record, err := s.Revoke(t.Context(), tess, records.Revoke{Record: code, Reason: "Wrong\r\nperson "})
		if err != nil || record.RevokedReason != "Wrong\nperson" || record.RevokedAt == nil {
			t.Fatalf("%+v (%v)", record, err)
		}
		if _, err := s.Revoke(t.Context(), tess, records.Revoke{Record: code, Reason: "Again"}); !errors.As(err, &invalid) {
			t.Errorf("twice: %v", err)
		}
		if _, err := s.IssuedLetter(t.Context(), record.ID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a letter of joy goes out for a withdrawn record: %v", err)
		}
		if n, err := s.Issue(t.Context(), w.Administrator("Ann"), shown(e)); n.Records != 1 || err != nil {
			t.Errorf("a new one: %+v issued (%v)", n, err)
		}
		if got := strings.Join(w.Events(), " "); got != "records.begun record.issued record.withdrawn records.begun record.issued" {
			t.Errorf("events %s", got)
		}
	})
}

func TestWorkThatWasAcceptedIsKeptBesideOthers(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, tess := finished(w, "R1")
		unit := models.Unit{CourseID: c.CourseID, Kind: models.AssignmentUnit, Position: 3, Title: "A report", Required: true}
		w.Keep(&unit)
		ada, bob := attended(w, w.Learner("Ada"), c, models.Attended, models.Attended), attended(w, w.Learner("Bob"), c, models.Attended, models.Attended)
		met := func() []string {
			page, err := s.Complete(t.Context(), tess, c.Code)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, r := range page.Ready() {
				names = append(names, r.Name)
			}
			return names
		}
		if len(met()) != 0 {
			t.Error("somebody qualifies without the report")
		}
		a, b := records.PassKey(ada.ID, unit.ID), records.PassKey(bob.ID, unit.ID)
		for _, step := range []struct {
			met, had []string
			changed  int
			want     string
		}{
			{[]string{a}, nil, 1, "Ada"},
			{[]string{b}, nil, 1, "Ada Bob"}, // a page opened before Ada was ticked leaves her as she is
			{[]string{a, b, "x.y"}, nil, 0, "Ada Bob"},
			{[]string{b}, []string{a, b}, 1, "Bob"},
			{nil, []string{b}, 1, ""},
		} {
			n, err := s.PassUnits(t.Context(), tess, records.PassUnits{Cohort: c.Code, Met: step.met, Had: step.had})
			if got := strings.Join(met(), " "); err != nil || n != step.changed || got != step.want {
				t.Errorf("%v, had %v: %d changed, %q qualify (%v)", step.met, step.had, n, got, err)
			}
		}
		if got := strings.Join(w.Events(), " "); got != "unit.passed unit.passed unit.unpassed unit.unpassed" {
			t.Errorf("events %s", got)
		}
		if _, err := s.PassUnits(t.Context(), w.Learner("Lea"), records.PassUnits{Cohort: c.Code, Met: []string{a}}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a learner: %v", err)
		}
	})
}
