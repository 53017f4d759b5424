package store

import (
	"context"
	"slices"
	"strconv"

	"github.com/pressly/goose/v3"
)

// Steps tells which steps of the schema the database has taken, without changing anything: of those that this program
// knows, and the numbers of others, which a newer program took.
func (s *Store) Steps(ctx context.Context) (known []Migration, newer []int64, err error) {
	provider, err := s.provider()
	if err != nil {
		return nil, nil, err
	}
	taken, err := s.taken(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, source := range provider.ListSources() {
		known = append(known, Migration{Version: source.Version, Name: source.Path, Applied: taken[source.Version]})
		delete(taken, source.Version)
	}
	for version, is := range taken {
		if is && version > 0 { // 0 is how goose begins
			newer = append(newer, version)
		}
	}
	slices.Sort(newer)
	return known, newer, nil
}

// taken are the steps that the database says it has taken: the last word about each counts.
func (s *Store) taken(ctx context.Context) (map[int64]bool, error) {
	db := s.db.WithContext(ctx)
	steps := map[int64]bool{}
	if !db.Migrator().HasTable(goose.DefaultTablename) {
		return steps, nil
	}
	var rows []struct {
		VersionID int64
		IsApplied bool
	}
	err := db.Raw("SELECT version_id, is_applied FROM " + goose.DefaultTablename + " ORDER BY id").Scan(&rows).Error
	for _, row := range rows {
		steps[row.VersionID] = row.IsApplied
	}
	return steps, err
}

// EngineVersion is the version of the database's program: in words, and as a number that rises (3054001, 150006).
func (s *Store) EngineVersion(ctx context.Context) (version string, number int, err error) {
	ask := "SELECT current_setting('server_version') AS version, CAST(current_setting('server_version_num') AS integer) AS number"
	if s.engine == SQLite {
		ask = "SELECT sqlite_version() AS version, 0 AS number"
	}
	var said struct {
		Version string
		Number  int
	}
	err = s.db.WithContext(ctx).Raw(ask).Scan(&said).Error
	return said.Version, said.Number, err
}

// Damage is what SQLite itself finds wrong with its file, at most so many things; PostgreSQL sees to that on its own.
func (s *Store) Damage(ctx context.Context, most int) ([]string, error) {
	if s.engine != SQLite {
		return nil, nil
	}
	var said []string
	err := s.db.WithContext(ctx).Raw("PRAGMA integrity_check(" + strconv.Itoa(most) + ")").Scan(&said).Error
	if len(said) == 1 && said[0] == "ok" {
		said = nil
	}
	return said, err
}
