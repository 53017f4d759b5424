package learning

import (
	"context"
	"errors"
	"time"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// askPartner asks the other of a pair to come along, where the wish names one.
func (w wish) askPartner(ctx context.Context, tx *store.Tx, e models.Enrolment) error {
	if w.partner == nil {
		return nil
	}
	now := tx.Now()
	pair := models.Pair{State: models.PairAsked, CohortID: w.cohort.ID, AnalystID: e.PersonID, DecisionMakerID: w.partner.ID, AskedAt: &now}
	if w.analyst {
		pair.AnalystID, pair.DecisionMakerID = w.partner.ID, e.PersonID
	}
	taken, err := tx.PairInTheWay(ctx, pair, e.PersonID)
	if err != nil {
		return err
	}
	if taken {
		return models.Invalid{"decision_maker": "One of you is asked by somebody else to come to this cohort, or comes with them. Answer that first, or speak to each other"}
	}
	if err := tx.AskPair(ctx, &pair); err != nil {
		return err
	}
	return tx.Publish(ctx, models.Event{ActorID: &e.PersonID, Act: "pair.made", Subject: "pairs", SubjectID: pair.ID, PersonID: &w.partner.ID},
		models.Job{Kind: models.MailPairAsked, SubjectID: pair.ID})
}

// askedPair is a pair on a locked cohort, with who asked for it and who is to answer.
type askedPair struct {
	pair   models.Pair
	cohort models.Cohort
	asker  models.Enrolment // as it stands
	other  models.ID
	until  time.Time // of the link; zero for an answer without one
}

// open tells whether the other can still answer: the asker waits for it.
func (a askedPair) open(now time.Time) bool {
	return a.pair.State == models.PairAsked && a.asker.State == models.Applied && a.asker.Awaits == models.AwaitsPartner && a.cohort.State == models.CohortOpen &&
		(a.until.IsZero() || now.Before(a.until)) && (a.cohort.Unscheduled || now.Before(a.cohort.Starts))
}

// AnswerPair is the answer of the other of a pair: to come along, or not. By the link of a letter no sign-in is asked; signed in
// they answer without one.
type AnswerPair struct {
	Token string    // of a link
	Pair  models.ID // or the pair, signed in
}

// AcceptPair agrees to come along. Once both have, both get places, or both wait as one party; or the answer that the way in
// asks for is awaited for both.
func (s *Service) AcceptPair(ctx context.Context, actor models.Actor, in AnswerPair) (pair models.Pair, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		a, err := s.lockPair(ctx, tx, actor, in)
		if pair = a.pair; err != nil || pair.State == models.PairAccepted {
			return err
		}
		if !a.open(tx.Now()) {
			return models.Invalid{"answer": "This is closed, so nothing was changed"}
		}
		pair.State, pair.AnsweredAt = models.PairAccepted, timeOf(tx.Now())
		if err := tx.AnswerPair(ctx, pair); err != nil {
			return err
		}
		if err := tx.Publish(ctx, models.Event{ActorID: who(actor), Act: "pair.accepted", Subject: "pairs", SubjectID: pair.ID, PersonID: &a.other}); err != nil {
			return err
		}
		return a.together(ctx, tx)
	})
	return pair, err
}

// together brings both of a pair who have agreed to where they stand next.
func (a askedPair) together(ctx context.Context, tx *store.Tx) error {
	party := models.Party{a.asker}
	theirs, err := tx.LiveEnrolment(ctx, a.cohort.ID, a.other)
	switch {
	case errors.Is(err, models.ErrNotFound):
		joins, err := a.joins(ctx, tx)
		if err != nil {
			return err
		}
		party = append(party, joins)
	case err != nil:
		return err
	case !theirs.State.HoldsPlace() || theirs.State == models.Offered:
		return models.Invalid{"answer": "You are in line for this cohort already. Leave the line first, or turn this down"}
	}
	var post *models.Post
	if a.asker.PostID != nil {
		held, err := tx.Post(ctx, *a.asker.PostID)
		if err != nil {
			return err
		}
		post = &held
	}
	const why = "agreed to come as a pair"
	if next := awaited(a.cohort, post); next != models.NobodyAwaited {
		return a.await(ctx, tx, party, next, why)
	}
	_, err = settle(ctx, tx, a.cohort, party, &a.other, why)
	return err
}

