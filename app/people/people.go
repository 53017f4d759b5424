// Package people knows who there is, how they sign in, and what they hold.
package people

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// Service does what the area can do.
type Service struct {
	Store *store.Store

	hashing hashing
	looks   looks
}

// New makes the service over a store.
func New(s *store.Store) *Service {
	return &Service{Store: s, hashing: newHashing(), looks: newLooks()}
}

// Actor is the person with what they hold today. A sign-in epoch that is not the person's own answers
// models.ErrNotFound: they have signed out everywhere since.
func (s *Service) Actor(ctx context.Context, id models.ID, epoch int) (models.Actor, error) {
	actor, err := s.Store.Actor(ctx, id, s.Store.Today())
	if err == nil && actor.SignInEpoch != epoch {
		return models.Actor{}, models.ErrNotFound
	}
	return actor, err
}

// Ready tells whether the database answers.
func (s *Service) Ready(ctx context.Context) error { return s.Store.Ping(ctx) }

// about is an event that a person's act leaves about a person.
func about(act string, by *models.ID, person models.ID) models.Event {
	return models.Event{ActorID: by, Act: act, Subject: "people", SubjectID: person, PersonID: &person}
}
