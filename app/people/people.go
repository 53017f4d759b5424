// Package people knows who there is, and what they hold.
package people

import (
	"context"

	"trellis/models/store"
)

// Service does what the area can do.
type Service struct {
	Store *store.Store

	looks looks
}

// New makes the service over a store.
func New(s *store.Store) *Service {
	return &Service{Store: s, looks: newLooks()}
}

// Ready tells whether the database answers.
func (s *Service) Ready(ctx context.Context) error { return s.Store.Ping(ctx) }
