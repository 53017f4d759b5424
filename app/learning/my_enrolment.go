package learning

import (
	"context"
	"errors"
	"slices"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// EnrolPage is what somebody sees before they ask for a place.
type EnrolPage struct {
	CohortPage
	Managers []string // of the actor's current posts; empty when nobody is named
	Clashes  []store.Clash
}

// EnrolPage is the page on which the actor asks for a place. Who is on the cohort already finds it in Mine.
func (s *Service) EnrolPage(ctx context.Context, actor models.Actor, code string) (EnrolPage, error) {
	cohort, err := s.Cohort(ctx, actor, code)
	if err != nil {
		return EnrolPage{}, err
	}
	page := EnrolPage{CohortPage: cohort}
	if page.Managers, err = s.managers(ctx, actor); err != nil {
		return page, err
	}
	page.Clashes, err = s.Store.Clashes(ctx, cohort.ID, actor.ID)
	return page, err
}

func (s *Service) managers(ctx context.Context, actor models.Actor) ([]string, error) {
	var ids []models.ID
	for _, post := range actor.Posts {
		if post.ManagerID != nil {
			ids = append(ids, *post.ManagerID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	people, err := s.Store.PeopleAmong(ctx, ids)
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = p.Name
	}
	return names, err
}

// EnrolmentPage is where the actor stands on one cohort.
type EnrolmentPage struct {
	MyCourse
	Changes       []models.EnrolmentChange // newest first
	DecisionMaker string                   // who comes along; empty for nobody
	Withdrawable  bool
	Places        store.CohortPlaces
	Wait          MyWait // why they wait; empty when they do not
	// Again tells that the actor could ask for another place or turn.
	Again bool
	Now   time.Time
}

// LinkFor is the link to join a session, for those placed, from half an hour before it starts until it ends.
func (p EnrolmentPage) LinkFor(s models.Session) string {
	if p.Enrolment.State != models.Placed || !s.JoinableAt(p.Now) {
		return ""
	}
	return p.Cohort.LinkFor(s)
}

// LinkLater tells that those placed get a link to join the session, which is not shown yet.
func (p EnrolmentPage) LinkLater(s models.Session) bool {
	return p.Enrolment.State == models.Placed && p.Now.Before(s.JoinOpens()) && p.Cohort.LinkFor(s) != ""
}

// OnIt tells whether the actor has a place, or had one to the end: they see the pages of the sessions.
func (p EnrolmentPage) OnIt() bool { return slices.Contains(models.OnRegister(), p.Enrolment.State) }

// PlaceOf is where a session takes place.
func (p EnrolmentPage) PlaceOf(s models.Session) string { return s.PlaceOf(p.Cohort) }

// OfferOpen tells whether the offered place can still be taken.
func (p EnrolmentPage) OfferOpen() bool { return p.OfferToken != "" && p.Now.Before(p.OfferExpires) }

// Enrolment is the page of one of the actor's own enrolments.
func (s *Service) Enrolment(ctx context.Context, actor models.Actor, id models.ID) (EnrolmentPage, error) {
	e, err := s.Store.Enrolment(ctx, id)
	if err != nil {
		return EnrolmentPage{}, err
	}
	if err := policy.Allows(actor, policy.EnrolSelf, e); err != nil {
		return EnrolmentPage{}, err
	}
	list, err := s.gather(ctx, []models.Enrolment{e})
	if err != nil {
		return EnrolmentPage{}, err
	}
	page := EnrolmentPage{MyCourse: list[0], Now: s.Store.Now()}
	page.Withdrawable = e.WithdrawableAt(page.Cohort, page.Now)
	page.Again = !e.State.Live() && page.Cohort.OpenAt(page.Now)
	if page.Places, err = s.Store.PlacesOf(ctx, page.Cohort.Code); err != nil {
		return page, err
	}
	if page.Changes, err = s.Store.ChangesOf(ctx, e.ID); err != nil {
		return page, err
	}
	if e.State == models.Waiting {
		if page.Wait, err = s.wait(ctx, page.Cohort, e); err != nil {
			return page, err
		}
	}
	page.DecisionMaker, err = s.comesWith(ctx, e)
	return page, err
}

func (s *Service) comesWith(ctx context.Context, e models.Enrolment) (string, error) {
	pair, err := s.Store.PairOf(ctx, e.CohortID, e.PersonID)
	if errors.Is(err, models.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	other, err := s.Store.Person(ctx, pair.DecisionMakerID)
	return other.Name, err
}

// OfferPage is what a link to an offer shows: the course and the dates, and nothing of the person.
type OfferPage struct {
	Course   models.Course
	Cohort   models.Cohort
	Sessions []models.Session
	Offer    models.Offer
	State    models.EnrolmentState // of the enrolment now
	Open     bool
}

// OfferPage is the page that a link to an offer opens, without a sign-in. Looking uses nothing up.
func (s *Service) OfferPage(ctx context.Context, token string) (page OfferPage, err error) {
	if page.Offer, err = s.Store.OfferByToken(ctx, token); err != nil {
		return page, err
	}
	e, err := s.Store.Enrolment(ctx, page.Offer.EnrolmentID)
	if err != nil {
		return page, err
	}
	if page.Cohort, err = s.Store.Cohort(ctx, e.CohortID); err != nil {
		return page, err
	}
	if page.Course, err = s.Store.Course(ctx, page.Cohort.Content()); err != nil {
		return page, err
	}
	page.State, page.Open = e.State, page.Offer.OpenAt(s.Store.Now()) && e.State == models.Offered
	page.Sessions, err = s.Store.Sessions(ctx, e.CohortID)
	return page, err
}
