package pdf

import "codeberg.org/go-pdf/fpdf"

// sign is the product's sign, a trellis and a leaf, in a square.
func (s sheet) sign(x, y, side float64) {
	unit := side / 40
	at := func(px, py float64) (float64, float64) { return x + px*unit, y + py*unit }
	point := func(px, py float64) fpdf.PointType { return fpdf.PointType{X: x + px*unit, Y: y + py*unit} }
	s.draw(ink, 2.6*unit)
	s.SetLineJoinStyle("round")
	s.Polygon([]fpdf.PointType{point(3, 20), point(20, 3), point(37, 20), point(20, 37)}, "D")
	for _, l := range [][4]float64{{11.5, 11.5, 28.5, 28.5}, {28.5, 11.5, 11.5, 28.5}} {
		x1, y1 := at(l[0], l[1])
		x2, y2 := at(l[2], l[3])
		s.Line(x1, y1, x2, y2)
	}
	s.fill(amber)
	s.draw(ink, unit)
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
