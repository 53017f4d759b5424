package people

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"trellis/models"
	"trellis/models/store"
)

const (
	looksEvery = 3 * time.Second
	looksKept  = 20_000 // in memory at most; what comes on top while the database does not answer is lost
	looksBatch = 2_000
)

// looks collects who looked at whom, until it is written.
type looks struct {
	mu   *sync.Mutex
	seen map[models.Look]struct{}
}

func newLooks() looks { return looks{mu: &sync.Mutex{}, seen: map[models.Look]struct{}{}} }

// Looked notes that the viewer saw the named skills of the people today. It is written a few seconds later, in a batch
// with others; a look at oneself is not noted.
func (s *Service) Looked(viewer models.ID, people []models.ID) {
	today := s.Store.Today()
	s.looks.mu.Lock()
	defer s.looks.mu.Unlock()
	for _, person := range people {
		if person == viewer || len(s.looks.seen) >= looksKept {
			continue
		}
		s.looks.seen[models.Look{ViewerID: viewer, PersonID: person, Day: today}] = struct{}{}
	}
}

// KeepLooks writes who looked at whose named skills, in batches, until the context ends; then it writes what is left.
func (s *Service) KeepLooks(ctx context.Context) {
	write := time.NewTicker(looksEvery)
	defer write.Stop()
	for {
		select {
		case <-ctx.Done():
			ctx = context.WithoutCancel(ctx)
			told(ctx, "write who looked at whom", s.FlushLooks(ctx))
			return
		case <-write.C:
			told(ctx, "write who looked at whom", s.FlushLooks(ctx))
		}
	}
}

func told(ctx context.Context, what string, err error) {
	if err != nil && ctx.Err() == nil {
		slog.ErrorContext(ctx, what, "error", err)
	}
}

// FlushLooks writes what has been noted so far. What could not be written is kept for the next time.
func (s *Service) FlushLooks(ctx context.Context) error {
	for {
		batch := s.looks.take(looksBatch)
		if len(batch) == 0 {
			return nil
		}
		err := s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.AddLooks(ctx, batch) })
		if err != nil {
			s.looks.putBack(batch)
			return err
		}
	}
}

func (l looks) take(most int) []models.Look {
	l.mu.Lock()
	defer l.mu.Unlock()
	batch := make([]models.Look, 0, min(most, len(l.seen)))
	for look := range l.seen {
		if len(batch) == most {
			break
		}
		batch = append(batch, look)
		delete(l.seen, look)
	}
	return batch
}

func (l looks) putBack(batch []models.Look) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, look := range batch {
		if len(l.seen) < looksKept {
			l.seen[look] = struct{}{}
		}
	}
}
