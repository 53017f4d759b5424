package privacy_test

import "trellis/models"

// planned keeps what people mean to do about their skills: a plan of Ada's, one in which she is named, and a template of hers,
// and what the people that she manages need to hold together.
func (f full) planned() {
	now, today := f.Store.Now(), f.Store.Today()
	own, other := models.DevelopmentPlan{PersonID: f.ada.ID, Revision: 1, BegunAt: now}, models.DevelopmentPlan{PersonID: f.mia.ID, Revision: 1, BegunAt: now}
	template := models.PlanTemplate{OwnerID: f.ada.ID, Name: "First year", Revision: 1, MadeAt: now}
	f.Keep(&own, &other, &template)
	f.Keep(
		&models.PlanAction{DevelopmentPlanID: own.ID, Kind: models.ByWorkAction, Title: "Lead it", UseFor: "The plan", UsedFor: "It was used", DueOn: today, State: models.ActionDone, AddedByID: f.mia.ID, AddedAt: now, Revision: 1},
		&models.PlanAction{DevelopmentPlanID: other.ID, Kind: models.ByMentorAction, MentorID: &f.ada.ID, Consent: models.ConsentGiven, Title: "Learn from Ada", DueOn: today, State: models.ActionOpen, AddedByID: f.mia.ID, AddedAt: now, Revision: 1},
		&models.PlanAgreement{DevelopmentPlanID: own.ID, ByID: f.ada.ID, Side: models.PersonSide, TalkedOn: today, Terms: "What was agreed", AgreedAt: now},
		&models.PlanLine{PlanTemplateID: template.ID, Position: 1, Kind: models.ByReadingAction, Title: "Read it", UseFor: "The plan", Days: 30},
		&models.PlanReminder{PersonID: f.ada.ID, Side: models.PersonSide, SentAt: now},
		&models.TeamNeed{ManagerID: &f.ada.ID, CompetencyID: f.Competencies["TA1"].ID, Level: 2, People: 2, Revision: 1, ChangedAt: now},
		&models.Helper{PersonID: f.ada.ID, Since: now},
	)
}
