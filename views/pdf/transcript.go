package pdf

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"trellis/app/records"
	"trellis/views/recordsviews"
	"trellis/views/words"
)

// Transcript is everything that a person has done, on as many pages as it needs, tagged for those who have it read out. The same
// transcript on the same day, under the same brand, makes the same file.
func Transcript(t records.Transcript, brand Brand) ([]byte, error) {
	s := newSheet("Learning transcript: "+t.Name, 20, brand)
	made := t.MadeOn.Time().Add(12 * time.Hour).UTC()
	s.SetCreationDate(made)
	s.SetModificationDate(made)
	s.AliasNbPages("{pages}")
	s.AddPage()
	p := &paper{sheet: s, name: t.Name}
	s.band(t.Network)
	s.SetY(bandHeight + 9)
	p.say("H1", "Learning transcript", s.margin, s.width(), style{"", 12, muted})
	s.Ln(2)
	p.person(t)
	p.records(t.Records)
	p.taken(t)
	p.past(t)
	p.years(t)
	p.number()
	file, err := s.output()
	if err != nil {
		return nil, fmt.Errorf("write a transcript as a file: %w", err)
	}
	return file, nil
}

// paper is a sheet of several pages.
type paper struct {
	sheet
	name string
}

const paperBottom = pageHeight - 20

// style is how a text looks: "" or "B", its size in points, and its colour.
type style struct {
	weight string
	size   float64
	colour colour
}

func (st style) height() float64 { return st.size * 0.5 }

// say writes a text as a part, from x over a width, and stands below it. What cannot be drawn is still there to be read out.
func (p *paper) say(kind, words string, x, width float64, st style) {
	visible := visibleOf(words)
	draw := func() { p.put(visible, x, width, st) }
	if visible == words {
		p.says(kind, draw)
		return
	}
	p.stands(kind, words, draw)
}

func (p *paper) put(words string, x, width float64, st style) {
	p.write(x, width, words, st.weight, st.size, st.colour, "L")
}

// lines is how many lines a text needs.
func (p *paper) lines(words string, width float64, st style) int {
	p.SetFont(family, st.weight, st.size)
	return len(p.SplitText(printable(visibleOf(words)), width))
}

func (p *paper) rule() {
	p.adorns(func() {
		p.draw(line, 0.2)
		p.Line(p.margin, p.GetY(), pageWidth-p.margin, p.GetY())
	})
}

// visibleOf is a text without the words that the page cannot draw.
func visibleOf(text string) string {
	if text == "" || drawable(text) && !strings.ContainsFunc(text, unicode.IsControl) {
		return text
	}
	words := slices.DeleteFunc(strings.Fields(printable(text)), func(word string) bool { return !drawable(word) })
	if len(words) == 0 {
		return "(in letters that this page cannot draw)"
	}
	return strings.Join(words, " ")
}

func (p *paper) person(t records.Transcript) {
	p.say("P", t.Name, p.margin, p.width(), style{"B", p.fitting(visibleOf(t.Name), "B", 24), p.brand.ink()})
	if !drawable(t.Name) {
		p.say("P", "Their name has letters that this page cannot draw. It is in the title of this file.", p.margin, p.width(), style{"", 8, muted})
	}
	p.Ln(1)
	says := "As " + t.Network + " has it on " + words.Date(t.MadeOn) + ". Completion records show completion, not competence. Each can be checked by its number, without an account."
	p.say("P", says, p.margin, p.width(), style{"", 9, muted})
	p.Ln(4)
}

// need turns the page unless so much room is left; again draws what is repeated at the top of the next.
func (p *paper) need(height float64, again func()) {
	if p.GetY()+height <= paperBottom {
		return
	}
	p.number()
	p.AddPage()
	p.adorns(func() {
		p.fill(p.brand.ink())
		p.Rect(0, 0, pageWidth, 4, "F")
		p.SetY(9)
		words := visibleOf("Learning transcript: " + p.name)
		st := style{"", 8, muted}
		p.SetFont(family, "", 8)
		if rows := p.SplitText(words, p.width()); len(rows) > 0 {
			p.put(rows[0], p.margin, p.width(), st)
		}
	})
	p.SetY(18)
	if again != nil {
		p.adorns(again)
	}
}

// number writes the number of the page.
func (p *paper) number() {
	p.adorns(func() {
		p.SetY(pageHeight - 14)
		p.put(fmt.Sprintf("Page %d of {pages}", p.PageNo()), p.margin, p.width(), style{"", 8, muted})
	})
}

func (p *paper) section(title, says string) {
	p.need(34, nil)
	p.Ln(3)
	p.rule()
	p.Ln(3)
	p.say("H2", title, p.margin, p.width(), style{"B", 13, p.brand.ink()})
	if says != "" {
		p.Ln(0.5)
		p.say("P", says, p.margin, p.width(), style{"", 8.5, muted})
	}
	p.Ln(2)
}

// column is a column of a table: its head, and how wide it is, as a share of the width.
type column struct {
	head  string
	share float64
}

