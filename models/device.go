package models

import "time"

// Way is how somebody signed in.
type Way string

// The ways in.
const (
	ByPassword      Way = "password"
	ByLink          Way = "link"
	BySingleSignOn  Way = "single_sign_on"
	ByDemonstration Way = "demonstration"
)

// Device is a browser in which somebody has signed in. It is signed in until it ends.
type Device struct {
	ID       ID
	PersonID ID
	Way      Way
	Browser  string // in words: Firefox on Windows
	BegunAt  time.Time
	SeenOn   Date // the day it was last used
	EndedAt  *time.Time
}

// Identity says that what another house calls a person is one of ours. It is found by issuer and subject, never by an
// address: addresses move on to other people.
type Identity struct {
	Issuer     string `gorm:"primaryKey"`
	Subject    string `gorm:"primaryKey"`
	PersonID   ID
	AddedAt    time.Time
	LastUsedAt time.Time
}

// Authenticator is the app that makes a person's second factor. Until it is confirmed it asks for nothing.
type Authenticator struct {
	PersonID    ID     `gorm:"primaryKey"`
	Secret      []byte // sealed under the installation's secret
	ConfirmedAt *time.Time
	LastStep    int // of the newest code that was taken: none up to it works again
}

// RecoveryCode stands in for the authenticator, once.
type RecoveryCode struct {
	ID       ID
	PersonID ID
	CodeHash string
	UsedAt   *time.Time
}
