package skills_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/modeltest"
)

// reminded are the reminders kept so far, as Ada open, with as many letters owed.
func reminded(w *modeltest.World) []string {
	w.T.Helper()
	db := modeltest.SQL(w.T, w.Store)
	rows, err := db.QueryContext(w.T.Context(), "SELECT people.name, stage FROM round_reminders JOIN people ON people.id = person_id ORDER BY people.name, stage")
	if err != nil {
		w.T.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	list := []string{}
	for rows.Next() {
		var name, stage string
		if err := rows.Scan(&name, &stage); err != nil {
			w.T.Fatal(err)
		}
		list = append(list, name+" "+stage)
	}
	if err := rows.Err(); err != nil {
		w.T.Fatal(err)
	}
	if n := modeltest.Count(w.T, db, "SELECT count(*) FROM jobs WHERE kind = 'mail.round_reminder'"); n != len(list) {
		w.T.Errorf("%d letters are owed for %d reminders", n, len(list))
	}
	return list
}

// remind lets the clock stand at a time, and reminds in two processes at once, twice.
func remind(w *modeltest.World, s *skills.Service, now time.Time) []string {
	w.T.Helper()
	w.Clock.Set(now)
	for range 2 {
		var both sync.WaitGroup
		var errs [2]error
		for i := range errs {
			both.Go(func() { errs[i] = s.RemindOfRounds(w.T.Context()) })
		}
		both.Wait()
		if errs[0] != nil || errs[1] != nil {
			w.T.Fatal(errs)
		}
	}
	return reminded(w)
}

func at(day string, hour, minute int) time.Time {
	d, _ := time.Parse(time.DateOnly, day)
	return d.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

func TestARoundRemindsThoseWhoHaveNotSentOnceAStage(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &skills.Service{Store: w.Store, BaseURL: "https://trellis.test"}
		ada, ben, cleo, dora := w.Learner("Ada"), w.Learner("Ben"), w.Learner("Cleo"), w.Learner("Dora")
		w.Post(ada, &w.Leader, nil) // two posts: asked once
		w.Post(w.Person("Olaf"), nil, nil)
		w.Person("Nobody")
		modeltest.Plant(t, w.Store, "UPDATE people SET erased_at = '2026-11-01 10:00:00+00:00' WHERE id = '"+string(dora.ID)+"'")
		round := models.Round{Slug: "winter", Name: "Winter", Opens: "2027-01-04", Closes: "2027-02-14", Says: "For the plan of the year."}
		w.Keep(&round)
		w.Keep(&models.Leave{PersonID: cleo.ID, FromDay: "2027-01-01", UntilDay: "2027-01-10"})

		if got := remind(w, s, at("2027-01-03", 23, 0)); len(got) > 0 {
			t.Errorf("the day before: %q", got)
		}
		if got := remind(w, s, at("2027-01-04", 7, 59)); len(got) > 0 {
			t.Errorf("before the hour: %q", got)
		}
		open := []string{"Ada open", "Ben open"}
		if got := remind(w, s, at("2027-01-04", 8, 0)); !slices.Equal(got, open) {
			t.Fatalf("at opening: %q", got)
		}
		letter, err := s.RoundLetterFor(t.Context(), ada.ID)
		if err != nil || letter.Stage != models.RoundOpen || letter.Begun || letter.Round.Says == "" || !strings.HasSuffix(letter.URL, "/skills/assessments/winter") {
			t.Errorf("the letter: %+v %v", letter, err)
		}
		if got := remind(w, s, at("2027-01-10", 12, 0)); !slices.Equal(got, open) {
			t.Errorf("on the last day of leave: %q", got)
		}
		open = append(open, "Cleo open")
		if got := remind(w, s, at("2027-01-11", 8, 0)); !slices.Equal(got, open) {
			t.Errorf("the day after leave: %q", got)
		}
		w.Sent(ben, round, "TA1", 2, models.MostWeeks)
		if _, err := s.RoundLetterFor(t.Context(), ben.ID); err == nil {
			t.Error("who has sent would still get the letter that was owed")
		}
		w.Keep(&models.Leave{PersonID: cleo.ID, FromDay: "2027-01-20", UntilDay: "2027-02-08"}) // over all of halfway
		if got := remind(w, s, at("2027-01-23", 12, 0)); !slices.Equal(got, open) {
			t.Errorf("before half: %q", got)
		}
		if got := remind(w, s, at("2027-01-24", 12, 0)); !slices.Equal(got, []string{"Ada halfway", "Ada open", "Ben open", "Cleo open"}) {
			t.Errorf("at half: %q", got)
		}
		if got := remind(w, s, at("2027-02-14", 12, 0)); !slices.Equal(got, []string{"Ada halfway", "Ada last_week", "Ada open", "Ben open", "Cleo last_week", "Cleo open"}) {
			t.Errorf("in the last week: %q", got)
		}
		before := reminded(w)
		if got := remind(w, s, at("2027-02-15", 12, 0)); !slices.Equal(got, before) {
			t.Errorf("when it is over: %q", got)
		}
		if _, err := s.RoundLetterFor(t.Context(), ada.ID); err == nil {
			t.Error("a letter goes out after the round")
		}
	})
}

