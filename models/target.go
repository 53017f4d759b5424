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

// Tally counts where people stand in one competency, or a person in many. Its base is Assessed: those who are asked and
// have an assessment.
type Tally struct {
	Asked, Assessed, AtTarget, Confirmed int
	// Used are those at target who used the skill in the last three months; UseAsked are those at target who said.
	Used, UseAsked int
}

// Add counts one skill against its target.
func (t *Tally) Add(target Target, h Held) {
	t.Asked++
	if !h.Assessed {
		return
	}
	t.Assessed++
	if h.Confirmed {
		t.Confirmed++
	}
	if !target.Met(h) {
		return
	}
	t.AtTarget++
	if h.Use.Known() {
		t.UseAsked++
	}
	if h.Use.Used() {
		t.Used++
	}
}

// OrganisationTally is the tally of an organisation's current posts in one competency: each post whose role profile asks for it
// counts once, against what that profile asks. It is kept in the transaction that changes it.
type OrganisationTally struct {
	OrganisationID ID `gorm:"primaryKey"`
	CompetencyID   ID `gorm:"primaryKey"`
	Tally
	// Version rises with every change, so that what was made of the tallies can tell whether it still holds.
	Version int
}

// SummaryDay is the day for which a kept summary stands. What changes by the calendar moves it on.
type SummaryDay struct {
	Name string `gorm:"primaryKey"`
	Day  Date
}

// Minus is what is left when the other is taken off.
func (t Tally) Minus(other Tally) Tally {
	return Tally{
		Asked: t.Asked - other.Asked, Assessed: t.Assessed - other.Assessed, AtTarget: t.AtTarget - other.AtTarget,
		Confirmed: t.Confirmed - other.Confirmed, Used: t.Used - other.Used, UseAsked: t.UseAsked - other.UseAsked,
	}
}

// Below is how many are assessed and not at target.
func (t Tally) Below() int { return t.Assessed - t.AtTarget }

// LeansOnOne tells whether several are asked and only one is at target.
func (t Tally) LeansOnOne() bool { return t.Asked >= 3 && t.AtTarget == 1 }

// Unused is how many at target said that they did not use the skill.
func (t Tally) Unused() int { return t.UseAsked - t.Used }

// Wider tells whether the gap is wider than the other: more people are below target, or as many of fewer. Nobody
// assessed is no gap.
func (t Tally) Wider(other Tally) bool {
	if (t.Assessed == 0) != (other.Assessed == 0) {
		return other.Assessed == 0
	}
	if t.Below() != other.Below() {
		return t.Below() > other.Below()
	}
	return t.AtTarget < other.AtTarget
}

// Stronger tells whether more people are at target, or as many and fewer below.
func (t Tally) Stronger(other Tally) bool {
	if t.AtTarget != other.AtTarget {
		return t.AtTarget > other.AtTarget
	}
	return t.Assessed > 0 && (other.Assessed == 0 || t.Below() < other.Below())
}
