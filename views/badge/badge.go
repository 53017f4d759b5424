// Package badge draws the picture of a badge, as SVG and as PNG, from the same shapes. Letters are shapes too, so that it looks alike
// everywhere. Nothing in it is of a person.
package badge

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strconv"
	"strings"

	drawing "golang.org/x/image/draw"
	"golang.org/x/image/vector"

	"trellis/models"
)

const (
	size   = 600 // of the picture, each way
	middle = size / 2
)

// Picture is what the picture of a badge shows.
type Picture struct {
	Title   string // of the course
	Network string
	Colour  models.Colour // of the network; white stands on it
	Emblem  []byte        // of the network, as PNG; nil for the product's own mark
}

// shape is an area of one colour.
type shape struct {
	fill color.NRGBA
	path path
}

var (
	white = color.NRGBA{255, 255, 255, 255}
	amber = color.NRGBA{255, 181, 76, 255}
	fold  = color.NRGBA{196, 124, 22, 255}
	ink   = color.NRGBA{18, 48, 63, 255}
)

// shapes are the picture from the back to the front, less the emblem.
func (p Picture) shapes() []shape {
	deep, face := solid(p.Colour.Darker()), solid(p.Colour)
	list := []shape{
		{deep, rosette(middle, middle, 288, 272, 28)},
		{white, ring(middle, middle, 252, 247)},
		{face, circle(middle, middle, 247)},
		{fold, polygon(62, 452, 62, 502, 96, 468, 96, 452)},
		{fold, polygon(538, 452, 538, 502, 504, 468, 504, 452)},
		{fold, polygon(10, 412, 80, 412, 80, 486, 10, 486, 34, 449)},
		{fold, polygon(590, 412, 520, 412, 520, 486, 590, 486, 566, 449)},
		{amber, polygon(62, 396, 538, 396, 538, 468, 62, 468)},
	}
	if p.Emblem == nil {
		list = append(list, mark(middle-46, 84, 92)...)
	} else {
		list = append(list, shape{white, circle(middle, emblemAt, 74)})
	}
	list = append(list, shape{ink, centred("COURSE COMPLETED", bold, 31, middle, 443)})
	for _, l := range fitted(p.Title, bold, titleSizes, 410, 4) {
		list = append(list, shape{white, centred(l.text, bold, l.size, middle, titleMiddle+l.down)})
	}
	for _, l := range fitted(p.Network, regular, networkSizes, 262, 2) {
		list = append(list, shape{white, centred(l.text, regular, l.size, middle, 503+l.down)})
	}
	return list
}

const (
	emblemAt    = 134 // the middle of the emblem, from above
	emblemSpace = 104 // each way
	titleMiddle = 296
)

var (
	titleSizes   = []float64{46, 42, 38, 34, 30, 27, 24, 21}
	networkSizes = []float64{20, 18, 16, 14}
)

