package access

import (
	"context"
	"maps"
	"slices"
	"sync"

	"trellis/models"
	"trellis/models/store"
)

// seen collects the browsers that were used for the first time in a day, until it is written: a look at a page writes
// nothing.
type seen struct {
	mu      *sync.Mutex
	devices map[models.ID]struct{}
}

const (
	seenKept  = 20_000 // in memory at most
	seenBatch = 2_000
)

func newSeen() seen { return seen{mu: &sync.Mutex{}, devices: map[models.ID]struct{}{}} }

func (s seen) note(device models.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.devices) < seenKept {
		s.devices[device] = struct{}{}
	}
}

func (s seen) take() []models.ID {
	s.mu.Lock()
	defer s.mu.Unlock()
	ids := slices.Collect(maps.Keys(s.devices))
	clear(s.devices)
	return ids
}

// FlushSeen writes which browsers were used today. What could not be written is noted again at their next page.
func (s *Service) FlushSeen(ctx context.Context) error {
	for chunk := range slices.Chunk(s.seen.take(), seenBatch) {
		err := s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.SeeDevices(ctx, chunk, tx.Today()) })
		if err != nil {
			return err
		}
	}
	return nil
}
