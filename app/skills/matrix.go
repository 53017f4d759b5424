package skills

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// TeamFilter narrows and orders the picture of a team. It stands in the address.
type TeamFilter struct {
	Role   string      // code of a role profile
	Area   string      // code of a domain
	Order  string      // of competencies: GapsFirst, or the strengths first
	Areas  string      // AllSkills, or core skills alone
	Of     models.ID   // a manager or a team whose people are meant; empty is everybody in sight
	People PeopleOrder // the order of people
	Below  string      // OnlyBelow, or everybody
}

// The values of a filter that are not the usual ones.
const (
	GapsFirst = "gaps"
	AllSkills = "all"
	OnlyBelow = "yes"
)

// PeopleOrder is an order of people.
type PeopleOrder = store.TeamOrderBy

// The orders of people that are not by name.
const (
	ByGaps         = store.PeopleByGaps
	ByOrganisation = store.PeopleByOrganisation
)

// known is the filter without what it has no word for.
func (f TeamFilter) known() TeamFilter {
	if f.Order != GapsFirst {
		f.Order = ""
	}
	if f.Areas != AllSkills {
		f.Areas = ""
	}
	if f.People != ByGaps && f.People != ByOrganisation {
		f.People = store.PeopleByName
	}
	if f.Below != OnlyBelow {
		f.Below = ""
	}
	return f
}

func (f TeamFilter) order() store.TeamOrder {
	return store.TeamOrder{Role: f.Role, Area: f.Area, Core: f.Areas != AllSkills, Below: f.Below == OnlyBelow, By: f.People}
}

// TeamPage is the picture of a team: people by competencies.
type TeamPage struct {
	Filter   TeamFilter
	Roles    []Choice
	Areas    []Choice
	Size     int // people of the team, filters aside
	Columns  []Column
	Rows     []Row
	Tally    models.Tally // of everything shown
	Round    *models.Round
	Sent     int  // people who have sent the round, filters aside
	Waiting  int  // assessments to confirm
	Confirms bool // whether the actor answers any
	Whose    TeamGroups
}

// Due is how many of the assessments shown are to be looked at again.
func (p TeamPage) Due() int {
	due := 0
	for _, r := range p.Rows {
		due += len(filter(r.Cells, func(c Cell) bool { return c.Due }))
	}
	return due
}

// Column is one competency of the picture, counted over the people shown.
type Column struct {
	CompetencyID models.ID
	Slug, Name   string
	Code         string
	Domain       Domain
	Scale        Scale
	HoldsMonths  int // how long an assessment stands
	Tally        models.Tally
	Only         string         // who alone is at target, where the team leans on one
	Course       *CourseToBuild // the soonest that builds it; nil for none
}

// Row is one person of the picture, with a cell for each column.
type Row struct {
	Member
	Cells []Cell
}

// Cell is where a person stands in a competency against what their role asks; Required is 0 where it asks nothing.
type Cell struct {
	Required, Held      int
	Assessed, Confirmed bool
	Use                 models.Use
	Month               string // of the assessment, as 2026-11
	Due                 bool   // it is looked at again
}

// cellOf is where somebody stands, where an assessment of the day or later is not due again.
func cellOf(target models.Target, held models.Held, stands models.Date) Cell {
	c := Cell{Required: target.Level, Held: held.Level, Assessed: held.Assessed, Confirmed: held.Confirmed, Use: held.Use}
	if held.Assessed && held.On != "" {
		c.Month, c.Due = string(held.On)[:7], held.On < stands
	}
	return c
}

// AtTarget tells whether the role asks for it and the person has it.
func (c Cell) AtTarget() bool { return models.Target{Level: c.Required}.Met(c.held()) }

// Unused tells whether the person is at target and said that they did not use it.
func (c Cell) Unused() bool { return models.Target{Level: c.Required}.Unused(c.held()) }

func (c Cell) held() models.Held {
	return models.Held{Assessed: c.Assessed, Confirmed: c.Confirmed, Level: c.Held, Use: c.Use}
}

// Team shows the actor where their people stand, in a constant number of queries. The database leaves out whom and what the
// filter leaves out, and puts people in their order. The order of competencies comes of the same counts as the figures over
// them, once these are made: a second reading of all cells for it would take as long as the first.
func (s *Service) Team(ctx context.Context, actor models.Actor, f TeamFilter) (TeamPage, error) {
	f = f.known()
	page := TeamPage{Filter: f, Confirms: policy.May(actor, policy.ConfirmSkill)}
	t, err := s.teamBy(ctx, actor, f.Of, f.order())
	if err != nil {
		return page, err
	}
	page.Whose = t.groups
	if err := s.status(ctx, t, &page); err != nil {
		return page, err
	}
	ids := t.asked(f.Areas != AllSkills)
	framework, err := frameworkOf(ctx, s.Store.Reads, ids)
	if err != nil {
		return page, err
	}
	settings, err := s.Store.Settings(ctx)
	if err != nil {
		return page, err
	}
	page.column(framework, settings.HoldsMonths)
	shown := make([]models.ID, len(page.Columns))
	for i, c := range page.Columns {
		shown[i] = c.CompetencyID
	}
	if err := s.stand(ctx, t, shown); err != nil {
		return page, err
	}
	courses, err := s.courses(ctx, shown)
	if err != nil {
		return page, err
	}
	page.fill(t.members, t.sight.Today)
	page.count(courses)
	page.sort()
	s.looked(actor.ID, idsOf(t.members, func(m Member) models.ID { return m.ID })...)
	return page, nil
}

