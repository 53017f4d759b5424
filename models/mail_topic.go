package models

import (
	"slices"
	"time"
)

// MailTopic is a kind of letter as people choose among them. Letters of no topic always go at once: what is about a place, an
// offer or the waiting list, and all that keeps an account safe.
type MailTopic string

// The topics.
const (
	TopicCalendar  MailTopic = "calendar"  // invitations to sessions
	TopicReminders MailTopic = "reminders" // a week and a day before a session, in a round of assessment, and when skills are due between rounds
	TopicMessages  MailTopic = "messages"  // what trainers write to those on a cohort, and colleagues about skills
	TopicNews      MailTopic = "news"      // invitations to courses that would help
	TopicCopies    MailTopic = "copies"    // about one's own people, where they asked for it

	TopicEvaluation MailTopic = "evaluation" // what a session was like, and what came of a course

	TopicDrafts MailTopic = "drafts" // what is said of drafts of frameworks that one writes
)

// MailTopics are the topics, each with the ways there are for it. The first is the usual one.
func MailTopics() []MailChoice {
	return []MailChoice{
		{TopicCalendar, []MailWay{MailAtOnce, MailNot}},
		{TopicReminders, []MailWay{MailAtOnce, MailInDigest, MailNot}},
		{TopicMessages, []MailWay{MailAtOnce, MailInDigest}},
		{TopicNews, []MailWay{MailAtOnce, MailInDigest, MailNot}},
		{TopicCopies, []MailWay{MailAtOnce, MailInDigest, MailNot}},
		{TopicEvaluation, []MailWay{MailAtOnce, MailInDigest, MailNot}},
		{TopicDrafts, []MailWay{MailAtOnce, MailInDigest, MailNot}},
	}
}

// MailChoice is a topic with the ways there are for it.
type MailChoice struct {
	Topic MailTopic
	Ways  []MailWay
}

// Has tells whether the way is one of the topic.
func (c MailChoice) Has(way MailWay) bool { return slices.Contains(c.Ways, way) }

// TopicOf is the topic of the letter that a kind of job writes, where its letters are of one; "" for none. An invitation to
// the calendar is of none: what was put into a calendar is kept true there, whatever is wished for.
func TopicOf(job string) MailTopic {
	switch job {
	case MailReminder, MailRoundReminder, MailSkillsDue, MailPlanDue, MailTeamPlansDue:
		return TopicReminders
	case MailAnnouncement, MailFeedback, MailDiffered, MailRemark, MailAssessmentAsked, MailAssessmentAnswered, MailMentorAsked, MailPlanAgreed:
		return TopicMessages
	case MailInvitation:
		return TopicNews
	case MailCopy:
		return TopicCopies
	case MailEvaluation, MailFollowUp:
		return TopicEvaluation
	case MailFrameworkComments, MailFrameworkAnswer:
		return TopicDrafts
	}
	return ""
}

// digestHour is when the letters that wait go out together, in London.
const digestHour = 7

// DigestDue is the last time at which what waited was to go out together.
func DigestDue(now time.Time) time.Time {
	here := now.In(London())
	due := time.Date(here.Year(), here.Month(), here.Day(), digestHour, 0, 0, 0, London())
	if due.After(now) {
		due = time.Date(here.Year(), here.Month(), here.Day()-1, digestHour, 0, 0, 0, London())
	}
	return due.UTC()
}

// Before is how long before a session the reminder is due.
func (k ReminderKind) Before() time.Duration {
	if k == WeekBefore {
		return 7 * 24 * time.Hour
	}
	return 24 * time.Hour
}

// ReminderAt is the reminder that is due now of a session to somebody who has had a place since a time; "" for none. Who came
// within the week was just told when and where, so the week's is for those who had a place before.
func ReminderAt(starts, placed, now time.Time) ReminderKind {
	switch left := starts.Sub(now); {
	case left <= 0 || left > WeekBefore.Before():
		return ""
	case left <= DayBefore.Before():
		return DayBefore
	case placed.After(starts.Add(-WeekBefore.Before())):
		return ""
	}
	return WeekBefore
}

// Copied tells whether a manager of whom the person asked it gets a copy of the letter about this state.
func (s EnrolmentState) Copied() bool { return s == Placed || s == Withdrawn || s == Cancelled }
