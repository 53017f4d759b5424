// Package pdf writes what people print and keep as files.
package pdf

import (
	_ "embed" // the fonts
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"trellis/views/qr"
)

// DejaVu Sans has the letters of all names in Latin, Greek and Cyrillic, Vietnamese too.
var (
	//go:embed fonts/DejaVuSans.ttf
	regular []byte
	//go:embed fonts/DejaVuSans-Bold.ttf
	bold []byte
)

const (
	family = "DejaVu"

	pageWidth, pageHeight = 210.0, 297.0 // A4, in mm
)

// colour is red, green and blue, each to 255.
type colour [3]int

var (
	ink   = colour{18, 48, 63}
	muted = colour{76, 98, 114}
	line  = colour{196, 211, 218}
	black = colour{0, 0, 0}
	amber = colour{255, 181, 76}
)

// sheet is one page of A4 that is written from the top down.
type sheet struct {
	*fpdf.Fpdf
	margin float64
}

func newSheet(title string, margin float64) sheet {
	p := fpdf.New("P", "mm", "A4", "")
	p.AddUTF8FontFromBytes(family, "", regular)
	p.AddUTF8FontFromBytes(family, "B", bold)
	p.SetCatalogSort(true) // the same record makes the same file
	p.SetTitle(printable(title), true)
	p.SetCreator("Trellis", true)
	p.SetLang("en-GB")
	p.SetMargins(margin, margin, margin)
	p.SetAutoPageBreak(false, 0)
	p.AddPage()
	return sheet{Fpdf: p, margin: margin}
}

func (s sheet) width() float64 { return pageWidth - 2*s.margin }

// centred writes a text in the middle, over as many lines as it needs, and stands below it.
func (s sheet) centred(text, style string, size float64, c colour) {
	s.write(s.margin, s.width(), text, style, size, c, "C")
}

// write writes a text from x over a width, and stands below it.
func (s sheet) write(x, width float64, text, style string, size float64, c colour, align string) {
	s.SetFont(family, style, size)
	s.SetTextColor(c[0], c[1], c[2])
	s.SetX(x)
	s.MultiCell(width, size*0.5, printable(text), "", align, false)
}

// fitting is the largest size, from one downward, at which the text needs no more than two lines.
func (s sheet) fitting(text, style string, size float64) float64 {
	for ; size > 10; size-- {
		s.SetFont(family, style, size)
		if len(s.SplitText(printable(text), s.width())) <= 2 {
			break
		}
	}
	return size
}

// printable puts a box in place of what the format cannot hold: letters beyond the first 65,536, and pictures.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFFFF {
			return '\uFFFD'
		}
		return r
	}, text)
}

func (s sheet) fill(c colour) { s.SetFillColor(c[0], c[1], c[2]) }

func (s sheet) draw(c colour, width float64) {
	s.SetDrawColor(c[0], c[1], c[2])
	s.SetLineWidth(width)
}

// code draws a code that cameras read, with its border, and links it to its address.
func (s sheet) code(x, y, side float64, address string) {
	code := qr.Of(address)
	if code.Size == 0 {
		return
	}
	module := side / float64(code.Size+2*qr.Quiet)
	s.fill(black)
	code.Runs(func(column, row, length int) {
		s.Rect(x+float64(column+qr.Quiet)*module, y+float64(row+qr.Quiet)*module, float64(length)*module, module, "F")
	})
	s.LinkString(x, y, side, side, address)
}
