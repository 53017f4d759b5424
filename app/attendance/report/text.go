package report

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// decode is the text of a file: UTF-8 or UTF-16, with a byte-order mark or without, or else Windows-1252, as older spreadsheets write.
func decode(content []byte) (string, error) {
	if problem := noText(content); problem != "" {
		return "", Unreadable{problem + ". " + wanted}
	}
	var text string
	switch order := sixteen(content); {
	case order != nil:
		text = fromSixteen(content, order)
	case utf8.Valid(content):
		text = string(content)
	default:
		decoded, err := charmap.Windows1252.NewDecoder().Bytes(content)
		if err != nil {
			return "", Unreadable{"The file is no text. " + wanted}
		}
		text = string(decoded)
	}
	text = strings.TrimPrefix(text, "\ufeff")
	if strings.TrimSpace(text) == "" {
		return "", Unreadable{"The file is empty. " + wanted}
	}
	if strings.Count(text, "\x00") > 0 || strings.HasPrefix(strings.ToLower(strings.TrimSpace(text)), "<!doctype") || strings.HasPrefix(strings.TrimSpace(text), "<html") {
		return "", Unreadable{"The file is no table. " + wanted}
	}
	return text, nil
}

// noText names what a file is that is no text.
func noText(content []byte) string {
	switch {
	case bytes.HasPrefix(content, []byte("PK\x03\x04")), bytes.HasPrefix(content, []byte{0xd0, 0xcf, 0x11, 0xe0}):
		return "This is a workbook or an archive. Open it, save the sheet as CSV, and choose that"
	case bytes.HasPrefix(content, []byte("%PDF")):
		return "This is a PDF"
	}
	return ""
}

// sixteen is the order of bytes of a text in UTF-16; nil for any other. Without a mark, every second byte of Latin text is empty.
func sixteen(content []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(content, []byte{0xff, 0xfe}):
		return binary.LittleEndian
	case bytes.HasPrefix(content, []byte{0xfe, 0xff}):
		return binary.BigEndian
	}
	sample := content[:min(len(content), 512)]
	var even, odd int
	for i, b := range sample {
		if b != 0 {
			continue
		}
		if i%2 == 0 {
			even++
		} else {
			odd++
		}
	}
	switch half := len(sample) / 2; {
	case half >= 4 && odd > half/2 && even < half/8+1:
		return binary.LittleEndian
	case half >= 4 && even > half/2 && odd < half/8+1:
		return binary.BigEndian
	}
	return nil
}

func fromSixteen(content []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(content)/2)
	for i := range units {
		units[i] = order.Uint16(content[2*i:])
	}
	return string(utf16.Decode(units))
}

// clean is a cell without what cannot be seen: narrow and other spaces are spaces, and marks of direction are none.
func clean(cell string) string {
	if !isPlain(cell) {
		cell = strings.Map(seen, cell)
	}
	cell = strings.TrimSpace(cell)
	if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune("=+-@", rune(cell[1])) {
		cell = cell[1:]
	}
	return cell
}

// isPlain tells whether a text holds nothing but what can be seen of ASCII, and spaces.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c >= utf8.RuneSelf || c < ' ' {
			return false
		}
	}
	return true
}

// seen is what stands for a character in a cell; less than 0 is nothing.
func seen(c rune) rune {
	switch c {
	case '\u00a0', '\u202f', '\u2009', '\u2007', '\t', '\r', '\n', '\u2028':
		return ' '
	case '\u007f', '\ufeff', utf8.RuneError:
		return -1
	}
	if c < ' ' || isDirection(c) {
		return -1
	}
	return c
}

// isDirection tells whether a character has no width, or says in which direction to read.
func isDirection(c rune) bool {
	return c >= '\u200b' && c <= '\u200f' || c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069'
}

// short is a text of no more characters than are kept, with single spaces.
func short(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) > longestText {
		text = string([]rune(text)[:longestText])
	}
	return text
}
