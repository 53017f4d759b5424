// Package settings is what a network says of itself: its name and mark, its words and thresholds, and the blanks of its notices.
package settings

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// Service does what the area can do.
type Service struct {
	Store *store.Store
	// SecondFactor is what the installation is told from outside of whom a second factor is required; empty: what the settings
	// say holds.
	SecondFactor models.SecondFactorRule
}

// Settings are what holds now. They are no secret: every page is made with them.
func (s *Service) Settings(ctx context.Context) (models.Settings, error) {
	return s.Store.Settings(ctx)
}
