package store

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"trellis/models"
)

// OutcomesOfRecords are what a person's completion records name, each record's in its order.
func (r Reads) OutcomesOfRecords(ctx context.Context, person models.ID) ([]models.RecordOutcome, error) {
	var list []models.RecordOutcome
	err := r.db.WithContext(ctx).Table("record_outcomes").Select("record_outcomes.*").
		Joins("JOIN completion_records ON completion_records.id = record_outcomes.completion_record_id AND completion_records.person_id = ?", person).
		Order("record_outcomes.completion_record_id, record_outcomes.position").Scan(&list).Error
	return list, err
}

// RequirementsOfRecords are what was required for a person's completion records, each record's in its order.
func (r Reads) RequirementsOfRecords(ctx context.Context, person models.ID) ([]models.RecordRequirement, error) {
	var list []models.RecordRequirement
	err := r.db.WithContext(ctx).Table("record_requirements").Select("record_requirements.*").
		Joins("JOIN completion_records ON completion_records.id = record_requirements.completion_record_id AND completion_records.person_id = ?", person).
		Order("record_requirements.completion_record_id, record_requirements.position").Scan(&list).Error
	return list, err
}

// TakenCourse is an enrolment with the names of what it was on.
type TakenCourse struct {
	models.Enrolment
	CourseTitle string
	CohortName  string
	Starts      time.Time
	Ends        time.Time
}

// TakenCourses are all enrolments of a person, the latest cohort first.
func (r Reads) TakenCourses(ctx context.Context, person models.ID) ([]TakenCourse, error) {
	var list []TakenCourse
	err := r.db.WithContext(ctx).Table("enrolments").
		Select("enrolments.*, courses.title AS course_title, cohorts.name AS cohort_name, cohorts.starts, cohorts.ends").
		Joins("JOIN cohorts ON cohorts.id = enrolments.cohort_id").
		Joins("JOIN courses ON courses.id = cohorts.course_id").
		Where("enrolments.person_id = ?", person).Order("cohorts.ends DESC, enrolments.id").Scan(&list).Error
	return list, err
}

// DayLogged is how much somebody logged of one kind on one day.
type DayLogged struct {
	LearnedOn models.Date
	Kind      models.LearningKind
	Entries   int
	Minutes   int
}

// LoggedByDay sums a person's log by day and kind.
func (r Reads) LoggedByDay(ctx context.Context, person models.ID) ([]DayLogged, error) {
	var list []DayLogged
	err := r.db.WithContext(ctx).Model(&models.LogEntry{}).Select("learned_on, kind, count(*) AS entries, sum(minutes) AS minutes").
		Where("person_id = ?", person).Group("learned_on, kind").Order("learned_on, kind").Scan(&list).Error
	return list, err
}

// PastOf is the learning before this system that is a person's, the newest first.
func (r Reads) PastOf(ctx context.Context, person models.ID) ([]models.PastCompletion, error) {
	var list []models.PastCompletion
	err := r.db.WithContext(ctx).Where("person_id = ? AND dropped_at IS NULL", person).Order("completed_on DESC, course_title, id").Find(&list).Error
	return list, err
}

// UsedLink is a link to a transcript, and how often it was opened.
type UsedLink struct {
	models.TranscriptLink
	Uses []models.TranscriptUse // the newest day first
}

// TranscriptLinks are the links to a person's transcript, the newest first.
func (r Reads) TranscriptLinks(ctx context.Context, person models.ID) ([]UsedLink, error) {
	var links []models.TranscriptLink
	if err := r.db.WithContext(ctx).Where("person_id = ?", person).Order("made_at DESC, id DESC").Find(&links).Error; err != nil {
		return nil, err
	}
	var uses []models.TranscriptUse
	err := r.db.WithContext(ctx).Table("transcript_uses").Select("transcript_uses.*").
		Joins("JOIN transcript_links ON transcript_links.id = transcript_uses.transcript_link_id AND transcript_links.person_id = ?", person).
		Order("transcript_uses.used_on DESC").Scan(&uses).Error
	list := make([]UsedLink, len(links))
	for i, link := range links {
		list[i] = UsedLink{TranscriptLink: link}
		for _, use := range uses {
			if use.TranscriptLinkID == link.ID {
				list[i].Uses = append(list[i].Uses, use)
			}
		}
	}
	return list, err
}

// TranscriptLinkByHash is the link whose token has the hash.
func (r Reads) TranscriptLinkByHash(ctx context.Context, hash string) (models.TranscriptLink, error) {
	var link models.TranscriptLink
	err := r.db.WithContext(ctx).Where("token_hash = ?", hash).Take(&link).Error
	return link, known(err)
}

// LockTranscriptLink takes a link to a transcript for this transaction.
func (tx *Tx) LockTranscriptLink(ctx context.Context, id models.ID) (models.TranscriptLink, error) {
	var link models.TranscriptLink
	err := tx.db.WithContext(ctx).Clauses(locking()).Where("id = ?", id).Take(&link).Error
	return link, known(err)
}

// OpenTranscriptLinks counts a person's links that still show something.
func (tx *Tx) OpenTranscriptLinks(ctx context.Context, person models.ID) (int, error) {
	var n int64
	err := tx.db.WithContext(ctx).Model(&models.TranscriptLink{}).Where("person_id = ? AND ended_at IS NULL AND expires_at > ?", person, tx.Now()).Count(&n).Error
	return int(n), err
}

// EndTranscriptLink keeps when a link was ended.
func (tx *Tx) EndTranscriptLink(ctx context.Context, link models.TranscriptLink) error {
	return tx.update(ctx, &link, "EndedAt")
}

// AddTranscriptUses counts openings of links on days. One of a link that is gone meanwhile is left out.
func (tx *Tx) AddTranscriptUses(ctx context.Context, uses []models.TranscriptUse) error {
	ids := make([]models.ID, len(uses))
	for i, use := range uses {
		ids[i] = use.TranscriptLinkID
	}
	var there []models.ID
	if err := tx.db.WithContext(ctx).Model(&models.TranscriptLink{}).Where("id IN ?", ids).Pluck("id", &there).Error; err != nil {
		return err
	}
	uses = slices.DeleteFunc(slices.Clone(uses), func(use models.TranscriptUse) bool { return !slices.Contains(there, use.TranscriptLinkID) })
	if len(uses) == 0 {
		return nil
	}
	return tx.db.WithContext(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "transcript_link_id"}, {Name: "used_on"}},
		DoUpdates: clause.Assignments(map[string]any{"times": gorm.Expr("transcript_uses.times + excluded.times")}),
	}).Create(&uses).Error
}
