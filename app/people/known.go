package people

import (
	"context"

	"trellis/models"
)

// Known is the person with that address.
func (s *Service) Known(ctx context.Context, email string) (models.Person, error) {
	return s.Store.PersonByEmail(ctx, email)
}
