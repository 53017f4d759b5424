package adminviews

import (
	"strings"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// RoleForm is the form on which an administrator gives a role.
type RoleForm struct {
	people.GiveRolePage
	In       people.GiveRole
	Problems models.Invalid
}

// givable are the roles in the order of the form.
var givable = []models.Role{models.Trainer, models.Lead, models.Editor, models.DataAnalyst, models.Administrator}

func roleChoices() []components.Option {
	scopes := map[models.ScopeKind]string{
		models.WholeNetwork: "of the whole network", models.OneOrganisation: "of an organisation or a team", models.OneCourse: "of a course",
		models.OneCohort: "of a cohort", models.OneFramework: "of one framework",
	}
	hints := map[models.Role]string{
		models.Trainer:       "Sees who is on the cohorts, keeps registers and issues completion records",
		models.Lead:          "Sees the organisation’s figures; of a team or a decision support unit also the skills of its people, by name",
		models.Editor:        "Looks after frameworks",
		models.DataAnalyst:   "Sees the figures of the whole network",
		models.Administrator: "Runs the network, and gives roles",
	}
	var options []components.Option
	for _, role := range givable {
		for _, kind := range role.Scopes() {
			options = append(options, components.Option{Value: string(role) + ":" + string(kind), Label: words.Role(role) + " " + scopes[kind], Hint: hints[role]})
		}
	}
	return options
}

func scopeOptions(list []people.NamedScope) []components.Option {
	options := make([]components.Option, len(list))
	for i, s := range list {
		options[i] = components.Option{Value: string(s.ID), Label: s.Name, Hint: s.Code}
	}
	return options
}

// DeputyForm is a form on which somebody is named who acts for a manager.
type DeputyForm struct {
	Manager  models.Person
	In       people.NameDeputy
	Today    models.Date
	Problems models.Invalid
}

func delegationKinds() []components.Option {
	return []components.Option{
		{Value: string(models.Deputy), Label: "Deputy", Hint: "The manager is there; 6 months at most"},
		{Value: string(models.ActingManager), Label: "Acting manager", Hint: "The manager is away, or has left; 12 months at most"},
	}
}

// grantOpen tells whether a role is held, or will be.
func grantOpen(g people.NamedGrant, today models.Date) bool { return g.Ended == "" || g.Ended >= today }

// roleName is a role as a hidden word says it: "lead of Testshire Trust".
func roleName(g people.NamedGrant) string {
	what, _ := grantLine(g)
	return strings.ToLower(what[:1]) + what[1:]
}

func endRole(page people.PersonPage, g people.NamedGrant) string {
	return paths.EndRole(page.Person.ID, g.ID)
}
