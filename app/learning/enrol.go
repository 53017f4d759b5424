package learning

import (
	"context"
	"errors"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Enrol asks for a place on a cohort. All of its form is optional.
type Enrol struct {
	Cohort string // its code
	// DecisionMaker is the email address of whoever comes along as a pair; they must be known.
	DecisionMaker string `form:"decision_maker" validate:"omitempty,email,max=254" problem:"email=Enter an email address, like name@example.org|max=Enter an email address of 254 characters or fewer"`
	// Needs are access needs, which the trainer alone sees.
	Needs string `form:"needs" validate:"max=600" problem:"max=Use 600 characters or fewer"`
	// Expects is "place" when the page that was sent promised one.
	Expects string `form:"expects"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

func (in Enrol) check() error {
	if err := input.Check(in); err != nil {
		return err
	}
	return input.RefusePatients(in.NotNHSNumber, input.Text{Field: "needs", Text: in.Needs})
}

// Enrol gives the actor a place in the cohort, or a turn in its waiting list. Who is on it already, or in line, gets the
// same enrolment again.
func (s *Service) Enrol(ctx context.Context, actor models.Actor, in Enrol) (e models.Enrolment, err error) {
	in.DecisionMaker, in.Needs = strings.TrimSpace(in.DecisionMaker), input.Tidy(in.Needs)
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := tx.LockCohortByCode(ctx, in.Cohort)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.EnrolSelf, cohort); err != nil {
			return err
		}
		if e, err = tx.LiveEnrolment(ctx, cohort.ID, actor.ID); !errors.Is(err, models.ErrNotFound) {
			return err
		}
		if err := in.check(); err != nil {
			return err
		}
		if e, err = admit(ctx, tx, actor, cohort, in); err != nil {
			return err
		}
		return pairWith(ctx, tx, actor, cohort, in.DecisionMaker)
	})
	return e, err
}

func admit(ctx context.Context, tx *store.Tx, actor models.Actor, cohort models.Cohort, in Enrol) (models.Enrolment, error) {
	e, err := cohort.Ask(actor.ID, tx.Now())
	if err != nil {
		return e, err
	}
	last, err := tx.LastAsked(ctx, cohort.ID)
	if err != nil {
		return e, err
	}
	e.AppliedAt, e.Needs = models.Turn(e.AppliedAt, last), in.Needs
	if len(actor.Posts) > 0 {
		e.OrganisationID = &actor.Posts[0].OrganisationID
	}
	if cohort.SharesUntil != nil && e.OrganisationID != nil {
		if e.SystemID, err = tx.SystemOfOrganisation(ctx, *e.OrganisationID, tx.Today()); err != nil {
			return e, err
		}
	}
	e.State = models.Waiting
	placed, err := admits(ctx, tx, cohort, models.Party{e})
	if err != nil {
		return e, err
	}
	if placed {
		e.State = models.Placed
	}
	if e.State == models.Waiting && in.Expects == expectsPlace {
		return e, models.Invalid{"cohort": "The last place was taken while you were here. You can join the waiting list"}
	}
	if err := tx.AddEnrolment(ctx, &e, actor.ID, "asked for a place"); err != nil {
		return e, err
	}
	letter := models.MailPlaced
	if e.State == models.Waiting {
		letter = models.MailWaiting
	}
	return e, tx.Publish(ctx, happened("enrolment."+string(e.State), e, &actor.ID), owed(letter, e))
}

// expectsPlace is sent by a page on which places were free.
const expectsPlace = "place"

// pairWith keeps with whom the actor comes, in place of whom they came with before; no address, nobody.
func pairWith(ctx context.Context, tx *store.Tx, actor models.Actor, cohort models.Cohort, email string) error {
	if email == "" {
		return nil
	}
	other, err := tx.PersonByEmail(ctx, email)
	switch {
	case errors.Is(err, models.ErrNotFound):
		return models.Invalid{"decision_maker": "We do not know this address. Check it, or leave it empty and tell the trainer later"}
	case err != nil:
		return err
	case other.ID == actor.ID:
		return models.Invalid{"decision_maker": "Enter the address of somebody else, or leave it empty"}
	}
	if err := tx.Unpair(ctx, cohort.ID, actor.ID); err != nil {
		return err
	}
	pair := models.Pair{State: models.PairAccepted, CohortID: cohort.ID, AnalystID: actor.ID, DecisionMakerID: other.ID}
	if err := tx.Add(ctx, &pair); err != nil {
		return err
	}
	return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "pair.made", Subject: "pairs", SubjectID: pair.ID, PersonID: &other.ID})
}

// happened is the event of an enrolment; nobody did what the calendar or a link without a sign-in did.
func happened(act string, e models.Enrolment, by *models.ID) models.Event {
	return models.Event{ActorID: by, Act: act, Subject: "enrolments", SubjectID: e.ID, PersonID: &e.PersonID}
}

// owed is a letter about an enrolment.
func owed(kind string, e models.Enrolment) models.Job { return models.Job{Kind: kind, SubjectID: e.ID} }
