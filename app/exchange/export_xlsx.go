package exchange

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"trellis/models"
	"trellis/models/store"
)

// The sheets of a workbook, and the columns of each. Levels and role profiles are columns too, with names of their own.
const (
	sheetAbout        = "About"
	sheetScale        = "Scale"
	sheetDomains      = "Domains"
	sheetCompetencies = "Competencies"
	sheetProfiles     = "Role profiles"
	sheetRequirements = "Requirements"
	sheetCrosswalks   = "Crosswalks"
)

// sheetWidths are the columns of each sheet, with their widths in characters.
var sheetWidths = map[string][]float64{
	sheetAbout: {22, 90}, sheetScale: {8, 20, 70}, sheetDomains: {14, 30, 70, 38}, sheetCompetencies: {14, 12, 12, 34, 60, 12, 18, 12, 30, 38},
	sheetProfiles: {22, 30, 20, 60, 16, 14, 10, 18}, sheetRequirements: {14, 34}, sheetCrosswalks: {14, 16, 12, 14, 12, 50},
}

// writeXLSX writes a framework as a workbook for its editors. Every cell is text, so that a spreadsheet changes no code and
// runs nothing.
func writeXLSX(w io.Writer, c store.FrameworkContent) (warnings []string, err error) {
	file := excelize.NewFile()
	defer func() { _ = file.Close() }() // nothing stands on the disk
	text, err := file.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return nil, err
	}
	head, err := file.NewStyle(&excelize.Style{
		NumFmt: 49, Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"005EB8"}},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"},
	})
	if err != nil {
		return nil, err
	}
	for i, sheet := range sheetsOf(c) {
		if i == 0 {
			err = file.SetSheetName("Sheet1", sheet.name)
		} else {
			_, err = file.NewSheet(sheet.name)
		}
		if err != nil {
			return nil, err
		}
		if err := sheet.write(file, text, head); err != nil {
			return nil, fmt.Errorf("write the sheet %s: %w", sheet.name, err)
		}
	}
	_, err = file.WriteTo(w)
	return nil, err
}

// sheet is one sheet of a workbook: the first row names the columns.
type sheet struct {
	name string
	rows [][]string
}

func (s sheet) write(file *excelize.File, text, head int) error {
	out, err := file.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	widths := sheetWidths[s.name]
	for i := range s.rows[0] {
		width := 40.0
		if i < len(widths) {
			width = widths[i]
		} else if s.name == sheetRequirements {
			width = 16
		}
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
		if err := out.SetColStyle(i+1, i+1, text); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for n, row := range s.rows {
		style := text
		if n == 0 {
			style = head
		}
		cells := make([]any, len(row))
		for i, value := range row {
			cells[i] = excelize.Cell{StyleID: style, Value: value}
		}
		if err := out.SetRow("A"+strconv.Itoa(n+1), cells); err != nil {
			return err
		}
	}
	return out.Flush()
}

// sheetsOf is a framework as rows. Its references are codes.
func sheetsOf(c store.FrameworkContent) []sheet {
	v := c.Version
	about := [][]string{
		{"Field", "Value"},
		{"Code", c.Framework.Code},
		{"Name", c.Framework.Name},
		{"Version", v.Version},
		{"Language", v.Language},
		{"Licence", v.Licence},
		{"Source", v.Source},
		{"Attribution", v.Attribution},
		{"May be handed out", yesOrNo(!v.ExportBarred)},
		{"Identifier", v.Identifier},
		{"Description", v.Description},
		{"Notes", v.Notes},
	}
	scale := [][]string{{"Value", "Label", "Description"}}
	for _, l := range c.Levels {
		scale = append(scale, []string{strconv.Itoa(l.Value), l.Label, l.Description})
	}
	domains := [][]string{{"Code", "Name", "Description", "Identifier"}}
	for _, d := range c.Domains {
		domains = append(domains, []string{d.Code, d.Name, d.Description, d.Identifier})
	}
	profiles := [][]string{{"Code", "Name", "Family", "Description", "Indicative bands", "Decision maker", "Retired", "Optional minimum"}}
	for _, p := range c.Profiles {
		profiles = append(profiles, []string{
			p.Code, p.Name, p.Family, p.Description, p.Bands, yesOrNo(p.DecisionMaker), yesOrNo(p.Retired), numbered(p.OptionalMinimum),
		})
	}
	crosswalks := [][]string{{"Code", "Framework", "Version", "Other", "Strength", "Note"}}
	for _, w := range c.Crosswalks {
		crosswalks = append(crosswalks, []string{w.Code, w.Framework, w.Version, w.Other, string(w.Strength), w.Note})
	}
	return []sheet{
		{sheetAbout, about},
		{sheetScale, scale},
		{sheetDomains, domains},
		{sheetCompetencies, competencyRows(c)},
		{sheetProfiles, profiles},
		{sheetRequirements, requirementRows(c)},
		{sheetCrosswalks, crosswalks},
	}
}

// competencyRows has a column for each level.
func competencyRows(c store.FrameworkContent) [][]string {
	head := []string{"Code", "Domain", "Part of", "Name", "Description", "Kind", "Flags", "Holds months", "See also", "Identifier"}
	for _, l := range c.Levels {
		head = append(head, fmt.Sprintf("Level %d: %s", l.Value, l.Label))
	}
	texts := map[models.Descriptor]string{}
	for _, d := range c.Descriptors {
		texts[models.Descriptor{CompetencyID: d.CompetencyID, Level: d.Level}] = d.Text
	}
	rows := [][]string{head}
	for _, k := range c.Competencies {
		part := ""
		if k.ParentID != nil {
			part = string(*k.ParentID)
		}
		row := []string{k.Code, string(k.DomainID), part, k.Name, k.Description, string(k.Kind), k.Flags, numbered(k.HoldsMonths), k.SeeAlso, k.Identifier}
		for _, l := range c.Levels {
			row = append(row, texts[models.Descriptor{CompetencyID: models.ID(k.Code), Level: l.Value}])
		}
		rows = append(rows, row)
	}
	return rows
}

// requirementRows is a matrix: what each role profile asks of each competency.
func requirementRows(c store.FrameworkContent) [][]string {
	head := []string{"Code", "Competency"}
	for _, p := range c.Profiles {
		head = append(head, p.Code)
	}
	asked := map[[2]models.ID]string{}
	for _, q := range c.Requirements {
		says := strconv.Itoa(q.Level)
		if q.UpTo != nil && *q.UpTo > q.Level {
			says += " to " + strconv.Itoa(*q.UpTo)
		}
		if q.Core {
			says += " core"
		}
		if q.Optional {
			says += " optional"
		}
		asked[[2]models.ID{q.RoleProfileID, q.CompetencyID}] = says
	}
	rows := [][]string{head}
	for _, k := range c.Competencies {
		row := []string{k.Code, k.Name}
		for _, p := range c.Profiles {
			row = append(row, asked[[2]models.ID{models.ID(p.Code), models.ID(k.Code)}])
		}
		rows = append(rows, row)
	}
	return rows
}

func yesOrNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// numbered is a number, or nothing for none.
func numbered(n int) string {
	return strings.TrimPrefix(strconv.Itoa(n), "0")
}
