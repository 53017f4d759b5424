package store

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gorm.io/gorm"

	"trellis/models"
)

// Erase forgets who a person was: their name, addresses, ways in and words. What they counted for stays, as that of somebody
// without a name. Their posts, grants and delegations must have ended before. The person is locked by the caller.
func (tx *Tx) Erase(ctx context.Context, person models.Person) error {
	if err := tx.forgetElsewhere(ctx, person); err != nil {
		return err
	}
	who := map[string]any{"person": person.ID}
	for _, h := range slices.Backward(Holdings()) { // what refers to others first
		var statement string
		switch {
		case h.Table == "people", !h.gone && len(h.blank) == 0:
			continue
		case h.gone:
			statement = "DELETE FROM " + quoted(h.Table) + " WHERE " + h.Of
		default:
			statement = "UPDATE " + quoted(h.Table) + " SET " + blanks(h.blank) + " WHERE " + h.Of
		}
		if err := tx.db.WithContext(ctx).Exec(statement, who).Error; err != nil {
			return fmt.Errorf("forget %s: %w", h.Table, err)
		}
	}
	nobody := "erased-" + string(NewID()) + "@erased.invalid"
	person.Email, person.EmailKey, person.Name, person.NameKey, person.ErasedAt = nobody, nobody, models.ErasedPerson, "", &tx.now
	return tx.update(ctx, &person, "Email", "EmailKey", "Name", "NameKey", "ErasedAt")
}

// blanks sets columns to what stands there instead.
func blanks(texts map[string]string) string {
	var parts []string
	for _, column := range slices.Sorted(maps.Keys(texts)) {
		parts = append(parts, quoted(column)+" = "+texts[column])
	}
	return strings.Join(parts, ", ")
}

type statement struct {
	sql    string
	values []any
}

// theirs are the ids of what a letter to a person can be about.
const theirs = `SELECT id FROM enrolments WHERE person_id = @person UNION SELECT id FROM completion_records WHERE person_id = @person
	UNION SELECT id FROM corrections WHERE person_id = @person UNION SELECT id FROM sign_in_links WHERE person_id = @person
	UNION SELECT id FROM sign_ups WHERE person_id = @person UNION SELECT id FROM people WHERE id = @person
	UNION SELECT id FROM feedbacks WHERE submission_id IN ` + submitted

// forgetElsewhere takes the name and the addresses out of what is about others: messages and files that name the person, the
// records that they issued, and what failed.
func (tx *Tx) forgetElsewhere(ctx context.Context, person models.Person) error {
	called := []string{person.Name, person.Email, person.EmailKey}
	var former []string
	if err := tx.db.WithContext(ctx).Model(&models.FormerEmail{}).Where("person_id = ?", person.ID).Pluck("email_key", &former).Error; err != nil {
		return err
	}
	called = append(called, former...)
	named, values := naming(tx.db, called, "body", "subject", "recipient", "calendar", "problem")
	statements := []statement{
		{"UPDATE messages SET subject = " + erasedText + ", body = '', calendar = '', problem = '' WHERE " + named, values},
		{"UPDATE completion_records SET issued_by = '" + models.ErasedPerson + "' WHERE issued_by_id = ?", []any{person.ID}},
	}
	failed, values := naming(tx.db, called, "last_error")
	statements = append(statements, statement{"UPDATE jobs SET last_error = '' WHERE " + failed, values},
		statement{"UPDATE jobs SET state = 'done' WHERE state = 'ready' AND kind LIKE 'mail.%' AND subject_id IN (" + theirs + ")", []any{map[string]any{"person": person.ID}}})
	for _, s := range statements {
		if err := tx.db.WithContext(ctx).Exec(s.sql, s.values...).Error; err != nil {
			return err
		}
	}
	lines, values := naming(tx.db, called, "who", "name", "changes", "value", "problem")
	if err := tx.db.WithContext(ctx).Exec("UPDATE import_rows SET who = '', name = '', changes = '', value = '', problem = '' WHERE "+lines, values...).Error; err != nil {
		return err
	}
	changed, values := naming(tx.db, called, "was", "became")
	if err := tx.db.WithContext(ctx).Exec("DELETE FROM import_changes WHERE "+changed, values...).Error; err != nil {
		return err
	}
	return tx.emptyImports(ctx, person, called)
}

// marks are what stands around words and is none of them.
const marks = "\n\r\t,.;:!\"'’‘“”()<>[]/"

// naming asks whether one of the columns has one of the texts as whole words: what the person is called, and was. Who is called
// An stands in no Annual.
func naming(db *gorm.DB, called []string, columns ...string) (string, []any) {
	position, question := "strpos", "chr(63)" // which GORM would take for a value
	if db.Name() == string(SQLite) {
		position, question = "instr", "char(63)"
	}
	var parts []string
	var values []any
	for _, column := range columns {
		spaced := "replace(" + column + ", " + question + ", ' ')"
		for _, mark := range marks {
			spaced = "replace(" + spaced + ", '" + strings.ReplaceAll(string(mark), "'", "''") + "', ' ')"
		}
		for _, text := range called {
			parts, values = append(parts, position+"(' ' || "+spaced+" || ' ', ?) > 0"), append(values, " "+withoutMarks(text)+" ")
		}
	}
	return strings.Join(parts, " OR "), values
}

func withoutMarks(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '?' || strings.ContainsRune(marks, r) {
			return ' '
		}
		return r
	}, text)
}

