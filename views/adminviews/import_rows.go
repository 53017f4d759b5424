package adminviews

import (
	"strconv"
	"strings"

	"trellis/models"
	"trellis/views/words"
)

// rowLines are what becomes of a row: a change a line.
func rowLines(row models.ImportRow) (lines []string) {
	if row.Outcome == models.RowUnchanged {
		return []string{"Nothing"}
	}
	if row.Outcome == models.RowAdded {
		return []string{broughtWords(row)}
	}
	for _, a := range row.Alterations() {
		column := columnName(a.Column)
		switch {
		case row.Outcome == models.RowLeaver && a.Was == a.Becomes && a.Was == "":
		case row.Outcome == models.RowLeaver && a.Was == a.Becomes:
			lines = append(lines, column+": "+a.Becomes)
		case a.Was == "":
			lines = append(lines, column+": "+a.Becomes+", where there was nothing")
		case a.Becomes == "":
			lines = append(lines, column+": "+a.Was+" is taken out")
		default:
			lines = append(lines, column+": "+a.Was+" becomes "+a.Becomes)
		}
	}
	return lines
}

// broughtWords are what a new row brings, beside the name.
func broughtWords(row models.ImportRow) string {
	var parts []string
	for _, a := range row.Alterations() {
		if a.Column != "name" {
			parts = append(parts, columnName(a.Column)+": "+a.Becomes)
		}
	}
	if len(parts) == 0 {
		return "New, without a post"
	}
	return strings.Join(parts, "; ")
}

func columnName(column string) string { return words.Capital(strings.ReplaceAll(column, "_", " ")) }

func lineWords(row models.ImportRow) string {
	if row.Line == 0 {
		return "–"
	}
	return strconv.Itoa(row.Line)
}

func problemWhere(row models.ImportRow) string {
	switch {
	case row.Line == 0:
		return "The whole file"
	case row.Line == 1:
		return "The header"
	}
	return "Row " + strconv.Itoa(row.Line)
}

// ImportRowHead names the columns of an import as a file.
func ImportRowHead() []string {
	return []string{"row", "outcome", "who", "name", "what", "column", "value", "what_to_change"}
}

// ImportRowCells is a row of an import in a file.
func ImportRowCells(row models.ImportRow) []string {
	what := ""
	if row.Outcome != models.RowUnchanged && row.Outcome != models.RowRefused {
		what = strings.Join(rowLines(row), "; ")
	}
	line := ""
	if row.Line > 0 {
		line = strconv.Itoa(row.Line)
	}
	return []string{line, string(row.Outcome), row.Who, row.Name, what, row.ColumnName, row.Value, row.Problem}
}
