package models

import "time"

// Inference is what a person holds in a competency of another framework that compares with one of theirs. It informs who looks, and
// counts nowhere.
type Inference struct {
	CompetencyID ID // that is informed
	Strength     Strength
	Note         string

	Name, Code, Framework, Version string // of the competency that is held
	VersionID                      ID
	Level                          int // on the scale of that version
	Confirmed                      bool
	At                             time.Time
}

// SaysAgain tells whether another inference is of the same competency, in another version of its framework.
func (i Inference) SaysAgain(other Inference) bool {
	return i.CompetencyID == other.CompetencyID && i.Framework == other.Framework && i.Code == other.Code
}

// Inferred is the level that a level of another framework stands for here: the point as high up a scale with as many points, where
// the two competencies match exactly or closely. Both scales are the values of their levels, lowest first. Anything else says
// nothing about a level here.
func Inferred(s Strength, level int, there, here []int) (int, bool) {
	if s != ExactMatch && s != CloseMatch || len(there) != len(here) {
		return 0, false
	}
	for i, value := range there {
		if value == level {
			return here[i], true
		}
	}
	return 0, false
}
