package store

import (
	"context"
	"fmt"
	"strings"
)

// foreignKey is a reference that the database itself knows.
type foreignKey struct {
	table   string
	parent  string
	columns []string // of the table, in the order of those of the parent
	named   []string // the parent's
}

// catalogue is how an engine tells of its foreign keys, a line a column, and of its primary keys.
type catalogue struct{ foreign, primary string }

func (r Reads) catalogue() catalogue {
	if r.db.Name() == "sqlite" {
		return catalogue{
			foreign: `SELECT m.name AS child, CAST(f.id AS text) AS name, f."from" AS col, f."table" AS parent, coalesce(f."to", 'id') AS named
				FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' ORDER BY m.name, f.id, f.seq`,
			primary: `SELECT m.name AS child, p.name AS col FROM sqlite_master m JOIN pragma_table_info(m.name) p
				WHERE m.type = 'table' AND p.pk > 0 ORDER BY m.name, p.pk`,
		}
	}
	const columns = `FROM pg_constraint c JOIN pg_class child ON child.oid = c.conrelid
		CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY AS k (col, named, position)
		JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.col `
	const ours = ` AND c.connamespace = CAST(current_schema() AS regnamespace) `
	return catalogue{
		foreign: `SELECT CAST(child.relname AS text) AS child, CAST(c.conname AS text) AS name, CAST(a.attname AS text) AS col,
			CAST(parent.relname AS text) AS parent, CAST(b.attname AS text) AS named ` + columns +
			`JOIN pg_class parent ON parent.oid = c.confrelid JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.named
			WHERE c.contype = 'f'` + ours + `ORDER BY child.relname, c.conname, k.position`,
		primary: `SELECT CAST(child.relname AS text) AS child, CAST(a.attname AS text) AS col ` + columns +
			`WHERE c.contype = 'p'` + ours + `ORDER BY child.relname, k.position`,
	}
}

// Dangling are the rows that refer, by one of the foreign keys that the database knows, to a row that is not there: written
// past the foreign keys. It answers how many foreign keys there are.
func (r Reads) Dangling(ctx context.Context, most int) (found []Found, keys int, err error) {
	foreign, err := r.foreignKeys(ctx)
	if err != nil {
		return nil, 0, err
	}
	var primary []struct{ Child, Col string }
	if err := r.db.WithContext(ctx).Raw(r.catalogue().primary).Scan(&primary).Error; err != nil {
		return nil, 0, fmt.Errorf("read the primary keys: %w", err)
	}
	ids := map[string][]string{}
	for _, p := range primary {
		ids[p.Child] = append(ids[p.Child], p.Col)
	}
	rules := make([]rule, len(foreign))
	for i, f := range foreign {
		rules[i] = f.rule(ids[f.table])
	}
	found, err = r.broken(ctx, most, rules...)
	return found, len(foreign), err
}

// foreignKeys are all that the database knows.
func (r Reads) foreignKeys(ctx context.Context) ([]foreignKey, error) {
	var lines []struct{ Child, Name, Col, Parent, Named string }
	if err := r.db.WithContext(ctx).Raw(r.catalogue().foreign).Scan(&lines).Error; err != nil {
		return nil, fmt.Errorf("read the foreign keys: %w", err)
	}
	var foreign []foreignKey
	for i, l := range lines {
		if i == 0 || lines[i-1].Child != l.Child || lines[i-1].Name != l.Name {
			foreign = append(foreign, foreignKey{table: l.Child, parent: l.Parent})
		}
		last := &foreign[len(foreign)-1]
		last.columns, last.named = append(last.columns, l.Col), append(last.named, l.Named)
	}
	return foreign, nil
}

// rule finds the rows of which every column of the reference says something, and which no row of the parent has.
func (f foreignKey) rule(primary []string) rule {
	var joined, said []string
	for i, c := range f.columns {
		joined = append(joined, "parent."+quoted(f.named[i])+" = child."+quoted(c))
		said = append(said, "child."+quoted(c)+" IS NOT NULL")
	}
	return rule{
		table: f.table,
		how:   strings.Join(f.columns, ", ") + " names {a}, which is not among " + f.parent,
		query: fmt.Sprintf("SELECT %s AS id, %s AS a, '' AS b FROM %s child LEFT JOIN %s parent ON %s WHERE %s AND parent.%s IS NULL",
			texts(primary), texts(f.columns), quoted(f.table), quoted(f.parent), strings.Join(joined, " AND "), strings.Join(said, " AND "), quoted(f.named[0])),
	}
}

// texts writes columns of the child as one text.
func texts(columns []string) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = "CAST(child." + quoted(c) + " AS text)"
	}
	if len(parts) == 0 {
		return "''"
	}
	return strings.Join(parts, " || ', ' || ")
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
