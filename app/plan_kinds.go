package app

import (
	"trellis/app/outbox"
	"trellis/app/plans"
	"trellis/models"
)

// PlanLetters writes the messages about development plans.
type PlanLetters interface {
	PlanDue(plans.DueLetter) outbox.Letter
	TeamPlansDue(plans.DueLetter) outbox.Letter
	MentorAsked(plans.MentorLetter) outbox.Letter
	PlanAgreed(plans.AgreedLetter) outbox.Letter
}

// planKinds are the letters about development plans.
func (a *App) planKinds(letters Letters) map[string]outbox.Do {
	return map[string]outbox.Do{
		models.MailPlanDue:      written(a.Plans.DueLetterFor, letters.PlanDue),
		models.MailTeamPlansDue: written(a.Plans.TeamDueLetterFor, letters.TeamPlansDue),
		models.MailMentorAsked:  written(a.Plans.MentorLetterFor, letters.MentorAsked),
		models.MailPlanAgreed:   written(a.Plans.AgreedLetterFor, letters.PlanAgreed),
	}
}
