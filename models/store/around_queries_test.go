package store_test

import (
	"fmt"
	"testing"
	"time"

	"trellis/app/files"
	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// The page of a session asks the database as often for many people and materials as for few, and never for what is in a file.
func TestASessionPageTakesAConstantNumberOfQueries(t *testing.T) {
	w := modeltest.New(t)
	s := &learning.Service{Store: w.Store, Shelf: &files.Memory{}}
	c := w.CohortOf(w.Course("R1"), "R1-1", 5, w.Store.Now().Add(48*time.Hour))
	ada, tess := w.Person("Ada"), w.Trainer("Tess", c)
	w.Enrolled(ada, c, models.Placed)
	sessions, err := w.Store.Sessions(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	grow := func(i int) {
		t.Helper()
		w.Enrolled(w.Person(fmt.Sprintf("p%d", i)), c, models.Placed)
		if err := s.AddMaterial(t.Context(), tess, learning.AddMaterial{Cohort: c.Code, Session: 1, FileName: "a.txt", Content: []byte("hello")}); err != nil {
			t.Fatal(err)
		}
	}
	n := store.CountQueries(t, w.Store)
	read := func(want int) int64 {
		t.Helper()
		n.Store(0)
		page, err := s.SessionPage(t.Context(), ada, sessions[0].ID)
		if err != nil || len(page.Materials) != want {
			t.Fatalf("%d materials (%v)", len(page.Materials), err)
		}
		return n.Load()
	}
	grow(0)
	few := read(1)
	for i := range 20 {
		grow(i + 1)
	}
	if many := read(21); many != few || many > 12 {
		t.Errorf("%d queries for few, %d for many", few, many)
	}
}
