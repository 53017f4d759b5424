package reports_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"trellis/app/reports"
	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/modeltest"
)

// The published file says its rule and its day, tells hidden, none and zero apart, and is for who sees the whole network alone.
func TestThePublishedFileSaysItsRuleAndHidesSmallCounts(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		service := &reports.Service{Store: w.Store}
		_, second := twoSystems(t, w)
		all := w.Grant(w.Person("Ida"), models.Administrator, models.WholeNetwork, "")
		one := w.Grant(w.Person("Lea"), models.Lead, models.OneOrganisation, second.ID)
		if _, err := service.Published(t.Context(), one, disclosure.Count5); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a lead of one system gets %v", err)
		}
		if _, err := service.Published(t.Context(), all, "none"); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a profile that there is not gives %v", err)
		}
		rows, err := service.Published(t.Context(), all, disclosure.Count5)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(rows[1][1], "count-5 of "+string(w.Store.Today())) || !strings.Contains(rows[1][1], "[c]: hidden") {
			t.Errorf("the note says %q", rows[1][1])
		}
		found := false
		for _, row := range rows[2:] {
			if len(row) != len(rows[0]) {
				t.Fatalf("%v has %d cells", row, len(row))
			}
			for _, cell := range row[8:13] {
				if slices.Contains([]string{"1", "2", "3", "4"}, cell) {
					t.Errorf("%v tells a small count", row)
				}
			}
			found = found || row[0] == "system" && row[6] == second.Code && row[3] == "TA1"
		}
		if !found {
			t.Errorf("the second system is missing from %d rows", len(rows))
		}
	})
}
