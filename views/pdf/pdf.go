// Package pdf writes what people print and keep as files.
package pdf

import (
	"bytes"
	_ "embed" // the fonts
	"image/png"
	"strings"
	"time"

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
	text  = colour{33, 43, 50}
	muted = colour{76, 98, 114}
	line  = colour{196, 211, 218}
	black = colour{0, 0, 0}
	white = colour{255, 255, 255}
	amber = colour{255, 181, 76}
)

// Brand is how the network's papers look.
type Brand struct {
	Colour string // as #12303f; white text stands on it
	Emblem []byte // a picture as PNG; none for the product's own sign
}

// ink is the brand's colour, or the product's own.
func (b Brand) ink() colour {
	c, err := models.ParseColour(b.Colour)
	if err != nil {
		c, _ = models.ParseColour(models.UsualColour)
	}
	return colour{int(c[0]), int(c[1]), int(c[2])}
}

// emblem is the picture with its size, or nothing where it cannot be drawn: a picture that is not as it should be must not keep
// people from their papers.
func (b Brand) emblem() (width, height float64) {
	size, err := png.DecodeConfig(bytes.NewReader(b.Emblem))
	if err != nil || size.Height == 0 {
		return 0, 0
	}
	if _, err := png.Decode(bytes.NewReader(b.Emblem)); err != nil {
		return 0, 0
	}
	return float64(size.Width), float64(size.Height)
}

// sheet is a paper of A4 that is written from the top down.
type sheet struct {
	*fpdf.Fpdf
	margin float64
	brand  Brand
	ink    colour
	tags   *tags
}

// newSheet begins a paper that was made at that moment.
func newSheet(title string, margin float64, brand Brand, made time.Time) sheet {
	p := fpdf.New("P", "mm", "A4", "")
	p.AddUTF8FontFromBytes(family, "", regular)
	p.AddUTF8FontFromBytes(family, "B", bold)
	p.SetCatalogSort(true) // the same record makes the same file
	p.SetCreationDate(made.UTC())
	p.SetModificationDate(made.UTC())
	p.SetTitle(title, true)
	p.SetCreator("Trellis", true)
	p.SetLang("en-GB")
	p.SetMargins(margin, margin, margin)
	p.SetCellMargin(0)
	p.SetAutoPageBreak(false, 0)
	s := sheet{Fpdf: p, margin: margin, brand: brand, ink: brand.ink(), tags: newTags()}
	p.AddPage()
	return s
}

// file is the paper as a file, with its tags.
func (s sheet) file() ([]byte, error) {
	var file bytes.Buffer
	if err := s.Output(&file); err != nil {
		return nil, err
	}
	return s.tags.put(file.Bytes())
}

func (s sheet) width() float64 { return pageWidth - 2*s.margin }

// style is how a text looks: "" or "B", its size in points, and its colour.
type style struct {
	weight string
	size   float64
	colour colour
}

func (st style) height() float64 { return st.size * 0.5 }

// say writes a text as an element, from x over a width, and stands below it.
func (s sheet) say(role, words string, x, width float64, st style) {
	shown, _ := drawn(words)
	e := element{role: role}
	if shown != words {
		e.actual = words
	}
	s.tagged(e, func() { s.write(shown, x, width, st) })
}

// write writes what can be drawn from x over a width, over as many lines as it needs, and stands below it.
func (s sheet) write(shown string, x, width float64, st style) {
	s.SetFont(family, st.weight, st.size)
	s.SetTextColor(st.colour[0], st.colour[1], st.colour[2])
	rest := shown
	for _, row := range s.SplitText(shown, width) {
		if rest = strings.TrimPrefix(rest, row); strings.HasPrefix(rest, " ") { // a reader joins the lines
			rest, row = rest[1:], row+" "
		}
		s.SetX(x)
		s.CellFormat(width, st.height(), row, "", 2, "L", false, 0, "")
	}
}

// lines is how many lines a text needs.
func (s sheet) lines(words string, width float64, st style) int {
	shown, _ := drawn(words)
	s.SetFont(family, st.weight, st.size)
	return len(s.SplitText(shown, width))
}

