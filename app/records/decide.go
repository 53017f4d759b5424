package records

import (
	"context"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Decide says of one person that they complete, or that they do not, whatever the rule says.
type Decide struct {
	Cohort    string    // its code
	Enrolment models.ID `form:"-"`
	Answer    Answer    `form:"answer" validate:"oneof=completes does_not" problem:"oneof=Select whether the person completes"`
	Reason    string    `form:"reason" validate:"required,max=300" problem:"required=Say why: the reason stands on the record, and is kept|max=Use 300 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// Answer is what is decided.
type Answer string

// The answers.
const (
	Completes Answer = "completes"
	DoesNot   Answer = "does_not"
)

// DecidePage is the page on which a trainer decides about one person.
type DecidePage struct {
	Cohort    models.Cohort
	Rule      string
	Person    Candidate
	DecidedBy string // who made the decision that stands
	Open      bool   // it can be decided: the last day has come
}

// DecidePage is the page on which a trainer decides about one person of a cohort.
func (s *Service) DecidePage(ctx context.Context, actor models.Actor, code string, enrolment models.ID) (page DecidePage, err error) {
	cohort, err := s.Store.TaughtCohortByCode(ctx, code)
	if err != nil {
		return page, err
	}
	page.Cohort, page.Open = cohort.Cohort, cohort.CompletableAt(s.Store.Now())
	if err := policy.Allows(actor, policy.IssueRecords, page.Cohort); err != nil {
		return page, err
	}
	found, err := lookAt(ctx, s.Store.Reads, page.Cohort, enrolment)
	if err != nil {
		return page, err
	}
	page.Rule = found.course.Rule(found.units)
	if page.Person, err = found.candidate(enrolment); err != nil || page.Person.Standing.Decision == nil {
		return page, err
	}
	by, err := s.Store.Person(ctx, page.Person.Standing.Decision.ByID)
	page.DecidedBy = by.Name
	return page, err
}

// Decide keeps a decision in place of the one that stood. Whoever does not complete is closed without completing; whoever has a
// record is decided about by withdrawing it.
func (s *Service) Decide(ctx context.Context, actor models.Actor, in Decide) error {
	in.Reason = input.Tidy(in.Reason)
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		c, err := lockCandidate(ctx, tx, actor, in.Cohort, in.Enrolment)
		if err != nil {
			return err
		}
		if err := input.Check(in); err != nil {
			return err
		}
		if err := input.RefusePatients(in.NotNHSNumber, input.Text{Field: "reason", Text: in.Reason}); err != nil {
			return err
		}
		if c.Record != nil {
			return models.Invalid{"answer": c.Name + " has a record. Withdraw it first, if they do not complete"}
		}
		if err := end(ctx, tx, actor, c.Standing.Decision); err != nil {
			return err
		}
		decision := models.Decision{EnrolmentID: c.ID, Completes: in.Answer == Completes, Reason: in.Reason, ByID: actor.ID, MadeAt: tx.Now()}
		if err := tx.Add(ctx, &decision); err != nil {
			return err
		}
		if decision.Completes {
			err = move(ctx, tx, actor, c.Enrolment, models.Placed, "decided that they complete")
		} else {
			err = move(ctx, tx, actor, c.Enrolment, models.NotCompleted, in.Reason)
		}
		if err != nil {
			return err
		}
		return tx.Publish(ctx, decided("decision.made", decision, c, actor))
	})
}

// TakeBack names the person about whom nothing is decided any more.
type TakeBack struct {
	Cohort    string // its code
	Enrolment models.ID
}

// TakeBack ends the decision about a person: the rule decides again. Where none stands, nothing changes.
func (s *Service) TakeBack(ctx context.Context, actor models.Actor, in TakeBack) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		c, err := lockCandidate(ctx, tx, actor, in.Cohort, in.Enrolment)
		if err != nil {
			return err
		}
		standing := c.Standing.Decision
		if standing == nil {
			return nil
		}
		if c.Record != nil {
			return models.Invalid{"answer": c.Name + " has a record that says so. Withdraw it first"}
		}
		if err := end(ctx, tx, actor, standing); err != nil {
			return err
		}
		if err := move(ctx, tx, actor, c.Enrolment, models.Placed, "decision taken back"); err != nil {
			return err
		}
		return tx.Publish(ctx, decided("decision.ended", *standing, c, actor))
	})
}

// lockCandidate is somebody on the register of a cohort that is locked and over, for who may issue its records.
func lockCandidate(ctx context.Context, tx *store.Tx, actor models.Actor, code string, enrolment models.ID) (Candidate, error) {
	cohort, err := tx.LockCohortByCode(ctx, code)
	if err != nil {
		return Candidate{}, err
	}
	if err := policy.Allows(actor, policy.IssueRecords, cohort); err != nil {
		return Candidate{}, err
	}
	found, err := lookAt(ctx, tx.Reads, cohort, enrolment)
	if err != nil {
		return Candidate{}, err
	}
	c, err := found.candidate(enrolment)
	if err == nil && !cohort.CompletableAt(tx.Now()) {
		err = models.Invalid{"answer": "It can be decided from the last day of the cohort on"}
	}
	return c, err
}

func end(ctx context.Context, tx *store.Tx, actor models.Actor, d *models.Decision) error {
	if d == nil {
		return nil
	}
	now := tx.Now()
	ended := *d
	ended.EndedAt, ended.EndedByID = &now, &actor.ID
	return tx.EndDecision(ctx, ended)
}

// move brings an enrolment that is not completed where it belongs; one that is there stays.
func move(ctx context.Context, tx *store.Tx, actor models.Actor, e models.Enrolment, to models.EnrolmentState, reason string) error {
	if e.State == to {
		return nil
	}
	moved, err := e.To(to, tx.Now())
	if err != nil {
		return err
	}
	return tx.MoveEnrolment(ctx, moved, e.State, &actor.ID, reason)
}

func decided(act string, d models.Decision, c Candidate, actor models.Actor) models.Event {
	return models.Event{ActorID: &actor.ID, Act: act, Subject: "decisions", SubjectID: d.ID, PersonID: &c.PersonID}
}
