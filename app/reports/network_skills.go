package reports

import (
	"context"
	"slices"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/disclosure"
)

// FindSkills says which part of the network's skills is asked for. What is empty asks for all of it.
type FindSkills struct {
	System string // code of a system or a cluster, or AcrossSystems: what belongs to it one by one
	Area   string // code of a domain
	Role   string // code of a role profile: only those who have it
	By     string // ByRole: role profiles side by side, not places
	AsAt   string // a month such as 2026-10, at whose end it stood so
}

// AcrossSystems stands for the organisations that belong to several systems, or to none.
const AcrossSystems = "across"

// ByRole asks for role profiles side by side.
const ByRole = "role"

// NetworkSkills is how organisations stand in what is asked of their people. Small numbers are protected.
type NetworkSkills struct {
	Find    FindSkills
	Systems []Choice // that the actor may look into
	Areas   []Choice // of the framework
	Roles   []Choice // role profiles that ask for anything
	Months  []models.Date
	Columns []SkillsColumn
	Skills  []SkillsArea
	Heading string
	Day     models.Date
	// Offices tells that organisations are shown one by one, where no figures of single roles are told.
	Offices bool
}

// Choice is one value of a filter.
type Choice struct{ Code, Name string }

// SkillsColumn is a group of people that the picture shows.
type SkillsColumn struct {
	Code, Name string
	Into       string // the System to look into; empty where there is nothing more to see
	Covers     string // in a table: what its figures are about
	place      int
	role       string
}

