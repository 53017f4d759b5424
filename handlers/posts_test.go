package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"trellis/models"
)

// post is a form about a post that holds; what is given takes the place of its answers.
func (s *site) postForm(changes ...string) url.Values {
	form := url.Values{
		"organisation": {string(s.Trust.ID)}, "team_text": {"Insight"}, "title": {"Analyst"}, "band": {"6"}, "role": {string(s.Analyst.ID)},
		"started": {"2026-01-01"}, "ended": {""}, "manager": {""},
	}
	for i := 0; i+1 < len(changes); i += 2 {
		form.Set(changes[i], changes[i+1])
	}
	return form
}

func TestAnAdministratorAddsAPersonWithTheirFirstPost(t *testing.T) {
	s := newSite(t)
	root, mo := s.Administrator("Root"), s.Learner("Mo")
	s.get(root, "/admin/people").says("Add a person")
	s.get(root, "/admin/people/new").want(http.StatusOK).says("Add a person", "Their first post", "Testshire Trust (TRU)")
	form := s.postForm("name", "Ada Łovelace", "email", "ada@example.org", "manager", "mo@example.org")
	s.post(root, "/admin/people/new", form).want(http.StatusSeeOther)
	ada, err := s.Store.PersonByEmail(t.Context(), "ADA@example.org")
	if err != nil {
		t.Fatal(err)
	}
	post := s.Again(models.Actor{Person: ada}).Posts[0]
	if post.Title != "Analyst" || post.Team != "Insight" || *post.ManagerID != mo.ID || post.Started != "2026-01-01" || ada.WelcomedAt != nil {
		t.Errorf("post %+v", post)
	}
	if events := s.Events(); !slices.Contains(events, "person.added") || !slices.Contains(events, "post.added") {
		t.Errorf("events %q", events)
	}
	s.get(s.Again(mo), "/team/people/"+string(ada.ID)).want(http.StatusOK)

	s.post(root, "/admin/people/new", form).want(http.StatusUnprocessableEntity).says("Somebody in the network has this email address", "See Ada Łovelace")
	s.Keep(&models.FormerEmail{EmailKey: "old@example.org", PersonID: ada.ID, LeftAt: s.Store.Now()})
	form.Set("email", "Old@example.org")
	again := s.post(root, "/admin/people/new", form).want(http.StatusUnprocessableEntity)
	if len(again.find(`main a[href="/admin/people/`+string(ada.ID)+`"]`)) == 0 {
		t.Error("who had the address once is not linked")
	}
	s.post(root, "/admin/people/new", url.Values{"email": {"no address"}}).want(http.StatusUnprocessableEntity).
		says("Enter their name", "Enter an email address, like name@example.org", "Select the organisation that employs them", "Enter the job title", "Enter the first day")
	s.post(mo, "/admin/people/new", form).want(http.StatusNotFound)
}

func TestSomebodyHoldsSeveralPostsPastAndToCome(t *testing.T) {
	s := newSite(t)
	root, ada := s.Administrator("Root"), s.Person("Ada")
	unit := s.Team("DSU", models.DecisionSupportUnit)
	address := "/admin/people/" + string(ada.ID) + "/posts/new"
	s.get(root, address).want(http.StatusOK).says("Add a post", "Team DSU (DSU)")
	s.post(root, address, s.postForm("started", "2020-01-01", "ended", "2021-12-31", "title", "Intern")).want(http.StatusSeeOther)
	s.post(root, address, s.postForm("team", string(unit.ID))).want(http.StatusSeeOther)
	s.post(root, address, s.postForm("started", "2027-04-01", "title", "Head")).want(http.StatusSeeOther).goesTo("/admin/people/" + string(ada.ID))
	s.get(root, "/admin/people/"+string(ada.ID)).says("Intern", "Past", "Current", "Team DSU", "Head", "To come")
	if posts := s.Again(ada).Posts; len(posts) != 1 || posts[0].TeamID == nil || *posts[0].TeamID != unit.ID || posts[0].Team != "" {
		t.Errorf("posts of today %+v", posts)
	}
	s.post(root, address, s.postForm("ended", "2025-12-31")).want(http.StatusUnprocessableEntity).says("The last day must be the first day or later")
	s.post(root, address, s.postForm("title", "Twin")).want(http.StatusUnprocessableEntity).says("They have a post at this organisation from this day on")
	s.post(root, address, s.postForm("team", string(s.Trust.ID), "started", "2026-02-01")).want(http.StatusUnprocessableEntity).says("Select a team or a decision support unit")
	s.post(root, address, s.postForm("manager", "ada@example.org", "started", "2026-02-01")).want(http.StatusUnprocessableEntity).says("nobody is their own manager")
	closed := models.Organisation{Code: "OLD", Name: "Old Trust", Kind: models.Provider, Opened: "2010-01-01", Closed: "2024-04-01"}
	s.Keep(&closed)
	s.post(root, address, s.postForm("organisation", string(closed.ID))).want(http.StatusUnprocessableEntity).says("Old Trust closed on 2024-04-01")
	s.post(root, address, s.postForm("organisation", string(closed.ID), "started", "2023-01-01", "ended", "2024-03-31")).want(http.StatusSeeOther)
	s.post(ada, address, s.postForm()).want(http.StatusNotFound)
}

