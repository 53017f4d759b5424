package store

import (
	"context"

	"trellis/models"
)

// Reservation is one reservation.
func (r Reads) Reservation(ctx context.Context, id models.ID) (models.Reservation, error) {
	var reservation models.Reservation
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&reservation).Error
	return reservation, known(err)
}

// NamedReservation is a reservation with what its team is called.
type NamedReservation struct {
	models.Reservation
	Team                                string
	CourseTitle, CohortName, CohortCode string
}

const reservationNames = `SELECT reservations.*, organisations.name AS team, courses.title AS course_title, cohorts.name AS cohort_name, cohorts.code AS cohort_code
	FROM reservations JOIN organisations ON organisations.id = reservations.organisation_id
	JOIN cohorts ON cohorts.id = reservations.cohort_id JOIN courses ON courses.id = cohorts.course_id `

// ReservationsOn are the reservations of a cohort, the newest first.
func (r Reads) ReservationsOn(ctx context.Context, cohort models.ID) ([]NamedReservation, error) {
	var list []NamedReservation
	err := r.db.WithContext(ctx).Raw(reservationNames+`WHERE reservations.cohort_id = ? ORDER BY reservations.made_at DESC, reservations.id DESC`, cohort).Scan(&list).Error
	return list, err
}

// ReservationsFor are the open reservations for the teams that the people in sight work in, or that are led: the first to run
// out first.
func (r Reads) ReservationsFor(ctx context.Context, sight Sight) ([]NamedReservation, error) {
	var list []NamedReservation
	args := sight.args()
	err := r.db.WithContext(ctx).Raw(reservationNames+`WHERE reservations.ended_at IS NULL AND (reservations.organisation_id IN @teams
			OR reservations.organisation_id IN (SELECT m.team_id FROM posts m WHERE m.manager_id IN @managers AND `+current+`)
			OR reservations.organisation_id IN (SELECT m.organisation_id FROM posts m WHERE m.manager_id IN @managers AND `+current+`))
		ORDER BY reservations.until, reservations.id`, args).Scan(&list).Error
	return list, err
}

// TeamLeads are who leads the team on the day.
func (r Reads) TeamLeads(ctx context.Context, team models.ID, today models.Date) ([]models.ID, error) {
	var list []models.ID
	err := r.db.WithContext(ctx).Model(&models.Grant{}).Where("role = ? AND scope_kind = ? AND scope_id = ? AND "+onDay("grants"), models.Lead, models.OneOrganisation, team, today, today).
		Distinct().Order("person_id").Pluck("person_id", &list).Error
	return list, err
}

// Teams are the teams and decision support units, by name.
func (r Reads) Teams(ctx context.Context) ([]models.Organisation, error) {
	var list []models.Organisation
	err := r.db.WithContext(ctx).Where("kind IN ? AND closed IS NULL", teamKinds()).Order("name, id").Find(&list).Error
	return list, err
}

// PostsInTeam are the posts of the people on the day that are in the team, or at it.
func (r Reads) PostsInTeam(ctx context.Context, team models.ID, people []models.ID, today models.Date) ([]models.Post, error) {
	var list []models.Post
	err := r.db.WithContext(ctx).Where("person_id IN ? AND (team_id = ? OR organisation_id = ?) AND "+onDay("posts"), people, team, team, today, today).
		Order("person_id, started, id").Find(&list).Error
	return list, err
}

// PostsOfPeople are all posts of the people on the day.
func (r Reads) PostsOfPeople(ctx context.Context, people []models.ID, today models.Date) ([]models.Post, error) {
	var list []models.Post
	err := r.db.WithContext(ctx).Where("person_id IN ? AND "+onDay("posts"), people, today, today).Order("person_id, started, id").Find(&list).Error
	return list, err
}

// ChangeReservation keeps how many of the reserved places have a name, and when the reservation ended.
func (tx *Tx) ChangeReservation(ctx context.Context, r models.Reservation) error {
	return tx.update(ctx, &r, "Named", "EndedAt")
}

// LiveOn are those of the people who are on the cohort, or in line for it, by person.
func (r Reads) LiveOn(ctx context.Context, cohort models.ID, people []models.ID) (map[models.ID]models.Enrolment, error) {
	var list []models.Enrolment
	err := r.db.WithContext(ctx).Where("cohort_id = ? AND person_id IN ? AND state IN ?", cohort, people, statesWhere(models.EnrolmentState.Live)).Find(&list).Error
	live := make(map[models.ID]models.Enrolment, len(list))
	for _, e := range list {
		live[e.PersonID] = e
	}
	return live, err
}

// NamedFor are the names of those who have places of the reservation.
func (r Reads) NamedFor(ctx context.Context, reservation models.ID) ([]string, error) {
	var list []string
	err := r.db.WithContext(ctx).Table("enrolments").Joins("JOIN people ON people.id = enrolments.person_id").
		Where("enrolments.reservation_id = ? AND enrolments.state IN ?", reservation, statesWhere(models.EnrolmentState.HoldsPlace)).
		Order("people.name_key, people.id").Pluck("people.name", &list).Error
	return list, err
}
