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

// EnrolmentPage is where the actor stands on one cohort.
type EnrolmentPage struct {
	MyCourse
	Changes       []models.EnrolmentChange // newest first
	DecisionMaker string                   // who comes along; empty for nobody
	Asking        AskingOf                 // of whom an answer is awaited; empty for nobody
	Withdrawable  bool
	// Late tells that to give the place back now is late: it needs a reason. LateFrom is since, or from, when.
	Late     bool
	LateFrom time.Time
	Prepare  []ToPrepare
	// NeedsAsked tells that the actor can still say what they need to take part.
	NeedsAsked bool
	Places     store.CohortPlaces
	Wait       MyWait // why they wait; empty when they do not
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
	page.Late = e.State == models.Placed && page.Cohort.LateAt(page.Now)
	page.LateFrom = page.Cohort.Starts.Add(-time.Duration(page.Cohort.CutoffHours) * time.Hour)
	if page.Prepare, err = s.toPrepare(ctx, e); err != nil {
		return page, err
	}
	page.NeedsAsked = e.NeedsAt(page.Cohort, s.Store.Today())
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
	if page.Asking, err = s.askingOf(ctx, e, page.Changes); err != nil {
		return page, err
	}
	page.DecisionMaker, err = s.comesWith(ctx, e)
	return page, err
}

func (s *Service) comesWith(ctx context.Context, e models.Enrolment) (string, error) {
	pair, err := s.Store.OpenPair(ctx, e.CohortID, e.PersonID)
	if errors.Is(err, models.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	id := pair.DecisionMakerID
	if id == e.PersonID {
		id = pair.AnalystID
	}
	other, err := s.Store.Person(ctx, id)
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
	Taken    bool // by this one of a pair, while the other has not answered
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
	page.Taken = page.Open && page.Offer.AcceptedAt != nil
	page.Sessions, err = s.Store.Sessions(ctx, e.CohortID)
	return page, err
}
