package store_test

import (
	"testing"

	"trellis/models/modeltest"
)

// few are tables with so few rows that nobody waits for a look through all of them: what administrators decide by hand.
var few = map[string]bool{
	"organisations": true, "links": true, "settings": true, "grants": true, "delegations": true, "sign_ups": true, "corrections": true, "imports": true,
	"moves": true, "move_posts": true, "retention_rules": true, "holds": true,
}

// TestAPersonIsFoundInAllThatTheyDid looks at every column that refers to people or posts: to remove somebody, the database
// looks into each of them.
func TestAPersonIsFoundInAllThatTheyDid(t *testing.T) {
	w := modeltest.New(t)
	db := modeltest.SQL(t, w.Store)
	rows, err := db.QueryContext(t.Context(), `SELECT m.name, f."from" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
		WHERE m.type = 'table' AND f."table" IN ('people', 'posts') AND NOT EXISTS (
			SELECT 1 FROM pragma_index_list(m.name) i JOIN pragma_index_info(i.name) c WHERE c.seqno = 0 AND c.name = f."from" AND i.partial = 0)`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	seen := 0
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		if seen++; !few[table] {
			t.Errorf("%s.%s has no index that begins with it", table, column)
		}
	}
	if err := rows.Err(); err != nil || seen == 0 {
		t.Fatalf("%d columns (%v)", seen, err)
	}
}
