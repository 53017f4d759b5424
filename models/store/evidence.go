package store

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"trellis/models"
)

// Evidence is what shows how far people are by a completion rule.
type Evidence struct {
	Marks     map[models.ID]map[models.ID]models.Attendance // by enrolment and session
	Met       map[models.ID]map[models.ID]bool              // as models.MetBy has it
	Decisions map[models.ID]*models.Decision                // that stand, by enrolment
}

// Standing measures an enrolment by a course with the rule that holds for it.
func (e Evidence) Standing(c models.Course, sessions []models.Session, units []models.Unit, enrolment models.ID) models.Standing {
	return c.Stand(sessions, e.Marks[enrolment], units, e.Met[enrolment]).Decided(e.Decisions[enrolment])
}

// EvidenceOn is that of everybody on the cohorts, in four queries.
func (r Reads) EvidenceOn(ctx context.Context, cohorts []models.ID) (Evidence, error) {
	marks, err := r.AttendancesOn(ctx, cohorts)
	if err != nil {
		return Evidence{}, err
	}
	return r.evidence(marks, r.db.WithContext(ctx).Where("enrolment_id IN (SELECT id FROM enrolments WHERE cohort_id IN ?)", cohorts))
}

// EvidenceOf is that of the enrolments, in four queries.
func (r Reads) EvidenceOf(ctx context.Context, enrolments []models.ID) (Evidence, error) {
	marks, err := r.AttendancesOf(ctx, enrolments)
	if err != nil {
		return Evidence{}, err
	}
	return r.evidence(marks, r.db.WithContext(ctx).Where("enrolment_id IN ?", enrolments))
}

func (r Reads) evidence(marks []models.Attendance, those *gorm.DB) (Evidence, error) {
	var passes []models.Pass
	var receipts []models.EvaluationReceipt
	var decisions []models.Decision
	those = those.Session(&gorm.Session{})
	err := errors.Join(those.Find(&passes).Error, those.Find(&receipts).Error, those.Where("ended_at IS NULL").Find(&decisions).Error)
	return Evidence{models.MarksOf(marks), models.MetBy(passes, receipts), models.DecisionsOf(decisions)}, err
}

// RuleChanges are the changes of the completion rules of the courses, all versions, the latest date first and of one date the
// latest made.
func (r Reads) RuleChanges(ctx context.Context, courses []models.ID) ([]models.RuleChange, error) {
	var list []models.RuleChange
	err := r.db.WithContext(ctx).Where("course_id IN ?", courses).Order("applies_from DESC, made_at DESC, id DESC").Find(&list).Error
	return list, err
}

// RuledCourse is the version of its course that the cohort runs, with the rule that holds for it, and the change that made
// the rule; nil for the rule that the version was published with.
func (r Reads) RuledCourse(ctx context.Context, cohort models.Cohort) (models.Course, *models.RuleChange, error) {
	course, err := r.Course(ctx, cohort.Content())
	if err != nil {
		return course, nil, err
	}
	changes, err := r.RuleChanges(ctx, []models.ID{cohort.CourseID})
	course, change := course.RuledBy(changes, models.DateOf(cohort.Ends))
	return course, change, err
}
