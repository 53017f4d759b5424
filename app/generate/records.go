package generate

import (
	"time"

	"trellis/models"
	"trellis/models/store"
)

// record issues a completion record. A few are withdrawn later, or replaced by one that is right.
func (g *generator) record(l *line, a *asked, standing models.Standing, at time.Time) {
	r, c := l.run, l.c
	record := r.course.Snapshot(a.Enrolment, r.cohort, standing, r.course.units)
	record.ID, record.Code, record.Shared = store.NewID(), g.number(c), true
	record.PersonName, record.ProviderName = a.m.Name, g.provider
	for _, b := range g.bodies {
		if b.ID == *a.OrganisationID {
			record.OrganisationName = b.Name
		}
	}
	record.IssuedAt, record.IssuedByID, record.IssuedBy = at, r.trainer.ID, r.trainer.Name
	later := after(c, at, 40*24)
	switch n := c.IntN(1000); {
	case later.After(g.now):
	case n < 15:
		record = g.revoke(l, a, record, later)
	case n < 35:
		record = g.supersede(l, record, later)
	}
	g.issue(l, record, at)
	for _, o := range r.course.outcomes {
		a.m.raised = append(a.m.raised, raised{o, r.trainer.ID, at})
	}
}

// issue keeps a record with what it names.
func (g *generator) issue(l *line, record models.CompletionRecord, at time.Time) {
	g.batch.records = append(g.batch.records, record)
	g.names(l, record.ID)
	g.happened(models.Event{ActorID: &record.IssuedByID, Act: "record.issued", Subject: "completion_records", SubjectID: record.ID, PersonID: &record.PersonID, At: at})
}

// names keeps what a record names of competencies.
func (g *generator) names(l *line, record models.ID) {
	for i, o := range l.run.course.outcomes {
		k := g.framework.competencies[g.framework.at[o.CompetencyID]]
		g.batch.outcomes = append(g.batch.outcomes, models.RecordOutcome{
			CompletionRecordID: record, Position: i + 1, CompetencyCode: k.Code, CompetencyName: k.Name, Level: o.Level, LevelLabel: g.framework.labels[o.Level],
		})
	}
}

// revoke withdraws a record; what it said is not completed any more.
func (g *generator) revoke(l *line, a *asked, record models.CompletionRecord, at time.Time) models.CompletionRecord {
	by := l.run.trainer.ID
	revoked, err := record.Revoke(by, among(l.c, g.words.learning.Revocations), at)
	if err != nil {
		return record
	}
	l.move(a, models.NotCompleted, &by, "completion record withdrawn", at)
	g.happened(models.Event{ActorID: &by, Act: "record.withdrawn", Subject: "completion_records", SubjectID: record.ID, PersonID: &record.PersonID, At: at})
	return revoked
}

// supersede keeps the record as one that was replaced, and answers the one that replaces it.
func (g *generator) supersede(l *line, record models.CompletionRecord, at time.Time) models.CompletionRecord {
	successor, earlier := record, record
	successor.ID, successor.Code, successor.IssuedAt = store.NewID(), g.number(l.c), at
	earlier.Minutes = max(earlier.Minutes-30, 0) // what was put right
	earlier.SupersededAt, earlier.SuccessorID = &at, &successor.ID
	g.batch.replaced = append(g.batch.replaced, earlier)
	g.names(l, earlier.ID)
	return successor
}

// number is a record's number that no other has.
func (g *generator) number(c chance) string {
	for {
		var random [10]byte
		for i := range random {
			random[i] = byte(c.UintN(256))
		}
		if code, ok := models.RecordCode(random); ok && !g.numbers[code] {
			g.numbers[code] = true
			return code
		}
	}
}
