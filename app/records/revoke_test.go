package records_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"trellis/app/records"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
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
		if n, err := s.Issue(t.Context(), w.Administrator("Ann"), shown(e)); n != 1 || err != nil {
			t.Errorf("a new one: %d issued (%v)", n, err)
		}
		if got := strings.Join(w.Events(), " "); got != "record.issued record.withdrawn record.issued" {
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

// TestARecordSaysWhatTheRuleSaidWhenItWasIssued is the proof of rule 5 of the design: in whatever order marks, corrections,
// issues and withdrawals come, a person has at most one live record on a cohort, nobody gets one against the rule, and what
// a record says stays as it was.
func TestARecordSaysWhatTheRuleSaidWhenItWasIssued(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := modeltest.New(t)
		r := &run{w: w, s: over(w), said: map[models.ID]models.CompletionRecord{}}
		r.cohort, r.tess = finished(w, "R1")
		sessions, err := w.Store.Sessions(t.Context(), r.cohort.ID)
		if err != nil {
			rt.Fatal(err)
		}
		r.sessions = sessions
		for _, name := range []string{"Ada", "Bob"} {
			r.people = append(r.people, w.Enrolled(w.Learner(name), r.cohort, models.Placed))
		}
		for range rapid.IntRange(3, 25).Draw(rt, "steps") {
			r.step(rt)
			r.compare(rt)
		}
	})
}

type run struct {
	w        *modeltest.World
	s        *records.Service
	cohort   models.Cohort
	tess     models.Actor
	sessions []models.Session
	people   []models.Enrolment
	said     map[models.ID]models.CompletionRecord // each record as it was issued
}

func (r *run) step(rt *rapid.T) {
	ctx := r.w.T.Context()
	who := rapid.SampledFrom(r.people).Draw(rt, "who")
	switch rapid.SampledFrom([]string{"mark", "mark", "mark", "issue", "issue", "revoke"}).Draw(rt, "move") {
	case "mark":
		r.mark(rt, who)
	case "issue":
		_, had := r.live(rt)[who.ID]
		standing := r.standing(rt, who)
		n, err := r.s.Issue(ctx, r.tess, shown(who))
		switch {
		case had && (n != 0 || err != nil), !had && standing.Qualifies() && (n != 1 || err != nil), !had && !standing.Qualifies() && err == nil:
			rt.Fatalf("issued %d (%v); had one: %v; standing %+v", n, err, had, standing)
		case n == 1:
			record := r.live(rt)[who.ID]
			if record.Minutes != standing.Minutes || record.SessionsAttended != standing.Attended || record.SessionsHeld != standing.Held {
				rt.Fatalf("the record says %+v, the rule %+v", record, standing)
			}
			r.said[record.ID] = record
		}
	case "revoke":
		record, found := r.live(rt)[who.ID]
		if !found {
			return
		}
		if _, err := r.s.Revoke(ctx, r.tess, records.Revoke{Record: record.Code, Reason: "A mistake"}); err != nil {
			rt.Fatal(err)
		}
	}
}

// mark keeps a mark, or takes it away, as a register does.
func (r *run) mark(rt *rapid.T, who models.Enrolment) {
	session := rapid.SampledFrom(r.sessions).Draw(rt, "session")
	entry := models.Entry{Mark: rapid.SampledFrom(append(models.Marks(), "")).Draw(rt, "mark")}
	if entry.Mark == models.Part {
		entry.Minutes = rapid.IntRange(0, session.Minutes()).Draw(rt, "minutes")
	}
	r.w.In(func(ctx context.Context, tx *store.Tx) error {
		now, err := tx.SessionNumbered(ctx, r.cohort.ID, session.Number)
		if err != nil {
			return err
		}
		if !entry.Mark.Known() {
			return tx.KeepRegisters(ctx, []store.KeptRegister{{Session: now, Marked: nil, Cleared: []models.ID{who.ID}}})
		}
		return tx.KeepRegisters(ctx, []store.KeptRegister{{Session: now, Marked: []models.Attendance{entry.Attendance(now.ID, who.ID, r.tess.ID, tx.Now())}, Cleared: nil}})
	})
}

func (r *run) standing(rt *rapid.T, who models.Enrolment) models.Standing {
	course, err := r.w.Store.Course(r.w.T.Context(), r.cohort.CourseID)
	if err != nil {
		rt.Fatal(err)
	}
	marks, err := r.w.Store.AttendancesOf(r.w.T.Context(), []models.ID{who.ID})
	if err != nil {
		rt.Fatal(err)
	}
	by := map[models.ID]models.Attendance{}
	for _, m := range marks {
		by[m.SessionID] = m
	}
	return course.Stand(r.sessions, by, nil, nil)
}

// live are the live records by enrolment; two of one person end the test.
func (r *run) live(rt *rapid.T) map[models.ID]models.CompletionRecord {
	list, err := r.w.Store.CohortRecords(r.w.T.Context(), r.cohort.ID)
	if err != nil {
		rt.Fatal(err)
	}
	live := map[models.ID]models.CompletionRecord{}
	for _, record := range list {
		if record.RevokedAt != nil {
			continue
		}
		if other, found := live[record.EnrolmentID]; found {
			rt.Fatalf("two live records: %s and %s", other.Code, record.Code)
		}
		live[record.EnrolmentID] = record
	}
	return live
}

// compare checks that records say what they said, and that who has one has completed the cohort, and nobody else.
func (r *run) compare(rt *rapid.T) {
	live := r.live(rt)
	for _, record := range live {
		if !cmp.Equal(r.said[record.ID], record) {
			rt.Fatalf("a record has changed: %+v, it said %+v", record, r.said[record.ID])
		}
	}
	for _, e := range r.people {
		now, err := r.w.Store.Enrolment(r.w.T.Context(), e.ID)
		if err != nil {
			rt.Fatal(err)
		}
		if _, found := live[e.ID]; found != (now.State == models.Completed) {
			rt.Fatalf("the enrolment is %s, a live record: %v", now.State, found)
		}
	}
}
