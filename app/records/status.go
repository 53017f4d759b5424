package records

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"trellis/app/badge"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// StatusList is a list of the states of badges, signed in both ways.
type StatusList struct {
	Token  string
	Proved []byte
	Digest string // of what it says, and by which keys
}

// lists are the lists of states as they were signed last, by number: they are signed anew when they say something else.
type lists struct {
	mu   sync.Mutex
	kept map[int]StatusList
}

func (s *Service) listAddress(list int) string { return s.BaseURL + paths.StatusList(list) }

// StatusList is the list of states with that number, for anybody. The bit of a record that was withdrawn or replaced is set.
func (s *Service) StatusList(ctx context.Context, number int) (StatusList, error) {
	status, err := s.Store.StatusList(ctx, number)
	if err != nil {
		return StatusList{}, err
	}
	if !status.Known {
		return StatusList{}, models.ErrNotFound
	}
	token, proof, err := s.signers(ctx)
	if err != nil {
		return StatusList{}, err
	}
	sum := sha256.Sum256(fmt.Append(nil, s.BaseURL, token.ID, proof.ID, status.Set))
	digest := fmt.Sprintf("%x", sum[:12])
	s.lists.mu.Lock()
	defer s.lists.mu.Unlock()
	if kept := s.lists.kept[number]; kept.Digest == digest {
		return kept, nil
	}
	if status.Changed.IsZero() {
		status.Changed = s.Store.Now()
	}
	credential, err := badge.StatusList(s.listAddress(number), s.did(), status.Set, status.Changed)
	if err != nil {
		return StatusList{}, err
	}
	signed := StatusList{Digest: digest}
	if signed.Token, err = badge.Token(credential, token); err != nil {
		return StatusList{}, err
	}
	if signed.Proved, err = badge.Proved(credential, proof, s.Store.Now()); err != nil {
		return StatusList{}, err
	}
	if s.lists.kept == nil {
		s.lists.kept = map[int]StatusList{}
	}
	s.lists.kept[number] = signed
	return signed, nil
}

const (
	placedAtOnce = 500         // records, in one transaction
	placeEvery   = time.Minute // those that came without a place, such as from before there were badges
)

// KeepBadges makes the keys of badges, and gives records that have none a place on a list of states, until the context ends.
func (s *Service) KeepBadges(ctx context.Context) {
	often := time.NewTicker(placeEvery)
	defer often.Stop()
	for said := ""; ; {
		if err := s.PlaceRecords(ctx); err != nil && ctx.Err() == nil && err.Error() != said {
			slog.ErrorContext(ctx, "badges are not ready", "error", err)
			said = err.Error()
		}
		select {
		case <-ctx.Done():
			return
		case <-often.C:
		}
	}
}

// PlaceRecords gives all records that have none a place on a list of states, some hundreds at a time, and makes the keys where
// there are none. Several processes may do so at once.
func (s *Service) PlaceRecords(ctx context.Context) error {
	for placed := placedAtOnce; placed == placedAtOnce; {
		err := s.Store.InTx(ctx, func(tx *store.Tx) (err error) {
			placed, err = tx.PlaceRecords(ctx, placedAtOnce)
			return err
		})
		if err != nil {
			return err
		}
	}
	if s.Secret == "" {
		return nil // the page of keys says so
	}
	_, err := s.allKeys(ctx)
	return err
}

// ours tells whether an address names a record of this installation, and which.
func (s *Service) ours(address string) (code string, ok bool) {
	rest, ok := strings.CutPrefix(address, s.BaseURL+paths.Verify+"/")
	if !ok {
		return "", false
	}
	return models.ParseRecordCode(rest)
}
