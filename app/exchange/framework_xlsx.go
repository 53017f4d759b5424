package exchange

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"trellis/models/store"
)

const (
	largestUnzipped = 64 << 20 // bytes of all that an archive holds
	mostSheetRows   = 20_000
	mostBookRows    = 40_000 // of all sheets together, without those that say nothing
	mostSheetCells  = 400    // of a row
	mostArchived    = 20     // files in an archive
)

// archived are the files of an archive that is no workbook. A workbook stays as it is.
func archived(files []File, report *Report) []File {
	var list []File
	for _, f := range files {
		content, err := io.ReadAll(io.LimitReader(f.Content, 4))
		rest := io.MultiReader(bytes.NewReader(content), f.Content)
		if err != nil || string(content) != "PK\x03\x04" {
			list = append(list, File{Name: f.Name, Content: rest})
			continue
		}
		whole, err := io.ReadAll(io.LimitReader(rest, largest+1))
		if err != nil || len(whole) > largest {
			report.refuse(Problem{File: f.Name, Problem: "this archive cannot be read, or is larger than 64 MiB"})
			continue
		}
		list = append(list, unpacked(f.Name, whole, report)...)
	}
	return list
}

func unpacked(name string, whole []byte, report *Report) []File {
	archive, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		report.refuse(Problem{File: name, Problem: "this looks like a workbook or an archive, but cannot be opened as one: is it whole?"})
		return nil
	}
	if slices.ContainsFunc(archive.File, func(f *zip.File) bool { return f.Name == "xl/workbook.xml" }) {
		return []File{{Name: name, Content: &workbook{bytes.NewReader(whole)}}}
	}
	var list []File
	size := uint64(0)
	for _, f := range archive.File {
		size += f.UncompressedSize64
		if f.FileInfo().IsDir() {
			continue
		}
		if len(list) == mostArchived || size > largestUnzipped {
			report.refuse(Problem{File: name, Problem: fmt.Sprintf("this archive holds more than %d files, or more than 64 MiB", mostArchived)})
			return nil
		}
		content, err := unzipped(f)
		if err != nil {
			report.refuse(Problem{File: name, Value: f.Name, Problem: "this file of the archive cannot be read: is the archive whole?"})
			return nil
		}
		list = append(list, File{Name: f.Name, Content: bytes.NewReader(content)})
	}
	return list
}

func unzipped(f *zip.File) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = in.Close() }() // it is read to its end
	content, err := io.ReadAll(io.LimitReader(in, largestUnzipped+1))
	if err == nil && len(content) > largestUnzipped {
		err = io.ErrShortBuffer
	}
	return content, err
}

// workbook marks the content of a file as that of a workbook.
type workbook struct{ *bytes.Reader }

// sheetReader turns the rows of a workbook into the JSON that our own format would have, and reads that. A place in it is a row
// and a column of a sheet.
type sheetReader struct {
	*source
	file  *excelize.File
	width int
	rows  []sheetRow // of all sheets
	size  int        // bytes that they say
}

type sheetRow struct {
	sheet  string
	number int
	cells  []string
	column *columns
	at     int // its place among all rows
}

// columns are what the first row of a sheet names; of two of one name, the first.
type columns struct {
	list   []column
	by     map[string]int // by key
	levels []column       // those called "Level 1: Label": the name is the number
}

type column struct {
	name string
	at   int
}

// readWorkbook reads a framework from a workbook. Where it is wrong, the report says so.
func readWorkbook(name string, in *workbook, report *Report) (none store.FrameworkContent) {
	file, err := excelize.OpenReader(in, excelize.Options{UnzipSizeLimit: largestUnzipped, UnzipXMLSizeLimit: largestUnzipped})
	if err != nil {
		report.refuse(Problem{File: name, Problem: "this workbook cannot be opened: it is not whole, has a password, or holds more than 64 MiB"})
		return none
	}
	defer func() { _ = file.Close() }() // nothing stands on the disk
	own := *report
	own.Refused = nil
	r := &sheetReader{source: &source{name: name, report: &own}, file: file, width: mostSheetCells + 1}
	r.load()
	report.Warnings = own.Warnings
	if own.IsRefused() {
		for _, p := range own.Refused {
			report.refuse(p)
		}
		return none
	}
	own.Warnings = nil
	r.text = strings.Repeat(" ", r.width*len(r.rows))
	for i := range r.rows {
		r.lines = append(r.lines, i*r.width)
	}
	var c store.FrameworkContent
	if whole := r.whole(); !own.IsRefused() {
		c = readStarter(r.source, whole)
	}
	for _, p := range own.Refused {
		report.refuse(r.placed(p))
	}
	for _, w := range own.Warnings {
		report.warn(w)
	}
	report.version = r.placed(own.version)
	return c
}

