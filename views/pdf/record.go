package pdf

import (
	"fmt"

	"trellis/app/records"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/recordsviews"
	"trellis/views/words"
)

// Record is a completion record on one page of A4, tagged for those who have it read out. The same record under the same brand
// makes the same file.
func Record(own records.Own, brand Brand) ([]byte, error) {
	for _, size := range []float64{10, 9, 8, 7, 6, 5} { // until all of it stands above the code
		s, fits := recordSheet(own, brand, size)
		if !fits && size > 5 {
			continue
		}
		file, err := s.file()
		if err != nil {
			return nil, fmt.Errorf("write the record %s as a file: %w", own.Record.Code, err)
		}
		return file, nil
	}
	return nil, nil
}

// recordSheet draws the record with its facts in that size, and tells whether they fit on the page.
func recordSheet(own records.Own, brand Brand, size float64) (sheet, bool) {
	r := own.Record
	s := newSheet("Certificate of completion: "+r.CourseTitle, 24, brand, r.IssuedAt)
	s.band(r.ProviderName, "Completion record", 36)
	s.SetY(48)
	s.say("H1", "Certificate of completion", s.margin, s.width(), style{"", 13, muted})
	s.Ln(3)
	s.holder(r)
	s.say("P", "completed", s.margin, s.width(), style{"", 11, muted})
	s.Ln(1.5)
	s.say("P", r.CourseTitle, s.margin, s.width(), s.fitting(r.CourseTitle, s.width(), style{"B", 19, s.ink}))
	if edition := recordsviews.CourseEdition(r); edition != "" {
		s.Ln(1)
		s.say("P", edition, s.margin, s.width(), style{"", size, muted})
	}
	s.Ln(size / 2.5)
	s.standing(own)
	s.glance(recordsviews.KeyFacts(r), size)
	s.required(recordsviews.Requirements(r, own.Requirements), size)
	s.outcomes(own.Outcomes, size)
	s.more(recordsviews.MoreFacts(own), size)
	fits := s.GetY() < footTop
	s.foot(own)
	return s, fits
}

// footTop is where the foot of the page begins.
const footTop = pageHeight - 56

// holder writes the name. What the fonts have no letters for is told, and said to those who have the file read out.
func (s sheet) holder(r models.CompletionRecord) {
	st := s.fitting(r.PersonName, s.width(), style{"B", 30, s.ink})
	shown, missing := drawn(r.PersonName)
	if shown != "" {
		s.say("P", r.PersonName, s.margin, s.width(), st)
	} else {
		s.tagged(element{role: "P", actual: r.PersonName}, func() {
			s.write("The holder of record "+r.Code, s.margin, s.width(), style{"B", 20, s.ink})
		})
	}
	if missing {
		s.say("P", "Part of the name is in letters that this paper cannot draw. It stands in full on the page where the record is checked, when its holder shares it.", s.margin, s.width(), style{"", 8, muted})
	}
	s.Ln(2)
}

// standing says on paper what no longer holds.
func (s sheet) standing(own records.Own) {
	says := ""
	switch own.State {
	case models.RecordWithdrawn:
		says = "Withdrawn: this record no longer counts"
	case models.Superseded:
		says = "Replaced by record " + own.Successor
		if own.Successor == "" {
			says = "Replaced by another record"
		}
	case models.Expired:
		says = "Expired on " + words.Date(own.Record.ValidUntil)
	case models.Genuine, models.RecordNotFound:
		return
	}
	y := s.GetY()
	s.ornament(func() {
		s.fill(colour{255, 239, 210})
		s.Rect(s.margin, y, s.width(), 11, "F")
		s.fill(amber)
		s.Rect(s.margin, y, 1.6, 11, "F")
	})
	s.SetY(y + 2.5)
	s.say("P", says, s.margin+6, s.width()-10, style{"B", 12, black})
	s.SetY(y + 15)
}

// glance are a few facts beside each other.
func (s sheet) glance(facts []components.Fact, size float64) {
	width := s.width() / float64(len(facts))
	top := s.GetY()
	s.rule(s.margin, s.width())
	below := top
	for i, fact := range facts {
		s.SetY(top + 2.5)
		x := s.margin + float64(i)*width
		s.say("P", fact.Term, x, width-3, style{"", size - 1.5, muted})
		s.say("P", fact.Text, x, width-3, style{"B", size - 0.5, text})
		below = max(below, s.GetY())
	}
	s.SetY(below + 2.5)
}

