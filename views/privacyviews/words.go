// Package privacyviews are the faces of data protection: everything about a person, holds, erasure, and how long what is kept.
package privacyviews

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"trellis/app/privacy"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

func holdingsWords(all privacy.Everything) string {
	some := 0
	for _, h := range all.Held {
		if len(h.Rows) > 0 {
			some++
		}
	}
	return words.Count(all.Rows(), "entry", "entries") + " of " + words.Count(some, "kind", "kinds")
}

// passages are what others wrote, as it can be ticked.
func passages(all privacy.Everything) []components.Option {
	var options []components.Option
	for _, h := range all.Held {
		for _, p := range h.ByOthers {
			hint := h.Title
			if p.By != "" {
				hint += ", by " + p.By
			}
			options = append(options, components.Option{Value: p.Key, Label: "“" + p.Text + "”", Hint: hint})
		}
	}
	return options
}

func leftOutWords(all privacy.Everything) string {
	if all.LeftOut == 1 {
		return "was"
	}
	return "were"
}

func anchor(h privacy.Held) string {
	return models.Slug(strings.ToLower(h.Title))
}

// lines are what a row says, without what is empty and without the ids that a name stands beside.
func lines(h privacy.Held, row map[string]any) []components.Fact {
	var facts []components.Fact
	for _, column := range h.Columns {
		text := said(row[column])
		if text == "" || column == "id" || strings.HasSuffix(column, "_key") || strings.HasSuffix(column, "_id") && row[strings.TrimSuffix(column, "_id")+"_name"] != nil {
			continue
		}
		facts = append(facts, components.Fact{Term: term(column), Text: text})
	}
	return facts
}

func said(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case string:
		return unfolded(v)
	}
	return fmt.Sprint(value)
}

// unfolded reads what is kept as JSON a line each, such as "job_title: Analyst, was Trainee"; other text as it is.
func unfolded(text string) string {
	var lines []string
	var changes []struct{ Column, Was, Becomes string }
	var fields map[string]any
	switch {
	case strings.HasPrefix(text, "[{") && json.Unmarshal([]byte(text), &changes) == nil:
		for _, c := range changes {
			line := c.Column + ": " + c.Becomes
			if c.Was != "" {
				line += ", was " + c.Was
			}
			lines = append(lines, line)
		}
	case strings.HasPrefix(text, "{") && json.Unmarshal([]byte(text), &fields) == nil:
		for _, name := range slices.Sorted(maps.Keys(fields)) {
			if value := fields[name]; value != nil && value != "" && !strings.HasSuffix(name, "Key") {
				lines = append(lines, name+": "+said(value))
			}
		}
	default:
		return text
	}
	return strings.Join(lines, "\n")
}

// term reads "by", "changed at" for by_name, changed_at.
func term(column string) string {
	return words.Capital(strings.ReplaceAll(strings.TrimSuffix(column, "_name"), "_", " "))
}
