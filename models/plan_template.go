package models

import "time"

// The limits of plans, which keep pages and files readable.
const (
	MostOpenActions = 60
	MostPlanLines   = 20
	MostAppliedTo   = 200 // people at once
)

// PlanTemplate are actions that somebody gives to several of their people.
type PlanTemplate struct {
	ID        ID
	OwnerID   ID
	Name      string
	Revision  int `gorm:"default:1"`
	MadeAt    time.Time
	RetiredAt *time.Time
}

// PlanLine is one action of a template, due so many days after it is given to somebody.
type PlanLine struct {
	ID             ID
	PlanTemplateID ID
	Position       int
	Kind           ActionKind
	CompetencyID   *ID
	ToLevel        *int
	CourseID       *ID
	Title          string
	UseFor         string
	Days           int
}

// PlanApplication is one time at which a template was given to people.
type PlanApplication struct {
	ID             ID
	PlanTemplateID ID
	ByID           ID
	AppliedAt      time.Time
	UndoneAt       *time.Time
}

// Skips tells why somebody does not get a line of a template: they are at the level already, or have the same action open or done.
// Held is the level they hold of its competency, nil where nobody has assessed it. Empty for they get it.
func (l PlanLine) Skips(held *int, actions []PlanAction) SkipReason {
	if l.CompetencyID != nil && l.ToLevel != nil && held != nil && *held >= *l.ToLevel {
		return SkipsHeld
	}
	for _, a := range actions {
		if a.State != ActionDropped && l.isSame(a) {
			return SkipsSame
		}
	}
	return ""
}

func (l PlanLine) isSame(a PlanAction) bool {
	switch {
	case l.Kind != a.Kind:
		return false
	case l.CourseID != nil:
		return a.CourseID != nil && *a.CourseID == *l.CourseID
	}
	return a.Title == l.Title && (l.CompetencyID == nil) == (a.CompetencyID == nil) && (l.CompetencyID == nil || *l.CompetencyID == *a.CompetencyID)
}

// SkipReason is why somebody does not get an action.
type SkipReason string

// Why somebody does not get an action.
const (
	SkipsHeld SkipReason = "held"
	SkipsSame SkipReason = "same"
	SkipsFull SkipReason = "full" // they have as many open as there may be
)

// Given is the action that the line gives to somebody who holds a level, nil where nobody has assessed it.
func (l PlanLine) Given(application PlanApplication, held *int) PlanAction {
	return PlanAction{
		Kind: l.Kind, CompetencyID: l.CompetencyID, FromLevel: held, ToLevel: l.ToLevel, CourseID: l.CourseID, Title: l.Title, UseFor: l.UseFor,
		DueOn: DateOf(application.AppliedAt).AddDays(l.Days), State: ActionOpen, AddedByID: application.ByID, AddedAt: application.AppliedAt,
		PlanApplicationID: &application.ID, Revision: 1,
	}
}
