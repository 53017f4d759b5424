package learning_test

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

// Whatever somebody logged and attended, in whatever period and with whatever left out, the totals are the sum of the rows.
func TestTotalsAreTheSumOfTheRows(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, n := over(w), 0
		rapid.Check(t, func(r *rapid.T) {
			n++
			ada := w.Person("Ada" + strconv.Itoa(n))
			logged, attended := drawLearning(r, w, ada, n)
			from := w.Store.Today().AddDays(-rapid.IntRange(0, 900).Draw(r, "from"))
			until := from.AddDays(rapid.IntRange(0, 500).Draw(r, "days"))
			in := learning.ForAppraisal{From: string(from), Until: string(until)}
			page := must[learning.AppraisalPage](t)(s.Appraisal(t.Context(), ada, in))
			want := 0
			for _, e := range logged {
				if e.LearnedOn >= from && e.LearnedOn <= until {
					want += e.Minutes
					if rapid.Bool().Draw(r, "out") {
						in.Without, want = append(in.Without, string(e.ID)), want-e.Minutes
					}
				}
			}
			for on, minutes := range attended {
				if on >= from && on <= until {
					want += minutes
				}
			}
			page = must[learning.AppraisalPage](t)(s.Appraisal(t.Context(), ada, in))
			kinds := 0
			for _, k := range page.Total.Kinds {
				kinds += k.Minutes
			}
			if page.Total.Minutes != want || kinds != want {
				r.Fatalf("%s to %s: %d minutes, %d by kind; want %d", from, until, page.Total.Minutes, kinds, want)
			}
			checkYears(r, must[learning.LogPage](t)(s.Log(t.Context(), ada, learning.FindLog{})), logged, attended)
		})
	})
}

func drawLearning(r *rapid.T, w *modeltest.World, ada models.Actor, n int) (logged []models.LogEntry, attended map[models.Date]int) {
	today := w.Store.Today()
	for range rapid.IntRange(0, 12).Draw(r, "entries") {
		e := models.LogEntry{
			PersonID: ada.ID, Title: "Read", Minutes: rapid.IntRange(1, 1440).Draw(r, "minutes"), LearnedOn: today.AddDays(-rapid.IntRange(0, 900).Draw(r, "ago")),
			Kind: rapid.SampledFrom(models.LearningKinds()).Draw(r, "kind"), Version: 1, CreatedAt: w.Store.Now(), ChangedAt: w.Store.Now(),
		}
		w.Keep(&e)
		logged = append(logged, e)
	}
	attended = map[models.Date]int{}
	if rapid.Bool().Draw(r, "on a cohort") {
		code := "C" + strconv.Itoa(n)
		cohort := w.CohortOf(w.Course(code), code+"-1", 5, w.Store.Now().AddDate(0, 0, -rapid.IntRange(1, 800).Draw(r, "began")))
		e := w.Enrolled(ada, cohort, models.Placed)
		sessions, err := w.Store.Sessions(w.T.Context(), cohort.ID)
		if err != nil {
			r.Fatal(err)
		}
		for _, session := range sessions {
			a := models.Attendance{SessionID: session.ID, EnrolmentID: e.ID, Mark: rapid.SampledFrom(models.Marks()).Draw(r, "mark"), Source: models.ByTrainerHand, MarkedByID: ada.ID, MarkedAt: w.Store.Now()}
			w.Keep(&a)
			attended[models.DateOf(session.Starts)] += a.MinutesOf(120)
		}
	}
	return logged, attended
}

// checkYears holds the totals by year, and the months of this year, against the rows.
func checkYears(r *rapid.T, page learning.LogPage, logged []models.LogEntry, attended map[models.Date]int) {
	want := map[models.Date]int{}
	all := 0
	for _, e := range logged {
		want[models.TrainingYear(e.LearnedOn)] += e.Minutes
		all += e.Minutes
	}
	for on, minutes := range attended {
		want[models.TrainingYear(on)] += minutes
	}
	for _, y := range page.Years {
		if y.Minutes != want[y.Starts] {
			r.Fatalf("%s: %d minutes, want %d", y.Starts, y.Minutes, want[y.Starts])
		}
	}
	months := 0
	for _, m := range page.Months {
		months += m.Minutes
	}
	if months != want[page.Year] || page.ThisYear.Minutes != months || page.Found.Minutes != all || page.Found.Count != len(logged) {
		r.Fatalf("the year %s: %d by month, %d, want %d; the list %+v, want %d", page.Year, months, page.ThisYear.Minutes, want[page.Year], page.Found, all)
	}
}

func TestALogIsFiltered(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ada := over(w), w.Learner("Ada")
		for _, in := range []learning.LogLearning{
			{Title: "New", Minutes: 10, On: "2026-04-01", Kind: "reading", Competency: []string{"TA1"}},
			{Title: "Last day", Minutes: 20, On: "2026-03-31", Kind: "reading"},
			{Title: "Other", Minutes: 40, On: "2026-05-01", Kind: "project", Competency: []string{"TA1", "CS1"}},
		} {
			if _, err := s.AddLogEntry(t.Context(), ada, in); err != nil {
				t.Fatal(err)
			}
		}
		for name, c := range map[string]struct {
			find    learning.FindLog
			minutes int
		}{
			"all":                 {learning.FindLog{}, 70},
			"a year":              {learning.FindLog{Year: "2026"}, 50},
			"the year before":     {learning.FindLog{Year: "2025"}, 20},
			"a kind":              {learning.FindLog{Kind: models.Reading}, 30},
			"a skill":             {learning.FindLog{Skill: "describing-data"}, 50},
			"a kind and a skill":  {learning.FindLog{Kind: models.Project, Skill: "describing-data"}, 40},
			"what is no year":     {learning.FindLog{Year: "soon"}, 70},
			"what is no kind":     {learning.FindLog{Kind: "dreaming"}, 70},
			"a skill of no entry": {learning.FindLog{Skill: "inference"}, 70},
		} {
			page := must[learning.LogPage](t)(s.Log(t.Context(), ada, c.find))
			rows := 0
			for _, m := range page.Log {
				rows += m.Minutes
			}
			if page.Found.Minutes != c.minutes || rows != c.minutes {
				t.Errorf("%s: %d minutes, rows %d; want %d", name, page.Found.Minutes, rows, c.minutes)
			}
		}
	})
}

func TestAnEntryIsRemovedByItsOwner(t *testing.T) {
	w := modeltest.New(t)
	s, ada := over(w), w.Learner("Ada")
	e := must[models.LogEntry](t)(s.AddLogEntry(t.Context(), ada, learning.LogLearning{Title: "Read", Minutes: 10, On: "2026-11-20", Kind: "reading", Competency: []string{"TA1"}}))
	if err := s.RemoveLogEntry(t.Context(), w.Administrator("Bea"), e.ID, 1); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("somebody else: %v", err)
	}
	w.Clock.Advance(time.Minute)
	if err := s.RemoveLogEntry(t.Context(), ada, e.ID, 2); !errors.Is(err, models.ErrStale) {
		t.Errorf("as it never was: %v", err)
	}
	if err := s.RemoveLogEntry(t.Context(), ada, e.ID, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Store.LogEntry(t.Context(), e.ID); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("%v", err)
	}
	if got := w.Events(); len(got) != 2 || got[1] != "log_entry.removed" {
		t.Errorf("events %v", got)
	}
}
