package policy_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"trellis/app/policy"
	"trellis/models"
)

var update = flag.Bool("update", false, "write the golden file anew")

// roles are one actor of each kind, with nothing but what makes them so.
func roles() []struct {
	name  string
	actor models.Actor
} {
	person := func(id models.ID) models.Actor { return models.Actor{Person: models.Person{ID: id}} }
	with := func(a models.Actor, change func(*models.Actor)) models.Actor { change(&a); return a }
	granted := func(id models.ID, role models.Role, kind models.ScopeKind, scope models.ID) models.Actor {
		return with(person(id), func(a *models.Actor) {
			a.Grants = []models.Grant{{PersonID: id, Role: role, ScopeKind: kind, ScopeID: scope}}
		})
	}
	return []struct {
		name  string
		actor models.Actor
	}{
		{"signed out", models.Actor{}},
		{"learner", person("learner")},
		{"decision maker", with(person("leader"), func(a *models.Actor) { a.DecisionMaker = true })},
		{"manager", with(person("manager"), func(a *models.Actor) { a.Manages = []models.ID{"manager"} })},
		{"trainer", granted("trainer", models.Trainer, models.OneCohort, "cohort")},
		{"lead", granted("lead", models.Lead, models.OneOrganisation, "organisation")},
		{"lead of a team", with(granted("lead of a team", models.Lead, models.OneOrganisation, "team"), func(a *models.Actor) { a.LeadsTeams = []models.ID{"team"} })},
		{"network lead", granted("network lead", models.Lead, models.WholeNetwork, "")},
		{"data analyst", granted("analyst", models.DataAnalyst, models.WholeNetwork, "")},
		{"editor", granted("editor", models.Editor, models.OneFramework, "framework")},
		{"administrator", granted("administrator", models.Administrator, models.WholeNetwork, "")},
	}
}

func TestTheTableOfRolesAndActs(t *testing.T) {
	var table strings.Builder
	fmt.Fprintf(&table, "%-32s", "")
	for _, role := range roles() {
		fmt.Fprintf(&table, " %-14s", role.name)
	}
	table.WriteByte('\n')
	for _, rule := range policy.Table() {
		fmt.Fprintf(&table, "%-32s", rule.Act)
		for _, role := range roles() {
			word := "-"
			if policy.May(role.actor, rule.Act) {
				word = "may"
			}
			fmt.Fprintf(&table, " %-14s", word)
		}
		table.WriteByte('\n')
	}
	const golden = "testdata/table.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(table.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if table.String() != string(want) {
		t.Errorf("the table has changed; if that is meant, run the test with -update and read the difference:\n%s", table.String())
	}
}

func TestAnUnknownActIsNobodys(t *testing.T) {
	for _, role := range roles() {
		if policy.May(role.actor, "no such act") {
			t.Errorf("%s may do what no table names", role.name)
		}
	}
}

func TestWhatEachMayReach(t *testing.T) {
	actors := map[string]models.Actor{}
	for _, role := range roles() {
		actors[role.name] = role.actor
	}
	manager, team := models.ID("manager"), models.ID("team")
	cohort := models.Cohort{ID: "cohort", CourseID: "course", State: models.CohortOpen}
	other := models.Cohort{ID: "another", CourseID: "another", State: models.CohortOpen}
	for _, c := range []struct {
		who     string
		act     policy.Act
		object  any
		allowed bool
	}{
		{"learner", policy.EnrolSelf, cohort, true},
		{"learner", policy.EnrolSelf, models.Cohort{State: models.CohortDraft}, false},
		{"signed out", policy.EnrolSelf, cohort, false},
		{"learner", policy.EnrolSelf, models.Enrolment{PersonID: "learner"}, true},
		{"learner", policy.EnrolSelf, models.Enrolment{PersonID: "manager"}, false},
		{"learner", policy.KeepLog, models.LogEntry{PersonID: "learner"}, true},
		{"administrator", policy.KeepLog, models.LogEntry{PersonID: "learner"}, false},
		{"trainer", policy.KeepRegister, cohort, true},
		{"trainer", policy.KeepRegister, other, false},
		{"administrator", policy.KeepRegister, other, true},
		{"learner", policy.KeepRegister, cohort, false},
		{"trainer", policy.PlanCohort, models.Course{ID: "course"}, false},
		{"administrator", policy.PlanCohort, models.Course{ID: "course"}, true},
		{"manager", policy.ConfirmSkill, []models.Post{{PersonID: "learner", ManagerID: &manager}}, true},
		{"manager", policy.ConfirmSkill, []models.Post{{PersonID: "learner"}}, false},
		{"manager", policy.ConfirmSkill, []models.Post{{PersonID: "manager", ManagerID: &manager}}, false},
		{"administrator", policy.ConfirmSkill, []models.Post{{PersonID: "learner", ManagerID: &manager}}, false},
		{"lead", policy.SeeTeam, []models.Post{{PersonID: "learner", ManagerID: &manager}}, false},
		{"lead", policy.SeeTeam, []models.Post{{PersonID: "learner", OrganisationID: "organisation"}}, false},
		{"lead of a team", policy.SeeTeam, []models.Post{{PersonID: "learner", OrganisationID: "team"}}, true},
		{"lead of a team", policy.SeeTeam, []models.Post{{PersonID: "learner", OrganisationID: "organisation", TeamID: &team}}, true},
		{"lead of a team", policy.SeeTeam, []models.Post{{PersonID: "learner", OrganisationID: "organisation"}}, false},
		{"lead of a team", policy.SeeTeam, []models.Post{{PersonID: "lead of a team", OrganisationID: "team"}}, false},
		{"lead of a team", policy.ConfirmSkill, []models.Post{{PersonID: "learner", TeamID: &team}}, false},
		{"learner", policy.ShareRecord, models.CompletionRecord{PersonID: "learner"}, true},
		{"trainer", policy.ShareRecord, models.CompletionRecord{PersonID: "learner"}, false},
		{"administrator", policy.SeeOutbox, "a thing that the policy does not know", false},
	} {
		err := policy.Allows(actors[c.who], c.act, c.object)
		if c.allowed && err != nil || !c.allowed && !errors.Is(err, models.ErrForbidden) {
			t.Errorf("%s, %s, %+v: got %v, allowed should be %v", c.who, c.act, c.object, err, c.allowed)
		}
	}
}

func TestAListReachesNoFurtherThanItsGrants(t *testing.T) {
	for _, role := range roles() {
		reach := policy.Scope(role.actor, policy.Teach)
		if reach.All != (role.name == "administrator") {
			t.Errorf("%s: all cohorts is %v", role.name, reach.All)
		}
		if len(reach.Cohorts) > 0 != (role.name == "trainer") {
			t.Errorf("%s reaches cohorts %v", role.name, reach.Cohorts)
		}
		if people := policy.Scope(role.actor, policy.SeeTeam).Managers; len(people) > 0 != (role.name == "manager") {
			t.Errorf("%s reaches the people of %v", role.name, people)
		}
	}
}
