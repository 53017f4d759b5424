package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"trellis/models"
	"trellis/models/store"
)

// longestInMoodle is how many characters Moodle keeps of an ID number or a short name.
const longestInMoodle = 100

// moodleWriter turns a framework into rows of Moodle's competency CSV. Its references are codes.
type moodleWriter struct {
	c        store.FrameworkContent // as far as the file can hold it
	warnings []string
	taken    map[string]bool      // ID numbers, folded
	domains  map[models.ID]string // ID numbers of domains; empty for one that needs no row
	rows     [][]string
}

// writeMoodle writes a framework as Moodle's competency CSV, and answers what that cannot hold.
func writeMoodle(w io.Writer, c store.FrameworkContent) ([]string, error) {
	m := &moodleWriter{c: c, taken: map[string]bool{}, domains: map[models.ID]string{}}
	m.leaveOut()
	m.scale()
	m.codes()
	m.write()
	var text bytes.Buffer
	file := NewCSV(&text)
	for _, row := range m.rows {
		if err := file.Write(row...); err != nil {
			return nil, err
		}
	}
	if err := file.Flush(); err != nil {
		return nil, err
	}
	if err := m.readBack(text.Bytes()); err != nil {
		return nil, err
	}
	_, err := w.Write(text.Bytes())
	return m.warnings, err
}

func (m *moodleWriter) warn(text string, values ...any) {
	m.warnings = append(m.warnings, "Moodle's CSV cannot hold "+fmt.Sprintf(text, values...))
}

// leaveOut tells of what there is no place for at all.
func (m *moodleWriter) leaveOut() {
	v := &m.c.Version
	if v.Version != "1" {
		m.warn("the number of the version: import it with --version %s", v.Version)
	}
	if v.Language != "en-GB" {
		m.warn("the language, %s", v.Language)
	}
	if v.Licence != "" {
		m.warn("the licence")
	}
	if v.Notes != "" {
		m.warn("the notes")
	}
	if n := len(m.c.Descriptors); n > 0 {
		m.warn("what the competencies look like at each level: %s", count(n, "text", "texts"))
	}
	if n := len(m.c.Profiles); n > 0 {
		m.warn("role profiles and what they ask for: %s", count(n, "role profile", "role profiles"))
	}
	m.leaveOutMore()
	v.Language, v.Licence, v.Notes = "en-GB", "", ""
	m.c.Descriptors, m.c.Profiles, m.c.Requirements = nil, nil, nil
}

// scale counts the levels from 0, and leaves commas out of their labels.
func (m *moodleWriter) scale() {
	described, commas := 0, 0
	m.c.Levels = slices.Clone(m.c.Levels)
	if len(m.c.Levels) > 0 && m.c.Levels[0].Value != 0 {
		m.warn("levels that begin at %d: they begin at 0", m.c.Levels[0].Value)
	}
	for i, l := range m.c.Levels {
		if l.Description != "" {
			described++
		}
		if strings.Contains(l.Label, ",") {
			commas++
		}
		m.c.Levels[i] = models.Level{Value: i, Label: strings.ReplaceAll(l.Label, ",", ";")}
	}
	if described > 0 {
		m.warn("what the levels mean: %s", count(described, "description", "descriptions"))
	}
	if commas > 0 {
		m.warn("commas in the names of levels: there are semicolons now")
	}
}

// codes gives each domain an ID number that no competency has. The domain that has the framework's own code and name needs
// none while nothing is under its competencies: they stand at the top.
func (m *moodleWriter) codes() {
	deep := map[models.ID]bool{}
	for _, k := range m.c.Competencies {
		m.taken[strings.ToLower(k.Code)] = true
		deep[k.DomainID] = deep[k.DomainID] || k.ParentID != nil
	}
	m.c.Domains = slices.Clone(m.c.Domains)
	renamed := map[models.ID]models.ID{}
	for i := range m.c.Domains {
		d := &m.c.Domains[i]
		own := d.Code == m.c.Framework.Code && d.Name == m.c.Framework.Name && d.Description == ""
		if own && !deep[models.ID(d.Code)] {
			m.domains[models.ID(d.Code)] = ""
			continue
		}
		free := freeCode(m.taken, d.Code)
		if free != d.Code {
			m.warn("an area with the code of a competency: %s is %s", d.Code, free)
		}
		renamed[models.ID(d.Code)] = models.ID(free)
		m.domains[models.ID(free)] = free
		d.Code = free
	}
	m.c.Competencies = slices.Clone(m.c.Competencies)
	for i := range m.c.Competencies {
		if to, found := renamed[m.c.Competencies[i].DomainID]; found {
			m.c.Competencies[i].DomainID = to
		}
	}
}

