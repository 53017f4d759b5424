package app

import (
	"trellis/app/outbox"
	"trellis/models"
)

// roundKinds are the letters of rounds of assessment.
func (a *App) roundKinds(letters Letters) map[string]outbox.Do {
	return map[string]outbox.Do{models.MailRoundReminder: written(a.Skills.RoundLetterFor, letters.RoundReminder)}
}
