package learning

import (
	"context"
	"errors"
	"slices"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// Nominate names somebody for a cohort to which people come by being named: some of the actor's people, or anybody known, by
// email.
type Nominate struct {
	Cohort string
	People []models.ID `form:"person"`
	Email  string      `form:"email" validate:"omitempty,email,max=254" problem:"email=Enter an email address, like name@example.org|max=Enter an email address of 254 characters or fewer"`
}

// Nominate names people for the cohort. They get a letter, and agree or turn it down. It is all or none.
func (s *Service) Nominate(ctx context.Context, actor models.Actor, in Nominate) (people int, err error) {
	in.Email = strings.TrimSpace(in.Email)
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		people = 0
		cohort, err := tx.LockCohortByCode(ctx, in.Cohort)
		if err != nil {
			return err
		}
		if err := mayNominate(actor, cohort); err != nil {
			return err
		}
		if err := input.Check(in); err != nil {
			return err
		}
		named, err := s.nominees(ctx, tx, actor, in)
		if err != nil {
			return err
		}
		people = len(named)
		for _, person := range named { // a handful, picked by hand
			if err := nominate(ctx, tx, actor, cohort, person); err != nil {
				return err
			}
		}
		return nil
	})
	return people, err
}

func mayNominate(actor models.Actor, cohort models.Cohort) error {
	if err := policy.Allows(actor, policy.NominatePeople, cohort); err != nil {
		return err
	}
	if cohort.WayIn != models.Nomination {
		return models.ErrNotFound
	}
	return nil
}

// nominees are whom the actor names: of their own people those picked, of others one by email.
func (s *Service) nominees(ctx context.Context, tx *store.Tx, actor models.Actor, in Nominate) ([]models.Person, error) {
	picked := slices.Compact(slices.Sorted(slices.Values(in.People)))
	if err := ownPeople(ctx, tx, actor, policy.ApproveEnrolment, picked); err != nil {
		return nil, err
	}
	people, err := tx.PeopleAmong(ctx, picked)
	if err != nil {
		return nil, err
	}
	if in.Email != "" {
		person, err := tx.PersonByEmail(ctx, in.Email)
		switch {
		case errors.Is(err, models.ErrNotFound), err == nil && person.ErasedAt != nil:
			return nil, models.Invalid{"email": "We do not know this address. Check it with the person"}
		case err != nil:
			return nil, err
		case person.ID == actor.ID:
			return nil, models.Invalid{"email": "Nobody names themselves. Ask your manager, or a decision maker you work with"}
		}
		if !slices.ContainsFunc(people, func(p models.Person) bool { return p.ID == person.ID }) {
			people = append(people, person)
		}
	}
	if len(people) == 0 {
		return nil, models.Invalid{"person": "Choose somebody, or enter an email address"}
	}
	return people, nil
}

// ownPeople refuses who is not one of the actor's people today.
func ownPeople(ctx context.Context, tx *store.Tx, actor models.Actor, act policy.Act, people []models.ID) error {
	posts, err := tx.PostsOfPeople(ctx, people, tx.Today())
	if err != nil {
		return err
	}
	of := map[models.ID][]models.Post{}
	for _, p := range posts {
		of[p.PersonID] = append(of[p.PersonID], p)
	}
	for _, id := range people {
		if err := policy.Allows(actor, act, of[id]); err != nil {
			return err
		}
	}
	return nil
}

func nominate(ctx context.Context, tx *store.Tx, actor models.Actor, cohort models.Cohort, person models.Person) error {
	_, err := tx.LiveEnrolment(ctx, cohort.ID, person.ID)
	if err == nil {
		return models.Invalid{"person": person.Name + " is named for this cohort already, or is on it"}
	}
	if !errors.Is(err, models.ErrNotFound) {
		return err
	}
	posts, err := tx.CurrentPosts(ctx, person.ID, tx.Today())
	if err != nil {
		return err
	}
	e, err := newcomer(ctx, tx, cohort, person.ID, firstPost(posts, person.ID))
	if err != nil {
		return err
	}
	e.State, e.Awaits, e.NominatedByID = models.Applied, models.AwaitsPerson, &actor.ID
	if err := tx.AddEnrolment(ctx, &e, actor.ID, "named for this cohort"); err != nil {
		return err
	}
	return tx.Publish(ctx, happened("person.nominated", e, &actor.ID), owed(models.MailNominated, e))
}

// AnswerNomination is the answer of somebody who was named: by the link of the letter, without a sign-in, or signed in.
type AnswerNomination struct {
	Token     string
	Enrolment models.ID
}

// AcceptNomination agrees to come: the person gets a place, or a turn in the line, and whoever named them is told.
func (s *Service) AcceptNomination(ctx context.Context, actor models.Actor, in AnswerNomination) (e models.Enrolment, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		var cohort models.Cohort
		if e, cohort, err = s.lockNomination(ctx, tx, actor, in); err != nil || e.State == models.Placed || e.State == models.Waiting {
			return err
		}
		if !nominationOpen(cohort, e, tx) {
			return models.Invalid{"answer": "This is closed, so nothing was changed"}
		}
		if err := noClash(ctx, tx, cohort, e.PersonID, "You have"); err != nil {
			return err
		}
		party, err := settle(ctx, tx, cohort, models.Party{e}, &e.PersonID, "agreed to come")
		if err != nil {
			return err
		}
		e = party[0]
		return tellNominator(ctx, tx, e)
	})
	return e, err
}

