package store

import (
	"context"

	"trellis/models"
)

// roundsLock is the number under which PostgreSQL keeps whoever writes rounds.
const roundsLock = 0x726f756e6473

// RoundCount is a round with how many are asked, have begun, and have sent.
type RoundCount struct {
	models.Round
	Asked int // with a role profile today; of a round that is over, on its last day
	Begun int
	Sent  int
}

// RoundCounts are all rounds, the one that opens last first.
func (r Reads) RoundCounts(ctx context.Context, today models.Date) ([]RoundCount, error) {
	var list []RoundCount
	err := r.db.WithContext(ctx).Raw(`SELECT rounds.*,
		(SELECT count(DISTINCT posts.person_id) FROM posts JOIN people ON people.id = posts.person_id AND people.erased_at IS NULL
			WHERE posts.role_profile_id IS NOT NULL AND posts.started <= CASE WHEN rounds.closes < @today THEN rounds.closes ELSE @today END
			AND (posts.ended IS NULL OR posts.ended >= CASE WHEN rounds.closes < @today THEN rounds.closes ELSE @today END)) AS asked,
		(SELECT count(*) FROM replies WHERE replies.round_id = rounds.id) AS begun,
		(SELECT count(*) FROM replies WHERE replies.round_id = rounds.id AND replies.sent_at IS NOT NULL) AS sent
		FROM rounds ORDER BY rounds.opens DESC, rounds.id DESC`, map[string]any{"today": today}).Scan(&list).Error
	return list, err
}

// LockRounds takes all rounds for this transaction: nobody else adds or changes one meanwhile, not even the first.
func (tx *Tx) LockRounds(ctx context.Context) ([]models.Round, error) {
	db := tx.db.WithContext(ctx)
	if db.Name() == string(PostgreSQL) {
		if err := db.Exec("SELECT pg_advisory_xact_lock(?)", roundsLock).Error; err != nil {
			return nil, err
		}
	}
	var list []models.Round
	err := tx.db.WithContext(ctx).Clauses(changing()).Order("opens, id").Find(&list).Error
	return list, err
}

// KeepRound keeps what a round says by now, all but its address. It answers models.ErrStale when somebody has changed it since.
func (tx *Tx) KeepRound(ctx context.Context, round models.Round) error {
	result := tx.db.WithContext(ctx).Model(&models.Round{}).Where("id = ? AND revision = ?", round.ID, round.Revision).
		Updates(map[string]any{"name": round.Name, "opens": round.Opens, "closes": round.Closes, "says": round.Says, "revision": round.Revision + 1})
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrStale
	}
	return known(result.Error)
}