const gap = 3.0 // between columns

// table writes rows under their heads, which stand again at the top of each page.
func (p *paper) table(columns []column, rows [][]string) {
	head, body := style{"B", 8, muted}, style{"", 9, ink}
	again := func() {
		x, top := p.margin, p.GetY()
		for _, c := range columns {
			p.SetY(top)
			p.put(c.head, x, c.share*p.width()-gap, head)
			x += c.share * p.width()
		}
		p.Ln(1)
	}
	p.part("Table", func() {
		p.part("TR", func() {
			p.cells(columns, headsOf(columns), func(int) (string, style) { return columnHead, head })
		})
		for _, row := range rows {
			height := 0.0
			for i, words := range row {
				height = max(height, float64(p.lines(words, columns[i].share*p.width()-gap, body))*body.height())
			}
			p.need(min(height+3, paperBottom-30), again)
			p.rule()
			p.Ln(1.2)
			p.part("TR", func() {
				p.cells(columns, row, func(i int) (string, style) {
					if i == 0 {
						return rowHead, style{"B", 9, ink}
					}
					return "TD", body
				})
			})
		}
	})
}

func headsOf(columns []column) []string {
	heads := make([]string, len(columns))
	for i, c := range columns {
		heads[i] = c.head
	}
	return heads
}

func (p *paper) cells(columns []column, row []string, as func(int) (string, style)) {
	x, top := p.margin, p.GetY()
	below := top
	for i, words := range row {
		kind, st := as(i)
		p.SetY(top)
		p.say(kind, words, x, columns[i].share*p.width()-gap, st)
		x += columns[i].share * p.width()
		below = max(below, p.GetY())
	}
	p.SetY(below + 1)
}

func (p *paper) records(list []records.TranscriptRecord) {
	p.section("Completion records", "")
	if len(list) == 0 {
		p.say("P", "None yet.", p.margin, p.width(), style{"", 9, ink})
		return
	}
	rows := make([][]string, len(list))
	for i, r := range list {
		state := recordsviews.StateWord(r.State)
		if note := recordsviews.RecordNote(r); note != "" {
			state += ". " + note
		}
		rows[i] = []string{r.CourseTitle, words.Date(r.CompletedOn), recordsviews.Did(r.CompletionRecord), state, r.Code}
	}
	p.table([]column{{"Course", 0.3}, {"Completed on", 0.16}, {"What was done", 0.2}, {"State", 0.17}, {"Record number", 0.17}}, rows)
	p.Ln(1)
	p.need(12, nil)
	p.say("P", "Check a record at", p.margin, p.width(), style{"", 8.5, muted})
	p.say("P", strings.TrimSuffix(list[0].CheckURL, "/"+list[0].Code), p.margin, p.width(), style{"", 8.5, ink})
}

func (p *paper) taken(t records.Transcript) {
	if len(t.Taken) == 0 {
		return
	}
	p.section("Courses attended without a record", "As the registers have it.")
	rows := make([][]string, len(t.Taken))
	for i, c := range t.Taken {
		rows[i] = []string{c.CourseTitle, words.Dates(c.Starts, c.Ends), recordsviews.Taken(c)}
	}
	p.table([]column{{"Course", 0.45}, {"When", 0.3}, {"Attended", 0.25}}, rows)
}

func (p *paper) past(t records.Transcript) {
	if len(t.Past) == 0 {
		return
	}
	p.section("Learning before this system", "Not checked by this network: it is told as a file said it.")
	rows := make([][]string, len(t.Past))
	for i, c := range t.Past {
		rows[i] = []string{c.CourseTitle, words.Date(c.CompletedOn), recordsviews.PastProvider(c), recordsviews.PastTime(c), recordsviews.Source(c)}
	}
	p.table([]column{{"Course", 0.26}, {"Completed on", 0.15}, {"Given by", 0.22}, {"Time", 0.12}, {"Where this is from", 0.25}}, rows)
}

func (p *paper) years(t records.Transcript) {
	if len(t.Years) == 0 {
		return
	}
	says := "A year runs from 1 April. Time in sessions is as the registers have it."
	if t.Whole {
		says += " Own study is what the person wrote down."
	}
	p.section("Time spent learning", says)
	columns := []column{{"Year", 0.2}, {"Sessions of courses", 0.2}, {"Before this system, not checked", 0.25}}
	if t.Whole {
		columns = []column{{"Year", 0.16}, {"Sessions of courses", 0.16}, {"Own study", 0.34}, {"Both", 0.14}, {"Before this system, not checked", 0.2}}
	}
	rows := make([][]string, len(t.Years))
	for i, y := range t.Years {
		rows[i] = []string{y.Title(), recordsviews.Hours(y.Courses), recordsviews.Hours(y.Past)}
		if t.Whole {
			rows[i] = []string{y.Title(), recordsviews.Hours(y.Courses), recordsviews.OwnStudy(y), recordsviews.Hours(y.Total()), recordsviews.Hours(y.Past)}
		}
	}
	p.table(columns, rows)
}
