package mail

import "trellis/models"

const followUpOfManager = models.MailFollowUp + "/manager"

// evaluationWords are those of the letters that ask what a session was like, and what came of a course.
func evaluationWords() map[string]Words {
	return map[string]Words{
		models.MailEvaluation: {"What was it like? {session}", `You were at a session. Three questions, which take a minute:

{session}
{when}

What you say is kept without your name. Your trainer sees it only together with what others say.

What happens next: nothing, if you do not answer. We do not ask about this session again.

{link}`},
		models.MailFollowUp: {"Did you use it? {course}", `Twelve weeks ago you completed {course}. Have you used it at work since?

Four short questions show whether the course is worth the time, and what stands in the way. Answers are counted, and shown without names.

What happens next: you can change your answer for 14 days. We ask once.

{link}`},
		followUpOfManager: {"Did {learner} use it? {course}", `Twelve weeks ago {learner}, whom you manage, completed {course}. Has it been used at work since?

Four short questions show whether the course is worth the time, and what stands in the way. {learner} does not see what you answer. Answers are counted, and shown without names.

What happens next: you can change your answer for 14 days. We ask once.

{link}`},
	}
}
