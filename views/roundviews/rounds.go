// Package roundviews shows rounds of assessment to those who set them, and to each person when they have said that they are away.
package roundviews

import (
	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// RoundForm is the form in which a round is written.
type RoundForm struct {
	skills.RoundPage
	In       skills.WriteRound
	Problems models.Invalid
	Stale    bool // somebody changed the round since it was opened
}

func (f RoundForm) isNew() bool { return !f.Round.ID.Known() }

func (f RoundForm) action() string {
	if f.isNew() {
		return paths.NewRound
	}
	return paths.Round(f.Round.Slug)
}

func roundRows(r models.Round) []components.SummaryRow {
	says := r.Says
	if says == "" {
		says = "Nothing"
	}
	return []components.SummaryRow{
		{Key: "Name", Value: r.Name}, {Key: "First day", Value: words.Date(r.Opens)}, {Key: "Last day", Value: words.Date(r.Closes)}, {Key: "What it is for", Value: says},
	}
}

// LeaveForm is the form in which somebody says when they are away.
type LeaveForm struct {
	skills.LeavePage
	In       skills.SayLeave
	Problems models.Invalid
}

func leaveWords(l models.Leave) string {
	return words.Date(l.FromDay) + " to " + words.Date(l.UntilDay)
}

func endLabel(l models.Leave, today models.Date) string {
	if l.FromDay <= today {
		return "I am back"
	}
	return "Remove"
}
