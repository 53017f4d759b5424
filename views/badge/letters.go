package badge

import (
	"strings"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

var (
	bold    = parsed(gobold.TTF)
	regular = parsed(goregular.TTF)
)

// parsed is a font that comes with the program: it can be read, or the program is broken.
func parsed(file []byte) *sfnt.Font {
	f, err := sfnt.Parse(file)
	if err != nil {
		panic(err)
	}
	return f
}

// line is a line of text, so far below the middle of all lines.
type line struct {
	text string
	size float64
	down float64
}

// fitted breaks a text into lines of at most a width, at the largest of the sizes at which they are few enough. What does not fit at
// the smallest ends in an ellipsis.
func fitted(text string, f *sfnt.Font, sizes []float64, width float64, most int) []line {
	var lines []string
	at := sizes[0]
	for _, at = range sizes {
		if lines = broken(text, f, at, width); len(lines) <= most && widest(lines, f, at) <= width {
			break
		}
	}
	if len(lines) > most {
		lines = lines[:most]
		lines[most-1] += " …"
	}
	placed := make([]line, len(lines))
	for i, l := range lines {
		for r := []rune(l); length(l, f, at) > width && len(r) > 1; l = string(r) + "…" { // one long word
			r = r[:len(r)-1]
		}
		placed[i] = line{text: l, size: at, down: (float64(i)-float64(len(lines)-1)/2)*at*1.2 + at*0.36}
	}
	return placed
}

// broken breaks a text at its spaces, as evenly as the number of lines allows.
func broken(text string, f *sfnt.Font, size, width float64) (lines []string) {
	for _, word := range strings.Fields(text) {
		last := len(lines) - 1
		if last >= 0 && length(lines[last]+" "+word, f, size) <= width {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}

func widest(lines []string, f *sfnt.Font, size float64) (most float64) {
	for _, l := range lines {
		most = max(most, length(l, f, size))
	}
	return most
}

// length is how long a text is on a line.
func length(text string, f *sfnt.Font, size float64) float64 {
	var b sfnt.Buffer
	sum := fixed.Int26_6(0)
	for _, r := range text {
		glyph, err := f.GlyphIndex(&b, r)
		if err != nil {
			continue
		}
		advance, err := f.GlyphAdvance(&b, glyph, scale(size), font.HintingNone)
		if err == nil {
			sum += advance
		}
	}
	return float64(sum) / 64
}

func scale(size float64) fixed.Int26_6 { return fixed.Int26_6(size * 64) }

// centred is a text as an outline, around x, standing on y.
func centred(text string, f *sfnt.Font, size, x, y float64) path {
	var b sfnt.Buffer
	var p path
	at := x - length(text, f, size)/2
	for _, r := range text {
		glyph, err := f.GlyphIndex(&b, r)
		if err != nil || unicode.IsSpace(r) && glyph == 0 {
			continue
		}
		segments, err := f.LoadGlyph(&b, glyph, scale(size), nil)
		if err != nil {
			continue
		}
		for _, s := range segments {
			next := step{kind: map[sfnt.SegmentOp]kind{sfnt.SegmentOpMoveTo: moveTo, sfnt.SegmentOpLineTo: lineTo, sfnt.SegmentOpQuadTo: quadTo, sfnt.SegmentOpCubeTo: cubicTo}[s.Op]}
			for i := range next.kind.numbers() / 2 {
				next.at[2*i], next.at[2*i+1] = float32(at+float64(s.Args[i].X)/64), float32(y+float64(s.Args[i].Y)/64)
			}
			p = append(p, next)
		}
		advance, err := f.GlyphAdvance(&b, glyph, scale(size), font.HintingNone)
		if err == nil {
			at += float64(advance) / 64
		}
	}
	return p
}
