package models_test

import (
	"slices"
	"strings"
	"testing"

	"trellis/models"
)

func TestWhatAPostMustHold(t *testing.T) {
	open := models.Organisation{ID: "o", Name: "Trust", Kind: models.Provider}
	dated := models.Organisation{ID: "d", Name: "Dated", Kind: models.Team, Opened: "2020-01-01", Closed: "2026-04-01"}
	me, other := models.ID("me"), models.ID("other")
	for name, c := range map[string]struct {
		post   models.Post
		at     models.Organisation
		team   *models.Organisation
		fields string
	}{
		"an open end":                       {models.Post{Started: "2026-01-01"}, open, nil, ""},
		"one day":                           {models.Post{Started: "2026-01-01", Ended: "2026-01-01"}, open, nil, ""},
		"an end before the start":           {models.Post{Started: "2026-01-02", Ended: "2026-01-01"}, open, nil, "ended"},
		"one's own manager":                 {models.Post{PersonID: me, ManagerID: &me, Started: "2026-01-01"}, open, nil, "manager"},
		"another manager":                   {models.Post{PersonID: me, ManagerID: &other, Started: "2026-01-01"}, open, nil, ""},
		"before it opened":                  {models.Post{Started: "2019-12-31", Ended: "2020-02-01"}, dated, nil, "organisation"},
		"while it was open":                 {models.Post{Started: "2020-01-01", Ended: "2026-03-31"}, dated, nil, ""},
		"on the day it closed":              {models.Post{Started: "2020-01-01", Ended: "2026-04-01"}, dated, nil, "organisation"},
		"with no end though it closed":      {models.Post{Started: "2020-01-01"}, dated, nil, "organisation"},
		"in a team that closed":             {models.Post{Started: "2020-01-01"}, open, &dated, "team"},
		"in a team that is no team":         {models.Post{Started: "2020-01-01"}, open, &open, "team"},
		"several problems at the same time": {models.Post{Started: "2027-01-01", Ended: "2026-12-31"}, dated, nil, "ended organisation"},
	} {
		var fields []string
		for field := range c.post.Problems(c.at, c.team) {
			fields = append(fields, field)
		}
		slices.Sort(fields)
		if got := strings.Join(fields, " "); got != c.fields {
			t.Errorf("%s: problems with %q, want %q", name, got, c.fields)
		}
	}
}

func TestAPostIsAnotherEditionWhenItSaysSomethingElse(t *testing.T) {
	id := models.ID("x")
	was := models.Post{ID: "p", OrganisationID: "o", Title: "Analyst", Started: "2026-01-01"}
	for _, change := range []func(*models.Post){
		func(p *models.Post) { p.Title = "Senior analyst" }, func(p *models.Post) { p.TeamID = &id }, func(p *models.Post) { p.ManagerID = &id },
		func(p *models.Post) { p.Ended = "2026-12-31" }, func(p *models.Post) { p.ManagerUnknown = true }, func(p *models.Post) { p.RoleProfileID = &id },
	} {
		now := was
		change(&now)
		if now.Edition() == was.Edition() {
			t.Errorf("%+v is the same edition", now)
		}
	}
	if again := was; again.Edition() != was.Edition() {
		t.Error("the same post is another edition")
	}
}
