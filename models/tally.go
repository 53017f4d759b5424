package models

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
