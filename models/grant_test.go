package models_test

import (
	"testing"

	"trellis/models"
)

func TestARoleIsGivenForWhatItCanBeHeldFor(t *testing.T) {
	for _, c := range []struct {
		grant models.Grant
		means bool
	}{
		{models.Grant{Role: models.Trainer, ScopeKind: models.OneCohort, ScopeID: "x"}, true},
		{models.Grant{Role: models.Trainer, ScopeKind: models.OneCohort}, false},
		{models.Grant{Role: models.Trainer, ScopeKind: models.WholeNetwork}, false},
		{models.Grant{Role: models.Administrator, ScopeKind: models.WholeNetwork}, true},
		{models.Grant{Role: models.Administrator, ScopeKind: models.OneOrganisation, ScopeID: "x"}, false},
		{models.Grant{Role: models.Administrator, ScopeKind: models.WholeNetwork, ScopeID: "x"}, false},
		{models.Grant{Role: models.Editor, ScopeKind: models.OneFramework, ScopeID: "x"}, true},
		{models.Grant{Role: models.Editor, ScopeKind: models.WholeNetwork}, true},
		{models.Grant{Role: "king", ScopeKind: models.WholeNetwork}, false},
	} {
		if got := c.grant.Means(); got != c.means {
			t.Errorf("%+v: %v", c.grant, got)
		}
	}
}

func TestSomebodyMustGoOnRunningTheNetwork(t *testing.T) {
	run := func(id models.ID, started, ended models.Date) models.Grant {
		return models.Grant{ID: id, Role: models.Administrator, ScopeKind: models.WholeNetwork, Started: started, Ended: ended}
	}
	for name, c := range map[string]struct {
		others []models.Grant
		stays  bool
	}{
		"nobody else":             {nil, false},
		"one without an end":      {[]models.Grant{run("b", "2026-01-01", "")}, true},
		"one whose time is over":  {[]models.Grant{run("b", "2026-01-01", "2026-11-22")}, false},
		"one whose time will end": {[]models.Grant{run("b", "2026-01-01", "2027-01-01")}, false},
		"one who is to come":      {[]models.Grant{run("b", "2026-11-24", "")}, false},
		"one of a part":           {[]models.Grant{{ID: "b", Role: models.Administrator, ScopeKind: models.OneOrganisation, ScopeID: "o", Started: "2026-01-01"}}, false},
	} {
		if got := models.AdministratorsWithout(append(c.others, run("a", "2026-01-01", "")), func(g models.Grant) bool { return g.ID == "a" }, "2026-11-23"); got != c.stays {
			t.Errorf("%s: %v", name, got)
		}
	}
}
