package reportsviews

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"trellis/app/reports"
	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/paths"
	"trellis/views/components"
)

// QuadrantWords are what a quadrant is called, with what follows from it.
func QuadrantWords(q models.Quadrant) string {
	switch q {
	case models.HasAndUses:
		return "Has and uses: keep it so"
	case models.HasAndDoesNotUse:
		return "Has and does not use: give work"
	case models.LacksAndNeeds:
		return "Lacks and needs: train"
	case models.LacksNoNeed:
		return "Lacks and does not need: leave it"
	}
	return ""
}

func useHeads() []components.Head {
	heads := []components.Head{{Label: "Skill"}}
	for _, q := range models.Quadrants() {
		heads = append(heads, components.Head{Label: QuadrantWords(q)})
	}
	return heads
}

func groupHeads() []components.Head {
	return []components.Head{{Label: "Group"}, {Label: "At or above"}, {Label: "Answered"}, {Label: "Age of answers"}, {Label: "Confirmed"}, {Label: "Levels"}}
}

func thinWords() string {
	return "Striped: fewer than " + strconv.Itoa(reports.ThinBelow) + "% of those asked have answered, so the share is not coloured."
}

func shareText(c reports.SkillsCell) string {
	switch {
	case c.NotAsked:
		return "Not asked"
	case c.Kind == disclosure.Exact:
		return strconv.Itoa(c.Percent()) + "%, " + c.String()
	}
	return c.String()
}

func coverageText(c reports.SkillsCell) string {
	switch {
	case c.NotAsked:
		return "Not asked"
	case c.Coverage.Kind == disclosure.Exact:
		return "About " + strconv.Itoa(c.Coverage.Percent()) + "%"
	}
	return c.Coverage.String()
}

// levelsText says how many hold each level, the lowest first.
func levelsText(page reports.NetworkSkill, g reports.SkillGroup) string {
	var parts []string
	for i, shown := range g.Levels {
		parts = append(parts, page.Levels[i].Label+" "+strings.ToLower(reports.PartOf(shown)))
	}
	return strings.Join(parts, ", ")
}

// levelsDrawn is the same as a bar, as far as counts are told. The words beside it say all.
func levelsDrawn(g reports.SkillGroup) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		b.WriteString(`<svg class="app-bar" width="100%" height="8" aria-hidden="true" focusable="false"><rect width="100%" height="8" fill="#dde6ea"></rect>`)
		from := 0
		colours := []string{"#c9dcec", "#9cc0de", "#6ea3d0", "#2e72b2", "#1d5488", "#12303f", "#0b1f29"}
		for i, s := range g.Levels {
			if s.Kind == disclosure.Exact && i < len(colours) {
				fmt.Fprintf(&b, `<rect x="%d%%" width="%d%%" height="8" fill="%s"></rect>`, from, s.Percent(), colours[i])
				from += s.Percent()
			}
		}
		b.WriteString(`</svg>`)
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// unusedMap is what part of those at target does not use a competency: a row a competency, a column a group of people.
func unusedMap(page reports.NetworkUse) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		b.WriteString(`<table class="app-heat app-heat--groups"><caption class="nhsuk-u-visually-hidden" id="unused-cap">Unused skills by group of people: those at target who did not use the skill in three months</caption><thead><tr><th scope="col">Skill</th>`)
		for _, c := range page.Groups {
			b.WriteString(`<th scope="col">`)
			if c.Into != "" {
				b.WriteString(`<a href="` + templ.EscapeString(findAt(paths.NetworkUse, reports.FindSkills{System: c.Into}, "")) + `">` + templ.EscapeString(c.Name) + `</a>`)
			} else {
				b.WriteString(templ.EscapeString(c.Name))
			}
			b.WriteString(`</th>`)
		}
		b.WriteString(`</tr></thead><tbody>`)
		for _, row := range page.Unused {
			b.WriteString(`<tr><th scope="row">` + templ.EscapeString(row.Name) + `</th>`)
			for _, cell := range row.Cells {
				class, text := shareWords(cell)
				b.WriteString(`<td class="` + class + `">` + text + `</td>`)
			}
			b.WriteString(`</tr>`)
		}
		b.WriteString(`</tbody></table>`)
		_, err := io.WriteString(w, b.String())
		return err
	})
}
