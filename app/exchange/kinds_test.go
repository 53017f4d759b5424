package exchange_test

import (
	"slices"
	"strings"
	"testing"

	"trellis/app/exchange"
	"trellis/models"
)

func TestAFileExplainsItsOwnWordsForOrganisations(t *testing.T) {
	c, report := readProgramme(t, `{
		"schema": "programme-starter/1", "courses": [],
		"organisation_types": ["NHS trust", {"name": "Klinikum", "kind": "provider", "ending": "gGmbH"}, {"name": "Klinikum der Maximalversorgung", "kind": "system"}],
		"organisations": [
			{"code": "K1", "name": "Haus am Fluss gGmbH", "type": "Klinikum (Grundversorgung)"},
			{"code": "K2", "name": "Haus am Meer", "type": "klinikum der maximalversorgung"},
			{"code": "K3", "name": "Northland Trust", "type": "NHS trust"},
			{"code": "K4", "name": "Questions", "type": "Decision support unit (a team)"}]}`)
	accepted(t, report)
	want := []models.Organisation{
		{Code: "K1", Name: "Haus am Fluss gGmbH", ShortName: "Haus am Fluss", Kind: models.Provider},
		{Code: "K2", Name: "Haus am Meer", ShortName: "Haus am Meer", Kind: models.System},
		{Code: "K3", Name: "Northland Trust", ShortName: "Northland Trust", Kind: models.Provider},
		{Code: "K4", Name: "Questions", ShortName: "Questions", Kind: models.DecisionSupportUnit},
	}
	if !slices.Equal(c.Organisations, want) {
		t.Errorf("got %+v, want %+v", c.Organisations, want)
	}
}

func TestAnExplanationThatIsWrongIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ item, value, says string }{
		"of a kind there is not": {`{"name": "Klinikum", "kind": "hospital"}`, "hospital", "want network, region, system"},
		"without a kind":         {`{"name": "Klinikum"}`, "", "kind is missing"},
		"without a name":         {`{"kind": "provider"}`, "", "name is missing"},
		"that is a number":       {`7`, "7", "want an object"},
	} {
		_, report := readProgramme(t, `{"schema": "programme-starter/1", "organisation_types": [`+c.item+`]}`)
		if !slices.ContainsFunc(report.Refused, func(p exchange.Problem) bool { return p.Value == c.value && strings.Contains(p.Problem, c.says) }) {
			t.Errorf("%s: refused %+v", name, report.Refused)
		}
	}
}
