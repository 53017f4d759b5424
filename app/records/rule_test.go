package records_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"trellis/app/records"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// TestARecordSaysWhatTheRuleSaidWhenItWasIssued is the proof of rule 5 of the design: in whatever order marks, corrections, rule
// changes, decisions, issues, withdrawals and changes of name come, a person has at most one live record on a cohort, nobody gets
// one against the rule that holds, and what a record says is what a plain model of the rule said then, and stays so.
func TestARecordSaysWhatTheRuleSaidWhenItWasIssued(t *testing.T) {
	for name, open := range map[string]func(testing.TB, *modeltest.Clock) *store.Store{"sqlite": modeltest.SQLite, "postgres": modeltest.PostgreSQL} {
		t.Run(name, func(t *testing.T) {
			w := modeltest.On(t, open)
			n := 0
			rapid.Check(t, func(rt *rapid.T) {
				n++
				r := newRun(rt, w, fmt.Sprintf("R%d", n))
				for range rapid.IntRange(3, 25).Draw(rt, "steps") {
					r.step(rt)
					r.compare(rt)
				}
			})
		})
	}
}

// run is a cohort of two people, with a plain model of it beside the store.
type run struct {
	w      *modeltest.World
	s      *records.Service
	course models.Course
	cohort models.Cohort
	tess   models.Actor
	report models.Unit
	people []*someone
	said   map[models.ID]models.CompletionRecord // each record as it was issued
	rules  []plainRule                           // in the order in which they were made
}

// someone is what the model knows of a person.
type someone struct {
	models.Enrolment
	who     models.Actor
	name    string
	minutes [2]int // at the two sessions of 120 minutes
	report  bool
	decided *bool
	live    models.ID // their record; empty for none
}

// plainRule asks for sessions, for a share of the time and for the report, or for one of them.
type plainRule struct {
	any             bool
	sessions, share int
	from            models.Date
	reports         bool
}

func newRun(rt *rapid.T, w *modeltest.World, code string) *run {
	r := &run{w: w, s: over(w), said: map[models.ID]models.CompletionRecord{}}
	r.course = w.Course(code)
	r.report = models.Unit{CourseID: r.course.ID, Kind: models.AssignmentUnit, Position: 3, Title: "A report"}
	w.Keep(&r.report)
	r.cohort = w.CohortOf(r.course, code+"-1", 9, w.Store.Now().AddDate(0, 0, -8))
	r.tess = w.Grant(w.Trainer("Tess"+code, r.cohort), models.Trainer, models.OneCourse, r.course.ID)
	r.rules = []plainRule{{sessions: 2, share: 75}}
	for _, name := range []string{"Ada" + code, "Bob" + code} {
		who := w.Learner(name)
		r.people = append(r.people, &someone{Enrolment: w.Enrolled(who, r.cohort, models.Placed), who: who, name: name})
	}
	_ = rt
	return r
}

// rule is the one that holds: of those whose day has come by the end of the cohort the latest, of one day the last made.
func (r *run) rule() plainRule {
	in := r.rules[0]
	for _, rule := range r.rules[1:] {
		if rule.from <= models.DateOf(r.cohort.Ends) && rule.from >= in.from {
			in = rule
		}
	}
	return in
}

// completes is the plain model of the rule.
func (r *run) completes(p *someone) bool {
	if p.decided != nil {
		return *p.decided
	}
	rule := r.rule()
	attended, all := 0, p.minutes[0]+p.minutes[1]
	for _, m := range p.minutes {
		if m > 0 && m*100 >= rule.share*120 {
			attended++
		}
	}
	var parts []bool
	if rule.sessions > 0 {
		parts = append(parts, attended >= rule.sessions)
	}
	if rule.share > 0 {
		parts = append(parts, all*100/240 >= rule.share)
	}
	if rule.reports {
		parts = append(parts, p.report)
	}
	met := 0
	for _, part := range parts {
		if part {
			met++
		}
	}
	return met == len(parts) || rule.any && met > 0
}

