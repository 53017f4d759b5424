package store

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"trellis/models"
)

// randomID is an id that says nothing of when it was made.
func randomID() models.ID { return models.ID(uuid.NewString()) }

// HasEvaluated tells whether the enrolment has said what the session, or at its end the course, was like.
func (r Reads) HasEvaluated(ctx context.Context, of models.EvaluationReceipt) (bool, error) {
	var n int64
	db := r.db.WithContext(ctx).Model(&models.EvaluationReceipt{}).Where("enrolment_id = ?", of.EnrolmentID)
	if of.SessionID != nil {
		db = db.Where("session_id = ?", *of.SessionID)
	} else {
		db = db.Where("unit_id = ?", *of.UnitID)
	}
	err := db.Count(&n).Error
	return n > 0, err
}

// MarkOf is what the register of a session says of an enrolment; empty where it says nothing.
func (r Reads) MarkOf(ctx context.Context, session, enrolment models.ID) (models.Mark, error) {
	var marks []models.Mark
	err := r.db.WithContext(ctx).Model(&models.Attendance{}).Where("session_id = ? AND enrolment_id = ?", session, enrolment).Pluck("mark", &marks).Error
	if err != nil || len(marks) == 0 {
		return "", err
	}
	return marks[0], nil
}

// KeepEvaluation keeps what was said, and that somebody has said something. Both ids are random, and neither row holds a time.
// It answers models.ErrTaken when they have said it before.
func (tx *Tx) KeepEvaluation(ctx context.Context, said models.Evaluation, receipt models.EvaluationReceipt) error {
	said.ID, receipt.ID = randomID(), randomID()
	if err := tx.Add(ctx, &receipt); err != nil {
		return err
	}
	return tx.Add(ctx, &said)
}

// CountEvaluations counts what was said of the same session or unit of the cohort: what is shown, and what waits.
func (r Reads) CountEvaluations(ctx context.Context, of models.Evaluation) (shown, waiting int, err error) {
	var counts []struct {
		Released bool
		N        int
	}
	err = sameSubject(r.db.WithContext(ctx).Model(&models.Evaluation{}), of).Select("released, count(*) AS n").Group("released").Scan(&counts).Error
	for _, c := range counts {
		if c.Released {
			shown = c.N
		} else {
			waiting = c.N
		}
	}
	return shown, waiting, err
}

// ReleaseEvaluations shows what waits of the same session or unit. The rows are written anew in the order of their random ids,
// so that not even where they lie tells which came first.
func (tx *Tx) ReleaseEvaluations(ctx context.Context, of models.Evaluation) error {
	var waiting []models.Evaluation
	db := tx.db.WithContext(ctx)
	if err := sameSubject(db.Where("NOT released"), of).Order("id").Find(&waiting).Error; err != nil {
		return err
	}
	ids := make([]models.ID, len(waiting))
	for i := range waiting {
		ids[i], waiting[i].Released = waiting[i].ID, true
	}
	if err := db.Where("id IN ?", ids).Delete(&models.Evaluation{}).Error; err != nil {
		return err
	}
	return tx.Add(ctx, &waiting)
}

// EvaluationCount is how often an answer was given of a session or a unit.
type EvaluationCount struct {
	SessionID, UnitID *models.ID
	Useful            models.Usefulness
	Ready             models.Readiness
	Count             int
}

// EvaluationCounts are the answers of a cohort that are shown.
func (r Reads) EvaluationCounts(ctx context.Context, cohort models.ID) ([]EvaluationCount, error) {
	var list []EvaluationCount
	err := r.db.WithContext(ctx).Model(&models.Evaluation{}).Select("session_id, unit_id, useful, ready, count(*) AS count").
		Where("cohort_id = ? AND released", cohort).Group("session_id, unit_id, useful, ready").Scan(&list).Error
	return list, err
}

// EvaluationComments are what was written of a cohort, as far as it is shown, in an order that tells nothing.
func (r Reads) EvaluationComments(ctx context.Context, cohort models.ID) ([]models.Evaluation, error) {
	var list []models.Evaluation
	err := r.db.WithContext(ctx).Select("id", "session_id", "unit_id", "says").
		Where("cohort_id = ? AND released AND says <> ''", cohort).Order("id").Find(&list).Error
	return list, err
}

// CourseUsefulness counts the answers to how useful it was that are shown, of all cohorts of a course.
func (r Reads) CourseUsefulness(ctx context.Context, course models.ID) (map[models.Usefulness]int, error) {
	var list []struct {
		Useful models.Usefulness
		N      int
	}
	err := r.db.WithContext(ctx).Table("evaluations").Joins("JOIN cohorts ON cohorts.id = evaluations.cohort_id").
		Where("cohorts.course_id = ? AND evaluations.released", course).Select("useful, count(*) AS n").Group("useful").Scan(&list).Error
	counts := map[models.Usefulness]int{}
	for _, c := range list {
		counts[c.Useful] = c.N
	}
	return counts, err
}

// ToEvaluate is a session, or a whole course, of which somebody can say what it was like.
type ToEvaluate struct {
	SessionID   *models.ID
	UnitID      *models.ID
	EnrolmentID models.ID
	Title       string
	CourseTitle string
	Ended       time.Time
}

