package needs

import (
	"cmp"
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/store"
)

// Advice is what a group can do about a need that is not covered: all three ways, and the one that is suggested.
type Advice struct {
	models.Reach
	Remedy  models.Remedy
	Train   []Learner
	Cohorts []store.ReachingCohort // to come that reach the level, the soonest first
	Lenders []Lender
	Roles   []string // role profiles that ask for the level
}

// Learner is a member below the level of a need.
type Learner struct {
	ID      models.ID
	Name    string
	Level   int
	Missing int
	Wishes  bool
}

// Lender is a unit nearby that holds more than it needs. Nobody in it is named but whoever leads it.
type Lender struct {
	Name     string
	Distance models.Distance
	Leads    []store.UnitLead
}

// Unit is a team or a decision support unit.
type Unit struct {
	ID     models.ID
	Name   string
	People int
}

const (
	learnersShown = 4
	lendersShown  = 3
	rolesShown    = 3
	placesMonths  = 6 // how far ahead free places are looked for
)

// units is what is known of all units: how large they are, what they hold and what they need.
type units struct {
	names    map[models.ID]string
	size     map[models.ID]int
	levels   map[models.ID][]store.UnitLevel // by competency
	needs    map[models.ID]map[models.ID]store.UnitNeed
	distance map[models.ID]models.Distance // from the group
	leads    map[models.ID][]store.UnitLead
}

// have counts the people of a unit who hold the level.
func (u units) have(unit, competency models.ID, level int) (people int) {
	for _, l := range u.levels[competency] {
		if l.Of == unit && l.Level >= level {
			people += l.People
		}
	}
	return people
}

// around puts beside each need what stands in reach: members, courses, other units and role profiles. It asks as often for many
// needs as for one.
func (s *Service) around(ctx context.Context, actor models.Actor, page *Page, st standing) error {
	competencies := competenciesOf(st.needs[page.ID])
	u, err := s.units(ctx, page, competencies)
	if err != nil {
		return err
	}
	if err := s.beside(ctx, actor, page, u); err != nil {
		return err
	}
	wishes, err := s.Store.WishesOf(ctx, []models.ID{page.ID}, competencies, s.Store.Today())
	if err != nil {
		return err
	}
	cohorts, err := s.Store.CohortsReaching(ctx, competencies, s.Store.Now(), s.Store.Now().AddDate(0, placesMonths, 0))
	if err != nil {
		return err
	}
	courses, err := s.Store.CoursesBuilding(ctx, competencies, s.Store.Now())
	if err != nil {
		return err
	}
	roles, err := s.Store.RolesAskingFor(ctx, competencies)
	if err != nil {
		return err
	}
	for i := range page.Lines {
		line := &page.Lines[i]
		if line.Coverage == models.NeedCovered {
			continue
		}
		a := &Advice{}
		a.learners(*line, st, wishes)
		a.places(*line, cohorts, courses)
		a.lenders(*line, page.By, u)
		a.hires(*line, roles)
		a.Remedy, line.Advice = a.Advice(), a
	}
	return nil
}

// hires are the role profiles that ask for as much as is needed.
func (a *Advice) hires(line Line, roles []store.AskingRole) {
	for _, r := range roles {
		if r.CompetencyID == line.CompetencyID && r.Level >= line.Level && len(a.Roles) < rolesShown && !slices.Contains(a.Roles, r.Name) {
			a.Roles = append(a.Roles, r.Name)
		}
	}
}

// learners are the members below the level: those who wish to learn it first, then the nearest.
func (a *Advice) learners(line Line, st standing, wishes []store.TeamWish) {
	for _, m := range st.members[line.Of()] {
		h, assessed := st.held[line.CompetencyID][m.PersonID]
		if !assessed || h.Level >= line.Level {
			continue
		}
		l := Learner{ID: m.PersonID, Name: m.Name, Level: h.Level, Missing: models.Gap(line.Level, h.Level)}
		l.Wishes = slices.Contains(wishes, store.TeamWish{PersonID: m.PersonID, CompetencyID: line.CompetencyID})
		if l.Missing == 1 {
			a.Near++
		}
		if l.Wishes {
			a.Wishing++
		}
		a.Train = append(a.Train, l)
	}
	slices.SortStableFunc(a.Train, func(x, y Learner) int {
		return cmp.Or(cmp.Compare(x.Missing, y.Missing), cmp.Compare(turn(x.Wishes), turn(y.Wishes)), cmp.Compare(x.Name, y.Name), cmp.Compare(x.ID, y.ID))
	})
	a.Train = a.Train[:min(len(a.Train), learnersShown)]
}

// places are the cohorts to come that reach the level, and how many places are free on them.
func (a *Advice) places(line Line, cohorts []store.ReachingCohort, courses []store.BuildingCourse) {
	for _, c := range cohorts {
		if c.CompetencyID == line.CompetencyID && c.Level >= line.Level {
			a.Cohorts = append(a.Cohorts, c)
			a.Free += c.Free(c.Held)
		}
	}
	for _, c := range courses {
		if c.CompetencyID == line.CompetencyID && c.Level >= line.Level {
			a.Courses++
		}
	}
}

// lenders are the units in reach with more people at the level than they need, and so many that it may be told: the nearest first.
func (a *Advice) lenders(line Line, by disclosure.Thresholds, u units) {
	for id, distance := range u.distance {
		have := u.have(id, line.CompetencyID, line.Level)
		need := u.needs[id][line.CompetencyID]
		shown := by.Share(have, u.size[id])
		if distance < models.TooFar && have > max(need.People, disclosure.Edge) && plenty(shown.Kind) {
			a.Lenders = append(a.Lenders, Lender{Name: u.names[id], Distance: distance, Leads: u.leads[id]})
		}
	}
	a.Reach.Lenders = len(a.Lenders)
	slices.SortFunc(a.Lenders, func(x, y Lender) int { return cmp.Or(cmp.Compare(x.Distance, y.Distance), cmp.Compare(x.Name, y.Name)) })
	a.Lenders = a.Lenders[:min(len(a.Lenders), lendersShown)]
}

