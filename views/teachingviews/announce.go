package teachingviews

import (
	"strconv"
	"strings"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/disclosure"
	"trellis/views/words"
)

func audienceWords(audience string) string {
	switch audience {
	case learning.ToPlaced:
		return "people with a place"
	case learning.ToWaiting:
		return "people on the waiting list, or with an offer"
	case learning.ToApplied:
		return "people who asked to join and wait for an answer"
	}
	return "everybody of these"
}

func announcementTitle(a learning.SentAnnouncement) string {
	if a.Kind == models.AnnounceInvitation {
		return "Invitation"
	}
	return a.Subject
}

func announcedTo(a learning.SentAnnouncement) string {
	if a.Kind == models.AnnounceInvitation {
		return "People whom this cohort would help"
	}
	return words.Capital(audienceWords(a.Audience))
}

// lettersWords says how the letters of an announcement stand. Of an invitation, whose people nobody is shown, small numbers
// are not told.
func lettersWords(by disclosure.Thresholds, a learning.SentAnnouncement) string {
	if a.Kind == models.AnnounceInvitation && a.Letters < by.ShareFrom {
		return "Fewer than " + strconv.Itoa(by.ShareFrom)
	}
	text := words.Count(a.Letters, "letter", "letters")
	if a.Kind == models.AnnounceInvitation {
		return text
	}
	for _, part := range []struct {
		n    int
		what string
	}{{a.Sent, " sent"}, {a.Failed, " could not be sent"}, {a.Kept, " kept, because there is no mail server"}, {a.Letters - a.Sent - a.Failed - a.Kept, " not sent yet, or not wanted at once"}} {
		if part.n > 0 {
			text += ", " + strconv.Itoa(part.n) + part.what
		}
	}
	return text
}

func demandHeading(page learning.DemandPage) string {
	switch page.Wanting.Kind {
	case disclosure.NoData:
		return "Nobody was assessed in what this cohort builds yet"
	case disclosure.Hidden:
		return "Too few people were assessed to say whom this cohort would help"
	default:
	}
	return "Whom this cohort would help"
}

// demandWords says how many people would gain, as far as it may be told.
func demandWords(page learning.DemandPage) string {
	if page.Wanting.Kind == disclosure.NoData {
		return "When people assess their skills, this says how many would gain."
	}
	return "Of the people who were assessed, this would help: " + strings.ToLower(page.Wanting.String()) + "."
}

func freshWords(page learning.DemandPage) string {
	if page.Fresh == page.Wanting {
		return "Nobody of them was invited to this cohort yet. Each gets one letter, unless they want no such letters."
	}
	return "Some were invited already, and get no second letter. Not invited yet: " + strings.ToLower(page.Fresh.String()) + ". Each gets one letter, unless they want no such letters."
}

func outcomeNames(page learning.DemandPage) string {
	names := make([]string, len(page.Outcomes))
	for i, o := range page.Outcomes {
		names[i] = o.Name
	}
	return words.List(names)
}

func invitationText(page learning.DemandPage) string {
	lines := []string{
		"You are invited to " + page.CourseTitle + ". It builds a skill that your role asks for, and in which you are not there yet, as it was last assessed. Who invites you was told how many people that is, and not who.",
		"(your note)", words.Dates(page.Starts, page.Ends), "What happens next: look at the course, and enrol if you want to come. You do not have to do anything.",
	}
	return strings.Join(lines, "\n\n")
}
