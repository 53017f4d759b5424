package store

import (
	"cmp"
	"context"
	"errors"
	"hash/fnv"
	"slices"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// shards keep those who change a competency in different organisations out of each other's way.
const shards = 16

func shardOf(organisation models.ID) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(organisation)) // it never fails
	return int(h.Sum32() % shards)
}

// stamp raises the stamps of what changed, in the order of their keys.
func (tx *Tx) stamp(ctx context.Context, keys []tallyKey) error {
	seen := map[models.TallyStamp]bool{}
	var rows []models.TallyStamp
	for _, k := range keys {
		row := models.TallyStamp{CompetencyID: k.competency, Shard: shardOf(k.organisation), Version: 1}
		if !seen[row] {
			seen[row] = true
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, func(a, b models.TallyStamp) int {
		if a.CompetencyID != b.CompetencyID {
			return cmp.Compare(a.CompetencyID, b.CompetencyID)
		}
		return a.Shard - b.Shard
	})
	for chunk := range slices.Chunk(rows, postsAtOnce) {
		err := tx.db.WithContext(ctx).Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "competency_id"}, {Name: "shard"}},
			DoUpdates: adding("tally_stamps", "version"),
		}).Create(&chunk).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// stampAll raises a stamp of every competency that is counted, or was.
func (tx *Tx) stampAll(ctx context.Context) error {
	db := tx.db.WithContext(ctx)
	return errors.Join(
		db.Exec(`INSERT INTO tally_stamps (competency_id, shard, version) SELECT DISTINCT competency_id, 0, 0 FROM role_tallies
			WHERE competency_id NOT IN (SELECT competency_id FROM tally_stamps WHERE shard = 0)`).Error,
		db.Exec("UPDATE tally_stamps SET version = version + 1 WHERE shard = 0").Error,
	)
}

// TallyStamps are by competency what rises whenever a tally of it changes: what was made of them holds while it stays the same.
func (r Reads) TallyStamps(ctx context.Context) (map[models.ID]int64, error) {
	var rows []models.TallyStamp
	err := r.db.WithContext(ctx).Raw("SELECT competency_id, sum(version) AS version FROM tally_stamps GROUP BY competency_id").Scan(&rows).Error
	stamps := make(map[models.ID]int64, len(rows))
	for _, row := range rows {
		stamps[row.CompetencyID] = row.Version
	}
	return stamps, err
}
