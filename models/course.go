package models

import "strings"

// Programme is an ordered set of courses, often the way into one role.
type Programme struct {
	ID            ID
	Code          string
	Title         string
	RoleProfileID *ID
}

// ProgrammeCourse is one course of a programme, at its place in the order.
type ProgrammeCourse struct {
	ProgrammeID ID `gorm:"primaryKey"`
	CourseID    ID `gorm:"primaryKey"`
	Position    int
}

// Course is something that can be learned in cohorts: what it builds, its units and its completion rule.
type Course struct {
	ID       ID
	Code     string
	Slug     string
	Version  int
	Title    string
	TitleKey string
	Summary  string
	Format   string
	Delivery string
	// Aims are what somebody can do afterwards, in words, one a line.
	Aims     string
	Capacity int
	Minutes  int
	// MinimumSessions and MinimumShare (percent of all minutes) are the completion rule, with the required units.
	MinimumSessions int
	MinimumShare    int
	// ValidMonths is how long a completion record lasts; 0 is for ever.
	ValidMonths int
}

// AimList are the aims, one by one.
func (c Course) AimList() []string {
	if c.Aims == "" {
		return nil
	}
	return strings.Split(c.Aims, "\n")
}

// UnitKind tells what a unit of a course asks for.
type UnitKind string

// The kinds of unit.
const (
	SessionUnit    UnitKind = "session"
	SelfStudyUnit  UnitKind = "self_study"
	AssignmentUnit UnitKind = "assignment"
	EvaluationUnit UnitKind = "evaluation"
)

// Unit is one part of a course.
type Unit struct {
	ID       ID
	CourseID ID
	Kind     UnitKind
	Position int
	Title    string
	Minutes  int
	Required bool
}

// Outcome says that a course brings a competency up to a level.
type Outcome struct {
	CourseID     ID `gorm:"primaryKey"`
	CompetencyID ID `gorm:"primaryKey"`
	Level        int
}

// Prerequisite is something to have before a course: another course, or a competency at a level. Those of one group are
// alternatives: one of them is enough.
type Prerequisite struct {
	ID           ID
	CourseID     ID
	Alternative  int
	OtherID      *ID // the course to have completed
	CompetencyID *ID
	Level        int
}

// Interest says that somebody wants to hear of new dates of a course.
type Interest struct {
	CourseID  ID `gorm:"primaryKey"`
	PersonID  ID `gorm:"primaryKey"`
	CreatedOn Date
}
