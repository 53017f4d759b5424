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

// CoursesBuildingEach counts the courses that build each competency that any does.
func (r Reads) CoursesBuildingEach(ctx context.Context) (map[models.ID]int, error) {
	var rows []struct {
		CompetencyID models.ID
		Courses      int
	}
	err := r.db.WithContext(ctx).Raw("SELECT competency_id, count(*) AS courses FROM outcomes GROUP BY competency_id").Scan(&rows).Error
	counts := make(map[models.ID]int, len(rows))
	for _, row := range rows {
		counts[row.CompetencyID] = row.Courses
	}
	return counts, err
}
