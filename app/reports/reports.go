// Package reports shapes pages that look across the areas: home, and the figures of the network.
package reports

import (
	"time"

	"trellis/models/store"
)

// Service does what the area can do.
type Service struct {
	Store *store.Store

	kept kept
}

// Now is the time that the figures stand for.
func (s *Service) Now() time.Time { return s.Store.Now() }
