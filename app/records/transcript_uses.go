package records

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"trellis/models"
	"trellis/models/store"
)

const (
	usesEvery = 3 * time.Second
	usesKept  = 20_000 // in memory at most; what comes on top while the database does not answer is lost
)

// linkUses counts openings of links to transcripts, until they are written. The zero value is ready.
type linkUses struct {
	mu    sync.Mutex
	times map[models.TranscriptUse]int // by link and day
}

func (u *linkUses) note(use models.TranscriptUse) { u.add([]models.TranscriptUse{use}, 1) }

func (u *linkUses) add(uses []models.TranscriptUse, once int) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.times == nil {
		u.times = map[models.TranscriptUse]int{}
	}
	for _, use := range uses {
		key := models.TranscriptUse{TranscriptLinkID: use.TranscriptLinkID, UsedOn: use.UsedOn}
		if _, known := u.times[key]; known || len(u.times) < usesKept {
			u.times[key] += use.Times + once
		}
	}
}

func (u *linkUses) take() []models.TranscriptUse {
	u.mu.Lock()
	defer u.mu.Unlock()
	list := make([]models.TranscriptUse, 0, len(u.times))
	for use, times := range u.times {
		use.Times = times
		list = append(list, use)
	}
	clear(u.times)
	return list
}

// KeepUses writes how often links to transcripts were opened, in batches, until the context ends; then it writes what is left.
func (s *Service) KeepUses(ctx context.Context) {
	write := time.NewTicker(usesEvery)
	defer write.Stop()
	for {
		over := false
		select {
		case <-ctx.Done():
			ctx, over = context.WithoutCancel(ctx), true
		case <-write.C:
		}
		if err := s.FlushUses(ctx); err != nil {
			slog.ErrorContext(ctx, "write how often transcripts were opened", "error", err)
		}
		if over {
			return
		}
	}
}

// FlushUses writes what has been counted so far. What could not be written is kept for the next time.
func (s *Service) FlushUses(ctx context.Context) error {
	uses := s.uses.take()
	if len(uses) == 0 {
		return nil
	}
	const batch = 2_000
	for len(uses) > 0 {
		some := uses[:min(batch, len(uses))]
		if err := s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.AddTranscriptUses(ctx, some) }); err != nil {
			s.uses.add(uses, 0)
			return err
		}
		uses = uses[len(some):]
	}
	return nil
}