// DeclineNomination turns down to come, and whoever named the person is told.
func (s *Service) DeclineNomination(ctx context.Context, actor models.Actor, in AnswerNomination) (e models.Enrolment, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		var cohort models.Cohort
		if e, cohort, err = s.lockNomination(ctx, tx, actor, in); err != nil || e.State == models.Declined {
			return err
		}
		if !nominationOpen(cohort, e, tx) {
			return models.Invalid{"answer": "This is closed, so nothing was changed"}
		}
		declined, err := e.To(models.Declined, tx.Now())
		if err != nil {
			return err
		}
		if err := tx.MoveEnrolment(ctx, declined, e.State, &e.PersonID, "turned it down"); err != nil {
			return err
		}
		e = declined
		if err := tx.Publish(ctx, happened("enrolment.declined", e, themselves(actor, e))); err != nil {
			return err
		}
		return tellNominator(ctx, tx, e)
	})
	return e, err
}

func nominationOpen(cohort models.Cohort, e models.Enrolment, tx *store.Tx) bool {
	return e.State == models.Applied && e.Awaits == models.AwaitsPerson && (cohort.OffersByHandAt(tx.Now()) || cohort.State == models.CohortOpen && cohort.Unscheduled)
}

func tellNominator(ctx context.Context, tx *store.Tx, e models.Enrolment) error {
	jobs, err := toOthers(ctx, tx, models.MailNominator, e, []models.ID{*e.NominatedByID})
	if err != nil {
		return err
	}
	return tx.Publish(ctx, models.Event{ActorID: &e.PersonID, Act: "application.decided", Subject: "enrolments", SubjectID: e.ID, PersonID: &e.PersonID}, jobs...)
}

func (s *Service) lockNomination(ctx context.Context, tx *store.Tx, actor models.Actor, in AnswerNomination) (models.Enrolment, models.Cohort, error) {
	id, err := nominated(ctx, tx.Reads, in)
	if err != nil {
		return models.Enrolment{}, models.Cohort{}, err
	}
	e, cohort, err := lockEnrolment(ctx, tx, id)
	if err != nil {
		return e, cohort, err
	}
	if in.Token == "" {
		err = policy.Allows(actor, policy.EnrolSelf, e)
	}
	if err == nil && e.NominatedByID == nil {
		err = models.ErrNotFound
	}
	return e, cohort, err
}

func nominated(ctx context.Context, r store.Reads, in AnswerNomination) (models.ID, error) {
	if in.Token == "" {
		return in.Enrolment, nil
	}
	link, err := replyLink(ctx, r, models.ReplyToNomination, in.Token)
	if err == nil && link.EnrolmentID == nil {
		err = models.ErrNotFound
	}
	if err != nil {
		return "", err
	}
	return *link.EnrolmentID, nil
}

// NominationPage is the page that a link to a nomination opens. Looking uses nothing up.
func (s *Service) NominationPage(ctx context.Context, token string) (page Asking, err error) {
	id, err := nominated(ctx, s.Store.Reads, AnswerNomination{Token: token})
	if err != nil {
		return page, err
	}
	e, err := s.Store.Enrolment(ctx, id)
	if err != nil {
		return page, err
	}
	cohort, err := s.Store.Cohort(ctx, e.CohortID)
	if err != nil {
		return page, err
	}
	page.State = e.State
	page.Open = e.Awaits == models.AwaitsPerson && cohort.State == models.CohortOpen && (cohort.Unscheduled || s.Store.Now().Before(cohort.Starts))
	return page, s.asking(ctx, cohort, *e.NominatedByID, &page)
}

// NominationLetterFor gathers what the letter says to somebody who was named, and makes its link.
func (s *Service) NominationLetterFor(ctx context.Context, id models.ID) (EnrolmentLetter, error) {
	letter, err := s.LetterFor(ctx, id)
	if err != nil || letter.State != models.Applied {
		return letter, err
	}
	letter.URL = s.BaseURL + paths.Nomination("") + models.SecretMark
	letter.Secret = replySecret(models.ReplyLink{Kind: models.ReplyToNomination, PersonID: letter.Person.ID, EnrolmentID: &id, ExpiresAt: s.replyUntil(letter.Cohort)})
	return letter, nil
}

// NominatePage is the page on which somebody names people for a cohort.
type NominatePage struct {
	CohortPage
	People []Bookable // of the actor's own
}

// NominatePage is the page on which the actor names people for a cohort.
func (s *Service) NominatePage(ctx context.Context, actor models.Actor, code string) (NominatePage, error) {
	cohort, err := s.Cohort(ctx, actor, code)
	if err != nil {
		return NominatePage{}, err
	}
	page := NominatePage{CohortPage: cohort}
	if err := mayNominate(actor, cohort.Cohort); err != nil {
		return page, err
	}
	page.People, err = s.bookable(ctx, s.sight(actor, policy.ApproveEnrolment), cohort.Cohort)
	return page, err
}
