package store

import (
	"context"
	"fmt"
	"strings"
)

// Found is what a look through the whole database finds: how many rows break a rule, and the first of them.
type Found struct {
	Count int
	Rows  []Broken
}

// Add counts one more row that breaks the rule, and keeps it where it is among the first so many.
func (f *Found) Add(row Broken, most int) {
	f.Count++
	if len(f.Rows) < most {
		f.Rows = append(f.Rows, row)
	}
}

// Broken is a row that breaks a rule: its table, its key, and how.
type Broken struct{ Table, Key, How string }

// rule finds the rows that break it.
type rule struct {
	table string
	// how is the sentence about a row; {a} and {b} stand for the two texts that the query tells of it.
	how string
	// query answers id, a and b of each row that breaks the rule.
	query string
	args  map[string]any
}

// broken looks for what breaks the rules: what is found of each, with at most so many rows.
func (r Reads) broken(ctx context.Context, most int, rules ...rule) ([]Found, error) {
	list := make([]Found, len(rules))
	for i, rule := range rules {
		var rows []struct {
			ID, A, B string
			Found    int
		}
		args := map[string]any{"most_rows": most}
		for name, value := range rule.args {
			args[name] = value
		}
		err := r.db.WithContext(ctx).Raw("SELECT bad.*, count(*) OVER () AS found FROM ("+rule.query+") bad ORDER BY 1 LIMIT @most_rows", args).Scan(&rows).Error
		if err != nil {
			return nil, fmt.Errorf("look through %s: %w", rule.table, err)
		}
		for _, row := range rows {
			list[i].Count = row.Found
			how := strings.NewReplacer("{a}", row.A, "{b}", row.B).Replace(rule.how)
			list[i].Rows = append(list[i].Rows, Broken{Table: rule.table, Key: row.ID, How: how})
		}
	}
	return list, nil
}
