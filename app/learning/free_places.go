package learning

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// left is how many places of each cohort the actor would find who asks now: without those that are kept for the people of
// other systems, and without those for which somebody waits. It takes as many queries for one cohort as for many.
func (s *Service) left(ctx context.Context, actor models.Actor, cohorts []store.CohortPlaces) (map[models.ID]int, error) {
	left := make(map[models.ID]int, len(cohorts))
	now := s.Store.Now()
	var unsure []models.ID
	shared := false
	for _, c := range cohorts {
		left[c.ID] = c.Free(c.Held)
		shares := c.SharesUntil != nil && now.Before(*c.SharesUntil)
		if left[c.ID] > 0 && (shares || c.Waiting > 0) {
			unsure, shared = append(unsure, c.ID), shared || shares
		}
		if c.Unscheduled {
			left[c.ID] = 0
		}
	}
	if len(unsure) == 0 {
		return left, nil
	}
	var system models.ID
	if shared {
		var err error
		if system, err = s.systemOf(ctx, actor); err != nil {
			return nil, err
		}
	}
	held, err := s.Store.PlacesAmong(ctx, unsure)
	if err != nil {
		return nil, err
	}
	lines, err := s.Store.WaitingAmong(ctx, unsure)
	if err != nil {
		return nil, err
	}
	for _, c := range cohorts {
		if places, known := held[c.ID]; known && !c.Unscheduled {
			left[c.ID] = c.Allot(places.Shares, places.Held, now).Left(system, lines[c.ID])
		}
	}
	return left, nil
}

// systemOf is the system for whose people the actor counts who asks now; "" for none.
func (s *Service) systemOf(ctx context.Context, actor models.Actor) (models.ID, error) {
	if len(actor.Posts) == 0 {
		return "", nil
	}
	system, err := s.Store.SystemOfOrganisation(ctx, actor.Posts[0].OrganisationID, s.Store.Today())
	return models.Enrolment{SystemID: system}.System(), err
}