// joins is the enrolment with which the other comes along: at the turn of who asked.
func (a askedPair) joins(ctx context.Context, tx *store.Tx) (models.Enrolment, error) {
	e := models.Enrolment{
		CohortID: a.cohort.ID, PersonID: a.other, AppliedAt: a.asker.AppliedAt, ChangedAt: tx.Now(), PartyID: a.asker.PartyID, PostID: a.asker.PostID,
		Priority: a.asker.Priority,
	}
	other, err := tx.Actor(ctx, a.other, tx.Today())
	if err != nil {
		return e, err
	}
	if len(other.Posts) > 0 {
		e.OrganisationID = &other.Posts[0].OrganisationID
	}
	if !other.DecisionMaker { // of whom no prerequisites are asked
		if err := meets(ctx, tx, a.cohort, a.other); err != nil {
			return e, answerOf(err)
		}
	}
	if err := count(ctx, tx, a.cohort, &e); err != nil {
		return e, err
	}
	return e, answerOf(noClash(ctx, tx, a.cohort, a.other, "You have"))
}

// answerOf shows what bars somebody from a cohort at the answer that they give.
func answerOf(err error) error {
	var invalid models.Invalid
	if errors.As(err, &invalid) {
		return models.Invalid{"answer": invalid["cohort"]}
	}
	return err
}

// await asks for the next answer: for who asked, and for both.
func (a askedPair) await(ctx context.Context, tx *store.Tx, party models.Party, next models.Awaits, why string) error {
	for _, e := range party {
		e.Awaits = next
		if e.ID != "" {
			e.ChangedAt = tx.Now()
			if err := tx.AwaitAnother(ctx, e, &a.other, why); err != nil {
				return err
			}
			jobs, err := applied(ctx, tx, a.cohort, e)
			if err != nil {
				return err
			}
			if err := tx.Publish(ctx, happened("enrolment.applied", e, &a.other), jobs...); err != nil {
				return err
			}
			continue
		}
		e.State = models.Applied
		if err := tx.AddEnrolment(ctx, &e, a.other, why); err != nil {
			return err
		}
		if err := tx.Publish(ctx, happened("enrolment.applied", e, &a.other), owed(models.MailApplied, e)); err != nil {
			return err
		}
	}
	return nil
}

// DeclinePair does not come along: the wish of who asked ends, and they are told.
func (s *Service) DeclinePair(ctx context.Context, actor models.Actor, in AnswerPair) (pair models.Pair, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		a, err := s.lockPair(ctx, tx, actor, in)
		if pair = a.pair; err != nil || pair.State == models.PairDeclined {
			return err
		}
		if !a.open(tx.Now()) {
			return models.Invalid{"answer": "This is closed, so nothing was changed"}
		}
		pair.State, pair.AnsweredAt = models.PairDeclined, timeOf(tx.Now())
		if err := tx.AnswerPair(ctx, pair); err != nil {
			return err
		}
		if err := tx.Publish(ctx, models.Event{ActorID: who(actor), Act: "pair.declined", Subject: "pairs", SubjectID: pair.ID, PersonID: &a.other}); err != nil {
			return err
		}
		declined, err := a.asker.To(models.Declined, tx.Now())
		if err != nil {
			return err
		}
		if err := tx.MoveEnrolment(ctx, declined, a.asker.State, &a.other, "the other of the pair does not come"); err != nil {
			return err
		}
		return tx.Publish(ctx, happened("enrolment.declined", declined, who(actor)), owed(models.MailPairDeclined, declined))
	})
	return pair, err
}

// lockPair finds the pair that is to be answered, locks its cohort, and then reads where it stands.
func (s *Service) lockPair(ctx context.Context, tx *store.Tx, actor models.Actor, in AnswerPair) (askedPair, error) {
	a, err := lookAtPair(ctx, tx.Reads, actor, in)
	if err != nil {
		return a, err
	}
	if a.cohort, err = tx.LockCohort(ctx, a.pair.CohortID); err != nil {
		return a, err
	}
	return lookAtPair(ctx, tx.Reads, actor, in)
}

// lookAtPair is the pair of a link, or one that the actor is asked for and that still waits for them, as it stands.
func lookAtPair(ctx context.Context, r store.Reads, actor models.Actor, in AnswerPair) (a askedPair, err error) {
	if in.Token != "" {
		a, err = linkedPair(ctx, r, in.Token)
	} else {
		a.other = actor.ID
		a.pair, err = r.Pair(ctx, in.Pair)
	}
	if err != nil {
		return a, err
	}
	asker, with := a.pair.With(a.other)
	if !with {
		return a, models.ErrNotFound
	}
	if a.cohort, err = r.Cohort(ctx, a.pair.CohortID); err != nil {
		return a, err
	}
	a.asker, err = r.LiveEnrolment(ctx, a.cohort.ID, asker)
	if errors.Is(err, models.ErrNotFound) {
		a.asker, err = models.Enrolment{PersonID: asker}, nil
	}
	if in.Token == "" && (a.asker.Awaits != models.AwaitsPartner && a.pair.State == models.PairAsked || !actor.SignedIn()) {
		return a, models.ErrNotFound
	}
	return a, err
}

