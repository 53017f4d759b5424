package skillsviews

import (
	"slices"
	"strconv"

	"trellis/app/skills"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// fieldProblems are the problems of the fields, in their order.
func fieldProblems(problems models.Invalid, fields ...string) []components.Problem {
	var list []components.Problem
	for _, f := range fields {
		if text := problems[f]; text != "" {
			list = append(list, components.Problem{Field: f, Text: text})
		}
	}
	return list
}

func talksWith(p skills.TalkPage) string {
	switch {
	case !p.Own:
		return p.Person.FirstName()
	case p.Kind == models.BySelf:
		return "your manager"
	}
	return p.By
}

func wants(in skills.Say) string {
	if in.WantsEvidence {
		return "true"
	}
	return ""
}

// saidBy is who judged and when: "Peer, Ben Aldridge, 3 March 2026".
func saidBy(p skills.TalkPage) string {
	text := kindWords(p.Kind, whoseOf(p))
	if by(p.Voice) != "" {
		text += ", " + by(p.Voice)
	}
	return text + ", " + words.Day(p.At)
}

// askSkills are the skills to ask about, each area a run; what is chosen stands first.
func askSkills(p skills.AskOthersPage) []components.Option {
	var list []components.Option
	for _, a := range p.Areas {
		for _, k := range a.Skills {
			list = append(list, components.Option{Value: string(k.CompetencyID), Label: k.Name, Hint: a.Name, Chosen: slices.Contains(p.Input.Skills, string(k.CompetencyID))})
		}
	}
	slices.SortStableFunc(list, func(a, b components.Option) int {
		switch {
		case a.Chosen == b.Chosen:
			return 0
		case a.Chosen:
			return -1
		}
		return 1
	})
	return list
}

func askPeople(p skills.AskOthersPage) []components.Option {
	list := []components.Option{{Value: "", Label: "Choose a person"}}
	for _, group := range []struct {
		kind  models.AssessmentKind
		label string
	}{{models.ByPeer, "Colleagues"}, {models.ByTrainer, "Trainers"}} {
		for _, a := range p.People {
			if a.Kind != group.kind {
				continue
			}
			label := a.Name
			if a.For != "" {
				label += ", " + a.For
			}
			list = append(list, components.Option{Value: string(a.ID), Label: label, Group: group.label})
		}
	}
	return list
}

// RequestTitle is the heading over what somebody is asked.
func RequestTitle(p skills.JudgePage) string {
	return "Where do you see " + p.Person.FirstName() + " in " + p.Skill.Name + "?"
}

func judgeLevels(p skills.JudgePage) []components.Option {
	var list []components.Option
	for _, l := range p.Levels {
		list = append(list, components.Option{Value: strconv.Itoa(l.Value), Label: l.Label, Hint: l.Text})
	}
	return append(list[1:], list[0]) // the lowest, "not yet", stands last
}

// became is what became of a request.
func became(q skills.Request) string {
	switch q.State {
	case models.RequestAsked:
		if q.RemindedAt != nil {
			return "Waits, reminded " + words.Day(*q.RemindedAt)
		}
		return "Waits"
	case models.RequestAnswered:
		return q.Label
	case models.RequestDeclined:
		if q.Answer != "" {
			return "Declined: “" + q.Answer + "”"
		}
		return "Declined"
	case models.RequestWithdrawn:
		return "Withdrawn"
	}
	return string(q.State)
}

// over says why a request can no longer be answered; empty while it can.
func over(q models.AssessmentRequest) string {
	switch q.State {
	case models.RequestAnswered:
		return "You have answered this. Thank you."
	case models.RequestDeclined:
		return "You have declined this."
	case models.RequestWithdrawn:
		return "This was withdrawn. There is nothing for you to do."
	case models.RequestAsked:
	}
	return ""
}

// The field for the address takes the problems of the list where nobody is known by name.
func emailID(p skills.AskOthersPage) string {
	if len(p.People) == 0 {
		return "of"
	}
	return "email"
}

func emailLabel(p skills.AskOthersPage) string {
	if len(p.People) == 0 {
		return "Their email address"
	}
	return "Or their email address"
}

func emailProblem(p skills.AskOthersPage, problems models.Invalid) string {
	if problems["email"] == "" && len(p.People) == 0 {
		return problems["of"]
	}
	return problems["email"]
}

// justFields are the problems of some fields.
func justFields(problems models.Invalid, fields ...string) models.Invalid {
	some := models.Invalid{}
	for _, f := range fields {
		if text := problems[f]; text != "" {
			some[f] = text
		}
	}
	return some
}
