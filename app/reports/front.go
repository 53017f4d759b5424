package reports

import (
	"context"

	"trellis/models/store"
)

// opening is how many cohorts the public front page names.
const opening = 4

// Opening is a cohort that can be joined, with its course.
type Opening = store.Opening

// Front are the next cohorts that can be joined, for somebody who has not signed in: no people, no places.
func (s *Service) Front(ctx context.Context) ([]Opening, error) {
	return s.Store.Openings(ctx, s.Store.Now(), opening)
}
