package reports

import (
	"context"
	"slices"
	"strconv"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/disclosure"
)

// FindSkills says which part of the network's skills is asked for. What is empty asks for all of it.
type FindSkills struct {
	System string // code of a system, or AcrossSystems: its organisations one by one
	Area   string // code of a domain
}

// AcrossSystems stands for the organisations that belong to several systems, or to none.
const AcrossSystems = "across"

// NetworkSkills is how organisations stand in what is asked of their people. Small numbers are protected.
type NetworkSkills struct {
	Find    FindSkills
	Systems []Choice // that the actor may look into
	Areas   []Choice // of the framework
	Columns []SkillsColumn
	Skills  []SkillsArea
	Heading string
	Day     models.Date
}

// Choice is one value of a filter.
type Choice struct{ Code, Name string }

// SkillsColumn is a group of people that the picture shows.
type SkillsColumn struct {
	Code, Name string
	Into       string // the System to look into; empty where there is nothing more to see
	group      int
	member     int // of the group; -1 is all of it
}

// covers says in a table what the figures of the column are about.
func (c SkillsColumn) covers() string {
	switch {
	case c.member >= 0:
		return "organisation"
	case c.Code == AcrossSystems:
		return "others"
	}
	return "system"
}

// SkillsArea is a domain with its competencies.
type SkillsArea struct {
	Code, Name string
	Rows       []SkillsRow
}

// SkillsRow is how the groups stand in one competency, in the order of the columns, and how everybody does.
type SkillsRow struct {
	Code, Name string
	Cells      []SkillsCell
	Whole      SkillsCell
}

// SkillsCell is how one group stands. Where no role asks, nothing is hidden and nobody is missing.
type SkillsCell struct {
	disclosure.Shown
	NotAsked bool
}

// NetworkSkills shows the share at or above what roles ask, by organisation and competency. Who leads a system sees it with
// its organisations, beside the whole network; who leads an organisation sees that one. It answers models.ErrNotFound for a
// system that the actor may not look into.
func (s *Service) NetworkSkills(ctx context.Context, actor models.Actor, find FindSkills) (NetworkSkills, error) {
	st, err := s.standing(ctx)
	if err != nil {
		return NetworkSkills{}, err
	}
	page := NetworkSkills{Find: find, Day: st.stamp.Day}
	if page.Columns, page.Systems, err = st.columns(policy.Scope(actor, policy.SeeNetwork), &page.Find); err != nil {
		return page, err
	}
	if len(page.Columns) > 0 {
		page.fill(st)
	}
	page.Heading = page.says()
	return page, nil
}

// columns are the groups that the reach and the search leave, and the systems that can be looked into. Where there is
// nothing but one system, that one is looked into.
func (st *standing) columns(reach policy.Reach, find *FindSkills) (columns []SkillsColumn, into []Choice, err error) {
	chosen := -1
	var seen []int
	for i, g := range st.groups {
		if reach.All || slices.Contains(reach.Organisations, g.ID) && g.ID.Known() {
			seen = append(seen, i)
			into = append(into, Choice{g.code(), st.name(g)})
			if g.code() == find.System {
				chosen = i
			}
		}
	}
	led := st.led(reach)
	if find.System == "" && len(seen) == 1 && len(led) == 0 {
		chosen, find.System = seen[0], st.groups[seen[0]].code()
	}
	switch {
	case chosen >= 0:
		return st.within(chosen), into, nil
	case find.System != "":
		return nil, nil, models.ErrNotFound
	}
	for _, i := range seen {
		columns = append(columns, st.column(i, -1))
	}
	return append(columns, led...), into, nil
}

// led are the organisations that the reach names one by one, and that are no systems.
func (st *standing) led(reach policy.Reach) (columns []SkillsColumn) {
	if reach.All {
		return nil
	}
	for i, g := range st.groups {
		for j, o := range g.members {
			if o.ID != g.ID && slices.Contains(reach.Organisations, o.ID) && !slices.Contains(reach.Organisations, g.ID) {
				columns = append(columns, st.column(i, j))
			}
		}
	}
	return columns
}

// within is a system, and each organisation that belongs to it.
func (st *standing) within(i int) []SkillsColumn {
	whole := st.column(i, -1)
	whole.Into, whole.Name = "", "All of "+whole.Name
	if !st.groups[i].ID.Known() {
		whole.Name = "All of these"
	}
	columns := []SkillsColumn{whole}
	for j := range st.groups[i].members {
		columns = append(columns, st.column(i, j))
	}
	return columns
}

