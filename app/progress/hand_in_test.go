package progress_test

import (
	"database/sql"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"trellis/app/files"
	"trellis/app/progress"
	"trellis/models"
	"trellis/models/modeltest"
)

// class is an assignment of Ada's, which Tess and Tom look at.
type class struct {
	*modeltest.World
	s              *progress.Service
	shelf          *files.Memory
	e              models.Enrolment
	unit           models.Unit
	ada, tess, tom models.Actor
	db             *sql.DB
}

func newClass(w *modeltest.World) *class {
	c := &class{World: w, db: modeltest.SQL(w.T, w.Store), shelf: &files.Memory{Now: w.Store.Now}}
	c.s = &progress.Service{Store: w.Store, BaseURL: "http://trellis.test", Shelf: c.shelf}
	cohort := w.Cohort("R1", 9)
	c.unit = models.Unit{CourseID: cohort.CourseID, Kind: models.AssignmentUnit, Position: 9, Title: "Essay", Required: true}
	w.Keep(&c.unit)
	c.ada, c.tess = w.Person("Ada"), w.Trainer("Tess", cohort)
	c.tom = w.Grant(w.Learner("Tom"), models.Trainer, models.OneCourse, cohort.CourseID)
	c.e = w.Enrolled(c.ada, cohort, models.Placed)
	return c
}

func (c *class) cohort() models.Cohort {
	cohort, err := c.Store.Cohort(c.T.Context(), c.e.CohortID)
	if err != nil {
		c.T.Fatal(err)
	}
	return cohort
}

// tab is a window: what it showed when it was last opened.
type tab struct{ attempt, version int }

// TestWhateverOrderWorkIsHandedInAndAnswered lets two tabs of a learner and two trainers do what they like, and checks after each
// step: at most one attempt is open, attempts have no gap, the unit is passed just when the latest feedback says so, and what was
// once kept and answered is never changed.
func TestWhateverOrderWorkIsHandedInAndAnswered(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		c, run := newClass(w), 0
		rapid.Check(t, func(rt *rapid.T) {
			run++
			person := w.Learner(fmt.Sprintf("learner%d", run))
			cohort := c.cohort()
			c.ada, c.e = person, w.Enrolled(person, cohort, models.Placed)
			r := &round{class: c, rt: rt, answered: map[models.ID]string{}}
			rt.Repeat(map[string]func(*rapid.T){
				"open": func(rt *rapid.T) { r.open(rapid.IntRange(0, 1).Draw(rt, "tab")) },
				"save": func(rt *rapid.T) { r.hand(rapid.IntRange(0, 1).Draw(rt, "tab"), c.s.SaveDraft) },
				"submit": func(rt *rapid.T) {
					r.hand(rapid.IntRange(0, 1).Draw(rt, "tab"), c.s.Submit)
				},
				"take back": func(rt *rapid.T) { r.takeBack(rapid.IntRange(0, 1).Draw(rt, "tab")) },
				"look":      func(rt *rapid.T) { r.look(rapid.IntRange(0, 1).Draw(rt, "trainer")) },
				"answer":    func(rt *rapid.T) { r.answer(rapid.IntRange(0, 1).Draw(rt, "trainer")) },
				"":          func(*rapid.T) { r.check() },
			})
		})
	})
}

type round struct {
	*class
	rt       *rapid.T
	tabs     [2]tab
	seen     [2]models.Submission // by the trainers
	kept     string               // the words that the last save or submission kept
	last     *bool                // what the latest feedback said
	answered map[models.ID]string // what was handed in when it was answered
	said     int
	words    int
}

func (r *round) list() []models.Submission {
	list, err := r.Store.Submissions(r.T.Context(), r.e.ID, r.unit.ID)
	if err != nil {
		r.rt.Fatal(err)
	}
	return list
}