func (r *run) step(rt *rapid.T) {
	r.w.Clock.Advance(time.Second)
	p := rapid.SampledFrom(r.people).Draw(rt, "who")
	switch rapid.SampledFrom([]string{"mark", "mark", "report", "rule", "decide", "take back", "issue", "issue", "revoke", "correct", "name", "rename"}).Draw(rt, "move") {
	case "mark":
		r.mark(rt, p)
	case "report":
		r.passes(rt, p)
	case "rule":
		r.changeRule(rt)
	case "decide":
		r.decide(rt, p)
	case "take back":
		err := r.s.TakeBack(rt.Context(), r.tess, records.TakeBack{Cohort: r.cohort.Code, Enrolment: p.ID})
		if refused(rt, err) != (p.live != "" && p.decided != nil) {
			rt.Fatalf("taken back: %v, a record %q, decided %v", err, p.live, p.decided)
		}
		if p.live == "" {
			p.decided = nil
		}
	case "issue":
		r.issue(rt, p)
	case "revoke":
		if p.live != "" {
			r.must(rt, func() error {
				_, err := r.s.Revoke(rt.Context(), r.tess, records.Revoke{Record: r.said[p.live].Code, Reason: "A mistake"})
				return err
			}())
			p.live = ""
		}
	case "correct":
		r.correct(rt, p)
	case "name":
		p.name = rapid.SampledFrom([]string{"Ada", "Adá Lovelace", "Łucja"}).Draw(rt, "name")
		modeltest.Plant(r.w.T, r.w.Store, "UPDATE people SET name = '"+p.name+"' WHERE id = '"+string(p.PersonID)+"'")
	case "rename":
		r.rename(rt, p)
	}
}

// refused tells whether something was refused in words; any other error ends the test.
func refused(rt *rapid.T, err error) bool {
	var invalid models.Invalid
	if err != nil && !errors.As(err, &invalid) {
		rt.Fatal(err)
	}
	return err != nil
}

func (r *run) must(rt *rapid.T, err error) {
	if err != nil {
		rt.Fatal(err)
	}
}

// mark keeps a mark, or takes it away, as a register does.
func (r *run) mark(rt *rapid.T, p *someone) {
	n := rapid.IntRange(0, 1).Draw(rt, "session")
	entry := models.Entry{Mark: rapid.SampledFrom(append(models.Marks(), models.Attended, "")).Draw(rt, "mark")}
	p.minutes[n] = map[models.Mark]int{models.Attended: 120}[entry.Mark]
	if entry.Mark == models.Part {
		entry.Minutes = rapid.IntRange(0, 120).Draw(rt, "minutes")
		if p.minutes[n] = entry.Minutes; entry.Minutes == 0 { // it says nothing of minutes: half
			p.minutes[n] = 60
		}
	}
	r.w.In(func(ctx context.Context, tx *store.Tx) error {
		session, err := tx.SessionNumbered(ctx, r.cohort.ID, n+1)
		if err != nil {
			return err
		}
		if !entry.Mark.Known() {
			return tx.KeepRegisters(ctx, []store.KeptRegister{{Session: session, Cleared: []models.ID{p.ID}}})
		}
		return tx.KeepRegisters(ctx, []store.KeptRegister{{Session: session, Marked: []models.Attendance{entry.Attendance(session.ID, p.ID, r.tess.ID, tx.Now())}}})
	})
}

func (r *run) passes(rt *rapid.T, p *someone) {
	p.report = rapid.Bool().Draw(rt, "passed")
	pass := []models.Pass{{EnrolmentID: p.ID, UnitID: r.report.ID, ByID: r.tess.ID, PassedAt: r.w.Store.Now()}}
	r.w.In(func(ctx context.Context, tx *store.Tx) error {
		if p.report {
			return tx.KeepPasses(ctx, pass, nil)
		}
		return tx.KeepPasses(ctx, nil, pass)
	})
}

func (r *run) changeRule(rt *rapid.T) {
	rule := plainRule{
		any: rapid.Bool().Draw(rt, "any"), sessions: rapid.IntRange(0, 2).Draw(rt, "sessions"), share: rapid.SampledFrom([]int{0, 40, 75, 100}).Draw(rt, "share"),
		reports: rapid.Bool().Draw(rt, "reports"), from: models.DateOf(r.cohort.Ends).AddDays(rapid.IntRange(-2, 1).Draw(rt, "from")),
	}
	page, err := r.s.RulePage(rt.Context(), r.tess, r.course.Code, "")
	r.must(rt, err)
	err = r.s.ChangeRule(rt.Context(), r.tess, r.course.Code, records.ChangeRule{
		Version: "1", AppliesFrom: string(rule.from), AnyPart: rule.any, MinimumSessions: fmt.Sprint(rule.sessions), MinimumShare: fmt.Sprint(rule.share),
		NeedsAssignments: rule.reports, Reason: "We know better", Latest: page.In.Latest,
	})
	if !refused(rt, err) {
		r.rules = append(r.rules, rule)
	}
}

