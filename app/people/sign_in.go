package people

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// SignIn is what somebody enters to sign in. From is the network address they come from.
type SignIn struct {
	Email    string `form:"email"`
	Password string `form:"password"`
	Next     string `form:"next"`
	From     string `form:"-"`
}

// Tries that fail, within a minute, before the next is refused. Many people may share one network address.
const (
	triesOfAccount = 20
	triesOfAddress = 100
	tryWindow      = time.Minute
)

var errNoMatch = models.Invalid{"email": "Check your email address and password: they do not match"}

// SignIn answers who signs in with the address and the password. The answer, and the time it takes, are the same for an
// unknown address and for a wrong password. Too many failures answer models.ErrThrottled.
func (s *Service) SignIn(ctx context.Context, in SignIn) (models.Person, error) {
	keys := []string{tryKey("account", store.Fold(in.Email)), tryKey("address", in.From)}
	if err := s.countTries(ctx, keys); err != nil {
		return models.Person{}, err
	}
	found, err := s.Store.WayInByEmail(ctx, in.Email)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return models.Person{}, err
	}
	// Outside any transaction: a hash takes long, and would keep others from writing.
	match, err := s.hashing.matches(ctx, in.Password, found.Hash)
	if err != nil {
		return models.Person{}, err
	}
	if !match {
		return models.Person{}, errNoMatch
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.GiveBackTry(ctx, keys...); err != nil {
			return err
		}
		return tx.Publish(ctx, about("person.signed_in", &found.ID, found.ID))
	})
	return found.Person, err
}

func (s *Service) countTries(ctx context.Context, keys []string) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		account, err := tx.CountTry(ctx, keys[0], tryWindow)
		if err != nil {
			return err
		}
		address, err := tx.CountTry(ctx, keys[1], tryWindow)
		if err != nil {
			return err
		}
		if account > triesOfAccount || address > triesOfAddress {
			return models.ErrThrottled
		}
		return nil
	})
}

// tryKey names a count without saying whose it is.
func tryKey(kind, of string) string { return "sign-in " + kind + " " + digest(of) }

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// SignOutEverywhere ends every sign-in of the actor, this one too.
func (s *Service) SignOutEverywhere(ctx context.Context, actor models.Actor) error {
	if !policy.May(actor, policy.UseAccount) {
		return models.ErrForbidden
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if _, err := tx.RaiseEpoch(ctx, actor.ID); err != nil {
			return err
		}
		return tx.Publish(ctx, about("person.signed_out_everywhere", &actor.ID, actor.ID))
	})
}
