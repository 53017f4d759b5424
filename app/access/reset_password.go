package access

import (
	"context"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// ResetPassword is a new password in place of a forgotten one.
type ResetPassword struct {
	New string `form:"new" validate:"required,min=12,max=200" problem:"required=Enter a new password|min=Use 12 characters or more for your new password|max=Use 200 characters or fewer for your new password"`
}

// LookAtReset answers models.Invalid unless a password can be set with the link now. It uses nothing up.
func (s *Service) LookAtReset(ctx context.Context, token string) error {
	_, err := usable(ctx, s.Store.Reads, token, models.ToReset, s.Store.Now())
	return err
}

// ResetPassword gives the person whom the link is for a new password, signs them out of every browser, and ends what other
// links they have to sign in. A problem with the password leaves the link as it is.
func (s *Service) ResetPassword(ctx context.Context, token string, in ResetPassword) (Entered, error) {
	if err := s.LookAtReset(ctx, token); err != nil { // before a hash is made, which takes long
		return Entered{}, err
	}
	if err := input.Check(in); err != nil {
		return Entered{}, err
	}
	hash, err := s.hashing.hash(ctx, in.New)
	if err != nil {
		return Entered{}, err
	}
	return s.enterBy(ctx, token, models.ToReset, func(tx *store.Tx, person models.Person) error {
		if err := tx.SetPassword(ctx, person.ID, hash); err != nil {
			return err
		}
		if err := tx.EndDevices(ctx, "", person.ID); err != nil {
			return err
		}
		if err := tx.EndSignInLinks(ctx, person.ID, models.ToSignIn, models.ToReset); err != nil {
			return err
		}
		return tx.Publish(ctx, models.AboutPerson("password.reset", &person.ID, person.ID))
	})
}
