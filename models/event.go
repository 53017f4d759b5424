package models

import "time"

// Event says who did what to which thing, when. Events are only ever added, and hold ids, no personal text.
type Event struct {
	ID        ID
	ActorID   *ID // nobody: the calendar, or a link without a sign-in
	Act       string
	Subject   string // the kind of thing, as its table is named
	SubjectID ID
	PersonID  *ID // about whom
	At        time.Time
}

// JobState is where a job stands.
type JobState string

// The states of a job.
const (
	JobReady JobState = "ready"
	JobDone  JobState = "done"
	JobDead  JobState = "dead" // given up after its last attempt; shown to administrators
)

// Job is work owed because of an event: done after commit, at least once.
type Job struct {
	ID        ID
	Kind      string
	SubjectID ID
	State     JobState
	RunAt     time.Time
	// LeaseUntil is until when a worker has the job; Attempt fences a worker that lost its lease.
	LeaseUntil *time.Time
	Attempt    int
	LastError  string
	CreatedAt  time.Time
}

// MessageState is where a message stands.
type MessageState string

// The states of a message.
const (
	MessageKept   MessageState = "kept" // there is no mail server: shown to administrators alone
	MessageSent   MessageState = "sent"
	MessageFailed MessageState = "failed"
)

// Message is a mail as it was, or would be, sent.
type Message struct {
	ID        ID
	JobID     ID
	PersonID  ID
	Recipient string
	Subject   string
	Body      string
	Calendar  string // an invitation that goes with it, as iCalendar
	State     MessageState
	Problem   string
	CreatedAt time.Time
	SentAt    *time.Time
}
