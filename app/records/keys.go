package records

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"trellis/app/badge"
	"trellis/app/policy"
	"trellis/app/seal"
	"trellis/models"
	"trellis/models/store"
)

// NoKeys says that badges cannot be signed now, and why. Everything else of a record works.
type NoKeys struct{ Why error }

func (n NoKeys) Error() string { return "badges cannot be signed: " + n.Why.Error() }

// Unwrap is why.
func (n NoKeys) Unwrap() error { return n.Why }

// KeysPage is the keys that badges are signed with, and those before them.
type KeysPage struct {
	DID     string
	Keys    []models.SigningKey // the newest of each algorithm first
	Current string              // names of those that sign, as a form brings them back
	Records int                 // that have a place on a list of states
	Broken  error               // why badges cannot be signed now; nil: they can
}

// Keys is the page on which administrators keep the keys of badges.
func (s *Service) Keys(ctx context.Context, actor models.Actor) (page KeysPage, err error) {
	if !policy.Scope(actor, policy.KeepKeys).All {
		return page, models.ErrForbidden
	}
	if page.Keys, err = s.Store.SigningKeys(ctx); err != nil {
		return page, err
	}
	if page.Records, err = s.Store.PlacedRecords(ctx); err != nil {
		return page, err
	}
	page.DID, page.Current = s.did(), current(page.Keys)
	page.Broken = s.broken(page.Keys)
	return page, nil
}

// broken says why the keys that sign cannot be used.
func (s *Service) broken(keys []models.SigningKey) error {
	if s.Secret == "" {
		return seal.ErrNoSecret
	}
	for _, k := range keys {
		if k.RetiredAt == nil {
			if _, err := s.signer(k); err != nil {
				return err
			}
		}
	}
	return nil
}

// current names the keys that sign.
func current(keys []models.SigningKey) string {
	var names []string
	for _, k := range keys {
		if k.RetiredAt == nil {
			names = append(names, k.Name())
		}
	}
	return strings.Join(names, " ")
}

// RotateKeys makes new keys in place of those that sign.
type RotateKeys struct {
	Current string `form:"current"` // names of those that the page showed
	Confirm bool   `form:"confirm"`
}

// RotateKeys makes new keys. Those before them sign no more, and stay published: what they signed stays genuine. It fails with
// models.ErrStale when others sign meanwhile than the page showed.
func (s *Service) RotateKeys(ctx context.Context, actor models.Actor, in RotateKeys) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if !policy.Scope(actor, policy.KeepKeys).All {
			return models.ErrForbidden
		}
		if !in.Confirm {
			return models.Invalid{"confirm": "Tick the box to say that you want new keys"}
		}
		now, err := tx.LockSigningKeys(ctx)
		if err != nil {
			return err
		}
		if current(now) != in.Current {
			return models.ErrStale
		}
		all, err := tx.SigningKeys(ctx)
		if err != nil {
			return err
		}
		if err := tx.RetireKeys(ctx, now); err != nil {
			return err
		}
		made, err := s.makeKeys(tx, all)
		if err != nil {
			return err
		}
		if err := tx.Add(ctx, &made); err != nil {
			return err
		}
		events := make([]models.Event, len(made))
		for i, k := range made {
			events[i] = models.Event{ActorID: &actor.ID, Act: "keys.changed", Subject: "signing_keys", SubjectID: k.ID}
		}
		return tx.PublishAll(ctx, events, nil)
	})
}

// makeKeys makes a key of each algorithm, numbered after those there are.
func (s *Service) makeKeys(tx *store.Tx, before []models.SigningKey) ([]models.SigningKey, error) {
	made := make([]models.SigningKey, 0, 2)
	for algorithm, generate := range map[models.Algorithm]func() (public, private []byte, err error){models.ES256: badge.NewES256, models.Ed25519: badge.NewEd25519} {
		key := models.SigningKey{ID: store.NewID(), Number: 1, Algorithm: algorithm, MadeAt: tx.Now()}
		for _, k := range before {
			if k.Algorithm == algorithm {
				key.Number = max(key.Number, k.Number+1)
			}
		}
		public, private, err := generate()
		if err != nil {
			return nil, err
		}
		key.Public = public
		if key.Sealed, err = seal.Secret(s.Secret).Seal(seal.BadgeKey, string(key.ID), private); err != nil {
			return nil, NoKeys{err}
		}
		made = append(made, key)
	}
	return made, nil
}

// allKeys are the keys there are, made on first need. Of several processes that need them at once, one makes them.
func (s *Service) allKeys(ctx context.Context) ([]models.SigningKey, error) {
	keys, err := s.Store.SigningKeys(ctx)
	if err != nil || len(keys) > 0 {
		return keys, err
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		made, err := s.makeKeys(tx, nil)
		if err != nil {
			return err
		}
		if err := tx.AddFirstKeys(ctx, made); err != nil {
			return err
		}
		slog.InfoContext(ctx, "the keys that badges are signed with were made")
		return nil
	})
	if err != nil {
		return nil, err
	}
	return s.Store.SigningKeys(ctx)
}

// signers are the keys that sign: for tokens, and for proofs inside.
func (s *Service) signers(ctx context.Context) (token, proof badge.Signer, err error) {
	keys, err := s.allKeys(ctx)
	if err != nil {
		return token, proof, err
	}
	for _, k := range keys {
		if k.RetiredAt != nil {
			continue
		}
		signer, err := s.signer(k)
		if err != nil {
			return token, proof, NoKeys{err}
		}
		if k.Algorithm == models.ES256 {
			token = signer
		} else {
			proof = signer
		}
	}
	if token.Private == nil || proof.Private == nil {
		return token, proof, NoKeys{fmt.Errorf("there is no key that signs")}
	}
	return token, proof, nil
}

func (s *Service) signer(k models.SigningKey) (badge.Signer, error) {
	private, err := seal.Secret(s.Secret).Unseal(seal.BadgeKey, string(k.ID), k.Sealed)
	if err != nil {
		return badge.Signer{}, err
	}
	return badge.ParseSigner(s.did()+"#"+k.Name(), private)
}

// did is the name under which this installation issues badges.
func (s *Service) did() string { return badge.DID(s.BaseURL) }

// Document is what the installation's name stands for: its keys, with those of before.
func (s *Service) Document(ctx context.Context) ([]byte, error) {
	kept, err := s.allKeys(ctx)
	if err != nil {
		return nil, err
	}
	keys := make([]badge.Key, len(kept))
	for i, k := range kept {
		if keys[i], err = badge.ParseKey(s.did()+"#"+k.Name(), k.Public); err != nil {
			return nil, err
		}
	}
	return badge.WriteDocument(s.did(), keys)
}
