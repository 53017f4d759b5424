package mail

import "trellis/models"

// takenBack is the letter about an offer that a trainer took back.
const takenBack = models.MailLapsed + "/taken_back"

// lineWords are the words of the letters about the waiting list.
func lineWords() map[string]Words {
	return map[string]Words{
		models.MailPriority: {"Your turn has changed: {course}", `{by} changed your priority on {course}.

Why: {reason}

You are {position} in line.

What happens next: the new order counts from the next place that becomes free. You can see your position, and why, on the page of your enrolment.

{link}`},
		takenBack: {"The offer was taken back: {course}", `{by} took back the place on {course} that was offered to you.

Why: {reason}

What happens next: nothing, unless you still want to come. Then ask again on the page below, or talk to the trainer.

{link}`},
	}
}
