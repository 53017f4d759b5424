package learning

import (
	"context"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// left is how many places of each cohort the actor would find who asks now: without those that are kept for the people of
// other systems, and without those for which somebody waits. It takes as many queries for one cohort as for many.
func (s *Service) left(ctx context.Context, actor models.Actor, cohorts []store.CohortPlaces) (map[models.ID]int, error) {
	left := make(map[models.ID]int, len(cohorts))
	now := s.Store.Now()
	var unsure []store.CohortPlaces
	var ids []models.ID
	for _, c := range cohorts {
		if c.Unscheduled {
			continue
		}
		left[c.ID] = c.Free(c.Held)
		if left[c.ID] > 0 && (c.SharedAt(now) || c.Waiting > 0) {
			unsure, ids = append(unsure, c), append(ids, c.ID)
		}
	}
	if len(unsure) == 0 {
		return left, nil
	}
	system, err := s.systemOf(ctx, actor, unsure)
	if err != nil {
		return nil, err
	}
	held, err := s.Store.PlacesAmong(ctx, ids)
	if err != nil {
		return nil, err
	}
	lines, err := s.Store.WaitingAmong(ctx, ids)
	for _, c := range unsure {
		left[c.ID] = c.Allot(held[c.ID].Shares, held[c.ID].Held, now).Left(system, lines[c.ID])
	}
	return left, err
}

// systemOf is the system for whose people the actor counts on the cohorts; "" for none, and where none holds places for systems.
func (s *Service) systemOf(ctx context.Context, actor models.Actor, cohorts []store.CohortPlaces) (models.ID, error) {
	now := s.Store.Now()
	if len(actor.Posts) == 0 || !slices.ContainsFunc(cohorts, func(c store.CohortPlaces) bool { return c.SharedAt(now) }) {
		return "", nil
	}
	system, err := s.Store.SystemOfOrganisation(ctx, actor.Posts[0].OrganisationID, s.Store.Today())
	return models.Enrolment{SystemID: system}.System(), err
}
