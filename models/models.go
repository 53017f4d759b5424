// Package models holds the nouns of Trellis and their rules. It stands on the ground: it imports the standard
// library alone, knows no database, no web and no clock.
package models

// ID names one row of any noun: a UUID (version 7) as text, so that it says little and sorts by the time it was made.
// The empty ID names nothing.
type ID string

// Known tells whether the ID names anything.
func (id ID) Known() bool { return id != "" }

// SameID tells whether both name the same thing, or neither names any.
func SameID(a, b *ID) bool { return a == b || a != nil && b != nil && *a == *b }
