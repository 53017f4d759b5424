package models

import "time"

// RetentionRule says how long one kind of data is kept. It acts only once somebody has seen what it would do.
type RetentionRule struct {
	Kind         RetentionKind `gorm:"primaryKey"`
	Days         int
	AcceptedAt   *time.Time
	AcceptedByID *ID
}

// RetentionKind is a kind of data that is kept for a time.
type RetentionKind string

// The kinds of data that have a rule.
const (
	KeepMail        RetentionKind = "mail"        // from when it was sent
	KeepLooks       RetentionKind = "looks"       // from the day
	KeepImports     RetentionKind = "imports"     // files that were imported, from when
	KeepAssessments RetentionKind = "assessments" // from the end of the last post
	KeepRecords     RetentionKind = "records"     // completion records, from when they were completed
)

// RetentionRules are the rules until somebody changes them, in days. Other training: six years; what people say of
// themselves: two years after they have left; access needs have no rule either: they are always forgotten on the day after the last session. Events have no rule: they hold
// ids and no personal text, and a chain that lost its beginning would prove less.
func RetentionRules() []RetentionRule {
	const year = 365
	return []RetentionRule{
		{Kind: KeepMail, Days: 180},
		{Kind: KeepLooks, Days: 2 * year},
		{Kind: KeepImports, Days: 30},
		{Kind: KeepAssessments, Days: 2 * year},
		{Kind: KeepRecords, Days: 6 * year},
	}
}

// Hold keeps everything of a person, whatever the rules say, until it is lifted.
type Hold struct {
	ID         ID
	PersonID   ID
	Reason     string
	PlacedByID *ID
	PlacedAt   time.Time
	LiftedAt   *time.Time
	LiftedByID *ID
}
