package models

import "time"

// AssessmentKind tells who judged.
type AssessmentKind string

// The kinds of assessment. Self and manager say what is held; the others stand beside it as suggestions.
const (
	BySelf    AssessmentKind = "self"
	ByManager AssessmentKind = "manager"
	ByTrainer AssessmentKind = "trainer"
	ByPeer    AssessmentKind = "peer"
	ByCourse  AssessmentKind = "course"
)

// Use is how often a skill was used in the last three months.
type Use string

// The answers to how often a skill was used, rising. The empty Use was not asked.
const (
	NotAtAll     Use = "not_at_all"
	OnceOrTwice  Use = "once_or_twice"
	SeveralTimes Use = "several_times"
	MostWeeks    Use = "most_weeks"
)

// Uses lists the answers in rising order.
func Uses() []Use { return []Use{NotAtAll, OnceOrTwice, SeveralTimes, MostWeeks} }

// Known tells whether the answer is one of the four.
func (u Use) Known() bool {
	return u == NotAtAll || u == OnceOrTwice || u == SeveralTimes || u == MostWeeks
}

// Used tells whether the skill was used at all in the last three months.
func (u Use) Used() bool { return u.Known() && u != NotAtAll }

// Chance is whether there was anything to use a skill on.
type Chance string

// The chances, rising. They are asked of those who are at target and did not use the skill; the empty Chance was not asked.
const (
	NoChance     Chance = "none"
	SomeChance   Chance = "some"
	PlentyChance Chance = "plenty"
)

// AsksChance tells whether it is asked what chance there was to use a skill, and what stands in the way: of who is at or above
// what is asked for, beyond "not yet", and did not use it.
func AsksChance(level, lowest, required int, use Use) bool {
	return use == NotAtAll && level > lowest && level >= required
}

// Known tells whether the answer is one of the three.
func (c Chance) Known() bool { return c == NoChance || c == SomeChance || c == PlentyChance }

// Chances lists the answers in rising order.
func Chances() []Chance { return []Chance{NoChance, SomeChance, PlentyChance} }

// Assessment is one judgement of one person's competence. It is never changed: a newer one supersedes it.
type Assessment struct {
	ID           ID
	PersonID     ID
	CompetencyID ID
	ByID         ID
	Kind         AssessmentKind
	Level        int
	Use          Use
	Chance       Chance
	Barrier      Barrier
	Example      string
	// StillRight tells that the level was confirmed at a glance, and not weighed anew.
	StillRight bool
	// CarriedFromID is the assessment of an earlier version of the framework that this one repeats, with its level, its kind
	// and its time.
	CarriedFromID *ID
	RoundID       *ID
	AssessedAt    time.Time
}

// Confirmation is a manager's answer to one assessment: agrees, or differs with a comment and an assessment of their own.
type Confirmation struct {
	ID           ID
	AssessmentID ID
	ByID         ID
	Agrees       bool
	Comment      string
	OwnID        *ID // the manager's assessment, when they differ
	CreatedAt    time.Time
}

// Round is a time in which everybody is asked to assess themselves.
type Round struct {
	ID       ID
	Slug     string
	Name     string
	Opens    Date
	Closes   Date
	Says     string // what it is for, to those who are asked
	Revision int    `gorm:"default:1"` // rises with each change
}

// OpenOn tells whether the round takes answers on that day.
func (r Round) OpenOn(day Date) bool { return day.Within(r.Opens, r.Closes) }

// Answer is what a person has answered in a round and not yet sent. Sending turns it into an assessment.
type Answer struct {
	PersonID     ID `gorm:"primaryKey"`
	RoundID      ID `gorm:"primaryKey"`
	CompetencyID ID `gorm:"primaryKey"`
	Level        int
	Use          Use
	Chance       Chance
	Barrier      Barrier
	Example      string
	StillRight   bool
	SavedAt      time.Time
}

// Reply says that a person has begun to answer a round, and when they sent it.
type Reply struct {
	PersonID ID `gorm:"primaryKey"`
	RoundID  ID `gorm:"primaryKey"`
	BegunAt  time.Time
	SentAt   *time.Time
}

// Skill is where a person stands in a competency now. It is derived from their assessments and confirmations, and kept
// in the transaction that changes them.
type Skill struct {
	PersonID     ID  `gorm:"primaryKey"`
	CompetencyID ID  `gorm:"primaryKey"`
	Level        int // held: of the newest assessment of kind self or manager
	AssessmentID *ID // that assessment; none while there are only suggestions
	Confirmed    bool
	Use          Use // the newest answer to how often it was used
	AssessedAt   *time.Time
	// Suggested is the highest level among newer assessments by trainer, peer or course; nil when there is none.
	Suggested *int
}

// Assessed tells whether the person or their manager has said where they stand.
func (s Skill) Assessed() bool { return s.AssessmentID != nil }

// SkillOf derives a person's standing in one competency from all its assessments, oldest first, and the confirmations
// of them by assessment.
func SkillOf(assessments []Assessment, confirmations map[ID]Confirmation) Skill {
	var skill Skill
	for _, a := range assessments {
		skill.PersonID, skill.CompetencyID = a.PersonID, a.CompetencyID
		switch a.Kind {
		case BySelf, ByManager:
			skill.Level, skill.AssessmentID, skill.AssessedAt = a.Level, &a.ID, &a.AssessedAt
			skill.Confirmed = a.Kind == ByManager || confirmations[a.ID].Agrees
			skill.Suggested = nil
		case ByTrainer, ByPeer, ByCourse:
			skill.suggest(a.Level)
		}
		if a.Use.Known() {
			skill.Use = a.Use
		}
	}
	return skill
}

func (s *Skill) suggest(level int) {
	if s.Suggested == nil || *s.Suggested < level {
		s.Suggested = &level
	}
}

// Gap is how many levels are missing: required minus held, never below 0.
func Gap(required, held int) int { return max(required-held, 0) }
