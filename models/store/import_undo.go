package store

import (
	"context"
	"errors"
	"slices"

	"trellis/models"
)

// Dependent is something that refers to a row that an import has added, and that the import has nothing to do with.
type Dependent struct {
	Table string    // where it is
	RowID models.ID // what it refers to
}

// ImportDependents are, for each table, the first things that refer to the rows of a kind which an import has added: by any
// foreign key that the database knows, so that nothing new is forgotten, and by the references that are none.
func (r Reads) ImportDependents(ctx context.Context, id models.ID, noun string, most int) ([]Dependent, error) {
	keys, err := r.foreignKeys(ctx)
	if err != nil {
		return nil, err
	}
	var found []Dependent
	ask := func(table, condition string) error {
		var rows []Dependent
		err := r.db.WithContext(ctx).Raw(`SELECT DISTINCT added.row_id, '`+table+`' AS "table" FROM import_changes added JOIN `+quoted(table)+` child ON `+condition+`
			WHERE added.import_id = @import AND added.noun = @noun AND added.was = ''`+ownOf(table)+` ORDER BY added.row_id LIMIT @most`,
			map[string]any{"import": id, "noun": noun, "most": most}).Scan(&rows).Error
		found = append(found, rows...)
		return err
	}
	for _, key := range keys {
		if key.parent != noun || len(key.columns) != 1 || key.table == tallies { // which follow the posts
			continue
		}
		if err := ask(key.table, "child."+quoted(key.columns[0])+" = added.row_id"); err != nil {
			return nil, err
		}
	}
	if noun == "organisations" {
		if err := ask("grants", "child.scope_kind = 'organisation' AND child.scope_id = added.row_id"); err != nil {
			return nil, err
		}
	}
	return found, ask("events", "child.subject = @noun AND child.subject_id = added.row_id")
}

// ownOf leaves out what the import itself has added or changed: it goes, or becomes what it was.
func ownOf(table string) string {
	if !slices.Contains([]string{"people", "posts", "organisations", "links"}, table) {
		return ""
	}
	return ` AND NOT EXISTS (SELECT 1 FROM import_changes own WHERE own.row_id = child.id AND own.import_id = @import AND own.noun = '` + table + `')`
}

// TakePeople are people for a transaction that may remove them: nobody can begin to refer to them meanwhile.
func (tx *Tx) TakePeople(ctx context.Context, ids []models.ID) ([]models.Person, error) {
	return byID[models.Person](ctx, tx, ids, true)
}

// TakeOrganisations are organisations for a transaction that may remove them.
func (tx *Tx) TakeOrganisations(ctx context.Context, ids []models.ID) ([]models.Organisation, error) {
	return byID[models.Organisation](ctx, tx, ids, true)
}

// TakePosts are posts for a transaction that may remove them. It has locked the people who hold them.
func (tx *Tx) TakePosts(ctx context.Context, ids []models.ID) ([]models.Post, error) {
	return byID[models.Post](ctx, tx, ids, true)
}

// LinksByID are the links with those ids.
func (tx *Tx) LinksByID(ctx context.Context, ids []models.ID) ([]models.Link, error) {
	return byID[models.Link](ctx, tx, ids, false)
}

func byID[T any](ctx context.Context, tx *Tx, ids []models.ID, lock bool) ([]T, error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	var list []T
	for chunk := range slices.Chunk(ids, postsAtOnce) {
		query := tx.db.WithContext(ctx)
		if lock {
			query = query.Clauses(locking())
		}
		var some []T
		if err := query.Where("id IN ?", chunk).Order("id").Find(&some).Error; err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	return list, nil
}

// RemovePosts removes posts as if they had never been, and keeps right what is counted of the people who held them.
// Nothing may refer to them.
func (tx *Tx) RemovePosts(ctx context.Context, posts []models.Post) error {
	return tx.postsChange(ctx, posts, func(chunk []models.Post) error {
		ids := make([]models.ID, len(chunk))
		for i, p := range chunk {
			ids[i] = p.ID
		}
		return tx.db.WithContext(ctx).Where("id IN ?", ids).Delete(&models.Post{}).Error
	})
}

// RemovePeople removes people as if they had never been. Nothing may refer to them.
func (tx *Tx) RemovePeople(ctx context.Context, ids []models.ID) error {
	for chunk := range slices.Chunk(ids, postsAtOnce) {
		if err := tx.db.WithContext(ctx).Where("id IN ?", chunk).Delete(&models.Person{}).Error; err != nil {
			return err
		}
	}
	return nil
}

// RemoveOrganisations removes organisations as if they had never been. Nothing may refer to them but each other.
func (tx *Tx) RemoveOrganisations(ctx context.Context, ids []models.ID) error {
	for chunk := range slices.Chunk(ids, postsAtOnce) {
		db := tx.db.WithContext(ctx)
		if err := errors.Join(db.Where("organisation_id IN ?", chunk).Delete(&models.RoleTally{}).Error, db.Where("organisation_id IN ?", chunk).Delete(&models.PastTally{}).Error); err != nil {
			return err
		}
		if err := db.Model(&models.Organisation{}).Where("id IN ?", chunk).Update("successor_id", nil).Error; err != nil {
			return err
		}
	}
	for chunk := range slices.Chunk(ids, postsAtOnce) {
		if err := tx.db.WithContext(ctx).Where("id IN ?", chunk).Delete(&models.Organisation{}).Error; err != nil {
			return err
		}
	}
	return nil
}
