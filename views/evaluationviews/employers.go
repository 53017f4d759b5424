package evaluationviews

import (
	"slices"
	"strconv"

	"trellis/app/records"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/words"
)

// AlwaysSays is what the choice of a column sends that always says the same.
const AlwaysSays = "always"

const spareColumns = 3

func fieldWords(f models.ExportField) string {
	said := map[models.ExportField]string{
		models.ExportStaffNumber: "Staff number", models.ExportSurname: "Surname (last word of the name)", models.ExportForename: "Forename (the rest of the name)",
		models.ExportFullName: "Full name", models.ExportEmail: "Email address", models.ExportODSCode: "Employer’s ODS code", models.ExportCourseCode: "Course code",
		models.ExportCourse: "Course title", models.ExportVersion: "Course version", models.ExportCohort: "Cohort", models.ExportStarted: "First day",
		models.ExportCompleted: "Completed on", models.ExportStatus: "Status", models.ExportHours: "Hours", models.ExportCompetence: "Skill", models.ExportLevel: "Level of the skill",
		models.ExportValidUntil: "Valid until", models.ExportRecord: "Record number",
	}
	return said[f]
}

// EmployerForm is the page of an employer, with how it wants its columns as somebody has typed it, and what is wrong with that.
type EmployerForm struct {
	records.EmployerPage
	Typed    *records.KeepColumns // nil: as they are kept
	Stale    bool
	Problems models.Invalid
}

func (f EmployerForm) mapping() models.Mapping {
	if f.Typed != nil {
		return f.Typed.Mapping
	}
	return f.Mapping
}

func (f EmployerForm) dates() string {
	if f.Typed != nil {
		return f.Typed.DateFormat
	}
	return f.Map.DateFormat
}

// columns are those of the form: as they are, and some to add.
func (f EmployerForm) columns() []models.MappedColumn {
	return append(slices.Clone(f.mapping().Columns), make([]models.MappedColumn, spareColumns)...)
}

func (f EmployerForm) summary() []components.Problem {
	list := components.Problems(f.EmployerPage.Problems, "from", "until")
	var names []string
	for i := range f.columns() {
		names = append(names, "field-"+strconv.Itoa(i), "title-"+strconv.Itoa(i))
	}
	return append(list, components.AllProblems(f.Problems, append(names, "date_format")...)...)
}

// choice is what is in the i-th column of the form: of those that there are, one without a field always says the same.
func (f EmployerForm) choice(i int) string {
	columns := f.mapping().Columns
	switch {
	case i >= len(columns):
		return ""
	case columns[i].Field == "":
		return AlwaysSays
	}
	return columns[i].Field
}

func fieldOptions() []components.Option {
	list := []components.Option{{Value: "", Label: "No column"}, {Value: AlwaysSays, Label: "Always the same text"}}
	for _, f := range models.ExportFields() {
		list = append(list, components.Option{Value: string(f), Label: fieldWords(f)})
	}
	return list
}

// FieldTitle is what a column is called where nobody says.
func FieldTitle(field string) string { return fieldWords(models.ExportField(field)) }

func dateOptions() []components.Option {
	var list []components.Option
	for i, format := range models.DateFormats() {
		example := []string{"2026-11-23", "23/11/2026", "23-Nov-2026", "20261123"}[i]
		list = append(list, components.Option{Value: format, Label: example})
	}
	return list
}

func (f EmployerForm) found() string {
	text := words.Count(f.Records, "record", "records")
	if f.Lines != f.Records {
		text += " in " + words.Count(f.Lines, "row", "rows")
	}
	if f.Unnamed > 0 {
		text += ". " + words.Count(f.Unnamed, "is", "are") + " without a name: of people who were erased, or are under a hold"
	}
	return text
}

func (f EmployerForm) mergedWords() string {
	names := make([]string, len(f.Merged))
	for i, o := range f.Merged {
		names[i] = o.Name
	}
	return words.List(names)
}

func mappingWords(m models.Mapping) string {
	names := make([]string, len(m.Columns))
	for i, c := range m.Columns {
		names[i] = c.Title
	}
	return words.List(names)
}

func networkNav(p layout.Page, current string) []components.SubItem {
	items := slices.Clone(p.Beside)
	for i := range items {
		items[i].Current = items[i].Href == current
	}
	return items
}

func heads(titles []string) []components.Head {
	list := make([]components.Head, len(titles))
	for i, t := range titles {
		list[i] = components.Head{Label: t}
	}
	return list
}
