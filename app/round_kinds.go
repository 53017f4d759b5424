package app

import (
	"trellis/app/outbox"
	"trellis/models"
)

// roundKinds are the letters of rounds of assessment, and between them.
func (a *App) roundKinds(letters Letters) map[string]outbox.Do {
	return map[string]outbox.Do{
		models.MailRoundReminder: written(a.Skills.RoundLetterFor, letters.RoundReminder),
		models.MailSkillsDue:     written(a.Skills.DueLetterFor, letters.SkillsDue),
	}
}
