package records

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

const (
	mostDropped = 200
	droppedDays = 30 // in which a dropped line can be put back from the page
	matchEvery  = time.Hour
	matchAtOnce = 500
)

// PastLearningPage is the past learning of nobody we know.
type PastLearningPage struct {
	store.PastCounts
	Text    string
	Waiting models.Page[models.PastCompletion]
	Dropped []models.PastCompletion
}

// PastLearning is the page on which somebody says whose it is.
func (s *Service) PastLearning(ctx context.Context, actor models.Actor, text string, at models.PageAt) (page PastLearningPage, err error) {
	if !policy.Scope(actor, policy.KeepPastLearning).All {
		return page, models.ErrForbidden
	}
	page.Text = strings.TrimSpace(text)
	if page.PastCounts, err = s.Store.PastCounts(ctx); err != nil {
		return page, err
	}
	if page.Waiting, err = s.Store.PastWaiting(ctx, page.Text, at); err != nil {
		return page, err
	}
	page.Dropped, err = s.Store.PastDropped(ctx, s.Store.Now().AddDate(0, 0, -droppedDays), mostDropped)
	return page, err
}

// EachWaiting hands over all lines of nobody we know that the text finds, some at a time.
func (s *Service) EachWaiting(ctx context.Context, actor models.Actor, text string, do func([]models.PastCompletion) error) error {
	if !policy.Scope(actor, policy.KeepPastLearning).All {
		return models.ErrForbidden
	}
	read := func(at models.PageAt) (models.Page[models.PastCompletion], error) {
		return s.Store.PastWaiting(ctx, strings.TrimSpace(text), at)
	}
	return models.EachPage(models.PageAt{Size: models.FileChunk}, read, do)
}

// PastPage is one line of past learning, with the people whom a text finds.
type PastPage struct {
	store.NamedPast
	Text   string
	People []models.Person
}

const mostFound = 10

// Past is the page of one line.
func (s *Service) Past(ctx context.Context, actor models.Actor, id models.ID, text string) (page PastPage, err error) {
	if !policy.Scope(actor, policy.KeepPastLearning).All {
		return page, models.ErrForbidden
	}
	if page.NamedPast, err = s.Store.Past(ctx, id); err != nil {
		return page, err
	}
	page.Text = strings.TrimSpace(text)
	if page.Text == "" || page.PersonID != nil {
		return page, nil
	}
	if strings.Contains(page.Text, "@") {
		person, err := s.Store.PersonReachedBy(ctx, page.Text)
		if err == nil && person.ErasedAt == nil {
			page.People = []models.Person{person}
		}
		if errors.Is(err, models.ErrNotFound) {
			err = nil
		}
		return page, err
	}
	page.People, err = s.Store.PeopleCalled(ctx, page.Text, mostFound)
	return page, err
}

// MatchPast says whose a line of past learning is.
func (s *Service) MatchPast(ctx context.Context, actor models.Actor, id, person models.ID) error {
	return s.atPast(ctx, actor, id, "past_learning.matched", func(tx *store.Tx, line *models.PastCompletion) error {
		if line.PersonID != nil || line.DroppedAt != nil {
			return models.Invalid{"person": "Somebody has dealt with this line meanwhile"}
		}
		if !person.Known() {
			return models.Invalid{"person": "Select whose it is"}
		}
		found, err := tx.Person(ctx, person)
		if errors.Is(err, models.ErrNotFound) || err == nil && found.ErasedAt != nil {
			return models.Invalid{"person": "Select one of the people shown"}
		}
		at := tx.Now()
		line.PersonID, line.MatchedByID, line.MatchedAt = &person, &actor.ID, &at
		return err
	})
}

// DropPast puts a line away that belongs to nobody. It can be put back.
func (s *Service) DropPast(ctx context.Context, actor models.Actor, id models.ID) error {
	return s.atPast(ctx, actor, id, "past_learning.dropped", func(tx *store.Tx, line *models.PastCompletion) error {
		if line.PersonID != nil {
			return models.Invalid{"person": "Somebody has said whose this is meanwhile"}
		}
		at := tx.Now()
		line.DroppedAt = &at
		return nil
	})
}

// PutBackPast lets a line wait again that was dropped, or that somebody gave to a person by hand.
func (s *Service) PutBackPast(ctx context.Context, actor models.Actor, id models.ID) error {
	return s.atPast(ctx, actor, id, "past_learning.put_back", func(_ *store.Tx, line *models.PastCompletion) error {
		if line.PersonID != nil && line.MatchedByID == nil {
			return models.Invalid{"person": "It is theirs by its address"}
		}
		line.PersonID, line.MatchedByID, line.MatchedAt, line.DroppedAt = nil, nil, nil, nil
		return nil
	})
}

func (s *Service) atPast(ctx context.Context, actor models.Actor, id models.ID, act string, do func(tx *store.Tx, line *models.PastCompletion) error) error {
	if !policy.Scope(actor, policy.KeepPastLearning).All {
		return models.ErrForbidden
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		line, err := tx.LockPast(ctx, id)
		if err != nil {
			return err
		}
		if err := do(tx, &line); err != nil {
			return err
		}
		if err := tx.KeepPast(ctx, line); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: act, Subject: "past_completions", SubjectID: id, PersonID: line.PersonID})
	})
}

// KeepPastLearning gives past learning to people who have its address by now, each hour until the context ends.
func (s *Service) KeepPastLearning(ctx context.Context) {
	every := time.NewTicker(matchEvery)
	defer every.Stop()
	for {
		if err := s.MatchByAddress(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "past learning was not matched", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
	}
}

// MatchByAddress gives each line of past learning that nobody has to whoever has its address now, or had it.
func (s *Service) MatchByAddress(ctx context.Context) error {
	for {
		found, err := s.Store.PastMatchable(ctx, matchAtOnce)
		if err != nil || len(found) == 0 {
			return err
		}
		err = s.Store.InTx(ctx, func(tx *store.Tx) error {
			var events []models.Event
			matched, err := tx.MatchPast(ctx, found)
			if err != nil {
				return err
			}
			for _, line := range matched {
				events = append(events, models.Event{Act: "past_learning.matched", Subject: "past_completions", SubjectID: line.ID, PersonID: line.PersonID})
			}
			return tx.PublishAll(ctx, events, nil)
		})
		if err != nil {
			return err
		}
	}
}
