package store

import (
	"context"
	"slices"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// NamedMove is a move with the names of what it is about.
type NamedMove struct {
	models.Move
	FromCode, FromName string
	ToCode, ToName     string
	MadeBy             string
}

// MovesOf are the moves from an organisation and to it, the newest first.
func (r Reads) MovesOf(ctx context.Context, organisation models.ID) ([]NamedMove, error) {
	var list []NamedMove
	err := r.db.WithContext(ctx).Table("moves").
		Select("moves.*, froms.code AS from_code, froms.name AS from_name, tos.code AS to_code, tos.name AS to_name, makers.name AS made_by").
		Joins("JOIN organisations AS froms ON froms.id = moves.from_id").
		Joins("JOIN organisations AS tos ON tos.id = moves.to_id").
		Joins("JOIN people AS makers ON makers.id = moves.made_by_id").
		Where("moves.from_id = ? OR moves.to_id = ?", organisation, organisation).Order("moves.made_at DESC, moves.id DESC").Scan(&list).Error
	return list, err
}

// LockMove is one move, for a transaction that goes on with it.
func (tx *Tx) LockMove(ctx context.Context, id models.ID) (models.Move, error) {
	var move models.Move
	err := tx.db.WithContext(ctx).Clauses(changing()).Where("id = ?", id).Take(&move).Error
	return move, known(err)
}

// UnfinishedMove is the move from an organisation that the worker has not finished; models.ErrNotFound where there is none.
func (r Reads) UnfinishedMove(ctx context.Context, from models.ID) (models.Move, error) {
	var move models.Move
	err := r.db.WithContext(ctx).Where("from_id = ? AND state = ?", from, models.Moving).Order("id").Take(&move).Error
	return move, known(err)
}

// CountMove writes down how far a move is.
func (tx *Tx) CountMove(ctx context.Context, move models.Move) error {
	return tx.update(ctx, &move, "Moved", "Amount")
}

// EndMove writes down that a move is done.
func (tx *Tx) EndMove(ctx context.Context, move models.Move) error {
	move.State, move.DoneAt = models.Moved, &tx.now
	return tx.update(ctx, &move, "State", "Moved", "Amount", "DoneAt")
}

// AddMovePosts says which posts a move concerns, and that it has not come to them yet.
func (tx *Tx) AddMovePosts(ctx context.Context, move models.ID, posts []models.ID) error {
	for chunk := range slices.Chunk(posts, postsAtOnce) {
		rows := make([]models.MovePost, len(chunk))
		for i, id := range chunk {
			rows[i] = models.MovePost{MoveID: move, PostID: id}
		}
		if err := tx.db.WithContext(ctx).Clauses(clause.OnConflict{
			Columns: []clause.Column{{Name: "move_id"}, {Name: "post_id"}}, DoUpdates: clause.AssignmentColumns([]string{"done"}),
		}).Create(&rows).Error; err != nil {
			return err
		}
	}
	return nil
}

// MovePosts are posts that a move concerns and has not come to yet, with their holders locked.
func (tx *Tx) MovePosts(ctx context.Context, move models.ID, most int) ([]models.Post, error) {
	const waiting = "id IN (SELECT post_id FROM move_posts WHERE move_id = ? AND NOT done ORDER BY post_id LIMIT ?)"
	var posts []models.Post
	if err := tx.db.WithContext(ctx).Select("id, person_id").Where(waiting, move, most).Find(&posts).Error; err != nil {
		return nil, err
	}
	people, ids := make([]models.ID, len(posts)), make([]models.ID, len(posts))
	for i, p := range posts {
		people[i], ids[i] = p.PersonID, p.ID
	}
	if err := tx.LockPeople(ctx, people); err != nil {
		return nil, err
	}
	var locked []models.Post
	err := tx.db.WithContext(ctx).Where("id IN ?", ids).Order("id").Find(&locked).Error
	return locked, err
}

// FinishMovePosts says that a move has come to the posts.
func (tx *Tx) FinishMovePosts(ctx context.Context, move models.ID, posts []models.ID) error {
	return tx.db.WithContext(ctx).Model(&models.MovePost{}).Where("move_id = ? AND post_id IN ?", move, posts).Update("done", true).Error
}

// LeadGrants are the grants of the leads of the organisations that hold on the day or later.
func (r Reads) LeadGrants(ctx context.Context, organisations []models.ID, day models.Date) ([]models.Grant, error) {
	var list []models.Grant
	err := r.db.WithContext(ctx).Where("role = ? AND scope_kind = ? AND scope_id IN ? AND (ended IS NULL OR ended >= ?)",
		models.Lead, models.OneOrganisation, organisations, day).Order("started, id").Find(&list).Error
	return list, err
}

// MoveGrants keeps what grants reach, until when, and who ended them.
func (tx *Tx) MoveGrants(ctx context.Context, list []models.Grant) error {
	return change(ctx, tx, list, "scope_id", "ended", "ended_by_id")
}

// signUpsOpen asks of a sign-up that nobody has decided on it.
var signUpsOpen = []models.SignUpState{models.SignUpUnconfirmed, models.SignUpWaiting}

// CountSignUpsTo counts those who ask to be let in at the organisation and wait for an answer.
func (r Reads) CountSignUpsTo(ctx context.Context, organisation models.ID) (int, error) {
	var n int64
	err := r.db.WithContext(ctx).Model(&models.SignUp{}).Where("organisation_id = ? AND state = ?", organisation, models.SignUpWaiting).Count(&n).Error
	return int(n), err
}

// MoveSignUps lets those who ask to be let in at one organisation ask at the other.
func (tx *Tx) MoveSignUps(ctx context.Context, from, to models.ID) error {
	return tx.db.WithContext(ctx).Model(&models.SignUp{}).Where("organisation_id = ? AND state IN ?", from, signUpsOpen).Update("organisation_id", to).Error
}
