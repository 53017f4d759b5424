package calendarviews

import (
	"trellis/models"
	"trellis/views/components"
)

type topicWords struct{ label, hint string }

func topic(t models.MailTopic) topicWords {
	switch t {
	case models.TopicCalendar:
		return topicWords{"Invitations for your calendar", "One for each session on which you have a place. Without them, changes still reach you as plain messages"}
	case models.TopicReminders:
		return topicWords{"Reminders", "One week and one day before each session, up to three times in a round of assessment, and at most once a month when skills of your role are due again"}
	case models.TopicMessages:
		return topicWords{"Messages from trainers and colleagues", "To those on a cohort with you, and about your skills and those of whom you assess"}
	case models.TopicNews:
		return topicWords{"Courses that would help you", "When a trainer invites those who are below what their role asks"}
	case models.TopicCopies:
		return topicWords{"Copies about your own people", "When somebody whom you manage asked that you are told about a place of theirs"}
	case models.TopicEvaluation:
		return topicWords{"Questions about sessions and courses", "What a session was like, and 12 weeks later whether you, or somebody whom you manage, used it"}
	case models.TopicDrafts:
		return topicWords{"Drafts of frameworks", "What others say of drafts that you write, and answers to what you said"}
	}
	return topicWords{label: string(t)}
}

func topicNames() []string {
	var names []string
	for _, choice := range models.MailTopics() {
		names = append(names, string(choice.Topic))
	}
	return names
}

func ways(choice models.MailChoice) []components.Option {
	var options []components.Option
	for _, way := range choice.Ways {
		option := components.Option{Value: string(way)}
		switch way {
		case models.MailAtOnce:
			option.Label = "At once"
		case models.MailInDigest:
			option.Label, option.Hint = "Together, once a day", "In one message at 7am"
		case models.MailNot:
			option.Label = "Not at all"
		}
		options = append(options, option)
	}
	return options
}
