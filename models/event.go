package models

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// Event says who did what to which thing, when. Events are only ever added, and hold ids, no personal text.
type Event struct {
	ID        ID
	ActorID   *ID // nobody: the calendar, or a link without a sign-in
	Act       string
	Subject   string // the kind of thing, as its table is named
	SubjectID ID
	PersonID  *ID // about whom
	At        time.Time
	// Digest is what Fingerprint said when the event was kept: an edited event no longer agrees with it. Events of a version
	// that kept none have an empty one.
	Digest string
}

// AboutPerson is the event that somebody, or nobody, did something to a person.
func AboutPerson(act string, by *ID, person ID) Event {
	return Event{ActorID: by, Act: act, Subject: "people", SubjectID: person, PersonID: &person}
}

// Fingerprint is a SHA-256 digest, in hexadecimal, of all that the event says.
func (e Event) Fingerprint() string {
	parts := []string{string(e.ID), textOf(e.ActorID), e.Act, e.Subject, string(e.SubjectID), textOf(e.PersonID), e.At.UTC().Format(time.RFC3339Nano)}
	return digestOf(strings.Join(parts, "\x00"))
}

// Edited tells whether the event says something else than when it was kept.
func (e Event) Edited() bool { return e.Digest != "" && e.Digest != e.Fingerprint() }

// Seal closes a run of events, in the order of their ids: its digest covers theirs and that of the seal before it, so that
// an event that goes missing, or comes in later, is seen.
type Seal struct {
	Number   int `gorm:"primaryKey;autoIncrement:false"`
	Events   int // from the first that no earlier seal covers, to LastID
	LastID   ID
	Digest   string
	SealedAt time.Time
}

// Covers adds an event to what the seal closes. A new seal begins with the digest of the one before.
func (s *Seal) Covers(e Event) {
	s.Events++
	s.LastID = e.ID
	s.Digest = Chain(s.Digest, e.Fingerprint())
}

// Chain adds the fingerprint of an event to the digest of all that came before it.
func Chain(digest, fingerprint string) string { return digestOf(digest + "\x00" + fingerprint) }

// Next is an empty seal that continues this one.
func (s Seal) Next() Seal { return Seal{Number: s.Number + 1, LastID: s.LastID, Digest: s.Digest} }

func textOf(id *ID) string {
	if id == nil {
		return ""
	}
	return string(*id)
}

func digestOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
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
