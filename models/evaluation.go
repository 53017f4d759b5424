package models

import "time"

// Usefulness is how useful a session was for somebody's work.
type Usefulness string

// The answers to how useful a session was, rising.
const (
	NotUseful    Usefulness = "not"
	LittleUseful Usefulness = "little"
	QuiteUseful  Usefulness = "quite"
	VeryUseful   Usefulness = "very"
)

// Usefulnesses lists the answers in rising order.
func Usefulnesses() []Usefulness {
	return []Usefulness{NotUseful, LittleUseful, QuiteUseful, VeryUseful}
}

// Readiness is whether somebody could do at work what they learned.
type Readiness string

// The answers to whether somebody could do it at work, rising.
const (
	NotReady      Readiness = "no"
	ReadyWithHelp Readiness = "with_help"
	ReadyAlone    Readiness = "yes"
)

// Readinesses lists the answers in rising order.
func Readinesses() []Readiness { return []Readiness{NotReady, ReadyWithHelp, ReadyAlone} }

// Evaluation is what somebody said of a session, or of a course at its end. Nothing tells who: that somebody has said
// something is an EvaluationReceipt, and no time or order joins the two. Its id is random.
type Evaluation struct {
	ID        ID
	CohortID  ID
	SessionID *ID // exactly one of the two
	UnitID    *ID
	Useful    Usefulness
	Ready     Readiness
	Says      string
	GivenOn   Date
}

// EvaluationReceipt says that somebody has evaluated a session, or a course at its end; not how.
type EvaluationReceipt struct {
	ID          ID
	EnrolmentID ID
	SessionID   *ID // exactly one of the two
	UnitID      *ID
	GivenOn     Date
}

// AskedAs tells as whom somebody is asked what came of a course.
type AskedAs string

// As whom somebody is asked.
const (
	AskedAsLearner AskedAs = "learner"
	AskedAsManager AskedAs = "manager"
)

// Transfer is whether what was learned was used at work.
type Transfer string

// The answers to whether it was used; the empty one is none yet.
const (
	UsedIt       Transfer = "yes"
	UsedPartly   Transfer = "partly"
	UsedNot      Transfer = "no"
	UsedUnknown  Transfer = "unknown" // a manager who does not know
	FollowUpWait          = 12 * 7    // days after completion
)

// FollowUp asks, 12 weeks after a completion, whether the skill is used: once of the learner, and once of the manager.
type FollowUp struct {
	ID                 ID
	CompletionRecordID ID
	CourseID           ID
	PersonID           ID // who is asked
	AskedAs            AskedAs
	AskedAt            time.Time
	Used               Transfer
	UsedOn             string // on what
	Stopped            string // what stopped them: a barrier, as a word
	Says               string // more about it
	AnsweredAt         *time.Time
}
