package learning

import (
	"context"

	"trellis/models"
)

// PairAsked is a wish to come as a pair that waits for the answer of the person.
type PairAsked struct {
	ID     models.ID
	By     string // who asks
	Cohort models.Cohort
	Course models.Course
}

// PairsAsked are the wishes to come as a pair that wait for the person, those asked first before the others.
func (s *Service) PairsAsked(ctx context.Context, person models.ID) ([]PairAsked, error) {
	pairs, err := s.Store.PairsAskedOf(ctx, person)
	if err != nil || len(pairs) == 0 {
		return nil, err
	}
	cohortIDs, askers := make([]models.ID, len(pairs)), make([]models.ID, len(pairs))
	for i, p := range pairs {
		cohortIDs[i], askers[i] = p.CohortID, p.AnalystID
		if p.AnalystID == person {
			askers[i] = p.DecisionMakerID
		}
	}
	people, err := s.Store.PeopleAmong(ctx, askers)
	if err != nil {
		return nil, err
	}
	names := make(map[models.ID]string, len(people))
	for _, p := range people {
		names[p.ID] = p.Name
	}
	cards := make([]MyCourse, len(pairs))
	for i, id := range cohortIDs {
		cards[i].Enrolment.CohortID = id
	}
	if err := s.addCohorts(ctx, cards, cohortIDs); err != nil {
		return nil, err
	}
	var list []PairAsked
	now := s.Store.Now()
	for i, c := range cards {
		if c.Cohort.State == models.CohortOpen && (c.Cohort.Unscheduled || now.Before(c.Cohort.Starts)) {
			list = append(list, PairAsked{ID: pairs[i].ID, By: names[askers[i]], Cohort: c.Cohort, Course: c.Course})
		}
	}
	return list, nil
}
