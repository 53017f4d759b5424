package access

import (
	"context"
	"strings"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// ResetSecondFactor takes somebody's second factor away, who has lost it. They are signed out everywhere, and told. Nobody
// does this to themselves: they turn it off, by a code.
func (s *Service) ResetSecondFactor(ctx context.Context, actor models.Actor, id models.ID) (models.Person, error) {
	var person models.Person
	err := s.Store.InTx(ctx, func(tx *store.Tx) (err error) {
		if person, err = tx.Person(ctx, id); err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.KeepPeople, person); err != nil || person.ID == actor.ID {
			return models.ErrForbidden
		}
		return resetSecondFactor(ctx, tx, person, &actor.ID)
	})
	return person, err
}

// ResetSecondFactorOf is ResetSecondFactor for whoever may start the program: the last administrator may be locked out.
func (s *Service) ResetSecondFactorOf(ctx context.Context, email string) (models.Person, error) {
	var person models.Person
	err := s.Store.InTx(ctx, func(tx *store.Tx) (err error) {
		if person, err = tx.PersonByEmail(ctx, strings.TrimSpace(email)); err != nil {
			return err
		}
		return resetSecondFactor(ctx, tx, person, nil)
	})
	return person, err
}

func resetSecondFactor(ctx context.Context, tx *store.Tx, person models.Person, by *models.ID) error {
	if err := tx.ForgetSecondFactor(ctx, person.ID); err != nil {
		return err
	}
	if err := tx.EndDevices(ctx, "", person.ID); err != nil {
		return err
	}
	owed := models.Job{Kind: models.MailSecondFactorReset, SubjectID: person.ID}
	return tx.Publish(ctx, models.AboutPerson("second_factor.reset", by, person.ID), owed)
}

// SecondFactorLetter is what a letter about somebody's second factor says.
type SecondFactorLetter struct {
	Person    models.Person
	SignInURL string
}

// SecondFactorLetterFor gathers the facts of a letter to the person.
func (s *Service) SecondFactorLetterFor(ctx context.Context, person models.ID) (SecondFactorLetter, error) {
	found, err := s.Store.Person(ctx, person)
	return SecondFactorLetter{Person: found, SignInURL: s.Config.BaseURL + paths.SignIn}, err
}
