package access

import (
	"context"
	"errors"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Actor is the person who uses a browser that is signed in as them, with what they hold today. It answers
// models.ErrNotFound where the browser has been signed out meanwhile.
func (s *Service) Actor(ctx context.Context, id, device models.ID) (models.Actor, error) {
	today := s.Store.Today()
	in, err := s.Store.Device(ctx, device, id)
	if err != nil {
		return models.Actor{}, err
	}
	if in.SeenOn < today {
		s.seen.note(device)
	}
	return s.Store.Actor(ctx, id, today)
}

// BeginDevice signs a browser in as the person: the last step of every way in.
func (s *Service) BeginDevice(ctx context.Context, person models.ID, way models.Way, browser string) (models.Device, error) {
	device := models.Device{PersonID: person, Way: way, Browser: browser}
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		device.BegunAt, device.SeenOn = tx.Now(), tx.Today()
		if err := tx.Add(ctx, &device); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &person, Act: "person.signed_in", Subject: "devices", SubjectID: device.ID, PersonID: &person})
	})
	return device, err
}

// SignOut signs the browser out. One that is signed out already stays so.
func (s *Service) SignOut(ctx context.Context, actor models.Actor, device models.ID) error {
	if !policy.May(actor, policy.UseAccount) {
		return nil
	}
	err := s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.EndDevice(ctx, device, actor.ID) })
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	return err
}

// Devices are the browsers in which the actor is signed in, the newest first.
func (s *Service) Devices(ctx context.Context, actor models.Actor) ([]models.Device, error) {
	return s.Store.DevicesOf(ctx, actor.ID)
}

// EndDevice signs the actor out of one browser. One that is not theirs, or is signed out, is models.ErrNotFound.
func (s *Service) EndDevice(ctx context.Context, actor models.Actor, device models.ID) error {
	if !policy.May(actor, policy.UseAccount) {
		return models.ErrForbidden
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.EndDevice(ctx, device, actor.ID); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "device.ended", Subject: "devices", SubjectID: device, PersonID: &actor.ID})
	})
}

// SignOutEverywhere ends every sign-in of the actor, this one too.
func (s *Service) SignOutEverywhere(ctx context.Context, actor models.Actor) error {
	if !policy.May(actor, policy.UseAccount) {
		return models.ErrForbidden
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.EndDevices(ctx, "", actor.ID); err != nil {
			return err
		}
		return tx.Publish(ctx, models.AboutPerson("person.signed_out_everywhere", &actor.ID, actor.ID))
	})
}

// HasPassword tells whether the actor has a password to be asked for.
func (s *Service) HasPassword(ctx context.Context, actor models.Actor) (bool, error) {
	way, err := s.Store.WayInOf(ctx, actor.ID)
	return way.Hash != "", err
}
