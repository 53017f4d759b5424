package store

import (
	"context"
	"time"

	"trellis/models"
)

// HeldOn is where somebody with a place on a cohort stands in a competency.
type HeldOn struct {
	PersonID, CompetencyID models.ID
	Level                  int
	Confirmed              bool
}

// HeldOn is where those with a place on the cohort stand in the competencies; who was never assessed in one is left out.
func (r Reads) HeldOn(ctx context.Context, cohort models.ID, competencies []models.ID) ([]HeldOn, error) {
	var list []HeldOn
	err := r.db.WithContext(ctx).Raw(`SELECT skills.person_id, skills.competency_id, skills.level, skills.confirmed FROM enrolments
		JOIN skills ON skills.person_id = enrolments.person_id AND skills.competency_id IN ? AND skills.assessment_id IS NOT NULL
		WHERE enrolments.cohort_id = ? AND enrolments.state IN ?`, competencies, cohort, models.OnRegister()).Scan(&list).Error
	return list, err
}

// Prepared is how far somebody with a place on a cohort is with one of its preparations.
type Prepared struct {
	models.PreparationAnswer
	Title string
}

// PreparedOn is what those with a place on the cohort have said of its preparations, in their order.
func (r Reads) PreparedOn(ctx context.Context, cohort models.ID) ([]Prepared, error) {
	var list []Prepared
	err := r.db.WithContext(ctx).Table("preparations").Select("preparation_answers.*, preparations.title").
		Joins("JOIN preparation_answers ON preparation_answers.preparation_id = preparations.id").
		Joins("JOIN enrolments ON enrolments.id = preparation_answers.enrolment_id AND enrolments.state IN ?", models.OnRegister()).
		Where("preparations.cohort_id = ?", cohort).Order("preparations.number, preparation_answers.enrolment_id").Scan(&list).Error
	return list, err
}

// BlockedOn counts on each of the cohorts the people with a place for whom something is in the way of a preparation.
func (r Reads) BlockedOn(ctx context.Context, cohorts []models.ID) (map[models.ID]int, error) {
	var rows []struct {
		CohortID models.ID
		N        int
	}
	err := r.db.WithContext(ctx).Raw(`SELECT preparations.cohort_id, count(DISTINCT preparation_answers.enrolment_id) AS n FROM preparations
		JOIN preparation_answers ON preparation_answers.preparation_id = preparations.id AND preparation_answers.state = ?
		JOIN enrolments ON enrolments.id = preparation_answers.enrolment_id AND enrolments.state = ?
		WHERE preparations.cohort_id IN ? GROUP BY preparations.cohort_id`, models.PreparationBlocked, models.Placed, cohorts).Scan(&rows).Error
	counts := make(map[models.ID]int, len(rows))
	for _, row := range rows {
		counts[row.CohortID] = row.N
	}
	return counts, err
}

// SentApology is an apology with the session that it is for.
type SentApology struct {
	models.Apology
	Number int
	Starts time.Time
}

// ApologiesOn are the apologies that people with a place have sent for sessions of the cohort, in their order.
func (r Reads) ApologiesOn(ctx context.Context, cohort models.ID) ([]SentApology, error) {
	var list []SentApology
	err := r.db.WithContext(ctx).Table("sessions").Select("apologies.*, sessions.number, sessions.starts").
		Joins("JOIN apologies ON apologies.session_id = sessions.id").
		Joins("JOIN enrolments ON enrolments.id = apologies.enrolment_id AND enrolments.state IN ?", models.OnRegister()).
		Where("sessions.cohort_id = ?", cohort).Order("sessions.number, apologies.enrolment_id").Scan(&list).Error
	return list, err
}

// MissedBefore counts, of those with a place on the cohort, the sessions of other cohorts since the time that they missed.
func (r Reads) MissedBefore(ctx context.Context, cohort models.ID, since time.Time) (map[models.ID]int, error) {
	var rows []struct {
		PersonID models.ID
		N        int
	}
	err := r.db.WithContext(ctx).Raw(`SELECT here.person_id, count(*) AS n FROM enrolments AS here
		JOIN enrolments AS others ON others.person_id = here.person_id AND others.cohort_id <> here.cohort_id
		JOIN attendances ON attendances.enrolment_id = others.id AND attendances.mark = ?
		JOIN sessions ON sessions.id = attendances.session_id AND sessions.starts >= ?
		WHERE here.cohort_id = ? AND here.state IN ? GROUP BY here.person_id`, models.Missed, since, cohort, models.OnRegister()).Scan(&rows).Error
	counts := make(map[models.ID]int, len(rows))
	for _, row := range rows {
		counts[row.PersonID] = row.N
	}
	return counts, err
}

// Systems are the systems of the network on a day: to which each organisation belongs, and what they are called.
type Systems struct {
	Of    map[models.ID]models.ID
	Names map[models.ID]string
}

// Systems reads them.
func (r Reads) Systems(ctx context.Context, today models.Date) (Systems, error) {
	organisations, links, err := r.Structure(ctx, today)
	s := Systems{Of: models.SystemOf(organisations, links), Names: make(map[models.ID]string, len(organisations))}
	for _, o := range organisations {
		s.Names[o.ID] = o.ShortName
	}
	return s, err
}

// PeopleBySystem counts the people with a current post in each system; under the empty id, those of several systems or of none.
func (r Reads) PeopleBySystem(ctx context.Context, today models.Date) (map[models.ID]int, error) {
	served, args, err := r.served(ctx, today)
	if err != nil {
		return nil, err
	}
	args["today"] = today
	var rows []struct {
		SystemID models.ID
		N        int
	}
	err = r.db.WithContext(ctx).Raw(`WITH served (organisation_id, system_id) AS (VALUES `+served+`)
		SELECT coalesce(served.system_id, '') AS system_id, count(DISTINCT posts.person_id) AS n FROM posts
		LEFT JOIN served ON served.organisation_id = posts.organisation_id
		WHERE posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today) GROUP BY 1`, args).Scan(&rows).Error
	counts := make(map[models.ID]int, len(rows))
	for _, row := range rows {
		counts[row.SystemID] = row.N
	}
	return counts, err
}

// SharesOn are the places that the cohorts hold for systems.
func (r Reads) SharesOn(ctx context.Context, cohorts []models.ID) ([]models.Share, error) {
	var list []models.Share
	err := r.db.WithContext(ctx).Where("cohort_id IN ?", cohorts).Order("cohort_id, organisation_id").Find(&list).Error
	return list, err
}
