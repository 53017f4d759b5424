package handlers

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// filled is a form of the page with what it holds, and with the fields given in their place.
func filled(page answer, more url.Values) url.Values {
	form := url.Values{}
	for _, n := range page.find("main form[method=post] input") {
		name, value, kind, checked := "", "", "", false
		for _, a := range n.Attr {
			switch a.Key {
			case "name":
				name = a.Val
			case "value":
				value = a.Val
			case "type":
				kind = a.Val
			case "checked":
				checked = true
			}
		}
		if name != "" && (checked || kind != "radio" && kind != "checkbox") {
			form.Add(name, value)
		}
	}
	for _, n := range page.find("main form[method=post] select option[selected]") {
		for _, a := range n.Parent.Attr {
			if a.Key == "name" {
				form.Set(a.Val, n.Attr[0].Val)
			}
		}
	}
	for name, values := range more {
		form[name] = values
	}
	return form
}

func TestAnAdministratorAddsAnOrganisation(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	s.get(bea, paths.Organisations).says("Add organisation", "Import organisations")
	s.get(bea, paths.NewOrganisation).want(http.StatusOK).says("Add an organisation", "ODS code")
	s.post(bea, paths.NewOrganisation, url.Values{"code": {"TRU"}, "name": {"Again"}}).want(http.StatusUnprocessableEntity).
		says("There is a problem", "Testshire Trust has the code TRU", "Choose what kind of organisation it is")
	s.post(bea, paths.NewOrganisation, url.Values{"code": {"HOS"}, "name": {"Hospital"}, "kind": {"provider"}}).want(http.StatusSeeOther).goesTo(paths.Organisation("HOS"))
	s.get(bea, paths.Organisation("HOS")).want(http.StatusOK).says("Hospital", "Added an organisation", "Nobody leads it")
}

func TestTheSecondOfTwoAdministratorsSeesWhatChanged(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	page := s.get(bea, paths.EditOrganisation("TRU")).want(http.StatusOK).says("Change Testshire Trust")
	s.post(bea, paths.EditOrganisation("TRU"), filled(page, url.Values{"name": {"First Trust"}})).want(http.StatusSeeOther)
	both := s.post(bea, paths.EditOrganisation("TRU"), filled(page, url.Values{"name": {"Second Trust"}})).want(http.StatusConflict).
		says("Somebody changed this organisation", "What it says now", "First Trust", "What you typed")
	s.post(bea, paths.EditOrganisation("TRU"), filled(both, nil)).want(http.StatusSeeOther)
	s.get(bea, paths.Organisation("TRU")).says("Second Trust")
	s.post(bea, paths.EditOrganisation("TRU"), filled(s.get(bea, paths.EditOrganisation("TRU")), url.Values{"successor": {"SYS"}})).want(http.StatusUnprocessableEntity).
		says("enter the day it closed")
	s.get(bea, paths.EditOrganisation("NONE")).want(http.StatusNotFound)
}

func TestALinkIsAddedAndEndedOnTheScreen(t *testing.T) {
	s := newSite(t)
	bea, today := s.Administrator("Bea"), string(s.Store.Today())
	form := url.Values{"kind": {"part_of"}, "other": {"SYS"}, "started": {today}}
	s.get(bea, paths.NewOrganisationLink("TRU")).want(http.StatusOK).says("Link Testshire Trust", "Testshire Trust serves the other")
	s.post(bea, paths.NewOrganisationLink("TRU"), form).want(http.StatusSeeOther)
	s.post(bea, paths.NewOrganisationLink("TRU"), form).want(http.StatusUnprocessableEntity).says("There is such a link at that time already")
	s.get(bea, paths.Organisation("TRU")).says("Where it stands today", "part of Testshire System", "End it")
	link := paths.OrganisationLink("TRU", models.ID(trustsLink(s)))
	s.get(bea, link).want(http.StatusOK).says("Testshire Trust is part of Testshire System", "Last day")
	s.post(bea, link, url.Values{"on": {"2020-01-01"}}).want(http.StatusUnprocessableEntity).says("Enter a day on which the link has begun")
	s.post(bea, link, url.Values{"on": {today}}).want(http.StatusSeeOther)
	s.get(bea, paths.Organisation("TRU")).says("23 November 2026 to 23 November 2026")
}

// hospital is another organisation with people in two teams.
func hospital(s *site, people int) models.Organisation {
	o := models.Organisation{Code: "HOS", Name: "Hospital", ShortName: "Hospital", Kind: models.Provider}
	s.Keep(&o)
	s.Keep(&models.Link{OrganisationID: o.ID, OtherID: s.System.ID, Kind: models.PartOf})
	boss := s.Learner("Boss")
	posts := make([]models.Post, people)
	for i := range posts {
		posts[i] = models.Post{
			PersonID: s.Person(fmt.Sprintf("Staff%03d", i)).ID, OrganisationID: o.ID, Team: []string{"Analysis", "Planning"}[i%2],
			RoleProfileID: &s.Analyst.ID, ManagerID: &boss.ID, Started: "2025-01-01",
		}
	}
	s.In(func(ctx context.Context, tx *store.Tx) error { return tx.AddPosts(ctx, posts) })
	return o
}

