package handlers

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"
)

func TestTheNetworksSkillsInTheDemonstration(t *testing.T) {
	s := demoSite(t)
	sunita, grace := s.as("Sunita Rao"), s.as("Grace Oduya")
	s.get(sunita, "/network/skills").want(http.StatusOK).says("Whole network", "Birmingham and Solihull", "Forecasting demand and capacity", "Hidden", "Half or more")
	s.get(sunita, "/network/skills?system=QHL&area=TA").want(http.StatusOK).says("All of Birmingham and Solihull", "Birmingham City Council").saysNot("Setting direction")
	s.get(sunita, "/network/skills?area=NONE").want(http.StatusOK).says("No role asks for skills of that area")
	s.get(grace, "/network/skills").want(http.StatusOK).says("All of Nottingham and Nottinghamshire", "Whole network").saysNot("Birmingham")
	s.get(grace, "/network/skills?system=QHL").want(http.StatusNotFound)
	s.get(s.as("Amara Osei"), "/network/skills").want(http.StatusNotFound)

	page := s.get(sunita, "/network/skills").want(http.StatusOK)
	rows, err := csv.NewReader(strings.NewReader(s.get(sunita, "/network/skills?format=csv").want(http.StatusOK).Body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cells := page.find("main table td")
	if len(rows)-1 != len(cells) {
		t.Fatalf("the file has %d figures, the page %d", len(rows)-1, len(cells))
	}
	for i, row := range rows[1:] {
		words, shown := row[8], textOf(cells[i])
		if !strings.Contains(strings.ToLower(shown), strings.ToLower(words)) {
			t.Errorf("the file says %q of %s, the page %q", words, row[2], shown)
		}
	}
}
