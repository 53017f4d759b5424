package pdf

import (
	"fmt"
	"strings"

	"trellis/app/records"
	"trellis/models"
	"trellis/views/recordsviews"
	"trellis/views/words"
)

// Record is a completion record on one page of A4, tagged so that it can be read out. The same record makes the same file.
func Record(own records.Own, brand Brand) ([]byte, error) {
	for _, scale := range []float64{1, 0.88, 0.76, 0.64} { // until all of it stands above the foot
		s, fits := recordSheet(own, brand, scale)
		if !fits && scale > 0.7 {
			continue
		}
		file, err := s.output()
		if err != nil {
			return nil, fmt.Errorf("write the record %s as a file: %w", own.Record.Code, err)
		}
		return file, nil
	}
	return nil, nil
}

const (
	bandHeight = 44.0            // of the coloured band at the top, in mm
	footTop    = pageHeight - 56 // where the foot of the page begins
	footSide   = 34.0            // of the code in it
)

// recordSheet draws the record at a scale, and tells whether it fits on the page.
func recordSheet(own records.Own, brand Brand, scale float64) (sheet, bool) {
	r := own.Record
	s := newSheet("Certificate of completion: "+r.CourseTitle+", "+r.PersonName, 24, brand)
	s.SetCreationDate(r.IssuedAt)
	s.SetModificationDate(r.IssuedAt)
	s.AddPage()
	s.band(r.ProviderName)
	s.SetY(bandHeight + 12*scale)
	s.says("H1", func() { s.left("Certificate of completion", "", 13, muted) })
	s.Ln(5 * scale)
	s.holder(r, 28*scale)
	s.Ln(3 * scale)
	s.says("P", func() { s.left("completed", "", 11.5, muted) })
	s.Ln(2 * scale)
	s.says("P", func() { s.left(r.CourseTitle, "B", s.fitting(r.CourseTitle, "B", 18*scale), ink) })
	s.Ln(1)
	s.says("P", func() { s.left(edition(r), "", 9.5*scale, muted) })
	s.Ln(5 * scale)
	if said := standing(own); said != "" {
		s.says("P", func() { s.notice(said) })
		s.Ln(3 * scale)
	}
	s.part("L", func() { s.tiles(tilesOf(r), scale) })
	s.Ln(5 * scale)
	s.list("What was required, and how it was met", requirements(own), scale)
	s.list("The course is designed to reach", recordsviews.Outcomes(own.Outcomes), scale)
	if r.OrganisationName != "" {
		s.list("Organisation at the time", []string{r.OrganisationName}, scale)
	}
	fits := s.GetY() < footTop-2
	s.foot(own)
	return s, fits
}

// band is the head of the page in the network's colour, with its picture and its name.
func (s sheet) band(provider string) {
	s.adorns(func() {
		s.fill(s.brand.ink())
		s.Rect(0, 0, pageWidth, bandHeight, "F")
		s.fill(amber)
		s.Rect(0, bandHeight, pageWidth, 1.4, "F")
		s.emblem(s.margin, 11, 22)
	})
	const beside = 22 + 7
	s.SetFont(family, "B", 15)
	lines := len(s.SplitText(printable(provider), s.width()-beside))
	s.SetY(22 - float64(lines)*3.75)
	s.says("P", func() { s.write(s.margin+beside, s.width()-beside, provider, "B", 15, white, "L") })
}

// holder writes whose record it is. A name in letters that the page cannot show stays in the file as text, to be read out and copied.
func (s sheet) holder(r models.CompletionRecord, size float64) {
	if drawable(r.PersonName) {
		s.says("H2", func() { s.left(r.PersonName, "B", s.fitting(r.PersonName, "B", size), ink) })
		return
	}
	s.stands("H2", r.PersonName, func() { s.left("The holder of record "+r.Code, "B", size*0.72, ink) })
	s.Ln(1.5)
	s.says("P", func() {
		s.left("Their name is in letters that this page cannot draw. It is in the title of this file, and on the check page where they show it.", "", 9, muted)
	})
}

// edition says which version of the course it was, and which run.
func edition(r models.CompletionRecord) string {
	return fmt.Sprintf("Version %d of the course, %s", r.CourseVersion, r.CohortName)
}

// standing says on paper what no longer holds; empty for a record that does.
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