func (r *round) open(i int) {
	page, err := r.s.Assignment(r.T.Context(), r.ada, r.e.ID, r.unit.ID)
	if err != nil {
		r.rt.Fatal(err)
	}
	r.tabs[i] = tab{page.Draft.Attempt, page.Draft.Version}
	if latest := page.Latest(); !page.MayHandIn && latest != nil {
		r.tabs[i] = tab{latest.Attempt, latest.Version}
	}
}

func (r *round) hand(i int, do handing) {
	r.words++
	says := fmt.Sprintf("Words %d", r.words)
	before := r.list()
	kept, err := do(r.T.Context(), r.ada, progress.HandIn{Enrolment: r.e.ID, Unit: r.unit.ID, Attempt: r.tabs[i].attempt, Version: r.tabs[i].version, Says: says})
	switch {
	case errors.Is(err, models.ErrStale):
		if got := r.list(); fmt.Sprint(got) != fmt.Sprint(before) {
			r.rt.Fatalf("a stale tab changed %v to %v", before, got)
		}
	case err != nil:
		r.rt.Fatal(err)
	default:
		if n := len(before); n > 0 && before[n-1].State == models.SubmissionDraft && before[n-1].Version != r.tabs[i].version {
			r.rt.Fatalf("a tab that knew version %d wrote over version %d", r.tabs[i].version, before[n-1].Version)
		}
		r.kept, r.tabs[i].version = says, kept.Version
	}
}

func (r *round) takeBack(i int) {
	err := r.s.TakeBack(r.T.Context(), r.ada, progress.TakeBack{Enrolment: r.e.ID, Unit: r.unit.ID, Version: r.tabs[i].version})
	if err != nil && !errors.Is(err, models.ErrStale) && !errors.Is(err, models.ErrNotFound) {
		r.rt.Fatal(err)
	}
}

func (r *round) look(i int) {
	if list := r.list(); len(list) > 0 {
		r.seen[i] = list[len(list)-1]
	}
}

func (r *round) answer(i int) {
	if !r.seen[i].ID.Known() {
		return
	}
	passed := rapid.Bool().Draw(r.rt, "passed")
	in := progress.GiveFeedback{Submission: r.seen[i].ID, Version: r.seen[i].Version, Answer: progress.AnswerNotYet, Says: "More"}
	if passed {
		in.Answer = progress.AnswerPassed
	}
	err := r.s.GiveFeedback(r.T.Context(), []models.Actor{r.tess, r.tom}[i], in)
	if errors.Is(err, models.ErrStale) {
		return
	}
	if err != nil {
		r.rt.Fatal(err)
	}
	if r.seen[i].State == models.SubmissionDraft {
		r.rt.Fatal("a draft was answered")
	}
	r.last, r.said, r.answered[r.seen[i].ID] = &passed, r.said+1, r.seen[i].Says
}

func (r *round) check() {
	list, open, latest := r.list(), 0, ""
	for i, s := range list {
		if s.Attempt != i+1 {
			r.rt.Fatalf("attempt %d stands at place %d", s.Attempt, i+1)
		}
		if s.Open() {
			open++
		}
		if was, is := r.answered[s.ID]; is && was != s.Says {
			r.rt.Fatalf("what was answered said %q, and now %q", was, s.Says)
		}
		latest = s.Says
	}
	if open > 1 || latest != r.kept {
		r.rt.Fatalf("%d attempts are open; the last says %q, %q was kept", open, latest, r.kept)
	}
	passes := modeltest.Count(r.T, r.db, "SELECT count(*) FROM passes WHERE enrolment_id = '"+string(r.e.ID)+"'")
	if want := r.last != nil && *r.last; (passes == 1) != want {
		r.rt.Fatalf("the latest feedback passed: %v, and there are %d passes", want, passes)
	}
	if n := modeltest.Count(r.T, r.db, "SELECT count(*) FROM feedbacks JOIN submissions ON submissions.id = submission_id WHERE enrolment_id = '"+string(r.e.ID)+"'"); n != r.said {
		r.rt.Fatalf("%d feedbacks are kept of %d", n, r.said)
	}
}
