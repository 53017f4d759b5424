package privacy

import (
	"context"

	"trellis/app/files"
	"trellis/models"
	"trellis/models/store"
)

// What is forgotten each night without a rule, because people were promised that it is.
const (
	nightOfNeeds    models.RetentionKind = "needs"
	nightOfTakenOut models.RetentionKind = "taken_out"
)

// ForgetNeeds forgets, once a day, what people needed to take part: of cohorts that ended before today, and of those who have no
// place and do not wait for one. No rule puts it off; a hold does.
func (s *Service) ForgetNeeds(ctx context.Context) error {
	claimed, err := s.claim(ctx, nightOfNeeds)
	if err != nil || !claimed {
		return err
	}
	for more := true; more; {
		err := s.Store.InTx(ctx, func(tx *store.Tx) error {
			forgotten, err := tx.ForgetNeeds(ctx, atOnce)
			if err != nil {
				return err
			}
			more = len(forgotten) == atOnce
			events := make([]models.Event, len(forgotten))
			for i, e := range forgotten {
				events[i] = models.Event{Act: "needs.forgotten", Subject: "enrolments", SubjectID: e.ID, PersonID: &e.PersonID}
			}
			return tx.PublishAll(ctx, events, nil)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// ForgetTakenOut removes, once a day, what trainers took out of their sessions: until then they can put it back.
func (s *Service) ForgetTakenOut(ctx context.Context) error {
	claimed, err := s.claim(ctx, nightOfTakenOut)
	if err != nil || !claimed {
		return err
	}
	var keys []string
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		keys, err = tx.ForgetTakenOut(ctx)
		return err
	})
	if err != nil {
		return err
	}
	files.TakeKeys(ctx, s.Shelf, keys)
	return nil
}
