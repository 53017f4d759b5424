package store

import (
	"context"
	"time"

	"trellis/models"
)

// PairOf is the pair in which the analyst comes to the cohort: both have agreed.
func (r Reads) PairOf(ctx context.Context, cohort, analyst models.ID) (models.Pair, error) {
	var p models.Pair
	err := r.db.WithContext(ctx).Where("cohort_id = ? AND analyst_id = ? AND state = ?", cohort, analyst, models.PairAccepted).Take(&p).Error
	return p, known(err)
}

// NamedPair is a pair with both names.
type NamedPair struct {
	AnalystID, DecisionMakerID models.ID
	Analyst, DecisionMaker     string
}

// PairsOn are the pairs of a cohort who have agreed, by the name of the analyst.
func (r Reads) PairsOn(ctx context.Context, cohort models.ID) ([]NamedPair, error) {
	var list []NamedPair
	err := r.db.WithContext(ctx).Table("pairs").
		Select("pairs.analyst_id, pairs.decision_maker_id, analysts.name AS analyst, others.name AS decision_maker").
		Joins("JOIN people AS analysts ON analysts.id = pairs.analyst_id").
		Joins("JOIN people AS others ON others.id = pairs.decision_maker_id").
		Where("pairs.cohort_id = ? AND pairs.state = ?", cohort, models.PairAccepted).Order("analysts.name_key, pairs.id").Scan(&list).Error
	return list, err
}

// Partner is somebody with whom a person is paired on a cohort that has not ended.
type Partner struct {
	Name    string
	Title   string // of their post
	Course  string
	Cohort  string // its code
	Ends    time.Time
	Analyst bool // the partner is the analyst of the pair
}

// Partners are those with whom the person is paired, the soonest to end first.
func (r Reads) Partners(ctx context.Context, person models.ID, now time.Time) ([]Partner, error) {
	var list []Partner
	today := models.DateOf(now)
	err := r.db.WithContext(ctx).Raw(`SELECT people.name, coalesce(min(posts.title), '') AS title, courses.title AS course, cohorts.code AS cohort,
			cohorts.ends, (pairs.analyst_id = people.id) AS analyst
		FROM pairs JOIN people ON people.id = CASE WHEN pairs.analyst_id = @person THEN pairs.decision_maker_id ELSE pairs.analyst_id END
		JOIN cohorts ON cohorts.id = pairs.cohort_id JOIN courses ON courses.id = COALESCE(cohorts.content_id, cohorts.course_id)
		LEFT JOIN posts ON posts.person_id = people.id AND posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today)
		WHERE (pairs.analyst_id = @person OR pairs.decision_maker_id = @person) AND cohorts.ends > @now AND pairs.state = @accepted
		GROUP BY people.name, courses.title, cohorts.code, cohorts.ends, pairs.analyst_id, people.id ORDER BY cohorts.ends, people.name`,
		map[string]any{"person": person, "today": today, "now": now, "accepted": models.PairAccepted}).Scan(&list).Error
	return list, err
}
