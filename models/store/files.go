package store

import (
	"context"

	"trellis/models"
)

// FileAt is what is said of a file, and where its bytes lie.
type FileAt struct {
	ID       models.ID
	Size     int
	ShelfKey string
}

// FilesAfter are the next files in the order of their ids, without what is in them.
func (r Reads) FilesAfter(ctx context.Context, id models.ID, most int) ([]FileAt, error) {
	var list []FileAt
	err := r.db.WithContext(ctx).Model(&models.File{}).Select("id, size, shelf_key").Where("id > ?", id).Order("id").Limit(most).Scan(&list).Error
	return list, err
}

// KeysNamed are those of the keys that a file names.
func (r Reads) KeysNamed(ctx context.Context, keys []string) ([]string, error) {
	var named []string
	err := r.db.WithContext(ctx).Model(&models.File{}).Where("shelf_key <> '' AND shelf_key IN ?", keys).Pluck("shelf_key", &named).Error
	return named, err
}

// FilesInRows are the first so many files whose bytes lie in their rows, from before there was a shelf, with the bytes.
func (r Reads) FilesInRows(ctx context.Context, most int) ([]models.File, error) {
	var list []models.File
	err := r.db.WithContext(ctx).Where("shelf_key = ''").Order("id").Limit(most).Find(&list).Error
	return list, err
}

// Shelved keeps that the bytes of a file lie on the shelf now, and no longer in its row. It answers models.ErrNotFound where the
// file is gone, or somebody else has moved it already.
func (tx *Tx) Shelved(ctx context.Context, file models.File) error {
	result := tx.db.WithContext(ctx).Model(&models.File{}).Where("id = ? AND shelf_key = ''", file.ID).
		Updates(map[string]any{"shelf_key": file.ShelfKey, "data": []byte{}})
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrNotFound
	}
	return result.Error
}

// nowhere is a file that belongs to no session, to no unit and to nothing that was handed in.
const nowhere = `NOT EXISTS (SELECT 1 FROM materials WHERE materials.file_id = files.id) AND NOT EXISTS (SELECT 1 FROM units WHERE units.file_id = files.id)
	AND NOT EXISTS (SELECT 1 FROM submission_files WHERE submission_files.file_id = files.id)`

// DropFiles removes those of the files that belong to nothing any longer, and answers with where their bytes lie: whoever calls
// takes them off the shelf once this is kept.
func (tx *Tx) DropFiles(ctx context.Context, ids []models.ID) ([]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var gone []FileAt
	db := tx.db.WithContext(ctx)
	if err := db.Model(&models.File{}).Select("id, shelf_key").Where("id IN ? AND "+nowhere, ids).Scan(&gone).Error; err != nil {
		return nil, err
	}
	var keys []string
	var dropped []models.ID
	for _, file := range gone {
		dropped = append(dropped, file.ID)
		if file.ShelfKey != "" {
			keys = append(keys, file.ShelfKey)
		}
	}
	return keys, db.Where("id IN ?", dropped).Delete(&models.File{}).Error
}

// HandedInKeys are where the bytes lie of the files that a person handed in. They go when the person is erased.
func (r Reads) HandedInKeys(ctx context.Context, person models.ID) ([]string, error) {
	var keys []string
	err := r.db.WithContext(ctx).Model(&models.File{}).Where(handedInFiles+" AND shelf_key <> ''", map[string]any{"person": person}).Pluck("shelf_key", &keys).Error
	return keys, err
}

// FilesHandedIn are the files that a person handed in, without what is in those that lie on the shelf.
func (r Reads) FilesHandedIn(ctx context.Context, person models.ID) ([]models.File, error) {
	var list []models.File
	err := r.db.WithContext(ctx).Where(handedInFiles, map[string]any{"person": person}).Order("added_at, id").Find(&list).Error
	return list, err
}
