package records

import (
	"context"
	"slices"
	"strings"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// atOnce is how many records are issued in one transaction, so that registers and places of the cohort are not held for long.
const atOnce = 50

// Turn is what one step of an issuance did.
type Turn struct {
	Issued, Waiting int
}

// IssueRest issues what an issuance still owes, however often it is asked and whoever else does the same.
func (s *Service) IssueRest(ctx context.Context, id models.ID) error {
	for {
		turn, err := s.IssueNext(ctx, id)
		if err != nil || turn.Waiting == 0 {
			return err
		}
	}
}

// IssueNext gives the next people of an issuance their records. Each is looked at again: who no longer completes, or was given a
// record meanwhile, gets none, and the line says why. All that belongs to a step is kept, or nothing.
func (s *Service) IssueNext(ctx context.Context, id models.ID) (turn Turn, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		turn = Turn{}
		issuance, err := tx.Issuance(ctx, id)
		if err != nil {
			return err
		}
		cohort, err := tx.LockCohort(ctx, issuance.CohortID)
		if err != nil {
			return err
		}
		lines, err := tx.WaitingLines(ctx, id, atOnce+1) // one more tells whether this is the last step
		if err != nil {
			return err
		}
		next := lines[:min(len(lines), atOnce)]
		turn.Waiting = len(lines) - len(next)
		if len(next) > 0 {
			if turn.Issued, err = issueTo(ctx, tx, issuance, cohort, next); err != nil {
				return err
			}
		}
		if issuance, err = tx.Issuance(ctx, id); err != nil || turn.Waiting > 0 || issuance.FinishedAt != nil {
			return err
		}
		return tx.FinishIssuance(ctx, issuance, tx.Now())
	})
	return turn, err
}

// issueTo settles lines of an issuance under the lock of the cohort, and answers to how many a record was given.
func issueTo(ctx context.Context, tx *store.Tx, issuance models.Issuance, cohort models.Cohort, lines []models.IssuanceLine) (int, error) {
	ids := make([]models.ID, len(lines))
	for i, line := range lines {
		ids[i] = line.EnrolmentID
	}
	found, err := lookAt(ctx, tx.Reads, cohort, ids...)
	if err != nil {
		return 0, err
	}
	var chosen []Candidate
	for i := range lines {
		lines[i].State, lines[i].Problem = models.IssuanceIssued, ""
		c, err := found.candidate(lines[i].EnrolmentID)
		if problem := refusal(c, err); problem != "" {
			lines[i].State, lines[i].Problem = models.IssuanceRefused, problem
			continue
		}
		chosen = append(chosen, c)
	}
	if len(chosen) > 0 {
		records, err := issue(ctx, tx, issuance, cohort, found, chosen)
		if err != nil {
			return 0, err
		}
		for i := range lines {
			at := slices.IndexFunc(records, func(r models.CompletionRecord) bool { return r.EnrolmentID == lines[i].EnrolmentID })
			if at >= 0 {
				lines[i].CompletionRecordID = &records[at].ID
			}
		}
	}
	return len(chosen), tx.KeepLines(ctx, lines)
}

// refusal is why somebody gets no record when their turn comes; empty where they do.
func refusal(c Candidate, err error) string {
	switch {
	case err != nil:
		return "No longer on the cohort"
	case c.Record != nil:
		return "Was given record " + c.Record.Code + " meanwhile"
	case !c.Standing.Qualifies() && c.Standing.Decision != nil:
		return "It was decided meanwhile that they do not complete"
	case !c.Standing.Qualifies():
		return "No longer meets the completion rule: " + strings.Join(c.Standing.Missing, "; ")
	}
	return ""
}

func issue(ctx context.Context, tx *store.Tx, issuance models.Issuance, cohort models.Cohort, found findings, chosen []Candidate) ([]models.CompletionRecord, error) {
	person, err := tx.Person(ctx, issuance.ByID)
	if err != nil {
		return nil, err
	}
	by := issuer{person.ID, person.Name}
	list, err := found.snapshots(ctx, tx, cohort, chosen)
	if err != nil {
		return nil, err
	}
	if err := number(ctx, tx, by, list); err != nil {
		return nil, err
	}
	var enrolments []models.Enrolment
	for _, c := range chosen {
		if c.State != models.Completed {
			enrolments = append(enrolments, c.Enrolment)
		}
	}
	if err := tx.MoveEnrolments(ctx, enrolments, models.Completed, by.ID, "completion record issued"); err != nil {
		return nil, err
	}
	records, err := keep(ctx, tx, list)
	if err != nil {
		return nil, err
	}
	if err := suggest(ctx, tx, by, list); err != nil {
		return nil, err
	}
	return records, announce(ctx, tx, by, records)
}

// snapshots are what the records of the chosen say, as things stand now; number and issue are still to come.
func (f findings) snapshots(ctx context.Context, tx *store.Tx, cohort models.Cohort, chosen []Candidate) ([]snapshot, error) {
	provider, err := tx.NetworkName(ctx)
	if err != nil {
		return nil, err
	}
	outcomes, err := tx.OutcomesForRecords(ctx, cohort.Content())
	if err != nil {
		return nil, err
	}
	list := make([]snapshot, len(chosen))
	for i, c := range chosen {
		record := f.record(c, cohort)
		record.ProviderName = provider
		list[i] = snapshot{record, c.Standing.Requirements(""), outcomes}
	}
	return list, nil
}

func announce(ctx context.Context, tx *store.Tx, by issuer, records []models.CompletionRecord) error {
	events := make([]models.Event, len(records))
	letters := make([]models.Job, len(records))
	for i, r := range records {
		events[i] = happened("record.issued", r, by.ID)
		letters[i] = models.Job{Kind: models.MailRecordIssued, SubjectID: r.ID}
	}
	return tx.PublishAll(ctx, events, letters)
}

// IssuancePage is how far an issuance is.
type IssuancePage struct {
	store.TaughtCohort
	Issuance store.IssuanceCount
	Lines    []store.IssuedLine // who was refused first
}

// Refused are those who got no record when their turn came.
func (p IssuancePage) Refused() []store.IssuedLine {
	return slices.DeleteFunc(slices.Clone(p.Lines), func(l store.IssuedLine) bool { return l.State != models.IssuanceRefused })
}

// Given are those who got a record.
func (p IssuancePage) Given() []store.IssuedLine {
	return slices.DeleteFunc(slices.Clone(p.Lines), func(l store.IssuedLine) bool { return l.State != models.IssuanceIssued })
}

// IssuancePage is the page of an issuance of a cohort.
func (s *Service) IssuancePage(ctx context.Context, actor models.Actor, code string, id models.ID) (page IssuancePage, err error) {
	if page.TaughtCohort, err = s.Store.TaughtCohortByCode(ctx, code); err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.IssueRecords, page.Cohort); err != nil {
		return page, err
	}
	all, err := s.Store.IssuancesOf(ctx, page.ID)
	if err != nil {
		return page, err
	}
	at := slices.IndexFunc(all, func(i store.IssuanceCount) bool { return i.ID == id })
	if at < 0 {
		return page, models.ErrNotFound
	}
	page.Issuance = all[at]
	page.Lines, err = s.Store.IssuedLines(ctx, id)
	return page, err
}
