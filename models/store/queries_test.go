package store_test

import (
	"context"
	"fmt"
	"testing"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// A page asks the database as often for thirty people as for three.
func TestAPageOfATeamTakesAConstantNumberOfQueries(t *testing.T) {
	w := modeltest.New(t)
	service := &skills.Service{Store: w.Store}
	round := w.Round("autumn")
	w.Course("DD1")
	mia := w.Learner("Mia")
	grow := func(from, to int) {
		for i := from; i < to; i++ {
			ada := w.Post(w.Person(fmt.Sprintf("ada%d", i)), &w.Analyst, &mia.ID)
			w.Sent(ada, round, "TA1", i%5, models.MostWeeks)
			w.Sent(ada, round, "CS1", i%3, models.NotAtAll)
		}
		mia = w.Again(mia)
	}
	pages := map[string]func(ctx context.Context) error{
		"team skills": func(ctx context.Context) error {
			page, err := service.Team(ctx, mia, skills.TeamFilter{})
			if err == nil && page.Tally.Assessed != 2*len(page.Rows) {
				err = fmt.Errorf("%d cells of %d people", page.Tally.Assessed, len(page.Rows))
			}
			return err
		},
		"one skill of the team": func(ctx context.Context) error { _, err := service.TeamSkill(ctx, mia, "inference"); return err },
		"people":                func(ctx context.Context) error { _, err := service.TeamPeople(ctx, mia, ""); return err },
		"queue":                 func(ctx context.Context) error { _, err := service.Queue(ctx, mia); return err },
	}
	grow(0, 3)
	n := store.CountQueries(t, w.Store)
	count := func(read func(ctx context.Context) error) int64 {
		n.Store(0)
		if err := read(t.Context()); err != nil {
			t.Fatal(err)
		}
		return n.Load()
	}
	few := map[string]int64{}
	for name, read := range pages {
		few[name] = count(read)
	}
	grow(3, 30)
	for name, read := range pages {
		if many := count(read); many != few[name] || many == 0 || many > 11 {
			t.Errorf("%s: %d queries for 3 people, %d for 30", name, few[name], many)
		}
	}
}
