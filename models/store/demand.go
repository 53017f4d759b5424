package store

import (
	"context"
	"strconv"
	"strings"
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
// system, as models.SystemOf has it. Places are counted where people were when they asked for them.
func (r Reads) PlacesBySystem(ctx context.Context, now time.Time) ([]SystemPlaces, error) {
	today := models.DateOf(now)
	served, args, err := r.served(ctx, today)
	if err != nil {
		return nil, err
	}
	args["today"], args["now"], args["open"], args["holding"] = today, now, models.CohortOpen, statesWhere(models.EnrolmentState.HoldsPlace)
	var rows []SystemPlaces
	err = r.db.WithContext(ctx).Raw(`WITH served (organisation_id, system_id) AS (VALUES `+served+`), held AS (
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
		GROUP BY organisations.short_name ORDER BY 2 DESC, 1`, args).Scan(&rows).Error
	return rows, err
}

// served writes to which system each organisation belongs on the day as rows of SQL, with their values.
func (r Reads) served(ctx context.Context, today models.Date) (rows string, args map[string]any, err error) {
	organisations, links, err := r.Structure(ctx, today)
	if err != nil {
		return "", nil, err
	}
	var text strings.Builder
	text.WriteString("('', '')") // there must be a row
	args = map[string]any{}
	systems := models.SystemOf(organisations, links)
	for i, o := range organisations {
		if system := systems[o.ID]; system.Known() {
			at := strconv.Itoa(i)
			text.WriteString(", (@o" + at + ", @s" + at + ")")
			args["o"+at], args["s"+at] = o.ID, system
		}
	}
	return text.String(), args, nil
}

// CoursesBuildingEach counts the courses that build each competency that any does.
func (r Reads) CoursesBuildingEach(ctx context.Context) (map[models.ID]int, error) {
	var rows []struct {
		CompetencyID models.ID
		Courses      int
	}
	err := r.db.WithContext(ctx).Raw(`SELECT outcomes.competency_id, count(*) AS courses FROM outcomes
		JOIN courses ON courses.id = outcomes.course_id AND courses.state = ? GROUP BY outcomes.competency_id`, models.CoursePublished).Scan(&rows).Error
	counts := make(map[models.ID]int, len(rows))
	for _, row := range rows {
		counts[row.CompetencyID] = row.Courses
	}
	return counts, err
}
