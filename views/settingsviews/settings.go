// Package settingsviews is what an administrator says of the installation, and what a new network needs.
package settingsviews

import (
	"strconv"

	"trellis/app/settings"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// Form is the settings as they are filled in. Now is what they hold, where somebody else changed them meanwhile.
type Form struct {
	settings.Change
	Problems models.Invalid
	Now      *settings.Page
}

// Of is the form with what holds.
func Of(page settings.Page) Form {
	s := page.Settings
	by := s.Thresholds()
	form := Form{Change: settings.Change{
		Version: s.Version, Name: page.Network, Strapline: s.Strapline, Colour: s.Colour,
		ContactName: s.ContactName, ContactEmail: s.ContactEmail, ContactPhone: s.ContactPhone,
		SystemWord: s.System(), SystemsWord: s.Systems(), HalfFrom: strconv.Itoa(by.HalfFrom), ShareFrom: strconv.Itoa(by.ShareFrom),
		HoldsMonths:  strconv.Itoa(s.HoldsMonths),
		SecondFactor: s.SecondFactor, WelcomeText: s.WelcomeText, HelpText: s.HelpText,
		Controller: s.Controller, LawfulBasis: s.LawfulBasis, ProtectionOfficer: s.ProtectionOfficer, PrivacyText: s.PrivacyText,
		AccessibilityTested: string(s.AccessibilityTested), AccessibilityHow: s.AccessibilityHow, AccessibilityIssues: s.AccessibilityIssues,
		EnforcementBody: s.EnforcementBody,
	}}
	if form.SecondFactor == "" {
		form.SecondFactor = models.RequiredOfAdministrators
	}
	if !isChoice(s.Colour) {
		form.Colour, form.OtherColour = settings.OtherColour, s.Colour
	}
	return form
}

// colours are safe choices for the header: white text is readable on each.
func colours() []components.Option {
	return []components.Option{
		{Value: models.UsualColour, Label: "Ink"},
		{Value: "#003087", Label: "Dark blue"},
		{Value: "#005e5d", Label: "Teal"},
		{Value: "#00502f", Label: "Green"},
		{Value: "#330072", Label: "Purple"},
		{Value: "#7c2855", Label: "Plum"},
		{Value: "#231f20", Label: "Black"},
	}
}

func isChoice(colour string) bool {
	for _, c := range colours() {
		if c.Value == colour {
			return true
		}
	}
	return false
}

// swatch is the class that shows a colour: a strict page has no style of its own.
func swatch(i int) string { return "app-colour app-colour--" + strconv.Itoa(i+1) }

func (f Form) problems() []components.Problem {
	return components.Problems(f.Problems,
		"version", "name", "strapline", "emblem", "colour", "other_colour", "contact_name", "contact_email", "contact_phone", "system_word", "systems_word",
		"half_from", "share_from", "holds_months", "second_factor", "none_agreed", "welcome_text", "help_text", "controller", "lawful_basis", "protection_officer",
		"privacy_text", "accessibility_tested", "accessibility_how", "accessibility_issues", "enforcement_body",
	)
}

// field is a question with what was typed and what is wrong with it.
func (f Form) field(name, label, hint, value string) components.Field {
	return components.Field{Name: name, Label: label, Hint: hint, Value: value, Problem: f.Problems[name]}
}

func (f Form) short(name, label, hint, value string, width int) components.Field {
	field := f.field(name, label, hint, value)
	field.Width = width
	return field
}

func (f Form) number(name, label, hint, value string) components.Field {
	field := f.short(name, label, hint, value, 4)
	field.InputMode = "numeric"
	return field
}

func (f Form) long(name, label, hint, value string, rows, most int) components.Field {
	field := f.field(name, label, hint, value)
	field.Optional, field.Rows, field.MaxLength = true, rows, most
	return field
}

func rules() []components.Option {
	return []components.Option{
		{Value: string(models.RequiredOfAdministrators), Label: "Administrators", Hint: "Offered to everybody else"},
		{Value: string(models.RequiredOfGrants), Label: "Everybody who has been given a role", Hint: "Trainers, leads, analysts, editors and administrators"},
		{Value: string(models.RequiredOfNobody), Label: "Nobody", Hint: "Offered to all"},
	}
}

// outside says that what is chosen on the screen has no effect.
func outside(page settings.Page) string {
	who := map[models.SecondFactorRule]string{
		models.RequiredOfNobody: "nobody", models.RequiredOfAdministrators: "administrators", models.RequiredOfGrants: "everybody who has been given a role",
	}[page.Outside]
	return "The installation is told from outside to require it of " + who + " (TRELLIS_REQUIRE_SECOND_FACTOR, or a demonstration). What you choose here holds when that is taken away."
}

// differs are the settings that somebody else changed meanwhile, or that were typed differently: what they hold now.
func (f Form) differs() []components.SummaryRow {
	now := Of(*f.Now)
	var rows []components.SummaryRow
	for _, line := range []struct{ label, held, typed string }{
		{"Name", now.Name, f.Name},
		{"Line under the product’s name", now.Strapline, f.Strapline},
		{"Colour", f.Now.Colour, f.shownColour()},
		{"Contact", now.ContactName, f.ContactName},
		{"Email", now.ContactEmail, f.ContactEmail},
		{"Telephone", now.ContactPhone, f.ContactPhone},
		{"Word for a system", now.SystemWord, f.SystemWord},
		{"Word for several", now.SystemsWord, f.SystemsWord},
		{"Half told from", now.HalfFrom, f.HalfFrom},
		{"Share told from", now.ShareFrom, f.ShareFrom},
		{"Months an assessment stands", now.HoldsMonths, f.HoldsMonths},
		{"Second factor", string(now.SecondFactor), string(f.SecondFactor)},
		{"Welcome", now.WelcomeText, f.WelcomeText},
		{"Help", now.HelpText, f.HelpText},
		{"Controller", now.Controller, f.Controller},
		{"Lawful basis", now.LawfulBasis, f.LawfulBasis},
		{"Data protection officer", now.ProtectionOfficer, f.ProtectionOfficer},
		{"More about information", now.PrivacyText, f.PrivacyText},
		{"Tested on", now.AccessibilityTested, f.AccessibilityTested},
		{"How it was tested", now.AccessibilityHow, f.AccessibilityHow},
		{"Known issues", now.AccessibilityIssues, f.AccessibilityIssues},
		{"Enforcement body", now.EnforcementBody, f.EnforcementBody},
	} {
		if line.held == line.typed {
			continue
		}
		if line.held == "" {
			line.held = "Empty"
		}
		rows = append(rows, components.SummaryRow{Key: line.label, Value: line.held})
	}
	return rows
}

func (f Form) shownColour() string {
	if f.Colour == settings.OtherColour {
		return f.OtherColour
	}
	return f.Colour
}

// changed says who changed the settings last; empty where nobody has.
func changed(page settings.Page) string {
	if page.ChangedBy == "" {
		return ""
	}
	return "Last changed by " + page.ChangedBy + " at " + words.Moment(page.ChangedAt) + "."
}
