package store

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"trellis/models"
)

// Difference is where a database's tables and the models differ.
type Difference struct {
	Where   string // the table, or the table and the column
	Problem string
	// Extra says that the table is nobody's: it is in no way of what there should be.
	Extra bool
}

// Drift lists where the database's tables and the models differ: a table or column that only one of them has, a column that
// may be empty in one of them alone, and types that do not fit.
func (r Reads) Drift(ctx context.Context) ([]Difference, error) {
	db := r.db.WithContext(ctx)
	tables, err := db.Migrator().GetTables()
	if err != nil {
		return nil, err
	}
	left := map[string]bool{}
	for _, table := range tables {
		left[table] = !strings.HasPrefix(table, "goose_") && !strings.HasPrefix(table, "sqlite_")
	}
	var list []Difference
	for _, noun := range nouns() {
		parsed, err := schema.Parse(noun, &sync.Map{}, db.NamingStrategy)
		if err != nil {
			return nil, err
		}
		if !left[parsed.Table] {
			list = append(list, Difference{Where: parsed.Table, Problem: "the table is not in the database"})
			continue
		}
		delete(left, parsed.Table)
		columns, err := db.Migrator().ColumnTypes(noun)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", parsed.Table, err)
		}
		list = append(list, columnDrift(columns, parsed)...)
	}
	for _, table := range slices.Sorted(maps.Keys(left)) {
		if left[table] {
			list = append(list, Difference{Where: table, Problem: "the program knows no such table", Extra: true})
		}
	}
	return list, nil
}

func columnDrift(columns []gorm.ColumnType, parsed *schema.Schema) (list []Difference) {
	left := maps.Clone(parsed.FieldsByDBName)
	for _, c := range columns {
		name := parsed.Table + "." + c.Name()
		field := left[c.Name()]
		if field == nil {
			list = append(list, Difference{Where: name, Problem: "the program knows no such column"})
			continue
		}
		delete(left, c.Name())
		if nullable, known := c.Nullable(); known && nullable != mayBeNull(field) {
			list = append(list, Difference{Where: name, Problem: fmt.Sprintf("whether it may be NULL is %v, the program wants %v", nullable, mayBeNull(field))})
		}
		if kind := strings.ToLower(c.DatabaseTypeName()); !fits(field, kind) {
			list = append(list, Difference{Where: name, Problem: fmt.Sprintf("it is %s, which does not fit %s", kind, field.FieldType)})
		}
	}
	for _, column := range slices.Sorted(maps.Keys(left)) {
		list = append(list, Difference{Where: parsed.Table + "." + column, Problem: "the column is not in the database"})
	}
	return list
}

func mayBeNull(f *schema.Field) bool {
	// Dates are NULL when empty; those that must be given are NOT NULL in the schema, and an empty one is refused there.
	if f.FieldType == reflect.TypeFor[models.Date]() {
		return !slices.Contains([]string{
			"posts.started", "delegations.started", "delegations.until", "grants.started", "looks.day",
			"summary_days.day", "interests.created_on", "log_entries.learned_on", "completion_records.completed_on", "rounds.opens", "rounds.closes",
		}, f.Schema.Table+"."+f.DBName)
	}
	return f.FieldType.Kind() == reflect.Pointer
}

func fits(f *schema.Field, column string) bool {
	kinds := map[string][]string{
		"text": {"text"}, "integer": {"integer", "int4"}, "boolean": {"boolean", "bool"}, "time": {"timestamp"}, "date": {"date"}, "bytes": {"bytea"},
	}
	return slices.Contains(kinds[kindOf(f.IndirectFieldType)], column)
}

func kindOf(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[models.Date]():
		return "date"
	case t == reflect.TypeFor[time.Time]():
		return "time"
	case t.Kind() == reflect.String:
		return "text"
	case t.Kind() == reflect.Bool:
		return "boolean"
	case t.Kind() == reflect.Slice:
		return "bytes"
	}
	return "integer"
}
