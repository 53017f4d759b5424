// Package privacyviews are the faces of data protection: everything about a person, holds, erasure, and how long what is kept.
package privacyviews

import (
	"fmt"
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
	}
	return fmt.Sprint(value)
}

// term reads "by", "changed at" for by_name, changed_at.
func term(column string) string {
	return words.Capital(strings.ReplaceAll(strings.TrimSuffix(column, "_name"), "_", " "))
}
