package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"trellis/models"
)

// Held is all that one holding has about a person.
type Held struct {
	Table, Title, From string
	Columns            []string // in the order of the table; a name that an id stands for follows it
	Rows               []map[string]any
	// ByOthers are the texts that somebody else wrote.
	ByOthers []Passage
}

// Passage is a text that somebody else wrote about a person: in which row of a holding, and in which column.
type Passage struct {
	Row    int
	Column string
	Key    string // names it among all of them, whenever it is asked for
	By     string // empty where it is not known
	Text   string
}

// Everything is all that is kept about a person. Secrets are left out, and files; what is asked of the database does not
// grow with what there is.
func (r Reads) Everything(ctx context.Context, person models.ID) ([]Held, error) {
	columns, err := r.columns(ctx)
	if err != nil {
		return nil, err
	}
	keys, err := r.parents(ctx)
	if err != nil {
		return nil, err
	}
	var list []Held
	names := map[string][]models.ID{}
	for _, h := range Holdings() {
		held, err := r.held(ctx, h, columns[h.Table], person)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", h.Table, err)
		}
		for _, row := range held.Rows {
			for column, parent := range keys[h.Table] {
				if id, is := row[column].(string); is {
					names[parent] = append(names[parent], models.ID(id))
				}
			}
			if subject, is := row["subject"].(string); is && h.Table == "events" {
				names[subject] = append(names[subject], models.ID(fmt.Sprint(row["subject_id"])))
			}
		}
		list = append(list, held)
	}
	named, err := r.namesOf(ctx, names)
	if err != nil {
		return nil, err
	}
	for i, h := range Holdings() {
		list[i].name(keys[h.Table], named)
		list[i].passages(h, person)
	}
	return list, nil
}

func (r Reads) held(ctx context.Context, h Holding, columns []column, person models.ID) (Held, error) {
	held := Held{Table: h.Table, Title: h.Title, From: h.From}
	var selected []string
	kinds := map[string]string{}
	for _, c := range columns {
		if c.Kind == "bytea" || slices.Contains(h.secret, c.Name) {
			continue
		}
		held.Columns = append(held.Columns, c.Name)
		selected = append(selected, quoted(h.Table)+"."+quoted(c.Name))
		kinds[c.Name] = c.Kind
	}
	err := r.db.WithContext(ctx).Raw("SELECT "+strings.Join(selected, ", ")+" FROM "+quoted(h.Table)+" WHERE "+h.Of+" ORDER BY 1",
		map[string]any{"person": person}).Scan(&held.Rows).Error
	for _, row := range held.Rows {
		for name, value := range row {
			row[name] = plain(value, kinds[name])
		}
	}
	return held, err
}

// plain is a value as a file tells it, whichever engine it comes from: days and times as texts.
func plain(value any, kind string) any {
	switch v := value.(type) {
	case time.Time:
		if kind == "date" {
			return v.Format(time.DateOnly)
		}
		return v.UTC().Format(time.RFC3339)
	case []byte:
		return string(v)
	case int64:
		if kind == "boolean" || kind == "bool" {
			return v != 0
		}
	}
	return value
}

// parents tells, for each table, to which table each column refers.
func (r Reads) parents(ctx context.Context) (map[string]map[string]string, error) {
	list, err := r.foreignKeys(ctx)
	keys := map[string]map[string]string{}
	for _, key := range list {
		if keys[key.table] == nil {
			keys[key.table] = map[string]string{}
		}
		keys[key.table][key.columns[0]] = key.parent
	}
	return keys, err
}

// contentNamed asks for the names of what events do not point at.
var contentNamed = map[string]string{
	"competencies":  "SELECT id, name FROM competencies WHERE id IN ?",
	"role_profiles": "SELECT id, name FROM role_profiles WHERE id IN ?",
	"units":         "SELECT id, title AS name FROM units WHERE id IN ?",
}

// namesAtOnce is how many ids are named in one query.
const namesAtOnce = 5000

func (r Reads) namesOf(ctx context.Context, ids map[string][]models.ID) (map[string]string, error) {
	names := map[string]string{}
	for _, table := range slices.Sorted(maps.Keys(ids)) {
		ask := contentNamed[table]
		if sql, known := thingsOf[table]; known {
			ask = sql
		}
		if ask == "" {
			continue
		}
		slices.Sort(ids[table])
		for chunk := range slices.Chunk(slices.Compact(ids[table]), namesAtOnce) {
			var found []Thing
			if err := r.db.WithContext(ctx).Raw(ask, chunk).Scan(&found).Error; err != nil {
				return nil, err
			}
			for _, t := range found {
				names[string(t.ID)] = t.Name
			}
		}
	}
	return names, nil
}

// name puts a name beside each id that has one: person_id is followed by person_name.
func (h *Held) name(keys map[string]string, names map[string]string) {
	var columns []string
	for _, c := range h.Columns {
		columns = append(columns, c)
		_, refers := keys[c]
		if !refers && (h.Table != "events" || c != "subject_id") {
			continue
		}
		beside := strings.TrimSuffix(c, "_id") + "_name"
		if slices.Contains(h.Columns, beside) {
			continue
		}
		some := false
		for _, row := range h.Rows {
			id, is := row[c].(string)
			if name := names[id]; is && name != "" {
				row[beside], some = name, true
			}
		}
		if some {
			columns = append(columns, beside)
		}
	}
	h.Columns = columns
}

// passages finds the texts that others wrote.
func (h *Held) passages(of Holding, person models.ID) {
	for i, row := range h.Rows {
		for _, column := range of.others {
			text, is := row[column].(string)
			if !is || text == "" || row[of.written] == string(person) {
				continue
			}
			p := Passage{Row: i, Column: column, Key: fmt.Sprintf("%s %v %s", h.Table, row[h.Columns[0]], column), Text: text}
			if of.written != "" {
				p.By, _ = row[strings.TrimSuffix(of.written, "_id")+"_name"].(string)
			}
			h.ByOthers = append(h.ByOthers, p)
		}
	}
}

// AllColumns are the columns of every table.
func (r Reads) AllColumns(ctx context.Context) (map[string][]string, error) {
	tables, err := r.columns(ctx)
	names := make(map[string][]string, len(tables))
	for table, columns := range tables {
		if strings.HasPrefix(table, "goose_") || strings.HasPrefix(table, "sqlite_") {
			continue
		}
		for _, c := range columns {
			names[table] = append(names[table], c.Name)
		}
	}
	return names, err
}

// TextColumns are the columns of a table that hold texts.
func (r Reads) TextColumns(ctx context.Context, table string) ([]string, error) {
	tables, err := r.columns(ctx)
	var names []string
	for _, c := range tables[table] {
		if c.Kind == "text" {
			names = append(names, c.Name)
		}
	}
	return names, err
}
