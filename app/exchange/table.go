package exchange

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

const (
	mostColumns = 200
	mostRows    = 500_000
)

// table reads a file of rows under a header, row by row: no more of it is kept than the row read last. Columns are found
// by their name, in any order.
type table struct {
	*source
	trail  *trail
	reader *csv.Reader
	names  []string       // of the columns, as written
	column map[string]int // by heading of the name
	cells  []string       // of the row read last
	rows   int
	broken bool // it cannot be read on, as the report says
}

// openTable reads the header. The cells are parted by a comma, or by a semicolon or tab where the header has no comma
// outside quotation marks.
func openTable(s *source) *table {
	trail := &trail{from: s.stream, line: 1}
	t := &table{source: s, trail: trail, reader: csv.NewReader(trail), column: map[string]int{}}
	t.reader.FieldsPerRecord = -1
	t.reader.ReuseRecord = true
	t.reader.Comma = parting(s)
	if !t.read() {
		return t
	}
	t.names = slices.Clone(t.cells)
	if len(t.names) > mostColumns {
		t.source.refuse(0, "", fmt.Sprintf("there are %d columns: want %d or fewer", len(t.names), mostColumns))
		t.names = t.names[:mostColumns]
	}
	for i, name := range t.names {
		t.names[i] = strings.TrimSpace(name)
		id := heading(name)
		if _, twice := t.column[id]; twice && id != "" {
			t.refuse(i, t.names[i], "this column is there twice")
		}
		t.column[id] = i
	}
	return t
}

// parting is what stands between the cells of the header.
func parting(s *source) rune {
	beginning, err := s.stream.peek()
	if err != nil {
		return ',' // reading meets it again
	}
	found, quoted := ',', false
	for _, r := range strings.TrimLeft(string(beginning), "\r\n") {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '\n':
			return found
		case r == ',':
			return ','
		case r == '\t' || r == ';' && found == ',':
			found = r
		}
	}
	return found
}

// has tells whether there is a column with that name.
func (t *table) has(name string) bool {
	_, found := t.column[heading(name)]
	return found
}

// wants refuses a file that lacks one of the columns, and warns of columns that are neither wanted nor known.
func (t *table) wants(needed, known []string) bool {
	var missing []string
	for _, name := range needed {
		if !t.has(name) {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		t.source.refuse(0, strings.Join(t.names, ","), "columns are missing: "+strings.Join(missing, ", "))
	}
	for _, name := range t.names {
		same := func(other string) bool { return heading(other) == heading(name) }
		if name != "" && !slices.ContainsFunc(needed, same) && !slices.ContainsFunc(known, same) {
			t.report.warn(fmt.Sprintf("%s: the column %q is not known and is left out", t.name, name))
		}
	}
	return len(missing) == 0
}

// next goes on to the next row that has anything in it. It answers false at the end, and where the file cannot be read
// on, which the report says then.
func (t *table) next() bool {
	for t.read() {
		if t.rows++; t.rows > mostRows {
			t.refuse(0, "", fmt.Sprintf("there are more than %d rows", mostRows))
			return false
		}
		if !slices.ContainsFunc(t.cells, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
			continue
		}
		if t.skips() {
			continue
		}
		if len(t.cells) != len(t.names) {
			t.refuse(0, t.cells[0], fmt.Sprintf("this row has %s, the header has %d: is there a cell too many or too few, or a quotation mark missing?",
				count(len(t.cells), "cell", "cells"), len(t.names)))
			continue
		}
		return true
	}
	return false
}

func (t *table) read() bool {
	t.trail.drop(t.reader.InputOffset())
	cells, err := t.reader.Read()
	if err == nil {
		t.cells = cells
		return true
	}
	t.broken = !errors.Is(err, io.EOF)
	var problem *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
	case errors.As(err, &problem):
		words := "this is not CSV: " + problem.Err.Error()
		if errors.Is(err, csv.ErrQuote) || errors.Is(err, csv.ErrBareQuote) {
			words = `a quotation mark is not closed, or stands inside a cell that does not begin with one: want "" for each one within a cell`
		}
		t.report.refuse(Problem{File: t.name, Line: problem.StartLine, Column: 1, Problem: words})
	case errors.Is(err, errLongRow):
		t.report.refuse(Problem{File: t.name, Line: t.trail.line, Column: 1, Problem: err.Error()})
	default:
		t.unreadable(err)
	}
	return false
}

// cell is what the row says under that name, without space around it and as it was before it was made harmless; "" where
// there is no such column.
func (t *table) cell(name string) string {
	text := t.content(name)
	if problem := tooLong(text, longestText); problem != "" {
		t.refuse(t.column[heading(name)], text, problem)
	}
	return text
}

// named is a cell that must be filled, with a name of one line.
func (t *table) named(name string) string {
	text := strings.Join(strings.Fields(t.cell(name)), " ")
	if text == "" {
		t.wrong(name, "this cell is empty: want a name")
	} else if problem := tooLong(text, longestName); problem != "" {
		t.wrong(name, problem)
	}
	return text
}

// wrong refuses what the row says under that name.
func (t *table) wrong(name, problem string) {
	t.refuse(t.column[heading(name)], t.content(name), problem)
}

// refuse says that the value in a column of the row read last is wrong.
func (t *table) refuse(column int, value, problem string) {
	if column >= len(t.cells) {
		column = 0
	}
	line, at := t.at(column)
	p := Problem{File: t.name, Line: line, Column: at, Value: value, Problem: problem}
	if t.rows > 0 && column < len(t.names) {
		p.ColumnName = t.names[column]
	}
	t.report.refuse(p)
}

// at is where a column of the row read last begins.
func (t *table) at(column int) (line, character int) {
	line, bytes := t.reader.FieldPos(column)
	return line, t.trail.character(line, bytes)
}

// skips tells whether the row read last stands on a line that is left out.
func (t *table) skips() bool {
	if len(t.skip) == 0 {
		return false
	}
	from, to := t.span()
	for line := from; line <= to; line++ {
		if t.skip[line] {
			return true
		}
	}
	return false
}

// span is the first and the last line of the row read last: cells may hold several lines.
func (t *table) span() (from, to int) {
	last := len(t.cells) - 1
	to, _ = t.reader.FieldPos(last)
	return t.line(), to + strings.Count(t.cells[last], "\n")
}

// line is where the row read last begins.
func (t *table) line() int {
	line, _ := t.reader.FieldPos(0)
	return line
}
