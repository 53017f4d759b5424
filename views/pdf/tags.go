package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// element is a part of what the page says, in the order in which it is read: as ISO 32000-1 §14.7 has it.
type element struct {
	role   string // H1, P, Figure, …
	alt    string // what a picture shows
	actual string // what a text says, where it is drawn otherwise
	column bool   // a TH over a column; otherwise one before a row
	page   int    // from 1; of its mark
	mark   int    // the number of its content on the page; -1 where it only holds others
	link   *link
	kids   []*element
	number int // of its object
}

// link is a place on a page that opens an address.
type link struct {
	page    int
	rect    [4]float64 // in points, from the lower left corner of the page
	address string
	says    string
	number  int
}

// tags gathers the elements while a file is written.
type tags struct {
	open  []*element // the first is the document
	marks [][]*element
	links []*element
}

func newTags() *tags { return &tags{open: []*element{{role: "Document", mark: -1}}} }

func (t *tags) add(e *element) {
	within := t.open[len(t.open)-1]
	within.kids = append(within.kids, e)
}

// group puts what is written meanwhile into one element.
func (s sheet) group(role string, write func()) {
	e := &element{role: role, mark: -1}
	s.tags.add(e)
	s.tags.open = append(s.tags.open, e)
	write()
	s.tags.open = s.tags.open[:len(s.tags.open)-1]
}

// tagged marks what is written meanwhile, on this page, as one element.
func (s sheet) tagged(e element, write func()) *element {
	for len(s.tags.marks) < s.PageNo() {
		s.tags.marks = append(s.tags.marks, nil)
	}
	on := &s.tags.marks[s.PageNo()-1]
	e.page, e.mark = s.PageNo(), len(*on)
	kept := &e
	*on = append(*on, kept)
	s.tags.add(kept)
	s.RawWriteStr(fmt.Sprintf("/%s <</MCID %d>> BDC", e.role, e.mark))
	if e.actual == "" {
		write()
	} else {
		s.RawWriteStr("/Span <</ActualText " + text16(e.actual) + ">> BDC")
		write()
		s.RawWriteStr("EMC")
	}
	s.RawWriteStr("EMC")
	return kept
}

// ornament marks what is drawn meanwhile as saying nothing.
func (s sheet) ornament(draw func()) {
	s.RawWriteStr("/Artifact BMC")
	draw()
	s.RawWriteStr("EMC")
}

// linked is tagged for what opens an address when it is pressed; the place is in mm from the upper left corner.
func (s sheet) linked(address, says string, x, y, width, height float64, write func()) {
	e := s.tagged(element{role: "Link", alt: says}, write)
	const points = 72 / 25.4
	e.link = &link{page: e.page, address: address, says: says, rect: [4]float64{x * points, (pageHeight - y - height) * points, (x + width) * points, (pageHeight - y) * points}}
	s.tags.links = append(s.tags.links, e)
}

var errShape = errors.New("the file has not the shape that tags are put into")

// put writes the elements into a finished file, as objects of their own at its end. Nothing else of the file changes, so that the
// same page stays the same file.
func (t *tags) put(file []byte) ([]byte, error) {
	objects, trailer, err := objectsOf(file)
	if err != nil {
		return nil, err
	}
	root := len(objects) // objects[0] is none: the next number is the length
	next := root + 1
	number(t.open[0], &next)
	for _, e := range t.links {
		e.link.number = next
		next++
	}
	for i := range t.marks {
		page := pageObject(i + 1)
		if page >= len(objects) || !bytes.Contains(objects[page], []byte("/Type /Page\n")) {
			return nil, errShape
		}
		more := fmt.Sprintf("/StructParents %d /Tabs /S %s/Contents", i, t.annotations(i+1))
		objects[page] = bytes.Replace(objects[page], []byte("/Contents"), []byte(more), 1)
	}
	for i, object := range objects {
		if bytes.Contains(object, []byte("/Type /Font")) {
			objects[i] = fontNames(object)
		}
	}
	catalog := bytes.Replace(objects[root-1], []byte("/Type /Catalog"),
		fmt.Appendf(nil, "/Type /Catalog\n/MarkInfo <</Marked true>>\n/StructTreeRoot %d 0 R\n/ViewerPreferences <</DisplayDocTitle true>>", root), 1)
	if bytes.Equal(catalog, objects[root-1]) {
		return nil, errShape
	}
	objects[root-1] = catalog
	objects = append(objects, t.treeRoot(root))
	objects = t.elements(objects, t.open[0], root)
	for i, e := range t.links {
		objects = append(objects, fmt.Appendf(nil, "%d 0 obj\n<</Type /Annot /Subtype /Link /Rect [%.2f %.2f %.2f %.2f] /Border [0 0 0] /F 4 /StructParent %d /Contents %s /A <</S /URI /URI (%s)>>>>\nendobj\n",
			e.link.number, e.link.rect[0], e.link.rect[1], e.link.rect[2], e.link.rect[3], len(t.marks)+i, text16(e.link.says), bare(e.link.address)))
	}
	return joined(objects, trailer), nil
}

// fontNames gives the fonts their own names, marked as parts of fonts: six letters and a plus sign.
func fontNames(object []byte) []byte {
	object = bytes.ReplaceAll(object, []byte("/utf8dejavuB"), []byte("/TRELLB+DejaVuSans-Bold"))
	return bytes.ReplaceAll(object, []byte("/utf8dejavu"), []byte("/TRELLA+DejaVuSans"))
}