// placed names the sheet, the row and the column of a problem.
func (r *sheetReader) placed(p Problem) Problem {
	if p.Line < 1 || p.Line > len(r.rows) {
		return p
	}
	row := r.rows[p.Line-1]
	p.File, p.Line = p.File+", sheet "+row.sheet, row.number
	for _, c := range row.column.list {
		if c.at == p.Column-1 {
			p.ColumnName = c.name
		}
	}
	return p
}

// load reads the rows of the sheets that are known, each with the columns that the first row of its sheet names.
func (r *sheetReader) load() {
	known := []string{sheetAbout, sheetScale, sheetDomains, sheetCompetencies, sheetProfiles, sheetRequirements, sheetCrosswalks}
	seen := map[string]string{}
	for _, name := range r.file.GetSheetList() {
		i := slices.IndexFunc(known, func(k string) bool { return key(k) == key(name) })
		if i < 0 {
			r.report.warn(fmt.Sprintf("%s: the sheet %q is not known and is left out", r.name, name))
			continue
		}
		if first, twice := seen[known[i]]; twice {
			r.report.refuse(Problem{File: r.name, Value: name, Problem: fmt.Sprintf("the sheet %q is the sheet %s already: keep one of the two, or give the other a name of its own", first, known[i])})
			continue
		}
		seen[known[i]] = name
		if !r.loadSheet(name, known[i]) {
			return
		}
	}
	for _, name := range []string{sheetAbout, sheetScale, sheetDomains, sheetCompetencies} {
		if len(r.of(name)) == 0 {
			r.report.refuse(Problem{File: r.name, Problem: fmt.Sprintf("the sheet %s is missing, or has no row under its first: want the workbook as Trellis writes it", name)})
		}
	}
}

// loadSheet answers whether the whole sheet could be read.
func (r *sheetReader) loadSheet(name, known string) bool {
	refuse := func(line int, problem string) bool {
		r.report.refuse(Problem{File: r.name + ", sheet " + name, Line: line, Problem: problem})
		return false
	}
	rows, err := r.file.Rows(name)
	if err != nil {
		return refuse(0, "this sheet cannot be read")
	}
	defer func() { _ = rows.Close() }() // it is read to its end
	var column *columns
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns()
		if err != nil || len(cells) > mostSheetCells || number > mostSheetRows {
			return refuse(number, fmt.Sprintf("this row cannot be read: a sheet has %d rows of %d cells at most", mostSheetRows, mostSheetCells))
		}
		size := 0
		for i, cell := range cells {
			cells[i] = strings.ReplaceAll(strings.TrimSpace(cell), "\x00", "")
			size += len(cells[i])
		}
		if column == nil {
			column = headings(cells)
			continue
		}
		if size == 0 {
			continue
		}
		if r.size += size; len(r.rows) == mostBookRows || r.size > largestUnzipped {
			return refuse(number, fmt.Sprintf("this row is too much: the sheets of a workbook have %d rows and 64 MiB of text at most, all together. Leave out what the framework does not need", mostBookRows))
		}
		r.rows = append(r.rows, sheetRow{known, number, cells, column, len(r.rows)})
	}
	return true
}

// headings are the columns that a row names.
func headings(cells []string) *columns {
	c := &columns{by: map[string]int{}}
	names := map[string]bool{}
	for i, cell := range cells {
		if cell == "" || names[cell] {
			continue
		}
		names[cell] = true
		c.list = append(c.list, column{cell, i})
		name := key(cell)
		if _, twice := c.by[name]; !twice {
			c.by[name] = i
		}
		if rest, found := strings.CutPrefix(name, "level "); found {
			number, _, _ := strings.Cut(rest, ":")
			c.levels = append(c.levels, column{strings.TrimSpace(number), i})
		}
	}
	return c
}

func (r *sheetReader) of(sheet string) (rows []sheetRow) {
	for _, row := range r.rows {
		if row.sheet == sheet {
			rows = append(rows, row)
		}
	}
	return rows
}

// cell is what a row says under a name, in whatever case.
func (row sheetRow) cell(name string) (text string, column int) {
	i, found := row.column.by[key(name)]
	if !found || i >= len(row.cells) {
		return "", i
	}
	return row.cells[i], i
}

func (r *sheetReader) at(row sheetRow, column int) int { return row.at*r.width + column }

// requirement is what a cell of the matrix says: a level, a range of them, and whether it is core or optional.
var requirement = regexp.MustCompile(`^(\d+)(?:\.0+)?(?:\s*(?:-|–|to)\s*(\d+))?\s*(core|optional|)$`)

// wholeNumber is a number as a spreadsheet may show it.
func wholeNumber(text string) string {
	if f, err := strconv.ParseFloat(text, 64); err == nil && f == float64(int(f)) {
		return strconv.Itoa(int(f))
	}
	return text
}
