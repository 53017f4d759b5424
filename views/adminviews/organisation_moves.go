package adminviews

import (
	"net/url"
	"slices"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// MergeEdit is the form of a merger.
type MergeEdit struct {
	people.MergeForm
	In       people.MergeOrganisation
	Problems models.Invalid
}

// MoveEdit is the form of a move of people.
type MoveEdit struct {
	people.MoveForm
	In       people.MovePeople
	Problems models.Invalid
}

// MoveCheck is what a move would do, before it is confirmed; Fields are what the form said.
type MoveCheck struct {
	people.MovePreview
	Action string
	Fields url.Values
	Stale  bool // it has changed since it was looked at
}

func orDay(day string, today models.Date) string { return orToday(day, today) }

func (e MoveEdit) field(name, label, value, hint string) components.Field {
	return components.Field{Name: name, Label: label, Value: value, Hint: hint, Problem: e.Problems[name]}
}

func (e MoveEdit) open(name, label, value, hint string) components.Field {
	field := e.field(name, label, value, hint)
	field.Optional = true
	return field
}

func (e MoveEdit) summary() []components.Problem {
	return problemsAt(e.Problems, "ticked", "to", "unit", "new_team", "new_manager", "day")
}

// address is the page with its filters and more of the query.
func (e MoveEdit) address(name, value string) string {
	query := url.Values{}
	for _, f := range [][2]string{{"team", e.In.Team}, {"profile", string(e.In.Profile)}, {"manager", string(e.In.Manager)}, {name, value}} {
		if f[1] != "" {
			query.Set(f[0], f[1])
		}
	}
	if len(query) == 0 {
		return paths.MovePeople(e.From.Code)
	}
	return paths.MovePeople(e.From.Code) + "?" + query.Encode()
}

func (e MoveEdit) without(name string) string {
	query := url.Values{"team": {e.In.Team}, "profile": {string(e.In.Profile)}, "manager": {string(e.In.Manager)}}
	query.Del(name)
	for other := range query {
		if query.Get(other) == "" {
			query.Del(other)
		}
	}
	return paths.MovePeople(e.From.Code) + "?" + query.Encode()
}

func (e MoveEdit) filter() components.Filter {
	bar := components.Filter{Action: paths.MovePeople(e.From.Code), Label: "Find people", Result: e.found()}
	for _, f := range []struct {
		name, value string
		options     []components.Option
	}{
		{"team", e.In.Team, e.teams()}, {"profile", string(e.In.Profile), e.profiles()}, {"manager", string(e.In.Manager), e.managers()},
	} {
		at := slices.IndexFunc(f.options, func(o components.Option) bool { return o.Value == f.value })
		if f.value != "" && at >= 0 {
			bar.Chips = append(bar.Chips, components.Chip{Label: f.options[at].Label, Href: e.without(f.name)})
		}
	}
	return bar
}

func (e MoveEdit) found() string { return postsOf(e.Found) }

// postsOf counts posts, and people where they are fewer.
func postsOf(c people.PostCounts) string {
	if c.People == c.Posts {
		return words.Count(c.People, "person", "people")
	}
	return words.Count(c.Posts, "post", "posts") + " of " + words.Count(c.People, "person", "people")
}

func (e MoveEdit) who() []components.Option {
	return []components.Option{
		{Value: "false", Label: "Everybody found: " + e.found(), Chosen: !e.In.Ticked},
		{Value: "true", Label: "Only those ticked below, on this page", Chosen: e.In.Ticked},
	}
}

func (e MoveEdit) teams() []components.Option {
	options := []components.Option{{Label: "Any team"}}
	for _, t := range e.Teams {
		option := components.Option{Value: t.Team, Label: t.Team}
		if t.Team == "" {
			option = components.Option{Value: people.NoTeam, Label: "No team"}
		}
		if !slices.Contains(options, option) {
			options = append(options, option)
		}
	}
	return options
}

func (e MoveEdit) profiles() []components.Option {
	options := []components.Option{{Label: "Any role profile"}}
	for _, profile := range e.Profiles {
		options = append(options, components.Option{Value: string(profile.ID), Label: profile.Name})
	}
	return options
}

func (e MoveEdit) managers() []components.Option {
	options := []components.Option{{Label: "Any manager"}}
	for _, t := range e.Teams {
		if t.ManagerID == nil {
			continue
		}
		if option := (components.Option{Value: string(*t.ManagerID), Label: t.Manager}); !slices.Contains(options, option) {
			options = append(options, option)
		}
	}
	return options
}

func (e MoveEdit) pages() components.Pages {
	return components.Around(words.Number(len(e.Page.Rows))+" of "+words.Count(e.Found.Posts, "post", "posts"), e.Page.Previous, e.Page.Next, e.address)
}

func (e MoveEdit) ticked(id models.ID) bool { return slices.Contains(e.In.Posts, id) }

// kept are the fields of a form that its check sends again, name by name.
func (m MoveCheck) kept() [][2]string {
	var list [][2]string
	for _, name := range []string{"team", "profile", "manager", "ticked", "post", "to", "unit", "new_team", "new_manager", "day"} {
		for _, value := range m.Fields[name] {
			list = append(list, [2]string{name, value})
		}
	}
	return list
}

// back is the form again, with what it said.
func (m MoveCheck) back() string {
	if m.Kind == models.Merge {
		return m.Action
	}
	query := url.Values{}
	for _, name := range []string{"team", "profile", "manager"} {
		if value := m.Fields.Get(name); value != "" {
			query.Set(name, value)
		}
	}
	return m.Action + "?" + query.Encode()
}

func (m MoveCheck) isMerge() bool { return m.Kind == models.Merge }

func (m MoveCheck) button() string {
	if m.isMerge() {
		return "Merge"
	}
	return "Move " + postsOf(m.PostCounts)
}

// facts are what a move does, in sentences.
func (m MoveCheck) facts() []string {
	first, before := words.Date(m.Day), words.Date(m.Day.AddDays(-1))
	move, list := " move", []string{"Nobody moves: nobody has a post here on that day"}
	if m.Posts == 1 {
		move = " moves"
	}
	if m.Posts > 0 {
		list[0] = postsOf(m.PostCounts) + move + ": each post ends on " + before + ", and another begins on " + first
	}
	if m.Coming > 0 {
		list = append(list, words.Count(m.Coming, "post that begins later begins", "posts that begin later begin")+" at "+m.To.Name+" instead")
	}
	if m.Both > 0 {
		list = append(list, words.Count(m.Both, "person has", "people have")+" a post at "+m.To.Name+" already, and will have two there")
	}
	if m.Unit.ID.Known() {
		list = append(list, "Their work is done in "+m.Unit.Name)
	}
	if m.Team != "" {
		list = append(list, "Their team is "+m.Team)
	}
	if m.Manager.ID.Known() {
		list = append(list, "Their manager is "+m.Manager.Name+". The managers until then see their named skills no longer from "+first)
	} else {
		list = append(list, "Everybody keeps their manager, title, band and role profile")
	}
	if m.isMerge() {
		list = append(list, m.mergeFacts()...)
	}
	return list
}

func (m MoveCheck) mergeFacts() []string {
	list := []string{m.From.Name + " closes on " + words.Date(m.Day) + ", and " + m.To.Name + " follows it"}
	if len(m.Leads) > 0 {
		list = append(list, words.Capital(words.List(m.Leads))+" will lead "+m.To.Name+" from that day, where they do not yet")
	}
	if m.Left > 0 {
		list = append(list, words.Count(m.Left, "link ends and does", "links end and do")+" not pass on: "+m.To.Name+" would be part of itself")
	}
	if m.SignUps > 0 {
		list = append(list, words.Count(m.SignUps, "person who asks", "people who ask")+" to be let in will ask at "+m.To.Name)
	}
	return list
}

func teamName(name string) string {
	if name == "" {
		return "No team"
	}
	return name
}

func namesOr(names []string, none string) string {
	if len(names) == 0 {
		return none
	}
	if len(names) > 4 {
		return words.List(names[:3]) + " and " + words.Count(len(names)-3, "other", "others")
	}
	return words.List(names)
}

func managersThere(t people.TeamMove) string {
	if !t.There {
		return "No such team"
	}
	return namesOr(t.ManagersThere, "None named")
}

type postLine = people.PostLine

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// some says how many of those who move are named.
func (m MoveCheck) some() string {
	if len(m.Some) < m.Posts {
		return "The first " + words.Number(len(m.Some)) + " of " + words.Count(m.Posts, "post", "posts") + ", by name."
	}
	return ""
}

func emailField(f components.Field) components.Field {
	f.Type, f.Autocomplete = "email", "off"
	return f
}
