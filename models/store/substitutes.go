package store

import (
	"context"
	"time"

	"trellis/models"
)

// CohortTrainerNamed is somebody who is named as a trainer of a cohort itself, and does not only stand in for one.
type CohortTrainerNamed struct {
	CohortID models.ID
	models.Person
}

// NamedTrainers are the trainers named for the cohorts, by cohort and name.
func (r Reads) NamedTrainers(ctx context.Context, cohorts []models.ID, today models.Date) ([]CohortTrainerNamed, error) {
	var list []CohortTrainerNamed
	err := r.db.WithContext(ctx).Raw(`SELECT DISTINCT cohorts.id AS cohort_id, people.* FROM cohorts
		JOIN grants ON grants.role = ? AND `+onDay("grants")+` AND grants.scope_kind = ? AND grants.scope_id = cohorts.id AND NOT `+standsIn("grants")+`
		JOIN people ON people.id = grants.person_id WHERE cohorts.id IN ? ORDER BY cohort_id, people.name_key, people.id`,
		models.Trainer, today, today, models.OneCohort, cohorts).Scan(&list).Error
	return list, err
}

// standsIn tells in SQL whether the holder of a grant stands in for a trainer on the cohort: they have the grant for that alone.
func standsIn(grants string) string {
	return `EXISTS (SELECT 1 FROM substitutes JOIN sessions AS stood ON stood.id = substitutes.session_id
		WHERE stood.cohort_id = cohorts.id AND substitutes.substitute_id = ` + grants + `.person_id)`
}

// StandIn is somebody who teaches a session in place of a trainer, with names.
type StandIn struct {
	CohortID, SessionID, TrainerID, SubstituteID models.ID
	Number                                       int // of the session
	Trainer, Stander                             string
	Starts, Ends                                 time.Time
}

// StandIns are the substitutes on the cohorts, in the order of the sessions.
func (r Reads) StandIns(ctx context.Context, cohorts []models.ID) ([]StandIn, error) {
	var list []StandIn
	err := r.db.WithContext(ctx).Raw(`SELECT sessions.cohort_id, substitutes.session_id, substitutes.trainer_id, substitutes.substitute_id,
			sessions.number, trainers.name AS trainer, others.name AS stander, sessions.starts, sessions.ends
		FROM substitutes JOIN sessions ON sessions.id = substitutes.session_id JOIN people AS trainers ON trainers.id = substitutes.trainer_id
		JOIN people AS others ON others.id = substitutes.substitute_id WHERE sessions.cohort_id IN ?
		ORDER BY sessions.cohort_id, sessions.number, trainers.name_key, trainers.id`, cohorts).Scan(&list).Error
	return list, err
}

// EndSubstitute lets the trainer teach the session again.
func (tx *Tx) EndSubstitute(ctx context.Context, session, trainer models.ID) error {
	result := tx.db.WithContext(ctx).Where("session_id = ? AND trainer_id = ?", session, trainer).Delete(&models.Substitute{})
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrNotFound
	}
	return result.Error
}
