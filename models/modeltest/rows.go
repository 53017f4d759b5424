package modeltest

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"trellis/models/store"
)

// SQL is another way into the database of a test's store, for what only a test asks.
func SQL(t testing.TB, s *store.Store) *sql.DB {
	t.Helper()
	address := Address(s)
	driver := "pgx"
	if path, sqlite := strings.CutPrefix(address, "sqlite:"); sqlite {
		driver, address = "sqlite3", "file:"+path+"?mode=ro"
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// Count is the number that a query answers.
func Count(t testing.TB, db *sql.DB, query string) int {
	t.Helper()
	var n int
	if err := db.QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

// Rows are all rows of the tables as texts, each table's in the order of its ids. Ids are written as the row they name, so
// that two stores that were filled alike have the same rows. The place of a record's badge on its list is drawn, and left out.
func Rows(t testing.TB, db *sql.DB, tables ...string) map[string][]string {
	t.Helper()
	names := map[string]string{} // of rows, by id
	read := make(map[string]table, len(tables))
	for _, name := range tables {
		read[name] = readTable(t, db, name)
		for i, row := range read[name].rows {
			if read[name].columns[0] == "id" {
				names[row[0]] = fmt.Sprint(name, " ", i)
			}
		}
	}
	rows := make(map[string][]string, len(tables))
	for name, table := range read {
		for _, row := range table.rows {
			for i, value := range row {
				if named, is := names[value]; is {
					row[i] = named
				}
			}
			rows[name] = append(rows[name], strings.Join(row, "|"))
		}
		if table.columns[0] != "id" {
			slices.Sort(rows[name])
		}
	}
	return rows
}

type table struct {
	columns []string
	rows    [][]string
}

// readTable reads a table, ordered by its first column.
func readTable(t testing.TB, db *sql.DB, name string) (read table) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT * FROM "+name+" ORDER BY 1")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	if read.columns, err = rows.Columns(); err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		values, into := make([]any, len(read.columns)), make([]any, len(read.columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		texts := make([]string, len(values))
		for i, v := range values {
			if read.columns[i] != "status_index" {
				texts[i] = textOf(v)
			}
		}
		read.rows = append(read.rows, texts)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return read
}

// textOf writes a value alike whichever engine it comes from.
func textOf(v any) string {
	switch v := v.(type) {
	case time.Time:
		return v.UTC().Format("2006-01-02T15:04:05.999999")
	case []byte:
		return string(v)
	case bool:
		if v {
			return "1"
		}
		return "0"
	}
	return fmt.Sprint(v)
}

// Column is a column of a table.
type Column struct{ Table, Name string }

// TextColumns are all columns that hold text, in the order of their tables.
func TextColumns(t testing.TB, s *store.Store) (list []Column) {
	t.Helper()
	query := `SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p
		WHERE m.type = 'table' AND lower(p.type) = 'text' AND m.name NOT LIKE 'goose%' ORDER BY m.name, p.cid`
	if s.Engine() == store.PostgreSQL {
		query = `SELECT table_name, column_name FROM information_schema.columns
			WHERE table_schema = current_schema() AND data_type = 'text' AND table_name NOT LIKE 'goose%' ORDER BY table_name, ordinal_position`
	}
	rows, err := SQL(t, s).QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var c Column
		if err := rows.Scan(&c.Table, &c.Name); err != nil {
			t.Fatal(err)
		}
		list = append(list, c)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}
