package files

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"

	"trellis/models"
)

// Lay puts the content of each file on the shelf under a random key, and then does what makes rows name the keys; nothing that
// is named is missing. Where that is refused, or cannot be done because of what changed, the bytes are taken off again. After
// any other failure nobody knows whether the rows were kept: then the bytes stay, and the sweep of the night removes them where
// no row names them.
func Lay(ctx context.Context, shelf Shelf, list []models.File, do func(laid []models.File) error) error {
	laid := make([]models.File, 0, len(list))
	var err error
	for _, file := range list {
		file.ShelfKey = strings.ToLower(rand.Text())
		if err = shelf.Put(ctx, file.ShelfKey, file.Data); err != nil {
			break
		}
		file.Size, file.Data = len(file.Data), []byte{}
		laid = append(laid, file)
	}
	if err == nil {
		err = do(laid)
	}
	if err == nil {
		return nil
	}
	if _, invalid := errors.AsType[models.Invalid](err); invalid || len(laid) < len(list) || refused(err) {
		Take(ctx, shelf, laid)
	}
	return err
}

func refused(err error) bool {
	for _, known := range []error{models.ErrStale, models.ErrForbidden, models.ErrNotFound, models.ErrTaken} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// Take takes the bytes of files off the shelf whose rows are gone. What cannot be taken off now is left to the sweep.
func Take(ctx context.Context, shelf Shelf, list []models.File) {
	keys := make([]string, len(list))
	for i, file := range list {
		keys[i] = file.ShelfKey
	}
	TakeKeys(ctx, shelf, keys)
}

// TakeKeys is Take, by the keys.
func TakeKeys(ctx context.Context, shelf Shelf, keys []string) {
	for _, key := range keys {
		if key != "" {
			_ = shelf.Remove(context.WithoutCancel(ctx), key)
		}
	}
}