// SVG is the picture as a drawing.
func (p Picture) SVG() []byte {
	var b bytes.Buffer
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" width="600" height="600" role="img" aria-labelledby="badge-title">` + "\n")
	b.WriteString(`<title id="badge-title">`)
	_ = xml.EscapeText(&b, []byte("Course completed: "+p.Title+". "+p.Network)) // a buffer takes everything
	b.WriteString("</title>\n")
	for i, s := range p.shapes() {
		if i == 9 && p.Emblem != nil {
			p.emblemSVG(&b)
		}
		b.WriteString(`<path fill="` + models.Colour{s.fill.R, s.fill.G, s.fill.B}.String() + `" d="` + s.path.svg() + `"/>` + "\n")
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

func (p Picture) emblemSVG(b *bytes.Buffer) {
	at := func(n int) string { return strconv.Itoa(n) }
	b.WriteString(`<image x="` + at(middle-emblemSpace/2) + `" y="` + at(emblemAt-emblemSpace/2) + `" width="` + at(emblemSpace) + `" height="` + at(emblemSpace) +
		`" href="data:image/png;base64,` + base64.StdEncoding.EncodeToString(p.Emblem) + `"/>` + "\n")
}

// PNG is the picture in pixels.
func (p Picture) PNG() ([]byte, error) {
	picture := image.NewRGBA(image.Rect(0, 0, size, size))
	for i, s := range p.shapes() {
		if i == 9 && p.Emblem != nil {
			if err := p.drawEmblem(picture); err != nil {
				return nil, err
			}
		}
		place := s.path.bounds().Intersect(picture.Bounds())
		area := vector.NewRasterizer(place.Dx(), place.Dy())
		s.path.draw(area, place.Min)
		area.Draw(picture, place, image.NewUniform(s.fill), image.Point{})
	}
	var b bytes.Buffer
	err := png.Encode(&b, picture)
	return b.Bytes(), err
}

// drawEmblem draws the emblem into the space for it, in its own shape.
func (p Picture) drawEmblem(onto draw.Image) error {
	emblem, err := png.Decode(bytes.NewReader(p.Emblem))
	if err != nil {
		return err
	}
	w, h := emblem.Bounds().Dx(), emblem.Bounds().Dy()
	most := max(w, h, 1)
	w, h = w*emblemSpace/most, h*emblemSpace/most
	place := image.Rect(middle-w/2, emblemAt-h/2, middle+w-w/2, emblemAt+h-h/2)
	drawing.CatmullRom.Scale(onto, place, emblem, emblem.Bounds(), draw.Over, nil)
	return nil
}

func solid(c models.Colour) color.NRGBA { return color.NRGBA{c[0], c[1], c[2], 255} }

// mark is the product's own: a trellis of white laths, with a leaf.
func mark(x, y, width float32) []shape {
	k := width / 40
	at := func(points ...float32) path {
		for i := range points {
			points[i] *= k
			if i%2 == 0 {
				points[i] += x
			} else {
				points[i] += y
			}
		}
		return polygon(points...)
	}
	laths := path{}
	for _, l := range [][4]float32{{3, 20, 20, 3}, {20, 3, 37, 20}, {37, 20, 20, 37}, {20, 37, 3, 20}, {11.5, 11.5, 28.5, 28.5}, {28.5, 11.5, 11.5, 28.5}} {
		laths = append(laths, lath(at, l[0], l[1], l[2], l[3])...)
	}
	leaf := path{
		{kind: moveTo, at: [6]float32{x + 20*k, y + 20*k}},
		{kind: cubicTo, at: [6]float32{x + 20*k, y + 11*k, x + 25*k, y + 5*k, x + 35*k, y + 4.4*k}},
		{kind: cubicTo, at: [6]float32{x + 35.3*k, y + 14*k, x + 30*k, y + 20*k, x + 20*k, y + 20*k}},
	}
	return []shape{{white, laths}, {amber, leaf}}
}

// lath is a line between two points, as wide as those of the mark.
func lath(at func(...float32) path, x1, y1, x2, y2 float32) path {
	const w = 1.3
	dx, dy := float32(w), float32(w)
	if (x2-x1 > 0) == (y2-y1 > 0) {
		dx = -dx
	}
	dx, dy = dx*0.7071, dy*0.7071
	ex, ey := (x2-x1)/abs(x2-x1)*w*0.7071, (y2-y1)/abs(y2-y1)*w*0.7071 // ends reach a little further, to meet
	points := []float32{x1 - ex + dx, y1 - ey + dy, x2 + ex + dx, y2 + ey + dy, x2 + ex - dx, y2 + ey - dy, x1 - ex - dx, y1 - ey - dy}
	if turn(points) < 0 { // all go round one way, or they would cancel out where they cross
		points = []float32{points[6], points[7], points[4], points[5], points[2], points[3], points[0], points[1]}
	}
	return at(points...)
}

func abs(n float32) float32 { return max(n, -n) }

// turn is twice the area of a polygon, with the sign of the way it goes round.
func turn(points []float32) (sum float32) {
	for i := 0; i < len(points); i += 2 {
		j := (i + 2) % len(points)
		sum += points[i]*points[j+1] - points[j]*points[i+1] //nolint:gosec // points come in pairs
	}
	return sum
}

func number(n float32) string {
	text := strconv.FormatFloat(float64(n), 'f', 1, 32)
	return strings.TrimSuffix(text, ".0")
}
