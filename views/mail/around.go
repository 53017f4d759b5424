package mail

import "trellis/models"

// aroundWords are the letters about what stands before a session.
func aroundWords() map[string]Words {
	return map[string]Words{
		models.MailApologies: {"{learner} cannot come: {course}", `{learner} sends apologies for {course}.

{sessions}

What they say: {reason}

What happens next: nothing you need to do. The register shows the apologies beside the name.

{link}`},
	}
}
