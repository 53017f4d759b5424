package learning

import (
	"context"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// MovePerson moves somebody with a place, and who comes with them, to another cohort of the same course.
type MovePerson struct {
	Cohort    string // its code
	Enrolment models.ID
	To        string `form:"to" validate:"required" problem:"required=Select the cohort they move to"`
}

// MoveTarget is a cohort to which somebody may be moved.
type MoveTarget struct {
	models.Cohort
	Free    int
	Waiting int
}

// MovePage is the page on which somebody is moved: the coming cohorts of the course on which the actor keeps the line.
func (s *Service) MovePage(ctx context.Context, actor models.Actor, code string, enrolment models.ID) (KeptPersonPage, error) {
	page, err := s.RemovePage(ctx, actor, code, enrolment)
	if err != nil {
		return page, err
	}
	cohorts, err := s.Store.UpcomingCohorts(ctx, []models.ID{page.CourseID}, s.Store.Now())
	for _, c := range cohorts {
		if c.ID != page.ID && !c.Unscheduled && policy.Allows(actor, policy.KeepLine, c.Cohort) == nil {
			page.To = append(page.To, MoveTarget{Cohort: c.Cohort, Free: c.Free(c.Held), Waiting: c.Waiting})
		}
	}
	return page, err
}

// MovePerson takes the place on the one cohort back and gives one on the other, or neither. The needs, the post, and answers
// to the same questions and preparations go along. What becomes free goes to the next in line.
func (s *Service) MovePerson(ctx context.Context, actor models.Actor, in MovePerson) (to models.Cohort, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		var from models.Cohort
		if from, to, err = lockBoth(ctx, tx, in.Cohort, in.To); err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.KeepLine, from); err != nil {
			return err
		}
		e, err := tx.Enrolment(ctx, in.Enrolment)
		if err != nil {
			return err
		}
		if e.CohortID != from.ID {
			return models.ErrNotFound
		}
		if err := input.Check(in); err != nil {
			return err
		}
		if err := mayMove(actor, from, to, e, tx); err != nil {
			return err
		}
		return move(ctx, tx, actor, from, to, e)
	})
	return to, err
}

// lockBoth locks two cohorts, the one with the lower id first, so that two who move people do not block each other. The other
// is the zero one when there is none.
func lockBoth(ctx context.Context, tx *store.Tx, code, other string) (from, to models.Cohort, err error) {
	if from, err = tx.CohortByCode(ctx, code); err != nil {
		return from, to, err
	}
	ids := []models.ID{from.ID}
	if to, err = tx.CohortByCode(ctx, other); err == nil && to.ID != from.ID {
		ids = []models.ID{min(from.ID, to.ID), max(from.ID, to.ID)}
	}
	for _, id := range ids {
		locked, err := tx.LockCohort(ctx, id)
		if err != nil {
			return from, to, err
		}
		if id == from.ID {
			from = locked
		} else {
			to = locked
		}
	}
	return from, to, nil
}

// mayMove answers the problem where the person cannot be moved there, whether or not a place is free.
func mayMove(actor models.Actor, from, to models.Cohort, e models.Enrolment, tx *store.Tx) error {
	there := to.ID.Known() && to.ID != from.ID && to.CourseID == from.CourseID && policy.Allows(actor, policy.KeepLine, to) == nil
	switch {
	case !there:
		return models.Invalid{"to": "Select another cohort of the same course that you teach"}
	case e.State != models.Placed || from.FinishedAt(tx.Now()):
		return models.Invalid{"to": "They have no place that could be moved. Look at where they stand now"}
	case needsAnother(to) && to.WayIn != from.WayIn:
		return models.Invalid{"to": "People come to " + to.Name + " once somebody else agrees, which nobody did for them: ask them to apply there"}
	case to.State != models.CohortOpen || to.Unscheduled || to.FinishedAt(tx.Now()):
		return models.Invalid{"to": to.Name + " cannot take anybody now: select another"}
	}
	return nil
}

// needsAnother tells whether somebody besides the trainers must agree before a person comes to the cohort.
func needsAnother(c models.Cohort) bool {
	return c.WayIn == models.Approval || c.WayIn == models.Nomination || c.WayIn == models.PairedWay
}

// move carries somebody, and who comes with them, from a locked cohort to another.
func move(ctx context.Context, tx *store.Tx, actor models.Actor, from, to models.Cohort, e models.Enrolment) error {
	party, err := partyOf(ctx, tx, from, e)
	if err != nil {
		return err
	}
	arrivals, err := arriving(ctx, tx, to, party)
	if err != nil {
		return err
	}
	free, err := admits(ctx, tx, to, arrivals)
	if err != nil {
		return err
	}
	if !free {
		return models.Invalid{"to": to.Name + " has no place free for them, or others wait for it: select another"}
	}
	pairs, err := tx.PairsFrom(ctx, from.ID, party)
	if err != nil {
		return err
	}
	for i := range arrivals {
		if err := carry(ctx, tx, actor, from, to, party[i], &arrivals[i]); err != nil {
			return err
		}
	}
	return tx.PairAgain(ctx, to.ID, pairs)
}

// partyOf are who has a place with somebody, and themselves.
func partyOf(ctx context.Context, tx *store.Tx, cohort models.Cohort, e models.Enrolment) (models.Party, error) {
	if e.PartyID == nil {
		return models.Party{e}, nil
	}
	return tx.PlacedTogether(ctx, cohort.ID, *e.PartyID)
}

// arriving are the enrolments of a party on the cohort to which it moves, as if it asked now. Nobody of it may be there already.
func arriving(ctx context.Context, tx *store.Tx, to models.Cohort, party models.Party) (models.Party, error) {
	last, err := tx.LastAsked(ctx, to.ID)
	if err != nil {
		return nil, err
	}
	systems, err := tx.Systems(ctx, tx.Today())
	if err != nil {
		return nil, err
	}
	people := make([]models.ID, len(party))
	arrivals := make(models.Party, len(party))
	for i, one := range party {
		people[i], arrivals[i] = one.PersonID, one.MovedTo(to, models.Turn(tx.Now(), last))
		if system := systemAt(systems, one.OrganisationID); system.Known() {
			arrivals[i].SystemID = &system
		}
	}
	there, err := tx.LiveOn(ctx, to.ID, people)
	if len(there) > 0 {
		err = models.Invalid{"to": "They, or somebody who comes with them, are on " + to.Name + " already, or in line for it"}
	}
	return arrivals, err
}

// carry moves one person: first away, then there, with their answers.
func carry(ctx context.Context, tx *store.Tx, actor models.Actor, from, to models.Cohort, e models.Enrolment, there *models.Enrolment) error {
	if _, err := leave(ctx, tx, from, e, parting{to: models.Withdrawn, by: &actor.ID, reason: "moved to " + to.Name}); err != nil {
		return err
	}
	if err := tx.AddEnrolment(ctx, there, actor.ID, "moved from "+from.Name); err != nil {
		return err
	}
	if err := tx.CarryAnswers(ctx, e, *there); err != nil {
		return err
	}
	return tx.Publish(ctx, happened("enrolment.moved", *there, &actor.ID), owed(models.MailPlaced, *there))
}
