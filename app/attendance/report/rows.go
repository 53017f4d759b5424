package report

import (
	"regexp"
	"slices"
	"strings"
)

// row is a line of a table; one in quotation marks may go over several lines of the file.
type row struct {
	line  int
	cells []string
}

// cell is the n-th cell; empty where there is none.
func (r row) cell(n int) string {
	if n < 0 || n >= len(r.cells) {
		return ""
	}
	return r.cells[n]
}

func (r row) blank() bool {
	return !slices.ContainsFunc(r.cells, func(c string) bool { return c != "" })
}

// alone tells whether the first cell is the only one that says anything.
func (r row) alone() bool {
	return len(r.cells) > 0 && r.cells[0] != "" && !slices.ContainsFunc(r.cells[1:], func(c string) bool { return c != "" })
}

// longestQuote is how much may stand between quotation marks. One that is not closed by then was meant as it is.
const longestQuote = 4096

// split parts a text into rows, by the delimiter that makes most sense of it.
func split(text string) ([]row, error) {
	sample := text[:min(len(text), 64<<10)]
	best, delimiter := -1, byte(',')
	for _, d := range []byte{'\t', ',', ';', '|'} {
		rows, _ := rowsOf(sample, d, 300)
		if n := sense(rows); n > best {
			best, delimiter = n, d
		}
	}
	rows, all := rowsOf(text, delimiter, mostRows)
	if !all {
		return nil, Unreadable{"The file has more than 60,000 rows. Cut it into several"}
	}
	return rows, nil
}

// sense is how much of a table the rows make: columns that are known count most.
func sense(rows []row) int {
	best, cells := 0, 0
	for _, r := range rows {
		known, _ := columnsOf(r)
		best = max(best, len(known))
		if !r.alone() {
			cells += min(len(r.cells), 12) - 1
		}
	}
	return best*10_000 + min(cells, 9_999)
}

// rowsOf are the rows with something in them, at most so many; all tells whether that was all.
func rowsOf(text string, delimiter byte, most int) (rows []row, all bool) {
	line := 1
	for i := 0; i < len(text); {
		r := row{line: line}
		var ended bool
		for !ended {
			var cell string
			cell, i, line, ended = cellAt(text, i, line, delimiter)
			if len(r.cells) < mostColumns {
				r.cells = append(r.cells, clean(cell))
			}
		}
		if r.blank() {
			continue
		}
		if len(rows) == most {
			return rows, false
		}
		rows = append(rows, r)
	}
	return rows, true
}

// cellAt is the cell that begins at an offset; next is where the one behind it does, and ended tells that a row ends here.
func cellAt(text string, at, line int, delimiter byte) (cell string, next, nextLine int, ended bool) {
	if at < len(text) && text[at] == '"' {
		if inside, end, ok := quoted(text, at, delimiter); ok {
			line += strings.Count(text[at:end], "\n")
			next, line, ended = after(text, end, line, delimiter)
			return inside, next, line, ended
		}
	}
	end := at
	for end < len(text) && text[end] != delimiter && text[end] != '\n' && text[end] != '\r' {
		end++
	}
	next, line, ended = after(text, end, line, delimiter)
	return text[at:end], next, line, ended
}

// quoted is what stands between quotation marks, and where that ends. A mark counts as the last where a cell can end behind it.
func quoted(text string, at int, delimiter byte) (inside string, end int, ok bool) {
	var b strings.Builder
	for i := at + 1; i < len(text) && i-at <= longestQuote; i++ {
		if text[i] != '"' {
			b.WriteByte(text[i])
			continue
		}
		if i+1 < len(text) && text[i+1] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		if i+1 == len(text) || text[i+1] == delimiter || text[i+1] == '\n' || text[i+1] == '\r' {
			return b.String(), i + 1, true
		}
		b.WriteByte('"')
	}
	return "", 0, false
}

// after steps over what ends a cell.
func after(text string, end, line int, delimiter byte) (next, nextLine int, ended bool) {
	switch {
	case end >= len(text):
		return end, line, true
	case text[end] == delimiter:
		return end + 1, line, false
	case text[end] == '\r' && end+1 < len(text) && text[end+1] == '\n':
		return end + 2, line + 1, true
	}
	return end + 1, line + 1, true
}

// section is a numbered part of a Teams report: its rows below the title.
type section struct {
	number byte
	rows   []row
}

var numbered = regexp.MustCompile(`^([1-9])\. ?\S`)

// sectioned are the sections of a Teams report; nil for a file that has none. They are told by their numbers, in any language.
func sectioned(rows []row) []section {
	var list []section
	for i, r := range rows {
		if title := numbered.FindStringSubmatch(r.cell(0)); title != nil && r.alone() && (len(list) > 0 || i < 5) {
			list = append(list, section{number: title[1][0]})
		} else if len(list) > 0 {
			list[len(list)-1].rows = append(list[len(list)-1].rows, r)
		}
	}
	if !slices.ContainsFunc(list, func(s section) bool { return s.number == '2' || s.number == '3' }) {
		return nil
	}
	return list
}
