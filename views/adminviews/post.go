package adminviews

import (
	"trellis/app/people"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// PostForm is a form about a post: of somebody known, or of a newcomer.
type PostForm struct {
	people.PostPage
	In       people.KeepPost
	Newcomer people.Newcomer
	Problems models.Invalid
	Stale    bool // somebody changed the post since it was opened
}

// postFields are the fields in the order of the form.
var postFields = []string{"organisation", "team", "team_text", "title", "band", "role", "manager", "started", "ended"}

// KeptPost is a post as the form asks for it.
func KeptPost(p people.NamedPost) people.KeepPost {
	in := people.KeepPost{
		Organisation: p.OrganisationID, TeamText: p.Team, Title: p.Title, Band: p.Band, Manager: p.ManagerEmail,
		Started: string(p.Started), Ended: string(p.Ended), Edition: p.Edition(),
	}
	if p.TeamID != nil {
		in.Team = *p.TeamID
	}
	if p.RoleProfileID != nil {
		in.RoleProfile = *p.RoleProfileID
	}
	if p.ManagerID != nil {
		in.ManagerID = *p.ManagerID
	}
	return in
}

// organisationOptions are those that are open first, by name; the closed ones are for posts of the past.
func organisationOptions(first string, list []models.Organisation, today models.Date) []components.Option {
	options := []components.Option{{Value: "", Label: first}}
	for _, open := range []bool{true, false} {
		for _, o := range list {
			if o.OpenOn(today) != open {
				continue
			}
			option := components.Option{Value: string(o.ID), Label: o.Name + " (" + o.Code + ")", Group: "Open"}
			if !open {
				option.Group = "Closed"
			}
			options = append(options, option)
		}
	}
	return options
}

func postProfiles(list []models.RoleProfile) []components.Option {
	options := []components.Option{{Value: "", Label: "None"}}
	for _, p := range list {
		label := p.Name
		if p.Retired {
			label += " (retired)"
		}
		options = append(options, components.Option{Value: string(p.ID), Label: label})
	}
	return options
}

// matchOptions are the people whom a name may mean.
func matchOptions(list []models.Person) []components.Option {
	options := make([]components.Option, len(list))
	for i, p := range list {
		options[i] = components.Option{Value: string(p.ID), Label: p.Name, Hint: p.Email}
	}
	return options
}

func postRows(p people.NamedPost) []components.SummaryRow {
	row := func(key, value string) components.SummaryRow {
		if value == "" {
			value = "None"
		}
		return components.SummaryRow{Key: key, Value: value}
	}
	return []components.SummaryRow{
		row("Organisation", p.OrganisationName), row("Team", p.TeamName), row("Job title", p.Title), row("Band", p.Band), row("Role profile", p.RoleProfileName),
		row("Manager", p.ManagerName), row("First day", words.Date(p.Started)), row("Last day", words.Date(p.Ended)),
	}
}

func postAction(f PostForm) string {
	switch {
	case !f.Person.ID.Known():
		return paths.NewPerson
	case f.Post.ID.Known():
		return paths.Post(f.Person.ID, f.Post.ID)
	}
	return paths.NewPost(f.Person.ID)
}

func backTo(f PostForm) components.Link {
	if f.Person.ID.Known() {
		return components.Link{Label: "Go back to " + f.Person.Name, Href: paths.Person(f.Person.ID)}
	}
	return components.Link{Label: "Go back to people", Href: paths.People}
}

// endable tells whether a post can still be ended: it has not ended yet.
func endable(p people.NamedPost, today models.Date) bool { return p.Ended == "" || p.Ended >= today }

// endHint says what follows from the end of a post.
func endHint(p people.NamedPost) string {
	hint := "They keep their learning, skills and records"
	if p.ManagerName != "" {
		hint = p.ManagerName + " sees their skills until the end of this day. " + hint
	}
	return hint
}

func teamTextLabel(f PostForm) string {
	if len(f.Teams) > 0 {
		return "Team, in your own words, when it is none of these"
	}
	return "Team"
}
