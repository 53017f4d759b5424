package store

import (
	"context"

	"trellis/models"
)

// Questions are what those who apply for a cohort are asked, in order.
func (r Reads) Questions(ctx context.Context, cohort models.ID) ([]models.Question, error) {
	var list []models.Question
	err := r.db.WithContext(ctx).Where("cohort_id = ?", cohort).Order("number").Find(&list).Error
	return list, err
}

// Said is what an applicant said to a question.
type Said struct {
	EnrolmentID models.ID
	Asks, Says  string
}

// SaidBy are what the applicants said to the questions, each one's in order.
func (r Reads) SaidBy(ctx context.Context, enrolments []models.ID) ([]Said, error) {
	var list []Said
	err := r.db.WithContext(ctx).Table("question_answers").Select("question_answers.enrolment_id, questions.asks, question_answers.says").
		Joins("JOIN questions ON questions.id = question_answers.question_id").
		Where("question_answers.enrolment_id IN ?", enrolments).Order("question_answers.enrolment_id, questions.number").Scan(&list).Error
	return list, err
}

// Application is an enrolment that waits for an answer, with what those who decide need to know.
type Application struct {
	models.Enrolment
	Name, Email            string
	Title, Organisation    string    // of the post for which the person comes
	ManagerID              models.ID // of that post today; empty where nobody is, or the post has ended
	Manager                string
	Nominator              string
	CourseTitle            string
	CohortName, CohortCode string
	PairedWith             string // who comes along; empty for nobody
}

const application = `SELECT enrolments.*, people.name, people.email, coalesce(posts.title, '') AS title, coalesce(organisations.name, '') AS organisation,
		coalesce(managers.id, '') AS manager_id, coalesce(managers.name, '') AS manager, coalesce(nominators.name, '') AS nominator,
		courses.title AS course_title, cohorts.name AS cohort_name, cohorts.code AS cohort_code,
		coalesce((SELECT min(others.name) FROM pairs JOIN people AS others ON others.id <> enrolments.person_id AND others.id IN (pairs.analyst_id, pairs.decision_maker_id)
			WHERE pairs.cohort_id = enrolments.cohort_id AND pairs.state <> 'declined' AND enrolments.person_id IN (pairs.analyst_id, pairs.decision_maker_id)), '') AS paired_with
	FROM enrolments JOIN people ON people.id = enrolments.person_id
	JOIN cohorts ON cohorts.id = enrolments.cohort_id JOIN courses ON courses.id = cohorts.course_id
	LEFT JOIN posts ON posts.id = enrolments.post_id
	LEFT JOIN organisations ON organisations.id = posts.organisation_id
	LEFT JOIN people AS managers ON managers.id = posts.manager_id AND posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today)
	LEFT JOIN people AS nominators ON nominators.id = enrolments.nominated_by_id
	WHERE enrolments.state = 'applied' `

// ApplicationsOn are all who have asked to join a cohort and wait for an answer, in the order of asking.
func (r Reads) ApplicationsOn(ctx context.Context, cohort models.ID, today models.Date) ([]Application, error) {
	var list []Application
	err := r.db.WithContext(ctx).Raw(application+`AND enrolments.cohort_id = @cohort ORDER BY enrolments.priority DESC, enrolments.applied_at, enrolments.id`,
		map[string]any{"cohort": cohort, "today": today}).Scan(&list).Error
	return list, err
}

// Application is one application as it stands on the day; models.ErrNotFound once it is answered.
func (r Reads) Application(ctx context.Context, enrolment models.ID, today models.Date) (Application, error) {
	var list []Application
	err := r.db.WithContext(ctx).Raw(application+`AND enrolments.id = @enrolment`, map[string]any{"enrolment": enrolment, "today": today}).Scan(&list).Error
	if err == nil && len(list) == 0 {
		err = models.ErrNotFound
	}
	if err != nil {
		return Application{}, err
	}
	return list[0], nil
}

// ForManagers are the applications that wait for the managers named in the sight: of the posts for which people come, as these
// are on the day. The longest waiting stands first.
func (r Reads) ForManagers(ctx context.Context, sight Sight) ([]Application, error) {
	var list []Application
	err := r.db.WithContext(ctx).Raw(application+forManagers+` ORDER BY enrolments.applied_at, enrolments.id`, sight.args()).Scan(&list).Error
	return list, err
}

const forManagers = `AND enrolments.awaits = 'manager' AND managers.id IN @managers AND enrolments.person_id <> @viewer`

// CountForManagers counts what ForManagers lists.
func (r Reads) CountForManagers(ctx context.Context, sight Sight) (int, error) {
	var n int
	err := r.db.WithContext(ctx).Raw(`SELECT count(*) FROM enrolments JOIN posts ON posts.id = enrolments.post_id
		WHERE enrolments.state = 'applied' AND enrolments.awaits = 'manager' AND posts.manager_id IN @managers AND enrolments.person_id <> @viewer
			AND posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today)`, sight.args()).Scan(&n).Error
	return n, err
}

// TrainerIDs are who teaches a cohort on the day: those named for it, or else those of its course.
func (r Reads) TrainerIDs(ctx context.Context, cohort models.Cohort, today models.Date) ([]models.ID, error) {
	var named, course []models.ID
	of := func(kind models.ScopeKind, id models.ID, into *[]models.ID) error {
		return r.db.WithContext(ctx).Model(&models.Grant{}).Where("role = ? AND scope_kind = ? AND scope_id = ? AND "+onDay("grants"), models.Trainer, kind, id, today, today).
			Distinct().Order("person_id").Pluck("person_id", into).Error
	}
	if err := of(models.OneCohort, cohort.ID, &named); err != nil || len(named) > 0 {
		return named, err
	}
	err := of(models.OneCourse, cohort.CourseID, &course)
	return course, err
}

// DeputiesOf are who acts for the manager on the day.
func (r Reads) DeputiesOf(ctx context.Context, manager models.ID, today models.Date) ([]models.ID, error) {
	var list []models.ID
	err := r.db.WithContext(ctx).Model(&models.Delegation{}).Where("manager_id = ? AND started <= ? AND until >= ?", manager, today, today).
		Distinct().Order("deputy_id").Pluck("deputy_id", &list).Error
	return list, err
}
