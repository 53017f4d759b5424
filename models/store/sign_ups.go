package store

import (
	"context"

	"gorm.io/gorm"

	"trellis/models"
)

// NamedSignUp is a sign-up with the name of the organisation it is for.
type NamedSignUp struct {
	models.SignUp
	OrganisationName string
}

// SignUpReach is whose sign-ups somebody may decide: everybody's, or those for the organisations and for what belongs to one
// of them on the day.
type SignUpReach struct {
	All           bool
	Organisations []models.ID
	Today         models.Date
}

// SignUp is one sign-up.
func (r Reads) SignUp(ctx context.Context, id models.ID) (models.SignUp, error) {
	var s models.SignUp
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&s).Error
	return s, known(err)
}

// SignUpByHash is the sign-up whose token has that hash.
func (r Reads) SignUpByHash(ctx context.Context, hash string) (models.SignUp, error) {
	var s models.SignUp
	err := r.db.WithContext(ctx).Where("token_hash = ?", hash).Take(&s).Error
	return s, known(err)
}

// SignUps are the sign-ups in the state that are within reach, the oldest first.
func (r Reads) SignUps(ctx context.Context, reach SignUpReach, state models.SignUpState, most int) ([]NamedSignUp, error) {
	var list []NamedSignUp
	err := r.signUps(ctx, reach).Select("sign_ups.*, organisations.name AS organisation_name").
		Joins("JOIN organisations ON organisations.id = sign_ups.organisation_id").
		Where("sign_ups.state = ?", state).Order("sign_ups.created_at, sign_ups.id").Limit(most).Scan(&list).Error
	return list, err
}

// CountSignUps counts the sign-ups in the state that are within reach.
func (r Reads) CountSignUps(ctx context.Context, reach SignUpReach, state models.SignUpState) (int, error) {
	var n int64
	err := r.signUps(ctx, reach).Where("sign_ups.state = ?", state).Count(&n).Error
	return int(n), err
}

// SignUpWithin is a sign-up within reach; models.ErrNotFound where it is not.
func (r Reads) SignUpWithin(ctx context.Context, id models.ID, reach SignUpReach) (NamedSignUp, error) {
	var s NamedSignUp
	err := r.signUps(ctx, reach).Select("sign_ups.*, organisations.name AS organisation_name").
		Joins("JOIN organisations ON organisations.id = sign_ups.organisation_id").Where("sign_ups.id = ?", id).Take(&s).Error
	return s, known(err)
}

func (r Reads) signUps(ctx context.Context, reach SignUpReach) *gorm.DB {
	db := r.db.WithContext(ctx).Table("sign_ups")
	switch {
	case reach.All:
		return db
	case len(reach.Organisations) == 0:
		return db.Where("1 = 0")
	}
	return db.Where(`sign_ups.organisation_id IN (WITH RECURSIVE within (id) AS (SELECT organisations.id FROM organisations WHERE organisations.id IN ?
		UNION `+belonging+`) SELECT id FROM within)`, reach.Organisations, reach.Today, reach.Today)
}

// LockSignUp is SignUp for a transaction that decides it.
func (tx *Tx) LockSignUp(ctx context.Context, id models.ID) (models.SignUp, error) {
	var s models.SignUp
	err := tx.db.WithContext(ctx).Clauses(locking()).Where("id = ?", id).Take(&s).Error
	return s, known(err)
}

// ChangeSignUp keeps where a sign-up stands: its state, its token and what was decided. The token that a letter holds is
// forgotten where the sign-up is no longer unconfirmed.
func (tx *Tx) ChangeSignUp(ctx context.Context, s models.SignUp) error {
	err := tx.update(ctx, &s, "State", "TokenHash", "ExpiresAt", "DecidedAt", "DecidedByID", "Reason", "PersonID")
	if err != nil || s.State == models.SignUpUnconfirmed {
		return err
	}
	return tx.forget(ctx, []models.ID{s.ID})
}

// DropOtherSignUps forgets what else waits for the same address: the newest counts.
func (tx *Tx) DropOtherSignUps(ctx context.Context, s models.SignUp) error {
	return tx.db.WithContext(ctx).Where("email_key = ? AND id <> ? AND state = ?", s.EmailKey, s.ID, models.SignUpWaiting).Delete(&models.SignUp{}).Error
}
