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
	columns, err := r.columns(ctx)
	if err != nil {
		return nil, err
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
		list = append(list, columnDrift(columns[parsed.Table], parsed)...)
	}
	for _, table := range slices.Sorted(maps.Keys(left)) {
		if left[table] {
			list = append(list, Difference{Where: table, Problem: "the program knows no such table", Extra: true})
		}
	}
	return list, nil
}

// column is a column as the database itself describes it.
type column struct {
	Of, Name, Kind string
	Nullable       bool
}

// columns are the columns of every table, read at once: asked table by table, PostgreSQL takes seconds to describe them.
func (r Reads) columns(ctx context.Context) (map[string][]column, error) {
	ask := `SELECT CAST(t.relname AS text) AS of, CAST(a.attname AS text) AS name, CAST(k.typname AS text) AS kind, NOT a.attnotnull AS nullable
		FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid JOIN pg_type k ON k.oid = a.atttypid
		WHERE t.relnamespace = CAST(current_schema() AS regnamespace) AND t.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
		ORDER BY t.relname, a.attnum`
	if r.db.Name() == "sqlite" {
		ask = `SELECT m.name AS of, p.name AS name, lower(p.type) AS kind, p."notnull" = 0 AND p.pk = 0 AS nullable
			FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' ORDER BY m.name, p.cid`
	}
	var rows []column
	if err := r.db.WithContext(ctx).Raw(ask).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("read the columns: %w", err)
	}
	tables := map[string][]column{}
	for _, c := range rows {
		tables[c.Of] = append(tables[c.Of], c)
	}
	return tables, nil
}

func columnDrift(columns []column, parsed *schema.Schema) (list []Difference) {
	left := maps.Clone(parsed.FieldsByDBName)
	for _, c := range columns {
		name := parsed.Table + "." + c.Name
		field := left[c.Name]
		if field == nil {
			list = append(list, Difference{Where: name, Problem: "the program knows no such column"})
			continue
		}
		delete(left, c.Name)
		if c.Nullable != mayBeNull(field) {
			list = append(list, Difference{Where: name, Problem: fmt.Sprintf("whether it may be NULL is %v, the program wants %v", c.Nullable, mayBeNull(field))})
		}
		if !fits(field, c.Kind) {
			list = append(list, Difference{Where: name, Problem: fmt.Sprintf("it is %s, which does not fit %s", c.Kind, field.FieldType)})
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
			"posts.started", "delegations.started", "delegations.until", "grants.started", "looks.day", "devices.seen_on", "moves.day",
			"summary_days.day", "past_tallies.day", "interests.created_on", "log_entries.learned_on", "completion_records.completed_on", "rounds.opens", "rounds.closes",
			"rule_changes.applies_from", "evaluations.given_on", "evaluation_receipts.given_on", "transcript_uses.used_on", "past_completions.completed_on",
			"completion_exports.from_on", "completion_exports.until_on", "leaves.from_day", "leaves.until_day", "plan_actions.due_on", "plan_agreements.talked_on",
		}, f.Schema.Table+"."+f.DBName)
	}
	return f.FieldType.Kind() == reflect.Pointer
}

func fits(f *schema.Field, kind string) bool {
	kinds := map[string][]string{
		"text": {"text"}, "integer": {"integer", "int4"}, "boolean": {"boolean", "bool"}, "time": {"timestamp"}, "date": {"date"}, "bytes": {"bytea"},
	}
	return slices.Contains(kinds[kindOf(f.IndirectFieldType)], kind)
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
