package frameworkviews

import (
	"net/url"

	"trellis/app/frameworks"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

func emailField(in frameworks.AskReview, f Form) components.Field {
	field := f.text("email", "Email address of the person", in.Email, "They see the draft, and say whether they sign it off")
	field.Type, field.Autocomplete = "email", "off"
	return field
}

func dayField(f Form, name, label, value string) components.Field {
	field := f.text(name, label, value, "")
	field.Type, field.Width = "date", 10
	return field
}

func becauseField(f Form, in frameworks.Retire) components.Field {
	field := f.text("because", "Why it ends", in.Because, "People whose role is of it read this")
	field.MaxLength, field.Rows = 1000, 3
	return field
}

func retireLede(page frameworks.RetirePage) string {
	if page.People == 0 {
		return "Nobody has a role of it. Assessments of it stay."
	}
	return words.Count(page.People, "person has", "people have") + " a role of it. They and their managers are told once, and see it on their skills. Their assessments stay."
}

func differenceLabel(c models.Became) string {
	if c.From == nil {
		return "What it says"
	}
	return "What the words were, and are"
}

// sayHref leads to where editors say what became of a competency; empty for who may not, or where nothing was before.
func sayHref(page frameworks.ComparePage, c models.Became) string {
	if !page.MayWrite || c.From == nil {
		return ""
	}
	return paths.FrameworkSuccession(page.Later.Framework.Code, page.Later.Version.Version, c.From.ID)
}

func compareCSV(page frameworks.ComparePage) string {
	q := url.Values{"with": {page.Earlier.Version.Version}, "format": {"csv"}}
	if page.Kind != "" {
		q.Set("kind", string(page.Kind))
	}
	return paths.CompareFramework(page.Later.Framework.Code, page.Later.Version.Version, "") + "?" + q.Encode()
}

// RemovalMeans says what removing a competency from a draft means.
func RemovalMeans(page frameworks.CompetencyPage) string {
	means := "It leaves this draft alone: what is published stays as it is."
	if page.Asked > 0 {
		means += " " + words.Count(page.Asked, "role profile of the draft no longer asks for it.", "role profiles of the draft no longer ask for it.")
	}
	if page.Parts > 0 {
		means += " Its parts stay, one step further up."
	}
	return means
}
