package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// SignIns keeps signed-in browsers for the session manager. It is the one door through which a request writes outside
// a use case.
type SignIns struct{ Store *Store }

// FindCtx answers what is kept for the token, unless it has run out.
func (k SignIns) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var row models.SignIn
	err := k.Store.db.WithContext(ctx).Where("token = ? AND expires_at > ?", token, k.Store.Now()).Take(&row).Error
	if errors.Is(known(err), models.ErrNotFound) {
		return nil, false, nil
	}
	return row.Data, err == nil, err
}

// CommitCtx keeps the data until the expiry.
func (k SignIns) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	row := models.SignIn{Token: token, Data: data, ExpiresAt: expiry.UTC().Truncate(time.Microsecond)}
	return k.Store.InTx(ctx, func(tx *Tx) error {
		return tx.db.WithContext(ctx).Clauses(clause.OnConflict{
			Columns: []clause.Column{{Name: "token"}}, DoUpdates: clause.AssignmentColumns([]string{"data", "expires_at"}),
		}).Create(&row).Error
	})
}

// DeleteCtx forgets the token.
func (k SignIns) DeleteCtx(ctx context.Context, token string) error {
	return k.Store.InTx(ctx, func(tx *Tx) error {
		return tx.db.WithContext(ctx).Where("token = ?", token).Delete(&models.SignIn{}).Error
	})
}

// Find is FindCtx for callers without a context.
func (k SignIns) Find(token string) ([]byte, bool, error) {
	return k.FindCtx(context.Background(), token) //nolint:forbidigo // the session manager's interface asks for it
}

// Commit is CommitCtx for callers without a context.
func (k SignIns) Commit(token string, data []byte, expiry time.Time) error {
	return k.CommitCtx(context.Background(), token, data, expiry) //nolint:forbidigo // as above
}

// Delete is DeleteCtx for callers without a context.
func (k SignIns) Delete(token string) error {
	return k.DeleteCtx(context.Background(), token) //nolint:forbidigo // as above
}
