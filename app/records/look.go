package records

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// Candidate is somebody on a cohort with how far they are by the completion rule.
type Candidate struct {
	store.RollLine
	Standing models.Standing
	Met      map[models.ID]bool // units that are not sessions
	Record   *models.CompletionRecord
	Issuing  bool // a record is being issued to them
}

// Ready tells whether the person completes and has no record yet.
func (c Candidate) Ready() bool { return c.Record == nil && !c.Issuing && c.Standing.Qualifies() }

// Nearly tells whether only one thing is missing.
func (c Candidate) Nearly() bool { return c.Record == nil && !c.Issuing && c.Standing.Nearly() }

// NotYet tells whether more is missing, or it was decided that the person does not complete.
func (c Candidate) NotYet() bool {
	return c.Record == nil && !c.Issuing && !c.Standing.Qualifies() && !c.Standing.Nearly()
}

// findings are all that decides about the records of a cohort.
type findings struct {
	course     models.Course      // with the rule that holds
	change     *models.RuleChange // that made the rule; nil for that of the version
	units      []models.Unit
	sessions   []models.Session
	evidence   store.Evidence
	records    []models.CompletionRecord
	candidates []Candidate
}

// look reads what decides about a cohort's records, and measures everybody on its register.
func look(ctx context.Context, r store.Reads, cohort models.Cohort) (f findings, err error) {
	if err := f.rule(ctx, r, cohort); err != nil {
		return f, err
	}
	if f.evidence, err = r.EvidenceOn(ctx, []models.ID{cohort.ID}); err != nil {
		return f, err
	}
	if f.records, err = r.CohortRecords(ctx, cohort.ID); err != nil {
		return f, err
	}
	waits, err := r.WaitsForRecord(ctx, cohort.ID)
	if err != nil {
		return f, err
	}
	roll, err := r.Roll(ctx, cohort.ID, models.OnRegister()...)
	f.measure(roll, waits)
	return f, err
}

// lookAt is look at some of a cohort. Whether a record is being issued to them is left out: it is what happens.
func lookAt(ctx context.Context, r store.Reads, cohort models.Cohort, enrolments ...models.ID) (f findings, err error) {
	if err := f.rule(ctx, r, cohort); err != nil {
		return f, err
	}
	if f.evidence, err = r.EvidenceOf(ctx, enrolments); err != nil {
		return f, err
	}
	if f.records, err = r.RecordsAmong(ctx, enrolments); err != nil {
		return f, err
	}
	roll, err := r.RollOf(ctx, cohort.ID, enrolments)
	f.measure(roll, nil)
	return f, err
}

// rule reads what is asked for.
func (f *findings) rule(ctx context.Context, r store.Reads, cohort models.Cohort) (err error) {
	if f.course, f.change, err = r.RuledCourse(ctx, cohort); err != nil {
		return err
	}
	if f.units, err = r.Units(ctx, cohort.Content()); err != nil {
		return err
	}
	f.sessions, err = r.Sessions(ctx, cohort.ID)
	return err
}

func (f *findings) measure(roll []store.RollLine, waits map[models.ID]bool) {
	live := map[models.ID]*models.CompletionRecord{}
	for i, record := range f.records {
		if record.Live() {
			live[record.EnrolmentID] = &f.records[i]
		}
	}
	for _, line := range roll {
		f.candidates = append(f.candidates, Candidate{
			RollLine: line, Met: f.evidence.Met[line.ID], Record: live[line.ID], Issuing: waits[line.ID],
			Standing: f.evidence.Standing(f.course, f.sessions, f.units, line.ID),
		})
	}
}

// candidate is the one of an enrolment.
func (f findings) candidate(enrolment models.ID) (Candidate, error) {
	for _, c := range f.candidates {
		if c.ID == enrolment {
			return c, nil
		}
	}
	return Candidate{}, models.ErrNotFound
}

func (f findings) unmarked(session models.Session) int {
	n := 0
	for _, c := range f.candidates {
		if !f.evidence.Marks[c.ID][session.ID].Mark.Known() {
			n++
		}
	}
	return n
}

// record is the snapshot of what somebody has completed.
func (f findings) record(c Candidate, cohort models.Cohort) models.CompletionRecord {
	r := f.course.Snapshot(c.Enrolment, cohort, c.Standing, f.units)
	r.PersonName, r.OrganisationName = c.Name, c.Organisation
	if f.change != nil {
		r.RuleChangeID = &f.change.ID
	}
	return r
}