// cuts tells of what Moodle will cut.
func (m *moodleWriter) cuts() {
	long := 0
	for _, row := range m.rows {
		if len(row[1]) > longestInMoodle || utf8.RuneCountInString(row[2]) > longestInMoodle {
			long++
		}
	}
	if long > 0 {
		m.warnings = append(m.warnings, fmt.Sprintf("Moodle cuts ID numbers and short names at %d characters: %s longer", longestInMoodle, count(long, "row has one that is", "rows have some that are")))
	}
}

func (m *moodleWriter) write() {
	m.rows = append(m.rows, moodleColumns)
	labels := make([]string, len(m.c.Levels))
	for i, l := range m.c.Levels {
		labels[i] = l.Label
	}
	text, format := moodleTextOf(m.c.Version.Description)
	m.rows = append(m.rows, []string{
		"", m.c.Framework.Code, m.c.Framework.Name, text, format, strings.Join(labels, ","), scaleConfig(len(labels)),
		"", "", "", "", "", "1", "competency,competency,competency,competency",
	})
	of := map[models.ID][]models.Competency{}
	for _, k := range m.c.Competencies {
		of[k.DomainID] = append(of[k.DomainID], k)
	}
	for _, d := range m.c.Domains {
		if id := m.domains[models.ID(d.Code)]; id != "" {
			m.row("", id, d.Name, d.Description, "")
		}
		for _, k := range of[models.ID(d.Code)] {
			m.competency(k)
		}
	}
	m.references()
	m.cuts()
}

func (m *moodleWriter) competency(k models.Competency) {
	parent := m.domains[k.DomainID]
	if k.ParentID != nil {
		parent = string(*k.ParentID)
	}
	m.row(parent, k.Code, k.Name, k.Description, strings.ReplaceAll(strings.ReplaceAll(k.SeeAlso, ",", "%2C"), "\n", ","))
}

func (m *moodleWriter) row(parent, id, name, description, related string) {
	text, format := moodleTextOf(description)
	m.rows = append(m.rows, []string{parent, id, name, text, format, "", "", "", "", "", related, "", "0", ""})
}

// references tells of those that Moodle reads past.
func (m *moodleWriter) references() {
	known := map[string]bool{}
	for _, row := range m.rows[2:] {
		known[row[1]] = true
	}
	elsewhere := 0
	for _, k := range m.c.Competencies {
		for _, line := range splitLines(k.SeeAlso) {
			if !known[line] {
				elsewhere++
			}
		}
	}
	if elsewhere > 0 {
		m.warnings = append(m.warnings, fmt.Sprintf("Moodle reads past what is to be seen also outside the framework: %s", count(elsewhere, "pointer", "pointers")))
	}
}

// moodleTextOf is a description and the format it is in: plain text, unless a spreadsheet would run it.
func moodleTextOf(text string) (cell, format string) {
	if !isFormula(text) {
		return text, "2"
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = spaced(html.EscapeString(line))
	}
	return "<p>" + strings.Join(lines, "<br>") + "</p>", "1"
}

// spaced is a line of HTML whose spaces all count.
func spaced(line string) string {
	var out strings.Builder
	for i, c := range line {
		if c == ' ' && (i == 0 || i == len(line)-1 || line[i-1] == ' ') {
			out.WriteString("&nbsp;")
		} else {
			out.WriteRune(c)
		}
	}
	return out.String()
}

// scaleConfig says that every value above the lowest is proficient, and that the one above the lowest is given first.
func scaleConfig(values int) string {
	items := []any{struct {
		Scale string `json:"scaleid"`
	}{"1"}}
	for id := 2; id <= values; id++ {
		item := struct {
			ID         int `json:"id"`
			Default    int `json:"scaledefault"`
			Proficient int `json:"proficient"`
		}{ID: id, Proficient: 1}
		if id == 2 {
			item.Default = 1
		}
		items = append(items, item)
	}
	text, err := json.Marshal(items)
	if err != nil { // numbers and a text can always be written
		panic(err)
	}
	return string(text)
}

// readBack reads what was written, and tells of whatever does not come back as it was.
func (m *moodleWriter) readBack(text []byte) error {
	back, report, err := ReadFramework([]File{{Name: "moodle.csv", Content: bytes.NewReader(text)}}, m.c.Version.Version)
	if err != nil {
		return err
	}
	if report.IsRefused() {
		p := report.Refused[0]
		m.warnings = append(m.warnings, fmt.Sprintf("this file would be refused at line %d: %s", p.Line, p.Problem))
		return nil
	}
	if back.Version.ContentHash == digest(m.c) {
		return nil
	}
	d := differ(m.c, back)
	if parts := slices.Concat(d.changed, d.added, d.gone); len(parts) > 0 {
		m.warn("all of these as they are: %s", someOf(parts))
	} else {
		m.warn("the names, the scale, the areas or the order as they are")
	}
	return nil
}