// emptyImports empties the files that changed the person's rows, and those that name them: what was imported is kept, and
// can no longer be read again.
func (tx *Tx) emptyImports(ctx context.Context, person models.Person, called []string) error {
	said, values := naming(tx.db, called, "report", "problem", "file_name")
	var ids []models.ID
	err := tx.db.WithContext(ctx).Raw(`SELECT id FROM imports WHERE id IN (SELECT import_id FROM import_changes
		WHERE row_id = ? OR row_id IN (SELECT id FROM posts WHERE person_id = ?)) OR `+said, append([]any{person.ID, person.ID}, values...)...).Scan(&ids).Error
	if err != nil {
		return err
	}
	inside, err := tx.importsWith(ctx, called)
	if err != nil {
		return err
	}
	return tx.db.WithContext(ctx).Model(&models.Import{}).Where("id IN ?", append(ids, inside...)).
		Updates(map[string]any{"data": []byte{}, "report": "", "problem": ""}).Error
}

// importsWith are the imports whose file has one of the texts as whole words. Few files are kept, and one is read at a time.
func (tx *Tx) importsWith(ctx context.Context, called []string) (found []models.ID, err error) {
	var ids []models.ID
	if err := tx.db.WithContext(ctx).Model(&models.Import{}).Where("length(data) > 0").Pluck("id", &ids).Error; err != nil {
		return nil, err
	}
	for _, id := range ids {
		data, err := tx.ImportData(ctx, id)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(called, func(text string) bool { return hasWords(data, []byte(text)) }) {
			found = append(found, id)
		}
	}
	return found, nil
}

// hasWords tells whether the text stands there, and no letter or digit right before or after it.
func hasWords(data, text []byte) bool {
	isWord := func(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	for len(text) > 0 {
		at := bytes.Index(data, text)
		if at < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRune(data[:at])
		after, _ := utf8.DecodeRune(data[at+len(text):])
		if !isWord(before) && !isWord(after) {
			return true
		}
		data = data[at+len(text):]
	}
	return false
}

// EndPlaces ends the grants of a person, and the delegations by and to them: yesterday was their last day.
func (tx *Tx) EndPlaces(ctx context.Context, person models.ID, by *models.ID) error {
	today := tx.Today()
	db := tx.db.WithContext(ctx)
	err := db.Model(&models.Grant{}).Where("person_id = ? AND (ended IS NULL OR ended > ?)", person, today.AddDays(-1)).
		Updates(map[string]any{"ended": today.AddDays(-1), "ended_by_id": by}).Error
	if err != nil {
		return err
	}
	return db.Model(&models.Delegation{}).Where("(manager_id = ? OR deputy_id = ?) AND until >= ?", person, person, today).
		Update("until", today.AddDays(-1)).Error
}

// PostsNotOver are the posts that a person holds on the day or will hold.
func (r Reads) PostsNotOver(ctx context.Context, person models.ID, today models.Date) ([]models.Post, error) {
	var list []models.Post
	err := r.db.WithContext(ctx).Where("person_id = ? AND (ended IS NULL OR ended >= ?)", person, today).Order("id").Find(&list).Error
	return list, err
}

// PostsManaged are the posts that are not over, and that name the person as their manager.
func (r Reads) PostsManaged(ctx context.Context, manager models.ID, today models.Date) ([]models.Post, error) {
	var list []models.Post
	err := r.db.WithContext(ctx).Where("manager_id = ? AND (ended IS NULL OR ended >= ?)", manager, today).Order("id").Find(&list).Error
	return list, err
}

// UnsettledEnrolments are the wishes and places of a person that somebody else could have, in the order of their cohorts.
func (r Reads) UnsettledEnrolments(ctx context.Context, person models.ID) ([]models.ID, error) {
	var ids []models.ID
	err := r.db.WithContext(ctx).Model(&models.Enrolment{}).
		Where("person_id = ? AND state IN ?", person, []models.EnrolmentState{models.Applied, models.Waiting, models.Offered, models.Placed}).
		Order("cohort_id").Pluck("id", &ids).Error
	return ids, err
}

// LockAdministrators takes those who run the whole network for this transaction, so that not all of them are let go at once.
func (tx *Tx) LockAdministrators(ctx context.Context) error {
	var people []models.ID
	err := tx.db.WithContext(ctx).Model(&models.Grant{}).Where("role = ? AND scope_kind = ? AND (ended IS NULL OR ended >= ?)", models.Administrator, models.WholeNetwork, tx.Today()).
		Distinct("person_id").Pluck("person_id", &people).Error
	if err != nil {
		return err
	}
	return tx.LockPeople(ctx, people)
}

// HeldCount is how many rows a holding has of a person.
type HeldCount struct {
	Title string
	Rows  int
}

// CountHeld counts what erasing a person forgets, of which the words go or the whole row, and what stays as it is.
func (r Reads) CountHeld(ctx context.Context, person models.ID) (forgets, stays []HeldCount, err error) {
	var parts []string
	for i, h := range Holdings() {
		parts = append(parts, fmt.Sprintf("SELECT %d AS position, count(*) AS rows FROM %s WHERE %s", i, quoted(h.Table), h.Of))
	}
	var counted []struct{ Position, Rows int }
	err = r.db.WithContext(ctx).Raw(strings.Join(parts, " UNION ALL ")+" ORDER BY 1", map[string]any{"person": person}).Scan(&counted).Error
	for i, h := range Holdings() {
		if i >= len(counted) {
			break
		}
		count := HeldCount{Title: h.Title, Rows: counted[i].Rows}
		if h.gone || len(h.blank) > 0 {
			forgets = append(forgets, count)
		} else {
			stays = append(stays, count)
		}
	}
	return forgets, stays, err
}
