package access

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

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

// Tries that fail, within a minute, before the next is refused. Many people may share one network address, and nobody at
// one address can keep somebody at another from signing in: it is refused long before an account is.
const (
	triesOfAccount         = 20 // from one network address
	triesOfAddress         = 100
	triesOfAccountAnywhere = 300
	tryWindow              = time.Minute
)

var errNoMatch = models.Invalid{"email": "Check your email address and password: they do not match"}

// SignIn answers who signs in with the address and the password. The answer, and the time it takes, are the same for an
// unknown address and for a wrong password. Too many failures answer models.ErrThrottled.
func (s *Service) SignIn(ctx context.Context, in SignIn) (models.Person, error) {
	counted := triesOf(in)
	if err := s.countTries(ctx, counted); err != nil {
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
		return tx.GiveBackTry(ctx, counted[0].key, counted[1].key, counted[2].key)
	})
	return found.Person, err
}

// tries is a count of tries, and how many it allows within the window.
type tries struct {
	key  string
	most int
}

func triesOf(in SignIn) []tries {
	account := store.Fold(in.Email)
	return []tries{
		{tryKey("account from", account+" "+in.From), triesOfAccount},
		{tryKey("address", in.From), triesOfAddress},
		{tryKey("account", account), triesOfAccountAnywhere},
	}
}

func (s *Service) countTries(ctx context.Context, counted []tries) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		for _, t := range counted {
			if err := tx.CountTry(ctx, t.key, t.most, tryWindow); err != nil {
				return err
			}
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
