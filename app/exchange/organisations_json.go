package exchange

import (
	"fmt"
	"slices"

	"trellis/models"
)

// readOrganisationsJSON reads the organisations of a file of courses, as rows. Where they are wrong, the report says so.
func readOrganisationsJSON(s *source) organisationFile {
	f := organisationFile{has: map[string]bool{
		"code": true, "name": true, "kind": true, "parent": true, "serves": true, "ods_code": true, "short_name": true,
	}}
	top := readProgrammeFile(s, "organisations")
	if top == nil {
		return f
	}
	if courses := top.get("courses"); courses != nil && len(courses.items) > 0 {
		s.report.warn(fmt.Sprintf("%s: %s left out: trellis import courses %s takes them", s.name, count(len(courses.items), "course is", "courses are"), s.name))
	}
	r := organisationsOf(s, top)
	rows := map[models.ID]*organisationRow{}
	for _, o := range r.organisations {
		row := &organisationRow{Organisation: o, places: map[string]Problem{}}
		line, column := s.place(r.places[o.Code])
		for name := range f.has {
			row.places[name] = Problem{File: s.name, Line: line, Column: column, Value: o.Code}
		}
		f.rows, rows[models.ID(o.Code)] = append(f.rows, row), row
	}
	for _, l := range r.links {
		if row := rows[l.OrganisationID]; row == nil { // one whose code was refused
			continue
		} else if l.Kind == models.PartOf {
			row.parents = append(row.parents, string(l.OtherID))
		} else {
			row.serves = append(row.serves, string(l.OtherID))
		}
	}
	for _, row := range f.rows {
		slices.Sort(row.parents)
		slices.Sort(row.serves)
	}
	return f
}
