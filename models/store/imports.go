package store

import (
	"context"

	"trellis/models"
)

// importColumns are all but the file itself.
const importColumns = `imports.id, kind, file_name, leave_on, state, doing, done, amount, report, problem, made_by_id, made_at,
	kept_by_id, kept_at, undone_by_id, undone_at`

// NamedImport is an import without its file, with the names of those who had to do with it.
type NamedImport struct {
	models.Import
	MadeBy, KeptBy, UndoneBy string
}

// Import is one import without its file.
func (r Reads) Import(ctx context.Context, id models.ID) (NamedImport, error) {
	var found NamedImport
	err := r.db.WithContext(ctx).Table("imports").Select(importColumns+importNames).Joins(importPeople).
		Where("imports.id = ?", id).Take(&found).Error
	return found, known(err)
}

const (
	importNames  = ", makers.name AS made_by, COALESCE(keepers.name, '') AS kept_by, COALESCE(undoers.name, '') AS undone_by"
	importPeople = `JOIN people AS makers ON makers.id = imports.made_by_id LEFT JOIN people AS keepers ON keepers.id = imports.kept_by_id
		LEFT JOIN people AS undoers ON undoers.id = imports.undone_by_id`
)

// ImportData is the file of an import; empty once it is no longer needed.
func (r Reads) ImportData(ctx context.Context, id models.ID) ([]byte, error) {
	var found models.Import
	err := r.db.WithContext(ctx).Select("data").Where("id = ?", id).Take(&found).Error
	return found.Data, known(err)
}

// Imports is one page of the imports without their files, the newest first.
func (r Reads) Imports(ctx context.Context, at models.PageAt) (models.Page[NamedImport], error) {
	return readPage[NamedImport](list{
		from: r.db.WithContext(ctx).Table("imports").Joins(importPeople), columns: importColumns + importNames, usual: "-made",
		orders: map[string]order{"made": {by: "imports.made_at", kind: asMoment}},
	}, at)
}

// ImportRows is one page of the rows of an import that have the outcome, in the order of the file.
func (r Reads) ImportRows(ctx context.Context, id models.ID, outcome models.ImportOutcome, at models.PageAt) (models.Page[models.ImportRow], error) {
	from := r.db.WithContext(ctx).Table("import_rows").Where("import_id = ?", id)
	if outcome != "" {
		from = from.Where("outcome = ?", outcome)
	}
	return readPage[models.ImportRow](list{
		from: from, columns: "import_rows.*, CAST(number AS text) AS id", usual: "number",
		orders: map[string]order{"number": {by: "import_rows.number", kind: asNumber}},
	}, at)
}

// LockImport is an import without its file, for a transaction that carries it on.
func (tx *Tx) LockImport(ctx context.Context, id models.ID) (models.Import, error) {
	var found models.Import
	err := tx.db.WithContext(ctx).Clauses(locking()).Select(importColumns).Where("id = ?", id).Take(&found).Error
	return found, known(err)
}

// ChangeImport keeps where an import stands.
func (tx *Tx) ChangeImport(ctx context.Context, i models.Import) error {
	return tx.update(ctx, &i, "State", "Doing", "Done", "Amount", "Report", "Problem", "KeptByID", "KeptAt", "UndoneByID", "UndoneAt")
}

// TellImport says how far an import is. It answers false when it is not at that any more: somebody has stopped it.
func (tx *Tx) TellImport(ctx context.Context, id models.ID, state models.ImportState, doing string, done, amount int) (bool, error) {
	result := tx.db.WithContext(ctx).Model(&models.Import{}).Where("id = ? AND state = ?", id, state).
		Updates(map[string]any{"doing": doing, "done": done, "amount": amount})
	return result.RowsAffected > 0, result.Error
}

// SetImportRows keeps what an import does with each row, in place of what was kept before.
func (tx *Tx) SetImportRows(ctx context.Context, id models.ID, rows []models.ImportRow) error {
	if err := tx.db.WithContext(ctx).Where("import_id = ?", id).Delete(&models.ImportRow{}).Error; err != nil {
		return err
	}
	return tx.db.WithContext(ctx).CreateInBatches(&rows, rowsAtOnce).Error
}

// rowsAtOnce is how many rows of an import are written in one statement: neither engine takes more values.
const rowsAtOnce = 1_000

// AddImportChanges keeps what an import changed.
func (tx *Tx) AddImportChanges(ctx context.Context, changes []models.ImportChange) error {
	return tx.db.WithContext(ctx).CreateInBatches(&changes, rowsAtOnce).Error
}

// ImportChanges are what an import changed of one kind of thing.
func (r Reads) ImportChanges(ctx context.Context, id models.ID, noun string) ([]models.ImportChange, error) {
	var list []models.ImportChange
	err := r.db.WithContext(ctx).Where("import_id = ? AND noun = ?", id, noun).Order("number").Find(&list).Error
	return list, err
}

// EmptyImports forgets the files of imports and what is kept of their rows: they say that they were, and cannot be undone
// any more.
func (tx *Tx) EmptyImports(ctx context.Context, ids []models.ID) error {
	if len(ids) == 0 {
		return nil
	}
	db := tx.db.WithContext(ctx)
	for _, noun := range []any{&models.ImportRow{}, &models.ImportChange{}} {
		if err := db.Where("import_id IN ?", ids).Delete(noun).Error; err != nil {
			return err
		}
	}
	return db.Model(&models.Import{}).Where("id IN ?", ids).Update("data", []byte{}).Error
}

// ForgetImportData empties the file of an import that has been undone.
func (tx *Tx) ForgetImportData(ctx context.Context, id models.ID) error {
	return tx.db.WithContext(ctx).Model(&models.Import{}).Where("id = ?", id).Update("data", []byte{}).Error
}

// DropImportChanges forgets what an import changed, once it is undone.
func (tx *Tx) DropImportChanges(ctx context.Context, id models.ID) error {
	return tx.db.WithContext(ctx).Where("import_id = ?", id).Delete(&models.ImportChange{}).Error
}

// RenamedPerson is a person with an address that they had.
type RenamedPerson struct {
	models.Person
	FormerKey string
}

// PeopleByFormerEmails are the people who had those folded addresses.
func (r Reads) PeopleByFormerEmails(ctx context.Context, keys []string) ([]RenamedPerson, error) {
	var list []RenamedPerson
	if len(keys) == 0 {
		return nil, nil
	}
	err := r.db.WithContext(ctx).Table("people").Select("people.*, former_emails.email_key AS former_key").
		Joins("JOIN former_emails ON former_emails.person_id = people.id").Where("former_emails.email_key IN ?", keys).
		Order("people.id").Scan(&list).Error
	return list, err
}

// HeldPost is a post with its holder's name and address.
type HeldPost struct {
	models.Post
	HolderName, HolderEmail string
}

// PostsAt are the posts that are held at those organisations on the day, by the address of who holds them.
func (r Reads) PostsAt(ctx context.Context, organisations []models.ID, day models.Date) ([]HeldPost, error) {
	var list []HeldPost
	err := r.db.WithContext(ctx).Table("posts").Select("posts.*, people.name AS holder_name, people.email AS holder_email").
		Joins("JOIN people ON people.id = posts.person_id").
		Where("posts.organisation_id IN ? AND "+onDay("posts"), organisations, day, day).
		Order("people.email_key, posts.started, posts.id").Scan(&list).Error
	return list, err
}
