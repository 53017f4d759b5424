package store

import (
	"context"

	"gorm.io/gorm"

	"trellis/models"
)

// LockEnrolment takes an enrolment for this transaction: after its cohort, where that is locked too.
func (tx *Tx) LockEnrolment(ctx context.Context, id models.ID) (models.Enrolment, error) {
	var e models.Enrolment
	err := tx.db.WithContext(ctx).Clauses(locking()).Where("id = ?", id).Take(&e).Error
	return e, known(err)
}

// UnitOf is a unit of a version of a course.
func (r Reads) UnitOf(ctx context.Context, course, id models.ID) (models.Unit, error) {
	var u models.Unit
	err := r.db.WithContext(ctx).Where("id = ? AND course_id = ?", id, course).Take(&u).Error
	return u, known(err)
}

// Submissions are the attempts at an assignment, the first first.
func (r Reads) Submissions(ctx context.Context, enrolment, unit models.ID) ([]models.Submission, error) {
	var list []models.Submission
	err := r.db.WithContext(ctx).Where("enrolment_id = ? AND unit_id = ?", enrolment, unit).Order("attempt").Find(&list).Error
	return list, err
}

// Submission is one attempt.
func (r Reads) Submission(ctx context.Context, id models.ID) (models.Submission, error) {
	var s models.Submission
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&s).Error
	return s, known(err)
}

// HandedInFile is a file of a submission, with what is said of it; never what is in it.
type HandedInFile struct {
	models.SubmissionFile
	Name, Type string
	Size       int // bytes
}

// HandedInFiles are the files of the submissions, each one's in order.
func (r Reads) HandedInFiles(ctx context.Context, submissions []models.ID) ([]HandedInFile, error) {
	var list []HandedInFile
	err := r.db.WithContext(ctx).Table("submission_files").Select("submission_files.*, files.name, files.type, files.size").
		Joins("JOIN files ON files.id = submission_files.file_id").Where("submission_files.submission_id IN ?", submissions).
		Order("submission_files.submission_id, submission_files.number").Scan(&list).Error
	return list, err
}

// GivenFeedback is what was said of a submission, with the name of who said it.
type GivenFeedback struct {
	models.Feedback
	ByName string
}

// FeedbackOn is what was said of the submissions, the first first.
func (r Reads) FeedbackOn(ctx context.Context, submissions []models.ID) ([]GivenFeedback, error) {
	var list []GivenFeedback
	err := r.feedback(ctx).Where("feedbacks.submission_id IN ?", submissions).Order("feedbacks.given_at, feedbacks.id").Scan(&list).Error
	return list, err
}

// FeedbackGiven is one thing that was said.
func (r Reads) FeedbackGiven(ctx context.Context, id models.ID) (GivenFeedback, error) {
	var list []GivenFeedback
	err := r.feedback(ctx).Where("feedbacks.id = ?", id).Scan(&list).Error
	if err == nil && len(list) == 0 {
		err = models.ErrNotFound
	}
	if err != nil {
		return GivenFeedback{}, err
	}
	return list[0], nil
}

func (r Reads) feedback(ctx context.Context) *gorm.DB {
	return r.db.WithContext(ctx).Table("feedbacks").Select("feedbacks.*, people.name AS by_name").Joins("JOIN people ON people.id = feedbacks.by_id")
}

// WaitingWork is something handed in that waits for feedback.
type WaitingWork struct {
	models.Submission
	PersonID                                      models.ID
	Person, Unit                                  string
	CohortCode, CohortName, CohortID, CourseTitle string
}

// WorkWaiting is what waits for feedback on the cohorts taught, the oldest first, at most so many; of one cohort alone, where its
// code is not empty.
func (r Reads) WorkWaiting(ctx context.Context, taught Taught, code string, most int) ([]WaitingWork, error) {
	db := r.waiting(ctx, taught).Select(`submissions.*, enrolments.person_id, people.name AS person, units.title AS unit,
		cohorts.code AS cohort_code, cohorts.name AS cohort_name, cohorts.id AS cohort_id, courses.title AS course_title`).
		Joins("JOIN people ON people.id = enrolments.person_id").Joins("JOIN units ON units.id = submissions.unit_id").
		Joins("JOIN courses ON courses.id = units.course_id")
	if code != "" {
		db = db.Where("cohorts.code = ?", code)
	}
	var list []WaitingWork
	err := db.Order("submissions.submitted_at, submissions.id").Limit(most).Scan(&list).Error
	return list, err
}

// CohortWork is a cohort with how much waits for feedback.
type CohortWork struct {
	Code, Name, CourseTitle string
	Waiting                 int
}

// WorkWaitingOn counts what waits for feedback, by the cohorts taught that have any.
func (r Reads) WorkWaitingOn(ctx context.Context, taught Taught) ([]CohortWork, error) {
	var list []CohortWork
	err := r.waiting(ctx, taught).Select("cohorts.code, cohorts.name, courses.title AS course_title, count(*) AS waiting").
		Joins("JOIN courses ON courses.id = COALESCE(cohorts.content_id, cohorts.course_id)").
		Group("cohorts.code, cohorts.name, courses.title").Order("courses.title, cohorts.code").Scan(&list).Error
	return list, err
}

// CountWorkWaiting counts all that waits for feedback on the cohorts taught.
func (r Reads) CountWorkWaiting(ctx context.Context, taught Taught) (int, error) {
	var n int64
	err := r.waiting(ctx, taught).Count(&n).Error
	return int(n), err
}

// waiting is what was handed in by those on the cohorts taught, and is not answered.
func (r Reads) waiting(ctx context.Context, taught Taught) *gorm.DB {
	db := r.db.WithContext(ctx).Table("submissions").Joins("JOIN enrolments ON enrolments.id = submissions.enrolment_id AND enrolments.state IN ?", models.OnRegister()).
		Joins("JOIN cohorts ON cohorts.id = enrolments.cohort_id").Where("submissions.state = ?", models.SubmissionSubmitted)
	if !taught.All {
		db = db.Where("(cohorts.id IN ? OR cohorts.course_id IN ?)", taught.Cohorts, taught.Courses)
	}
	return db
}

// ChangeSubmission keeps a submission whose version was the one before. It answers models.ErrStale where that is no longer so.
func (tx *Tx) ChangeSubmission(ctx context.Context, s models.Submission) error {
	result := tx.db.WithContext(ctx).Model(&models.Submission{}).Where("id = ? AND version = ?", s.ID, s.Version-1).
		Select("state", "says", "url", "version", "saved_at", "submitted_at").Updates(&s)
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrStale
	}
	return known(result.Error)
}

// KeepHandedIn keeps which files a submission has, in order.
func (tx *Tx) KeepHandedIn(ctx context.Context, submission models.ID, files []models.ID) error {
	if err := tx.db.WithContext(ctx).Where("submission_id = ?", submission).Delete(&models.SubmissionFile{}).Error; err != nil {
		return err
	}
	rows := make([]models.SubmissionFile, len(files))
	for i, id := range files {
		rows[i] = models.SubmissionFile{SubmissionID: submission, FileID: id, Number: i + 1}
	}
	return tx.Add(ctx, &rows)
}
