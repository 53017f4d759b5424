package exchange

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// gddWriter turns a framework into the two files of the Government Digital and Data framework. Its references are codes.
type gddWriter struct {
	c        store.FrameworkContent
	texts    map[models.ID]map[int]string // by competency and place of the level, from 1
	place    map[int]int                  // of each level above the lowest
	names    map[models.ID]string         // of skills, each another
	warnings []string
}

// writeGDD writes an archive of two files, skills.csv and roles.csv, and answers what they cannot hold.
func writeGDD(w io.Writer, c store.FrameworkContent) ([]string, error) {
	g := &gddWriter{c: c, texts: map[models.ID]map[int]string{}, place: map[int]int{}, names: map[models.ID]string{}}
	g.leaveOut()
	g.prepare()
	archive := zip.NewWriter(w)
	for _, file := range []struct {
		name string
		rows [][]string
	}{{"skills.csv", g.skills()}, {"roles.csv", g.roles()}} {
		var text bytes.Buffer
		out := NewCSV(&text)
		for _, row := range file.rows {
			if err := out.Write(row...); err != nil {
				return nil, err
			}
		}
		if err := out.Flush(); err != nil {
			return nil, err
		}
		in, err := archive.Create(file.name)
		if err != nil {
			return nil, err
		}
		if _, err := in.Write(text.Bytes()); err != nil {
			return nil, err
		}
	}
	return g.warnings, archive.Close()
}

func (g *gddWriter) warn(text string, values ...any) {
	g.warnings = append(g.warnings, "the government's two files cannot hold "+fmt.Sprintf(text, values...))
}

// leaveOut tells of what there is no place for.
func (g *gddWriter) leaveOut() {
	if g.c.Framework.Code != gddCode {
		g.warn("the name and the code of the framework: it comes back as %s", gddCode)
	}
	if len(g.c.Domains) > 1 {
		g.warn("domains: %d", len(g.c.Domains))
	}
	g.leaveOutWords()
	if n := len(g.c.Levels) - 1; n > len(gddLevels) {
		g.warn("more than four levels above the lowest: those above are %s", gddLevels[len(gddLevels)-1])
	}
	if len(g.c.Crosswalks) > 0 {
		g.warn("crosswalks: %d", len(g.c.Crosswalks))
	}
}

// leaveOutWords tells of what competencies and requirements say that has no column.
func (g *gddWriter) leaveOutWords() {
	parts, kinds, optional := 0, 0, 0
	for _, k := range g.c.Competencies {
		if k.ParentID != nil {
			parts++
		}
		if k.Kind != "" || k.Flags != "" || k.SeeAlso != "" || k.HoldsMonths > 0 {
			kinds++
		}
	}
	for _, q := range g.c.Requirements {
		if q.Optional || q.UpTo != nil {
			optional++
		}
	}
	for _, what := range []struct {
		words string
		n     int
	}{{"parts of competencies", parts}, {"kinds, flags, pointers and how long an assessment stands", kinds}, {"what is optional, and ranges", optional}} {
		if what.n > 0 {
			g.warn("%s: %d", what.words, what.n)
		}
	}
}

// prepare gives each level above the lowest its place, and each skill a name that no other has.
func (g *gddWriter) prepare() {
	for i, l := range g.c.Levels {
		g.place[l.Value] = min(i, len(gddLevels))
	}
	taken := map[string]bool{}
	for _, k := range g.c.Competencies {
		name := k.Name
		if taken[key(name)] {
			name += " (" + k.Code + ")"
		}
		taken[key(name)] = true
		g.names[models.ID(k.Code)] = name
	}
	for _, d := range g.c.Descriptors {
		if g.texts[d.CompetencyID] == nil {
			g.texts[d.CompetencyID] = map[int]string{}
		}
		at := g.place[d.Level]
		g.texts[d.CompetencyID][at] = strings.TrimSpace(g.texts[d.CompetencyID][at] + "\n\n" + d.Text)
	}
}

func (g *gddWriter) skills() [][]string {
	wanted := map[models.ID][]string{}
	names := map[models.ID]string{}
	for _, p := range g.c.Profiles {
		names[models.ID(p.Code)] = p.Name
	}
	for _, q := range g.c.Requirements {
		wanted[q.CompetencyID] = append(wanted[q.CompetencyID], names[q.RoleProfileID])
	}
	rows := [][]string{append(append([]string{"Skill Name", "Skill Description"}, gddLevels...), "Roles that require Skill")}
	for _, k := range g.c.Competencies {
		id := models.ID(k.Code)
		row := []string{g.names[id], k.Description}
		for i := range gddLevels {
			row = append(row, g.texts[id][i+1])
		}
		rows = append(rows, append(row, strings.Join(wanted[id], ", ")))
	}
	return rows
}

func (g *gddWriter) roles() [][]string {
	rows := [][]string{{
		"Role Family", "Role", "Role Description", "Role Level", "Role Level Description", "Skill Name", "Skill Description", "Skill Level",
		"Skill Level Description", "Role Type",
	}}
	skills := map[models.ID]models.Competency{}
	for _, k := range g.c.Competencies {
		skills[models.ID(k.Code)] = k
	}
	asked := map[models.ID][]models.Requirement{}
	for _, q := range g.c.Requirements {
		asked[q.RoleProfileID] = append(asked[q.RoleProfileID], q)
	}
	for _, p := range g.c.Profiles {
		role, level := roleAndLevel(p)
		about, more, _ := strings.Cut(p.Description, "\n\n")
		for _, q := range asked[models.ID(p.Code)] {
			at := g.place[q.Level]
			rows = append(rows, []string{
				p.Family, role, about, level, more, g.names[q.CompetencyID], skills[q.CompetencyID].Description, gddLevels[at-1], g.texts[q.CompetencyID][at], p.Bands,
			})
		}
		if len(asked[models.ID(p.Code)]) == 0 {
			g.warn("role profiles that ask for nothing: %s", p.Name)
		}
	}
	return rows
}

// roleAndLevel is what a role profile is called: "Senior analyst (Data analyst)" is a level of a role.
func roleAndLevel(p models.RoleProfile) (role, level string) {
	if level, role, found := strings.Cut(strings.TrimSuffix(p.Name, ")"), " ("); found && strings.HasSuffix(p.Name, ")") {
		return role, level
	}
	slug, _, _ := strings.Cut(p.Code, ".")
	if words := capitalised(strings.ReplaceAll(slug, "-", " ")); slugOf(words) == slug && slug != p.Code {
		return words, p.Name
	}
	return p.Name, p.Name
}
