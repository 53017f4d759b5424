package store

import (
	"context"

	"trellis/models"
)

// ReplyLinkByHash is the link whose token has the hash.
func (r Reads) ReplyLinkByHash(ctx context.Context, hash string) (models.ReplyLink, error) {
	var link models.ReplyLink
	err := r.db.WithContext(ctx).Where("token_hash = ?", hash).Take(&link).Error
	return link, known(err)
}

// SideLetter is one letter about somebody's enrolment to somebody else.
func (r Reads) SideLetter(ctx context.Context, id models.ID) (models.SideLetter, error) {
	var letter models.SideLetter
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&letter).Error
	return letter, known(err)
}
