package handlers

import (
	"net/http"
	"net/url"
	"testing"

	"trellis/app/demo"
	"trellis/models"
)

// TestPagesSayTheSameOfTheSameThing follows figures and words from one page of the demonstration to the next.
func TestPagesSayTheSameOfTheSameThing(t *testing.T) {
	s := demoSite(t)
	amara, helen := s.as("Amara Osei"), s.as("Helen Whitcombe")
	s.get(models.Actor{}, "/").want(http.StatusOK).says("9 to 23 December 2026", "Live online").saysNot("21 December 2026 to 21 December 2026")
	s.get(amara, "/").want(http.StatusOK).says("Session 2 of 4", "12 hours 45 minutes since April in your learning log")
	s.get(helen, "/").want(http.StatusOK).says("by Joanna Feld").saysNot("by by")
	s.get(amara, "/skills/statistical-modelling").want(http.StatusOK).says("Used in the 3 months before").saysNot("Used in the last 3 months")
	team := s.get(helen, "/team/skills").want(http.StatusOK).says(
		"0 Not yet, 1 Awareness, 2 Working, 3 Practitioner, 4 Expert", "people have sent their self-assessment, Autumn 2026",
		"Only Lucy Tran is at target. 5 of the 10 whose role asks for it are assessed", "widest gap stand first")
	team.saysNot("No course builds this yet")
	s.get(helen, "/team/skills?order=strengths").want(http.StatusOK).says("most people at target stand first").saysNot("widest gap stand first")
	for code, title := range map[string]string{demo.GenuineRecord: "This record is genuine: ", demo.ExpiredRecord: "This record has expired: "} {
		page := s.get(models.Actor{}, "/verify/"+code).want(http.StatusOK)
		if got := textOf(page.find("title")[0]); got != title+code+" – Trellis" {
			t.Errorf("the title is %q", got)
		}
	}
}

func TestALogEntryNamesEveryProblemAtOnce(t *testing.T) {
	s := newSite(t)
	form := url.Values{"title": {""}, "minutes": {"abc"}, "on": {"2026-11-20"}, "reflection": {"Kept"}}
	s.post(s.Learner("Ada"), "/learning/log/new", form).want(http.StatusUnprocessableEntity).
		says("Enter what you learned", "Enter how many minutes it took, from 1 to 1440", "Select what kind of learning it was", "Kept")
}
