package mail

import "trellis/models"

// planningWords are the letters about what happens to a whole cohort.
func planningWords() map[string]Words {
	return map[string]Words{
		models.MailCalledOff: {"Called off: {course}", `{course}, {cohort}, is called off. You are no longer on it.

Why: {reason}

What happens next: you need do nothing. You can ask to hear of new dates, or look at other courses, from the page below.

{link}`},
		models.MailScheduled: {"The dates are set: {course}", `The dates of {course}, {cohort}, for which you are in line, are set.

{sessions}

What happens next: places are offered in the order of asking. When one is yours to take, we write to you, and hold it for {offer hours}. If you cannot come, leave the list on the page below, so that somebody else can have the place.

{link}`},
	}
}
