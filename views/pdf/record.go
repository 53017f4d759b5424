package pdf

import (
	"bytes"
	"fmt"

	"codeberg.org/go-pdf/fpdf"

	"trellis/app/records"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/recordsviews"
	"trellis/views/words"
)

// Record is a completion record on one page of A4. The same record makes the same file.
func Record(own records.Own) ([]byte, error) {
	var file bytes.Buffer
	for _, size := range []float64{10, 8.5, 7} { // until all of it stands above the code
		s, fits := recordSheet(own, size)
		if !fits && size > 7 {
			continue
		}
		if err := s.Output(&file); err != nil {
			return nil, fmt.Errorf("write the record %s as a file: %w", own.Record.Code, err)
		}
		break
	}
	return file.Bytes(), nil
}

// recordSheet draws the record with its facts in that size, and tells whether they fit on the page.
func recordSheet(own records.Own, size float64) (sheet, bool) {
	r := own.Record
	s := newSheet("Certificate of completion: "+r.CourseTitle, 28)
	s.SetCreationDate(r.IssuedAt)
	s.SetModificationDate(r.IssuedAt)
	s.frame()
	s.mark(pageWidth/2-9, 30, 18)
	s.SetY(56)
	s.centred("Certificate of completion", "", 12, muted)
	s.Ln(8)
	s.centred(r.PersonName, "B", s.fitting(r.PersonName, "B", 26), ink)
	s.Ln(3)
	s.centred("completed", "", 12, muted)
	s.Ln(3)
	s.centred(r.CourseTitle, "B", s.fitting(r.CourseTitle, "B", 18), ink)
	s.Ln(6)
	if own.State != models.Genuine {
		s.centred(standing(own), "B", 12, black)
		s.Ln(4)
	}
	s.facts(append(recordsviews.Facts(own), components.Fact{Term: "Record number", Text: r.Code}), size)
	fits := s.GetY() < footTop
	s.foot(own.CheckURL)
	return s, fits
}

// footTop is where the foot of the page begins.
const footTop = pageHeight - 68

// standing says on paper what no longer holds.
func standing(own records.Own) string {
	switch own.State {
	case models.RecordWithdrawn:
		return "Withdrawn: this record no longer counts"
	case models.Superseded:
		return "Replaced by record " + own.Successor
	case models.Expired:
		return "Expired on " + words.Date(own.Record.ValidUntil)
	case models.Genuine, models.RecordNotFound:
	}
	return ""
}

// frame is the double line round the page.
func (s sheet) frame() {
	s.draw(ink, 0.8)
	s.Rect(14, 14, pageWidth-28, pageHeight-28, "D")
	s.draw(line, 0.2)
	s.Rect(16, 16, pageWidth-32, pageHeight-32, "D")
}

// mark is the product's sign, a trellis and a leaf, in a square.
func (s sheet) mark(x, y, side float64) {
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

// facts are two columns, the term and what it stands for, each row as high as it needs.
func (s sheet) facts(facts []components.Fact, size float64) {
	const terms = 46
	s.draw(line, 0.2)
	for _, fact := range facts {
		y := s.GetY()
		s.Line(s.margin, y, pageWidth-s.margin, y)
		s.SetY(y + 2)
		s.write(s.margin, terms-2, fact.Term, "", size-1, muted, "L")
		left := s.GetY()
		s.SetY(y + 2)
		s.write(s.margin+terms, s.width()-terms, fact.Text, "", size, ink, "L")
		s.SetY(max(left, s.GetY()) + 2)
	}
}

// foot says where to check the record; it stands at the bottom of the page.
func (s sheet) foot(address string) {
	const side = 30
	s.code(pageWidth/2-side/2, footTop+2, side, address)
	s.SetY(pageHeight - 35)
	s.centred("Check this record at "+address, "", 9, muted)
	s.centred("Shows completion, not competence.", "", 9, muted)
}
