package store_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// crowded is a network of many people, organisations, courses, cohorts, messages, log entries and events that share what
// the lists sort by, so that pages end among equals.
func crowded(w *modeltest.World) models.Actor {
	w.T.Helper()
	now, ada := w.Store.Now(), w.Learner("Ada")
	names := []string{"łukasz", "bea", "Bea", "cy", "", "zoë"}
	for i := range 23 {
		name := names[i%len(names)]
		p := models.Person{Email: fmt.Sprintf("P%d@example.org", i%7*100+i), Name: name, NameKey: store.Fold(name), CreatedAt: now.Add(time.Duration(i%3) * time.Microsecond)}
		p.EmailKey = store.Fold(p.Email)
		w.Keep(&p)
		o := models.Organisation{Code: fmt.Sprintf("O%02d", i), Name: []string{"Trust", "trust", "Council"}[i%3], Kind: []models.OrganisationKind{models.Provider, models.Authority}[i%2]}
		w.Keep(&o)
		if i%4 > 0 {
			w.Keep(&models.Post{PersonID: p.ID, OrganisationID: o.ID, Started: "2026-01-01"})
		}
		course := models.Course{State: models.CoursePublished, WayIn: models.FirstCome, Code: fmt.Sprintf("C%02d", i), Slug: fmt.Sprintf("c%d", i), Title: "Course", TitleKey: []string{"course", "other"}[i%2], Capacity: 1}
		w.Keep(&course)
		if i%3 > 0 {
			w.CohortOf(course, course.Code, 2, now.AddDate(0, 0, i%5-2))
		}
		w.Keep(&models.FrameworkVersion{FrameworkID: w.Version.FrameworkID, Version: fmt.Sprintf("2.%d", i), State: []models.VersionState{models.Draft, models.Retired}[i%2], CreatedAt: now})
		job := models.Job{Kind: "test", State: models.JobDone, RunAt: now, CreatedAt: now}
		w.Keep(&job, &models.LogEntry{PersonID: ada.ID, Title: "Read", Minutes: 1, LearnedOn: w.Store.Today().AddDays(-(i % 4)), Kind: models.Reading, CreatedAt: now, ChangedAt: now})
		w.Keep(&models.Message{JobID: job.ID, PersonID: &ada.ID, State: models.MessageKept, CreatedAt: now.Add(time.Duration(i%2) * time.Second)})
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.Publish(ctx, models.Event{ActorID: &ada.ID, Act: "test.done", Subject: "people", SubjectID: ada.ID})
		})
		if i%5 == 0 {
			w.Clock.Advance(time.Millisecond)
		}
	}
	return ada
}

// aList is a list as the test reads it: the ids of a page, and what its rows are sorted by.
type aList struct {
	name   string
	orders []string
	read   func(at models.PageAt) (models.Page[models.ID], error)
}

func ids[T any](page models.Page[T], err error, id func(T) models.ID) (models.Page[models.ID], error) {
	rows := make([]models.ID, len(page.Rows))
	for i, row := range page.Rows {
		rows[i] = id(row)
	}
	return models.PageOf(page, rows), err
}

func lists(w *modeltest.World, ada models.Actor) []aList {
	ctx, s, today, now := w.T.Context(), w.Store, w.Store.Today(), w.Store.Now()
	return []aList{
		{"people", []string{"name", "email", "organisation", "joined"}, func(at models.PageAt) (models.Page[models.ID], error) {
			page, err := s.People(ctx, store.PeopleSearch{Today: today}, at)
			return ids(page, err, func(p models.Person) models.ID { return p.ID })
		}},
		{"organisations", []string{"name", "code", "kind", "people"}, func(at models.PageAt) (models.Page[models.ID], error) {
			page, err := s.FindOrganisations(ctx, store.OrganisationSearch{Today: today}, at)
			return ids(page, err, func(o models.Organisation) models.ID { return o.ID })
		}},
		{"courses", []string{"title", "code", "next"}, func(at models.PageAt) (models.Page[models.ID], error) {
			page, err := s.Courses(ctx, store.CourseSearch{Now: now}, at)
			return ids(page, err, func(c models.Course) models.ID { return c.ID })
		}},
		{"cohorts", []string{"start", "course", "code"}, func(at models.PageAt) (models.Page[models.ID], error) {
			page, err := s.Cohorts(ctx, store.CohortSearch{Now: now}, at)
			return ids(page, err, func(c store.ListedCohort) models.ID { return c.ID })
		}},
		{"frameworks", []string{"framework", "state", "published"}, func(at models.PageAt) (models.Page[models.ID], error) {
			page, err := s.FrameworkVersions(ctx, store.FrameworkSearch{Today: today}, at)
			return ids(page, err, func(v store.ListedVersion) models.ID { return v.ID })
		}},
		{"events", []string{"at"}, func(at models.PageAt) (models.Page[models.ID], error) {
			page, err := s.FindEvents(ctx, store.EventSearch{Person: ada.ID}, at)
			return ids(page, err, func(e store.ListedEvent) models.ID { return e.ID })
		}},
		{"messages", []string{"written"}, func(at models.PageAt) (models.Page[models.ID], error) {
			page, err := s.Messages(ctx, at)
			return ids(page, err, func(m models.Message) models.ID { return m.ID })
		}},
		{"log", []string{"learned"}, func(at models.PageAt) (models.Page[models.ID], error) {
			page, err := s.LogEntries(ctx, ada.ID, at)
			return ids(page, err, func(e models.LogEntry) models.ID { return e.ID })
		}},
	}
}

