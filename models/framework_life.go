package models

import (
	"slices"
	"time"
)

// FrameworkComment is what an editor says of a draft, or of one competency in it.
type FrameworkComment struct {
	ID                 ID
	FrameworkVersionID ID
	CompetencyCode     string // empty for the whole draft. A code, because the competency may go before the comment does
	AnswersID          *ID    // the comment that this one answers
	ByID               ID
	Says               string
	MadeAt             time.Time
	SettledAt          *time.Time
	SettledByID        *ID
}

// Verdict is what a reviewer says of a draft.
type Verdict string

// The verdicts. The empty one is not given yet.
const (
	SignedOff     Verdict = "signed_off"
	ChangesWanted Verdict = "changes_wanted"
)

// FrameworkReview asks somebody to look at a draft, and is what they said. It holds for the revision that it names.
type FrameworkReview struct {
	ID                 ID
	FrameworkVersionID ID
	ReviewerID         ID
	AskedByID          ID
	AskedAt            time.Time
	Revision           int // of the draft as it was asked, or answered
	Verdict            Verdict
	Says               string
	AnsweredAt         *time.Time
}

// Waits tells that the reviewer has never answered. Who is asked anew keeps what they said.
func (r FrameworkReview) Waits() bool { return r.Verdict == "" && r.Says == "" }

// SuccessionKind is what became of a competency.
type SuccessionKind string

// The kinds of succession. A competency without one, whose code is gone, was retired.
const (
	Unchanged SuccessionKind = "unchanged"
	Reworded  SuccessionKind = "reworded"
	Merged    SuccessionKind = "merged" // several became one
	Split     SuccessionKind = "split"  // one became several
)

// Succession says what became of a competency in a later version of its framework. A competency with the same code and the
// same words needs none: it is unchanged.
type Succession struct {
	FromID ID `gorm:"primaryKey"`
	ToID   ID `gorm:"primaryKey"`
	Kind   SuccessionKind
	// Carries tells that an assessment of the one is an assessment of the other.
	Carries bool
	Note    string
	ByID    ID
	SaidAt  time.Time
}

// VersionMoveState is how far a move is.
type VersionMoveState string

// The states of a move.
const (
	VersionMoving VersionMoveState = "moving"
	VersionMoved  VersionMoveState = "done"
)

// VersionMove takes people, by the role profiles of their posts, from one version of a framework to another.
type VersionMove struct {
	ID            ID
	FromVersionID ID
	ToVersionID   ID
	State         VersionMoveState
	Posts         int    // how many the preview named
	Moved         int    // how many are moved
	Carried       int    // assessments carried over
	Plan          string // the role profile that follows each one: a pair of ids a line
	ByID          ID
	BegunAt       time.Time
	EndedAt       *time.Time
}

// Strength is how well two competencies of different frameworks match.
type Strength string

// The strengths, seen from the first of the two.
const (
	ExactMatch    Strength = "exact"
	CloseMatch    Strength = "close"
	BroaderMatch  Strength = "broader"  // the second is broader
	NarrowerMatch Strength = "narrower" // the second is narrower
	RelatedMatch  Strength = "related"
)

// Strengths lists them, the strongest first.
func Strengths() []Strength {
	return []Strength{ExactMatch, CloseMatch, BroaderMatch, NarrowerMatch, RelatedMatch}
}

// Turned is the strength as it is seen from the second of the two.
func (s Strength) Turned() Strength {
	switch s {
	case BroaderMatch:
		return NarrowerMatch
	case NarrowerMatch:
		return BroaderMatch
	default:
		return s
	}
}

// Rank is where the strength stands among them, 0 for the strongest.
func (s Strength) Rank() int { return slices.Index(Strengths(), s) }

// Crosswalk says how competencies of two frameworks compare. An assessment of the one informs the other as inferred, and is none.
type Crosswalk struct {
	ID       ID
	FromID   ID
	ToID     ID
	Strength Strength
	Note     string
	ByID     *ID // nil: a file said so
	SaidAt   time.Time
}

// Edition is another text whenever somebody says something else of the two.
func (c Crosswalk) Edition() string { return c.SaidAt.UTC().Format(time.RFC3339Nano) }

// WorkedExample shows what a level of a competency looks like in real work, so that people mean the same by it. It is no part
// of the version: examples come with use.
type WorkedExample struct {
	ID           ID
	CompetencyID ID
	Level        int
	Says         string
	ByID         ID
	AddedAt      time.Time
	WithdrawnAt  *time.Time
}