// plenty tells whether what is shown says that a unit has people at the level to spare. Of a unit of which less may be told, not
// even that is.
func plenty(kind disclosure.Kind) bool {
	return kind == disclosure.Exact || kind == disclosure.NearlyAll || kind == disclosure.HalfOrMore
}

// units reads how all units stand, and how far they are from the group.
func (s *Service) units(ctx context.Context, page *Page, competencies []models.ID) (u units, err error) {
	today := s.Store.Today()
	u = units{names: map[models.ID]string{}, size: map[models.ID]int{}, levels: map[models.ID][]store.UnitLevel{}, needs: map[models.ID]map[models.ID]store.UnitNeed{}, distance: map[models.ID]models.Distance{}, leads: map[models.ID][]store.UnitLead{}}
	organisations, links, err := s.Store.Structure(ctx, today)
	if err != nil {
		return u, err
	}
	kinds := map[models.ID]models.OrganisationKind{}
	for _, o := range organisations {
		kinds[o.ID], u.names[o.ID] = o.Kind, o.Name
	}
	from, err := s.home(ctx, *page)
	if err != nil {
		return u, err
	}
	stands := append(models.Above(links, from, today), from)
	var near []models.ID
	for _, o := range organisations {
		if !o.Kind.IsTeam() || o.ID == page.ID {
			continue
		}
		u.distance[o.ID] = models.DistanceOf(kinds, stands, append(models.Above(links, o.ID, today), o.ID))
		if u.distance[o.ID] < models.TooFar {
			near = append(near, o.ID)
		}
	}
	sizes, err := s.Store.SizesOfUnits(ctx, today)
	if err != nil {
		return u, err
	}
	for _, row := range sizes {
		u.size[row.Of] = row.People
	}
	levels, err := s.Store.LevelsOfUnits(ctx, competencies, today)
	if err != nil {
		return u, err
	}
	for _, l := range levels {
		u.levels[l.CompetencyID] = append(u.levels[l.CompetencyID], l)
	}
	return u, s.askUnits(ctx, &u, near)
}

// askUnits reads what units need, and who leads those nearby.
func (s *Service) askUnits(ctx context.Context, u *units, near []models.ID) error {
	needs, err := s.Store.NeedsOfUnits(ctx)
	if err != nil {
		return err
	}
	for _, n := range needs {
		if u.needs[n.Of] == nil {
			u.needs[n.Of] = map[models.ID]store.UnitNeed{}
		}
		u.needs[n.Of][n.CompetencyID] = n
	}
	leads, err := s.Store.LeadsOfUnits(ctx, near, s.Store.Today())
	for _, l := range leads {
		u.leads[l.Of] = append(u.leads[l.Of], l)
	}
	return err
}

// home is the organisation from which neighbours are looked for: the team itself, or where the manager works.
func (s *Service) home(ctx context.Context, page Page) (models.ID, error) {
	if !page.Managed {
		return page.ID, nil
	}
	posts, err := s.Store.CurrentPosts(ctx, page.ID, s.Store.Today())
	if err != nil || len(posts) == 0 {
		return "", err
	}
	return posts[0].OrganisationID, nil
}

// beside lists the units that the actor may look at beside the group, and sets the chosen one there: as much as may be told of it.
func (s *Service) beside(ctx context.Context, actor models.Actor, page *Page, u units) error {
	visible, err := s.visible(ctx, actor)
	if err != nil {
		return err
	}
	for _, o := range visible {
		if o.ID != page.ID && u.size[o.ID] >= page.By.HalfFrom {
			page.Units = append(page.Units, Unit{ID: o.ID, Name: o.Name, People: u.size[o.ID]})
		}
	}
	i := slices.IndexFunc(page.Units, func(o Unit) bool { return o.ID == page.Show.Beside })
	if i < 0 {
		page.Show.Beside = ""
		return nil
	}
	page.Beside = page.Units[i].Name
	for n := range page.Lines {
		line := &page.Lines[n]
		line.Beside = roughly(page.By.Share(u.have(page.Show.Beside, line.CompetencyID, line.Level), page.Units[i].People))
	}
	return nil
}

// roughly is what is shown without its count: whoever keeps needs chooses the levels that are asked for, and could otherwise compare
// one level with the next until one person stands alone.
func roughly(s disclosure.Shown) disclosure.Shown {
	switch {
	case s.Kind != disclosure.Exact:
		return disclosure.Shown{Kind: s.Kind}
	case s.AtTarget*2 < s.Base:
		return disclosure.Shown{Kind: disclosure.UnderHalf}
	}
	return disclosure.Shown{Kind: disclosure.HalfOrMore}
}

// visible are the units whose figures the actor may see: those they lead, and those within what they lead.
func (s *Service) visible(ctx context.Context, actor models.Actor) ([]models.Organisation, error) {
	reach := policy.Scope(actor, policy.SeeNetwork)
	within := slices.Concat(reach.Organisations, policy.Scope(actor, policy.KeepNeeds).Teams)
	var list []models.Organisation
	var err error
	if reach.All {
		list, err = s.Store.Organisations(ctx)
	} else {
		list, err = s.Store.Within(ctx, within, s.Store.Today())
	}
	return slices.DeleteFunc(list, func(o models.Organisation) bool { return !o.Kind.IsTeam() }), err
}
