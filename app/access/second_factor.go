package access

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"time"

	"github.com/pquerna/otp/totp"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// SecondFactor is where the second factor of the actor stands.
type SecondFactor struct {
	Required  bool       // of the actor, whether it is set up or not
	Since     *time.Time // it is asked for; nil where none is set up
	CodesLeft int        // recovery codes that still work
}

// SetUp is what an authenticator app must be told: by the camera as an address, or typed in.
type SetUp struct{ Secret, URL string }

// Proof is what somebody enters to prove that they have their second factor.
type Proof struct {
	Code string `form:"code"`
	// Device is this browser: it stays signed in where others are signed out.
	Device models.ID `form:"-"`
}

// issuer names this product in the list of an authenticator app.
const issuer = "Trellis"

// SecondFactor tells where the actor's second factor stands.
func (s *Service) SecondFactor(ctx context.Context, actor models.Actor) (SecondFactor, error) {
	if !policy.May(actor, policy.UseAccount) {
		return SecondFactor{}, models.ErrForbidden
	}
	required, err := s.requires(ctx, s.Store.Reads, actor)
	if err != nil {
		return SecondFactor{}, err
	}
	authenticator, err := s.Store.Authenticator(ctx, actor.ID)
	if errors.Is(err, models.ErrNotFound) {
		err = nil
	}
	if err != nil || authenticator.ConfirmedAt == nil {
		return SecondFactor{Required: required}, err
	}
	left, err := s.Store.CountRecoveryCodes(ctx, actor.ID)
	return SecondFactor{Required: required, Since: authenticator.ConfirmedAt, CodesLeft: left}, err
}

// BeginSecondFactor makes a secret for the actor's authenticator app, in place of an older one that was never confirmed.
// It asks for nothing until it is confirmed, and answers models.ErrStale where one is.
func (s *Service) BeginSecondFactor(ctx context.Context, actor models.Actor) (SetUp, error) {
	if !policy.May(actor, policy.UseAccount) {
		return SetUp{}, models.ErrForbidden
	}
	secret := make([]byte, 20) // as RFC 4226 advises
	if _, err := rand.Read(secret); err != nil {
		return SetUp{}, err
	}
	sealed, err := s.seals().Seal(labelAuthenticator, string(actor.ID), secret)
	if err != nil {
		return SetUp{}, err
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.BeginAuthenticator(ctx, actor.ID, sealed) })
	if errors.Is(err, models.ErrTaken) {
		return SetUp{}, models.ErrStale
	}
	if err != nil {
		return SetUp{}, err
	}
	return setUp(actor, secret)
}

// WaitingSecondFactor is the secret that waits for the actor to confirm it. It answers models.ErrStale where none does.
func (s *Service) WaitingSecondFactor(ctx context.Context, actor models.Actor) (SetUp, error) {
	authenticator, err := s.Store.Authenticator(ctx, actor.ID)
	if errors.Is(err, models.ErrNotFound) || err == nil && authenticator.ConfirmedAt != nil {
		return SetUp{}, models.ErrStale
	}
	if err != nil {
		return SetUp{}, err
	}
	secret, err := s.seals().Unseal(labelAuthenticator, string(actor.ID), authenticator.Secret)
	if err != nil {
		return SetUp{}, err
	}
	return setUp(actor, secret)
}

func setUp(actor models.Actor, secret []byte) (SetUp, error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: actor.Email, Secret: secret, Period: stepSeconds, Digits: options.Digits, Algorithm: options.Algorithm})
	if err != nil {
		return SetUp{}, fmt.Errorf("name the key of an authenticator: %w", err)
	}
	return SetUp{Secret: secretText(secret), URL: key.URL()}, nil
}

// secretText is a secret as authenticator apps take it.
func secretText(secret []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
}

// ConfirmSecondFactor begins to ask for the actor's second factor at sign-in: the code shows that the app has the secret.
// Other browsers are signed out. It answers the recovery codes, which are told this once.
func (s *Service) ConfirmSecondFactor(ctx context.Context, actor models.Actor, in Proof) ([]string, error) {
	if !policy.May(actor, policy.UseAccount) {
		return nil, models.ErrForbidden
	}
	if err := s.countProof(ctx, actor.ID); err != nil {
		return nil, err
	}
	codes, hashes, err := s.makeRecoveryCodes(actor.ID)
	if err != nil {
		return nil, err
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		authenticator, err := tx.LockAuthenticator(ctx, actor.ID)
		if errors.Is(err, models.ErrNotFound) || err == nil && authenticator.ConfirmedAt != nil {
			return models.ErrStale
		}
		if err != nil {
			return err
		}
		if err := s.takeStep(ctx, tx, authenticator, plainCode(in.Code)); err != nil {
			return err
		}
		if err := tx.ConfirmAuthenticator(ctx, actor.ID); err != nil {
			return err
		}
		if err := tx.ReplaceRecoveryCodes(ctx, actor.ID, hashes); err != nil {
			return err
		}
		return endOthers(ctx, tx, actor, in, "second_factor.set_up")
	})
	return codes, err
}

// NewRecoveryCodes ends the actor's recovery codes, and answers new ones, which are told this once.
func (s *Service) NewRecoveryCodes(ctx context.Context, actor models.Actor, in Proof) ([]string, error) {
	codes, hashes, err := s.makeRecoveryCodes(actor.ID)
	if err != nil {
		return nil, err
	}
	return codes, s.proved(ctx, actor, in, func(tx *store.Tx) error {
		if err := tx.ReplaceRecoveryCodes(ctx, actor.ID, hashes); err != nil {
			return err
		}
		return endOthers(ctx, tx, actor, in, "recovery_codes.made")
	})
}

// TurnOffSecondFactor stops asking for the actor's second factor, unless it is required of them.
func (s *Service) TurnOffSecondFactor(ctx context.Context, actor models.Actor, in Proof) error {
	return s.proved(ctx, actor, in, func(tx *store.Tx) error {
		required, err := s.requires(ctx, tx.Reads, actor)
		if err != nil {
			return err
		}
		if required {
			return models.Invalid{"off": "A second factor is required of everybody with your role, so it stays on"}
		}
		if err := tx.ForgetSecondFactor(ctx, actor.ID); err != nil {
			return err
		}
		return endOthers(ctx, tx, actor, in, "second_factor.turned_off")
	})
}

// proved does something once the actor has proved their second factor; both happen, or neither.
func (s *Service) proved(ctx context.Context, actor models.Actor, in Proof, do func(tx *store.Tx) error) error {
	if !policy.May(actor, policy.UseAccount) {
		return models.ErrForbidden
	}
	if err := s.countProof(ctx, actor.ID); err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := s.takeProof(ctx, tx, actor.ID, in.Code); err != nil {
			return err
		}
		return do(tx)
	})
}

// endOthers signs the actor out of all other browsers, gives back the try that succeeded, and tells what happened.
func endOthers(ctx context.Context, tx *store.Tx, actor models.Actor, in Proof, act string) error {
	if err := tx.EndDevices(ctx, in.Device, actor.ID); err != nil {
		return err
	}
	if err := tx.GiveBackTry(ctx, proofKey(actor.ID)); err != nil {
		return err
	}
	return tx.Publish(ctx, models.AboutPerson(act, &actor.ID, actor.ID))
}
