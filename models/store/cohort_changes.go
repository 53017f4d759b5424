package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"trellis/models"
)

// ChangeCohort keeps a locked cohort as it is given, all but its id, its code and its course.
func (tx *Tx) ChangeCohort(ctx context.Context, c models.Cohort) error {
	return tx.update(ctx, &c, "Name", "State", "WayIn", "Capacity", "Overbook", "Minimum", "Opens", "Closes", "OfferHours", "Place", "JoinURL",
		"Starts", "Ends", "Unscheduled", "SharesUntil", "QuietHours", "CutoffHours", "RefuseClashes", "CancelledReason")
}

// Held is how many places of a cohort are taken, on offer or reserved.
func (r Reads) Held(ctx context.Context, cohort models.ID) (int, error) {
	_, held, _, err := r.PlacesOn(ctx, cohort)
	sum := 0
	for _, n := range held {
		sum += n
	}
	return sum, err
}

// Asked is how many times somebody has asked for a place on the cohort, whatever became of it.
func (r Reads) Asked(ctx context.Context, cohort models.ID) (int, error) {
	var n int64
	err := r.db.WithContext(ctx).Model(&models.Enrolment{}).Where("cohort_id = ?", cohort).Count(&n).Error
	return int(n), err
}

// EnrolmentsIn are the enrolments of a cohort in the states, in the order of asking.
func (r Reads) EnrolmentsIn(ctx context.Context, cohort models.ID, states ...models.EnrolmentState) ([]models.Enrolment, error) {
	var list []models.Enrolment
	err := r.db.WithContext(ctx).Where("cohort_id = ? AND state IN ?", cohort, states).Order("applied_at, id").Find(&list).Error
	return list, err
}

// CloseOffersOn ends the open offers and the open reservations of a cohort.
func (tx *Tx) CloseOffersOn(ctx context.Context, cohort models.ID) error {
	db := tx.db.WithContext(ctx)
	on := db.Session(&gorm.Session{NewDB: true}).Model(&models.Enrolment{}).Select("id").Where("cohort_id = ?", cohort)
	if err := db.Model(&models.Offer{}).Where("closed_at IS NULL AND enrolment_id IN (?)", on).Update("closed_at", tx.now).Error; err != nil {
		return err
	}
	return db.Model(&models.Reservation{}).Where("cohort_id = ? AND ended_at IS NULL", cohort).Update("ended_at", tx.now).Error
}

// ShortenOffers lets the open offers of a cohort run out at a time, where they would later, and answers which these are.
func (tx *Tx) ShortenOffers(ctx context.Context, cohort models.ID, until time.Time) ([]models.ID, error) {
	var ids []models.ID
	err := tx.db.WithContext(ctx).Model(&models.Offer{}).Joins("JOIN enrolments ON enrolments.id = offers.enrolment_id AND enrolments.cohort_id = ?", cohort).
		Where("offers.closed_at IS NULL AND offers.expires_at > ?", until).Order("offers.id").Pluck("offers.id", &ids).Error
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return ids, tx.db.WithContext(ctx).Model(&models.Offer{}).Where("id IN ?", ids).Update("expires_at", until).Error
}

// KeepQuestions asks those who apply these questions, in place of those before. Nobody has answered yet.
func (tx *Tx) KeepQuestions(ctx context.Context, cohort models.ID, list []models.Question) error {
	if err := tx.db.WithContext(ctx).Where("cohort_id = ?", cohort).Delete(&models.Question{}).Error; err != nil {
		return err
	}
	for i := range list {
		list[i].ID, list[i].CohortID, list[i].Number = "", cohort, i+1
	}
	return tx.Add(ctx, &list)
}

// Preparations are what there is to do before the first session of a cohort, in order.
func (r Reads) Preparations(ctx context.Context, cohort models.ID) ([]models.Preparation, error) {
	var list []models.Preparation
	err := r.db.WithContext(ctx).Where("cohort_id = ?", cohort).Order("number").Find(&list).Error
	return list, err
}

// OpenSystems are the systems of the network that are there on the day, by name.
func (r Reads) OpenSystems(ctx context.Context, today models.Date) ([]models.Organisation, error) {
	var list []models.Organisation
	err := r.db.WithContext(ctx).Where("kind = ? AND (closed IS NULL OR closed > ?)", models.System, today).Order("name, id").Find(&list).Error
	return list, err
}

// NoShows is how many people of finished cohorts never came and sent no apologies, of how many with a mark, on how many cohorts.
type NoShows struct{ Missed, People, Cohorts int }

// NoShows are those of a course.
func (r Reads) NoShows(ctx context.Context, course models.ID, now time.Time) (n NoShows, err error) {
	err = r.db.WithContext(ctx).Raw(`SELECT count(*) AS people, count(DISTINCT cohort_id) AS cohorts, coalesce(sum(CASE WHEN missed > 0 AND others = 0 THEN 1 ELSE 0 END), 0) AS missed FROM (
			SELECT enrolments.id, enrolments.cohort_id, sum(CASE WHEN attendances.mark = @missed AND apologies.session_id IS NULL THEN 1 ELSE 0 END) AS missed,
				sum(CASE WHEN attendances.mark = @missed AND apologies.session_id IS NULL THEN 0 ELSE 1 END) AS others
			FROM cohorts JOIN enrolments ON enrolments.cohort_id = cohorts.id AND enrolments.state IN @states
			JOIN attendances ON attendances.enrolment_id = enrolments.id
			LEFT JOIN apologies ON apologies.enrolment_id = enrolments.id AND apologies.session_id = attendances.session_id
			WHERE cohorts.course_id = @course AND cohorts.ends < @now AND cohorts.state = @open GROUP BY enrolments.id, enrolments.cohort_id
		) AS people`, map[string]any{"missed": models.Missed, "states": models.OnRegister(), "course": course, "now": now, "open": models.CohortOpen}).Scan(&n).Error
	return n, err
}

// CohortsBetween are the cohorts of the courses that start in a time and are not called off, the soonest first.
func (r Reads) CohortsBetween(ctx context.Context, courses []models.ID, from, to time.Time) ([]models.Cohort, error) {
	var list []models.Cohort
	err := r.db.WithContext(ctx).Where("course_id IN ? AND starts >= ? AND starts < ? AND state <> ?", courses, from, to, models.CohortCancelled).
		Order("starts, code").Find(&list).Error
	return list, err
}

// CohortParts are what belongs to some cohorts beside their sessions.
type CohortParts struct {
	Shares       []models.Share
	Questions    []models.Question
	Preparations []models.Preparation
}

// PartsOf are those of the cohorts, each cohort's in order.
func (r Reads) PartsOf(ctx context.Context, cohorts []models.ID) (parts CohortParts, err error) {
	db := r.db.WithContext(ctx)
	err = errors.Join(
		db.Where("cohort_id IN ?", cohorts).Order("cohort_id, organisation_id").Find(&parts.Shares).Error,
		db.Where("cohort_id IN ?", cohorts).Order("cohort_id, number").Find(&parts.Questions).Error,
		db.Where("cohort_id IN ?", cohorts).Order("cohort_id, number").Find(&parts.Preparations).Error)
	return parts, err
}

// CohortCodesOf are the codes that the cohorts of the courses have.
func (r Reads) CohortCodesOf(ctx context.Context, courses []models.ID) ([]string, error) {
	var codes []string
	err := r.db.WithContext(ctx).Model(&models.Cohort{}).Where("course_id IN ?", courses).Order("code").Pluck("code", &codes).Error
	return codes, err
}
