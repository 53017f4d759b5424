package exchange

import (
	"fmt"
	"strings"
)

// whole is the framework of the workbook as our own format would say it.
func (r *sheetReader) whole() *value {
	about := map[string]*value{}
	for _, row := range r.of(sheetAbout) {
		if len(row.cells) > 1 && row.cells[1] != "" {
			about[key(row.cells[0])] = &value{kind: aText, text: row.cells[1], at: r.at(row, 1)}
		}
	}
	framework := &value{kind: anObject}
	for _, name := range []string{"code", "name", "version", "language", "licence", "source", "attribution", "identifier", "description"} {
		framework.put(name, about[name])
	}
	if may := about["may be handed out"]; may != nil {
		framework.put("export", r.yes(may))
	}
	if notes := about["notes"]; notes != nil {
		framework.put("notes", lined(notes))
	}
	framework.put("scale", r.scaleOf())
	framework.put("domains", r.domainsOf())
	framework.put("role_profiles", r.profilesOf())
	crosswalks := &value{kind: aList}
	for _, row := range r.of(sheetCrosswalks) {
		crosswalks.items = append(crosswalks.items, r.object(row, "from=Code", "framework=Framework", "version=Version", "to=Other", "strength=Strength", "note=Note"))
	}
	framework.put("crosswalks", crosswalks)
	file := &value{kind: anObject}
	file.put("framework", framework)
	return file
}

// put adds a member, unless there is nothing to add.
func (v *value) put(name string, of *value) {
	if of != nil {
		v.members = append(v.members, member{name: name, at: of.at, value: of})
	}
}

// object takes texts of a row: "name=Column", with # behind it for a number and ? for yes or no. What is empty is left out.
func (r *sheetReader) object(row sheetRow, fields ...string) *value {
	v := &value{kind: anObject, at: r.at(row, 0)}
	for _, field := range fields {
		name, column, _ := strings.Cut(field, "=")
		sort := column[len(column)-1]
		text, i := row.cell(strings.TrimRight(column, "#?*"))
		if text == "" {
			continue
		}
		cell := &value{kind: aText, text: text, at: r.at(row, i)}
		switch sort {
		case '#':
			cell.kind, cell.text = aNumber, wholeNumber(text)
		case '?':
			cell = r.yes(cell)
		case '*':
			cell = lined(cell)
		}
		v.put(name, cell)
	}
	return v
}

// yes is what a cell says that asks for yes or no.
func (r *sheetReader) yes(cell *value) *value {
	switch key(cell.text) {
	case "yes", "y", "true", "1", "x":
		return &value{kind: aBool, text: "true", at: cell.at}
	case "no", "n", "false", "0", "":
		return &value{kind: aBool, text: "false", at: cell.at}
	}
	r.refuse(cell.at, cell.text, "want yes or no")
	return nil
}

// lined is a list of the lines of a cell.
func lined(cell *value) *value {
	list := &value{kind: aList, at: cell.at}
	for line := range strings.Lines(cell.text) {
		if line = strings.TrimSpace(line); line != "" {
			list.items = append(list.items, &value{kind: aText, text: line, at: cell.at})
		}
	}
	return list
}

func (r *sheetReader) scaleOf() *value {
	points := &value{kind: aList}
	for _, row := range r.of(sheetScale) {
		points.items = append(points.items, r.object(row, "value=Value#", "label=Label", "description=Description"))
	}
	scale := &value{kind: anObject}
	scale.put("points", points)
	return scale
}

