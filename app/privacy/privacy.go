// Package privacy does what the law of data protection asks: it tells people everything that is kept about them, forgets what
// is not needed any longer, and erases who asks for it and may be erased.
package privacy

import (
	"context"

	"trellis/app/files"
	"trellis/models"
	"trellis/models/store"
)

// Service does what the area can do.
type Service struct {
	Store *store.Store
	Shelf files.Shelf // where what people uploaded lies
	// Leave takes a person off the cohorts and waiting lists that are not over, so that others get their turn.
	Leave func(ctx context.Context, tx *store.Tx, person models.ID, by *models.ID) error
}
