package access

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"trellis/models"
	"trellis/models/store"
)

// stepSeconds is how long an authenticator app shows a code. All apps know these options, and some know no others.
const stepSeconds = 30

var options = hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}

// skew is how many steps the clock of an app may be before or behind ours.
const skew = 1

// Wrong codes before the next is refused: who has somebody’s password and guesses without a pause gets in about once in a year.
const (
	triesOfProof = 10
	proofWindow  = 15 * time.Minute
)

var (
	errWrongCode = models.Invalid{"code": "That code does not work. Enter the 6 digits that your app shows now: each code works once"}
	errNoCode    = models.Invalid{"code": "Enter the 6 digits that your app shows, or a recovery code"}
)

// AsksSecondFactor tells whether somebody whose first way in succeeded is asked for their second factor.
func (s *Service) AsksSecondFactor(ctx context.Context, person models.ID) (bool, error) {
	return s.Store.HasSecondFactor(ctx, person)
}

// ProveSecondFactor takes the code of a person whose first way in succeeded: of the app or a recovery code. Too many wrong
// ones answer models.ErrThrottled.
func (s *Service) ProveSecondFactor(ctx context.Context, person models.ID, code string) error {
	if err := s.countProof(ctx, person); err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := s.takeProof(ctx, tx, person, code); err != nil {
			return err
		}
		return tx.GiveBackTry(ctx, proofKey(person))
	})
}

// countProof counts before the code is looked at, and in a transaction of its own: a refusal undoes what happened beside it.
func (s *Service) countProof(ctx context.Context, person models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		return tx.CountTry(ctx, proofKey(person), triesOfProof, proofWindow)
	})
}

func proofKey(person models.ID) string { return tryKey("second factor", string(person)) }

// takeProof uses up a code of the person: of their app, or a recovery code. It answers models.ErrStale where no second
// factor is set up any more.
func (s *Service) takeProof(ctx context.Context, tx *store.Tx, person models.ID, entered string) error {
	authenticator, err := tx.LockAuthenticator(ctx, person)
	if errors.Is(err, models.ErrNotFound) || err == nil && authenticator.ConfirmedAt == nil {
		return models.ErrStale
	}
	if err != nil {
		return err
	}
	switch code := plainCode(entered); {
	case code == "":
		return errNoCode
	case len(code) <= options.Digits.Length():
		return s.takeStep(ctx, tx, authenticator, code)
	default:
		return s.takeRecoveryCode(ctx, tx, person, code)
	}
}

// takeStep uses up the code of a step of time, and with it the codes of all steps before.
func (s *Service) takeStep(ctx context.Context, tx *store.Tx, a models.Authenticator, code string) error {
	if code == "" {
		return errNoCode
	}
	secret, err := s.seals().Unseal(labelAuthenticator, string(a.PersonID), a.Secret)
	if err != nil {
		return err
	}
	now := int(tx.Now().Unix() / stepSeconds)
	for step := max(now-skew, a.LastStep+1); step <= now+skew; step++ {
		fits, err := hotp.ValidateCustom(code, uint64(step), secretText(secret), options) //nolint:gosec // steps since 1970 are above zero
		if err != nil {
			return errWrongCode // it is no 6 digits
		}
		if !fits {
			continue
		}
		if err := tx.UseStep(ctx, a.PersonID, step); errors.Is(err, models.ErrStale) {
			return errWrongCode
		} else if err != nil {
			return err
		}
		return nil
	}
	return errWrongCode
}

func (s *Service) takeRecoveryCode(ctx context.Context, tx *store.Tx, person models.ID, code string) error {
	hash, err := s.seals().Keyed(labelRecovery, string(person), code)
	if err != nil {
		return err
	}
	if err := tx.UseRecoveryCode(ctx, person, hash); errors.Is(err, models.ErrNotFound) {
		return errWrongCode
	} else if err != nil {
		return err
	}
	return tx.Publish(ctx, models.AboutPerson("recovery_code.used", &person, person))
}

const (
	recoveryCodes  = 10
	recoveryLength = 12 // characters of 5 bits: 60 bits
	recoveryPart   = 4
)

// makeRecoveryCodes makes codes as they are shown, and their hashes as they are kept.
func (s *Service) makeRecoveryCodes(person models.ID) (codes, hashes []string, err error) {
	for range recoveryCodes {
		plain := strings.ToLower(rand.Text()[:recoveryLength])
		hash, err := s.seals().Keyed(labelRecovery, string(person), plain)
		if err != nil {
			return nil, nil, err
		}
		codes = append(codes, plain[:recoveryPart]+"-"+plain[recoveryPart:2*recoveryPart]+"-"+plain[2*recoveryPart:])
		hashes = append(hashes, hash)
	}
	return codes, hashes, nil
}

// plainCode is a code without what people put between its parts.
func plainCode(entered string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", "-", "", "\u00a0", "", "\t", "").Replace(strings.TrimSpace(entered)))
}
