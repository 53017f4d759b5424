package handlers

import (
	"time"

	"trellis/models"
)

// plannedFor gives Ada a plan with an action in which Ben is named as a mentor.
func (c *cast) plannedFor(now time.Time) {
	s, ada, ben := c.site, c.actors["ada"], c.actors["ben"]
	plan := models.DevelopmentPlan{PersonID: ada.ID, ReviewOn: s.Store.Today().AddMonths(6), Revision: 1, BegunAt: now}
	s.Keep(&plan)
	action := models.PlanAction{
		DevelopmentPlanID: plan.ID, Kind: models.ByMentorAction, MentorID: &ben.ID, Consent: models.ConsentAsked, Title: "Learn from Ben", UseFor: "The bed model",
		DueOn: s.Store.Today().AddMonths(2), State: models.ActionOpen, AddedByID: ada.ID, AddedAt: now, Revision: 1,
	}
	s.Keep(&action)
	terms := models.PlanTermsOf(plan, []models.PlanAction{action}).Text()
	s.Keep(&models.PlanAgreement{DevelopmentPlanID: plan.ID, ByID: ada.ID, Side: models.PersonSide, TalkedOn: s.Store.Today(), Terms: terms, AgreedAt: now})
	template := models.PlanTemplate{OwnerID: c.actors["mia"].ID, Name: "First year", Revision: 1, MadeAt: now}
	s.Keep(&template)
	s.Keep(&models.PlanLine{PlanTemplateID: template.ID, Position: 1, Kind: models.ByReadingAction, Title: "Read the guide", UseFor: "The winter plan", Days: 30})
	given := models.PlanApplication{PlanTemplateID: template.ID, ByID: c.actors["mia"].ID, AppliedAt: now}
	s.Keep(&given)
	c.ids["plan template"], c.ids["application"] = string(template.ID), string(given.ID)
	c.ids["action"] = string(action.ID)
}

func planThings(c *cast, at func(whose []string, pairs ...string) thing) map[string]thing {
	ada, action, list := string(c.actors["ada"].ID), c.ids["action"], map[string]thing{}
	for _, step := range []string{"", "/done", "/drop", "/reopen"} {
		list["/plan/actions/:action"+step] = at([]string{"ada"}, ":action", action)
		list["/team/plans/:id/actions/:action"+step] = at([]string{"mia", "dee"}, ":id", ada, ":action", action)
	}
	for _, page := range []string{"", "/agree", "/actions/new"} {
		list["/team/plans/:id"+page] = at([]string{"mia", "dee"}, ":id", ada)
	}
	for _, page := range []string{"", "/apply", "/retire", "/undo/:application"} {
		list["/team/plan-templates/:id"+page] = at([]string{"mia"}, ":id", c.ids["plan template"], ":application", c.ids["application"])
	}
	list["/plan/mentoring/:action"] = at([]string{"ben"}, ":action", action)
	return list
}
