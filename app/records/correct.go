package records

import (
	"context"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Correct puts a right record in the place of another.
type Correct struct {
	Record string // its number
	What   What   `form:"what" validate:"oneof=all name" problem:"oneof=Select what is put right"`
	Reason string `form:"reason" validate:"required,max=300" problem:"required=Say what was wrong: the person is told|max=Use 300 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// What is put right on a record.
type What string

// What can be put right.
const (
	Everything What = "all"  // as things stand now: registers, rule, decision, name, organisation
	NameAlone  What = "name" // the rest stays as it was
)

// NameChanged is why a record was replaced whose holder is called otherwise now.
const NameChanged = "Name changed"

// CorrectPage is the page on which a trainer corrects a record.
type CorrectPage struct {
	RevokePage
	Now     *models.CompletionRecord // what it would say by what is kept now; nil where the person does not complete by it
	Name    string                   // of the person now
	Missing []string
}

// CorrectPage finds a record that the actor may correct, and what would stand in its place.
func (s *Service) CorrectPage(ctx context.Context, actor models.Actor, code string) (page CorrectPage, err error) {
	if page.RevokePage, err = s.RevokePage(ctx, actor, code); err != nil {
		return page, err
	}
	found, err := lookAt(ctx, s.Store.Reads, page.Cohort, page.Record.EnrolmentID)
	if err != nil {
		return page, err
	}
	c, err := found.candidate(page.Record.EnrolmentID)
	if err != nil {
		return page, err
	}
	page.Name, page.Missing = c.Name, c.Standing.Missing
	if c.Standing.Qualifies() {
		now := found.record(c, page.Cohort)
		page.Now = &now
	}
	return page, nil
}

// Correct issues a record in the place of one that is wrong. The old one keeps its number, and says where the right one is.
func (s *Service) Correct(ctx context.Context, actor models.Actor, in Correct) (successor models.CompletionRecord, err error) {
	in.Reason = input.Tidy(in.Reason)
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		old, cohort, err := lockWithCohort(ctx, tx, in.Record)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.IssueRecords, cohort); err != nil {
			return err
		}
		if err := in.check(); err != nil {
			return err
		}
		next, err := in.snapshot(ctx, tx, old, cohort)
		if err != nil {
			return err
		}
		if successor, err = replace(ctx, tx, issuer{actor.ID, actor.Name}, old, next); err != nil {
			return err
		}
		return tx.Publish(ctx, happened("record.corrected", successor, actor.ID), models.Job{Kind: models.MailRecordIssued, SubjectID: successor.ID})
	})
	return successor, err
}

func (in Correct) check() error {
	if err := input.Check(in); err != nil {
		return err
	}
	return input.RefusePatients(in.NotNHSNumber, input.Text{Field: "reason", Text: in.Reason})
}

// snapshot is what the right record says.
func (in Correct) snapshot(ctx context.Context, tx *store.Tx, old models.CompletionRecord, cohort models.Cohort) (snapshot, error) {
	if in.What == NameAlone {
		return renamed(ctx, tx, old, in.Reason)
	}
	found, err := lookAt(ctx, tx.Reads, cohort, old.EnrolmentID)
	if err != nil {
		return snapshot{}, err
	}
	c, err := found.candidate(old.EnrolmentID)
	if err != nil {
		return snapshot{}, models.Invalid{"what": "The person is no longer on the cohort: withdraw the record instead"}
	}
	if !c.Standing.Qualifies() {
		return snapshot{}, models.Invalid{"what": "By what is kept now the person does not complete: " + strings.Join(c.Standing.Missing, "; ") + ". Withdraw the record instead"}
	}
	list, err := found.snapshots(ctx, tx, cohort, []Candidate{c})
	if err != nil {
		return snapshot{}, err
	}
	list[0].record.ReplacesReason, list[0].record.Shared = in.Reason, old.Shared
	return list[0], nil
}

// Rename is a holder's wish to have a record under the name that they have now.
type Rename struct {
	Record string // its number
}

// Rename issues the record again under the name that its holder has now. Nothing else of it changes, and nothing is measured
// again. One that has that name already stays.
func (s *Service) Rename(ctx context.Context, actor models.Actor, in Rename) (successor models.CompletionRecord, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		old, _, err := lockWithCohort(ctx, tx, in.Record)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.ShareRecord, old); err != nil {
			return err
		}
		next, err := renamed(ctx, tx, old, NameChanged)
		if err != nil {
			return err
		}
		if successor = old; next.record.PersonName == old.PersonName {
			return nil
		}
		if successor, err = replace(ctx, tx, issuer{old.IssuedByID, old.IssuedBy}, old, next); err != nil {
			return err
		}
		return tx.Publish(ctx, happened("record.renamed", successor, actor.ID))
	})
	return successor, err
}

// lockWithCohort takes a record and its cohort, in the order in which everybody takes them.
func lockWithCohort(ctx context.Context, tx *store.Tx, code string) (models.CompletionRecord, models.Cohort, error) {
	known, err := tx.RecordByCode(ctx, code)
	if err != nil {
		return known, models.Cohort{}, err
	}
	cohort, err := tx.LockCohort(ctx, known.CohortID)
	if err != nil {
		return known, cohort, err
	}
	record, err := tx.LockRecord(ctx, code)
	return record, cohort, err
}

// renamed is the record, with what belongs to it, under the name that its person has now.
func renamed(ctx context.Context, tx *store.Tx, old models.CompletionRecord, reason string) (s snapshot, err error) {
	person, err := tx.Person(ctx, old.PersonID)
	if err != nil {
		return s, err
	}
	s.record = old.Renamed(person.Name, reason)
	if s.requirements, err = tx.RecordRequirements(ctx, old.ID); err != nil {
		return s, err
	}
	s.outcomes, err = tx.RecordOutcomes(ctx, old.ID)
	return s, err
}

// replace keeps a record in the place of another, which is superseded first: a person has one live record of a cohort at most.
func replace(ctx context.Context, tx *store.Tx, by issuer, old models.CompletionRecord, next snapshot) (models.CompletionRecord, error) {
	if !old.Live() {
		return old, models.Invalid{"reason": "This record is already withdrawn or replaced"}
	}
	now, list := tx.Now(), []snapshot{next}
	if err := number(ctx, tx, by, list); err != nil {
		return old, err
	}
	old.SupersededAt = &now
	if err := tx.Supersede(ctx, old); err != nil {
		return old, err
	}
	records, err := keep(ctx, tx, list)
	if err != nil {
		return old, err
	}
	old.SuccessorID = &records[0].ID
	return records[0], tx.SucceededBy(ctx, old)
}
