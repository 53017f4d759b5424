package reports

import (
	"context"
	"slices"
	"time"

	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/store"
)

// SupplyPage is what is wanted and what there is, by skill, for the next six months.
type SupplyPage struct {
	Rows       []SkillSupply
	From, To   time.Time
	Thresholds disclosure.Thresholds
}

// SkillSupply is a skill with the places that are free on coming cohorts of courses that build it.
type SkillSupply struct {
	SkillDemand
	Cohorts, Free int
}

// Told tells whether the number of people below target may be told.
func (s SkillSupply) Told() bool { return s.AtTarget.Kind == disclosure.Exact }

// Supply is the people below target beside the free places; only where Told.
func (s SkillSupply) Supply() models.Supply {
	return models.Supply{Below: s.AtTarget.Base - s.AtTarget.AtTarget, Free: s.Free}
}

// supplyMonths is how far ahead the page looks.
const supplyMonths = 6

// Supply sets the people below target beside the places that are free on cohorts to come in the next six months.
func (s *Service) Supply(ctx context.Context, actor models.Actor) (SupplyPage, error) {
	now := s.Store.Now()
	page := SupplyPage{From: now, To: now.AddDate(0, supplyMonths, 0)}
	all, err := s.led(ctx, actor, now)
	if err != nil {
		return page, err
	}
	st, err := s.standing(ctx)
	if err != nil {
		return page, err
	}
	page.Thresholds = st.by
	page.Rows, err = s.supply(ctx, st, all.cohorts, now)
	return page, err
}

// supply is every skill that anybody has assessed, the most wanted first, as far as may be told.
func (s *Service) supply(ctx context.Context, st *standing, cohorts []store.TaughtCohort, now time.Time) ([]SkillSupply, error) {
	var coming []store.TaughtCohort
	var contents []models.ID
	for _, c := range cohorts {
		if c.State == models.CohortOpen && !c.Unscheduled && now.Before(c.Starts) && c.Starts.Before(now.AddDate(0, supplyMonths, 0)) {
			coming, contents = append(coming, c), append(contents, c.Content())
		}
	}
	slices.Sort(contents)
	outcomes, err := s.Store.OutcomesOf(ctx, slices.Compact(contents))
	if err != nil {
		return nil, err
	}
	builds := map[models.ID][]models.ID{}
	for _, o := range outcomes {
		builds[o.CourseID] = append(builds[o.CourseID], o.ID)
	}
	count, free := map[models.ID]int{}, map[models.ID]int{}
	for _, c := range coming {
		for _, skill := range builds[c.Content()] {
			count[skill]++
			free[skill] += c.Free(c.Placed + c.Offered)
		}
	}
	courses, err := s.Store.CoursesBuildingEach(ctx)
	if err != nil {
		return nil, err
	}
	wanted := wantedOf(st, courses)
	rows := make([]SkillSupply, len(wanted))
	for i, d := range wanted {
		rows[i] = SkillSupply{SkillDemand: d, Cohorts: count[d.id], Free: free[d.id]}
	}
	return rows, nil
}
