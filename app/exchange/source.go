package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// File is a file to import: its name as people know it, and what is in it.
type File struct {
	Name    string
	Content io.Reader
}

const (
	largest      = 64 << 20 // bytes of a file that is read at once
	largestTable = 1 << 30  // bytes of one that is read row by row
)

// source is a file with which each place in it can be named. A table is read from its stream, row by row; whole takes in
// the rest of any other.
type source struct {
	name   string
	stream *stream
	text   string // once it is taken in whole
	lines  []int  // where each line of it begins
	report *Report
	skip   map[int]bool // lines that are left out
}

// read opens a file as text. A workbook is refused, and there is no source then.
func read(file File, report *Report) (*source, error) {
	s := &source{name: file.Name, stream: newStream(file.Content), report: report}
	beginning, err := s.stream.peek()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file.Name, err)
	}
	if bytes.HasPrefix(beginning, []byte("PK\x03\x04")) {
		report.refuse(Problem{File: file.Name, Problem: "this is a workbook or an archive: save the sheet as CSV (UTF-8) and import that"})
		return nil, nil // the report says why there is no source
	}
	return s, nil
}

// whole takes in the text. It answers false where that is no text or too long, which the report says then.
func (s *source) whole() bool {
	content, err := io.ReadAll(io.LimitReader(s.stream, largest+1))
	if err == nil && len(content) > largest {
		err = errors.New("the file is larger than 64 MiB")
	}
	if err != nil {
		s.unreadable(err)
		return false
	}
	s.text = string(content)
	for i := range len(s.text) {
		if i == 0 || s.text[i-1] == '\n' {
			s.lines = append(s.lines, i)
		}
	}
	return true
}

// unreadable refuses the file because it could not be read to its end.
func (s *source) unreadable(err error) {
	p := Problem{File: s.name, Problem: err.Error()}
	var bad *badText
	if errors.As(err, &bad) {
		p.Line, p.Column = bad.line, bad.column
	}
	s.report.refuse(p)
}

// place is the line and the column, both from 1, of an offset in the whole text.
func (s *source) place(offset int) (line, column int) {
	offset = min(max(offset, 0), len(s.text))
	low, high := 0, len(s.lines) // the last line that begins at or before the offset
	for low < high {
		if middle := (low + high) / 2; s.lines[middle] <= offset {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low == 0 {
		return 1, 1
	}
	return low, 1 + utf8.RuneCountInString(s.text[s.lines[low-1]:offset])
}

// refuse says that the value at an offset is wrong.
func (s *source) refuse(offset int, value, problem string) {
	line, column := s.place(offset)
	s.report.refuse(Problem{File: s.name, Line: line, Column: column, Value: value, Problem: problem})
}

// warn says something about an offset that does not stand in the way.
func (s *source) warn(offset int, text string) {
	line, column := s.place(offset)
	s.report.warn(fmt.Sprintf("%s:%d:%d: %s", s.name, line, column, text))
}

// telling is the same source with another report.
func (s *source) telling(report *Report) *source {
	other := *s
	other.report = report
	return &other
}
