package privacy

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"trellis/app/files"
	"trellis/models"
	"trellis/models/store"
)

const nightOfShelf models.RetentionKind = "shelf"

// rest is how long bytes lie on the shelf without a row before they are removed: whoever puts them there needs a moment until the
// row is kept.
const rest = 24 * time.Hour

// fewFiles is how many files are moved at a time: each is held in memory.
const fewFiles = 5

// KeepShelf moves, once a day, what files from before there was a shelf hold in their rows, and removes from the shelf what no
// row names. A shelf that does not answer is tried again the next night.
func (s *Service) KeepShelf(ctx context.Context) error {
	claimed, err := s.claim(ctx, nightOfShelf)
	if err != nil || !claimed || s.Shelf == nil {
		return err
	}
	moved, err := s.moveToShelf(ctx)
	if err != nil {
		return err
	}
	removed, err := s.sweep(ctx)
	if moved > 0 || removed > 0 {
		slog.InfoContext(ctx, "the shelf was put in order", "moved", moved, "removed", removed)
	}
	return err
}

func (s *Service) moveToShelf(ctx context.Context) (moved int, err error) {
	for {
		list, err := s.Store.FilesInRows(ctx, fewFiles)
		if err != nil || len(list) == 0 {
			return moved, err
		}
		for _, file := range list {
			err := files.Lay(ctx, s.Shelf, []models.File{file}, func(laid []models.File) error {
				return s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.Shelved(ctx, laid[0]) })
			})
			if err != nil && !errors.Is(err, models.ErrNotFound) { // it went, or another process has moved it
				return moved, fmt.Errorf("move file %s to the shelf: %w", file.ID, err)
			}
			moved++
		}
	}
}

// sweep removes what has lain on the shelf for a day and is named by no row.
func (s *Service) sweep(ctx context.Context) (removed int, err error) {
	lying, err := s.Shelf.Lying(ctx)
	if err != nil {
		return 0, err
	}
	before := s.Store.Now().Add(-rest)
	lying = slices.DeleteFunc(lying, func(l files.Lying) bool { return l.At.After(before) })
	for some := range slices.Chunk(lying, atOnce) {
		keys := make([]string, len(some))
		for i, l := range some {
			keys[i] = l.Key
		}
		named, err := s.Store.KeysNamed(ctx, keys)
		if err != nil {
			return removed, err
		}
		for _, key := range keys {
			if slices.Contains(named, key) {
				continue
			}
			if err := s.Shelf.Remove(ctx, key); err != nil {
				return removed, err
			}
			removed++
		}
	}
	return removed, nil
}
