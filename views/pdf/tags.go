package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// structure is what the parts of a document are, for those who hear it: a tree as PDF 1.7 §14.7 has it. The library that draws
// knows none, so it is added behind what it wrote, as an update of the file (§7.5.6).
type structure struct {
	root part
	at   *part       // into which the next part goes
	used map[int]int // marks of each page
}

// part is a piece of a document: with others in it, or with marked content of one page.
type part struct {
	kind   string // as in PDF 1.7 §14.8.4: H1, P, Table, …
	scope  string // of a head of a table: Column or Row (§14.8.5.7)
	alt    string // what a picture shows
	actual string // the text, where what is drawn is not it
	page   int
	mark   int // of the page; -1 for a part that holds others
	parts  []*part
	id     int // of its object in the file
}

// The kinds of the heads of a table, with their scope.
const (
	columnHead = "TH Column"
	rowHead    = "TH Row"
)

func newStructure() *structure {
	s := &structure{root: part{kind: "Document", mark: -1}, used: map[int]int{}}
	s.at = &s.root
	return s
}

// part adds one that holds what is added meanwhile.
func (s sheet) part(kind string, fill func()) {
	p := &part{kind: kind, mark: -1}
	was := s.structure.at
	was.parts, s.structure.at = append(was.parts, p), p
	fill()
	s.structure.at = was
}

// says adds a part with what is drawn meanwhile, which stays on the page.
func (s sheet) says(kind string, draw func()) { s.mark(&part{kind: kind}, draw) }

// shows adds a picture with what it shows, in words.
func (s sheet) shows(alt string, draw func()) { s.mark(&part{kind: "Figure", alt: alt}, draw) }

// stands adds a part in which something else is drawn than what it says.
func (s sheet) stands(kind, actual string, draw func()) {
	s.mark(&part{kind: kind, actual: actual}, draw)
}

func (s sheet) mark(p *part, draw func()) {
	p.kind, p.scope, _ = strings.Cut(p.kind, " ")
	p.page = s.PageNo()
	p.mark = s.structure.used[p.page]
	s.structure.used[p.page]++
	s.structure.at.parts = append(s.structure.at.parts, p)
	s.RawWriteStr(fmt.Sprintf("/%s <</MCID %d>> BDC", p.kind, p.mark))
	draw()
	s.RawWriteStr("EMC")
}

// adorns draws what nobody needs to hear.
func (s sheet) adorns(draw func()) {
	s.RawWriteStr("/Artifact BMC") //nolint:misspell // as the format spells it
	draw()
	s.RawWriteStr("EMC")
}

var (
	pageObject    = regexp.MustCompile(`(?s)\n(\d+) 0 obj\n<</Type /Page\n(.*?)\nendobj`)
	catalogObject = regexp.MustCompile(`(?s)\n(\d+) 0 obj\n<<\n/Type /Catalog\n(.*?)>>\nendobj`)
	trailer       = regexp.MustCompile(`(?s)\ntrailer\n<<\n(.*?)>>\nstartxref\n(\d+)\n`)
	trailerSize   = regexp.MustCompile(`/Size (\d+)\n`)
)

var errUnlike = errors.New("the file is not written as expected, so its parts cannot be told")

// output is the file with its structure.
func (s sheet) output() ([]byte, error) {
	var drawn bytes.Buffer
	if err := s.Output(&drawn); err != nil {
		return nil, err
	}
	file := drawn.Bytes()
	copy(file, "%PDF-1.7") // the library counts only what it wrote itself
	return s.structure.onto(file)
}

