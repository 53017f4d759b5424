package calendar

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// feedMonths is how far back a personal calendar reaches.
const feedMonths = 3

// Limits on an address that nobody has, and on one that somebody has, from one place.
const (
	feedTries  = 60
	feedWindow = time.Minute
)

// Feed is a personal calendar as a program reads it, with a mark that changes when it does.
type Feed struct {
	Text string
	Mark string
}

// Open is the personal calendar that an address opens: the sessions of somebody, where they have a place and where they teach.
// From says who asks. Whoever asks too often gets models.ErrThrottled; a token that nobody has, models.ErrNotFound.
func (s *Service) Open(ctx context.Context, token, from string) (Feed, error) {
	hash := digest(token)
	feed, err := s.Store.FeedByHash(ctx, hash)
	if errors.Is(err, models.ErrNotFound) {
		if throttled := s.count(ctx, "feed "+from); throttled != nil {
			return Feed{}, throttled
		}
	}
	if err == nil {
		err = s.count(ctx, "feed "+hash)
	}
	if err != nil {
		return Feed{}, err
	}
	actor, err := s.Store.Actor(ctx, feed.PersonID, s.Store.Today())
	if err != nil {
		return Feed{}, err
	}
	reach := policy.Scope(actor, policy.Teach)
	now := s.Store.Now()
	sessions, err := s.Store.DatedSessions(ctx, actor.ID, store.Taught{Cohorts: reach.Cohorts, Courses: reach.Courses}, now.AddDate(0, -feedMonths, 0))
	if err != nil {
		return Feed{}, err
	}
	return Feed{Text: s.feed(sessions, now), Mark: digest(s.feed(sessions, time.Time{}))[:32]}, nil
}

// count counts a look, and answers models.ErrThrottled when there are too many.
func (s *Service) count(ctx context.Context, key string) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.CountTry(ctx, digest(key), feedTries, feedWindow) })
}

func (s *Service) feed(sessions []store.DatedSession, stamp time.Time) string {
	cal := newCalendar()
	cal.SetXWRCalName("Sessions")
	cal.SetRefreshInterval("PT1H") // the library adds that it is a duration
	cal.SetXPublishedTTL("PT1H")
	for _, session := range sessions {
		cohort := models.Cohort{ID: session.CohortID, State: models.CohortOpen, Place: session.CohortPlace}
		s.add(cal, entry{
			Appointment: published(models.Course{Title: session.CourseTitle}, cohort, session.Session),
			page:        s.BaseURL + paths.Cohort(session.CohortCode), stamp: stamp,
		})
	}
	return written(cal)
}

// Mine is the personal calendar of the actor; nil when they have none.
func (s *Service) Mine(ctx context.Context, actor models.Actor) (*models.Feed, error) {
	feed, err := s.Store.FeedOf(ctx, actor.ID)
	if errors.Is(err, models.ErrNotFound) {
		return nil, nil
	}
	return &feed, err
}

// Make gives the actor a personal calendar at an address that is kept nowhere: it is told this once. An address from before
// opens nothing any more.
func (s *Service) Make(ctx context.Context, actor models.Actor) (address string, err error) {
	token := rand.Text()
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.KeepFeed(ctx, models.Feed{PersonID: actor.ID, TokenHash: digest(token), MadeAt: tx.Now()}); err != nil {
			return err
		}
		return tx.Publish(ctx, models.AboutPerson("feed.made", &actor.ID, actor.ID))
	})
	return s.BaseURL + paths.Feed(token), err
}

// End lets the address of the actor open nothing any more.
func (s *Service) End(ctx context.Context, actor models.Actor) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		ended, err := tx.EndFeed(ctx, actor.ID)
		if err != nil || !ended {
			return err
		}
		return tx.Publish(ctx, models.AboutPerson("feed.ended", &actor.ID, actor.ID))
	})
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