// heading is a heading over a part of the record.
func (s sheet) heading(words string, size float64) {
	s.rule(s.margin, s.width())
	s.Ln(size / 4)
	s.say("H2", words, s.margin, s.width(), style{"B", size + 1, s.ink})
	s.Ln(size / 10)
}

// required is a table of what was asked, and how it was met.
func (s sheet) required(list []recordsviews.Requirement, size float64) {
	s.heading("What was required, and how it was met", size)
	s.group("Table", func() {
		for _, asked := range list {
			s.group("TR", func() {
				s.row([]cell{{"TH", asked.Asks, 0, 0.55, style{"", size, text}}, {"TD", asked.Met, 0.57, 0.43, style{"", size, muted}}})
			})
		}
	})
	s.Ln(size / 5)
}

// cell is a cell of a row: from where, and how wide, as shares of the width.
type cell struct {
	role        string
	words       string
	from, share float64
	style       style
}

// row writes cells beside each other and stands below the longest.
func (s sheet) row(cells []cell) {
	top := s.GetY()
	below := top
	for _, c := range cells {
		s.SetY(top)
		s.say(c.role, c.words, s.margin+c.from*s.width(), c.share*s.width(), c.style)
		below = max(below, s.GetY())
	}
	s.SetY(below + 0.8)
}

// outcomes are what the course was designed to reach, one a line in two columns.
func (s sheet) outcomes(list []models.RecordOutcome, size float64) {
	if len(list) == 0 {
		return
	}
	s.heading("The course is designed to reach", size)
	s.group("L", func() {
		for i := 0; i < len(list); i += 2 {
			top := s.GetY()
			below := top
			for k, o := range list[i:min(i+2, len(list))] {
				x := s.margin + float64(k)*s.width()/2
				s.SetY(top)
				s.group("LI", func() {
					s.say("LBody", o.CompetencyName+": "+o.LevelLabel, x+4, s.width()/2-8, style{"", size, text})
				})
				s.ornament(func() {
					s.fill(amber)
					s.Rect(x, top+size*0.25-0.7, 1.4, 1.4, "F")
				})
				below = max(below, s.GetY())
			}
			s.SetY(below + 0.6)
		}
	})
	if framework := recordsviews.Framework(list); framework != "" {
		s.say("P", "Levels as described in "+framework, s.margin, s.width(), style{"", size - 1.5, muted})
	}
	s.Ln(size / 5)
}

// more are further facts, the term before what it stands for.
func (s sheet) more(facts []components.Fact, size float64) {
	s.rule(s.margin, s.width())
	s.Ln(size / 4)
	for _, fact := range facts {
		s.row([]cell{{"P", fact.Term, 0, 0.28, style{"", size - 1, muted}}, {"P", fact.Text, 0.3, 0.7, style{"", size - 1, text}}})
	}
}

// foot says where to check the record; it stands at the bottom of the page.
func (s sheet) foot(own records.Own) {
	const side = 36
	y := pageHeight - 50.0
	s.SetY(y - 2)
	s.ornament(func() {
		s.fill(colour{240, 244, 247})
		s.Rect(0, y-5, pageWidth, 55, "F")
	})
	s.tagged(element{role: "Figure", alt: "Code that opens " + own.CheckURL}, func() { s.code(s.margin, y, side, own.CheckURL) })
	x := s.margin + side + 8
	width := pageWidth - s.margin - x
	s.SetY(y + 1)
	s.say("P", "Record number", x, width, style{"", 9, muted})
	s.say("P", own.Record.Code, x, width, style{"B", 15, text})
	s.Ln(1.5)
	s.say("P", "Anybody can check this record, without an account, at", x, width, style{"", 9, muted})
	s.address(own.CheckURL, x, width)
	s.Ln(1.5)
	s.say("P", "Shows completion, not competence.", x, width, style{"B", 9.5, text})
}

// address writes an address that opens when it is pressed.
func (s sheet) address(address string, x, width float64) {
	st := style{"", 9, colour{0, 94, 184}}
	y := s.GetY()
	s.linked(address, "Check this record", x, y, width, float64(s.lines(address, width, st))*st.height(), func() { s.write(address, x, width, st) })
}
