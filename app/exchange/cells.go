package exchange

import (
	"strings"

	"trellis/models"
)

// where is the place of a column of the row read last, and what stands there: a problem without words yet.
func (t *table) where(name string) Problem {
	column := t.column[heading(name)]
	line, character := t.at(min(column, len(t.cells)-1))
	return Problem{File: t.name, Line: line, Column: character, ColumnName: name, Value: cut(t.content(name))}
}

// content is a cell as it stands, however long it is.
func (t *table) content(name string) string {
	i, found := t.column[heading(name)]
	if !found || i >= len(t.cells) {
		return ""
	}
	return strings.TrimSpace(plain(strings.TrimSpace(t.cells[i])))
}

// phrase is a cell of one line, which may be empty. A line end within it is a space.
func (t *table) phrase(name string) string {
	text := oneLine(t.cell(name))
	if problem := tooLong(text, longestName); problem != "" {
		t.wrong(name, problem)
	}
	return text
}

// needed is a phrase that must be there.
func (t *table) needed(name, want string) string {
	text := t.phrase(name)
	if text == "" {
		t.wrong(name, "this cell is empty: want "+want)
	}
	return text
}

// day is a cell with a date, which may be empty.
func (t *table) day(name string) models.Date {
	text := t.cell(name)
	day, err := models.ParseDate(text)
	if err != nil || strings.HasPrefix(text, "0000") { // no database knows the year 0
		words := "this is not a date: want one such as 2026-11-23, or nothing"
		if strings.Contains(text, "/") { // day or month first: nobody can tell
			words += ". In a spreadsheet, give the column the format yyyy-mm-dd"
		}
		t.wrong(name, words)
		return ""
	}
	return day
}

// oneLine puts a space where a line ends, and leaves other spaces as they are.
func oneLine(text string) string {
	if !strings.ContainsFunc(text, endsLine) {
		return text
	}
	lines := strings.FieldsFunc(text, endsLine)
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.TrimSpace(strings.Join(lines, " "))
}

func endsLine(r rune) bool { return strings.ContainsRune("\t\n\v\f\r\u0085\u2028\u2029", r) }
