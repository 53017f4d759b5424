package models

import (
	"slices"
	"time"
)

// RuleChange is a completion rule that takes the place of the one a version of a course was published with, for cohorts that
// end on or after a date. Records that were issued before say by which rule they were.
type RuleChange struct {
	ID            ID
	CourseID      ID // the course itself, of whose version this is
	CourseVersion int
	AppliesFrom   Date
	// AnyPart, MinimumSessions, MinimumShare, NeedsAssignments and NeedsEvaluation are as in Course.
	AnyPart          bool
	MinimumSessions  int
	MinimumShare     int
	NeedsAssignments bool
	NeedsEvaluation  bool
	Reason           string
	MadeByID         ID
	MadeAt           time.Time
}

// RuledBy is the course with the rule that holds for a cohort of it that ends on a day, and the change that made the rule; nil
// where it is the one that the version was published with. Of two changes from one day the later made holds.
func (c Course) RuledBy(changes []RuleChange, ends Date) (Course, *RuleChange) {
	var in *RuleChange
	for i, change := range changes {
		holds := change.CourseID == c.Itself() && change.CourseVersion == c.Version && change.AppliesFrom <= ends
		if holds && (in == nil || change.AppliesFrom > in.AppliesFrom || change.AppliesFrom == in.AppliesFrom && change.MadeAt.After(in.MadeAt)) {
			in = &changes[i]
		}
	}
	if in == nil {
		return c, nil
	}
	return c.Follows(*in), in
}

// Follows is the course with the rule that a change makes.
func (c Course) Follows(change RuleChange) Course {
	c.AnyPart, c.MinimumSessions, c.MinimumShare = change.AnyPart, change.MinimumSessions, change.MinimumShare
	c.NeedsAssignments, c.NeedsEvaluation = change.NeedsAssignments, change.NeedsEvaluation
	return c
}

// Same tells whether two changes make the same rule.
func (c RuleChange) Same(other RuleChange) bool {
	return c.AnyPart == other.AnyPart && c.MinimumSessions == other.MinimumSessions && c.MinimumShare == other.MinimumShare &&
		c.NeedsAssignments == other.NeedsAssignments && c.NeedsEvaluation == other.NeedsEvaluation
}

// Decision is what a trainer decides about one person, whatever the rule says: that they complete, or that they do not.
type Decision struct {
	ID          ID
	EnrolmentID ID
	Completes   bool
	Reason      string
	ByID        ID
	MadeAt      time.Time
	EndedAt     *time.Time // taken back, or replaced by another
	EndedByID   *ID
}

// RecordRequirement is one thing that was required for a completion record, and how it was met, in words.
type RecordRequirement struct {
	CompletionRecordID ID  `gorm:"primaryKey"`
	Position           int `gorm:"primaryKey;autoIncrement:false"`
	Asks               string
	Met                string // empty for what was not met and not needed
}

// Issuance is an act by which records are issued to the people that a page showed as ready.
type Issuance struct {
	ID         ID
	CohortID   ID
	ByID       ID
	BegunAt    time.Time
	FinishedAt *time.Time
}

// IssuanceState is where one person of an issuance stands.
type IssuanceState string

// The states of a line of an issuance.
const (
	IssuanceWaiting IssuanceState = "waiting"
	IssuanceIssued  IssuanceState = "issued"
	IssuanceRefused IssuanceState = "refused" // no longer ready when their turn came
)

// IssuanceLine is one person of an issuance.
type IssuanceLine struct {
	IssuanceID         ID `gorm:"primaryKey"`
	EnrolmentID        ID `gorm:"primaryKey"`
	State              IssuanceState
	Problem            string // why they got none
	CompletionRecordID *ID
}

// IssuanceStates lists every state of a line.
func IssuanceStates() []IssuanceState {
	return []IssuanceState{IssuanceWaiting, IssuanceIssued, IssuanceRefused}
}

// Known tells whether the state is one of the three.
func (s IssuanceState) Known() bool { return slices.Contains(IssuanceStates(), s) }

// DecisionsOf are the decisions that stand, by enrolment.
func DecisionsOf(decisions []Decision) map[ID]*Decision {
	by := make(map[ID]*Decision, len(decisions))
	for i, d := range decisions {
		by[d.EnrolmentID] = &decisions[i]
	}
	return by
}

// MetBy are the units that each enrolment has met, and the sessions and units that it has evaluated, as Stand asks for them.
func MetBy(passes []Pass, receipts []EvaluationReceipt) map[ID]map[ID]bool {
	met := PassesOf(passes)
	for _, r := range receipts {
		of := r.SessionID
		if r.UnitID != nil {
			of = r.UnitID
		}
		if met[r.EnrolmentID] == nil {
			met[r.EnrolmentID] = map[ID]bool{}
		}
		met[r.EnrolmentID][*of] = true
	}
	return met
}
