package store_test

import (
	"slices"
	"strings"
	"testing"

	"trellis/models/modeltest"
	"trellis/models/store"
)

// TestNothingAboutPeopleIsOverlooked asks the migrated database itself: each table is told to the person, or named with the
// reason why not; and so is each column that refers to a person, or to a row that is told.
func TestNothingAboutPeopleIsOverlooked(t *testing.T) {
	w := modeltest.New(t)
	db := modeltest.SQL(t, w.Store)
	told, by, elsewhere := map[string]bool{}, map[string]bool{}, store.Elsewhere()
	for _, h := range store.Holdings() {
		told[h.Table] = true
		by[h.Table+"."+h.By] = true
		if column, _, found := strings.Cut(h.Of, " IN (SELECT id FROM "); found {
			by[column] = true
		}
	}
	rows, err := db.QueryContext(t.Context(), `SELECT m.name, coalesce(f."from", ''), coalesce(f."table", '') FROM sqlite_master m
		LEFT JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'goose_%' ORDER BY 1, 2`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var known []string
	for rows.Next() {
		var table, column, parent string
		if err := rows.Scan(&table, &column, &parent); err != nil {
			t.Fatal(err)
		}
		name := table + "." + column
		known = append(known, table, name)
		if !told[table] && elsewhere[table] == "" {
			t.Errorf("%s is not told to the person whom it is about: add it to Holdings, or to Elsewhere with the reason", table)
		}
		if told[parent] && !by[name] && elsewhere[name] == "" {
			t.Errorf("%s refers to %s, and is neither told by Holdings nor in Elsewhere", name, parent)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for name, why := range elsewhere {
		if !slices.Contains(known, name) || why == "" || told[name] || by[name] {
			t.Errorf("Elsewhere names %s, which is not there, has no reason, or is told", name)
		}
	}
}