func (st *standing) column(i, j int) SkillsColumn {
	g := st.groups[i]
	if j < 0 {
		return SkillsColumn{Code: g.code(), Name: st.name(g), Into: g.code(), group: i, member: j}
	}
	return SkillsColumn{Code: g.members[j].Code, Name: g.members[j].ShortName, group: i, member: j}
}

func (g group) code() string {
	if !g.ID.Known() {
		return AcrossSystems
	}
	return g.Code
}

// name is what the group is called.
func (st *standing) name(g group) string {
	if !g.ID.Known() {
		return st.others
	}
	return g.ShortName
}

// fill reads the figures of the columns, area by area.
func (p *NetworkSkills) fill(st *standing) {
	for _, skill := range st.skills {
		if last := len(p.Areas) - 1; last < 0 || p.Areas[last].Code != skill.DomainCode {
			p.Areas = append(p.Areas, Choice{skill.DomainCode, skill.DomainName})
		}
		if p.Find.Area != "" && p.Find.Area != skill.DomainCode {
			continue
		}
		if last := len(p.Skills) - 1; last < 0 || p.Skills[last].Code != skill.DomainCode {
			p.Skills = append(p.Skills, SkillsArea{Code: skill.DomainCode, Name: skill.DomainName})
		}
		row := SkillsRow{Code: skill.Code, Name: skill.Name, Whole: SkillsCell{Shown: skill.Shown}}
		for _, c := range p.Columns {
			row.Cells = append(row.Cells, skill.cell(st, c))
		}
		area := &p.Skills[len(p.Skills)-1]
		area.Rows = append(area.Rows, row)
	}
}

func (s skillStanding) cell(st *standing, c SkillsColumn) SkillsCell {
	members, shown := st.groups[c.group].members, s.Parts[c.group].Shown
	if c.member >= 0 {
		members, shown = members[c.member:c.member+1], s.Parts[c.group].Parts[c.member].Shown
	}
	return SkillsCell{Shown: shown, NotAsked: !s.asks(members)}
}

// says names what is furthest from what roles ask, and what is nearest, as far as the figures on show tell: those of the
// system that is looked into, or those of everybody.
func (p NetworkSkills) says() string {
	var lowest, highest *SkillsRow
	least, most := 101, -1
	for _, area := range p.Skills {
		for i := range area.Rows {
			row := &area.Rows[i]
			percent, told := p.figure(row)
			if told && percent < least {
				lowest, least = row, percent
			}
			if told && percent > most {
				highest, most = row, percent
			}
		}
	}
	if least >= most {
		return "People at the level that their role asks"
	}
	return lowest.Name + " is the widest gap. " + highest.Name + " is the strength"
}

// figure is the share that says most about a competency, where one is told: few is as good as none, nearly all as good as all.
func (p NetworkSkills) figure(row *SkillsRow) (percent int, told bool) {
	shown := row.Whole.Shown
	if p.Find.System != "" {
		shown = row.Cells[0].Shown
	}
	switch shown.Kind {
	case disclosure.Exact:
		return shown.Percent(), true
	case disclosure.Few:
		return 0, true
	case disclosure.NearlyAll:
		return 100, true
	default:
		return 0, false
	}
}

// Table is the picture as a table, a line for each figure. What a line covers tells a system with all its organisations from
// the one that has its code.
func (p NetworkSkills) Table() [][]string {
	rows := [][]string{{"area", "skill_code", "skill", "organisation_code", "organisation", "at_target", "base", "share_percent", "shown", "covers"}}
	for _, area := range p.Skills {
		for _, row := range area.Rows {
			line := func(code, name, covers string, cell SkillsCell) {
				rows = append(rows, slices.Concat([]string{area.Name, row.Code, row.Name, code, name}, cell.cells(), []string{covers}))
			}
			line("", "Whole network", "network", row.Whole)
			for i, c := range p.Columns {
				line(c.Code, c.Name, c.covers(), row.Cells[i])
			}
		}
	}
	return rows
}

// cells are the count, the base, the share and the words; what is not shown of them, to protect people, is [c].
func (c SkillsCell) cells() []string {
	words := c.String()
	if c.NotAsked {
		words = "Not asked"
	}
	switch {
	case c.Kind == disclosure.NoData:
		return []string{"", "0", "", words}
	case c.Kind == disclosure.Exact:
		return []string{strconv.Itoa(c.AtTarget), strconv.Itoa(c.Base), strconv.Itoa(c.Percent()), words}
	case c.Base > 0:
		return []string{hiddenCell, strconv.Itoa(c.Base), hiddenCell, words}
	}
	return []string{hiddenCell, hiddenCell, hiddenCell, words}
}
