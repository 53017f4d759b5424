package access

import (
	"context"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// ChangePassword is a new password, and the one before.
type ChangePassword struct {
	Current string `form:"current"`
	New     string `form:"new" validate:"required,min=12,max=200" problem:"required=Enter a new password|min=Use 12 characters or more for your new password|max=Use 200 characters or fewer for your new password"`
	// ByLink says that this browser signed in by a one-time link: who has one may have forgotten the current password.
	ByLink bool `form:"-"`
	// Device is this browser: it stays signed in.
	Device models.ID `form:"-"`
}

// ChangePassword gives the actor a new password, and signs them out of all other browsers. The current password is needed
// where there is one.
func (s *Service) ChangePassword(ctx context.Context, actor models.Actor, in ChangePassword) error {
	if !policy.May(actor, policy.UseAccount) {
		return models.ErrForbidden
	}
	if err := input.Check(in); err != nil {
		return err
	}
	if err := s.checkCurrent(ctx, actor, in); err != nil {
		return err
	}
	hash, err := s.hashing.hash(ctx, in.New)
	if err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.SetPassword(ctx, actor.ID, hash); err != nil {
			return err
		}
		if err := tx.EndDevices(ctx, in.Device, actor.ID); err != nil {
			return err
		}
		if err := tx.EndSignInLinks(ctx, actor.ID, models.ToSignIn, models.ToReset); err != nil { // whoever asked for them
			return err
		}
		return tx.Publish(ctx, models.AboutPerson("password.changed", &actor.ID, actor.ID))
	})
}

func (s *Service) checkCurrent(ctx context.Context, actor models.Actor, in ChangePassword) error {
	way, err := s.Store.WayInOf(ctx, actor.ID)
	if err != nil || way.Hash == "" || in.ByLink {
		return err
	}
	if err := s.countPasswordTry(ctx, actor.ID); err != nil {
		return err
	}
	match, err := s.hashing.matches(ctx, in.Current, way.Hash)
	if err != nil || match {
		return err
	}
	return models.Invalid{"current": "Enter your current password as it is now"}
}

// countPasswordTry keeps who found an open browser from guessing the password in it.
func (s *Service) countPasswordTry(ctx context.Context, id models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		return tx.CountTry(ctx, tryKey("change", string(id)), triesOfAccount, tryWindow)
	})
}
