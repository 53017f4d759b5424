package adminviews

import (
	"trellis/app/people"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// OrganisationEdit is the form of an organisation, with what was typed and what is wrong with it.
type OrganisationEdit struct {
	people.OrganisationForm
	In       people.KeepOrganisation
	Problems models.Invalid
	Stale    bool // somebody else changed it meanwhile
}

// LinkEdit is the form of a new link.
type LinkEdit struct {
	people.LinkForm
	In       people.LinkOrganisation
	Problems models.Invalid
}

// problemsAt are the problems in the order of the form's fields, and then those of no field that it shows.
func problemsAt(problems models.Invalid, fields ...string) []components.Problem {
	var list []components.Problem
	shown := map[string]bool{}
	for _, name := range fields {
		shown[name] = true
		if text, found := problems[name]; found {
			list = append(list, components.Problem{Field: name, Text: text})
		}
	}
	for name, text := range problems {
		if !shown[name] {
			list = append(list, components.Problem{Text: text})
		}
	}
	return list
}

func (e OrganisationEdit) summary() []components.Problem {
	return problemsAt(e.Problems, "name", "short_name", "code", "kind", "ods_code", "opened", "closed", "successor")
}

func (e OrganisationEdit) field(name, label, value, hint string) components.Field {
	return components.Field{Name: name, Label: label, Value: value, Hint: hint, Problem: e.Problems[name]}
}

func (e OrganisationEdit) open(name, label, value, hint string) components.Field {
	field := e.field(name, label, value, hint)
	field.Optional = true
	return field
}

func (e OrganisationEdit) isNew() bool { return !e.Now.ID.Known() }

func (e OrganisationEdit) button() string {
	if e.isNew() {
		return "Add organisation"
	}
	return "Save"
}

func allKinds(settings models.Settings) []components.Option {
	options := []components.Option{{Label: "Choose a kind"}}
	for _, kind := range models.OrganisationKinds() {
		options = append(options, components.Option{Value: string(kind), Label: kindWords(settings, kind)})
	}
	return options
}

// organisationChoice are organisations to choose, with their codes, below a first line that chooses none.
func organisationChoice(none string, list []models.Organisation) []components.Option {
	options := []components.Option{{Label: none}}
	for _, o := range list {
		options = append(options, components.Option{Value: o.Code, Label: o.Name + " (" + o.Code + ")"})
	}
	return options
}

// nowRows are what an organisation says now, for somebody who typed while it was changed.
func (e OrganisationEdit) nowRows(settings models.Settings) []components.SummaryRow {
	now := e.Keep()
	successor := ""
	for _, o := range e.Others {
		if o.Code == now.Successor {
			successor = o.Name
		}
	}
	rows := []components.SummaryRow{
		{Key: "Name", Value: now.Name},
		{Key: "Short name", Value: now.ShortName},
		{Key: "Kind", Value: kindWords(settings, now.Kind)},
		{Key: "ODS code", Value: now.ODSCode},
		{Key: "Opened", Value: words.Date(e.Now.Opened)},
		{Key: "Closed", Value: words.Date(e.Now.Closed)},
		{Key: "Followed by", Value: successor},
	}
	for i := range rows {
		if rows[i].Value == "" {
			rows[i].Value = "–"
		}
	}
	return rows
}

func (e LinkEdit) field(name, label, value, hint string) components.Field {
	return components.Field{Name: name, Label: label, Value: value, Hint: hint, Problem: e.Problems[name]}
}

func linkKinds(o models.Organisation) []components.Option {
	return []components.Option{
		{Value: string(models.PartOf), Label: o.Name + " is part of the other"},
		{Value: string(models.Serves), Label: o.Name + " serves the other"},
	}
}

// linkWords says what a link says.
func linkWords(l people.NamedLink) string {
	if l.Kind == models.PartOf {
		return l.FromName + " is part of " + l.ToName
	}
	return l.FromName + " serves " + l.ToName
}
