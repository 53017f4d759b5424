package records

import (
	"context"
	"slices"
	"strings"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Issue gives completion records to people of a cohort.
type Issue struct {
	Cohort string // its code
	// Enrolments are those that the page showed as qualifying.
	Enrolments []string `form:"enrolment"`
}

// Issued is what became of it so far.
type Issued struct {
	Issuance models.ID // empty where nobody was left to be given one
	Records  int
	Waiting  int // whose turn comes without the page
}

// ownTurn is for how long a request issues records itself, before it leaves the rest to the job.
const ownTurn = 2 * time.Second

// Issue gives a completion record to each of the people named, or to none: when one of them does not complete (any more) it
// says who. Who has a record already, or is being given one, gets no second one. The records of many are issued a few at a
// time, the first of them before it answers.
func (s *Service) Issue(ctx context.Context, actor models.Actor, in Issue) (issued Issued, err error) {
	began := s.Store.Now()
	err = s.Store.InTx(ctx, func(tx *store.Tx) (err error) {
		issued, err = begin(ctx, tx, actor, in)
		return err
	})
	for err == nil && issued.Waiting > 0 && s.Store.Now().Sub(began) < s.ownTurn() {
		var turn Turn
		if turn, err = s.IssueNext(ctx, issued.Issuance); err == nil {
			issued.Records, issued.Waiting = issued.Records+turn.Issued, turn.Waiting
		}
	}
	return issued, err
}

func (s *Service) ownTurn() time.Duration {
	if s.Patience != 0 {
		return s.Patience
	}
	return ownTurn
}

// begin keeps who is to be given a record, and owes the job that sees to it whatever becomes of the request.
func begin(ctx context.Context, tx *store.Tx, actor models.Actor, in Issue) (Issued, error) {
	cohort, err := tx.LockCohortByCode(ctx, in.Cohort)
	if err != nil {
		return Issued{}, err
	}
	if err := policy.Allows(actor, policy.IssueRecords, cohort); err != nil {
		return Issued{}, err
	}
	if !cohort.CompletableAt(tx.Now()) {
		return Issued{}, models.Invalid{"records": "Records can be issued from the last day of the cohort on"}
	}
	found, err := look(ctx, tx.Reads, cohort)
	if err != nil {
		return Issued{}, err
	}
	chosen, err := found.choose(in.Enrolments)
	if err != nil || len(chosen) == 0 {
		return Issued{}, err
	}
	issuance := models.Issuance{ID: store.NewID(), CohortID: cohort.ID, ByID: actor.ID, BegunAt: tx.Now()}
	lines := make([]models.IssuanceLine, len(chosen))
	for i, c := range chosen {
		lines[i] = models.IssuanceLine{IssuanceID: issuance.ID, EnrolmentID: c.ID, State: models.IssuanceWaiting}
	}
	if err := tx.Add(ctx, &issuance); err != nil {
		return Issued{}, err
	}
	if err := tx.KeepLines(ctx, lines); err != nil {
		return Issued{}, err
	}
	event := models.Event{ActorID: &actor.ID, Act: "records.begun", Subject: "issuances", SubjectID: issuance.ID}
	rest := models.Job{Kind: models.IssueRecords, SubjectID: issuance.ID, RunAt: tx.Now().Add(ownTurn)}
	return Issued{Issuance: issuance.ID, Waiting: len(lines)}, tx.Publish(ctx, event, rest)
}

// choose finds those of the named who get a record: who completes and has none.
func (f findings) choose(enrolments []string) ([]Candidate, error) {
	named := make(map[string]bool, len(enrolments))
	for _, id := range enrolments {
		named[id] = true
	}
	if len(named) == 0 {
		return nil, models.Invalid{"records": "Nobody is shown as ready for a record, so none was issued"}
	}
	var chosen []Candidate
	var short []string
	for _, c := range f.candidates {
		if !named[string(c.ID)] {
			continue
		}
		delete(named, string(c.ID))
		switch {
		case c.Record != nil || c.Issuing: // issued meanwhile, perhaps by the same button
		case !c.Standing.Qualifies():
			short = append(short, c.Name)
		default:
			chosen = append(chosen, c)
		}
	}
	if len(short) > 0 {
		return nil, models.Invalid{"records": "No records were issued, because the completion rule is not met by " + strings.Join(short, ", ") + ". Look at the list again"}
	}
	if len(named) > 0 {
		return nil, models.Invalid{"records": "No records were issued, because somebody is no longer on the cohort. Look at the list again"}
	}
	return chosen, nil
}

// snapshot is what is kept of one person's record, with what belongs to it.
type snapshot struct {
	record       models.CompletionRecord
	requirements []models.RecordRequirement
	outcomes     []models.RecordOutcome
}

// number gives the records ids and numbers that no record has, and says who issues them.
func number(ctx context.Context, tx *store.Tx, by issuer, list []snapshot) error {
	codes, err := newCodes(ctx, tx, len(list))
	if err != nil {
		return err
	}
	for i := range list {
		d := &list[i]
		r := &d.record
		r.ID, r.Code = store.NewID(), codes[i]
		r.IssuedAt, r.IssuedByID, r.IssuedBy = tx.Now(), by.ID, by.Name
		d.requirements, d.outcomes = slices.Clone(d.requirements), slices.Clone(d.outcomes)
		for n := range d.requirements {
			d.requirements[n].CompletionRecordID = r.ID
		}
		for n := range d.outcomes {
			d.outcomes[n].CompletionRecordID, d.outcomes[n].Position = r.ID, n+1
		}
	}
	return nil
}

// issuer is who issues a record.
type issuer struct {
	ID   models.ID
	Name string
}

// keep keeps numbered records with what belongs to them, and gives each a place where the state of its badge is published.
func keep(ctx context.Context, tx *store.Tx, list []snapshot) ([]models.CompletionRecord, error) {
	records := make([]models.CompletionRecord, len(list))
	var requirements []models.RecordRequirement
	var outcomes []models.RecordOutcome
	for i, s := range list {
		records[i] = s.record
		requirements, outcomes = append(requirements, s.requirements...), append(outcomes, s.outcomes...)
	}
	if err := tx.GiveStatus(ctx, records); err != nil {
		return nil, err
	}
	for _, rows := range []any{&records, &requirements, &outcomes} {
		if err := tx.Add(ctx, rows); err != nil {
			return nil, err
		}
	}
	return records, nil
}

// suggest makes of each outcome an assessment by the course, which stands beside what people and managers say.
func suggest(ctx context.Context, tx *store.Tx, by issuer, list []snapshot) error {
	var assessments []models.Assessment
	for _, s := range list {
		for _, o := range s.outcomes {
			assessments = append(assessments, models.Assessment{
				PersonID: s.record.PersonID, CompetencyID: *o.CompetencyID, ByID: by.ID, Kind: models.ByCourse, Level: o.Level, AssessedAt: tx.Now(),
			})
		}
	}
	if len(assessments) == 0 {
		return nil
	}
	return tx.AddAssessments(ctx, assessments)
}

func happened(act string, r models.CompletionRecord, by models.ID) models.Event {
	return models.Event{ActorID: &by, Act: act, Subject: "completion_records", SubjectID: r.ID, PersonID: &r.PersonID}
}