// pageObject is the number that the library gives the object of a page.
func pageObject(page int) int { return 1 + 2*page }

func number(e *element, next *int) {
	e.number = *next
	*next++
	for _, kid := range e.kids {
		number(kid, next)
	}
}

func (t *tags) annotations(page int) string {
	var list strings.Builder
	for _, e := range t.links {
		if e.link.page == page {
			fmt.Fprintf(&list, "%d 0 R ", e.link.number)
		}
	}
	if list.Len() == 0 {
		return ""
	}
	return "/Annots [" + list.String() + "] "
}

// treeRoot says which element each mark of each page, and each link, belongs to.
func (t *tags) treeRoot(root int) []byte {
	var nums strings.Builder
	for i, marks := range t.marks {
		fmt.Fprintf(&nums, "%d [", i)
		for _, e := range marks {
			fmt.Fprintf(&nums, "%d 0 R ", e.number)
		}
		nums.WriteString("] ")
	}
	for i, e := range t.links {
		fmt.Fprintf(&nums, "%d %d 0 R ", len(t.marks)+i, e.number)
	}
	return fmt.Appendf(nil, "%d 0 obj\n<</Type /StructTreeRoot /K %d 0 R /ParentTree <</Nums [%s]>> /ParentTreeNextKey %d>>\nendobj\n",
		root, t.open[0].number, nums.String(), len(t.marks)+len(t.links))
}

func (t *tags) elements(objects [][]byte, e *element, parent int) [][]byte {
	var kids, more strings.Builder
	if e.mark >= 0 {
		kids.WriteString(strconv.Itoa(e.mark) + " ")
		fmt.Fprintf(&more, " /Pg %d 0 R", pageObject(e.page))
	}
	if e.link != nil {
		fmt.Fprintf(&kids, "<</Type /OBJR /Obj %d 0 R /Pg %d 0 R>> ", e.link.number, pageObject(e.page))
	}
	for _, kid := range e.kids {
		fmt.Fprintf(&kids, "%d 0 R ", kid.number)
	}
	if e.alt != "" {
		more.WriteString(" /Alt " + text16(e.alt))
	}
	if e.actual != "" {
		more.WriteString(" /ActualText " + text16(e.actual))
	}
	if e.role == "TH" {
		scope := "Row"
		if e.column {
			scope = "Column"
		}
		more.WriteString(" /A <</O /Table /Scope /" + scope + ">>")
	}
	objects = append(objects, fmt.Appendf(nil, "%d 0 obj\n<</Type /StructElem /S /%s /P %d 0 R%s /K [%s]>>\nendobj\n", e.number, e.role, parent, more.String(), kids.String()))
	for _, kid := range e.kids {
		objects = t.elements(objects, kid, e.number)
	}
	return objects
}

// objectsOf takes a file apart by its own table: each object under its number, and what stands in the trailer.
func objectsOf(file []byte) (objects [][]byte, trailer string, err error) {
	_, after, found := bytes.Cut(file[max(0, len(file)-40):], []byte("startxref\n"))
	end, _, ok := bytes.Cut(after, []byte("\n"))
	table, err := strconv.Atoi(string(end))
	if !found || !ok || err != nil || table >= len(file) {
		return nil, "", errShape
	}
	lines := strings.Split(string(file[table:]), "\n")
	var count int
	if _, err := fmt.Sscanf(lines[1], "0 %d", &count); err != nil || len(lines) < count+4 {
		return nil, "", errShape
	}
	offsets := make([]int, count)
	for i := 1; i < count; i++ {
		if offsets[i], err = strconv.Atoi(strings.Fields(lines[i+2])[0]); err != nil {
			return nil, "", errShape
		}
	}
	ends := append(slices.Clone(offsets[1:]), table)
	slices.Sort(ends)
	objects = make([][]byte, count)
	for i := 1; i < count; i++ {
		at, _ := slices.BinarySearch(ends, offsets[i])
		objects[i] = file[offsets[i]:ends[at+1]]
	}
	for _, line := range lines[count+2:] {
		if strings.HasPrefix(line, "/Root") || strings.HasPrefix(line, "/Info") {
			trailer += line + "\n"
		}
	}
	return objects, trailer, nil
}

// joined puts a file together again. Tags want version 1.7.
func joined(objects [][]byte, trailer string) []byte {
	var file bytes.Buffer
	file.WriteString("%PDF-1.7\n%\xb5\xb6\xb5\xb6\n")
	offsets := make([]int, len(objects))
	for i, object := range objects[1:] {
		offsets[i+1] = file.Len()
		file.Write(object)
	}
	table := file.Len()
	fmt.Fprintf(&file, "xref\n0 %d\n0000000000 65535 f \n", len(objects))
	for _, offset := range offsets[1:] {
		fmt.Fprintf(&file, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&file, "trailer\n<<\n/Size %d\n%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects), trailer, table)
	return file.Bytes()
}

// text16 is a text as the format keeps it: in UTF-16, as hexadecimal numbers.
func text16(text string) string {
	var hex strings.Builder
	hex.WriteString("<FEFF")
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&hex, "%04X", unit)
	}
	hex.WriteString(">")
	return hex.String()
}

// bare is an address without what would end it in the file.
func bare(address string) string {
	return strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`, "\n", "", "\r", "").Replace(address)
}
