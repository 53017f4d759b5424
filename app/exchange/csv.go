package exchange

import (
	"encoding/csv"
	"io"
	"strings"
)

// CSV writes rows to a file. What a spreadsheet would run is made harmless: see Harmless.
type CSV struct {
	w   *csv.Writer
	row []string
}

// NewCSV begins a file. Its first row should name the columns.
func NewCSV(w io.Writer) *CSV { return &CSV{w: csv.NewWriter(w)} }

// Write adds a row.
func (c *CSV) Write(cells ...string) error {
	c.row = c.row[:0]
	for _, cell := range cells {
		c.row = append(c.row, Harmless(cell))
	}
	return c.w.Write(c.row)
}

// Flush writes what is still in memory. A file is not whole before.
func (c *CSV) Flush() error {
	c.w.Flush()
	return c.w.Error()
}

// formula begins what a spreadsheet would run.
const formula = "=+-@\t\r"

// Harmless is a text as a cell that no spreadsheet runs: with ' in front of one that begins like a formula. So that every
// text comes back as it was, one that begins with ' and then like a formula gets another '.
func Harmless(text string) string {
	if isFormula(text) {
		return "'" + text
	}
	return text
}

// plain is the text of a cell that Harmless wrote.
func plain(cell string) string {
	if rest, found := strings.CutPrefix(cell, "'"); found && isFormula(rest) {
		return rest
	}
	return cell
}

// isFormula tells whether a text begins like a formula, however many ' stand before it.
func isFormula(text string) bool {
	rest := strings.TrimLeft(text, "'")
	return rest != "" && strings.Contains(formula, rest[:1])
}
