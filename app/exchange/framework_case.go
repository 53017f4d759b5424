package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// CASE is the format of 1EdTech for competency frameworks, 1.0 and 1.1: a document, its items, and associations between
// them. Real files say less, more and otherwise than the standard: what can be read is read, and the rest is warned of.
// What becomes of it, docs/framework-files.md says.

// caseItem is one item of a file, and where it stands in the tree.
type caseItem struct {
	*value
	id       string // identifier, in lower case
	order    int    // in the file
	sequence int    // among the children of its parent
	parent   *caseItem
	children []*caseItem
	top      bool // stands under the document
	isLevel  bool // of skills, and no item of the tree
	code     string
	domain   bool
}

// caseReader turns a package into nouns.
type caseReader struct {
	form
	file, document, own *value // the package, its document, and what Trellis itself wrote beside it
	c                   store.FrameworkContent
	items               []*caseItem
	byID                map[string]*caseItem
	tops                []*caseItem
	links               []caseLink
	see                 map[*caseItem][]string // what is to be seen also
	untold              map[string]int         // properties that have no place here
	tally               map[string][]string    // what is warned of, by the words for it
	said                []string               // the words, in their order
}

// readCASE reads a package of CASE. Where nothing can be made of it, the report says so.
func readCASE(s *source, file *value) store.FrameworkContent {
	if inner := file.get("CFPackage"); inner != nil && inner.kind == anObject {
		file = inner
	}
	r := &caseReader{
		form: form{s}, file: file, document: file.get("CFDocument"), byID: map[string]*caseItem{}, see: map[*caseItem][]string{},
		untold: map[string]int{}, tally: map[string][]string{},
	}
	if r.document == nil || r.document.kind != anObject {
		r.refuse(file.at, "", "CFDocument is missing: want a whole CASE package, with its document and its items")
		return r.c
	}
	r.own = extension(r.document)
	r.readItems()
	r.readLinks()
	r.levelItems()
	r.grow()
	if r.report.IsRefused() {
		return r.c
	}
	r.about()
	r.codes()
	r.levels()
	r.build()
	r.associations()
	r.finish()
	r.profiles()
	r.tell()
	return r.c
}

// isCASE tells whether a JSON file is a package of CASE.
func isCASE(file *value) bool {
	return file.get("CFDocument") != nil || file.get("CFPackage") != nil || file.get("CFItems") != nil
}

// extension is what Trellis wrote of a thing that CASE has no place for; nil where another wrote it.
func extension(of *value) *value {
	own := of.get("extensions").get("trellis")
	if own != nil && own.kind != anObject {
		return nil
	}
	return own
}

// said reads a text whatever it is written as: a list is joined, an object says its title.
func said(v *value) string {
	if v == nil {
		return ""
	}
	if v.kind == anObject {
		return said(v.get("title"))
	}
	if v.kind == aList {
		var parts []string
		for _, item := range v.items {
			if text := said(item); text != "" {
				parts = append(parts, text)
			}
		}
		return strings.Join(parts, ", ")
	}
	return v.text
}

// words is a text of a thing, no longer than a text may be.
func (r *caseReader) words(of *value, name string) string {
	text := said(of.get(name))
	if r.own == nil && strings.Contains(text, "<") {
		text = textOfMarkup(text)
	}
	if tooLong(text, longestText) != "" {
		r.note("texts are longer than a text may be, and are cut", name)
		text = string([]rune(text)[:longestText-1]) + "…"
	}
	return text
}

// lineOf is a text of one line.
func (r *caseReader) lineOf(of *value, name string) string {
	return shortened(strings.Join(strings.Fields(r.words(of, name)), " "))
}

// shortened is a name that is no longer than one may be.
func shortened(name string) string {
	if letters := []rune(name); len(letters) > longestName {
		return strings.TrimSpace(string(letters[:longestName-1])) + "…"
	}
	return name
}

// note keeps one of many things to be warned of together.
func (r *caseReader) note(words, which string) {
	if _, there := r.tally[words]; !there {
		r.said = append(r.said, words)
	}
	r.tally[words] = append(r.tally[words], cut(which))
}

// tell warns of what was noted, and of what has no place.
func (r *caseReader) tell() {
	for _, words := range r.said {
		list := r.tally[words]
		r.report.warn(fmt.Sprintf("%s: %d %s: %s", r.source.name, len(list), words, someOf(list)))
	}
	if len(r.untold) == 0 {
		return
	}
	var names []string
	for name, n := range r.untold {
		names = append(names, fmt.Sprintf("%s (%d)", name, n))
	}
	slices.Sort(names)
	r.report.warn(fmt.Sprintf("%s: these properties have no place here and are left out: %s", r.source.name, strings.Join(names, ", ")))
}

// identifierOf is the identifier of a thing, or the end of its address.
func identifierOf(v *value) string {
	if v == nil {
		return ""
	}
	if v.kind == aText {
		return strings.ToLower(v.text)
	}
	id := said(v.get("identifier"))
	if id == "" {
		address := said(v.get("uri"))
		id = address[strings.LastIndexAny(address, "/:")+1:]
	}
	return strings.ToLower(strings.TrimSpace(id))
}