func (st *structure) onto(drawn []byte) ([]byte, error) {
	pages := pageObject.FindAllSubmatch(drawn, -1)
	catalog, end := catalogObject.FindSubmatch(drawn), trailer.FindSubmatch(drawn)
	if len(pages) == 0 || catalog == nil || end == nil {
		return nil, errUnlike
	}
	size := trailerSize.FindSubmatch(end[1])
	if size == nil {
		return nil, errUnlike
	}
	next, err := strconv.Atoi(string(size[1]))
	if err != nil {
		return nil, errUnlike
	}
	u := update{file: bytes.NewBuffer(bytes.Clone(drawn)), next: next}
	root, marks := u.id(), u.id()
	st.root.number(&u)
	for i, page := range pages {
		u.object(string(page[1]), fmt.Sprintf("<</Type /Page\n/StructParents %d\n/Tabs /S\n%s", i, page[2]))
	}
	st.root.write(&u, root, pages)
	u.object(strconv.Itoa(root), fmt.Sprintf("<</Type /StructTreeRoot /K [%d 0 R] /ParentTree %d 0 R /ParentTreeNextKey %d>>", st.root.id, marks, len(pages)))
	u.object(strconv.Itoa(marks), "<</Nums ["+st.root.marked(len(pages))+"]>>")
	u.object(string(catalog[1]), fmt.Sprintf("<<\n/Type /Catalog\n/MarkInfo <</Marked true>>\n/StructTreeRoot %d 0 R\n/ViewerPreferences <</DisplayDocTitle true>>\n%s>>", root, catalog[2]))
	return u.close(trailerSize.ReplaceAll(end[1], nil), string(end[2])), nil
}

// number gives each part the number of its object.
func (p *part) number(u *update) {
	p.id = u.id()
	for _, q := range p.parts {
		q.number(u)
	}
}

// write writes the part and those in it.
func (p *part) write(u *update, parent int, pages [][][]byte) {
	var text strings.Builder
	fmt.Fprintf(&text, "<</Type /StructElem /S /%s /P %d 0 R", p.kind, parent)
	if p.scope != "" {
		text.WriteString(" /A <</O /Table /Scope /" + p.scope + ">>")
	}
	if p.alt != "" {
		text.WriteString(" /Alt " + textString(p.alt))
	}
	if p.actual != "" {
		text.WriteString(" /ActualText " + textString(p.actual))
	}
	if p.mark >= 0 {
		fmt.Fprintf(&text, " /Pg %s 0 R /K %d>>", pages[p.page-1][1], p.mark)
	} else {
		text.WriteString(" /K [")
		for _, q := range p.parts {
			fmt.Fprintf(&text, "%d 0 R ", q.id)
		}
		text.WriteString("]>>")
	}
	u.object(strconv.Itoa(p.id), text.String())
	for _, q := range p.parts {
		q.write(u, p.id, pages)
	}
}

// marked lists, page by page, which part each mark belongs to.
func (p *part) marked(pages int) string {
	of := make([][]int, pages)
	var walk func(*part)
	walk = func(q *part) {
		if q.mark >= 0 { // they come in the order of their marks
			of[q.page-1] = append(of[q.page-1], q.id)
		}
		for _, r := range q.parts {
			walk(r)
		}
	}
	walk(p)
	var text strings.Builder
	for page, ids := range of {
		fmt.Fprintf(&text, "%d [", page)
		for _, id := range ids {
			fmt.Fprintf(&text, "%d 0 R ", id)
		}
		text.WriteString("] ")
	}
	return text.String()
}

// textString is a text as a file holds it: UTF-16, in hexadecimal.
func textString(text string) string {
	var hex strings.Builder
	hex.WriteString("<FEFF")
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&hex, "%04X", unit)
	}
	return hex.String() + ">"
}

// update adds objects behind a file, new ones and others in the place of those that it has.
type update struct {
	file  *bytes.Buffer
	next  int
	table strings.Builder // where the objects begin
}

func (u *update) id() int {
	u.next++
	return u.next - 1
}

func (u *update) object(id, content string) {
	fmt.Fprintf(&u.table, "%s 1\n%010d 00000 n \n", id, u.file.Len())
	fmt.Fprintf(u.file, "%s 0 obj\n%s\nendobj\n", id, content)
}

func (u *update) close(said []byte, before string) []byte {
	start := u.file.Len()
	fmt.Fprintf(u.file, "xref\n%strailer\n<<\n/Size %d\n/Prev %s\n%s>>\nstartxref\n%d\n%%%%EOF\n", u.table.String(), u.next, before, said, start)
	return u.file.Bytes()
}
