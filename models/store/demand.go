package store

import (
	"context"
	"time"

	"trellis/models"
)

// SystemPlaces is what one system holds: places on cohorts that have not ended, and people. System is empty for people
// whose organisation serves several systems, or none.
type SystemPlaces struct {
	System string
	Places int
	People int
}

// PlacesBySystem counts the places held on cohorts that end after the time, and the people with a current post, by
// system. People are counted where they were when they asked for the place.
func (r Reads) PlacesBySystem(ctx context.Context, now time.Time) ([]SystemPlaces, error) {
	today := models.DateOf(now)
	var rows []SystemPlaces
	err := r.db.WithContext(ctx).Raw(`WITH served AS (
			SELECT id AS organisation_id, id AS system_id FROM organisations WHERE kind = @system
			UNION SELECT organisation_id, min(other_id) FROM links WHERE kind = @serves AND (started IS NULL OR started <= @today)
				AND (ended IS NULL OR ended >= @today) GROUP BY organisation_id HAVING count(DISTINCT other_id) = 1
		), held AS (
			SELECT coalesce(served.system_id, '') AS system_id, count(*) AS places, 0 AS people FROM enrolments
			JOIN cohorts ON cohorts.id = enrolments.cohort_id LEFT JOIN served ON served.organisation_id = enrolments.organisation_id
			WHERE cohorts.state = @open AND cohorts.ends > @now AND enrolments.state IN @holding GROUP BY 1
			UNION ALL
			SELECT coalesce(served.system_id, ''), 0, count(DISTINCT posts.person_id) FROM posts
			LEFT JOIN served ON served.organisation_id = posts.organisation_id
			WHERE posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today) GROUP BY 1
		)
		SELECT coalesce(organisations.short_name, '') AS system, sum(held.places) AS places, sum(held.people) AS people
		FROM held LEFT JOIN organisations ON organisations.id = held.system_id
		GROUP BY organisations.short_name ORDER BY 2 DESC, 1`,
		map[string]any{
			"system": models.System, "serves": models.Serves, "today": today, "now": now, "open": models.CohortOpen,
			"holding": statesWhere(models.EnrolmentState.HoldsPlace),
		}).Scan(&rows).Error
	return rows, err
}

// CompetencyDemand is how a competency stands across the network: how many people whose role asks for it have been
// assessed, how many of them are at the level asked, how many courses build it, and how many free places those have.
type CompetencyDemand struct {
	Code, Slug, Name string
	Domain           string
	Base             int
	AtTarget         int
	Courses          int
}

// Demand is the standing of every competency that a current role asks for, the most wanted first.
func (r Reads) Demand(ctx context.Context, today models.Date) ([]CompetencyDemand, error) {
	var rows []CompetencyDemand
	err := r.db.WithContext(ctx).Raw(`WITH standing AS (
			SELECT requirements.competency_id, skills.person_id, max(requirements.level) AS asked, max(skills.level) AS held
			FROM posts JOIN requirements ON requirements.role_profile_id = posts.role_profile_id
			JOIN skills ON skills.person_id = posts.person_id AND skills.competency_id = requirements.competency_id AND skills.assessment_id IS NOT NULL
			WHERE posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today)
			GROUP BY requirements.competency_id, skills.person_id
		), counted AS (
			SELECT competency_id, count(*) AS base, sum(CASE WHEN held >= asked THEN 1 ELSE 0 END) AS at_target FROM standing GROUP BY competency_id
		), built AS (
			SELECT competency_id, count(*) AS courses FROM outcomes GROUP BY competency_id
		)
		SELECT competencies.code, competencies.slug, competencies.name, domains.name AS domain, counted.base, counted.at_target,
			coalesce(built.courses, 0) AS courses
		FROM counted JOIN competencies ON competencies.id = counted.competency_id JOIN domains ON domains.id = competencies.domain_id
		LEFT JOIN built ON built.competency_id = counted.competency_id
		ORDER BY counted.base - counted.at_target DESC, competencies.position`, map[string]any{"today": today}).Scan(&rows).Error
	return rows, err
}
