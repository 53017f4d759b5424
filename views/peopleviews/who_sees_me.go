package peopleviews

import (
	"trellis/app/people"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// seerReason says why somebody sees, and until when.
func seerReason(s people.Seer) string {
	text := "Manager of a post of yours"
	switch s.Why {
	case people.SeesAsDeputy:
		text = "Deputy of your manager " + s.For
	case people.SeesAsActing:
		text = "Acts in the place of your manager " + s.For
	case people.SeesAsLead:
		text = "Leads the team " + s.For + ", in which you work"
	case people.SeesAsTrainer:
		text = "Trainer of " + s.For + ", in the skills that it builds, until your cohort ends"
	case people.SeesAsManager:
	}
	if s.Until != "" {
		text += ", until " + words.Date(s.Until)
	}
	return text
}

func wrongManager(post people.NamedPost) string {
	if post.ManagerName == "" {
		return "Say who my manager is"
	}
	return "This is not my manager"
}

func correctionState(c people.NamedCorrection) components.Status {
	switch c.State {
	case models.CorrectionDone:
		return components.Status{Kind: components.OK, Text: "Corrected"}
	case models.CorrectionRefused:
		return components.Status{Kind: components.Plain, Text: "Not changed"}
	case models.CorrectionWaiting:
	}
	return components.Status{Kind: components.Info, Text: "Waits for an administrator"}
}

func correctionWords(c people.NamedCorrection) string {
	switch c.State {
	case models.CorrectionDone:
		return "You asked on " + words.Day(c.CreatedAt) + "."
	case models.CorrectionRefused:
		return "You asked on " + words.Day(c.CreatedAt) + ". The answer: " + c.Reason
	case models.CorrectionWaiting:
	}
	if c.ManagerName != "" {
		return "You said on " + words.Day(c.CreatedAt) + " that it is " + c.ManagerName + "."
	}
	return "You said on " + words.Day(c.CreatedAt) + ": " + c.Says
}
