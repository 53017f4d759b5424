package models

// Target is the level that a person's role profiles ask for of one competency: the highest of them.
type Target struct {
	Level int
	Core  bool // in one of the profiles
	UpTo  int  // the top of the range whose foot is Level; 0 for no range
}

// Beyond tells whether what is held is past the top of the range. That is no fault.
func (t Target) Beyond(h Held) bool { return t.UpTo > 0 && h.Assessed && h.Level > t.UpTo }

// Targets merges the requirements of the role profiles that a person's current posts name: of several feet the highest, and the
// highest top that is above it.
func Targets(requirements []Requirement) map[ID]Target {
	targets := make(map[ID]Target, len(requirements))
	for _, r := range requirements {
		t := targets[r.CompetencyID]
		t = Target{Level: max(t.Level, r.Level), Core: t.Core || r.Core, UpTo: t.UpTo}
		if r.UpTo != nil {
			t.UpTo = max(t.UpTo, *r.UpTo)
		}
		if t.UpTo <= t.Level {
			t.UpTo = 0
		}
		targets[r.CompetencyID] = t
	}
	return targets
}

// Held is as much of a skill as counting needs: the zero Held is never assessed.
type Held struct {
	Assessed, Confirmed bool
	Level               int
	Use                 Use
	On                  Date // when it was assessed, where that is read
}

// Met tells whether something is asked for and what is held is at target. Never assessed is no data, not below.
func (t Target) Met(h Held) bool { return t.Level > 0 && h.Assessed && h.Level >= t.Level }

// Unused tells whether what is held is at target and was not used in three months, as the person said.
func (t Target) Unused(h Held) bool { return t.Met(h) && h.Use == NotAtAll }

// Quadrant is where somebody stands who is asked for something: by whether they have what is asked for, and whether they
// used it in the last three months. The empty Quadrant is nobody's who is not assessed, or was not asked how often they use it.
type Quadrant string

// The four quadrants, each with what follows from it.
const (
	HasAndUses       Quadrant = "has_uses"      // nothing: keep it so
	HasAndDoesNotUse Quadrant = "has_unused"    // give them work that needs it
	LacksAndNeeds    Quadrant = "lacks_needs"   // below what is asked for, and the work called for it: train them
	LacksNoNeed      Quadrant = "lacks_no_need" // below what is asked for, and the work did not call for it: leave it, or look at the role
)

// Quadrants lists the four.
func Quadrants() []Quadrant {
	return []Quadrant{HasAndUses, HasAndDoesNotUse, LacksAndNeeds, LacksNoNeed}
}

// Quadrant is where that puts what is held.
func (t Target) Quadrant(h Held) Quadrant {
	switch {
	case !h.Assessed || !h.Use.Known():
		return ""
	case t.Met(h) && h.Use.Used():
		return HasAndUses
	case t.Met(h):
		return HasAndDoesNotUse
	case h.Use.Used():
		return LacksAndNeeds
	}
	return LacksNoNeed
}

// OrganisationTally is the tally of an organisation's current posts in one competency: each post whose role profile asks for it
// counts once, against what that profile asks.
type OrganisationTally struct {
	OrganisationID ID
	CompetencyID   ID
	FullTally
}

// RoleTally is the same of those posts that name one role profile. It is kept in the transaction that changes it.
type RoleTally struct {
	OrganisationID ID `gorm:"primaryKey"`
	RoleProfileID  ID `gorm:"primaryKey"`
	CompetencyID   ID `gorm:"primaryKey"`
	FullTally
}

// PastTally is a role tally as it stood on the last day of a month. It is counted once and never changed.
type PastTally struct {
	Day Date `gorm:"primaryKey"`
	RoleTally
}

// TallyStamp rises whenever a tally of the competency changes in an organisation of its shard. The sum over the shards tells
// whether what was made of the tallies still holds.
type TallyStamp struct {
	CompetencyID ID  `gorm:"primaryKey"`
	Shard        int `gorm:"primaryKey;autoIncrement:false"`
	Version      int64
}

// SummaryDay is the day for which a kept summary stands. What changes by the calendar moves it on.
type SummaryDay struct {
	Name string `gorm:"primaryKey"`
	Day  Date
}