func TestAMergerIsLookedAtBeforeItIsConfirmed(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	hospital(s, 4)
	at := paths.MergeOrganisation("HOS")
	s.get(bea, at).want(http.StatusOK).says("Merge Hospital", "First day there")
	s.get(bea, at+"?to=TRU&day=2026-11-22").want(http.StatusUnprocessableEntity).says("Enter today or a coming day")
	s.get(bea, at+"?to=&day=2026-12-01").want(http.StatusUnprocessableEntity).says("Choose the organisation that follows Hospital")
	look := s.get(bea, at+"?to=TRU&day=2026-12-01").want(http.StatusOK).says("Merge Hospital into Testshire Trust", "4 people move", "each post ends on 30 November 2026",
		"Analysis", "Boss", "Testshire Trust is part of Testshire System", "Staff000", "This cannot be undone at once", "Hospital closes on 1 December 2026")
	if got := s.Events(); len(got) != 0 {
		t.Errorf("looking left %v", got)
	}
	form := filled(look, nil)
	late, there := s.Person("Late"), hospitalID(s)
	s.In(func(ctx context.Context, tx *store.Tx) error { // somebody comes meanwhile
		return tx.AddPosts(ctx, []models.Post{{PersonID: late.ID, OrganisationID: there, Started: "2025-01-01"}})
	})
	again := s.post(bea, at, form).want(http.StatusConflict).says("Something changed since you looked", "5 people move")
	s.post(bea, at, filled(again, nil)).want(http.StatusSeeOther).goesTo(paths.Organisation("HOS"))
	s.get(bea, paths.Organisation("HOS")).says("Followed by", "Testshire Trust", "5 posts go with the merger into Testshire Trust", "Merged an organisation")
	s.post(bea, at, filled(again, nil)).want(http.StatusSeeOther)
	s.get(bea, at+"?to=SYS&day=2026-12-01").want(http.StatusUnprocessableEntity).says("is followed by another organisation already")
}

func hospitalID(s *site) models.ID {
	o, err := s.Store.OrganisationByCode(s.T.Context(), "HOS")
	if err != nil {
		s.T.Fatal(err)
	}
	return o.ID
}

func TestALargeMergerSaysHowFarItIs(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	hospital(s, models.AtOnce+1)
	at := paths.MergeOrganisation("HOS")
	s.post(bea, at, filled(s.get(bea, at+"?to=TRU&day=2026-11-23"), nil)).want(http.StatusSeeOther)
	page := s.get(bea, paths.Organisation("HOS")).says("Updating: 0 of 301 posts")
	if !strings.Contains(page.Body, `http-equiv="refresh"`) {
		t.Error("the page does not ask again by itself")
	}
	for {
		n, err := s.app.Outbox.Once(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			break
		}
	}
	s.get(bea, paths.Organisation("HOS")).says("301 posts went with the merger").saysNot("Updating")
	s.get(bea, paths.Organisation("TRU")).says("301 posts came from Hospital")
}

func TestSomePeopleMoveWithANewManager(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	hospital(s, 6)
	s.Learner("Mo")
	at := paths.MovePeople("HOS")
	s.get(bea, at).want(http.StatusOK).says("Everybody found: 6 people", "Staff000", "Planning")
	found := s.get(bea, at+"?team=Planning").want(http.StatusOK).says("Everybody found: 3 people", "Staff001").saysNot("Staff000")
	s.get(bea, at+"?team=Planning&ticked=true&to=TRU&day=2026-12-01").want(http.StatusUnprocessableEntity).says("Choose somebody")
	s.get(bea, at+"?to=HOS&day=2026-12-01").want(http.StatusUnprocessableEntity).says("Choose another organisation, or give a new team")
	s.get(bea, at+"?to=TRU&day=x&new_manager=no@example.org&ticked=perhaps").want(http.StatusUnprocessableEntity)
	s.get(bea, at+"?to=TRU&day=x&new_manager=no@example.org").want(http.StatusUnprocessableEntity).says("Enter a date", "Nobody here has this email address")
	ticks := found.find(`input[name="post"]`)
	query := url.Values{"ticked": {"true"}, "to": {"TRU"}, "day": {"2026-11-23"}, "new_team": {"Insight"}, "new_manager": {"mo@example.org"}, "team": {"Planning"}}
	for _, tick := range ticks[:2] {
		for _, a := range tick.Attr {
			if a.Key == "value" {
				query.Add("post", a.Val)
			}
		}
	}
	look := s.get(bea, at+"?"+query.Encode()).want(http.StatusOK).says("2 people move", "Their manager is Mo", "Their team is Insight", "Move 2 people")
	s.post(bea, at, filled(look, nil)).want(http.StatusSeeOther).goesTo(paths.Organisation("HOS"))
	s.get(bea, paths.Organisation("HOS")).says("4 people have a current post here", "2 posts moved to Testshire Trust")
	s.get(bea, paths.Organisation("TRU")).says("Insight")
	s.post(bea, at, url.Values{}).want(http.StatusUnprocessableEntity)
}
