package store

import (
	"context"

	"gorm.io/gorm"

	"trellis/models"
)

// LogFilter is what a list of a learning log holds: days from the first to the last, both included, a kind and a competency;
// empty for any.
type LogFilter struct {
	From, Until models.Date
	Kind        models.LearningKind
	Skill       models.ID
}

func (r Reads) logged(ctx context.Context, person models.ID, f LogFilter) *gorm.DB {
	db := r.db.WithContext(ctx).Table("log_entries").Where("log_entries.person_id = ?", person)
	if f.From != "" {
		db = db.Where("log_entries.learned_on >= ?", f.From)
	}
	if f.Until != "" {
		db = db.Where("log_entries.learned_on <= ?", f.Until)
	}
	if f.Kind != "" {
		db = db.Where("log_entries.kind = ?", f.Kind)
	}
	if f.Skill != "" {
		db = db.Where("EXISTS (SELECT 1 FROM log_entry_competencies WHERE log_entry_competencies.log_entry_id = log_entries.id AND log_entry_competencies.competency_id = ?)", f.Skill)
	}
	return db
}

// LogEntriesIn is one page of a person's entries that the filter leaves, the newest first.
func (r Reads) LogEntriesIn(ctx context.Context, person models.ID, f LogFilter, at models.PageAt) (models.Page[models.LogEntry], error) {
	return readPage[models.LogEntry](list{
		from: r.logged(ctx, person, f), columns: "log_entries.*", usual: "-learned",
		orders: map[string]order{"learned": {by: "log_entries.learned_on", kind: asDay}},
	}, at)
}

// LoggedIn is what a person's entries that the filter leaves add up to, by day and kind, the earliest first.
func (r Reads) LoggedIn(ctx context.Context, person models.ID, f LogFilter) ([]models.Learned, error) {
	var list []models.Learned
	err := r.logged(ctx, person, f).Select(`learned_on AS "on", kind, count(*) AS count, sum(minutes) AS minutes`).
		Group("learned_on, kind").Order("learned_on, kind").Scan(&list).Error
	return list, err
}

// SkillsLogged are the competencies that a person's log is about, in the order of their frameworks.
func (r Reads) SkillsLogged(ctx context.Context, person models.ID) ([]models.Competency, error) {
	var list []models.Competency
	err := r.db.WithContext(ctx).Table("competencies").Select("competencies.*").
		Where(`competencies.id IN (SELECT log_entry_competencies.competency_id FROM log_entry_competencies
			JOIN log_entries ON log_entries.id = log_entry_competencies.log_entry_id AND log_entries.person_id = ?)`, person).
		Order("competencies.name_key, competencies.id").Scan(&list).Error
	return list, err
}

// EntriesOf is all of a person's entries of a period, the earliest first.
func (r Reads) EntriesOf(ctx context.Context, person models.ID, from, until models.Date) ([]models.LogEntry, error) {
	var list []models.LogEntry
	err := r.logged(ctx, person, LogFilter{From: from, Until: until}).Select("log_entries.*").Order("learned_on, id").Scan(&list).Error
	return list, err
}

// PresentAt is a mark of a register with its session and the course.
type PresentAt struct {
	Presence
	CohortID    models.ID
	CohortName  string
	CourseTitle string
	CourseID    models.ID // the version that the cohort runs
}

// PresentIn are the marks of a person in the registers of the sessions of a period, the earliest first.
func (r Reads) PresentIn(ctx context.Context, person models.ID, from, until models.Date) ([]PresentAt, error) {
	var list []PresentAt
	db := r.db.WithContext(ctx).Table("attendances").
		Select("attendances.*, sessions.starts, sessions.ends, cohorts.id AS cohort_id, cohorts.name AS cohort_name, courses.title AS course_title, courses.id AS course_id").
		Joins("JOIN enrolments ON enrolments.id = attendances.enrolment_id AND enrolments.person_id = ?", person).
		Joins("JOIN sessions ON sessions.id = attendances.session_id").
		Joins("JOIN cohorts ON cohorts.id = sessions.cohort_id").
		Joins("JOIN courses ON courses.id = COALESCE(cohorts.content_id, cohorts.course_id)")
	if from != "" {
		db = db.Where("sessions.starts >= ?", from.Time().UTC())
	}
	if until != "" {
		db = db.Where("sessions.starts < ?", until.AddDays(1).Time().UTC())
	}
	err := db.Order("sessions.starts, attendances.session_id").Scan(&list).Error
	return list, err
}

// RecordedIn are the outcomes of a person's records that stand and were completed in a period.
func (r Reads) RecordedIn(ctx context.Context, person models.ID, from, until models.Date) ([]models.RecordOutcome, error) {
	var list []models.RecordOutcome
	err := r.db.WithContext(ctx).Table("record_outcomes").Select("record_outcomes.*").
		Joins(`JOIN completion_records ON completion_records.id = record_outcomes.completion_record_id AND completion_records.person_id = ?
			AND completion_records.revoked_at IS NULL AND completion_records.superseded_at IS NULL`, person).
		Where("completion_records.completed_on >= ? AND completion_records.completed_on <= ?", from, until).
		Order("record_outcomes.completion_record_id, record_outcomes.position").Scan(&list).Error
	return list, err
}
