// Package roleviews shows role profiles: as they are drawn, compared and aimed at, and as people are moved from version to
// version.
package roleviews

import (
	"strconv"

	"trellis/app/frameworks"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

func caption(at frameworks.AtVersion) string {
	return at.Framework.Name + ", version " + at.Version.Version
}

func asks(r frameworks.RoleLine) string {
	if r.Requirements == 0 {
		return "Nothing"
	}
	text := words.Count(r.Requirements, "skill", "skills")
	if r.Core > 0 {
		text += ", " + words.Number(r.Core) + " of them core"
	}
	return text
}

// state is what is special about a role profile, as a pill.
func state(p models.RoleProfile) components.Status {
	switch {
	case p.Retired:
		return components.Status{Kind: components.Plain, Text: "Retired"}
	case p.DrawnHere:
		return components.Status{Kind: components.Info, Text: "Drawn here"}
	}
	return components.Status{Kind: components.OK, Text: "Part of the version"}
}

func have(n int) string {
	if n == 0 {
		return "Nobody has it"
	}
	return words.Count(n, "person has it", "people have it")
}

// levelAsked is a level, or a range of levels.
func levelAsked(a frameworks.RoleAsk) string {
	if a.UpTo != "" {
		return a.Label + " to " + a.UpTo
	}
	return a.Label
}

func kindWords(k frameworks.AskKind) string {
	return map[frameworks.AskKind]string{frameworks.AskCore: "Core", frameworks.AskLater: "Asked later", frameworks.AskOptional: "Optional"}[k]
}

func roleFacts(p frameworks.RolePage) []components.SummaryRow {
	rows := []components.SummaryRow{
		{Key: "Who has it", Value: have(p.People)},
		{Key: "Asks for", Value: words.Count(len(p.Asks), "skill", "skills")},
	}
	if open := p.Optional(); open > 0 {
		rows = append(rows, components.SummaryRow{Key: "Optional", Value: chooseWords(p.OptionalMinimum, open)})
	}
	for _, row := range []components.SummaryRow{{Key: "Family", Value: p.Family}, {Key: "Bands", Value: p.Bands}} {
		if row.Value != "" {
			rows = append(rows, row)
		}
	}
	if p.DecisionMaker {
		rows = append(rows, components.SummaryRow{Key: "For", Value: "People who ask for analysis and use it"})
	}
	return append(rows, components.SummaryRow{Key: "Code", Content: components.Code(p.Code)})
}

// chooseWords says how many of what is left open are to be chosen.
func chooseWords(least, open int) string {
	if least == 0 {
		return "Any of " + words.Number(open)
	}
	return "At least " + words.Number(least) + " of " + words.Number(open)
}

func (f roleForm) title() string {
	if f.Code == "" {
		return "Draw a role profile"
	}
	return "Change " + f.Now.Name
}

func (f roleForm) action() string {
	if f.Code == "" {
		return paths.NewRoleProfile(f.Framework.Code, f.Version.Version, "", "")
	}
	return paths.ChangeRoleProfile(f.Framework.Code, f.Version.Version, f.Code)
}

// roleForm is the form with what its view asks of it.
type roleForm struct {
	frameworks.RoleForm
	Stale bool
}

func (f roleForm) summary() []components.Problem {
	fields := []string{"name", "family", "bands", "description", "optional_minimum"}
	for _, k := range f.Skills {
		fields = append(fields, "asks-"+string(k.ID))
	}
	fields = append(fields, "asks")
	list := components.AllProblems(f.Invalid, fields...)
	for i, p := range list {
		if p.Field == "asks" && len(f.Skills) > 0 { // the first is where one begins
			list[i].Field = "level-" + string(f.Skills[0].ID)
		} else if id, found := cutAsks(p.Field); found {
			list[i] = components.Problem{Field: "level-" + id, Text: f.nameOf(models.ID(id)) + ": " + p.Text}
		}
	}
	return list
}

func cutAsks(field string) (string, bool) {
	const before = "asks-"
	if len(field) > len(before) && field[:len(before)] == before {
		return field[len(before):], true
	}
	return "", false
}

func (f roleForm) nameOf(id models.ID) string {
	for _, k := range f.Skills {
		if k.ID == id {
			return k.Name
		}
	}
	return ""
}

// formDomain is the rows of one domain.
type formDomain struct {
	Code, Name string
	Rows       []formRow
}

type formRow struct {
	ID         models.ID
	Name       string
	In         frameworks.AskInput
	Problem    string
	Level      components.Field
	Levels     []components.Option
	UpTo, Kind components.Field
}

func (f roleForm) domains() []formDomain {
	var domains []formDomain
	for _, k := range f.Skills {
		in := f.In.Asks[k.ID]
		if last := len(domains) - 1; last < 0 || domains[last].Code != k.DomainCode {
			domains = append(domains, formDomain{Code: k.DomainCode, Name: k.DomainName})
		}
		d := &domains[len(domains)-1]
		d.Rows = append(d.Rows, formRow{ID: k.ID, Name: k.Name, In: in, Problem: f.Invalid["asks-"+string(k.ID)]})
	}
	if len(domains) > 0 && f.Invalid["asks"] != "" {
		domains[0].Rows[0].Problem = f.Invalid["asks"]
	}
	return domains
}

func (d formDomain) asked() int {
	n := 0
	for _, r := range d.Rows {
		if r.In.Level != "" {
			n++
		}
	}
	return n
}

func askedWords(d formDomain) string {
	if n := d.asked(); n > 0 {
		return words.Number(n) + " of " + words.Count(len(d.Rows), "skill", "skills") + " asked for"
	}
	return words.Count(len(d.Rows), "skill", "skills")
}

// levels are the options of a level; none is the word for no level.
func (f roleForm) levels(none string) []components.Option {
	options := []components.Option{{Label: none}}
	for _, l := range f.Scale {
		options = append(options, components.Option{Value: strconv.Itoa(l.Value), Label: l.Label})
	}
	return options
}

func kinds() []components.Option {
	var options []components.Option
	for _, k := range []frameworks.AskKind{frameworks.AskCore, frameworks.AskLater, frameworks.AskOptional} {
		options = append(options, components.Option{Value: string(k), Label: kindWords(k)})
	}
	return options
}

func kindChosen(in frameworks.AskInput) string {
	if in.Kind == "" {
		return string(frameworks.AskLater)
	}
	return string(in.Kind)
}

func teamOptions(list []models.Organisation) []components.Option {
	options := []components.Option{{Label: "Choose a team or organisation"}}
	for _, o := range list {
		options = append(options, components.Option{Value: o.Code, Label: o.Name})
	}
	return options
}

func roleOptions(list []models.RoleProfile) []components.Option {
	options := []components.Option{{Label: "Choose a role profile"}}
	for _, p := range list {
		options = append(options, components.Option{Value: p.Code, Label: p.Name})
	}
	return options
}

// nowRows are what a role profile says now, where somebody else was quicker.
func nowRows(f roleForm) []components.SummaryRow {
	rows := []components.SummaryRow{
		{Key: "Name", Value: f.Now.Name},
		{Key: "Asks for", Value: words.Count(len(f.Now.Asks), "skill", "skills")},
	}
	for _, k := range f.Skills {
		for _, r := range f.Now.Asks {
			if r.CompetencyID != k.ID || f.In.Asks[k.ID] == nowAsk(r) {
				continue
			}
			rows = append(rows, components.SummaryRow{Key: k.Name, Value: f.label(r.Level) + ", " + kindWords(frameworks.KindOf(r))})
		}
	}
	return rows
}

func nowAsk(r models.Requirement) frameworks.AskInput {
	in := frameworks.AskInput{Level: strconv.Itoa(r.Level), Kind: frameworks.KindOf(r)}
	if r.UpTo != nil {
		in.UpTo = strconv.Itoa(*r.UpTo)
	}
	return in
}

func (f roleForm) label(value int) string {
	for _, l := range f.Scale {
		if l.Value == value {
			return l.Label
		}
	}
	return ""
}
