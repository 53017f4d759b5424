package learningviews

import (
	"trellis/app/learning"
	"trellis/models"
	"trellis/views/words"
)

// NeedsForm is what somebody typed who says what they need, and what is wrong with it.
type NeedsForm struct {
	Needs    string
	Problems models.Invalid
}

func needsLabel(page learning.EnrolmentPage) string {
	if page.Enrolment.Needs == "" {
		return "Say what you need to take part"
	}
	return "Change what you need to take part"
}

// forgottenOn is the day on which access needs are deleted.
func forgottenOn(c models.Cohort) string { return words.Date(models.DateOf(c.Ends).AddDays(1)) }

// lateText says what it means to give a place back late.
func lateText(page learning.EnrolmentPage) string {
	if page.LateFrom.Equal(page.Cohort.Starts) {
		return "The course has started, so it may be too late for anybody else to come. Tell the trainer why you cancel: they see that it was late."
	}
	return "From " + words.Moment(page.LateFrom) + " on it is late to cancel: it may be too late for anybody else to come. Tell the trainer why you cancel: they see that it was late."
}
