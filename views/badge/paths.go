package badge

import (
	"image"
	"math"
	"strings"

	"golang.org/x/image/vector"
)

// kind is a kind of step.
type kind byte

const (
	moveTo  kind = 'M'
	lineTo  kind = 'L'
	quadTo  kind = 'Q'
	cubicTo kind = 'C'
)

// numbers is how many numbers a step takes.
func (k kind) numbers() int {
	switch k {
	case quadTo:
		return 4
	case cubicTo:
		return 6
	case moveTo, lineTo:
	}
	return 2
}

type step struct {
	kind kind
	at   [6]float32
}

// path is an outline, or several: each begins with a move and is closed.
type path []step

func (p path) svg() string {
	var b strings.Builder
	for i, s := range p {
		if s.kind == moveTo && i > 0 {
			b.WriteByte('Z')
		}
		b.WriteByte(byte(s.kind))
		for j := range s.kind.numbers() {
			if j > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(number(s.at[j]))
		}
	}
	b.WriteByte('Z')
	return b.String()
}

// draw draws the path into an area that begins at a point.
func (p path) draw(area *vector.Rasterizer, from image.Point) {
	x, y := float32(from.X), float32(from.Y)
	for i, s := range p {
		if s.kind == moveTo && i > 0 {
			area.ClosePath()
		}
		a := s.at
		switch s.kind {
		case moveTo:
			area.MoveTo(a[0]-x, a[1]-y)
		case lineTo:
			area.LineTo(a[0]-x, a[1]-y)
		case quadTo:
			area.QuadTo(a[0]-x, a[1]-y, a[2]-x, a[3]-y)
		case cubicTo:
			area.CubeTo(a[0]-x, a[1]-y, a[2]-x, a[3]-y, a[4]-x, a[5]-y)
		}
	}
	area.ClosePath()
}

// bounds is where the path is, at most.
func (p path) bounds() (b image.Rectangle) {
	for i, s := range p {
		for j := 0; j < s.kind.numbers(); j += 2 {
			at := image.Pt(int(math.Floor(float64(s.at[j]))), int(math.Floor(float64(s.at[j+1]))))
			point := image.Rectangle{Min: at, Max: at.Add(image.Pt(2, 2))}
			if i == 0 && j == 0 {
				b = point
			}
			b = b.Union(point)
		}
	}
	return b
}

// polygon joins points with lines.
func polygon(points ...float32) path {
	p := make(path, 0, len(points)/2)
	for i := 0; i+1 < len(points); i += 2 {
		s := step{kind: lineTo}
		if i == 0 {
			s.kind = moveTo
		}
		s.at[0], s.at[1] = points[i], points[i+1]
		p = append(p, s)
	}
	return p
}

const round = 180 // corners are enough for a circle of this size

func circle(x, y, radius float64) path {
	return rosette(x, y, radius, radius, round/4)
}

// rosette is a circle with so many waves between two radii.
func rosette(x, y, outer, inner float64, waves int) path {
	points := make([]float32, 0, 2*8*waves)
	for i := range 8 * waves {
		angle := 2 * math.Pi * float64(i) / float64(8*waves)
		radius := (outer+inner)/2 + (outer-inner)/2*math.Cos(float64(waves)*angle)
		points = append(points, float32(x+radius*math.Sin(angle)), float32(y-radius*math.Cos(angle)))
	}
	return polygon(points...)
}

// ring is what is between two circles: the inner one goes round the other way.
func ring(x, y, outer, inner float64) path {
	hole := circle(x, y, inner)
	turned := make([]float32, 0, 2*len(hole))
	for i := range hole {
		s := hole[len(hole)-1-i]
		turned = append(turned, s.at[0], s.at[1])
	}
	return append(circle(x, y, outer), polygon(turned...)...)
}
