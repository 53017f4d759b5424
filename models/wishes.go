package models

import "time"

// ChosenCompetency is an optional competency of a role profile that a person has chosen to be asked for.
type ChosenCompetency struct {
	PersonID      ID `gorm:"primaryKey"`
	RoleProfileID ID `gorm:"primaryKey"`
	CompetencyID  ID `gorm:"primaryKey"`
	ChosenAt      time.Time
}

// Aspiration is the role that a person aims at, beside the one they have.
type Aspiration struct {
	PersonID      ID `gorm:"primaryKey"`
	RoleProfileID ID
	SaidAt        time.Time
}

// AddedCompetency is one that a person wants to be asked about though their role does not ask for it.
type AddedCompetency struct {
	PersonID     ID `gorm:"primaryKey"`
	CompetencyID ID `gorm:"primaryKey"`
	AddedAt      time.Time
}

// DomainInterest is how much a person would like to do of what a domain is about.
type DomainInterest struct {
	PersonID ID `gorm:"primaryKey"`
	DomainID ID `gorm:"primaryKey"`
	Interest Wish
	SaidAt   time.Time
}

// Wish is how much somebody would like to do something.
type Wish string

// The wishes, rising.
const (
	WishLittle Wish = "little"
	WishSome   Wish = "some"
	WishMuch   Wish = "much"
)

// Wishes lists them, rising.
func Wishes() []Wish { return []Wish{WishLittle, WishSome, WishMuch} }

// Leave is a time in which a person is away: nobody reminds them.
type Leave struct {
	ID       ID
	PersonID ID
	FromDay  Date
	UntilDay Date
	SaidAt   time.Time
}

// RoundStage is a time at which a round reminds those who have not sent yet.
type RoundStage string

// The stages of a round.
const (
	RoundOpen     RoundStage = "open"
	RoundHalfway  RoundStage = "halfway"
	RoundLastWeek RoundStage = "last_week"
)

// RoundReminder says that somebody was reminded of a round.
type RoundReminder struct {
	RoundID  ID         `gorm:"primaryKey"`
	PersonID ID         `gorm:"primaryKey"`
	Stage    RoundStage `gorm:"primaryKey"`
	SentAt   time.Time
}
