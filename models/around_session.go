package models

import "time"

// Preparation is something to do before the first session of a cohort.
type Preparation struct {
	ID       ID
	CohortID ID
	Number   int // from 1
	Title    string
	URL      string // empty where there is nothing to open
	Minutes  int
}

// PreparationState is how far somebody is with a preparation.
type PreparationState string

// The states of a preparation; none is still to do.
const (
	PreparationDone    PreparationState = "done"
	PreparationBlocked PreparationState = "blocked" // something at work is in the way, as the person says
)

// PreparationAnswer is how far somebody on a cohort is with a preparation.
type PreparationAnswer struct {
	PreparationID ID `gorm:"primaryKey"`
	EnrolmentID   ID `gorm:"primaryKey"`
	State         PreparationState
	Says          string // what is in the way, for the trainer
	AnsweredAt    time.Time
}

// Apology says beforehand that somebody cannot come to a session.
type Apology struct {
	SessionID   ID `gorm:"primaryKey"`
	EnrolmentID ID `gorm:"primaryKey"`
	Reason      string
	SentAt      time.Time
}

// File is something that was uploaded; it is only ever handed out as a download.
type File struct {
	ID   ID
	Name string
	Type string // by its content
	Size int    // bytes
	Data []byte // empty where the bytes lie on the shelf
	// ShelfKey is the name under which the bytes lie on the shelf; empty for a file from before there was one.
	ShelfKey string
	ByID     ID
	AddedAt  time.Time
}

// Material is a file or an address that belongs to a session, for those placed.
type Material struct {
	ID        ID
	SessionID ID
	Number    int
	Title     string
	URL       string // empty where there is a file
	FileID    *ID
	AddedAt   time.Time
}
