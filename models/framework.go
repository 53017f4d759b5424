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
}

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
}

// Requirement is one level that a role profile asks for. Where nothing is required there is no row.
type Requirement struct {
	RoleProfileID ID `gorm:"primaryKey"`
	CompetencyID  ID `gorm:"primaryKey"`
	Level         int
	// Core competencies are asked first, in a first assessment.
	Core bool
}
