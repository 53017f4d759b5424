package adminviews

import (
	"strings"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

func peopleList(page people.PeoplePage) list {
	find := page.Find
	var invite components.Link
	if find.State == models.NotWelcomed {
		invite = components.Link{Label: "Invite everybody who has not been here yet", Href: paths.InviteAll}
	}
	return on(list{
		title: "People", lede: "Everybody the network knows. Open a person to see what they hold and do.",
		also: invite,
		add:  components.Link{Label: "Add a person", Href: paths.NewPerson}, path: paths.People,
		actions: []components.Link{{Label: "Import people", Href: paths.NewImportOf(string(models.ImportOfPeople))}},
		one:     "person", many: "people", total: page.Total, nothing: "They show here when a file of people comes in.",
		filters: []filter{
			text(find.Text),
			{"organisation", find.Organisation, organisationChip(page)},
			{"profile", find.Profile, profileName(page)},
			{"role", string(find.Role), words.Role(find.Role)},
			{"state", string(find.State), stateWords(find.State)},
			{"manager", string(find.Manager), "Managed by " + page.ManagerName},
		},
		sorts: []components.Option{
			{Value: "name", Label: "Name, A to Z"},
			{Value: "-name", Label: "Name, Z to A"},
			{Value: "email", Label: "Email address, A to Z"},
			{Value: "-email", Label: "Email address, Z to A"},
			{Value: "organisation", Label: "Organisation, A to Z"},
			{Value: "-organisation", Label: "Organisation, Z to A"},
			{Value: "-joined", Label: "Known since, newest first"},
			{Value: "joined", Label: "Known since, oldest first"},
		},
	}, page.Page)
}

func organisationChip(page people.PeoplePage) string {
	switch len(page.Organisations) {
	case 0:
		return "No organisation is called “" + page.Find.Organisation + "”"
	case 1:
		return page.Organisations[0].Name
	}
	return words.Count(len(page.Organisations), "organisation", "organisations") + " called “" + page.Find.Organisation + "”"
}

func profileName(page people.PeoplePage) string {
	for _, p := range page.Profiles {
		if p.Code == page.Find.Profile {
			return p.Name
		}
	}
	return page.Find.Profile
}

func profileOptions(page people.PeoplePage) []components.Option {
	options := []components.Option{{Label: "Any role profile"}}
	seen := map[string]bool{}
	for _, p := range page.Profiles {
		if !seen[p.Code] { // another framework may have the same
			options = append(options, components.Option{Value: p.Code, Label: p.Name})
		}
		seen[p.Code] = true
	}
	return options
}

func roleOptions() []components.Option {
	options := []components.Option{{Label: "Any or none"}}
	for _, role := range append([]models.Role{models.Managing}, givable...) {
		options = append(options, components.Option{Value: string(role), Label: words.Role(role)})
	}
	return options
}

func stateOptions() []components.Option {
	options := []components.Option{{Label: "Wherever"}}
	for _, state := range []models.PersonState{models.InPost, models.Left, models.NotWelcomed, models.ManagerUnknown, models.NoRoleProfile} {
		options = append(options, components.Option{Value: string(state), Label: stateWords(state)})
	}
	return options
}

func stateWords(s models.PersonState) string {
	switch s {
	case models.InPost:
		return "Has a current post"
	case models.Left:
		return "Has left"
	case models.NotWelcomed:
		return "Has not been here yet"
	case models.ManagerUnknown:
		return "Manager not known"
	case models.NoRoleProfile:
		return "No role profile"
	}
	return string(s)
}

func peopleHeads(l list) []components.Head {
	return []components.Head{
		l.head("Name", "name"), l.head("Email address", "email"), l.head("Organisation", "organisation"),
		{Label: "Manager"},
		l.head("Known since", "-joined"),
	}
}

// notes stand below a name: the role, and what else a search may have found.
func notes(p people.PersonLine) []string {
	var list []string
	if roles := p.Roles(); len(roles) > 0 {
		list = append(list, words.List(roles))
	}
	if p.WelcomedAt == nil {
		list = append(list, "Has not been here yet")
	}
	return list
}

// orWords are the items in words, or what is said where there is none.
func orWords(items []string, none string) string {
	if len(items) == 0 {
		return none
	}
	return words.List(items)
}

// PeopleHead names the columns of the list of people as a file.
func PeopleHead() []string {
	return []string{"name", "email", "organisation", "role_profile", "manager", "manager_unknown", "known_since", "first_visit"}
}

// PeopleCells is a person of the list in a file.
func PeopleCells(p people.PersonLine) []string {
	visit := ""
	if p.WelcomedAt != nil {
		visit = string(models.DateOf(*p.WelcomedAt))
	}
	return []string{
		p.Name, p.Email, strings.Join(p.Organisations(), "; "), strings.Join(p.Roles(), "; "), strings.Join(p.Managers(), "; "),
		yesNo(p.ManagerUnknown()), string(models.DateOf(p.CreatedAt)), visit,
	}
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}
