package exchange

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

// glance is how much of a file is looked at to see what it is, in bytes.
const glance = 64 << 10

// badText is what no text holds, and where it stands. A database would refuse it.
type badText struct {
	line, column int
	problem      string
}

func (b *badText) Error() string { return b.problem }

// stream is the text of a file as UTF-8, read once from front to back. A byte-order mark is left out, and UTF-16 with
// one is turned into UTF-8. It ends with a badText at the first bytes that are no text.
type stream struct {
	in           *bufio.Reader
	sound        int // bytes at the front of what is buffered that are known to be text
	line, column int // of the character behind them
}

func newStream(content io.Reader) *stream {
	raw := bufio.NewReaderSize(content, glance)
	decoded := io.Reader(raw)
	mark, _ := raw.Peek(3) // what goes wrong is met again when it is read
	switch {
	case bytes.HasPrefix(mark, []byte{0xEF, 0xBB, 0xBF}):
		_, _ = raw.Discard(3) // three bytes are there
	case bytes.HasPrefix(mark, []byte{0xFF, 0xFE}), bytes.HasPrefix(mark, []byte{0xFE, 0xFF}):
		decoded = unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder().Reader(raw)
	}
	return &stream{in: bufio.NewReaderSize(decoded, glance), line: 1, column: 1}
}

// peek is the beginning of what has not been read yet.
func (s *stream) peek() ([]byte, error) {
	beginning, err := s.in.Peek(glance)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return beginning, err
}

// Read hands on text that is known to be text.
func (s *stream) Read(p []byte) (int, error) {
	if s.sound == 0 {
		if err := s.check(); err != nil {
			return 0, err
		}
	}
	n, err := s.in.Read(p[:min(len(p), s.sound)])
	s.sound -= n
	return n, err
}

// check looks at what is buffered: at one character, at least.
func (s *stream) check() error {
	_, err := s.in.Peek(utf8.UTFMax)
	ahead, _ := s.in.Peek(s.in.Buffered())
	if len(ahead) == 0 {
		return err
	}
	for s.sound < len(ahead) {
		r, width := utf8.DecodeRune(ahead[s.sound:])
		switch {
		case r == utf8.RuneError && width == 1:
			return s.upTo("this is not UTF-8: save the file as UTF-8 (in a spreadsheet: as CSV UTF-8)", !utf8.FullRune(ahead[s.sound:]))
		case r == 0:
			return s.upTo("this is not a text file: it has a NUL in it", false)
		case r == '\n':
			s.line, s.column = s.line+1, 1
		default:
			s.column++
		}
		s.sound += width
	}
	return nil
}

// upTo says what is wrong, once all before it is read. A character that is not all there yet may become whole then.
func (s *stream) upTo(problem string, half bool) error {
	if s.sound > 0 {
		return nil
	}
	if half {
		problem = "this is not UTF-8: the file ends in the middle of a character"
	}
	return &badText{line: s.line, column: s.column, problem: problem}
}
