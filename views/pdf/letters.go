package pdf

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font/sfnt"
)

// face is the font's table of letters, read once.
var face = sync.OnceValues(func() (*sfnt.Font, error) { return sfnt.Parse(bold) })

// joined are the scripts whose letters change with their neighbours, or run from right to left: to set them takes more than a
// font with the letters.
var joined = []*unicode.RangeTable{
	unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Mandaic, unicode.Samaritan, unicode.Adlam,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada,
	unicode.Malayalam, unicode.Sinhala, unicode.Thai, unicode.Lao, unicode.Tibetan, unicode.Myanmar, unicode.Khmer, unicode.Mongolian,
}

// drawable tells whether the page can show the text as it is written: the fonts have its letters, and they stand one behind the
// other.
func drawable(text string) bool {
	font, err := face()
	if err != nil {
		return false
	}
	var buffer sfnt.Buffer
	for _, r := range text {
		if unicode.IsSpace(r) {
			continue
		}
		glyph, err := font.GlyphIndex(&buffer, r)
		if err != nil || glyph == 0 || r > 0xFFFF || unicode.In(r, joined...) {
			return false
		}
	}
	return true
}

// printable puts a mark in place of letters beyond the first 65,536, which the format cannot hold, and a space for what ends a line
// or is not seen.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r > 0xFFFF:
			return '\uFFFD'
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, text)
}
