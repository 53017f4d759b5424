package store

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"gorm.io/gorm/schema"

	"trellis/models"
)

// Drift lists where a database's tables and the models differ: a table or column that only one of them has, a column
// that may be empty in one of them alone, and types that do not fit. The outside test runs it on each engine.
func Drift(s *Store) ([]string, error) {
	tables, err := s.write.Migrator().GetTables()
	if err != nil {
		return nil, err
	}
	unknown := map[string]bool{}
	for _, table := range tables {
		unknown[table] = !strings.HasPrefix(table, "goose_") && !strings.HasPrefix(table, "sqlite_")
	}
	var problems []string
	for _, noun := range nouns() {
		parsed, err := schema.Parse(noun, &sync.Map{}, s.write.NamingStrategy)
		if err != nil {
			return nil, err
		}
		delete(unknown, parsed.Table)
		differ, err := s.columnDrift(noun, parsed)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", parsed.Table, err)
		}
		problems = append(problems, differ...)
	}
	for _, table := range slices.Sorted(maps.Keys(unknown)) {
		if unknown[table] {
			problems = append(problems, "table "+table+" has no model")
		}
	}
	return problems, nil
}

func (s *Store) columnDrift(noun any, parsed *schema.Schema) ([]string, error) {
	columns, err := s.write.Migrator().ColumnTypes(noun)
	if err != nil {
		return nil, err
	}
	var problems []string
	left := maps.Clone(parsed.FieldsByDBName)
	for _, c := range columns {
		name := parsed.Table + "." + c.Name()
		field := left[c.Name()]
		if field == nil {
			problems = append(problems, name+" has no field")
			continue
		}
		delete(left, c.Name())
		if nullable, known := c.Nullable(); known && nullable != mayBeNull(field) {
			problems = append(problems, fmt.Sprintf("%s: NULL allowed is %v, the field says %v", name, nullable, mayBeNull(field)))
		}
		if kind := strings.ToLower(c.DatabaseTypeName()); !fits(field, kind) {
			problems = append(problems, fmt.Sprintf("%s is %s, which does not fit %s", name, kind, field.FieldType))
		}
	}
	for _, column := range slices.Sorted(maps.Keys(left)) {
		problems = append(problems, parsed.Table+"."+column+" is not in the database")
	}
	return problems, nil
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
