package reports

import (
	"context"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Overview is how much there is in the network, what waits for an administrator, and what happened last.
type Overview struct {
	store.Overview
	Events []ListedEvent // the newest
}

const newestEvents = 10

// Overview is what an administrator of the network sees first.
func (s *Service) Overview(ctx context.Context, actor models.Actor) (Overview, error) {
	var page Overview
	if !policy.Scope(actor, policy.SeeWork).All {
		return page, models.ErrForbidden
	}
	var err error
	if page.Overview, err = s.Store.Overview(ctx, s.Store.Now()); err != nil {
		return page, err
	}
	events, err := s.Store.FindEvents(ctx, store.EventSearch{}, models.PageAt{Size: newestEvents})
	page.Events = events.Rows
	return page, err
}
