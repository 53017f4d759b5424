package teamviews

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"trellis/app/skills"
	"trellis/models/paths"
	"trellis/views/components"
)

// heat is the table of a team: a row a person, a column a competency. It is written by hand, because a page of 200
// people by 60 competencies would make 12,000 components.
func heat(p skills.TeamPage) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		b.Grow(4096 + len(p.Rows)*(200+len(p.Columns)*64))
		b.WriteString(`<table class="app-heat app-heat--people"><caption class="nhsuk-u-visually-hidden" id="heat-cap">People by skill: the level held, of the level the role asks for</caption>`)
		heatHead(&b, p)
		b.WriteString(`<tbody>`)
		cells := cellTexts{}
		for _, row := range p.Rows {
			b.WriteString(`<tr><th scope="row"><a href="`)
			b.WriteString(templ.EscapeString(paths.TeamPerson(row.ID)))
			b.WriteString(`">`)
			b.WriteString(templ.EscapeString(row.Name))
			b.WriteString(`</a><span>`)
			b.WriteString(templ.EscapeString(row.Title))
			b.WriteString(`</span></th>`)
			for _, cell := range row.Cells {
				b.WriteString(cells.of(cell))
			}
			b.WriteString(`</tr>`)
		}
		b.WriteString(`</tbody></table>`)
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// heatHead names the areas, and below them the competencies with how many are at target.
func heatHead(b *strings.Builder, p skills.TeamPage) {
	b.WriteString(`<thead><tr><td class="app-heat__corner"></td>`)
	for _, g := range p.Groups() {
		b.WriteString(`<th class="app-heat__area" scope="colgroup" colspan="`)
		b.WriteString(strconv.Itoa(g.Span))
		b.WriteString(`">`)
		b.WriteString(templ.EscapeString(g.Name))
		b.WriteString(`</th>`)
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

// cellTexts keeps the markup of cells that are alike: there are few different ones.
type cellTexts map[skills.Cell]string

func (texts cellTexts) of(c skills.Cell) string {
	text, found := texts[c]
	if !found {
		text = cellText(c)
		texts[c] = text
	}
	return text
}

// cellText reads "2 of 3 ✓": level, target, confirmed; and says so where somebody at target does not use the skill.
func cellText(c skills.Cell) string {
	held := c.Held
	if !c.Assessed {
		held = components.NotAssessed
	}
	var b strings.Builder
	b.WriteString(`<td class="`)
	b.WriteString(components.HeatClass(held, c.Required))
	b.WriteString(`">`)
	switch {
	case c.Assessed:
		b.WriteString(strconv.Itoa(c.Held))
	case c.Required > 0:
		b.WriteString("–")
	}
	if c.Required > 0 || c.Assessed {
		b.WriteString(`<small>`)
		b.WriteString(strings.Join(cellNotes(c), " "))
		b.WriteString(`</small>`)
	}
	if c.Month != "" {
		b.WriteString(`<i>, ` + monthOf(c) + `</i>`) // heard, not seen; short, since there are thousands
	}
	b.WriteString(`</td>`)
	return b.String()
}

func cellNotes(c skills.Cell) []string {
	var notes []string
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
	return notes
}
