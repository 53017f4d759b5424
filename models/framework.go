package models

import "time"

// Framework is a description of competence that is published in versions.
type Framework struct {
	ID   ID
	Code string
	Name string
}

// VersionState is where a version of a framework stands in its life.
type VersionState string

// The states of a framework version. A published one is never edited.
const (
	Draft     VersionState = "draft"
	InReview  VersionState = "in_review"
	Published VersionState = "published"
	Retired   VersionState = "retired"
)

// FrameworkVersion is one edition of a framework: what people are assessed against until they are moved to another.
type FrameworkVersion struct {
	ID          ID
	FrameworkID ID
	Version     string
	State       VersionState
	Language    string
	Licence     string
	Description string
	Notes       string
	// ContentHash is a digest of everything in the version, so that an import can tell "unchanged" from "changed".
	ContentHash string
	CreatedAt   time.Time
	PublishedAt *time.Time
	Source      string // where the content comes from: an address, or a title
	Attribution string // what the licence asks to be said wherever it is shown
	// ExportBarred tells that the licence does not let it be handed out.
	ExportBarred bool
	Identifier   string // by which other systems know it: of a CASE document
	BasedOnID    *ID    // the version it was drawn from
	Revision     int    `gorm:"default:1"` // rises with each change of a draft, so that two editors see each other
	// Cutoff is the last day on which somebody can be put on the version, Retires the last on which it is assessed. Both are
	// said when its end is announced.
	Cutoff, Retires Date
	RetiresBecause  string
}

// IsOpenOn tells whether people may be put on the version on that day.
func (v FrameworkVersion) IsOpenOn(day Date) bool {
	return v.State == Published && (v.Cutoff == "" || day <= v.Cutoff)
}

// Level is one point of the scale of a framework version. The lowest means "not yet".
type Level struct {
	FrameworkVersionID ID  `gorm:"primaryKey"`
	Value              int `gorm:"primaryKey;autoIncrement:false"`
	Label              string
	Description        string
}

// Domain groups the competencies of a framework version.
type Domain struct {
	ID                 ID
	FrameworkVersionID ID
	Code               string
	Name               string
	Description        string
	Position           int
	Identifier         string // by which other systems know it
}

// CompetencyKind is what sort of thing a competency is.
type CompetencyKind string

// The kinds of competency. The empty kind is not said.
const (
	Method    CompetencyKind = "method"
	Tool      CompetencyKind = "tool"
	Knowledge CompetencyKind = "knowledge" // of a domain of work
	Behaviour CompetencyKind = "behaviour"
)

// CompetencyKinds lists the kinds.
func CompetencyKinds() []CompetencyKind { return []CompetencyKind{Method, Tool, Knowledge, Behaviour} }

// Competency is something a person can be able to do.
type Competency struct {
	ID                 ID
	FrameworkVersionID ID
	DomainID           ID
	ParentID           *ID // the competency that this one is a part of; none directly under its domain
	Code               string
	Slug               string
	Name               string
	NameKey            string
	Description        string
	SeeAlso            string // one pointer to another framework a line
	Position           int
	Kind               CompetencyKind
	Flags              string // a word a line
	HoldsMonths        int    // how long an assessment stands before it is looked at again; 0: as the settings say
	Identifier         string // by which other systems know it: of a CASE item
}

// Descriptor says what a competency looks like at a level.
type Descriptor struct {
	CompetencyID ID  `gorm:"primaryKey"`
	Level        int `gorm:"primaryKey;autoIncrement:false"`
	Text         string
}

// RoleProfile says which level of which competency a kind of job asks for.
type RoleProfile struct {
	ID                 ID
	FrameworkVersionID ID
	Code               string
	Name               string
	Family             string
	Description        string
	Bands              string
	Position           int
	// DecisionMaker marks the profile of people who ask for and use analysis, rather than make it.
	DecisionMaker bool
	Retired       bool
	// DrawnHere marks a profile that was drawn on a published version and is no part of it: it may change.
	DrawnHere bool
	// OptionalMinimum is how many of the optional competencies a person chooses at least.
	OptionalMinimum int
	Revision        int `gorm:"default:1"` // rises with each change, so that two who draw see each other
}

// Requirement is one level that a role profile asks for. Where nothing is required there is no row.
type Requirement struct {
	RoleProfileID ID `gorm:"primaryKey"`
	CompetencyID  ID `gorm:"primaryKey"`
	Level         int
	// Core competencies are asked first, in a first assessment.
	Core bool
	UpTo *int // the top of a range whose foot is Level; nil for no range
	// Optional competencies are asked of those who chose them.
	Optional bool
}
