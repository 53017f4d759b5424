package models

import "time"

// FullTally is a tally with all that is kept of where people stand in one competency. Everything in it can be added up.
type FullTally struct {
	Tally
	// BelowUsed and BelowUseAsked are what Used and UseAsked are, of those who are assessed and below target.
	BelowUsed, BelowUseAsked int
	// Months is the sum of the months in which people were assessed, as MonthNumber tells them: a mean age needs no more.
	Months int
	// How many of those assessed hold each level. A scale begins at 0 or at 1, and has at most six.
	Level0 int `gorm:"column:level_0"`
	Level1 int `gorm:"column:level_1"`
	Level2 int `gorm:"column:level_2"`
	Level3 int `gorm:"column:level_3"`
	Level4 int `gorm:"column:level_4"`
	Level5 int `gorm:"column:level_5"`
	Level6 int `gorm:"column:level_6"`
}

// MostLevel is the highest level that a tally counts.
const MostLevel = MostPoints

// TallyFigure is one of the counts of a tally, with the name of its column.
type TallyFigure struct {
	Column string
	Count  *int
}

// Figures are all counts of the tally.
func (t *FullTally) Figures() []TallyFigure {
	return []TallyFigure{
		{"asked", &t.Asked},
		{"assessed", &t.Assessed},
		{"at_target", &t.AtTarget},
		{"confirmed", &t.Confirmed},
		{"used", &t.Used},
		{"use_asked", &t.UseAsked},
		{"below_used", &t.BelowUsed},
		{"below_use_asked", &t.BelowUseAsked},
		{"months", &t.Months},
		{"level_0", &t.Level0},
		{"level_1", &t.Level1},
		{"level_2", &t.Level2},
		{"level_3", &t.Level3},
		{"level_4", &t.Level4},
		{"level_5", &t.Level5},
		{"level_6", &t.Level6},
	}
}

// TallyColumns are the columns of a tally.
func TallyColumns() []string {
	figures := new(FullTally).Figures()
	names := make([]string, len(figures))
	for i, f := range figures {
		names[i] = f.Column
	}
	return names
}

// MonthNumber counts months, so that the difference of two is how many lie between them. The months of assessments are told
// by Greenwich time, as they are kept.
func MonthNumber(at time.Time) int {
	at = at.UTC()
	return at.Year()*12 + int(at.Month())
}

// Count counts one skill against its target, assessed in that month.
func (t *FullTally) Count(target Target, h Held, month int) {
	t.Add(target, h)
	if !h.Assessed {
		return
	}
	t.Months += month
	if levels := []*int{&t.Level0, &t.Level1, &t.Level2, &t.Level3, &t.Level4, &t.Level5, &t.Level6}; h.Level >= 0 && h.Level <= MostLevel {
		*levels[h.Level]++
	}
	if target.Met(h) {
		return
	}
	if h.Use.Known() {
		t.BelowUseAsked++
	}
	if h.Use.Used() {
		t.BelowUsed++
	}
}

// Plus is what both count together.
func (t FullTally) Plus(other FullTally) FullTally { return t.with(other, 1) }

// Minus is what is left when the other is taken off.
func (t FullTally) Minus(other FullTally) FullTally { return t.with(other, -1) }

func (t FullTally) with(other FullTally, times int) FullTally {
	theirs := other.Figures()
	for i, f := range t.Figures() {
		*f.Count += times * *theirs[i].Count
	}
	return t
}

// Levels are how many hold each level, from 0 to MostLevel.
func (t FullTally) Levels() [MostLevel + 1]int {
	return [...]int{t.Level0, t.Level1, t.Level2, t.Level3, t.Level4, t.Level5, t.Level6}
}

// InQuadrant is how many stand in a quadrant.
func (t FullTally) InQuadrant(q Quadrant) int {
	switch q {
	case HasAndUses:
		return t.Used
	case HasAndDoesNotUse:
		return t.UseAsked - t.Used
	case LacksAndNeeds:
		return t.BelowUsed
	case LacksNoNeed:
		return t.BelowUseAsked - t.BelowUsed
	}
	return 0
}

// MeanAge is how many months lie on average between the assessments and the day, rounded down; 0 for nobody assessed.
func (t FullTally) MeanAge(on Date) int {
	if t.Assessed == 0 {
		return 0
	}
	return max(MonthNumber(on.noon())*t.Assessed-t.Months, 0) / t.Assessed
}
