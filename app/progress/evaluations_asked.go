package progress

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

const (
	askEvery = 10 * time.Minute
	atOnce   = 500 // questions that are owed in one transaction
)

// KeepAsking owes the questions that the time brings until the context ends: what a session was like, and what came of a
// course.
func (s *Service) KeepAsking(ctx context.Context) {
	every := time.NewTicker(askEvery)
	defer every.Stop()
	for {
		if err := s.AskWhatIsDue(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "questions about sessions and courses were not asked", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
	}
}

// AskWhatIsDue owes what is due now and has not been asked. Several processes may do so at once: what one has asked the others
// leave.
func (s *Service) AskWhatIsDue(ctx context.Context) error {
	return errors.Join(s.askAboutSessions(ctx), s.askAfterwards(ctx))
}

func (s *Service) askAboutSessions(ctx context.Context) error {
	now := s.Store.Now()
	due, err := s.Store.Unasked(ctx, models.AskedSince(now), now)
	if err != nil {
		return err
	}
	return inParts(due, func(some []models.EvaluationAsk) error {
		return s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.AskToEvaluate(ctx, some) })
	})
}

// askAfterwards asks the learner, and the manager whom their post names: that with which they came, or else the first.
func (s *Service) askAfterwards(ctx context.Context) error {
	today := s.Store.Today()
	from, until := models.FollowUpDays(today)
	list, err := s.Store.Unfollowed(ctx, from, until)
	if err != nil || len(list) == 0 {
		return err
	}
	return inParts(list, func(some []store.Unfollowed) error {
		people := make([]models.ID, len(some))
		for i, u := range some {
			people[i] = u.PersonID
		}
		posts, err := s.Store.ManagedPosts(ctx, people, today)
		if err != nil {
			return err
		}
		var asked []models.FollowUp
		for _, u := range some {
			f := models.FollowUp{CompletionRecordID: u.RecordID, CourseID: u.CourseID, PersonID: u.PersonID, AskedAs: models.AskedAsLearner}
			asked = append(asked, f)
			if manager := managerOf(u, posts); manager != nil && *manager != u.PersonID {
				f.PersonID, f.AskedAs = *manager, models.AskedAsManager
				asked = append(asked, f)
			}
		}
		return s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.AskAfterwards(ctx, asked) })
	})
}

func managerOf(u store.Unfollowed, posts []models.Post) (manager *models.ID) {
	for _, p := range posts {
		if p.PersonID != u.PersonID {
			continue
		}
		if u.PostID != nil && p.ID == *u.PostID {
			return p.ManagerID
		}
		if manager == nil {
			manager = p.ManagerID
		}
	}
	return manager
}

// inParts does something with some of a list at a time.
func inParts[T any](list []T, do func([]T) error) error {
	for len(list) > 0 {
		n := min(len(list), atOnce)
		if err := do(list[:n]); err != nil {
			return err
		}
		list = list[n:]
	}
	return nil
}

// EvaluationLetter is what a letter says that asks what a session was like.
type EvaluationLetter struct {
	Person  models.Person
	Course  models.Course
	Cohort  models.Cohort
	Session models.Session
	URL     string
}

// EvaluationLetter gathers that; models.ErrNotFound when they have said it meanwhile, or no longer can.
func (s *Service) EvaluationLetter(ctx context.Context, id models.ID) (letter EvaluationLetter, err error) {
	ask, err := s.Store.EvaluationAsk(ctx, id)
	if err != nil {
		return letter, err
	}
	enrolment, err := s.Store.Enrolment(ctx, ask.EnrolmentID)
	if err != nil {
		return letter, err
	}
	if letter.Person, err = s.Store.Person(ctx, enrolment.PersonID); err != nil {
		return letter, err
	}
	page, err := toEvaluate(ctx, s.Store.Reads, models.Actor{Person: letter.Person}, Evaluate{Session: ask.SessionID}, s.Store.Now())
	if err != nil {
		return letter, err
	}
	if page.Given || !page.Open || !page.Present || letter.Person.ErasedAt != nil {
		return letter, models.ErrNotFound
	}
	letter.Course, letter.Cohort, letter.Session, letter.URL = page.Course, page.Cohort, *page.Session, s.BaseURL+paths.EvaluateSession(ask.SessionID)
	return letter, nil
}

// FollowUpLetter is what a letter says that asks what came of a course.
type FollowUpLetter struct {
	models.FollowUp
	Person  models.Person // who is asked
	Learner models.Person
	Course  models.Course
	Cohort  models.Cohort
	URL     string
}

// FollowUpLetter gathers that; models.ErrNotFound when it is answered, or the record is withdrawn.
func (s *Service) FollowUpLetter(ctx context.Context, id models.ID) (letter FollowUpLetter, err error) {
	if letter.FollowUp, err = s.Store.FollowUp(ctx, id); err != nil {
		return letter, err
	}
	record, err := s.Store.Record(ctx, letter.CompletionRecordID)
	if err != nil {
		return letter, err
	}
	if letter.Person, err = s.Store.Person(ctx, letter.PersonID); err != nil {
		return letter, err
	}
	if letter.Learner, err = s.Store.Person(ctx, record.PersonID); err != nil {
		return letter, err
	}
	if letter.AnsweredAt != nil || record.RevokedAt != nil || letter.Person.ErasedAt != nil || letter.Learner.ErasedAt != nil {
		return letter, models.ErrNotFound
	}
	if letter.Cohort, err = s.Store.Cohort(ctx, record.CohortID); err != nil {
		return letter, err
	}
	letter.URL = s.BaseURL + paths.FollowUp(id)
	letter.Course, err = s.Store.Course(ctx, letter.Cohort.Content())
	return letter, err
}
