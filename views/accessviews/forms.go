// Package accessviews are the faces of the ways in: links, invitations, sign-ups, and who is signed in where.
package accessviews

import (
	"strings"

	"trellis/app/access"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// AskForm asks for the address to which a link goes, as it was filled in.
type AskForm struct {
	Purpose  models.LinkPurpose
	Email    string
	Problems models.Invalid
}

func (f AskForm) title() string {
	if f.Purpose == models.ToReset {
		return "Set a new password"
	}
	return "Sign in with a link"
}

func (f AskForm) lede() string {
	if f.Purpose == models.ToReset {
		return "We email you a link to a page where you enter a new password. It works for 1 hour, once."
	}
	return "We email you a link. It works for 15 minutes, once, without a password."
}

func (f AskForm) action() string {
	if f.Purpose == models.ToReset {
		return paths.AskForReset
	}
	return paths.AskForLink
}

// NameForm asks for another name.
type NameForm struct {
	Name     string
	Problems models.Invalid
}

// EmailForm asks for another address.
type EmailForm struct {
	Email        string
	NeedsCurrent bool
	Problems     models.Invalid
}

// SignUpForm is the form of somebody who asks to be let in.
type SignUpForm struct {
	access.SignUp
	Problems models.Invalid
}

// endings reads "nhs.net or example.org".
func endings(domains []string) string { return strings.Join(domains, " or ") }

func organisations(page access.SignUpPage) []components.Option {
	options := []components.Option{{Label: "Select an organisation"}}
	for _, o := range page.Organisations {
		options = append(options, components.Option{Value: string(o.ID), Label: o.Name})
	}
	return options
}

// DecideForm refuses a sign-up with a reason.
type DecideForm struct {
	Reason   string
	Problems models.Invalid
}

func signUpFacts(s access.NamedSignUp) []components.SummaryRow {
	rows := []components.SummaryRow{
		{Key: "Name", Value: s.Name},
		{Key: "Email address", Value: s.Email},
		{Key: "Job title", Value: s.Title},
		{Key: "Organisation", Value: s.OrganisationName},
		{Key: "Asked", Value: words.Moment(s.CreatedAt)},
	}
	if s.DecidedAt != nil {
		rows = append(rows, components.SummaryRow{Key: "Decided", Value: signUpState(s.State) + " on " + words.Day(*s.DecidedAt)})
	}
	if s.Reason != "" {
		rows = append(rows, components.SummaryRow{Key: "Reason", Value: s.Reason})
	}
	return rows
}

func signUpState(s models.SignUpState) string {
	switch s {
	case models.SignUpApproved:
		return "Approved"
	case models.SignUpRefused:
		return "Refused"
	default:
		return "Waiting"
	}
}

// by says how somebody signed in on a browser.
func by(way models.Way) string {
	switch way {
	case models.ByPassword:
		return "By password"
	case models.ByLink:
		return "By a link"
	case models.BySingleSignOn:
		return "By single sign-on"
	case models.ByDemonstration:
		return "In the demonstration"
	}
	return string(way)
}

// uninvited reads "12 people have not been here yet. 2 others were invited within the last day, and are left out".
func uninvited(n access.Uninvited) string {
	text := words.Count(n.All-n.Lately, "person has", "people have") + " not been here yet"
	switch n.Lately {
	case 0:
		return text
	case 1:
		return text + ". 1 other was invited within the last day, and is left out"
	}
	return text + ". " + words.Number(n.Lately) + " others were invited within the last day, and are left out"
}
