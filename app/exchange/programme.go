package exchange

import (
	"cmp"
	"fmt"
	"regexp"

	"trellis/models"
	"trellis/models/store"
)

// ProgrammeFormat is the schema that a file of courses and organisations names.
const ProgrammeFormat = "programme-starter/1"

// programmeReader turns the courses and pathways of a file into nouns. They refer to each other by code, and to parts of
// frameworks as the shelf has them.
type programmeReader struct {
	form
	c         store.Content
	shelf     shelf
	main      *edition        // that the file names; nil where it names none, or one that is not there
	lost      bool            // it names one that is not there, which is said once
	courses   map[string]bool // codes that can be named: of the file, and of the network
	codes     map[string]bool // of the file's courses, folded
	places    map[string]int  // where each course and pathway stands, by "course CODE"
	addresses slugs
}

// slug is what an address of ours looks like.
var slug = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,109}$`)

// ReadProgramme turns a file of courses, pathways and organisations into nouns whose references are codes, or says in the
// report what is wrong with it. What it names of competencies and role profiles must be in the framework given.
func ReadProgramme(file File, framework store.FrameworkContent) (store.Content, Report, error) {
	report := newReport("courses", []File{file})
	s, err := read(file, report)
	if err != nil || s == nil {
		return store.Content{}, *report, err
	}
	top := readProgrammeFile(s, "courses")
	if top == nil {
		return store.Content{}, *report, nil
	}
	r := newProgrammeReader(s, shelfOf([]store.Edition{framework.Edition()}), store.Content{})
	r.file(top)
	o := organisationsOf(s, top)
	r.c.Organisations, r.c.Links = o.organisations, o.links
	if report.IsRefused() {
		return store.Content{}, *report, nil
	}
	report.Subject = coursesAndProgrammes(r.c) + ", " + count(len(r.c.Organisations), "organisation", "organisations")
	return r.c, *report, nil
}

// readProgrammeFile is the whole of a file in our format of courses and organisations, of which one is wanted; nil where it
// is refused.
func readProgrammeFile(s *source, wanted string) *value {
	top := parseJSON(s)
	if top == nil || s.report.IsRefused() {
		return nil
	}
	if !s.hasSchema(top, ProgrammeFormat, "this is no file of "+wanted) {
		return nil
	}
	return top
}

// newProgrammeReader reads beside what the network has already.
func newProgrammeReader(s *source, on shelf, kept store.Content) *programmeReader {
	r := &programmeReader{
		form: form{s}, shelf: on, courses: map[string]bool{}, codes: map[string]bool{}, places: map[string]int{}, addresses: slugs{},
	}
	for _, c := range kept.Courses {
		r.courses[c.Code] = true
	}
	return r
}

func coursesAndProgrammes(c store.Content) string {
	return count(len(c.Courses), "course", "courses") + ", " + count(len(c.Programmes), "programme", "programmes")
}

func (r *programmeReader) file(top *value) {
	r.only(top, "schema", "as_of", "framework", "framework_version", "notes", "courses", "communities", "pathways", "region",
		"integrated_care_boards", "clusters", "organisation_types", "organisations", "sources")
	r.framework(top)
	if n := len(r.list(top, "communities", anObject)); n > 0 {
		r.report.warn(fmt.Sprintf("%s: %s left out: Trellis keeps courses only", r.source.name, count(n, "community is", "communities are")))
	}
	courses := r.list(top, "courses", anObject)
	for _, c := range courses {
		r.course(c)
	}
	for _, c := range courses {
		r.prerequisites(c)
	}
	seen := map[string]bool{}
	for _, p := range r.list(top, "pathways", anObject) {
		r.pathway(p, seen)
	}
}

// framework finds what the references of the file mean where they do not say it themselves.
func (r *programmeReader) framework(top *value) {
	framework, version := top.get("framework"), top.get("framework_version")
	if framework == nil && version == nil {
		r.main = r.shelf.only()
		return
	}
	r.main = r.named(framework, version, "")
	r.lost = r.main == nil
}

// named is the edition that two texts name: a framework, and one of its versions.
func (r *programmeReader) named(framework, version *value, otherwise string) *edition {
	code, number, at := otherwise, "", version
	if r.is(framework, aText, "framework") {
		code, at = framework.text, framework
	}
	if r.is(version, aText, "framework_version") {
		number = version.text
	}
	found := r.shelf.find(code, number)
	if found == nil && r.shelf.find(code, "") != nil {
		r.refuse(version.at, number, r.shelf.missing(code))
	} else if found == nil {
		r.refuse(at.at, code, r.shelf.missing(code))
	}
	return found
}

// editionOf is what a reference means: the framework of the file, unless it names another. It is nil where that is
// refused.
func (r *programmeReader) editionOf(of *value) *edition {
	framework, version := of.get("framework"), of.get("framework_version")
	switch {
	case framework == nil && r.lost:
		return nil
	case framework == nil && r.main == nil:
		r.missing(of, "framework", "the code of the framework that this is of, here or at the top of the file")
		return nil
	case framework == nil && version == nil:
		return r.main
	case framework == nil:
		return r.named(nil, version, r.main.Framework)
	}
	return r.named(framework, version, "")
}

// competency is one of a framework, as the shelf has it.
func (r *programmeReader) competency(of *value, name string) (models.ID, *edition) {
	e := r.editionOf(of)
	if e == nil {
		return "", nil
	}
	return r.oneOf(of, name, e.competencies, "no competency of "+e.Framework+" "+e.Version.Version+" has the code"), e
}

// oneOf is what a code that must be known stands for.
func (r *programmeReader) oneOf(of *value, name string, known map[string]models.ID, otherwise string) models.ID {
	v := of.get(name)
	if v == nil {
		r.missing(of, name, "a code")
		return ""
	}
	id, found := known[v.text]
	if r.is(v, aText, name) && !found {
		r.refuse(v.at, v.text, otherwise)
	}
	return id
}

// address is the slug that the file names, or one made of the title.
func (r *programmeReader) address(of *value, title, code string) string {
	v := of.get("slug")
	if !r.is(v, aText, "slug") {
		return r.addresses.of(title, code)
	}
	if !slug.MatchString(v.text) {
		r.refuse(v.at, v.text, "want an address of small letters, digits and hyphens, such as first-steps")
	}
	return r.addresses.free(v.text)
}

// version is that of a course, 1 where the file says none.
func (r *programmeReader) version(of *value) int {
	v := of.get("version")
	if v == nil {
		return 1
	}
	return cmp.Or(r.number(v, "version", 1, 1_000_000), 1)
}
