package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trellis/models"
	"trellis/models/paths"
)

func TestTheLeadOfATeamSeesThoseInItAndDoesNotConfirm(t *testing.T) {
	s := newSite(t)
	ada, bo := s.Person("Ada"), s.Learner("Bo")
	mia := s.Manager("Mia", ada)
	unit := s.Team("DSU", models.DecisionSupportUnit, ada)
	lee := s.Grant(s.Learner("Lee"), models.Lead, models.OneOrganisation, unit.ID)
	s.Sent(ada, s.Round("autumn"), "TA1", 2, models.MostWeeks)

	s.get(lee, "/team/skills").want(http.StatusOK).says("1 person in your team", "Describing data").saysNot("To confirm", "waiting for you")
	s.get(lee, "/team/people").want(http.StatusOK).says("Ada").saysNot("Bo", "waiting")
	s.get(lee, "/team/people/"+string(ada.ID)).want(http.StatusOK).saysNot("Confirm 1")
	s.get(lee, "/team/people/"+string(bo.ID)).want(http.StatusNotFound)
	s.get(lee, "/team/confirm").want(http.StatusNotFound)
	s.get(lee, "/team/confirm/"+string(ada.ID)).want(http.StatusNotFound)
	s.post(lee, "/team/confirm/"+string(ada.ID)+"/agree", url.Values{}).want(http.StatusNotFound)
	s.get(mia, "/team/people/"+string(ada.ID)).want(http.StatusOK).says("Confirm 1 assessment")
	s.get(ada, "/account").says("Mia, your manager", "Lee, lead of Team DSU")

	if err := s.app.People.FlushLooks(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.get(ada, "/account").says("Lee and Mia") // have looked

	provider := s.Team("HOSP", models.Provider, ada) // the lead of one sees figures alone
	boss := s.Grant(s.Learner("Boss"), models.Lead, models.OneOrganisation, provider.ID)
	s.get(boss, "/team/people").want(http.StatusNotFound)
	s.get(boss, "/team/people/"+string(ada.ID)).want(http.StatusNotFound)
}

func TestWhoManagesAndLeadsSeesBothOrOne(t *testing.T) {
	s := newSite(t)
	ada, bo := s.Person("Ada"), s.Person("Bo")
	mia := s.Manager("Mia", ada)
	team := s.Team("T1", models.Team, bo)
	mia = s.Grant(mia, models.Lead, models.OneOrganisation, team.ID)
	s.get(mia, "/team/people").says("Ada", "Bo", "People you manage", "Team T1")
	s.get(mia, "/team/people?of="+string(team.ID)).says("Bo", "1 person in your team").saysNot("Ada")
	s.get(mia, "/team/skills?of="+string(mia.ID)).says("1 person in your team", "Ada").saysNot("Bo")
	s.get(mia, "/team/people?of="+string(s.Trust.ID)).want(http.StatusOK).saysNot("Ada", "Bo")
	file := s.get(mia, "/team/people?format=csv&of="+string(team.ID))
	if !strings.Contains(file.Body, "Bo") || strings.Contains(file.Body, "Ada") {
		t.Errorf("the file holds %s", file.Body)
	}
}

func TestACellOfTheTeamLeadsToWhatAManagerCanDo(t *testing.T) {
	s := newTeamSite(t)
	s.Course("DD1")
	team := s.get(s.mia, paths.TeamSkills).want(http.StatusOK)
	cell := paths.TeamPersonSkill(s.ada.ID, "describing-data")
	if len(team.find(`td a[href="`+cell+`"]`)) != 1 {
		t.Error("the cell of Ada does not lead to her skill")
	}
	s.get(s.mia, cell).want(http.StatusOK).says("What you can do", "Confirm the assessment", "waits for your answer", "Course DD1", "Builds it up to")
	s.get(s.mia, paths.TeamPersonSkill(s.ben.ID, "describing-data")).says("Confirm the assessment").saysNot("Course DD1") // at target
	s.get(s.ada, paths.SkillHistory("describing-data")).want(http.StatusOK).saysNot("What you can do")
}