// lenient are the objects of a list, however long.
func (r *caseReader) lenient(of *value, name string) []*value {
	list := of.get(name)
	if list == nil {
		return nil
	}
	if list.kind == anObject {
		return []*value{list}
	}
	var objects []*value
	for _, item := range list.items {
		if item.kind == anObject {
			objects = append(objects, item)
		} else {
			r.note("things in "+name+" are no objects, and are left out", cut(item.text))
		}
	}
	return objects
}

// readItems reads the items, each once.
func (r *caseReader) readItems() {
	list := r.lenient(r.file, "CFItems")
	if len(list) == 0 {
		r.refuse(r.file.at, "", "there is no item: want a CASE package with CFItems")
		return
	}
	if len(list) > mostCASE {
		r.refuse(r.file.at, strconv.Itoa(len(list)), fmt.Sprintf("a package has %d items at most here", mostCASE))
		return
	}
	for i, v := range list {
		item := &caseItem{value: v, id: identifierOf(v), order: i}
		if other := r.byID[item.id]; other != nil && item.id != "" {
			if said(other.get("fullStatement")) == said(v.get("fullStatement")) {
				r.note("items are there twice, with the same words: one of each is kept", item.id)
			} else {
				r.note("items have the identifier of another, with other words: the first of each is kept", item.id)
			}
			continue
		}
		if item.id == "" {
			r.note("items have no identifier: nothing can refer to them", r.nameOf(item))
		} else {
			r.byID[item.id] = item
		}
		r.items = append(r.items, item)
	}
}

// nameOf is what an item is called: its short statement, or its whole one.
func (r *caseReader) nameOf(item *caseItem) string {
	for _, name := range []string{"abbreviatedStatement", "fullStatement", "alternativeLabel", "humanCodingScheme"} {
		if text := r.lineOf(item.value, name); text != "" {
			return text
		}
	}
	return cmp.Or(item.id, "Without a name")
}

// textOf is what an item says beside its name: the whole statement, unless that is the name, and the notes.
func (r *caseReader) textOf(item *caseItem) string {
	full, notes := r.words(item.value, "fullStatement"), r.words(item.value, "notes")
	if strings.Join(strings.Fields(full), " ") == r.nameOf(item) {
		full = ""
	}
	text := strings.TrimSpace(full + "\n\n" + notes)
	if tooLong(text, longestText) != "" {
		r.note("texts are longer than a text may be, and are cut", item.id)
		text = string([]rune(text)[:longestText-1]) + "…"
	}
	return text
}

// about reads what the document says of the framework.
func (r *caseReader) about() {
	d := r.document
	name := cmp.Or(r.lineOf(d, "title"), "Framework without a title")
	r.c.Framework = models.Framework{Code: cmp.Or(r.ownText("code"), caseCode(name)), Name: name}
	creator, publisher := r.lineOf(d, "creator"), r.lineOf(d, "publisher")
	if publisher != "" && publisher != creator {
		creator = strings.TrimPrefix(creator+"; "+publisher, "; ")
	}
	r.c.Version = models.FrameworkVersion{
		Version: r.lineOf(d, "version"), Language: r.lineOf(d, "language"), Licence: r.licence(), Description: r.words(d, "description"),
		Notes: r.words(d, "notes"), Source: cmp.Or(r.words(d, "officialSourceURL"), r.words(d, "uri")), Attribution: creator, Identifier: identifierOf(d),
	}
	if len(r.items) > 0 && r.c.Version.Language == "" {
		r.c.Version.Language = r.lineOf(r.items[0].value, "language")
	}
	if r.own != nil {
		r.c.Version.Source, r.c.Version.Attribution = r.ownText("source"), r.ownText("attribution")
		r.c.Version.Language = cmp.Or(r.ownText("language"), r.c.Version.Language)
	}
	r.c.Version.Identifier = r.identifier(d, r.own, "", "")
	r.leftOut(d, "CFDocument", caseAbout)
}

// caseCode is a code for a framework that has only a title.
func caseCode(title string) string {
	code := hyphened(title)
	return strings.TrimRight(code[:min(len(code), 60)], "-._")
}

func (r *caseReader) ownText(name string) string {
	v := r.own.get(name)
	if v == nil || v.kind != aText {
		return ""
	}
	return v.text
}

// identifier is that of a thing as it is kept: none where Trellis made it up itself.
func (r *caseReader) identifier(v, own *value, kind, code string) string {
	if kept := own.get("identifier"); kept != nil {
		return said(kept)
	}
	id := identifierOf(v)
	if r.own != nil && id == caseID(r.c.Framework.Code, r.c.Version.Version, kind, code) {
		return ""
	}
	return shortened(id)
}

// licence is the text of the licence that the document names.
func (r *caseReader) licence() string {
	link := r.document.get("licenseURI")
	if link == nil {
		return ""
	}
	for _, l := range r.lenient(r.file.get("CFDefinitions"), "CFLicenses") {
		if identifierOf(l) == identifierOf(link) {
			title, text := r.words(l, "title"), r.words(l, "licenseText")
			if r.own != nil || text == "" || strings.Contains(text, title) {
				return cmp.Or(text, title)
			}
			return title + "\n\n" + text
		}
	}
	if link.kind == anObject {
		return cmp.Or(r.words(link, "title"), said(link.get("uri")))
	}
	return said(link)
}
