package access

import (
	"context"
	"errors"
	"time"

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

// BeginDevice is somebody who has shown who they are, in which browser, and when they began to.
type BeginDevice struct {
	Person  models.ID
	Way     models.Way
	Browser string
	Since   time.Time
}

// BeginDevice signs a browser in as the person: the last step of every way in. It answers models.ErrStale for somebody who was
// erased meanwhile, or has another password since: that signs out everywhere, and who is half in too.
func (s *Service) BeginDevice(ctx context.Context, in BeginDevice) (models.Device, error) {
	device := models.Device{PersonID: in.Person, Way: in.Way, Browser: in.Browser}
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockPeople(ctx, []models.ID{in.Person}); err != nil {
			return err
		}
		way, err := tx.WayInOf(ctx, in.Person)
		if err != nil {
			return err
		}
		if way.ErasedAt != nil || way.ChangedAt != nil && way.ChangedAt.After(in.Since) {
			return models.ErrStale
		}
		device.BegunAt, device.SeenOn = tx.Now(), tx.Today()
		if err := tx.Add(ctx, &device); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &in.Person, Act: "person.signed_in", Subject: "devices", SubjectID: device.ID, PersonID: &in.Person})
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