func TestAManagerIsFoundByNameWithoutScript(t *testing.T) {
	s := newSite(t)
	root, ada := s.Administrator("Root"), s.Person("Ada")
	mo := s.Person("Mo Ansah")
	moyo := s.Person("Moyo Bird")
	address := "/admin/people/" + string(ada.ID) + "/posts/new"
	page := s.post(root, address, s.postForm("manager", "mo")).want(http.StatusUnprocessableEntity).says("Select who you mean", "Mo Ansah", "Moyo Bird", "moyo@example.org")
	if n := len(page.find(`input[name=manager_id]`)); n != 2 {
		t.Errorf("%d to choose from", n)
	}
	s.post(root, address, s.postForm("manager", "nobody")).want(http.StatusUnprocessableEntity).says("Nobody is found by this")
	s.post(root, address, s.postForm("manager", "mo", "manager_id", string(root.ID))).want(http.StatusUnprocessableEntity).says("Select who you mean") // root is none of them
	s.post(root, address, s.postForm("manager", "mo", "manager_id", string(moyo.ID))).want(http.StatusSeeOther)
	s.post(root, address, s.postForm("manager", "mo ansah", "started", "2026-02-01")).want(http.StatusSeeOther)
	posts := s.Again(ada).Posts
	if len(posts) != 2 || *posts[0].ManagerID != moyo.ID || *posts[1].ManagerID != mo.ID {
		t.Errorf("posts %+v", posts)
	}
}

func TestOfTwoTabsTheSecondSeesBothVersions(t *testing.T) {
	s := newSite(t)
	root, ada := s.Administrator("Root"), s.Learner("Ada")
	post := ada.Posts[0]
	address := "/admin/people/" + string(ada.ID) + "/posts/" + string(post.ID)
	edition := post.Edition()
	s.get(root, address).want(http.StatusOK).says("Change a post")
	s.post(root, address, s.postForm("title", "Senior analyst", "edition", edition)).want(http.StatusSeeOther)
	stale := s.post(root, address, s.postForm("title", "Lead analyst", "edition", edition)).want(http.StatusConflict).
		says("This post was changed since you opened it", "What it says now", "Senior analyst", "What you typed")
	now := stale.find(`input[name=edition]`)
	if len(now) != 1 {
		t.Fatal("the form has no edition")
	}
	for _, a := range now[0].Attr {
		if a.Key == "value" {
			edition = a.Val
		}
	}
	s.post(root, address, s.postForm("title", "Lead analyst", "edition", edition)).want(http.StatusSeeOther)
	if got := s.Again(ada).Posts[0].Title; got != "Lead analyst" {
		t.Errorf("the title is %s", got)
	}
	s.post(root, address+"/end", url.Values{"on": {"2026-11-23"}, "edition": {post.Edition()}}).want(http.StatusConflict).says("This post was changed", "Lead analyst")
	s.post(root, "/admin/people/"+string(root.ID)+"/posts/"+string(post.ID), s.postForm("edition", edition)).want(http.StatusNotFound) // of somebody else
}

func TestWithThePostTheManagersSightEndsAndTheRecordStays(t *testing.T) {
	s := newSite(t)
	root, ada := s.Administrator("Root"), s.Person("Ada")
	mo := s.Manager("Mo", ada)
	ada = s.Again(ada)
	s.Assessed(ada, "TA1", 3, models.MostWeeks)
	address := "/admin/people/" + string(ada.ID) + "/posts/" + string(ada.Posts[0].ID) + "/end"
	s.get(root, address).want(http.StatusOK).says("Mo sees their skills until the end of this day")
	s.post(root, address, url.Values{"on": {"2020-01-01"}, "edition": {ada.Posts[0].Edition()}}).want(http.StatusUnprocessableEntity).says("The last day must be the first day or later")
	s.post(root, address, url.Values{"on": {string(s.Store.Today())}, "edition": {ada.Posts[0].Edition()}}).want(http.StatusSeeOther)
	if events := s.Events(); events[len(events)-1] != "post.ended" {
		t.Errorf("events %q", events)
	}
	s.get(s.Again(mo), "/team/people/"+string(ada.ID)).want(http.StatusOK) // the last day counts
	s.get(ada, "/account").says("Mo, your manager, until 23 November 2026")
	s.Clock.Set(s.Clock.Now().AddDate(0, 0, 1))
	s.get(s.Again(mo), "/team/people/"+string(ada.ID)).want(http.StatusNotFound)
	s.get(s.Again(ada), "/skills").want(http.StatusOK)
	skills, err := s.Store.Skills(t.Context(), ada.ID)
	if err != nil || len(skills) != 1 || skills[0].Level != 3 {
		t.Errorf("skills %+v (%v)", skills, err)
	}
}
