package models

import (
	"strings"
	"time"
)

// Programme is an ordered set of courses, often the way into one role.
type Programme struct {
	ID            ID
	Code          string
	Title         string
	Summary       string
	RoleProfileID *ID
}

// SetRule says how many courses of a set a programme asks for.
type SetRule string

// The rules of a set.
const (
	AllOfSet     SetRule = "all"
	AnyOfSet     SetRule = "any"
	AtLeastOfSet SetRule = "at_least"
)

// ProgrammeSet is a set of courses of a programme, with how many of them are asked for.
type ProgrammeSet struct {
	ProgrammeID ID  `gorm:"primaryKey"`
	Number      int `gorm:"primaryKey;autoIncrement:false"` // from 1
	Title       string
	Rule        SetRule
	AtLeast     int // of the rule that names a number; 0 otherwise
}

// ProgrammeCourse is one course of a set of a programme, at its place in the order.
type ProgrammeCourse struct {
	ProgrammeID ID `gorm:"primaryKey"`
	CourseID    ID `gorm:"primaryKey"`
	SetNumber   int
	Position    int
}

// CourseState tells whether a version of a course is taught.
type CourseState string

// The states of a course.
const (
	CourseDraft      CourseState = "draft"
	CoursePublished  CourseState = "published"
	CourseSuperseded CourseState = "superseded" // kept for the cohorts that began with it
)

// WayIn is how people come to a cohort.
type WayIn string

// The ways in.
const (
	FirstCome   WayIn = "first_come"
	Eligible    WayIn = "eligible"    // first come, of those who meet the prerequisites
	Application WayIn = "application" // with questions; the trainer decides
	Approval    WayIn = "approval"    // the manager of the post, or the deputy, decides
	Nomination  WayIn = "nomination"  // named by a manager or a decision maker; the person agrees
	PairedWay   WayIn = "pair"        // an analyst with a decision maker; both agree
)

// WaysIn lists every way in.
func WaysIn() []WayIn {
	return []WayIn{FirstCome, Eligible, Application, Approval, Nomination, PairedWay}
}

// Course is something that can be learned in cohorts: what it builds, its units and its completion rule. The course itself is
// the version that is taught now. A draft and an earlier version are rows of their own, which name the course and have codes
// and addresses of their own.
type Course struct {
	ID    ID
	Code  string
	Slug  string
	State CourseState
	// VersionOfID is the course of which this is a draft or an earlier version; nil for the course itself.
	VersionOfID *ID
	Version     int
	Title       string
	TitleKey    string
	Summary     string
	Format      string
	Delivery    string
	// Aims are what somebody can do afterwards, in words, one a line.
	Aims     string
	Capacity int
	Minutes  int
	// MinimumSessions and MinimumShare (percent of all minutes) are the completion rule, with the required units.
	MinimumSessions int
	MinimumShare    int
	// AnyPart tells that one part of the rule is enough; otherwise all are asked for.
	AnyPart bool
	// NeedsAssignments and NeedsEvaluation ask for every assignment to be passed, and for the course to be evaluated, whether
	// or not those units are required.
	NeedsAssignments bool
	NeedsEvaluation  bool
	// ValidMonths is how long a completion record lasts; 0 is for ever.
	ValidMonths int
	WayIn       WayIn  // that its cohorts are planned with
	Note        string // what is new in this version, in words
	NoOutcomes  string // why it builds no skill of a framework; empty where it does
	PublishedAt *time.Time
	ChangedAt   *time.Time
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

// UnitKinds lists every kind of unit.
func UnitKinds() []UnitKind {
	return []UnitKind{SessionUnit, SelfStudyUnit, AssignmentUnit, EvaluationUnit}
}

// Unit is one part of a course.
type Unit struct {
	ID       ID
	CourseID ID
	Kind     UnitKind
	Position int
	Title    string
	Minutes  int
	Required bool
	Says     string // what to do, in words
	URL      string // where it is; empty where there is a file, or nothing to open
	FileID   *ID
}

// The most that a unit says, and the longest address it has, in characters.
const (
	LongestUnitText    = 4000
	LongestUnitAddress = 2000
)

// Problems are what stands in the way of what a unit asks, by field: says and url. A session says it on pages of its own.
func (u Unit) Problems() Invalid {
	problems := Invalid{}
	switch {
	case u.Kind == SessionUnit && u.Says != "":
		problems["says"] = "Take this away, or choose another kind: what a session asks for stands with the session"
	case len([]rune(u.Says)) > LongestUnitText:
		problems["says"] = "Use 4,000 characters or fewer for what to do"
	}
	switch {
	case u.URL == "":
	case u.Kind == SessionUnit:
		problems["url"] = "Take this away, or choose another kind: each session has its own link and materials"
	case !WebAddress(u.URL):
		problems["url"] = "Enter an address that begins with https://"
	case len(u.URL) > LongestUnitAddress:
		problems["url"] = "Use 2,000 characters or fewer for the address"
	}
	return problems
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
