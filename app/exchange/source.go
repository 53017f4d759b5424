package exchange

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// File is a file to import: its name as people know it, and what is in it.
type File struct {
	Name    string
	Content io.Reader
}

// largest is how many bytes a file may have.
const largest = 64 << 20

// source is the text of a file, with which each place in it can be named.
type source struct {
	name   string
	text   string
	lines  []int // where each line begins
	report *Report
}

// read takes in a file as UTF-8. A byte-order mark is left out, and UTF-16 with one is turned into UTF-8. What cannot be
// read as text is refused, and there is no source then.
func read(file File, report *Report) (*source, error) {
	content, err := io.ReadAll(io.LimitReader(file.Content, largest+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file.Name, err)
	}
	s := &source{name: file.Name, report: report}
	if len(content) > largest {
		report.refuse(Problem{File: file.Name, Problem: "the file is larger than 64 MiB"})
		return nil, nil // the report says why there is no source
	}
	s.text = decode(content)
	for i := range len(s.text) {
		if i == 0 || s.text[i-1] == '\n' {
			s.lines = append(s.lines, i)
		}
	}
	if at, bad := firstBad(s.text); bad != "" {
		s.refuse(at, "", bad)
		return nil, nil // as above
	}
	return s, nil
}

func decode(content []byte) string {
	switch {
	case bytes.HasPrefix(content, []byte{0xEF, 0xBB, 0xBF}):
		return string(content[3:])
	case bytes.HasPrefix(content, []byte{0xFF, 0xFE}):
		return wide(content[2:], binary.LittleEndian)
	case bytes.HasPrefix(content, []byte{0xFE, 0xFF}):
		return wide(content[2:], binary.BigEndian)
	}
	return string(content)
}

func wide(content []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(content)/2)
	for i := range units {
		units[i] = order.Uint16(content[2*i:])
	}
	return string(utf16.Decode(units))
}

// firstBad finds what no text holds: bytes that are not UTF-8, and NUL, which a database refuses.
func firstBad(text string) (int, string) {
	if i := strings.IndexByte(text, 0); i >= 0 {
		return i, "this is not a text file: it has a NUL in it"
	}
	for i, r := range text {
		if r == utf8.RuneError {
			if _, width := utf8.DecodeRuneInString(text[i:]); width == 1 {
				return i, "this is not UTF-8: save the file as UTF-8"
			}
		}
	}
	return 0, ""
}

// place is the line and the column, both from 1, of an offset.
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
