package models

import "time"

// Question is asked of those who apply for a cohort.
type Question struct {
	ID       ID
	CohortID ID
	Number   int // from 1
	Asks     string
	Required bool
}

// QuestionAnswer is what an applicant says to a question.
type QuestionAnswer struct {
	QuestionID  ID `gorm:"primaryKey"`
	EnrolmentID ID `gorm:"primaryKey"`
	Says        string
}

// Substitute teaches a session in place of a trainer.
type Substitute struct {
	SessionID    ID `gorm:"primaryKey"`
	TrainerID    ID `gorm:"primaryKey"`
	SubstituteID ID
	NamedByID    ID
	NamedAt      time.Time
}

// ReplyKind is what a link in a letter answers.
type ReplyKind string

// The kinds of reply link.
const (
	ReplyToPair       ReplyKind = "pair"
	ReplyToNomination ReplyKind = "nomination"
	ReplyApologies    ReplyKind = "apologies"
)

// ReplyLink opens one page with a button for one person, without a sign-in, until it runs out. Its token stands in the letter
// alone.
type ReplyLink struct {
	ID          ID
	Kind        ReplyKind
	PersonID    ID
	EnrolmentID *ID // of a nomination, and of apologies
	PairID      *ID
	SessionID   *ID // of apologies
	TokenHash   string
	CreatedAt   time.Time
	ExpiresAt   time.Time
}
