package learning

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// WaitingListPage is who waits for a place on a cohort, and to whom one is offered.
type WaitingListPage struct {
	store.TaughtCohort
	Offers []store.RollLine // the first to run out first
	Line   []store.RollLine // in their order
	Rule   string           // of the order, in words
}

// WaitingList is who waits for a place on a cohort, for those who teach it.
func (s *Service) WaitingList(ctx context.Context, actor models.Actor, code string) (WaitingListPage, error) {
	cohort, err := s.taughtCohort(ctx, actor, code)
	if err != nil {
		return WaitingListPage{}, err
	}
	page := WaitingListPage{TaughtCohort: cohort}
	lines, err := s.Store.Line(ctx, cohort.ID, models.Waiting, models.Offered)
	priority := false
	for _, line := range lines {
		if line.State == models.Offered {
			page.Offers = append(page.Offers, line)
			continue
		}
		priority = priority || line.Priority != 0
		page.Line = append(page.Line, line)
	}
	page.Rule = lineRule(cohort.OfferHours, priority)
	return page, err
}

func lineRule(hours int, priority bool) string {
	order := "People wait in the order in which they asked"
	if priority {
		order = "People with priority come first, then the others; each in the order in which they asked"
	}
	return order + ". A place that is given back is offered to the first, who has " + models.Plural(hours, "hour", "hours") +
		" to reply, or until the cohort starts. Then it goes to the next."
}
