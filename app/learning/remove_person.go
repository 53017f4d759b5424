package learning

import (
	"context"
	"slices"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// RemovePerson takes somebody off a cohort, with a reason that they are told.
type RemovePerson struct {
	Cohort    string // its code
	Enrolment models.ID
	Reason    string `form:"reason" validate:"required,max=300" problem:"required=Enter why: they are told|max=Use 300 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// KeptPersonPage is somebody with a place on a cohort, who is to be moved or taken off.
type KeptPersonPage struct {
	store.TaughtCohort
	Person store.RollLine
	With   []string // who comes with them
	To     []MoveTarget
}

// RemovePage is the page on which somebody is taken off a cohort.
func (s *Service) RemovePage(ctx context.Context, actor models.Actor, code string, enrolment models.ID) (KeptPersonPage, error) {
	cohort, err := s.taughtCohort(ctx, actor, code)
	if err != nil {
		return KeptPersonPage{}, err
	}
	page := KeptPersonPage{TaughtCohort: cohort}
	if err := policy.Allows(actor, policy.KeepLine, cohort.Cohort); err != nil {
		return page, err
	}
	roll, err := s.Store.Roll(ctx, cohort.ID, models.Placed)
	if err != nil {
		return page, err
	}
	at := slices.IndexFunc(roll, func(l store.RollLine) bool { return l.ID == enrolment })
	if at < 0 {
		return page, models.ErrNotFound
	}
	page.Person = roll[at]
	for _, line := range roll {
		if line.ID != enrolment && line.PartyID != nil && models.SameID(line.PartyID, page.Person.PartyID) {
			page.With = append(page.With, line.Name)
		}
	}
	return page, nil
}

// RemovePerson takes somebody off a cohort on which they have a place, and offers it to the next in line. Who is off it already
// stays so.
func (s *Service) RemovePerson(ctx context.Context, actor models.Actor, in RemovePerson) (e models.Enrolment, err error) {
	in.Reason = input.Tidy(in.Reason)
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		var cohort models.Cohort
		if e, cohort, err = lockOn(ctx, tx, in.Cohort, in.Enrolment); err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.KeepLine, cohort); err != nil {
			return err
		}
		if e.State == models.Withdrawn {
			return nil
		}
		if err := input.Check(in); err != nil {
			return err
		}
		if err := input.RefusePatients(in.NotNHSNumber, input.Text{Field: "reason", Text: in.Reason}); err != nil {
			return err
		}
		if e.State != models.Placed || cohort.FinishedAt(tx.Now()) {
			return models.Invalid{"enrolment": "They have no place that could be taken back. Look at where they stand now"}
		}
		e, err = leave(ctx, tx, cohort, e, parting{to: models.Withdrawn, by: &actor.ID, reason: in.Reason, letter: models.MailRemoved, act: "enrolment.removed"})
		return err
	})
	return e, err
}

// lockOn locks a cohort and reads where an enrolment on it stands; models.ErrNotFound when it is on another.
func lockOn(ctx context.Context, tx *store.Tx, code string, id models.ID) (models.Enrolment, models.Cohort, error) {
	cohort, err := tx.LockCohortByCode(ctx, code)
	if err != nil {
		return models.Enrolment{}, cohort, err
	}
	e, err := tx.Enrolment(ctx, id)
	if err == nil && e.CohortID != cohort.ID {
		err = models.ErrNotFound
	}
	return e, cohort, err
}

// RemovedLetter gathers what somebody is told who was taken off a cohort: by whom, and why.
func (s *Service) RemovedLetter(ctx context.Context, id models.ID) (EnrolmentLetter, error) {
	letter, err := s.LetterFor(ctx, id)
	if err != nil {
		return letter, err
	}
	changes, err := s.Store.ChangesOf(ctx, id)
	if err != nil {
		return letter, err
	}
	for _, c := range changes {
		if c.ToState != models.Withdrawn || c.ByID == nil {
			continue
		}
		by, err := s.Store.Person(ctx, *c.ByID)
		letter.Reason, letter.By, letter.ByEmail = c.Reason, by.Name, by.Email
		return letter, err
	}
	return letter, nil
}
