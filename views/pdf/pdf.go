// Package pdf writes what people print and keep as files.
package pdf

import (
	"bytes"
	_ "embed" // the fonts

	"codeberg.org/go-pdf/fpdf"

	"trellis/models"
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
	white = colour{255, 255, 255}
	pale  = colour{238, 243, 246}
)

// Brand is how a network shows itself: its colour, which takes white text, and the picture that stands for it, as PNG; nil for the
// product's own sign.
type Brand struct {
	Colour models.Colour
	Emblem []byte
}

func (b Brand) ink() colour { return colour{int(b.Colour[0]), int(b.Colour[1]), int(b.Colour[2])} }

// sheet is a document of A4 pages that are written from the top down.
type sheet struct {
	*fpdf.Fpdf
	margin    float64
	brand     Brand
	structure *structure
}

func newSheet(title string, margin float64, brand Brand) sheet {
	p := fpdf.New("P", "mm", "A4", "")
	p.AddUTF8FontFromBytes(family, "", regular)
	p.AddUTF8FontFromBytes(family, "B", bold)
	p.SetCatalogSort(true) // the same record makes the same file
	p.SetTitle(printable(title), true)
	p.SetCreator("Trellis", true)
	p.SetLang("en-GB")
	p.SetMargins(margin, margin, margin)
	p.SetCellMargin(0)
	p.SetAutoPageBreak(false, 0)
	return sheet{Fpdf: p, margin: margin, brand: brand, structure: newStructure()}
}

func (s sheet) width() float64 { return pageWidth - 2*s.margin }

// left writes a text from the left margin, over as many lines as it needs, and stands below it.
func (s sheet) left(text, style string, size float64, c colour) {
	s.write(s.margin, s.width(), text, style, size, c, "L")
}

// write writes a text from x over a width, and stands below it.
func (s sheet) write(x, width float64, text, style string, size float64, c colour, align string) {
	s.SetFont(family, style, size)
	s.SetTextColor(c[0], c[1], c[2])
	lines := s.SplitText(printable(text), width)
	for i, l := range lines {
		if i < len(lines)-1 {
			l += " " // so that words stay apart for who hears or copies them
		}
		s.SetX(x)
		s.CellFormat(width, size*0.5, l, "", 2, align, false, 0, "")
	}
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

// emblem draws what stands for the network into a square, on a white field.
func (s sheet) emblem(x, y, side float64) {
	s.fill(white)
	s.RoundedRect(x, y, side, side, side/8, "1234", "F")
	inner := side * 0.8
	at := (side - inner) / 2
	if s.brand.Emblem == nil {
		s.sign(x+at, y+at, inner)
		return
	}
	const name = "emblem"
	options := fpdf.ImageOptions{ImageType: "PNG"}
	info := s.RegisterImageOptionsReader(name, options, bytes.NewReader(s.brand.Emblem))
	if s.Err() || info.Width() <= 0 || info.Height() <= 0 {
		s.ClearError() // a picture that the library cannot draw
		s.sign(x+at, y+at, inner)
		return
	}
	width, height := inner, inner*info.Height()/info.Width()
	if height > inner {
		width, height = inner*info.Width()/info.Height(), inner
	}
	s.ImageOptions(name, x+(side-width)/2, y+(side-height)/2, width, height, false, options, 0, "")
}
