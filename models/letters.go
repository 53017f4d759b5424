package models

import "time"

// Feed is the personal calendar that a secret address opens. The address is shown once.
type Feed struct {
	PersonID  ID `gorm:"primaryKey"`
	TokenHash string
	MadeAt    time.Time
}

// ReminderKind is how long before a session a reminder is sent.
type ReminderKind string

// The kinds of reminder.
const (
	WeekBefore ReminderKind = "week"
	DayBefore  ReminderKind = "day"
)

// Reminder tells somebody of a session that comes near. Each is sent once for each time at which the session starts.
type Reminder struct {
	ID          ID
	SessionID   ID
	EnrolmentID ID
	Kind        ReminderKind
	Starts      time.Time // of the session, as reminded
	MadeAt      time.Time
}

// MailWay is how somebody wants a kind of letter.
type MailWay string

// The ways.
const (
	MailAtOnce   MailWay = "at_once"
	MailInDigest MailWay = "digest"
	MailNot      MailWay = "none"
)

// MailPreference is how a person wants the letters of a kind.
type MailPreference struct {
	PersonID ID     `gorm:"primaryKey"`
	Kind     string `gorm:"primaryKey"`
	Way      MailWay
}

// Digest is one letter in place of several.
type Digest struct {
	ID       ID
	PersonID ID
	MadeAt   time.Time
}

// DigestItem is a letter that waits for the digest of its person, or went with one.
type DigestItem struct {
	ID        ID
	JobID     ID
	PersonID  ID
	DigestID  *ID
	Subject   string
	Body      string
	CreatedAt time.Time
}

// LetterTemplate is what an administrator says in a kind of letter, in place of the product's own words.
type LetterTemplate struct {
	ID          ID
	Kind        string
	Subject     string
	Body        string
	Version     int
	ChangedAt   time.Time
	ChangedByID ID
}

// AnnouncementKind tells a message to those on a cohort from an invitation to those whom it would help.
type AnnouncementKind string

// The kinds of announcement.
const (
	AnnounceMessage    AnnouncementKind = "message"
	AnnounceInvitation AnnouncementKind = "invitation"
)

// Announcement is what a trainer writes to the people of a cohort, or to those whom it would help.
type Announcement struct {
	ID       ID
	CohortID ID
	Kind     AnnouncementKind
	Audience string // placed, waiting, everybody; or the gap
	Subject  string
	Body     string
	ByID     ID
	SentAt   time.Time
}

// AnnouncementLetter is an announcement to one person.
type AnnouncementLetter struct {
	ID             ID
	AnnouncementID ID
	PersonID       ID
}

// SideLetter is a letter about somebody's enrolment, or about reserved places, to somebody else: whoever decides, teaches, or
// gets a copy.
type SideLetter struct {
	ID            ID
	EnrolmentID   *ID
	ReservationID *ID
	PersonID      ID // to whom
}
