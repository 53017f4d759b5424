package skills

import (
	"slices"
	"strconv"
	"strings"

	"trellis/models"
)

// ColumnGroup is a run of columns of one domain.
type ColumnGroup struct {
	Domain
	Span int
}

// Groups are the domains over the columns.
func (p TeamPage) Groups() []ColumnGroup {
	var groups []ColumnGroup
	for _, c := range p.Columns {
		if last := len(groups) - 1; last >= 0 && groups[last].ID == c.Domain.ID {
			groups[last].Span++
			continue
		}
		groups = append(groups, ColumnGroup{c.Domain, 1})
	}
	return groups
}

// Assessed tells whether anybody has been assessed in what is shown.
func (p TeamPage) Assessed() bool { return p.Tally.Assessed > 0 }

// Gaps are the columns where somebody is below target, the widest first.
func (p TeamPage) Gaps() []Column {
	gaps := filter(p.Columns, func(c Column) bool { return c.Tally.Below() > 0 })
	slices.SortStableFunc(gaps, byGap)
	return gaps
}

// Strength is the column where most people are at target, and at least half of those assessed; nil when nothing stands
// out.
func (p TeamPage) Strength() *Column {
	var best *Column
	for i := range p.Columns {
		c := &p.Columns[i]
		if c.Tally.AtTarget > 0 && c.Tally.AtTarget*2 >= c.Tally.Assessed && (best == nil || c.Tally.Stronger(best.Tally)) {
			best = c
		}
	}
	return best
}

// Leaning are the columns where the team leans on one person.
func (p TeamPage) Leaning() []Column {
	return filter(p.Columns, func(c Column) bool { return c.Only != "" })
}

// Unused are the columns that most people at target do not use, the most first; five at most.
func (p TeamPage) Unused() []Column {
	unused := filter(p.Columns, func(c Column) bool { return c.Tally.Unused() > 0 })
	slices.SortStableFunc(unused, func(a, b Column) int { return b.Tally.Unused() - a.Tally.Unused() })
	return unused[:min(len(unused), 5)]
}

// Table is the picture as rows of a file: a person and a skill a row, with a head.
func (p TeamPage) Table() [][]string {
	rows := [][]string{{"person", "job title", "role", "area", "skill", "level", "level name", "target", "target name", "at target", "confirmed", "used in last 3 months", "assessed", "assessed in", "due again"}}
	for _, r := range p.Rows {
		for j, cell := range r.Cells {
			if cell.Required == 0 && !cell.Assessed {
				continue
			}
			c := p.Columns[j]
			row := []string{r.Name, r.Title, strings.Join(r.RoleNames(), "; "), c.Domain.Name, c.Name, "", "", "", "", "", "", string(cell.Use), yes(cell.Assessed), cell.Month, ""}
			if cell.Assessed {
				row[5], row[6], row[10] = strconv.Itoa(cell.Held), c.Scale.Label(cell.Held), yes(cell.Confirmed)
				row[14] = yes(cell.Due)
			}
			if cell.Required > 0 {
				row[7], row[8] = strconv.Itoa(cell.Required), c.Scale.Label(cell.Required)
			}
			if cell.Required > 0 && cell.Assessed {
				row[9] = yes(cell.AtTarget())
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// Table is the page as rows of a file, with a head.
func (p MinePage) Table() [][]string {
	rows := [][]string{{"area", "skill", "level", "level name", "target", "target name", "at target", "confirmed", "used in last 3 months", "assessed on", "suggested level", "stands until", "due again"}}
	for _, a := range p.Areas {
		for _, k := range a.Skills {
			row := []string{a.Name, k.Name, "", k.HeldLabel(), "", k.RequiredLabel(), "", "", string(k.Use), "", k.SuggestedLabel(), "", ""}
			if k.Assessed {
				row[2], row[7], row[9] = strconv.Itoa(k.Held), yes(k.Confirmed), string(models.DateOf(k.AssessedAt))
			}
			if k.Age.Until != "" {
				row[11], row[12] = string(k.Age.Until), yes(k.Age.Due)
			}
			if k.Required > 0 {
				row[4] = strconv.Itoa(k.Required)
			}
			if k.Required > 0 && k.Assessed {
				row[6] = yes(k.AtTarget())
			}
			rows = append(rows, row)
		}
	}
	return rows
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}
