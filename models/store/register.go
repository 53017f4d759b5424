package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"trellis/models"
)

// Seat is an enrolment with what its trainer knows of the person.
type Seat struct {
	models.Enrolment
	Name             string
	Email            string
	OrganisationName string // at the time of enrolment; empty when they had none
	PairedWith       string // the decision maker they come with, or the analyst
	IsDecisionMaker  bool   // of the pair
}

// Seats are the people who have, or had to the end, a place on the cohort, by name.
func (r Reads) Seats(ctx context.Context, cohort models.ID) ([]Seat, error) {
	return r.seats(r.db.WithContext(ctx).Where("enrolments.cohort_id = ? AND enrolments.state IN ?", cohort, statesWhere(models.EnrolmentState.OnRegister)).
		Order("people.name_key, enrolments.id"))
}

// WaitingSeats are the people with an offer and those in line for a place, in the order of their turns.
func (r Reads) WaitingSeats(ctx context.Context, cohort models.ID) ([]Seat, error) {
	return r.seats(r.db.WithContext(ctx).Where("enrolments.cohort_id = ? AND enrolments.state IN ?", cohort,
		[]models.EnrolmentState{models.Offered, models.Waiting, models.Applied}).
		Order("enrolments.priority DESC, enrolments.applied_at, enrolments.id"))
}

func (r Reads) seats(db *gorm.DB) ([]Seat, error) {
	var list []Seat
	err := db.Table("enrolments").
		Select(`enrolments.*, people.name, people.email, coalesce(organisations.name, '') AS organisation_name,
			coalesce(leaders.name, analysts.name, '') AS paired_with, analysts.id IS NOT NULL AND leaders.id IS NULL AS is_decision_maker`).
		Joins("JOIN people ON people.id = enrolments.person_id").
		Joins("LEFT JOIN organisations ON organisations.id = enrolments.organisation_id").
		Joins("LEFT JOIN pairs AS coming ON coming.cohort_id = enrolments.cohort_id AND coming.analyst_id = enrolments.person_id").
		Joins("LEFT JOIN people AS leaders ON leaders.id = coming.decision_maker_id").
		Joins(`LEFT JOIN pairs AS along ON along.id = (SELECT min(pairs.id) FROM pairs
			WHERE pairs.cohort_id = enrolments.cohort_id AND pairs.decision_maker_id = enrolments.person_id)`).
		Joins("LEFT JOIN people AS analysts ON analysts.id = along.analyst_id").
		Scan(&list).Error
	return list, err
}

// MarkedLine is a line of a register, with who marked it.
type MarkedLine struct {
	models.Attendance
	MarkedBy string
}

// Marks are the lines of all registers of the cohort.
func (r Reads) Marks(ctx context.Context, cohort models.ID) ([]MarkedLine, error) {
	var list []MarkedLine
	err := r.db.WithContext(ctx).Table("attendances").Select("attendances.*, people.name AS marked_by").
		Joins("JOIN sessions ON sessions.id = attendances.session_id").Joins("JOIN people ON people.id = attendances.marked_by_id").
		Where("sessions.cohort_id = ?", cohort).Scan(&list).Error
	return list, err
}

// MarksOf are the lines of the register of one session.
func (r Reads) MarksOf(ctx context.Context, session models.ID) ([]models.Attendance, error) {
	var list []models.Attendance
	err := r.db.WithContext(ctx).Where("session_id = ?", session).Find(&list).Error
	return list, err
}

// KeepRegister keeps changed lines of a session's register, takes out those that are no longer marked, and raises the
// version of the register. It fails with models.ErrStale when the register has moved on from the session's version.
func (tx *Tx) KeepRegister(ctx context.Context, session models.Session, marked []models.Attendance, cleared []models.ID) error {
	raised := tx.db.WithContext(ctx).Model(&models.Session{}).Where("id = ? AND register_version = ?", session.ID, session.RegisterVersion).
		Update("register_version", session.RegisterVersion+1)
	if raised.Error != nil {
		return known(raised.Error)
	}
	if raised.RowsAffected == 0 {
		return models.ErrStale
	}
	if len(cleared) > 0 {
		err := tx.db.WithContext(ctx).Where("session_id = ? AND enrolment_id IN ?", session.ID, cleared).Delete(&models.Attendance{}).Error
		if err != nil {
			return known(err)
		}
	}
	if len(marked) == 0 {
		return nil
	}
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "session_id"}, {Name: "enrolment_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"mark", "minutes", "marked_by_id", "marked_at"}),
	}).Create(&marked).Error)
}

// OfferDeadlines are until when the open offers of the cohort's places can be taken, by enrolment.
func (r Reads) OfferDeadlines(ctx context.Context, cohort models.ID) (map[models.ID]time.Time, error) {
	var offers []models.Offer
	err := r.db.WithContext(ctx).Joins("JOIN enrolments ON enrolments.id = offers.enrolment_id").
		Where("enrolments.cohort_id = ? AND offers.closed_at IS NULL", cohort).Find(&offers).Error
	until := make(map[models.ID]time.Time, len(offers))
	for _, o := range offers {
		until[o.EnrolmentID] = o.ExpiresAt
	}
	return until, err
}

// CountOnRegister counts the people who have, or had to the end, a place on the cohort.
func (r Reads) CountOnRegister(ctx context.Context, cohort models.ID) (int, error) {
	var n int64
	err := r.db.WithContext(ctx).Model(&models.Enrolment{}).
		Where("cohort_id = ? AND state IN ?", cohort, statesWhere(models.EnrolmentState.OnRegister)).Count(&n).Error
	return int(n), err
}

// SessionNumbered is the n-th session of a cohort, from 1.
func (r Reads) SessionNumbered(ctx context.Context, cohort models.ID, n int) (models.Session, error) {
	var s models.Session
	err := r.db.WithContext(ctx).Where("cohort_id = ? AND number = ?", cohort, n).Take(&s).Error
	return s, known(err)
}