// Whatever a list is sorted by, and however long its pages are, its pages hold each row once, in one order; and going
// back shows the same pages.
func TestThePagesOfAListHoldEachRowOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		type sorted struct {
			aList
			order string
			whole []models.ID
		}
		var all []sorted
		for _, l := range lists(w, crowded(w)) {
			for _, by := range l.orders {
				for _, order := range []string{by, "-" + by} {
					all = append(all, sorted{l, order, wholeOf(t, l, order)})
				}
			}
		}
		rapid.Check(t, func(t *rapid.T) {
			l := rapid.SampledFrom(all).Draw(t, "list")
			samePages(t, l.aList, l.order, rapid.IntRange(1, 30).Draw(t, "size"), l.whole)
		})
		for _, l := range all {
			samePages(t, l.aList, l.order, 7, l.whole)
		}
	})
}

func wholeOf(t *testing.T, l aList, order string) []models.ID {
	t.Helper()
	page, err := l.read(models.PageAt{Order: order, Size: 1000})
	if err != nil || page.Next.Known() || page.Previous.Known() {
		t.Fatalf("%s by %s: %+v (%v)", l.name, order, page.At, err)
	}
	once := slices.Compact(slices.Sorted(slices.Values(page.Rows)))
	if len(page.Rows) < 15 || len(once) != len(page.Rows) || page.At.Order != order {
		t.Fatalf("%s by %s: %d rows, %d of them once, sorted by %s", l.name, order, len(page.Rows), len(once), page.At.Order)
	}
	return page.Rows
}

func samePages(t rapid.TB, l aList, order string, size int, whole []models.ID) {
	var forward []models.ID
	var last models.Page[models.ID]
	at := models.PageAt{Order: order, Size: size}
	for pages := 0; pages <= len(whole); pages++ {
		page, err := l.read(at)
		if err != nil {
			t.Fatal(err)
		}
		if page.Previous.Known() != (pages > 0) || len(page.Rows) > size {
			t.Fatalf("%s by %s: page %d has %d rows; one before it: %v", l.name, order, pages, len(page.Rows), page.Previous.Known())
		}
		forward, last = append(forward, page.Rows...), page
		if !page.Next.Known() {
			break
		}
		at.After = models.ParseEdge(page.Next.String()) // as an address tells it
	}
	if !slices.Equal(forward, whole) {
		t.Fatalf("%s by %s, %d a page: %v, want %v", l.name, order, size, forward, whole)
	}
	backward := slices.Clone(last.Rows)
	for last.Previous.Known() {
		page, err := l.read(models.PageAt{Order: order, Size: size, Before: models.ParseEdge(last.Previous.String())})
		if err != nil {
			t.Fatal(err)
		}
		if !page.Next.Known() {
			t.Fatalf("%s by %s: no way on from a page that was come back to", l.name, order)
		}
		backward, last = append(slices.Clone(page.Rows), backward...), page
	}
	if !slices.Equal(backward, whole) {
		t.Fatalf("%s by %s, %d a page, going back: %v, want %v", l.name, order, size, backward, whole)
	}
}

func TestAListIsSortedByWhatItSays(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		crowded(w)
		all := models.PageAt{Size: 1000}
		at := func(order string) models.PageAt { return models.PageAt{Order: order, Size: 1000} }
		people, err := w.Store.People(t.Context(), store.PeopleSearch{Today: w.Store.Today()}, all)
		if err != nil || !slices.IsSortedFunc(people.Rows, func(a, b models.Person) int { return cmp.Compare(a.NameKey, b.NameKey) }) {
			t.Errorf("people (%v)", err)
		}
		people, err = w.Store.People(t.Context(), store.PeopleSearch{Today: w.Store.Today()}, at("-joined"))
		if err != nil || !slices.IsSortedFunc(people.Rows, func(a, b models.Person) int { return b.CreatedAt.Compare(a.CreatedAt) }) {
			t.Errorf("people, the newest first (%v)", err)
		}
		cohorts, err := w.Store.Cohorts(t.Context(), store.CohortSearch{Now: w.Store.Now()}, all)
		if err != nil || !slices.IsSortedFunc(cohorts.Rows, func(a, b store.ListedCohort) int { return b.Starts.Compare(a.Starts) }) {
			t.Errorf("cohorts (%v)", err)
		}
		organisations, err := w.Store.FindOrganisations(t.Context(), store.OrganisationSearch{Today: w.Store.Today()}, at("-people"))
		if err != nil {
			t.Fatal(err)
		}
		here := make([]models.ID, len(organisations.Rows))
		for i, o := range organisations.Rows {
			here[i] = o.ID
		}
		counts, err := w.Store.Headcounts(t.Context(), here, w.Store.Today())
		if err != nil || !slices.IsSortedFunc(here, func(a, b models.ID) int { return counts[b].Here - counts[a].Here }) || counts[here[0]].Here == 0 {
			t.Errorf("organisations by people (%v)", err)
		}
	})
}