func (r *sheetReader) domainsOf() *value {
	domains, competencies := &value{kind: aList}, map[string]*value{}
	for _, row := range r.of(sheetDomains) {
		domain, list := r.object(row, "code=Code", "name=Name", "description=Description", "identifier=Identifier"), &value{kind: aList, at: r.at(row, 0)}
		code, _ := row.cell("Code")
		if competencies[code] == nil {
			competencies[code] = list
		}
		domain.put("competencies", list)
		domains.items = append(domains.items, domain)
	}
	for _, row := range r.of(sheetCompetencies) {
		competency := r.object(row, "code=Code", "name=Name", "parent=Part of", "kind=Kind", "flags=Flags*", "holds_months=Holds months#", "identifier=Identifier",
			"description=Description", "see_also=See also*")
		competency.put("levels", r.levelsOf(row))
		code, column := row.cell("Domain")
		list := competencies[code]
		if list == nil {
			r.refuse(r.at(row, column), code, "no row of the sheet Domains has this code")
			continue
		}
		list.items = append(list.items, competency)
	}
	return domains
}

// levelsOf are the texts under the columns "Level 1: Label" of a row.
func (r *sheetReader) levelsOf(row sheetRow) *value {
	levels := &value{kind: anObject, at: r.at(row, 0)}
	seen := map[string]bool{}
	for _, c := range row.column.levels {
		if c.at >= len(row.cells) || row.cells[c.at] == "" || seen[c.name] {
			continue
		}
		seen[c.name] = true
		levels.put(c.name, &value{kind: aText, text: row.cells[c.at], at: r.at(row, c.at)})
	}
	return levels
}

func (r *sheetReader) profilesOf() *value {
	profiles, of := &value{kind: aList}, map[string]*matrix{}
	for _, row := range r.of(sheetProfiles) {
		profile := r.object(row, "code=Code", "name=Name", "family=Family", "description=Description", "indicative_afc_bands=Indicative bands", "decision_maker=Decision maker?",
			"retired=Retired?", "optional_minimum=Optional minimum#")
		code, _ := row.cell("Code")
		if m := newMatrix(r.at(row, 0)); of[code] == nil {
			of[code] = m
			m.into(profile)
		}
		profiles.items = append(profiles.items, profile)
	}
	unknown := map[string]bool{}
	for _, row := range r.of(sheetRequirements) {
		competency, _ := row.cell("Code")
		for _, c := range row.column.list {
			if name := key(c.name); name == "code" || name == "competency" || c.at >= len(row.cells) || row.cells[c.at] == "" {
				continue
			}
			m := of[c.name]
			if m == nil {
				if !unknown[c.name] {
					r.refuse(r.at(row, c.at), c.name, "no row of the sheet Role profiles has the code of this column")
				}
				unknown[c.name] = true
				continue
			}
			r.require(m, competency, row.cells[c.at], r.at(row, c.at))
		}
	}
	return profiles
}

// matrix is what a role profile asks for.
type matrix struct {
	requirements, upTo, core, optional *value

	asked map[string]bool // by the code of the competency
}

func newMatrix(at int) *matrix {
	return &matrix{&value{kind: anObject, at: at}, &value{kind: anObject, at: at}, &value{kind: aList, at: at}, &value{kind: aList, at: at}, map[string]bool{}}
}

func (m *matrix) into(profile *value) {
	profile.put("requirements", m.requirements)
	profile.put("up_to", m.upTo)
	profile.put("core", m.core)
	profile.put("optional", m.optional)
}

func (r *sheetReader) require(m *matrix, competency, text string, at int) {
	found := requirement.FindStringSubmatch(key(text))
	if found == nil {
		r.refuse(at, text, fmt.Sprintf("want a level, such as %q, %q, %q or nothing", "3", "3 core", "2 to 4 optional"))
		return
	}
	if m.asked[competency] {
		r.refuse(at, competency, "this competency stands in two rows")
		return
	}
	m.asked[competency] = true
	m.requirements.put(competency, &value{kind: aNumber, text: found[1], at: at})
	if found[2] != "" {
		m.upTo.put(competency, &value{kind: aNumber, text: found[2], at: at})
	}
	name := &value{kind: aText, text: competency, at: at}
	switch found[3] {
	case "core":
		m.core.items = append(m.core.items, name)
	case "optional":
		m.optional.items = append(m.optional.items, name)
	}
}
