package exchange

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

// longestRow is how many bytes a row may have: more is a quotation mark that is not closed.
const longestRow = 4 << 20

var (
	errLongRow   = errors.New("this row is longer than 4 MiB: is a quotation mark missing?")
	errLongTable = errors.New("the file is larger than 1 GiB")
)

// trail keeps what a reader that reads ahead has been given of the row it is at, so that each place in that row can be
// named in characters.
type trail struct {
	from io.Reader
	text []byte
	line int   // in which the text begins
	gone int64 // bytes before it
}

// Read hands on what it reads, and keeps it.
func (t *trail) Read(p []byte) (int, error) {
	switch {
	case len(t.text) > longestRow:
		return 0, errLongRow
	case t.gone > largestTable:
		return 0, errLongTable
	}
	n, err := t.from.Read(p)
	t.text = append(t.text, p[:n]...)
	return n, err
}

// drop forgets what is before an offset of the file: the rows that are done with.
func (t *trail) drop(offset int64) {
	done := t.text[:offset-t.gone]
	t.line += bytes.Count(done, []byte("\n"))
	t.text = append(t.text[:0], t.text[len(done):]...)
	t.gone = offset
}

// character is which character of a line a byte of it belongs to, both from 1.
func (t *trail) character(line, byteOfLine int) int {
	text := t.text
	for range line - t.line {
		_, text, _ = bytes.Cut(text, []byte("\n"))
	}
	return 1 + utf8.RuneCount(text[:min(byteOfLine-1, len(text))])
}