// linkedPair is the pair that a link of a letter opens, with who is to answer, and until when.
func linkedPair(ctx context.Context, r store.Reads, token string) (a askedPair, err error) {
	link, err := replyLink(ctx, r, models.ReplyToPair, token)
	if err == nil && link.PairID == nil {
		err = models.ErrNotFound
	}
	if err != nil {
		return a, err
	}
	a.other, a.until = link.PersonID, link.ExpiresAt
	a.pair, err = r.Pair(ctx, *link.PairID)
	return a, err
}

// who is the actor, signed in; nobody when a link did.
func who(actor models.Actor) *models.ID {
	if actor.SignedIn() {
		return &actor.ID
	}
	return nil
}

func timeOf(t time.Time) *time.Time { return &t }

// PairPage is what somebody sees who is asked to come along.
type PairPage struct {
	Asking
	Pair models.Pair
}

// Asking is what a page shows on which somebody answers a question without a sign-in: the course and the dates, and who asks.
type Asking struct {
	Course   models.Course
	Cohort   models.Cohort
	Sessions []models.Session
	By       string // who asks
	Open     bool
	State    models.EnrolmentState // of the enrolment that is meant; empty for none
}

// PairPage is the page that a link to a pair opens. Looking uses nothing up.
func (s *Service) PairPage(ctx context.Context, actor models.Actor, in AnswerPair) (page PairPage, err error) {
	a, err := lookAtPair(ctx, s.Store.Reads, actor, in)
	if err != nil {
		return page, err
	}
	page.Pair, page.Open = a.pair, a.open(s.Store.Now())
	theirs, err := s.Store.LiveEnrolment(ctx, a.cohort.ID, a.other)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return page, err
	}
	page.State = theirs.State
	return page, s.asking(ctx, a.cohort, a.asker.PersonID, &page.Asking)
}

func (s *Service) asking(ctx context.Context, cohort models.Cohort, by models.ID, page *Asking) (err error) {
	page.Cohort = cohort
	if page.Course, err = s.Store.Course(ctx, cohort.Content()); err != nil {
		return err
	}
	if page.Sessions, err = s.Store.Sessions(ctx, cohort.ID); err != nil {
		return err
	}
	person, err := s.Store.Person(ctx, by)
	page.By = person.Name
	return err
}

// PairLetterFor gathers what the letter says to who is asked to come along, and makes its link.
func (s *Service) PairLetterFor(ctx context.Context, id models.ID) (EnrolmentLetter, error) {
	pair, err := s.Store.Pair(ctx, id)
	if err != nil {
		return EnrolmentLetter{}, err
	}
	asker, err := s.Store.LiveEnrolment(ctx, pair.CohortID, pair.AnalystID)
	other := pair.DecisionMakerID
	if errors.Is(err, models.ErrNotFound) || err == nil && asker.Awaits != models.AwaitsPartner {
		asker, err = s.Store.LiveEnrolment(ctx, pair.CohortID, pair.DecisionMakerID)
		other = pair.AnalystID
	}
	if err != nil {
		return EnrolmentLetter{}, err // it was taken back before this was written
	}
	letter, err := s.LetterFor(ctx, asker.ID)
	if err != nil {
		return letter, err
	}
	letter.Other, letter.Calendar = letter.Person.Name, ""
	if letter.Person, err = s.Store.Person(ctx, other); err != nil {
		return letter, err
	}
	letter.URL = s.BaseURL + paths.Pair("") + models.SecretMark
	letter.Secret = replySecret(models.ReplyLink{Kind: models.ReplyToPair, PersonID: other, PairID: &pair.ID, ExpiresAt: s.replyUntil(letter.Cohort)})
	return letter, nil
}

// replyUntil is until when a link in a letter opens something: until the cohort begins; of one without dates, for three months.
func (s *Service) replyUntil(c models.Cohort) time.Time {
	if later := s.Store.Now().AddDate(0, 3, 0); c.Unscheduled || !c.Starts.After(s.Store.Now()) {
		return later
	}
	return c.Starts
}
