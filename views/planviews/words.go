// Package planviews shows people and their managers what is meant to be done about skills.
package planviews

import (
	"strconv"

	"trellis/app/plans"
	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// Whose says whose plan a page shows: of is empty for one's own.
type Whose struct {
	Of   models.ID
	Name string // first name of whose it is
}

func (w Whose) own() bool { return w.Of == "" }

// Plan is the page of one plan, with what a form was refused for.
type Plan struct {
	plans.PlanPage
	Whose
	Build    []skills.Skill // the widest gaps, where nothing is planned yet
	Unused   []skills.Skill
	Agree    plans.AgreePlan
	Problems models.Invalid
	Stale    bool
	// Finish is what was said of an action that is done, where that was refused.
	Finish       plans.FinishAction
	FinishAction models.ID
}

func kindWords(k models.ActionKind) string {
	switch k {
	case models.ByCourseAction:
		return "Course"
	case models.ByWorkAction:
		return "Real work"
	case models.ByMentorAction:
		return "Mentor"
	case models.ByReadingAction:
		return "Reading"
	}
	return string(k)
}

func kinds() []components.Option {
	hints := map[models.ActionKind]string{
		models.ByWorkAction:    "A piece of work to learn on, or to use what is there already",
		models.ByCourseAction:  "One of ours, or of another house",
		models.ByMentorAction:  "Somebody who helps for a while. Whoever is named is asked, and may decline",
		models.ByReadingAction: "A guide, a paper, a recording",
	}
	list := make([]components.Option, 0, len(hints))
	for _, k := range models.ActionKinds() {
		list = append(list, components.Option{Value: string(k), Label: kindWords(k), Hint: hints[k]})
	}
	return list
}

// standing says how far the two are, as a pill.
func standing(s plans.Standing) components.Status {
	switch s.How {
	case models.PlanEmpty:
		return components.Status{Kind: components.Plain, Text: "Not begun"}
	case models.PlanDrafted:
		return components.Status{Kind: components.Plain, Text: "Not agreed yet"}
	case models.PlanWaitsAgreed:
		return components.Status{Kind: components.Warn, Text: "Waits for the manager"}
	case models.PlanWaitsPerson:
		return components.Status{Kind: components.Info, Text: "Waits for the person"}
	case models.PlanAgreed:
		return components.Status{Kind: components.OK, Text: "Agreed"}
	case models.PlanChanged:
		return components.Status{Kind: components.Warn, Text: "Changed since agreed"}
	}
	return components.Status{}
}

// agreedWords say who has agreed to the plan as it is, or last did.
func agreedWords(p Plan) string {
	switch p.How {
	case models.PlanEmpty:
		return ""
	case models.PlanDrafted:
		return "Nobody has agreed to it yet. Talk about it at your next one-to-one, and then each of you agrees here."
	case models.PlanWaitsAgreed:
		return p.person() + " agreed on " + words.Day(p.Standing.Person.AgreedAt) + ". " + p.manager() + " has not agreed yet."
	case models.PlanWaitsPerson:
		return p.manager() + " agreed on " + words.Day(p.ManagerSays.AgreedAt) + ". " + p.person() + " has not agreed yet."
	case models.PlanAgreed:
		return p.person() + " agreed on " + words.Day(p.Standing.Person.AgreedAt) + ", " + p.by(*p.ManagerSays) + " on " + words.Day(p.ManagerSays.AgreedAt) + "."
	case models.PlanChanged:
		return "It was agreed earlier, and is another one now. Both of you agree again."
	}
	return ""
}

func (p Plan) person() string {
	if p.own() {
		return "You"
	}
	return p.Person.Name
}

func (p Plan) manager() string {
	if p.own() {
		return "Your manager"
	}
	return "The manager"
}

// by is who agreed, by name.
func (p Plan) by(g models.PlanAgreement) string {
	for _, a := range p.Agreed {
		if a.ID == g.ID {
			return a.ByName
		}
	}
	return p.manager()
}

// agrees tells whether the reader has agreed to the plan as it is.
func (p Plan) agrees() bool {
	return p.How == models.PlanAgreed || p.own() && p.How == models.PlanWaitsAgreed || !p.own() && p.How == models.PlanWaitsPerson
}

func changeWords(c models.PlanTermChange) string {
	switch c.What {
	case "added":
		return "Added: " + c.Title
	case "removed":
		return "Dropped: " + c.Title
	case "changed":
		return "Changed: " + c.Title
	}
	return "Another day of review"
}

func dueWords(a plans.ShownAction, today models.Date) string {
	switch {
	case a.State == models.ActionDone:
		return "Done " + words.Date(a.EndedOn)
	case a.State == models.ActionDropped:
		return "Dropped " + words.Date(a.EndedOn)
	case a.Overdue(today):
		return "Was due " + words.Date(a.DueOn)
	}
	return "Due " + words.Date(a.DueOn)
}

// aim says what an action is for: "Describing data, to Practitioner".
func aim(a plans.ShownAction) string {
	switch {
	case a.CompetencyName == "":
		return ""
	case a.ToLabel == "":
		return a.CompetencyName
	}
	return a.CompetencyName + ", to " + a.ToLabel
}

// mentorWords say who is named, and what they said.
func mentorWords(a plans.ShownAction) string {
	switch a.Consent {
	case models.ConsentAsked:
		return "Mentor: " + a.MentorName + ", asked"
	case models.ConsentGiven:
		return "Mentor: " + a.MentorName + ", agreed"
	case models.ConsentDeclined:
		return "Whoever was asked to be a mentor cannot. Name somebody else"
	}
	return ""
}

// doneWords say why an action looks done.
func doneWords(a plans.ShownAction) string {
	if a.CompletedOn != "" {
		return "The course was completed on " + words.Date(a.CompletedOn) + ". Is this done?"
	}
	return "The level is reached. Is this done?"
}

func title(p Plan) string {
	if p.own() {
		return "My plan"
	}
	return "Plan of " + p.Person.Name
}

func lede(p Plan) string {
	open := len(p.In(models.ActionOpen))
	if !p.Begun() {
		return "What is to be done about skills, agreed at a one-to-one."
	}
	text := words.Count(open, "action", "actions") + " open, " + strconv.Itoa(len(p.In(models.ActionDone))) + " done"
	if n := p.Overdue(); n > 0 {
		text += ". " + strconv.Itoa(n) + " after the day it was due"
	}
	if p.Plan.ReviewOn != "" {
		text += ". Next review " + words.Date(p.Plan.ReviewOn)
	}
	return text
}

// SkillNav are the pages of My skills.
func SkillNav(current string) []components.SubItem {
	return []components.SubItem{
		{Label: "Skills", Href: paths.Skills, Current: current == paths.Skills},
		{Label: "Plan", Href: paths.Plan, Current: current == paths.Plan},
	}
}

// TeamRows are words of the plans of a team.
func reviewWords(d models.Date) string {
	if d == "" {
		return "Not set"
	}
	return words.Date(d)
}