func (r *run) decide(rt *rapid.T, p *someone) {
	completes := rapid.Bool().Draw(rt, "completes")
	answer := map[bool]records.Answer{true: records.Completes, false: records.DoesNot}[completes]
	err := r.s.Decide(rt.Context(), r.tess, records.Decide{Cohort: r.cohort.Code, Enrolment: p.ID, Answer: answer, Reason: "Because " + string(answer)})
	if refused(rt, err) != (p.live != "") {
		rt.Fatalf("decided: %v, a record %q", err, p.live)
	}
	if err == nil {
		p.decided = &completes
	}
}

func (r *run) issue(rt *rapid.T, p *someone) {
	in := shown(p.Enrolment)
	in.Cohort = r.cohort.Code
	issued, err := r.s.Issue(rt.Context(), r.tess, in)
	want := 0
	if p.live == "" && r.completes(p) {
		want = 1
	}
	if issued.Records != want || refused(rt, err) != (p.live == "" && want == 0) {
		rt.Fatalf("issued %+v (%v), want %d; had %q; %+v by %+v", issued, err, want, p.live, p, r.rule())
	}
	if want == 1 {
		r.says(rt, p, "")
	}
}

// says checks that the newest record of somebody says what the model says, and writes down that it did.
func (r *run) says(rt *rapid.T, p *someone, replaces string) {
	record := r.live(rt)[p.ID]
	rule, decision := r.rule(), ""
	if p.decided != nil {
		decision = "Because completes"
	}
	minutes := p.minutes[0] + p.minutes[1]
	if record.Minutes != minutes || record.DecisionReason != decision || record.ReplacesReason != replaces || record.PersonName != p.name {
		rt.Fatalf("the record says %+v, the model %d minutes, %q, %q, %s", record, minutes, decision, replaces, p.name)
	}
	if (record.RuleChangeID != nil) != (rule != r.rules[0]) && len(r.rules) == 1 {
		rt.Fatalf("the record says that it was by the change %v, the rule is %+v", record.RuleChangeID, rule)
	}
	for text, asked := range map[string]bool{"session": rule.sessions > 0, fmt.Sprintf("%d%%", rule.share): rule.share > 0, "assignment": rule.reports} {
		if strings.Contains(record.Rule, text) != asked && text != "0%" {
			rt.Fatalf("the record says that %q was required, the rule is %+v", record.Rule, rule)
		}
	}
	r.said[record.ID], p.live = record, record.ID
}

func (r *run) correct(rt *rapid.T, p *someone) {
	if p.live == "" {
		return
	}
	_, err := r.s.Correct(rt.Context(), r.tess, records.Correct{Record: r.said[p.live].Code, What: records.Everything, Reason: "It was wrong"})
	if refused(rt, err) == r.completes(p) {
		rt.Fatalf("corrected: %v; %+v by %+v", err, p, r.rule())
	}
	if err == nil {
		r.says(rt, p, "It was wrong")
	}
}

func (r *run) rename(rt *rapid.T, p *someone) {
	if p.live == "" {
		return
	}
	old := r.said[p.live]
	next, err := r.s.Rename(rt.Context(), r.w.Again(p.who), records.Rename{Record: old.Code})
	r.must(rt, err)
	if old.PersonName == p.name {
		if next.ID != old.ID {
			rt.Fatal("a record under the same name was replaced")
		}
		return
	}
	want := old
	want.ID, want.Code, want.IssuedAt, want.PersonName, want.ReplacesReason = next.ID, next.Code, r.w.Store.Now(), p.name, records.NameChanged
	want.StatusList, want.StatusIndex = next.StatusList, next.StatusIndex
	if d := cmp.Diff(want, next); d != "" {
		rt.Fatalf("more than the name has changed: %s", d)
	}
	r.said[next.ID], p.live = r.live(rt)[p.ID], next.ID
}