// notice writes a line that nobody overlooks.
func (s sheet) notice(text string) {
	s.fill(amber)
	s.SetFont(family, "B", 11.5)
	s.SetTextColor(black[0], black[1], black[2])
	s.SetX(s.margin)
	s.MultiCell(s.width(), 9, "  "+printable(text), "", "L", true)
}

// tile is a fact in a box of its own.
type tile struct{ term, text string }

func tilesOf(r models.CompletionRecord) []tile {
	when := words.Date(r.CompletedOn)
	if r.StartedOn != "" && r.StartedOn != r.CompletedOn {
		when = words.Date(r.StartedOn) + " to " + when
	}
	return []tile{{"When", when}, {"What they did", recordsviews.Did(r)}, {"Valid until", recordsviews.Until(r)}}
}

// tiles writes facts beside each other, in boxes of one height.
func (s sheet) tiles(tiles []tile, scale float64) {
	const gap, pad = 4.0, 3.5
	width := (s.width() - gap*float64(len(tiles)-1)) / float64(len(tiles))
	size, lines := 10.5*scale, 1
	s.SetFont(family, "B", size)
	for _, t := range tiles {
		lines = max(lines, len(s.SplitText(printable(t.text), width-2*pad)))
	}
	y, height := s.GetY(), 2*pad+4.5*scale+float64(lines)*size*0.5
	for i, t := range tiles {
		x := s.margin + float64(i)*(width+gap)
		s.adorns(func() {
			s.fill(pale)
			s.RoundedRect(x, y, width, height, 1.8, "1234", "F")
		})
		s.SetY(y + pad - 0.5)
		s.part("LI", func() {
			s.says("Lbl", func() { s.write(x+pad, width-2*pad, t.term, "", 8.5*scale, muted, "L") })
			s.SetY(s.GetY() + 0.8)
			s.says("LBody", func() { s.write(x+pad, width-2*pad, t.text, "B", size, ink, "L") })
		})
	}
	s.SetY(y + height)
}

// list writes a heading with what stands under it; nothing where nothing does.
func (s sheet) list(heading string, items []string, scale float64) {
	if len(items) == 0 {
		return
	}
	s.says("H2", func() { s.left(heading, "B", 10.5*scale, ink) })
	s.Ln(1.2 * scale)
	s.part("L", func() {
		for _, item := range items {
			y := s.GetY()
			s.adorns(func() {
				s.fill(s.brand.ink())
				s.Circle(s.margin+1.4, y+2.4*scale, 0.75, "F")
			})
			s.says("LI", func() { s.write(s.margin+5, s.width()-5, item, "", 9.5*scale, ink, "L") })
			s.Ln(0.7 * scale)
		}
	})
	s.Ln(3.2 * scale)
}

// requirements are what was asked for and how each was met; of a record from before they were kept, the rule.
func requirements(own records.Own) []string {
	if len(own.Requirements) == 0 {
		return []string{own.Record.Rule}
	}
	list := make([]string, 0, len(own.Requirements))
	for _, q := range own.Requirements {
		said := q.Asks
		if q.Met != "" {
			said += ": " + q.Met
		}
		list = append(list, said)
	}
	return list
}

// foot says where to check the record, and what it does not say; it stands at the bottom of the page.
func (s sheet) foot(own records.Own) {
	r := own.Record
	s.adorns(func() {
		s.draw(line, 0.3)
		s.Line(s.margin, footTop, pageWidth-s.margin, footTop)
	})
	y := footTop + 7.0
	s.shows("A code for a camera, which opens "+own.CheckURL, func() { s.code(s.margin-2, y-2, footSide, own.CheckURL) })
	x, width := s.margin+footSide+5, s.width()-footSide-5
	s.SetY(y)
	s.says("P", func() { s.write(x, width, "Record number "+r.Code, "B", 12, ink, "L") })
	s.Ln(1.2)
	s.says("P", func() {
		s.write(x, width, "Anybody can check it, without an account, at "+shown(own.CheckURL), "", 9, ink, "L")
	})
	s.Ln(1.2)
	s.says("P", func() {
		s.write(x, width, "Issued on "+words.Date(models.DateOf(r.IssuedAt))+" by "+r.IssuedBy, "", 9, muted, "L")
	})
	s.Ln(2.4)
	s.says("P", func() { s.write(x, width, "Shows completion, not competence.", "B", 9.5, ink, "L") })
}

// shown is an address as people read it.
func shown(address string) string {
	_, plain, found := strings.Cut(address, "://")
	if !found {
		return address
	}
	return plain
}
