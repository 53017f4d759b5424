package store

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"trellis/models"
)

// statusLock is the number under which PostgreSQL lets one transaction at a time give out places; SQLite has one writer anyway.
const statusLock = 0x7374617475

// GiveStatus gives each of the records that has none a place on the newest list of states, at random so that the place says nothing
// of when or after whom it was given, and its person a name for badges. It is called before the records are added: the places
// are in the slice afterwards. Lists are left half empty, so that what is revoked stays among many.
func (tx *Tx) GiveStatus(ctx context.Context, records []models.CompletionRecord) error {
	var without []*models.CompletionRecord
	for i := range records {
		if records[i].StatusList == nil {
			without = append(without, &records[i])
		}
	}
	if len(without) == 0 {
		return nil
	}
	if tx.db.Name() == string(PostgreSQL) {
		if err := tx.db.WithContext(ctx).Exec("SELECT pg_advisory_xact_lock(?)", statusLock).Error; err != nil {
			return err
		}
	}
	list, taken, err := tx.newestList(ctx)
	if err != nil {
		return err
	}
	for len(without) > 0 {
		n := min(len(without), models.StatusListFull-taken)
		if n <= 0 {
			list, taken = list+1, 0
			continue
		}
		if err := tx.place(ctx, list, without[:n]); err != nil {
			return err
		}
		without, taken = without[n:], taken+n
	}
	return tx.nameSubjects(ctx, records)
}

// newestList is the number of the newest list, from 1, and how many places on it are taken.
func (tx *Tx) newestList(ctx context.Context) (list, taken int, err error) {
	db := tx.db.WithContext(ctx).Model(&models.CompletionRecord{})
	if err := db.Where("status_list IS NOT NULL").Select("COALESCE(MAX(status_list), 1)").Scan(&list).Error; err != nil {
		return 0, 0, err
	}
	var n int64
	err = tx.db.WithContext(ctx).Model(&models.CompletionRecord{}).Where("status_list = ?", list).Count(&n).Error
	return list, int(n), err
}

// place draws a place on the list for each of the records.
func (tx *Tx) place(ctx context.Context, list int, records []*models.CompletionRecord) error {
	var used []int
	err := tx.db.WithContext(ctx).Model(&models.CompletionRecord{}).Where("status_list = ?", list).Pluck("status_index", &used).Error
	if err != nil {
		return err
	}
	taken := make(map[int]bool, len(used)+len(records))
	for _, index := range used {
		taken[index] = true
	}
	for _, r := range records {
		index := anyIndex()
		for taken[index] {
			index = anyIndex()
		}
		taken[index] = true
		r.StatusList, r.StatusIndex = &list, &index
	}
	return nil
}

// nameSubjects gives each person of the records who has none a name for badges.
func (tx *Tx) nameSubjects(ctx context.Context, records []models.CompletionRecord) error {
	seen := map[models.ID]bool{}
	var subjects []models.BadgeSubject
	for _, r := range records {
		if seen[r.PersonID] {
			continue
		}
		seen[r.PersonID] = true
		subjects = append(subjects, models.BadgeSubject{PersonID: r.PersonID, Subject: "urn:uuid:" + uuid.NewString()})
	}
	there := clause.OnConflict{Columns: []clause.Column{{Name: "person_id"}}, DoNothing: true}
	return known(tx.db.WithContext(ctx).Clauses(there).CreateInBatches(&subjects, 500).Error)
}

// PlaceRecords gives up to so many records that have none yet a place on a list of states, and answers how many it gave. Several
// processes may do so at once.
func (tx *Tx) PlaceRecords(ctx context.Context, most int) (int, error) {
	var records []models.CompletionRecord
	waiting := locking()
	waiting.Options = clause.LockingOptionsSkipLocked
	err := tx.db.WithContext(ctx).Clauses(waiting).Where("status_list IS NULL").Order("issued_at").Limit(most).Find(&records).Error
	if err != nil || len(records) == 0 {
		return 0, err
	}
	if err := tx.GiveStatus(ctx, records); err != nil {
		return 0, err
	}
	return len(records), change(ctx, tx, records, "status_list", "status_index")
}

// StatusOf is the places on a list of the records that were withdrawn or replaced, and when the last was. Known tells whether
// there is such a list.
type StatusOf struct {
	Known   bool
	Set     []int
	Changed time.Time
}

// StatusList reads a list of states by its number.
func (r Reads) StatusList(ctx context.Context, list int) (status StatusOf, err error) {
	var rows []models.CompletionRecord
	err = r.db.WithContext(ctx).Select("status_index", "revoked_at", "superseded_at").
		Where("status_list = ? AND (revoked_at IS NOT NULL OR superseded_at IS NOT NULL)", list).Order("status_index").Find(&rows).Error
	if err != nil {
		return status, err
	}
	for _, row := range rows {
		status.Set = append(status.Set, *row.StatusIndex)
		for _, at := range []*time.Time{row.RevokedAt, row.SupersededAt} {
			if at != nil && at.After(status.Changed) {
				status.Changed = *at
			}
		}
	}
	if len(rows) > 0 {
		status.Known = true
		return status, nil
	}
	var n int64
	err = r.db.WithContext(ctx).Model(&models.CompletionRecord{}).Where("status_list = ?", list).Limit(1).Count(&n).Error
	status.Known = n > 0 || list == 1
	return status, err
}

// BadgeSubject is whom the badges of a person are about. It fails with models.ErrNotFound while nobody has given them a name, and
// after they were forgotten.
func (r Reads) BadgeSubject(ctx context.Context, person models.ID) (string, error) {
	var subject models.BadgeSubject
	err := r.db.WithContext(ctx).Where("person_id = ?", person).Take(&subject).Error
	return subject.Subject, known(err)
}

// RecordRequirements are what a record asked for and how it was met, in its order; none for records from before.
func (r Reads) RecordRequirements(ctx context.Context, record models.ID) ([]models.RecordRequirement, error) {
	var list []models.RecordRequirement
	err := r.db.WithContext(ctx).Where("completion_record_id = ?", record).Order("position").Find(&list).Error
	return list, err
}

// PlacedRecords is how many records have a place on a list of states.
func (r Reads) PlacedRecords(ctx context.Context) (int, error) {
	var n int64
	err := r.db.WithContext(ctx).Model(&models.CompletionRecord{}).Where("status_list IS NOT NULL").Count(&n).Error
	return int(n), err
}

// RecordOfVersion is the first record of a version of a course.
func (r Reads) RecordOfVersion(ctx context.Context, course models.ID, version int) (models.CompletionRecord, error) {
	var record models.CompletionRecord
	err := r.db.WithContext(ctx).Where("cohort_id IN (SELECT id FROM cohorts WHERE course_id = ?) AND course_version = ?", course, version).
		Order("issued_at, id").Take(&record).Error
	return record, known(err)
}

// anyIndex is a place on a list of states, each as likely as any other: the length of a list divides the numbers of four bytes.
func anyIndex() int {
	var random [4]byte
	_, _ = rand.Read(random[:]) // it never fails: it would end the program
	return int(binary.BigEndian.Uint32(random[:]) % models.StatusListLength)
}
