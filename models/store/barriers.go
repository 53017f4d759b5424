package store

import (
	"context"

	"trellis/models"
)

// OrganisationBarriers is how many people of an organisation name each barrier. Who names several counts with the one that
// they named last.
type OrganisationBarriers struct {
	OrganisationID models.ID
	Counts         map[models.Barrier]int
}

// BarriersByOrganisation counts people once, at the organisation of their newest current post: by what they said last stands
// in the way of using what they can, in an assessment or when they were asked after a course.
func (r Reads) BarriersByOrganisation(ctx context.Context, day models.Date) ([]OrganisationBarriers, error) {
	var rows []struct {
		OrganisationID models.ID
		Barrier        models.Barrier
		People         int
	}
	err := r.db.WithContext(ctx).Raw(`SELECT held.organisation_id, said.barrier, count(*) AS people FROM (
			SELECT person_id, barrier, row_number() OVER (PARTITION BY person_id ORDER BY at DESC, id DESC) AS n FROM (
				SELECT id, person_id, barrier, assessed_at AS at FROM assessments WHERE barrier <> '' AND kind = 'self'
				UNION ALL SELECT id, person_id, stopped, answered_at FROM follow_ups WHERE stopped <> '' AND answered_at IS NOT NULL AND asked_as = 'learner') spoken) said
		JOIN (SELECT person_id, organisation_id, row_number() OVER (PARTITION BY person_id ORDER BY started DESC, id DESC) AS n FROM posts
			WHERE started <= @day AND (ended IS NULL OR ended >= @day)) held ON held.person_id = said.person_id AND held.n = 1
		WHERE said.n = 1 GROUP BY held.organisation_id, said.barrier ORDER BY held.organisation_id, said.barrier`, map[string]any{"day": day}).Scan(&rows).Error
	var list []OrganisationBarriers
	for _, row := range rows {
		if last := len(list) - 1; last < 0 || list[last].OrganisationID != row.OrganisationID {
			list = append(list, OrganisationBarriers{row.OrganisationID, map[models.Barrier]int{}})
		}
		list[len(list)-1].Counts[row.Barrier] = row.People
	}
	return list, err
}
