package skills

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"trellis/app/policy"
	"trellis/models"
)

// TeamFilter narrows and orders the picture of a team. It stands in the address.
type TeamFilter struct {
	Role  string    // code of a role profile
	Area  string    // code of a domain
	Order string    // StrengthsFirst, or the widest gap first
	Areas string    // AllSkills, or core skills alone
	Of    models.ID // a manager or a team whose people are meant; empty is everybody in sight
}

// The values of a filter that are not the usual ones.
const (
	StrengthsFirst = "strengths"
	AllSkills      = "all"
)

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

// Team shows the actor where their people stand, in a constant number of queries.
func (s *Service) Team(ctx context.Context, actor models.Actor, f TeamFilter) (TeamPage, error) {
	page := TeamPage{Filter: f, Confirms: policy.May(actor, policy.ConfirmSkill)}
	t, err := s.teamOf(ctx, actor, f.Of)
	if err != nil {
		return page, err
	}
	page.Size = len(t.members)
	page.Roles, page.Whose = t.roles(), t.groups
	if err := s.status(ctx, t, &page); err != nil {
		return page, err
	}
	t.members = filter(t.members, func(m Member) bool { return m.HasRole(f.Role) })
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
	if err := s.stand(ctx, t, idsOf(page.Columns, func(c Column) models.ID { return c.CompetencyID })); err != nil {
		return page, err
	}
	courses, err := s.courses(ctx, ids)
	if err != nil {
		return page, err
	}
	page.count(t.members, courses)
	page.sort()
	page.fill(t.members, t.sight.Today)
	s.looked(actor.ID, idsOf(t.members, func(m Member) models.ID { return m.ID })...)
	return page, nil
}

// status reads what waits for the actor, and how many have sent the round that is open.
func (s *Service) status(ctx context.Context, t team, page *TeamPage) error {
	var err error
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

// roles are the role profiles in the team, by name.
func (t team) roles() []Choice {
	var roles []Choice
	for _, m := range t.members {
		for _, r := range m.Roles {
			if !slices.Contains(roles, r) {
				roles = append(roles, r)
			}
		}
	}
	slices.SortFunc(roles, func(a, b Choice) int { return compareText(a.Name, b.Name) })
	return roles
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
func (p *TeamPage) count(members []Member, courses map[models.ID][]CourseToBuild) {
	for i := range p.Columns {
		c := &p.Columns[i]
		lowest := c.Scale.Max()
		for _, m := range members {
			target, asked := m.targets[c.CompetencyID]
			if !asked {
				continue
			}
			held := m.skills[c.CompetencyID]
			c.Tally.Add(target, held)
			if target.Met(held) {
				c.Only = m.Name
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

// sort puts the widest gap first, or the greatest strength; areas by the first within them.
func (p *TeamPage) sort() {
	before := byGap
	if p.Filter.Order == StrengthsFirst {
		before = byStrength
	}
	slices.SortStableFunc(p.Columns, before)
	rank := map[models.ID]int{}
	for _, c := range p.Columns {
		if _, found := rank[c.Domain.ID]; !found {
			rank[c.Domain.ID] = len(rank)
		}
	}
	slices.SortStableFunc(p.Columns, func(a, b Column) int { return rank[a.Domain.ID] - rank[b.Domain.ID] })
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
	cells := make([]Cell, len(members)*len(p.Columns))
	stands := make([]models.Date, len(p.Columns))
	for j, c := range p.Columns {
		stands[j] = models.StandsFrom(today, c.HoldsMonths)
	}
	for i, m := range members {
		row := cells[i*len(p.Columns) : (i+1)*len(p.Columns)]
		for j, c := range p.Columns {
			row[j] = cellOf(m.targets[c.CompetencyID], m.skills[c.CompetencyID], stands[j])
		}
		p.Rows[i] = Row{Member: m, Cells: row}
	}
}
