package pdf

import (
	"encoding/binary"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// drawn is a text as the fonts can draw it, and whether words had to be left out for it: those with a letter that the fonts have
// not, or that would have to be joined to its neighbours. Pictures and control characters are left out without a word. A text
// in Hebrew is turned round, since the format writes from the left.
func drawn(text string) (shown string, missing bool) {
	var words []string
	hebrew, other := false, false
	for word := range strings.FieldsSeq(text) {
		kept, whole := drawable(word)
		if !whole {
			missing = true
			continue
		}
		if kept == "" {
			continue
		}
		words = append(words, kept)
		hebrew = hebrew || strings.ContainsFunc(kept, isHebrew)
		other = other || strings.ContainsFunc(kept, func(r rune) bool { return unicode.IsLetter(r) && !isHebrew(r) })
	}
	if hebrew && other {
		words = slices.DeleteFunc(words, func(word string) bool { return strings.ContainsFunc(word, isHebrew) })
		return strings.Join(words, " "), true
	}
	shown = strings.Join(words, " ")
	if hebrew {
		runes := []rune(shown)
		slices.Reverse(runes)
		shown = string(runes)
	}
	return shown, missing
}

// drawable is a word without what is no letter and cannot be drawn; whole is false where a letter cannot.
func drawable(word string) (kept string, whole bool) {
	whole = true
	kept = strings.Map(func(r rune) rune {
		switch {
		case inFonts(r) && !joins(r):
			return r
		case unicode.IsLetter(r) || unicode.IsMark(r) && !unicode.Is(unicode.Variation_Selector, r) || unicode.IsDigit(r):
			whole = false
		}
		return -1
	}, word)
	return kept, whole
}

func isHebrew(r rune) bool { return unicode.Is(unicode.Hebrew, r) }

// joins tells whether a letter takes its shape from its neighbours, which the format does not do by itself.
func joins(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Nko, unicode.Thaana, unicode.Mandaic, unicode.Mongolian) || isHebrew(r) && unicode.IsMark(r) || unicode.Is(unicode.Cf, r)
}

// inFonts tells whether both fonts have the character.
func inFonts(r rune) bool {
	return r >= ' ' && r <= 0xFFFF && r != 0x7f && covered()[r] == 3
}

// covered has a bit for each font that has a character.
var covered = sync.OnceValue(func() []byte {
	has := make([]byte, 0x10000)
	for i, font := range [][]byte{regular, bold} {
		eachCharacter(font, func(r int) { has[r] |= 1 << i })
	}
	return has
})

// eachCharacter hands over what a TrueType font can draw, as its table of format 4 says (OpenType, cmap).
func eachCharacter(font []byte, do func(r int)) {
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(font[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(font[at:])) }
	for i := range u16(4) {
		record := 12 + 16*i
		if string(font[record:record+4]) != "cmap" {
			continue
		}
		cmap := u32(record + 8)
		for j := range u16(cmap + 2) {
			table := cmap + u32(cmap+4+8*j+4)
			if u16(table) != 4 {
				continue
			}
			size := u16(table + 6) // twice the number of segments
			for k := 0; k < size; k += 2 {
				last, first := u16(table+14+k), u16(table+16+size+k)
				delta, offset := u16(table+16+2*size+k), u16(table+16+3*size+k)
				for r := first; r <= last && r != 0xFFFF; r++ {
					glyph := r
					if offset != 0 {
						glyph = u16(table + 16 + 3*size + k + offset + 2*(r-first))
					}
					if offset == 0 && (glyph+delta)&0xFFFF != 0 || offset != 0 && glyph != 0 {
						do(r)
					}
				}
			}
		}
	}
}