// covers says in a table what the figures of the column are about.
func (c SkillsColumn) covers(st *standing) string {
	switch p := st.places[c.place]; {
	case c.role != "":
		return "role"
	case p.level == office:
		return "organisation"
	case p.level == cluster:
		return "cluster"
	case p.level == whole:
		return "network"
	case !p.ID.Known():
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
	Code, Name, Slug string
	Cells            []SkillsCell
	Whole            SkillsCell
}

// ThinBelow is the coverage, in percent, under which a share stands on too few answers to be coloured.
const ThinBelow = 50

// SkillsCell is how one group stands. Where no role asks, nothing is hidden and nobody is missing.
type SkillsCell struct {
	disclosure.Shown
	NotAsked bool
	Coverage disclosure.Shown // assessed, of those asked
	Age      int              // mean months since the assessments
	Aged     bool             // whether the age is told
}

// Thin tells whether too few of those who are asked have answered.
func (c SkillsCell) Thin() bool {
	switch c.Coverage.Kind {
	case disclosure.Exact:
		return c.Coverage.Percent() < ThinBelow
	case disclosure.Few, disclosure.UnderHalf:
		return true
	case disclosure.NoData, disclosure.Hidden, disclosure.HalfOrMore, disclosure.NearlyAll:
	}
	return false
}

// NetworkSkills shows the share at or above what roles ask, by organisation and competency. Who leads a system sees it with
// its organisations, beside the whole network; who leads an organisation sees that one. It answers models.ErrNotFound for a
// system that the actor may not look into, and for a month of which nothing is kept.
func (s *Service) NetworkSkills(ctx context.Context, actor models.Actor, find FindSkills) (NetworkSkills, error) {
	page, _, err := s.lookAt(ctx, actor, find)
	return page, err
}

// lookAt finds the standing that is asked for, and what of it the actor may see.
func (s *Service) lookAt(ctx context.Context, actor models.Actor, find FindSkills) (NetworkSkills, *standing, error) {
	page := NetworkSkills{Find: find}
	st, err := s.standingAt(ctx, &page)
	if err != nil {
		return page, nil, err
	}
	page.Day, page.Roles = st.stamp.Day, st.named
	reach := policy.Scope(actor, policy.SeeNetwork)
	if page.Columns, page.Systems, err = st.columns(reach, &page.Find); err != nil {
		return page, nil, err
	}
	if find.Role != "" && !slices.ContainsFunc(st.named, func(c Choice) bool { return c.Code == find.Role }) {
		return page, nil, models.ErrNotFound
	}
	page.byRole(st)
	if len(page.Columns) > 0 {
		page.fill(st)
	}
	page.Heading = page.says()
	return page, st, nil
}

// standingAt is the standing of the month that is asked for, or of now.
func (s *Service) standingAt(ctx context.Context, page *NetworkSkills) (*standing, error) {
	var err error
	if page.Months, err = s.Store.PastDays(ctx); err != nil || page.Find.AsAt == "" {
		if err != nil {
			return nil, err
		}
		return s.standing(ctx)
	}
	for _, day := range page.Months {
		if string(day)[:7] == page.Find.AsAt {
			return s.pastStanding(ctx, day)
		}
	}
	return nil, models.ErrNotFound
}

// columns are the groups that the reach and the search leave, and the places that can be looked into. Where there is
// nothing but one, that one is looked into.
func (st *standing) columns(reach policy.Reach, find *FindSkills) (columns []SkillsColumn, _ []Choice, err error) {
	top, seen, into, chosen := st.sight(reach, find.System)
	led := st.led(reach, seen)
	if find.System == "" && len(top) == 1 && len(led) == 0 {
		chosen, find.System = top[0], st.places[top[0]].code()
	}
	switch {
	case chosen >= 0:
		return st.within(chosen), into, nil
	case find.System != "":
		return nil, nil, models.ErrNotFound
	}
	for _, i := range top {
		columns = append(columns, st.column(i))
	}
	return append(columns, led...), into, nil
}

// sight are the places that the reach sees, those of them that lie in no other, and the one that is searched for; -1 for none.
func (st *standing) sight(reach policy.Reach, code string) (top []int, seen []bool, into []Choice, chosen int) {
	chosen, seen = -1, make([]bool, len(st.places))
	for i, p := range st.places {
		if i == 0 || p.level == office {
			continue
		}
		above := p.parent > 0 && seen[p.parent]
		if seen[i] = reach.All || above || p.ID.Known() && slices.Contains(reach.Organisations, p.ID); !seen[i] {
			continue
		}
		into = append(into, Choice{p.code(), st.name(p)})
		if !above {
			top = append(top, i)
		}
		if p.code() == code {
			chosen = i
		}
	}
	return top, seen, into, chosen
}

// led are the organisations that the reach names one by one, and that are in nothing that is seen as a whole.
func (st *standing) led(reach policy.Reach, seen []bool) (columns []SkillsColumn) {
	if reach.All {
		return nil
	}
	for i, p := range st.places {
		if p.level == office && slices.Contains(reach.Organisations, p.ID) && !seen[p.parent] {
			columns = append(columns, st.column(i))
		}
	}
	return columns
}

// within is a place, and each that belongs to it.
func (st *standing) within(i int) []SkillsColumn {
	all := st.column(i)
	all.Into, all.Name = "", "All of "+all.Name
	if !st.places[i].ID.Known() {
		all.Name = "All of these"
	}
	columns := []SkillsColumn{all}
	for _, part := range st.places[i].parts {
		columns = append(columns, st.column(part))
	}
	return columns
}

func (st *standing) column(i int) SkillsColumn {
	p := st.places[i]
	c := SkillsColumn{Code: p.code(), Name: st.name(p), place: i}
	if p.level != office {
		c.Into = p.code()
	}
	return c
}

// byRole puts role profiles side by side, of the place that is looked into or of everybody, or leaves one of them in each
// column. Of single organisations nothing is told by role.
func (p *NetworkSkills) byRole(st *standing) {
	if p.Find.By == ByRole && len(p.Columns) > 0 {
		at := 0
		if p.Find.System != "" {
			at = p.Columns[0].place
		}
		p.Columns = []SkillsColumn{{Name: "All roles", place: at, Code: st.places[at].Code}}
		for _, role := range st.named {
			if p.Find.Role == "" || p.Find.Role == role.Code {
				p.Columns = append(p.Columns, SkillsColumn{Code: role.Code, Name: role.Name, place: at, role: role.Code})
			}
		}
		return
	}
	var left []SkillsColumn
	for _, c := range p.Columns {
		if st.places[c.place].level == office {
			p.Offices = true
			if p.Find.Role != "" {
				continue
			}
		}
		c.role = p.Find.Role
		left = append(left, c)
	}
	p.Columns = left
}

// fill reads the figures of the columns, area by area.
func (p *NetworkSkills) fill(st *standing) {
	for i := range p.Columns {
		p.Columns[i].Covers = p.Columns[i].covers(st)
	}
	for _, pic := range st.asked() {
		if last := len(p.Areas) - 1; last < 0 || p.Areas[last].Code != pic.DomainCode {
			p.Areas = append(p.Areas, Choice{pic.DomainCode, pic.DomainName})
		}
		if p.Find.Area != "" && p.Find.Area != pic.DomainCode {
			continue
		}
		if last := len(p.Skills) - 1; last < 0 || p.Skills[last].Code != pic.DomainCode {
			p.Skills = append(p.Skills, SkillsArea{Code: pic.DomainCode, Name: pic.DomainName})
		}
		row := SkillsRow{Code: pic.Code, Name: pic.Name, Slug: pic.Slug, Whole: st.cell(pic, SkillsColumn{role: p.Find.Role}), Cells: make([]SkillsCell, len(p.Columns))}
		for i, c := range p.Columns {
			row.Cells[i] = st.cell(pic, c)
		}
		area := &p.Skills[len(p.Skills)-1]
		area.Rows = append(area.Rows, row)
	}
}

// cell is how the group of a column stands.
func (st *standing) cell(pic *picture, c SkillsColumn) SkillsCell {
	f := pic.places[c.place]
	if c.role != "" {
		f = figures{}
		if by := pic.roles[c.role]; by != nil {
			f = by[c.place]
		}
	}
	cell := SkillsCell{Shown: f.share, Coverage: f.coverage, NotAsked: !f.asked}
	if f.month > 0 {
		cell.Age, cell.Aged = max(models.MonthNumber(st.stamp.Day.Time().Add(12*time.Hour))-f.month, 0), true
	}
	if cell.NotAsked {
		cell.Shown, cell.Coverage = disclosure.Shown{Kind: disclosure.NoData}, disclosure.Shown{Kind: disclosure.NoData}
	}
	return cell
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
	if p.Find.System != "" && len(row.Cells) > 0 {
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
