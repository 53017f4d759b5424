package demo_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trellis/app/demo"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

// filled is a demonstration that begins on a day.
func filled(t *testing.T, s func(testing.TB, *modeltest.Clock) *store.Store, day time.Time) *store.Store {
	t.Helper()
	clock := &modeltest.Clock{}
	clock.Set(day)
	filled := s(t, clock)
	if err := demo.Fill(t.Context(), filled, "hash"); err != nil {
		t.Fatal(err)
	}
	return filled
}

func TestEverybodyOfTheGuideIsThere(t *testing.T) {
	s := filled(t, modeltest.SQLite, modeltest.Start)
	for _, g := range demo.Guests() {
		if _, err := s.PersonByEmail(t.Context(), g.Email); err != nil {
			t.Errorf("%s: %v", g.Email, err)
		}
	}
	for code, want := range map[string]models.RecordState{
		demo.GenuineRecord: models.Genuine, demo.SupersededRecord: models.Superseded,
		demo.WithdrawnRecord: models.RecordWithdrawn, demo.ExpiredRecord: models.Expired,
	} {
		record, err := s.RecordByCode(t.Context(), code)
		if err != nil || record.StateOn(s.Today()) != want {
			t.Errorf("%s is %s (%v), want %s", code, record.StateOn(s.Today()), err, want)
		}
	}
}

func TestTheSystemsAreOfTheirSizes(t *testing.T) {
	s := filled(t, modeltest.SQLite, modeltest.Start)
	rows, err := s.PlacesBySystem(t.Context(), s.Now())
	if err != nil {
		t.Fatal(err)
	}
	large, middle, small, all := 0, 0, 0, 0
	for _, r := range rows {
		all += r.People
		switch {
		case r.People >= 40:
			large++
		case r.People >= 15 && r.People <= 25:
			middle++
		case r.People == 4:
			small++
		}
	}
	if large != 2 || small != 1 || middle != 8 || len(rows) != 11 || all < 235 || all > 245 {
		t.Errorf("%d large, %d of 15 to 25, %d of 4, %d people: %+v", large, middle, small, all, rows)
	}
}

// TestTheSamePeopleEveryTime fills both engines, and another store a while later, and finds the same figures.
func TestTheSamePeopleEveryTime(t *testing.T) {
	type figures struct {
		Places  []store.SystemPlaces
		Tallies map[string]models.FullTally // by codes of organisation and competency
	}
	of := func(s *store.Store) (f figures) {
		var err error
		if f.Places, err = s.PlacesBySystem(t.Context(), s.Now()); err != nil {
			t.Fatal(err)
		}
		n, err := s.Network(t.Context(), s.Today())
		if err != nil {
			t.Fatal(err)
		}
		codes := map[models.ID]string{}
		for _, o := range n.Organisations {
			codes[o.ID] = o.Code
		}
		for _, k := range n.Skills {
			codes[k.ID] = k.Code
		}
		f.Tallies = map[string]models.FullTally{}
		tallies, err := s.Tallies(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, tally := range tallies {
			key := codes[tally.OrganisationID] + " " + codes[tally.CompetencyID]
			f.Tallies[key] = f.Tallies[key].Plus(tally.FullTally)
		}
		return f
	}
	first := of(filled(t, modeltest.SQLite, modeltest.Start))
	t.Run("again", func(t *testing.T) {
		if difference := cmp.Diff(first, of(filled(t, modeltest.SQLite, modeltest.Start))); difference != "" {
			t.Error(difference)
		}
	})
	t.Run("on PostgreSQL", func(t *testing.T) {
		if difference := cmp.Diff(first, of(filled(t, modeltest.PostgreSQL, modeltest.Start))); difference != "" {
			t.Error(difference)
		}
	})
}

// TestItFillsOnAnyDay begins on each of some days of a year that are hard: month ends, weekends, clock changes.
func TestItFillsOnAnyDay(t *testing.T) {
	for _, day := range []time.Time{
		time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC), time.Date(2027, 3, 28, 1, 30, 0, 0, time.UTC), time.Date(2028, 2, 29, 12, 0, 0, 0, time.UTC),
		time.Date(2026, 12, 31, 23, 59, 0, 0, time.UTC), time.Date(2027, 1, 1, 0, 1, 0, 0, time.UTC), time.Date(2027, 7, 31, 8, 0, 0, 0, time.UTC),
	} {
		t.Run(day.Format(time.DateOnly), func(t *testing.T) { filled(t, modeltest.SQLite, day) })
	}
}
