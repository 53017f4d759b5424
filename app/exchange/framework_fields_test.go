package exchange_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// sayingAll is a framework that says all that a file of ours can say of one.
func sayingAll(t testing.TB) string {
	t.Helper()
	return strings.NewReplacer(
		`"licence": "MIT",`, `"licence": "MIT", "source": "https://example.org/bake", "attribution": "Bakers of Bath", "identifier": "b1",`,
		`{"code": "BR1", "name"`, `{"code": "BR1", "kind": "Behaviour", "flags": ["leadership", "core to all"], "holds_months": 24, "identifier": "k1", "name"`,
		`{"BR1": 1, "BR2": 0, "CA1": 1}`, `{"BR1": 1, "BR2": 0, "CA1": 1}, "up_to": {"CA1": 2}, "optional": ["CA1"], "optional_minimum": 1`,
	).Replace(testFile(t, "framework.json"))
}

func TestAFileOfOursSaysWhereItIsFromAndWhatEachCompetencyIs(t *testing.T) {
	c, report := readFramework(t, file("framework.json", sayingAll(t)))
	accepted(t, report)
	if v := c.Version; v.Source != "https://example.org/bake" || v.Attribution != "Bakers of Bath" || v.Identifier != "b1" || v.ExportBarred {
		t.Errorf("got %+v", v)
	}
	if k := c.Competencies[0]; k.Kind != models.Behaviour || k.Flags != "leadership\ncore to all" || k.HoldsMonths != 24 || k.Identifier != "k1" {
		t.Errorf("got %+v", k)
	}
	if c.Profiles[0].OptionalMinimum != 1 || len(c.Requirements) < 2 {
		t.Fatalf("got %+v, %+v", c.Profiles[0], c.Requirements)
	}
	if q := c.Requirements[1]; !q.Optional || q.Core || q.UpTo == nil || *q.UpTo != 2 {
		t.Errorf("got %+v", q)
	}
}

func TestALevelMayBeUndefinedAndAScaleMayBeginAtOne(t *testing.T) {
	const text = `{"schema": "competency-framework/1", "framework": {"code": "F", "name": "F", "version": "1",
		"scale": {"minimum": 1, "maximum": 4, "points": [{"value": 1, "label": "Novice"}, {"value": 2, "label": "Able"}, {"value": 3, "label": "Good"}, {"value": 4, "label": "Best"}]},
		"domains": [{"code": "D", "name": "D", "competencies": [{"code": "K", "name": "K", "levels": {"1": "Watches.", "4": "Shows others."}}]}]}}`
	c, report := readFramework(t, file("framework.json", text))
	accepted(t, report)
	want := []models.Descriptor{{CompetencyID: "K", Level: 1, Text: "Watches."}, {CompetencyID: "K", Level: 4, Text: "Shows others."}}
	if !slices.Equal(c.Descriptors, want) || len(report.Warnings) > 0 {
		t.Errorf("got %+v, warned of %q", c.Descriptors, report.Warnings)
	}
	_, report = readFramework(t, file("framework.json", strings.Replace(text, `, {"value": 3, "label": "Good"}, {"value": 4, "label": "Best"}`, "", 1)))
	if !warned(report.Warnings, "people tell from 3 to 6 apart") {
		t.Errorf("warned of %q", report.Warnings)
	}
}

func TestWhatMayNotBeHandedOutIsNotExported(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		importing(t, s, strings.Replace(testFile(t, "framework.json"), `"licence": "MIT",`, `"licence": "MIT", "export": false,`, 1), exchange.ImportFramework{})
		for _, format := range exchange.FrameworkFormats() {
			var out strings.Builder
			_, err := (&exchange.Service{Store: s}).ExportFramework(t.Context(), &out, exchange.ExportFramework{Code: "BAKE", Format: format})
			invalid, _ := errors.AsType[models.Invalid](err)
			if !strings.Contains(invalid["framework"], "may not be handed out") || out.Len() > 0 {
				t.Errorf("%s: %v, and %q", format, err, out.String())
			}
		}
		if err := (&exchange.Service{Store: s}).ExportBundle(t.Context(), &strings.Builder{}); err == nil {
			t.Error("a bundle has it in it")
		}
	})
}
