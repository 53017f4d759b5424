package privacy

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// atOnce is how much a rule removes in one transaction, so that nobody waits long for it.
const atOnce = 500

// KeepRules lets the rules act once a day, just after midnight in London, until the context ends.
func (s *Service) KeepRules(ctx context.Context) {
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for {
		if err := s.CatchUp(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "what the rules of retention owe was not done", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-minute.C:
		}
	}
}

// CatchUp lets each rule act that was accepted before today and has not acted today. Several processes may do so at once:
// one of them claims the night of a rule. What it does not finish is done the next night.
func (s *Service) CatchUp(ctx context.Context) error {
	if err := errors.Join(s.ForgetNeeds(ctx), s.ForgetTakenOut(ctx), s.KeepShelf(ctx)); err != nil {
		return err
	}
	rules, err := s.Store.RetentionRules(ctx)
	if err != nil {
		return err
	}
	for _, rule := range rules {
		if rule.AcceptedAt == nil || models.DateOf(*rule.AcceptedAt) >= s.Store.Today() {
			continue
		}
		if err := s.act(ctx, rule.Kind); err != nil {
			return fmt.Errorf("keep to the rule for %s: %w", rule.Kind, err)
		}
	}
	return nil
}

func (s *Service) act(ctx context.Context, kind models.RetentionKind) error {
	claimed, err := s.claim(ctx, kind)
	if err != nil || !claimed {
		return err
	}
	total := 0
	for more := true; more; {
		var done int
		err := s.Store.InTx(ctx, func(tx *store.Tx) error {
			done = 0
			rule, err := tx.LockRetentionRule(ctx, kind)
			if errors.Is(err, models.ErrNotFound) || err == nil && rule.AcceptedAt == nil { // somebody stopped it meanwhile
				return nil
			}
			if err != nil {
				return err
			}
			done, err = tx.Retain(ctx, rule, atOnce)
			return err
		})
		if err != nil {
			return err
		}
		total += done
		more = done > 0
	}
	if total == 0 {
		return nil
	}
	slog.InfoContext(ctx, "a rule of retention acted", "kind", kind, "rows", total)
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		return tx.Publish(ctx, ofRule("retention.applied", nil, fmt.Sprintf("%s %d", kind, total)))
	})
}

func (s *Service) claim(ctx context.Context, kind models.RetentionKind) (claimed bool, err error) {
	days, err := s.Store.RetentionClaimed(ctx, kind) // a look, before a write each minute
	if err != nil || days >= s.Store.Today() {
		return false, err
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		claimed, err = tx.ClaimNight(ctx, kind)
		return err
	})
	return claimed, err
}
