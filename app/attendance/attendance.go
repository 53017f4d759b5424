// Package attendance is who came: registers, check-in by the people themselves, and files about who came.
package attendance

import (
	"context"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// Service does what the area can do.
type Service struct {
	Store   *store.Store
	BaseURL string
}

// keptCohort is the cohort, for those who keep its registers.
func (s *Service) keptCohort(ctx context.Context, actor models.Actor, code string) (store.TaughtCohort, error) {
	cohort, err := s.Store.TaughtCohortByCode(ctx, code)
	if err != nil {
		return cohort, err
	}
	return cohort, policy.Allows(actor, policy.KeepRegister, cohort.Cohort)
}

// shareURL is the address of a cohort to pass on, while people may enrol.
func (s *Service) shareURL(c models.Cohort) string {
	if c.State != models.CohortOpen || !s.Store.Now().Before(c.Closes) {
		return ""
	}
	return s.BaseURL + paths.Cohort(c.Code)
}
