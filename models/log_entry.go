package models

import "time"

// LearningKind tells what kind of learning somebody logs.
type LearningKind string

// The kinds of learning that are logged.
const (
	SelfStudy     LearningKind = "self-study"
	Reading       LearningKind = "reading"
	Project       LearningKind = "project"
	Conference    LearningKind = "conference"
	OtherLearning LearningKind = "other"
)

// LearningKinds lists the kinds in the order a form shows them.
func LearningKinds() []LearningKind {
	return []LearningKind{SelfStudy, Reading, Project, Conference, OtherLearning}
}

// LogEntry is one piece of learning that a person has written down.
type LogEntry struct {
	ID         ID
	PersonID   ID
	Title      string
	Minutes    int
	LearnedOn  Date
	Kind       LearningKind
	Reflection string
	// EnrolmentID and UnitID are those of the unit of a course that this was done for; nil for learning of one's own.
	EnrolmentID *ID
	UnitID      *ID
	// Version rises with every edit, so that a stale save is seen.
	Version   int
	CreatedAt time.Time
	ChangedAt time.Time
}

// LogEntryCompetency links a log entry to a competency it was about.
type LogEntryCompetency struct {
	LogEntryID   ID `gorm:"primaryKey"`
	CompetencyID ID `gorm:"primaryKey"`
}
