package learning

import (
	"context"
	"errors"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// EnrolPage is what somebody sees before they ask for a place.
type EnrolPage struct {
	CohortPage
	Posts     []store.NamedPost // of the actor, with their managers
	Clashes   []store.Clash
	Questions []models.Question
	Missing   []string // of what the cohort asks for first, in words
	Analyst   bool     // the actor is a decision maker, who names an analyst
}

// EnrolPage is the page on which the actor asks for a place. Who is on the cohort already finds it in Mine.
func (s *Service) EnrolPage(ctx context.Context, actor models.Actor, code string) (EnrolPage, error) {
	cohort, err := s.Cohort(ctx, actor, code)
	if err != nil {
		return EnrolPage{}, err
	}
	page := EnrolPage{CohortPage: cohort, Analyst: actor.DecisionMaker && cohort.WayIn == models.PairedWay}
	if page.Posts, err = s.Store.NamedPosts(ctx, actor.ID, s.Store.Today()); err != nil {
		return page, err
	}
	if page.Clashes, err = s.Store.Clashes(ctx, cohort.ID, actor.ID); err != nil {
		return page, err
	}
	switch cohort.WayIn {
	case models.Application:
		page.Questions, err = s.Store.Questions(ctx, cohort.ID)
	case models.Eligible:
		var advised []store.Advised
		advised, err = s.Store.AdvisedBefore(ctx, cohort.Content(), actor.ID)
		page.Missing = missingOf(groups(advised))
	default:
	}
	return page, err
}

// Barred tells whether the form would be refused whatever it says.
func (p EnrolPage) Barred() bool {
	return p.WayIn == models.Nomination || len(p.Missing) > 0 || p.RefuseClashes && len(p.Clashes) > 0
}

// AskingOf says of whom an answer is awaited, and since when.
type AskingOf struct {
	Awaits    models.Awaits
	Name      string // of the manager, of who named the person, or of the other of the pair; empty where no one person is meant
	Since     time.Time
	NoManager bool // the way in asks a manager, and there is none: the trainers answer
}

func (s *Service) askingOf(ctx context.Context, e models.Enrolment, changes []models.EnrolmentChange) (a AskingOf, err error) {
	if e.State != models.Applied || len(changes) == 0 {
		return a, nil
	}
	a.Awaits, a.Since = e.Awaits, changes[0].ChangedAt
	application, err := s.Store.Application(ctx, e.ID, s.Store.Today())
	if errors.Is(err, models.ErrNotFound) { // answered between the two questions
		return AskingOf{}, nil
	}
	switch e.Awaits {
	case models.AwaitsManager:
		a.Name, a.NoManager = application.Manager, application.Manager == ""
	case models.AwaitsPerson:
		a.Name = application.Nominator
	case models.AwaitsPartner:
		a.Name = application.PairedWith
	default:
	}
	return a, err
}
