package demo_test

import (
	"bytes"
	"testing"

	"trellis/app/demo"
	"trellis/app/exchange"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestTheBundleOfTheDemonstrationIsAnotherNetworksFirstDay(t *testing.T) {
	clock := &modeltest.Clock{}
	clock.Set(modeltest.Start)
	s := modeltest.SQLite(t, clock)
	if err := demo.Fill(t.Context(), s, "hash"); err != nil {
		t.Fatal(err)
	}
	bundle := func(s *store.Store) string {
		var out bytes.Buffer
		if err := (&exchange.Service{Store: s}).ExportBundle(t.Context(), &out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	out := bundle(s)
	modeltest.EachEmpty(t, func(t *testing.T, fresh *store.Store) {
		service := &exchange.Service{Store: fresh}
		for _, want := range []exchange.Report{{Added: 45 + 9 + 6 + 20 + 7, Crosswalks: 6}, {Unchanged: 45 + 9 + 6 + 20 + 7}} {
			report, err := service.ImportBundle(t.Context(), exchange.ImportBundle{File: exchange.File{Name: "bundle.json", Content: bytes.NewReader([]byte(out))}})
			if err != nil || report.IsRefused() || report.Added != want.Added || report.Unchanged != want.Unchanged || report.Changed > 0 || report.Crosswalks != want.Crosswalks {
				t.Errorf("got %+v (%v), want %d added and %d unchanged", report, err, want.Added, want.Unchanged)
			}
		}
		if bundle(fresh) != out {
			t.Error("what is exported again differs")
		}
		events, err := fresh.Events(t.Context())
		if err != nil || len(events) != 3 {
			t.Errorf("%d events (%v)", len(events), err)
		}
	})
}
