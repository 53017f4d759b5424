package skills

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// remindedAtOnce is how many people are reminded of a round in one transaction.
const remindedAtOnce = 500

// KeepReminding reminds those who are asked in a round and have not sent, and between rounds those whose core skills are due
// again, each morning until the context ends.
func (s *Service) KeepReminding(ctx context.Context) {
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for {
		if err := s.RemindOfRounds(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "people were not reminded of a round of assessment", "error", err)
		}
		if err := s.TellWhatIsDue(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "people were not told which skills are due again", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-minute.C:
		}
	}
}

// RemindOfRounds owes the reminders of the round that is open. Several processes may do so at once: the round is locked for each
// run of people, and whoever comes second finds those who are left. Who is away is found on the day after.
func (s *Service) RemindOfRounds(ctx context.Context) error {
	return s.remindOfRounds(ctx, remindedAtOnce)
}

func (s *Service) remindOfRounds(ctx context.Context, atOnce int) error {
	day := models.RemindsOn(s.Store.Now())
	if day == "" {
		return nil
	}
	round, err := s.Store.OpenRound(ctx, day)
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	for {
		due, err := s.Store.UnremindedOfRound(ctx, round.ID, round.StageOn(day), day, 1)
		if err != nil || len(due) == 0 {
			return err
		}
		if err := s.Store.InTx(ctx, func(tx *store.Tx) error { return remindSome(ctx, tx, round.ID, day, atOnce) }); err != nil {
			return err
		}
	}
}

// remindSome reminds a run of people, of the round as it says by now.
func remindSome(ctx context.Context, tx *store.Tx, id models.ID, day models.Date, atOnce int) error {
	round, err := tx.LockRound(ctx, id)
	if err != nil {
		return err
	}
	stage := round.StageOn(day)
	if stage == "" { // closed meanwhile
		return models.ErrStale
	}
	due, err := tx.UnremindedOfRound(ctx, id, stage, day, atOnce)
	if err != nil {
		return err
	}
	return tx.RemindOfRound(ctx, id, stage, due)
}

// RoundLetter is what a reminder of a round says.
type RoundLetter struct {
	Person models.Person
	Round  models.Round
	Stage  models.RoundStage
	Begun  bool
	URL    string
	Away   string // where somebody says when they are away
}

// RoundLetterFor gathers what a reminder to the person says; models.ErrNotFound when no round is open by now, or they have sent.
func (s *Service) RoundLetterFor(ctx context.Context, person models.ID) (letter RoundLetter, err error) {
	today := s.Store.Today()
	if letter.Round, err = s.Store.OpenRound(ctx, today); err != nil {
		return letter, err
	}
	reminder, err := s.Store.LastRoundReminder(ctx, letter.Round.ID, person)
	if err != nil {
		return letter, err
	}
	reply, err := s.Store.Reply(ctx, person, letter.Round.ID)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return letter, err
	}
	letter.Begun = err == nil
	if letter.Person, err = s.Store.Person(ctx, person); err != nil {
		return letter, err
	}
	if letter.Person.ErasedAt != nil || reply.SentAt != nil {
		return letter, models.ErrNotFound
	}
	letter.Stage, letter.URL, letter.Away = reminder.Stage, s.BaseURL+paths.Assessment(letter.Round.Slug), s.BaseURL+paths.OwnLeave
	return letter, nil
}
