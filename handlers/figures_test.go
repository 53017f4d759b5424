package handlers

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"trellis/app/demo"
	"trellis/models"
	"trellis/views/words"
)

// TestPagesSayTheSameOfTheSameThing follows figures and words from one page of the demonstration to the next.
func TestPagesSayTheSameOfTheSameThing(t *testing.T) {
	s := demoSite(t)
	amara, helen := s.as("Amara Osei"), s.as("Helen Whitcombe")
	s.get(models.Actor{}, "/").want(http.StatusOK).says("9 to 23 December 2026", "Live online").saysNot("21 December 2026 to 21 December 2026")
	s.get(amara, "/").want(http.StatusOK).says("Session 2 of 4", logged(t, s.get(amara, "/learning?format=csv").Body)+" since April in your learning log")
	s.get(helen, "/").want(http.StatusOK).says("by Joanna Feld").saysNot("by by")
	s.get(amara, "/skills/statistical-modelling").want(http.StatusOK).says("Used in the 3 months before").saysNot("Used in the last 3 months")
	team := s.get(helen, "/team/skills").want(http.StatusOK).says(
		"0 Not yet, 1 Awareness, 2 Working, 3 Practitioner, 4 Expert", "people have sent their self-assessment, Autumn 2026",
		"is at target. Assessed: ", "Skills that most people have stand first")
	team.saysNot("No course builds this yet")
	s.get(helen, "/team/skills?order=gaps").want(http.StatusOK).says("Skills that most people are short of stand first").saysNot("have stand first")
	for code, title := range map[string]string{demo.GenuineRecord: "This record is genuine: ", demo.ExpiredRecord: "This record has expired: "} {
		page := s.get(models.Actor{}, "/verify/"+code).want(http.StatusOK)
		if got := textOf(page.find("title")[0]); got != title+code+" – Trellis" {
			t.Errorf("the title is %q", got)
		}
	}
}

// logged adds up the file of a learning log since April.
func logged(t *testing.T, file string) string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(file)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, row := range rows[1:] {
		if minutes, err := strconv.Atoi(row[2]); err == nil && row[0] >= "2026-04-01" {
			total += minutes
		}
	}
	return words.Hours(total)
}

func TestALogEntryNamesEveryProblemAtOnce(t *testing.T) {
	s := newSite(t)
	form := url.Values{"title": {""}, "minutes": {"abc"}, "on": {"2026-11-20"}, "reflection": {"Kept"}}
	s.post(s.Learner("Ada"), "/learning/log/new", form).want(http.StatusUnprocessableEntity).
		says("Enter what you learned", "Enter how many minutes it took, from 1 to 1440", "Select what kind of learning it was", "Kept")
}
