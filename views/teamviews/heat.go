package teamviews

import (
	"bytes"
	"context"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/a-h/templ"

	"trellis/app/skills"
	"trellis/models/paths"
	"trellis/views/components"
)

// linkedCells is up to how many cells each has a link of its own. A larger picture would be twice as long, and nobody tabs through
// thousands of links: there the script opens a cell, and without it the page of the person or of the skill leads to the same.
const linkedCells = 2000

// pictures are buffers for tables: one of 200 people by 60 competencies has a third of a megabyte.
var pictures = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// heat is the table of a team: a row a person, a column a competency. It is written by hand, because a page of 200
// people by 60 competencies would make 12,000 components, and it leaves out the ends of cells and rows, as HTML allows.
func heat(p skills.TeamPage) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		b, _ := pictures.Get().(*bytes.Buffer)
		defer pictures.Put(b)
		b.Reset()
		b.WriteString(`<table class="app-heat app-heat--people" data-heat><caption class="nhsuk-u-visually-hidden" id="heat-cap">People by skill: the level held, of the level the role asks for</caption>`)
		heatHead(b, p)
		b.WriteString(`<tbody>`)
		linked := linksCells(p)
		cells := cellTexts{months: linked, texts: map[skills.Cell]cellText{}}
		for _, row := range p.Rows {
			person := templ.EscapeString(paths.TeamPerson(row.ID))
			b.WriteString(`<tr><th scope="row"><a href="`)
			b.WriteString(person)
			b.WriteString(`">`)
			b.WriteString(templ.EscapeString(row.Name))
			b.WriteString(`</a><span>`)
			b.WriteString(templ.EscapeString(row.Title))
			b.WriteString(`</span></th>`)
			for j, cell := range row.Cells {
				text := cells.of(cell)
				b.WriteString(text.open)
				if linked && text.says != "" {
					b.WriteString(`<a href="`)
					b.WriteString(templ.EscapeString(paths.TeamPersonSkill(row.ID, p.Columns[j].Slug)))
					b.WriteString(`">`)
					b.WriteString(text.says)
					b.WriteString(`</a>`)
					continue
				}
				b.WriteString(text.says)
			}
		}
		b.WriteString(`</tbody></table>`)
		_, err := w.Write(b.Bytes())
		return err
	})
}

// linksCells tells whether each cell is a link.
func linksCells(p skills.TeamPage) bool { return len(p.Rows)*len(p.Columns) <= linkedCells }

// heatHead names the areas, and below them the competencies with how many are at target.
func heatHead(b *bytes.Buffer, p skills.TeamPage) {
	b.WriteString(`<thead><tr><td class="app-heat__corner"></td>`)
	for _, g := range p.Groups() {
		b.WriteString(`<th class="app-heat__area" scope="colgroup" colspan="`)
		b.WriteString(strconv.Itoa(g.Span))
		b.WriteString(`"><span>`)
		b.WriteString(templ.EscapeString(g.Name))
		b.WriteString(`</span></th>`)
	}
	b.WriteString(`</tr><tr><th scope="col">Person</th>`)
	for _, c := range p.Columns {
		b.WriteString(`<th scope="col"><a href="`)
		b.WriteString(templ.EscapeString(paths.TeamSkill(c.Slug)))
		b.WriteString(`">`)
		b.WriteString(templ.EscapeString(c.Name))
		b.WriteString(`</a><span>`)
		b.WriteString(share(c.Tally))
		b.WriteString(`</span></th>`)
	}
	b.WriteString(`</tr></thead>`)
}

// cellText is the markup of a cell: how it opens, and what it says.
type cellText struct{ open, says string }

// cellTexts keeps the markup of cells that are alike: there are few different ones.
type cellTexts struct {
	months bool // says of what is due again when it was assessed
	texts  map[skills.Cell]cellText
}

func (texts cellTexts) of(c skills.Cell) cellText {
	if !c.Due || !texts.months {
		c.Month = ""
	}
	text, found := texts.texts[c]
	if !found {
		held := c.Held
		if !c.Assessed {
			held = components.NotAssessed
		}
		text = cellText{`<td class=s` + strings.TrimPrefix(components.HeatClass(held, c.Required), "app-heat__c--") + `>`, cellSays(c)}
		texts.texts[c] = text
	}
	return text
}

// cellSays reads "2 of 3 ✓": level, target, confirmed; and says so where somebody at target does not use the skill.
func cellSays(c skills.Cell) string {
	var notes []string
	switch {
	case c.Assessed:
		notes = append(notes, strconv.Itoa(c.Held))
	case c.Required > 0:
		notes = append(notes, "–")
	}
	if c.Required > 0 {
		notes = append(notes, "of "+strconv.Itoa(c.Required))
	}
	if c.Confirmed {
		notes = append(notes, "✓")
	}
	if c.Unused() {
		notes = append(notes, "◇")
	}
	if c.Due {
		notes = append(notes, "↻")
	}
	if c.Month != "" {
		notes[len(notes)-1] += "<i>, " + monthOf(c) + "</i>" // heard, not seen
	}
	return strings.Join(notes, " ")
}
