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
	mostSheetCells  = 400 // of a row
	mostArchived    = 20  // files in an archive
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
}

type sheetRow struct {
	sheet  string
	number int
	cells  []string
	column map[string]int
	at     int // its place among all rows
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
	own.Refused, own.Warnings = nil, nil
	r := &sheetReader{source: &source{name: name, report: &own}, file: file, width: mostSheetCells + 1}
	r.load()
	var c store.FrameworkContent
	if !own.IsRefused() {
		r.text = strings.Repeat(" ", r.width*len(r.rows))
		for i := range r.rows {
			r.lines = append(r.lines, i*r.width)
		}
		if whole := r.whole(); !own.IsRefused() {
			c = readStarter(r.source, whole)
		}
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
	for name, i := range row.column {
		if i == p.Column-1 {
			p.ColumnName = name
		}
	}
	return p
}

// load reads the rows of the sheets that are known, each with the columns that the first row of its sheet names.
func (r *sheetReader) load() {
	known := []string{sheetAbout, sheetScale, sheetDomains, sheetCompetencies, sheetProfiles, sheetRequirements, sheetCrosswalks}
	for _, name := range r.file.GetSheetList() {
		i := slices.IndexFunc(known, func(k string) bool { return key(k) == key(name) })
		if i < 0 {
			r.report.warn(fmt.Sprintf("%s: the sheet %q is not known and is left out", r.name, name))
			continue
		}
		r.loadSheet(name, known[i])
	}
	for _, name := range []string{sheetAbout, sheetScale, sheetDomains, sheetCompetencies} {
		if len(r.of(name)) == 0 {
			r.report.refuse(Problem{File: r.name, Problem: fmt.Sprintf("the sheet %s is missing, or has no row under its first: want the workbook as Trellis writes it", name)})
		}
	}
}

func (r *sheetReader) loadSheet(name, known string) {
	rows, err := r.file.Rows(name)
	if err != nil {
		r.report.refuse(Problem{File: r.name, Value: name, Problem: "this sheet cannot be read"})
		return
	}
	defer func() { _ = rows.Close() }() // it is read to its end
	var column map[string]int
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns()
		if err != nil || len(cells) > mostSheetCells || number > mostSheetRows {
			r.report.refuse(Problem{File: r.name + ", sheet " + name, Line: number, Problem: fmt.Sprintf("this row cannot be read: a sheet has %d rows of %d cells at most", mostSheetRows, mostSheetCells)})
			return
		}
		for i, cell := range cells {
			cells[i] = strings.ReplaceAll(strings.TrimSpace(cell), "\x00", "")
		}
		if column == nil {
			column = headings(cells)
			continue
		}
		if slices.ContainsFunc(cells, func(cell string) bool { return cell != "" }) {
			r.rows = append(r.rows, sheetRow{known, number, cells, column, len(r.rows)})
		}
	}
}

// headings are the columns by name; of two of one name, the first.
func headings(cells []string) map[string]int {
	column := map[string]int{}
	for i, cell := range cells {
		if _, twice := column[cell]; !twice && cell != "" {
			column[cell] = i
		}
	}
	return column
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
	for heading, i := range row.column {
		if key(heading) == key(name) {
			if i < len(row.cells) {
				return row.cells[i], i
			}
			return "", i
		}
	}
	return "", 0
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
