package components

import (
	"strconv"
	"strings"
)

// Field is a question of a form with its present answer and, when the answer was refused, the problem.
type Field struct {
	Name         string
	ID           string // Name when empty; set it where two forms of a page use one name
	Label        string
	Hint         string
	Value        string
	Problem      string // what to do, in the words of the label
	Type         string // of a text input: "text" when empty, "email", "tel", "url", "number", "search"
	Autocomplete string
	InputMode    string
	Optional     bool // adds "(optional)" to the label
	Heading      bool // the label is the heading of the page
	Inline       bool // radios beside each other
	Width        int  // of a text input in characters: 2, 3, 4, 5, 10, 20 or 30; 0 is full width
	Rows         int  // of a text area, 5 when 0
	MaxLength    int  // of a text area, in characters; shows a count
	Min, Max     string
	Accept       string // of a file: ".csv,text/csv"
	Multiple     bool
}

// Option is one answer to choose. It is chosen when it says so or when its value is the field's.
type Option struct {
	Value  string
	Label  string
	Hint   string
	Group  string // heading above neighbouring options of a select
	Chosen bool
}

// OptionGroup is a run of options under one heading; options without a group stand in one with no label.
type OptionGroup struct {
	Label   string
	Options []Option
}

func (f Field) id() string {
	if f.ID != "" {
		return f.ID
	}
	return f.Name
}

func (f Field) hintID() string    { return f.id() + "-hint" }
func (f Field) problemID() string { return f.id() + "-error" }
func (f Field) infoID() string    { return f.id() + "-info" }

// describedBy joins the ids of all that explains the field, in reading order.
func (f Field) describedBy(others ...string) string {
	ids := others
	if f.Hint != "" {
		ids = append(ids, f.hintID())
	}
	if f.Problem != "" {
		ids = append(ids, f.problemID())
	}
	return strings.Join(ids, " ")
}

func (f Field) kind() string {
	if f.Type != "" {
		return f.Type
	}
	return "text"
}

func (f Field) rows() string {
	if f.Rows > 0 {
		return strconv.Itoa(f.Rows)
	}
	return "5"
}

func (f Field) widthClass() string {
	if f.Width > 0 {
		return "nhsuk-input--width-" + strconv.Itoa(f.Width)
	}
	return ""
}

func (f Field) chosen(o Option) bool {
	return o.Chosen || (f.Value != "" && f.Value == o.Value)
}

func optionHintID(f Field, index int) string { return itemID(f.id(), index) + "-item-hint" }

func grouped(options []Option) []OptionGroup {
	var groups []OptionGroup
	for _, o := range options {
		if last := len(groups) - 1; last < 0 || groups[last].Label != o.Group {
			groups = append(groups, OptionGroup{Label: o.Group})
		}
		last := len(groups) - 1
		groups[last].Options = append(groups[last].Options, o)
	}
	return groups
}
