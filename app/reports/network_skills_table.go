package reports

import (
	"slices"
	"strconv"

	"trellis/models/disclosure"
)

// Table is the picture as a table, a line for each figure. What a line covers tells a system with all its organisations from
// the one that has its code.
func (p NetworkSkills) Table() [][]string {
	rows := [][]string{{
		"area", "skill_code", "skill", "organisation_code", "organisation", "at_target", "base", "share_percent", "shown", "covers",
		"assessed", "asked", "coverage_percent", "coverage_shown", "mean_age_months", "as_at",
	}}
	for _, area := range p.Skills {
		for _, row := range area.Rows {
			line := func(code, name, covers string, cell SkillsCell) {
				rows = append(rows, slices.Concat([]string{area.Name, row.Code, row.Name, code, name}, cell.cells(), []string{covers}, cell.answers(), []string{string(p.Day)}))
			}
			line("", "Whole network", "network", row.Whole)
			for i, c := range p.Columns {
				line(c.Code, c.Name, c.Covers, row.Cells[i])
			}
		}
	}
	return rows
}

// cells are the count, the base, the share and the words; what is not shown of them, to protect people, is [c].
func (c SkillsCell) cells() []string {
	if c.NotAsked {
		return []string{"", "", "", "Not asked"}
	}
	return shownCells(c.Shown)
}

// answers are the same of how many have answered, and how long ago.
func (c SkillsCell) answers() []string {
	age := ""
	if c.Aged {
		age = strconv.Itoa(c.Age)
	}
	if c.NotAsked {
		return []string{"", "", "", "Not asked", ""}
	}
	if c.Coverage.Kind != disclosure.Exact {
		return []string{hiddenCell, hiddenCell, hiddenCell, c.Coverage.String(), age}
	}
	percent := strconv.Itoa(c.Coverage.Percent())
	return []string{strconv.Itoa(c.Base), hiddenCell, percent, "About " + percent + "%", age}
}

func shownCells(s disclosure.Shown) []string {
	switch {
	case s.Kind == disclosure.NoData:
		return []string{"", "0", "", s.String()}
	case s.Kind == disclosure.Exact:
		return []string{strconv.Itoa(s.AtTarget), strconv.Itoa(s.Base), strconv.Itoa(s.Percent()), s.String()}
	case s.Base > 0:
		return []string{hiddenCell, strconv.Itoa(s.Base), hiddenCell, s.String()}
	}
	return []string{hiddenCell, hiddenCell, hiddenCell, s.String()}
}
