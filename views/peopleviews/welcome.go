package peopleviews

import (
	"trellis/app/people"
	"trellis/models"
	"trellis/views/components"
)

func welcomeTitle(page people.WelcomePage) string {
	if page.Person.WelcomedAt != nil {
		return "Your job details"
	}
	return "Welcome, " + page.Person.FirstName()
}

func organisations(list []models.Organisation) []components.Option {
	options := []components.Option{{Label: "Select an organisation"}}
	for _, o := range list {
		options = append(options, components.Option{Value: string(o.ID), Label: o.Name})
	}
	return options
}

func profiles(list []models.RoleProfile) []components.Option {
	options := []components.Option{{Label: "Select a role"}}
	for _, p := range list {
		options = append(options, components.Option{Value: string(p.ID), Label: p.Name, Group: p.Family})
	}
	return options
}

func yes(ticked bool) string {
	if ticked {
		return "true"
	}
	return ""
}