// ToEvaluate are the sessions at which the person was, and the courses with an evaluation at their end, that ended since the
// time and of which they have said nothing; the newest first.
func (r Reads) ToEvaluate(ctx context.Context, person models.ID, since, now time.Time) ([]ToEvaluate, error) {
	values := map[string]any{
		"person": person, "since": since, "now": now, "present": present, "on": models.OnRegister(), "open": models.CohortOpen, "evaluation": models.EvaluationUnit,
	}
	var list, units []ToEvaluate
	err := r.db.WithContext(ctx).Raw(`SELECT sessions.id AS session_id, enrolments.id AS enrolment_id, sessions.title, courses.title AS course_title, sessions.ends AS ended
		FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id AND cohorts.state = @open JOIN courses ON courses.id = COALESCE(cohorts.content_id, cohorts.course_id)
		JOIN sessions ON sessions.cohort_id = cohorts.id AND sessions.ends > @since AND sessions.ends <= @now
		JOIN attendances ON attendances.session_id = sessions.id AND attendances.enrolment_id = enrolments.id AND attendances.mark IN @present
		WHERE enrolments.person_id = @person AND enrolments.state IN @on
			AND NOT EXISTS (SELECT 1 FROM evaluation_receipts r WHERE r.enrolment_id = enrolments.id AND r.session_id = sessions.id)
		ORDER BY sessions.ends DESC, sessions.id`, values).Scan(&list).Error
	if err != nil {
		return nil, err
	}
	err = r.db.WithContext(ctx).Raw(`SELECT units.id AS unit_id, enrolments.id AS enrolment_id, units.title, courses.title AS course_title, cohorts.ends AS ended
		FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id AND cohorts.ends > @since AND cohorts.ends <= @now AND cohorts.state = @open AND NOT cohorts.unscheduled
		JOIN courses ON courses.id = COALESCE(cohorts.content_id, cohorts.course_id)
		JOIN units ON units.course_id = courses.id AND units.kind = @evaluation
		WHERE enrolments.person_id = @person AND enrolments.state IN @on
			AND NOT EXISTS (SELECT 1 FROM evaluation_receipts r WHERE r.enrolment_id = enrolments.id AND r.unit_id = units.id)
		ORDER BY cohorts.ends DESC, units.position`, values).Scan(&units).Error
	return append(list, units...), err
}

// present are the marks of who was there.
var present = []models.Mark{models.Attended, models.Part}

// Unasked are those who were at a session that ended since the time, have not been asked what it was like, and have not said so.
func (r Reads) Unasked(ctx context.Context, since, now time.Time) ([]models.EvaluationAsk, error) {
	var list []models.EvaluationAsk
	err := r.db.WithContext(ctx).Raw(`SELECT sessions.id AS session_id, attendances.enrolment_id
		FROM sessions JOIN attendances ON attendances.session_id = sessions.id AND attendances.mark IN @present
		JOIN cohorts ON cohorts.id = sessions.cohort_id AND cohorts.state = @open
		JOIN enrolments ON enrolments.id = attendances.enrolment_id AND enrolments.state IN @on
		WHERE sessions.ends > @since AND sessions.ends <= @now
			AND NOT EXISTS (SELECT 1 FROM evaluation_asks a WHERE a.session_id = sessions.id AND a.enrolment_id = attendances.enrolment_id)
			AND NOT EXISTS (SELECT 1 FROM evaluation_receipts r WHERE r.session_id = sessions.id AND r.enrolment_id = attendances.enrolment_id)
		ORDER BY sessions.ends, sessions.id, attendances.enrolment_id`,
		map[string]any{"since": since, "now": now, "present": present, "on": models.OnRegister(), "open": models.CohortOpen}).Scan(&list).Error
	return list, err
}

// AskToEvaluate keeps that people are asked, and owes the letters: once each, whichever process comes first.
func (tx *Tx) AskToEvaluate(ctx context.Context, list []models.EvaluationAsk) error {
	ids := make([]models.ID, len(list))
	for i := range list {
		list[i].ID, list[i].AskedAt = NewID(), tx.now
		ids[i] = list[i].ID
	}
	return tx.oweOnce(ctx, &list, &models.EvaluationAsk{}, ids, models.MailEvaluation)
}

// oweOnce keeps those of the rows that nobody else has kept, and owes a job of the kind about each.
func (tx *Tx) oweOnce(ctx context.Context, rows, noun any, ids []models.ID, kind string) error {
	if len(ids) == 0 {
		return nil
	}
	db := tx.db.WithContext(ctx)
	if err := db.Clauses(clause.OnConflict{DoNothing: true}).Create(rows).Error; err != nil {
		return known(err)
	}
	var kept []models.ID
	if err := db.Model(noun).Where("id IN ?", ids).Order("id").Pluck("id", &kept).Error; err != nil {
		return err
	}
	jobs := make([]models.Job, len(kept))
	for i, id := range kept {
		jobs[i] = models.Job{Kind: kind, SubjectID: id}
	}
	return tx.Owe(ctx, jobs)
}

// EvaluationAsk is one question in a letter.
func (r Reads) EvaluationAsk(ctx context.Context, id models.ID) (models.EvaluationAsk, error) {
	var ask models.EvaluationAsk
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&ask).Error
	return ask, known(err)
}

// ManagesOnCohort tells whether a current post of somebody on the cohort names one of the managers.
func (r Reads) ManagesOnCohort(ctx context.Context, managers []models.ID, cohort models.ID, today models.Date) (bool, error) {
	if len(managers) == 0 {
		return false, nil
	}
	var does bool
	err := r.db.WithContext(ctx).Raw("SELECT EXISTS (SELECT 1 FROM posts JOIN enrolments ON enrolments.person_id = posts.person_id WHERE enrolments.cohort_id = ? AND enrolments.state IN ? AND posts.manager_id IN ? AND "+onDay("posts")+")",
		cohort, models.OnRegister(), managers, today, today).Scan(&does).Error
	return does, err
}

func sameSubject(db *gorm.DB, of models.Evaluation) *gorm.DB {
	db = db.Where("cohort_id = ?", of.CohortID)
	if of.SessionID != nil {
		return db.Where("session_id = ?", *of.SessionID)
	}
	return db.Where("unit_id = ?", *of.UnitID)
}
