package learning

import (
	"context"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// CohortCard is a cohort as somebody who chooses sees it.
type CohortCard struct {
	store.CohortPlaces
	Sessions []models.Session
	Trainers []string
	// Mine is where the viewer stands on it; nil when they are neither on it nor in line.
	Mine     *models.Enrolment
	Position int // of the viewer on the waiting list, from 1; 0 when not on it
	left     int // places that are free to the viewer
	now      time.Time
}

// Open tells whether enrolment is open now.
func (c CohortCard) Open() bool { return c.OpenAt(c.now) }

// OpensLater tells whether enrolment opens at a time that is still to come.
func (c CohortCard) OpensLater() bool { return c.State == models.CohortOpen && c.now.Before(c.Opens) }

// Finished tells whether the last session has ended.
func (c CohortCard) Finished() bool { return c.FinishedAt(c.now) }

// Full tells whether the viewer who asks now would wait.
func (c CohortCard) Full() bool { return c.left == 0 }

// Left is how many places the viewer would find who asks now.
func (c CohortCard) Left() int { return c.left }

// KeptForOthers tells that places are free, and none of them to the viewer: they are kept for others, or for who waits.
func (c CohortCard) KeptForOthers() bool { return c.left == 0 && c.Free(c.Held) > 0 && !c.Unscheduled }

// PlaceOf is where a session of the cohort takes place.
func (c CohortCard) PlaceOf(s models.Session) string { return s.PlaceOf(c.Cohort) }

// CohortPage is a cohort with the course that it runs.
type CohortPage struct {
	CohortCard
	Course    models.Course
	StandIns  []store.StandIn // who teaches sessions that are to come in place of others
	Nominates bool            // the actor may name people
	Books     bool            // the actor may book people
}

// Cohort is the page of a cohort.
func (s *Service) Cohort(ctx context.Context, actor models.Actor, code string) (CohortPage, error) {
	places, err := s.Store.PlacesOf(ctx, code)
	if err != nil {
		return CohortPage{}, err
	}
	if err := policy.Allows(actor, policy.SeeCourses, places.Cohort); err != nil {
		return CohortPage{}, err
	}
	cards, err := s.cards(ctx, actor, []store.CohortPlaces{places})
	if err != nil {
		return CohortPage{}, err
	}
	page := CohortPage{CohortCard: cards[0], Nominates: mayNominate(actor, places.Cohort) == nil}
	page.Books = policy.Allows(actor, policy.BookPeople, places.Cohort) == nil && bookableWay(places.Cohort) == nil
	if page.StandIns, err = s.Store.StandIns(ctx, []models.ID{places.ID}); err != nil {
		return page, err
	}
	page.Course, err = s.Store.Course(ctx, places.Content())
	return page, err
}

// cards adds to cohorts their sessions and trainers, and where the actor stands on them.
func (s *Service) cards(ctx context.Context, actor models.Actor, cohorts []store.CohortPlaces) ([]CohortCard, error) {
	cards := make([]CohortCard, len(cohorts))
	ids := make([]models.ID, len(cohorts))
	at := make(map[models.ID]*CohortCard, len(cohorts))
	left, err := s.left(ctx, actor, cohorts)
	if err != nil {
		return nil, err
	}
	for i, c := range cohorts {
		ids[i], cards[i] = c.ID, CohortCard{CohortPlaces: c, left: left[c.ID], now: s.Store.Now()}
		at[c.ID] = &cards[i]
	}
	sessions, err := s.Store.SessionsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, session := range sessions {
		at[session.CohortID].Sessions = append(at[session.CohortID].Sessions, session)
	}
	trainers, err := s.Store.TrainersOf(ctx, ids, s.Store.Today())
	if err != nil {
		return nil, err
	}
	for _, t := range trainers {
		at[t.CohortID].Trainers = append(at[t.CohortID].Trainers, t.Name)
	}
	return cards, s.placeMyself(ctx, actor, ids, at)
}

func (s *Service) placeMyself(ctx context.Context, actor models.Actor, cohorts []models.ID, at map[models.ID]*CohortCard) error {
	mine, err := s.Store.LiveAmong(ctx, actor.ID, cohorts)
	if err != nil || len(mine) == 0 {
		return err
	}
	turns, err := s.Store.Turns(ctx, idsOf(mine))
	for i, e := range mine {
		at[e.CohortID].Mine, at[e.CohortID].Position = &mine[i], turns[e.ID]
	}
	return err
}

func idsOf(enrolments []models.Enrolment) []models.ID {
	ids := make([]models.ID, len(enrolments))
	for i, e := range enrolments {
		ids[i] = e.ID
	}
	return ids
}
