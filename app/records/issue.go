package records

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"

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

// Issue gives a completion record to each of the people named, or to none: when one of them does not meet the rule (any
// more) it says who. Who has a record already gets no second one. It answers how many were issued.
func (s *Service) Issue(ctx context.Context, actor models.Actor, in Issue) (issued int, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := tx.LockCohortByCode(ctx, in.Cohort)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.IssueRecords, cohort); err != nil {
			return err
		}
		if !cohort.CompletableAt(tx.Now()) {
			return models.Invalid{"records": "Records can be issued from the last day of the cohort on"}
		}
		found, err := look(ctx, tx.Reads, cohort)
		if err != nil {
			return err
		}
		chosen, err := found.choose(in.Enrolments)
		if err != nil || len(chosen) == 0 {
			return err
		}
		issued = len(chosen)
		return issue(ctx, tx, actor, cohort, found, chosen)
	})
	return issued, err
}

// choose finds those of the named who get a record: who qualifies and has none.
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
		case c.Record != nil: // issued meanwhile, perhaps by the same button
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

func issue(ctx context.Context, tx *store.Tx, actor models.Actor, cohort models.Cohort, found findings, chosen []Candidate) error {
	provider, err := tx.NetworkName(ctx)
	if err != nil {
		return err
	}
	codes, err := newCodes(ctx, tx, len(chosen))
	if err != nil {
		return err
	}
	outcomes, err := tx.OutcomesOf(ctx, []models.ID{cohort.Content()})
	if err != nil {
		return err
	}
	records := make([]models.CompletionRecord, len(chosen))
	enrolments := make([]models.Enrolment, 0, len(chosen))
	for i, c := range chosen {
		r := found.record(c, cohort)
		r.ID, r.Code, r.ProviderName = store.NewID(), codes[i], provider
		r.IssuedAt, r.IssuedByID, r.IssuedBy = tx.Now(), actor.ID, actor.Name
		records[i] = r
		if c.State != models.Completed {
			enrolments = append(enrolments, c.Enrolment)
		}
	}
	if err := tx.MoveEnrolments(ctx, enrolments, models.Completed, actor.ID, "completion record issued"); err != nil {
		return err
	}
	if err := tx.GiveStatus(ctx, records); err != nil {
		return err
	}
	if err := tx.Add(ctx, &records); err != nil {
		return err
	}
	if err := suggest(ctx, tx, actor, records, outcomes); err != nil {
		return err
	}
	return announce(ctx, tx, actor, records)
}

// record is the snapshot of what somebody has completed.
func (f findings) record(c Candidate, cohort models.Cohort) models.CompletionRecord {
	r := f.course.Snapshot(c.Enrolment, cohort, c.Standing, f.units)
	r.PersonName, r.OrganisationName = c.Name, c.Organisation
	return r
}

// suggest names the outcomes on the records, and makes of each an assessment by the course, which stands beside what
// people and managers say.
func suggest(ctx context.Context, tx *store.Tx, actor models.Actor, records []models.CompletionRecord, outcomes []store.CourseOutcome) error {
	var named []models.RecordOutcome
	var assessments []models.Assessment
	for _, r := range records {
		for i, o := range outcomes {
			named = append(named, models.RecordOutcome{
				CompletionRecordID: r.ID, Position: i + 1, CompetencyCode: o.Code, CompetencyName: o.Name, Level: o.Level, LevelLabel: o.LevelLabel,
			})
			assessments = append(assessments, models.Assessment{
				PersonID: r.PersonID, CompetencyID: o.ID, ByID: actor.ID, Kind: models.ByCourse, Level: o.Level, AssessedAt: tx.Now(),
			})
		}
	}
	if err := tx.Add(ctx, &named); err != nil || len(assessments) == 0 {
		return err
	}
	return tx.AddAssessments(ctx, assessments)
}

func announce(ctx context.Context, tx *store.Tx, actor models.Actor, records []models.CompletionRecord) error {
	events := make([]models.Event, len(records))
	letters := make([]models.Job, len(records))
	for i, r := range records {
		events[i] = happened("record.issued", r, actor)
		letters[i] = models.Job{Kind: models.MailRecordIssued, SubjectID: r.ID}
	}
	return tx.PublishAll(ctx, events, letters)
}

func happened(act string, r models.CompletionRecord, by models.Actor) models.Event {
	return models.Event{ActorID: &by.ID, Act: act, Subject: "completion_records", SubjectID: r.ID, PersonID: &r.PersonID}
}

// newCodes draws record numbers that no record has.
func newCodes(ctx context.Context, tx *store.Tx, n int) ([]string, error) {
	var codes []string
	for len(codes) < n {
		for len(codes) < n {
			if code := draw(); !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
		used, err := tx.CodesInUse(ctx, codes)
		if err != nil {
			return nil, err
		}
		codes = slices.DeleteFunc(codes, func(code string) bool { return slices.Contains(used, code) })
	}
	return codes, nil
}

func draw() string {
	for {
		var random [10]byte
		_, _ = rand.Read(random[:]) // it never fails: it would end the program
		if code, ok := models.RecordCode(random); ok {
			return code
		}
	}
}
