package policy_test

import (
	"testing"

	"trellis/app/policy"
	"trellis/models"
)

func TestNobodyGivesWhatTheyDoNotHold(t *testing.T) {
	actors := map[string]models.Actor{}
	for _, role := range roles() {
		actors[role.name] = role.actor
	}
	actors["trainer of the course"] = models.Actor{Person: models.Person{ID: "t"}, Grants: []models.Grant{{Role: models.Trainer, ScopeKind: models.OneCourse, ScopeID: "course"}}}
	actors["administrator of a part"] = models.Actor{Person: models.Person{ID: "p"}, Grants: []models.Grant{{Role: models.Administrator, ScopeKind: models.OneOrganisation, ScopeID: "organisation"}}}
	trainer := func(kind models.ScopeKind, id models.ID) models.Grant {
		return models.Grant{Role: models.Trainer, ScopeKind: kind, ScopeID: id}
	}
	lead := func(id models.ID) models.Grant {
		return models.Grant{Role: models.Lead, ScopeKind: models.OneOrganisation, ScopeID: id}
	}
	network := func(role models.Role) models.Grant { return models.Grant{Role: role, ScopeKind: models.WholeNetwork} }
	course, above := policy.Around{IDs: []models.ID{"course"}}, policy.Around{IDs: []models.ID{"other", "organisation"}}
	for _, c := range []struct {
		who    string
		grant  models.Grant
		around policy.Around
		may    bool
	}{
		{"trainer", trainer(models.OneCohort, "cohort"), course, true},
		{"trainer", trainer(models.OneCohort, "another"), course, false},
		{"trainer", trainer(models.OneCourse, "course"), policy.Around{}, false},
		{"trainer of the course", trainer(models.OneCohort, "cohort"), course, true},
		{"trainer of the course", trainer(models.OneCourse, "course"), policy.Around{}, true},
		{"trainer of the course", lead("course"), policy.Around{}, false},
		{"lead", lead("organisation"), policy.Around{}, true},
		{"lead", lead("part"), above, true},
		{"lead", lead("part"), policy.Around{IDs: []models.ID{"other"}}, false},
		{"lead", lead("unit"), policy.Around{IDs: above.IDs, Names: true}, false}, // would see names
		{"lead of a team", lead("team"), policy.Around{Names: true}, true},
		{"lead", network(models.Administrator), policy.Around{}, false},
		{"lead", trainer(models.OneCourse, "organisation"), policy.Around{}, false},
		{"data analyst", network(models.DataAnalyst), policy.Around{}, false},
		{"editor", models.Grant{Role: models.Editor, ScopeKind: models.OneFramework, ScopeID: "framework"}, policy.Around{}, false},
		{"administrator of a part", lead("organisation"), policy.Around{}, false},
		{"administrator of a part", network(models.Administrator), policy.Around{}, false},
		{"learner", lead("organisation"), above, false},
		{"signed out", lead("organisation"), above, false},
		{"administrator", network(models.Administrator), policy.Around{}, true},
		{"administrator", lead("unit"), policy.Around{Names: true}, true},
		{"administrator", models.Grant{Role: models.Administrator, ScopeKind: models.OneOrganisation, ScopeID: "organisation"}, policy.Around{}, false},
	} {
		if got := policy.Gives(actors[c.who], c.grant, c.around); got != c.may {
			t.Errorf("%s gives %s of %s %s: %v", c.who, c.grant.Role, c.grant.ScopeKind, c.grant.ScopeID, got)
		}
	}
}

func TestWhoMayEndARole(t *testing.T) {
	tom, ann := models.ID("trainer"), models.ID("ann")
	trainer := roles()[4].actor
	grant := models.Grant{PersonID: ann, Role: models.Trainer, ScopeKind: models.OneCohort, ScopeID: "cohort", GivenByID: &ann}
	course := policy.Around{IDs: []models.ID{"course"}}
	if policy.Ends(trainer, grant, course) {
		t.Error("one trainer of a cohort removes another whom they did not name")
	}
	grant.GivenByID = &tom
	if !policy.Ends(trainer, grant, course) {
		t.Error("who named a trainer cannot end it")
	}
	if !policy.Ends(models.Actor{Person: models.Person{ID: ann}}, grant, course) {
		t.Error("nobody can step down")
	}
	if policy.Ends(models.Actor{}, models.Grant{Role: models.Trainer}, course) {
		t.Error("nobody at all ends a role of nobody")
	}
	of := models.Actor{Person: models.Person{ID: "o"}, Grants: []models.Grant{{Role: models.Trainer, ScopeKind: models.OneCourse, ScopeID: "course"}}}
	if grant.GivenByID = nil; !policy.Ends(of, grant, course) {
		t.Error("the trainer of the course cannot end a role for one cohort of it")
	}
}
