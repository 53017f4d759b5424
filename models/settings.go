package models

import (
	"cmp"
	"time"

	"trellis/models/disclosure"
)

// Settings is what an administrator says of the installation. There is one.
type Settings struct {
	ID      int `gorm:"primaryKey;autoIncrement:false"`
	Version int // rises with each change, so that two who change at once see each other

	// Strapline stands under the product's name: what the network calls itself. Its organisation has the full name.
	Strapline string
	Colour    string // of the header, as #12303f; white text stands on it
	Emblem    string // digest of the picture beside the name; empty for the product's own

	ContactName, ContactEmail, ContactPhone string

	SystemWord, SystemsWord string // what the network calls a system, and several

	SecondFactor SecondFactorRule // of whom a second factor is required, where nothing else is said from outside; empty for administrators

	// HalfFrom and ShareFrom are from how many people on a half, and a share, of a group may be told. They may only be raised.
	HalfFrom, ShareFrom int

	HoldsMonths int // how long an assessment stands before it is looked at again, where a competency does not say

	WelcomeText, HelpText string // a paragraph a line

	Controller, LawfulBasis, ProtectionOfficer, PrivacyText string

	AccessibilityTested                                    Date
	AccessibilityHow, AccessibilityIssues, EnforcementBody string

	FirstDayOver bool // somebody has folded the list of what a new network needs

	ChangedAt   time.Time
	ChangedByID *ID
}

// DefaultSettings hold until somebody changes them.
func DefaultSettings() Settings {
	return Settings{
		ID: 1, Colour: UsualColour, SystemWord: "system", SystemsWord: "systems", HalfFrom: 5, ShareFrom: 10, HoldsMonths: 12,
	}
}

// System is what the network calls a system.
func (s Settings) System() string { return cmp.Or(s.SystemWord, "system") }

// Systems is what it calls several.
func (s Settings) Systems() string { return cmp.Or(s.SystemsWord, "systems") }

// Thresholds are from how many people on a group's figures may be told: never lower than the product's own.
func (s Settings) Thresholds() disclosure.Thresholds {
	least := disclosure.Least()
	half := max(s.HalfFrom, least.HalfFrom)
	return disclosure.Thresholds{HalfFrom: half, ShareFrom: max(s.ShareFrom, least.ShareFrom, half)}
}

// Emblem is a picture that stands for the network, as PNG.
type Emblem struct {
	Digest string `gorm:"primaryKey"` // SHA-256 of the data, in hexadecimal
	Data   []byte
}