// An edge stays where it is when its row has gone, and what nobody wrote is the first page.
func TestAnEdgeNeedsNoRow(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		for _, l := range lists(w, crowded(w)) {
			first, err := l.read(models.PageAt{Size: 5})
			if err != nil {
				t.Fatal(err)
			}
			beside := first.Next
			beside.ID += "-and-more" // sorts just beside the row
			if first.At.Falls() {
				beside = models.Edge{Key: first.Next.Key, ID: first.Next.ID[:len(first.Next.ID)-1]}
			}
			next, err := l.read(models.PageAt{Size: 5, After: first.Next})
			gone, err2 := l.read(models.PageAt{Size: 5, After: beside})
			if err != nil || err2 != nil || !slices.Equal(next.Rows, gone.Rows) {
				t.Errorf("%s: after a row that is gone: %v, want %v (%v, %v)", l.name, gone.Rows, next.Rows, err, err2)
			}
			for _, at := range []models.PageAt{
				{Order: "no-such-order", After: first.Next},
				{Order: "-", After: first.Next},
				{Order: first.At.Order, After: models.Edge{Key: "\u202e", ID: "\U0010ffff"}},
				{After: models.Edge{Key: strings.Repeat("9", 40), ID: "x"}},
			} {
				at.Size = 5
				page, err := l.read(at)
				if err != nil || len(page.Rows) == 0 {
					t.Errorf("%s at %+v: %d rows (%v)", l.name, at, len(page.Rows), err)
				}
			}
			strange, err := l.read(models.PageAt{Size: 5, Order: "no-such-order", After: first.Next})
			if err != nil || !slices.Equal(strange.Rows, first.Rows) || strange.Previous.Known() {
				t.Errorf("%s: an order that it does not know is not the first page (%v)", l.name, err)
			}
		}
	})
}

func TestAListOfCohortsKnowsTheirStages(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		now, course := w.Store.Now(), w.Course("R1")
		kept := func(code string, starts time.Time, change func(c *models.Cohort)) models.Cohort {
			c := models.Cohort{
				WayIn: models.FirstCome,
				Code:  code, CourseID: course.ID, Name: code, State: models.CohortOpen, Capacity: 1, Opens: now.AddDate(0, -1, 0), Closes: starts,
				OfferHours: 1, Starts: starts, Ends: starts.AddDate(0, 0, 7), CreatedAt: now,
			}
			change(&c)
			w.Keep(&c)
			return c
		}
		nothing := func(*models.Cohort) {}
		kept("OPEN", now.AddDate(0, 1, 0), nothing)
		full := kept("FULL", now.AddDate(0, 1, 0), nothing)
		w.Enrolled(w.Person("Ada"), full, models.Offered)
		line := kept("LINE", now.AddDate(0, 1, 0), nothing)
		w.Enrolled(w.Person("Ben"), line, models.Waiting)
		kept("LATER", now.AddDate(0, 1, 0), func(c *models.Cohort) { c.Opens = now.Add(time.Microsecond) })
		kept("CLOSED", now.AddDate(0, 1, 0), func(c *models.Cohort) { c.Closes = now })
		kept("NOW", now, func(c *models.Cohort) { c.Closes = now })
		kept("LAST", now.AddDate(0, 0, -7), nothing)
		kept("OVER", now.AddDate(0, 0, -7), func(c *models.Cohort) { c.Ends = now.Add(-time.Microsecond) })
		kept("DRAFT", now.AddDate(0, 1, 0), func(c *models.Cohort) { c.State = models.CohortDraft })
		kept("DATES", now.AddDate(0, 2, 0), func(c *models.Cohort) { c.Unscheduled = true })
		kept("OFF", now.AddDate(0, 0, -10), func(c *models.Cohort) { c.State = models.CohortCancelled })
		all, err := w.Store.Cohorts(t.Context(), store.CohortSearch{Now: now}, models.PageAt{})
		if err != nil || len(all.Rows) != 11 {
			t.Fatalf("%d cohorts (%v)", len(all.Rows), err)
		}
		for _, stage := range models.CohortStages() {
			var want []string
			for _, c := range all.Rows {
				if c.StageAt(now, c.Held(), c.Waiting) == stage {
					want = append(want, c.Code)
				}
			}
			search := store.CohortSearch{Now: now, Stage: stage}
			found, err := w.Store.Cohorts(t.Context(), search, models.PageAt{})
			count, err2 := w.Store.CountCohorts(t.Context(), search)
			var got []string
			for _, c := range found.Rows {
				got = append(got, c.Code)
			}
			if err != nil || err2 != nil || len(want) == 0 || !slices.Equal(got, want) || count != len(want) {
				t.Errorf("%s: the database finds %v, and counts %d; the noun says %v (%v, %v)", stage, got, count, want, err, err2)
			}
		}
	})
}