// fitting is the style in the largest size, from its own downward, at which the text needs no more than two lines.
func (s sheet) fitting(words string, width float64, st style) style {
	for ; st.size > 10; st.size-- {
		if s.lines(words, width, st) <= 2 {
			break
		}
	}
	return st
}

func (s sheet) fill(c colour) { s.SetFillColor(c[0], c[1], c[2]) }

func (s sheet) draw(c colour, width float64) {
	s.SetDrawColor(c[0], c[1], c[2])
	s.SetLineWidth(width)
}

// rule draws a thin line from x over a width where the sheet stands.
func (s sheet) rule(x, width float64) {
	s.ornament(func() {
		s.draw(line, 0.2)
		s.Line(x, s.GetY(), x+width, s.GetY())
	})
}

// code draws a code that cameras read, with its border.
func (s sheet) code(x, y, side float64, address string) {
	code := qr.Of(address)
	if code.Size == 0 {
		return
	}
	module := side / float64(code.Size+2*qr.Quiet)
	s.fill(white)
	s.Rect(x, y, side, side, "F")
	s.fill(black)
	code.Runs(func(column, row, length int) {
		s.Rect(x+float64(column+qr.Quiet)*module, y+float64(row+qr.Quiet)*module, float64(length)*module, module, "F")
	})
}

// band is the head of a paper: the network's sign and name on its colour.
func (s sheet) band(network, kind string, height float64) {
	s.ornament(func() {
		s.fill(s.ink)
		s.Rect(0, 0, pageWidth, height, "F")
		s.fill(amber)
		s.Rect(0, height, pageWidth, 1.2, "F")
	})
	side := height * 0.5
	x := s.margin + s.sign(s.margin, (height-side)/2, side) + 6
	width := pageWidth - s.margin - x
	st := s.fitting(network, width, style{"B", 15, white})
	s.SetY((height - float64(s.lines(network, width, st))*st.height() - 5) / 2)
	s.say("P", network, x, width, st)
	s.say("P", kind, x, width, style{"", 9.5, white})
}

// sign is the network's picture, or the product's own sign, on the colour of the band. It answers how wide it is.
func (s sheet) sign(x, y, side float64) float64 {
	width, height := s.brand.emblem()
	if width == 0 {
		s.ornament(func() { s.mark(x, y, side) })
		return side
	}
	wide := min(side*width/height, 3*side)
	s.ornament(func() {
		s.RegisterImageOptionsReader("emblem", fpdf.ImageOptions{ImageType: "PNG"}, bytes.NewReader(s.brand.Emblem))
		s.ImageOptions("emblem", x, y, wide, wide*height/width, false, fpdf.ImageOptions{}, 0, "")
	})
	return wide
}

// mark is the product's sign, a trellis and a leaf, in a square.
func (s sheet) mark(x, y, side float64) {
	unit := side / 40
	at := func(px, py float64) (float64, float64) { return x + px*unit, y + py*unit }
	point := func(px, py float64) fpdf.PointType { return fpdf.PointType{X: x + px*unit, Y: y + py*unit} }
	s.draw(white, 2.6*unit)
	s.SetLineJoinStyle("round")
	s.Polygon([]fpdf.PointType{point(3, 20), point(20, 3), point(37, 20), point(20, 37)}, "D")
	for _, l := range [][4]float64{{11.5, 11.5, 28.5, 28.5}, {28.5, 11.5, 11.5, 28.5}} {
		x1, y1 := at(l[0], l[1])
		x2, y2 := at(l[2], l[3])
		s.Line(x1, y1, x2, y2)
	}
	s.fill(amber)
	s.draw(s.ink, unit)
	s.MoveTo(at(20, 20))
	s.bend(at, 20, 11, 25, 5, 35, 4.4)
	s.bend(at, 35.3, 14, 30, 20, 20, 20)
	s.ClosePath()
	s.DrawPath("DF")
}

func (s sheet) bend(at func(x, y float64) (float64, float64), ax, ay, bx, by, x, y float64) {
	ax, ay = at(ax, ay)
	bx, by = at(bx, by)
	x, y = at(x, y)
	s.CurveBezierCubicTo(ax, ay, bx, by, x, y)
}