func TestRemindersFollowTheClockOfLondon(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &skills.Service{Store: w.Store}
		w.Learner("Ada")
		for _, on := range []struct {
			day  models.Date
			hour int // of the morning, in UTC
		}{{"2027-03-27", 8}, {"2027-03-28", 7}, {"2027-10-30", 7}, {"2027-10-31", 8}} { // each the day before a change of the clocks, and of it
			modeltest.Plant(t, w.Store, "DELETE FROM round_reminders", "DELETE FROM jobs", "DELETE FROM rounds")
			w.Keep(&models.Round{Slug: "r" + string(on.day), Name: "Round", Opens: on.day, Closes: on.day.AddDays(20)})
			if got := remind(w, s, at(string(on.day), on.hour-1, 59)); len(got) > 0 {
				t.Errorf("%s, too early: %q", on.day, got)
			}
			if got := remind(w, s, at(string(on.day), on.hour, 0)); len(got) != 1 {
				t.Errorf("%s, at eight in London: %q", on.day, got)
			}
		}
	})
}

func TestManyAreRemindedInRuns(t *testing.T) {
	w := modeltest.New(t)
	for i := range 3 {
		w.Learner(fmt.Sprintf("p%d", i))
	}
	w.Keep(&models.Round{Slug: "r", Name: "Round", Opens: w.Store.Today(), Closes: w.Store.Today().AddDays(30)})
	w.Clock.Set(at(string(w.Store.Today()), 12, 0))
	s := &skills.Service{Store: w.Store}
	if err := s.RemindInRunsOf(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	if got := reminded(w); len(got) != 3 {
		t.Errorf("reminded: %q", got)
	}
}

func TestStagesOfARound(t *testing.T) {
	for _, c := range []struct {
		days int
		want map[int]models.RoundStage
	}{
		{42, map[int]models.RoundStage{-1: "", 0: models.RoundOpen, 20: models.RoundOpen, 21: models.RoundHalfway, 35: models.RoundHalfway, 36: models.RoundLastWeek, 42: models.RoundLastWeek, 43: ""}},
		{14, map[int]models.RoundStage{0: models.RoundOpen, 7: models.RoundOpen, 8: models.RoundLastWeek}},
		{3, map[int]models.RoundStage{0: models.RoundOpen, 3: models.RoundOpen, 4: ""}},
	} {
		round := models.Round{Opens: "2027-01-04", Closes: models.Date("2027-01-04").AddDays(c.days)}
		for day, want := range c.want {
			if got := round.StageOn(round.Opens.AddDays(day)); got != want {
				t.Errorf("%d days, day %d: %q, want %q", c.days, day, got, want)
			}
		}
	}
}
