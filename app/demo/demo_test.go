package demo_test

import (
	"testing"

	"trellis/app/demo"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

func filled(t *testing.T) *store.Store {
	t.Helper()
	clock := &modeltest.Clock{}
	clock.Set(modeltest.Start)
	s := modeltest.SQLite(t, clock)
	if err := demo.Fill(t.Context(), s, "hash"); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTheDemonstrationFills(t *testing.T) {
	s := filled(t)
	for _, g := range demo.Guests() {
		if _, err := s.PersonByEmail(t.Context(), g.Email); err != nil {
			t.Errorf("%s: %v", g.Email, err)
		}
	}
}