// status reads how many people there are in which roles, what waits for the actor, and how many have sent the round that is open.
func (s *Service) status(ctx context.Context, t team, page *TeamPage) error {
	roles, size, err := s.Store.TeamRoles(ctx, t.sight)
	if err != nil {
		return err
	}
	page.Size = size
	for _, r := range roles {
		page.Roles = append(page.Roles, Choice(r))
	}
	if page.Waiting, err = s.Store.CountUnanswered(ctx, t.confirms); err != nil {
		return err
	}
	round, err := s.Store.OpenRound(ctx, t.sight.Today)
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	sent, err := s.Store.TeamSent(ctx, t.sight, round.ID)
	page.Round, page.Sent = &round, len(sent)
	return err
}

// column makes the columns in the order of the framework, those of the chosen area alone.
func (p *TeamPage) column(f framework, months int) {
	for _, k := range f.list {
		area := Choice{k.DomainCode, k.DomainName}
		if !slices.Contains(p.Areas, area) {
			p.Areas = append(p.Areas, area)
		}
		if p.Filter.Area == "" || p.Filter.Area == k.DomainCode {
			p.Columns = append(p.Columns, Column{
				CompetencyID: k.ID, Slug: k.Slug, Name: k.Name, Code: k.Code, Scale: f.scales[k.FrameworkVersionID],
				HoldsMonths: cmp.Or(k.HoldsMonths, months), Domain: Domain{ID: k.DomainID, Code: k.DomainCode, Name: k.DomainName},
			})
		}
	}
}

// count tallies each column over the people.
func (p *TeamPage) count(courses map[models.ID][]CourseToBuild) {
	for j := range p.Columns {
		c := &p.Columns[j]
		lowest := c.Scale.Max()
		for _, row := range p.Rows {
			cell := row.Cells[j]
			if cell.Required == 0 {
				continue
			}
			target, held := models.Target{Level: cell.Required}, cell.held()
			c.Tally.Add(target, held)
			if target.Met(held) {
				c.Only = row.Name
			} else if held.Assessed {
				lowest = min(lowest, held.Level)
			}
		}
		if !c.Tally.LeansOnOne() {
			c.Only = ""
		}
		for _, course := range courses[c.CompetencyID] {
			if course.Level > lowest {
				c.Course = &course
				break
			}
		}
		p.Tally.Asked += c.Tally.Asked
		p.Tally.Assessed += c.Tally.Assessed
		p.Tally.AtTarget += c.Tally.AtTarget
	}
}

// sort puts the greatest strength first, or the widest gap; areas by the first within them.
func (p *TeamPage) sort() {
	before := byStrength
	if p.Filter.Order == GapsFirst {
		before = byGap
	}
	order := make([]int, len(p.Columns))
	for i := range order {
		order[i] = i
	}
	columns := p.Columns
	slices.SortStableFunc(order, func(a, b int) int { return before(columns[a], columns[b]) })
	rank := map[models.ID]int{}
	for _, i := range order {
		if _, found := rank[columns[i].Domain.ID]; !found {
			rank[columns[i].Domain.ID] = len(rank)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return rank[columns[a].Domain.ID] - rank[columns[b].Domain.ID] })
	p.Columns = make([]Column, len(columns))
	for to, from := range order {
		p.Columns[to] = columns[from]
	}
	cells := make([]Cell, len(order))
	for _, row := range p.Rows {
		copy(cells, row.Cells)
		for to, from := range order {
			row.Cells[to] = cells[from]
		}
	}
}

func byGap(a, b Column) int { return before(a.Tally.Wider(b.Tally), b.Tally.Wider(a.Tally)) }

func byStrength(a, b Column) int { return before(a.Tally.Stronger(b.Tally), b.Tally.Stronger(a.Tally)) }

// before is how a sort compares two things of which one may come before the other.
func before(a, b bool) int {
	switch {
	case a:
		return -1
	case b:
		return 1
	}
	return 0
}

// fill makes the rows, a cell a column.
func (p *TeamPage) fill(members []Member, today models.Date) {
	p.Rows = make([]Row, len(members))
	width := len(p.Columns)
	cells := make([]Cell, len(members)*width)
	stands := make([]models.Date, width)
	for j, c := range p.Columns {
		stands[j] = models.StandsFrom(today, c.HoldsMonths)
	}
	targets := map[string][]models.Target{}
	for i, m := range members {
		asked, known := targets[m.profile]
		if !known {
			asked = make([]models.Target, width)
			for j, c := range p.Columns {
				asked[j] = m.targets[c.CompetencyID]
			}
			targets[m.profile] = asked
		}
		row := cells[i*width : (i+1)*width : (i+1)*width]
		for j := range row {
			var held models.Held
			if m.skills != nil {
				held = m.skills[j]
			}
			row[j] = cellOf(asked[j], held, stands[j])
		}
		p.Rows[i] = Row{Member: m, Cells: row}
	}
}
