package mail

import "trellis/models"

// aroundWords are the letters about what stands before a session.
func aroundWords() map[string]Words {
	return map[string]Words{
		models.MailBlocked: {"{learner} cannot prepare: {course}", `Something is in the way of what {learner} is to do before {course}.

{reason}

What happens next: agree with {learner} what to do instead, before the first session.

{link}`},
		models.MailApologies: {"{learner} cannot come: {course}", `{learner} sends apologies for {course}.

{sessions}

What they say: {reason}

What happens next: nothing you need to do. The register shows the apologies beside the name.

{link}`},
	}
}
