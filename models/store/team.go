package store

import (
	"context"
	"time"

	"trellis/models"
)

// TeamAssessedAt is when each of the people in sight was last assessed, by themselves or a manager.
func (r Reads) TeamAssessedAt(ctx context.Context, sight Sight) (map[models.ID]time.Time, error) {
	var rows []struct {
		PersonID   models.ID
		AssessedAt time.Time
	}
	err := r.db.WithContext(ctx).Raw(`SELECT skills.person_id, skills.assessed_at FROM skills JOIN
		(SELECT person_id, max(assessed_at) AS newest FROM skills WHERE person_id IN (`+sight.people()+`) GROUP BY person_id) last
		ON last.person_id = skills.person_id AND last.newest = skills.assessed_at`, sight.args()).Scan(&rows).Error
	last := make(map[models.ID]time.Time, len(rows))
	for _, row := range rows {
		last[row.PersonID] = row.AssessedAt
	}
	return last, err
}

// Unanswered is an assessment that somebody has sent and no manager has answered, while it is what they hold.
type Unanswered struct {
	models.Assessment
	PersonName     string
	CompetencyName string
	CompetencySlug string
	VersionID      models.ID
	SentAt         time.Time
}

// unanswered are the assessments that wait: newest, one's own, sent in a round or given outside one, without an answer. What was
// carried over from an earlier version waits once, where it is repeated.
const (
	unanswered = ` FROM skills JOIN assessments a ON a.id = skills.assessment_id
		LEFT JOIN replies ON replies.person_id = a.person_id AND replies.round_id = a.round_id `
	withNames = `JOIN people ON people.id = a.person_id JOIN competencies k ON k.id = a.competency_id JOIN domains d ON d.id = k.domain_id `
	// What is confirmed has an answer; that is seen without looking for it. What was carried over waits where it is repeated.
	waits = `WHERE a.kind = 'self' AND NOT skills.confirmed AND (replies.sent_at IS NOT NULL OR a.round_id IS NULL)
		AND NOT EXISTS (SELECT 1 FROM confirmations c WHERE c.assessment_id = a.id)
		AND NOT EXISTS (SELECT 1 FROM assessments n WHERE n.carried_from_id = a.id) `
)

const unansweredColumns = `SELECT a.*, people.name AS person_name, k.name AS competency_name, k.slug AS competency_slug,
	k.framework_version_id AS version_id, a.assessed_at AS sent_at`

// Waiting is somebody whose assessments wait for an answer: how many, and since when the oldest has.
type Waiting struct {
	PersonID   models.ID
	Name       string
	Waiting    int
	AssessedAt time.Time
}

// TeamWaiting are the people in sight whose assessments wait for an answer, who has waited longest first.
func (r Reads) TeamWaiting(ctx context.Context, sight Sight) ([]Waiting, error) {
	var list []Waiting
	err := r.db.WithContext(ctx).Raw(`SELECT oldest.person_id, people.name, oldest.waiting, oldest.assessed_at FROM (
			SELECT a.person_id, a.assessed_at, count(*) OVER (PARTITION BY a.person_id) AS waiting,
				row_number() OVER (PARTITION BY a.person_id ORDER BY a.assessed_at, a.id) AS nth`+unanswered+waits+`AND skills.person_id IN (`+sight.people()+`)
		) oldest JOIN people ON people.id = oldest.person_id WHERE oldest.nth = 1 ORDER BY oldest.assessed_at, people.name_key, people.id`,
		sight.args()).Scan(&list).Error
	return list, err
}

// CountUnanswered counts the assessments of the people in sight that wait for an answer: models.ManyWaiting where there are
// more, since every page of a manager asks for it.
func (r Reads) CountUnanswered(ctx context.Context, sight Sight) (int, error) {
	args := sight.args()
	args["many"] = models.ManyWaiting
	var n int
	err := r.db.WithContext(ctx).Raw(`SELECT count(*) FROM (SELECT 1`+unanswered+waits+`AND skills.person_id IN (`+sight.people()+`) LIMIT @many) AS waiting`, args).Scan(&n).Error
	return n, err
}

// UnansweredOf are the assessments of one person that wait for an answer, in the order of the framework.
func (r Reads) UnansweredOf(ctx context.Context, person models.ID) ([]Unanswered, error) {
	var list []Unanswered
	err := r.db.WithContext(ctx).Raw(unansweredColumns+unanswered+withNames+waits+`AND skills.person_id = ? ORDER BY d.position, k.position, a.id`, person).Scan(&list).Error
	return list, err
}

// AnsweredBy are those among the assessments that the manager has answered already.
func (r Reads) AnsweredBy(ctx context.Context, manager models.ID, assessments []models.ID) ([]models.ID, error) {
	var list []models.ID
	err := r.db.WithContext(ctx).Model(&models.Confirmation{}).Where("by_id = ? AND assessment_id IN ?", manager, assessments).Pluck("assessment_id", &list).Error
	return list, err
}

// TeamSent are the people in sight who have sent their answers of the round.
func (r Reads) TeamSent(ctx context.Context, sight Sight, round models.ID) ([]models.ID, error) {
	args := sight.args()
	args["round"] = round
	var list []models.ID
	err := r.db.WithContext(ctx).Raw(`SELECT replies.person_id FROM replies WHERE replies.round_id = @round AND replies.sent_at IS NOT NULL
		AND replies.person_id IN (`+sight.people()+`)`, args).Scan(&list).Error
	return list, err
}
