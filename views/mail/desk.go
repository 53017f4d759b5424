package mail

import "trellis/models"

// deskWords are the letters that trainers cause: what they write, whom they invite, and whom they take off.
func deskWords() map[string]Words {
	return map[string]Words{
		models.MailAnnouncement: {"{subject}", `{says}

{by} wrote this to you as somebody on {course}, or in line for it. To answer, write to {by email}.

{link}`},
		models.MailInvitation: {"A place to learn what your role asks for: {course}", `{by} invites you to {course}. It builds a skill that your role asks for, and in which you are not there yet, as it was last assessed. {by} was told how many people that is, and not who.

{says}

{sessions}

What happens next: look at the course, and enrol if you want to come. You do not have to do anything.

{link}`},
		models.MailRemoved: {"You are not on the cohort: {course}", `{by} has taken you off {course}.

The reason: {reason}

What happens next: you do not need to do anything. If you think that this is wrong, write to {by email}.

{link}`},
	}
}
