package learning

import (
	"context"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// TaughtPeoplePage is who is on a cohort.
type TaughtPeoplePage struct {
	store.TaughtCohort
	People []TaughtPerson
	// SeesNeeds tells whether the viewer is a trainer of the cohort: people were promised that nobody else sees their
	// access needs.
	SeesNeeds bool
	// Cancelled are those who came off the cohort or its waiting list, with the reason that they gave its trainers.
	Cancelled []store.Cancellation
	ShareURL  string
}

// TaughtPerson is somebody with a place, or an offer of one.
type TaughtPerson struct {
	store.RollLine
	With []string // whom they are paired with
}

// TaughtPeople is who is on a cohort, for those who teach it.
func (s *Service) TaughtPeople(ctx context.Context, actor models.Actor, code string) (TaughtPeoplePage, error) {
	cohort, err := s.taughtCohort(ctx, actor, code)
	if err != nil {
		return TaughtPeoplePage{}, err
	}
	page := TaughtPeoplePage{TaughtCohort: cohort, SeesNeeds: policy.Allows(actor, policy.SeeNeeds, cohort.Cohort) == nil, ShareURL: s.shareURL(cohort.Cohort)}
	lines, err := s.Store.Roll(ctx, cohort.ID, models.Placed, models.Offered, models.Completed, models.NotCompleted)
	if err != nil {
		return page, err
	}
	pairs, err := s.Store.PairsOn(ctx, cohort.ID)
	with := map[models.ID][]string{}
	for _, p := range pairs {
		with[p.AnalystID] = append(with[p.AnalystID], p.DecisionMaker)
		with[p.DecisionMakerID] = append(with[p.DecisionMakerID], p.Analyst)
	}
	for _, line := range lines {
		if !page.SeesNeeds {
			line.Needs = ""
		}
		page.People = append(page.People, TaughtPerson{RollLine: line, With: with[line.PersonID]})
	}
	if err == nil && page.SeesNeeds {
		page.Cancelled, err = s.Store.Cancellations(ctx, cohort.ID)
	}
	return page, err
}
