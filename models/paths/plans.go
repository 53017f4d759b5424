package paths

import (
	"net/url"

	"trellis/models"
)

// Where somebody keeps their development plan, and managers those of their people.
const (
	Plan          = "/plan"
	NewPlanAction = "/plan/actions/new"
	AgreePlan     = "/plan/agree"
	OfferHelp     = "/plan/help"
	TeamPlans     = "/team/plans"
	PlanTemplates = "/team/plan-templates"
	NewTemplate   = "/team/plan-templates/new"
)

// PlanFor is one's own plan, or that of one of one's people, where a person is named.
func PlanFor(person models.ID) string {
	if person == "" {
		return Plan
	}
	return at("team", "plans", string(person))
}

// AgreePlanFor is where one of the two agrees to that.
func AgreePlanFor(person models.ID) string { return PlanFor(person) + "/agree" }

// PlanActionNew is where an action is added to that; for a skill where its address is not empty.
func PlanActionNew(person models.ID, skill string) string {
	address := PlanFor(person) + "/actions/new"
	if skill != "" {
		address += "?skill=" + url.QueryEscape(skill)
	}
	return address
}

// PlanAction is where an action of that is changed.
func PlanAction(person, action models.ID) string {
	return PlanFor(person) + "/actions/" + string(action)
}

// PlanActionStep is where an action of that is done, dropped, or taken up again.
func PlanActionStep(person, action models.ID, step string) string {
	return PlanAction(person, action) + "/" + step
}

// Mentoring is where somebody who was named as a mentor says yes or no.
func Mentoring(action models.ID) string { return at("plan", "mentoring", string(action)) }

// PlanTemplate is where a template is changed.
func PlanTemplate(id models.ID) string { return at("team", "plan-templates", string(id)) }

// ApplyTemplate is where a template is given to people.
func ApplyTemplate(id models.ID) string { return PlanTemplate(id) + "/apply" }

// RetireTemplate is where a template is put away.
func RetireTemplate(id models.ID) string { return PlanTemplate(id) + "/retire" }

// UndoTemplate is where giving a template to people is taken back.
func UndoTemplate(id, application models.ID) string {
	return PlanTemplate(id) + "/undo/" + string(application)
}
