package learningviews

import (
	"trellis/app/learning"
	"trellis/models"
	"trellis/views/words"
)

// PrepareForm is what somebody typed for whom something is in the way, and what is wrong with it.
type PrepareForm struct {
	Says     string
	Problems models.Invalid
}

// preparedWords read "1 of 3 done".
func preparedWords(list []learning.ToPrepare) string {
	done := 0
	for _, p := range list {
		if p.State == models.PreparationDone {
			done++
		}
	}
	return numeral(done) + " of " + numeral(len(list)) + " done"
}

func prepareMinutes(p learning.ToPrepare) string {
	if p.Minutes == 0 {
		return ""
	}
	return "About " + words.Hours(p.Minutes)
}

// PreparedSaid says what was kept of a preparation.
func PreparedSaid(answer string) string {
	switch answer {
	case string(models.PreparationDone):
		return "Marked as done"
	case string(models.PreparationBlocked):
		return "The trainers are told what is in the way"
	}
	return "Back to do"
}
