package models_test

import (
	"errors"
	"testing"

	"trellis/models"
)

func TestWhatAnOrganisationMayNotBe(t *testing.T) {
	a, b := models.ID("a"), models.ID("b")
	others := []models.Organisation{
		{ID: "net", Code: "NET", Name: "The network", Kind: models.Network},
		{ID: b, Code: "B", Closed: "2026-01-01", SuccessorID: &a},
		{ID: "c", Code: "C"},
	}
	c := models.ID("c")
	for name, t2 := range map[string]struct {
		o     models.Organisation
		field string
	}{
		"fine":                   {models.Organisation{ID: a, Opened: "2026-01-01", Closed: "2026-01-01", SuccessorID: &c}, ""},
		"closed before opened":   {models.Organisation{ID: a, Opened: "2026-01-02", Closed: "2026-01-01"}, "closed"},
		"a second network":       {models.Organisation{ID: a, Kind: models.Network}, "kind"},
		"its own successor":      {models.Organisation{ID: a, Closed: "2026-01-01", SuccessorID: &a}, "successor"},
		"followed while open":    {models.Organisation{ID: a, SuccessorID: &c}, "successor"},
		"followed in a circle":   {models.Organisation{ID: a, Closed: "2026-01-01", SuccessorID: &b}, "successor"},
		"the network as it is":   {models.Organisation{ID: "net", Kind: models.Network}, ""},
		"opened and not closing": {models.Organisation{ID: a, Opened: "2026-01-02"}, ""},
	} {
		var problems models.Invalid
		errors.As(t2.o.Check(others), &problems)
		if (t2.field == "") != (len(problems) == 0) || t2.field != "" && problems[t2.field] == "" {
			t.Errorf("%s: %v, want a problem at %q", name, problems, t2.field)
		}
	}
}

func TestTheCodeOfANewOrganisation(t *testing.T) {
	others := []models.Organisation{{ID: "x", Code: "TRU", Name: "Trust"}}
	for code, fine := range map[string]bool{"R1": true, "": false, "a b": false, "-a": false, "new": false, "NEW": true, "TRU": false, "tru": false, "a/b": false} {
		if problem := (models.Organisation{ID: "y", Code: code}).CheckCode(others); (problem == "") != fine {
			t.Errorf("%q: %q", code, problem)
		}
	}
}

func TestAPostThatMovesEndsTheDayBeforeAndGoesOnElsewhere(t *testing.T) {
	boss, mo, unit := models.ID("boss"), models.ID("mo"), models.ID("from")
	merge := models.Move{Kind: models.Merge, FromID: "from", ToID: "to", Day: "2026-04-01"}
	part := models.Move{Kind: models.MovePart, FromID: "from", ToID: "to", Day: "2026-04-01", Team: "New", ManagerID: &boss}
	at := func(org models.ID, started, ended models.Date) models.Post {
		return models.Post{ID: "p", PersonID: "ada", OrganisationID: org, Team: "Old", ManagerID: &mo, Started: started, Ended: ended}
	}
	for name, c := range map[string]struct {
		move  models.Move
		post  models.Post
		moves bool
		again bool // the post itself changes
	}{
		"a current post":                {merge, at("from", "2020-01-01", ""), true, false},
		"one that ends later":           {merge, at("from", "2020-01-01", "2026-12-31"), true, false},
		"one that ends the day before":  {merge, at("from", "2020-01-01", "2026-03-31"), false, false},
		"one that ends on the day":      {merge, at("from", "2020-01-01", "2026-04-01"), true, false},
		"one that begins on the day":    {merge, at("from", "2026-04-01", ""), true, true},
		"one that begins later":         {merge, at("from", "2026-05-01", ""), true, true},
		"one moved already":             {merge, at("to", "2026-04-01", ""), false, false},
		"one elsewhere now":             {part, at("elsewhere", "2020-01-01", ""), false, false},
		"one of some":                   {part, at("from", "2020-01-01", ""), true, false},
		"work done in a team that goes": {merge, models.Post{ID: "p", OrganisationID: "x", TeamID: &unit, Started: "2020-01-01"}, true, false},
	} {
		ended, begun, moves := c.move.Continues(c.post)
		if moves != c.moves {
			t.Errorf("%s: moves %t", name, moves)
			continue
		}
		if !moves {
			continue
		}
		if c.again != begun.ID.Known() || !c.again && (ended.ID != c.post.ID || ended.Ended != "2026-03-31" || begun.Started != "2026-04-01") || begun.Ended != c.post.Ended {
			t.Errorf("%s: %+v and %+v", name, ended, begun)
		}
		if c.post.OrganisationID == "from" && begun.OrganisationID != "to" || c.move.Kind == models.MovePart && (begun.Team != "New" || *begun.ManagerID != boss) {
			t.Errorf("%s: goes on as %+v", name, begun)
		}
	}
	own := at("from", "2020-01-01", "")
	own.PersonID = boss
	if _, begun, _ := part.Continues(own); *begun.ManagerID != mo {
		t.Error("somebody is made their own manager")
	}
}

func TestALeadLeadsTheSuccessorFromTheDayOn(t *testing.T) {
	lead := func(id, person, scope models.ID, started, ended models.Date) models.Grant {
		return models.Grant{ID: id, PersonID: person, Role: models.Lead, ScopeKind: models.OneOrganisation, ScopeID: scope, Started: started, Ended: ended}
	}
	changed, begun := models.MoveLeads([]models.Grant{
		lead("1", "ada", "from", "2020-01-01", ""),
		lead("2", "ben", "from", "2020-01-01", "2026-01-01"),
		lead("3", "cem", "from", "2027-01-01", ""),
		lead("4", "dot", "from", "2020-01-01", ""),
		lead("5", "dot", "to", "2021-01-01", ""),
	}, "from", "to", "2026-04-01", "bea")
	if len(begun) != 1 || begun[0].PersonID != "ada" || begun[0].ScopeID != "to" || begun[0].Started != "2026-04-01" || *begun[0].GivenByID != "bea" {
		t.Errorf("begun %+v", begun)
	}
	if len(changed) != 3 || changed[0].Ended != "2026-03-31" || changed[1].ScopeID != "to" || changed[1].Ended != "" || changed[2].ID != "4" || changed[2].Ended != "2026-03-31" {
		t.Errorf("changed %+v", changed)
	}
}

func TestATeamMergesIntoATeamAlone(t *testing.T) {
	of := func(id models.ID, kind models.OrganisationKind) models.Organisation {
		return models.Organisation{ID: id, Name: string(id), Kind: kind}
	}
	for _, c := range []struct {
		from, to models.OrganisationKind
		may      bool
	}{
		{models.Provider, models.Provider, true},
		{models.Team, models.DecisionSupportUnit, true},
		{models.Provider, models.DecisionSupportUnit, false}, // the leads of the one would see the names of the other
		{models.Team, models.Provider, false},
	} {
		from, to := of("a", c.from), of("b", c.to)
		if err := models.CheckMerge(from, to, []models.Organisation{from, to}, "2026-12-01", "2026-11-23"); (err == nil) != c.may {
			t.Errorf("%s into %s: %v", c.from, c.to, err)
		}
	}
}
