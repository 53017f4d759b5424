package models

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ExportField is something that a file about completions can say.
type ExportField string

// The fields.
const (
	ExportStaffNumber ExportField = "staff_number"
	ExportSurname     ExportField = "surname"
	ExportForename    ExportField = "forename"
	ExportFullName    ExportField = "full_name"
	ExportEmail       ExportField = "email"
	ExportODSCode     ExportField = "ods_code"
	ExportCourseCode  ExportField = "course_code"
	ExportCourse      ExportField = "course"
	ExportVersion     ExportField = "course_version"
	ExportCohort      ExportField = "cohort"
	ExportStarted     ExportField = "started"
	ExportCompleted   ExportField = "completed"
	ExportStatus      ExportField = "status"
	ExportHours       ExportField = "hours"
	ExportCompetence  ExportField = "competence"
	ExportLevel       ExportField = "level"
	ExportValidUntil  ExportField = "valid_until"
	ExportRecord      ExportField = "record"
)

// ExportFields lists the fields in the order in which a form offers them.
func ExportFields() []ExportField {
	return []ExportField{
		ExportStaffNumber, ExportSurname, ExportForename, ExportFullName, ExportEmail, ExportODSCode, ExportCourseCode, ExportCourse, ExportVersion,
		ExportCohort, ExportStarted, ExportCompleted, ExportStatus, ExportHours, ExportCompetence, ExportLevel, ExportValidUntil, ExportRecord,
	}
}

// DateFormats are the ways to write a day in such a file, as Go writes them; the first is the usual one.
func DateFormats() []string {
	return []string{"2006-01-02", "02/01/2006", "02-Jan-2006", "20060102"}
}

// Mapping is what a ColumnMap keeps as JSON.
type Mapping struct {
	PerCompetence bool           `json:"per_competence"` // one row for each competence of a record, and not one a record
	Columns       []MappedColumn `json:"columns"`
}

// UsualMapping is that of an employer who has not said otherwise.
func UsualMapping() Mapping {
	var m Mapping
	for _, c := range []struct {
		field ExportField
		title string
	}{
		{ExportStaffNumber, "Staff number"},
		{ExportFullName, "Name"},
		{ExportEmail, "Email"},
		{ExportCourseCode, "Course code"},
		{ExportCourse, "Course"},
		{ExportCompleted, "Completed"},
		{ExportStatus, "Status"},
		{ExportValidUntil, "Valid until"},
		{ExportRecord, "Record"},
	} {
		m.Columns = append(m.Columns, MappedColumn{Field: string(c.field), Title: c.title})
	}
	return m
}

// Mapping reads what the map says.
func (m ColumnMap) Mapping() (Mapping, error) {
	var mapping Mapping
	err := json.Unmarshal([]byte(m.Columns), &mapping)
	return mapping, err
}

// Text is the mapping as a ColumnMap keeps it.
func (m Mapping) Text() (string, error) {
	text, err := json.Marshal(m)
	return string(text), err
}

const (
	mostMapped    = 40
	longestMapped = 100
)

// Problems are what is wrong with the mapping, by the name of a field of its form: title-0, field-1.
func (m Mapping) Problems() Invalid {
	problems, titles := Invalid{}, map[string]bool{}
	if len(m.Columns) == 0 {
		problems["field-0"] = "Choose at least one column"
	}
	if len(m.Columns) > mostMapped {
		problems["field-0"] = "Choose " + strconv.Itoa(mostMapped) + " columns or fewer"
	}
	for i, c := range m.Columns {
		n := strconv.Itoa(i)
		switch {
		case c.Title == "":
			problems["title-"+n] = "Enter what column " + strconv.Itoa(i+1) + " is called"
		case len(c.Title) > longestMapped || len(c.Says) > longestMapped:
			problems["title-"+n] = "Use 100 characters or fewer"
		case titles[c.Title]:
			problems["title-"+n] = "Two columns are called " + c.Title + ": give them different names"
		}
		titles[c.Title] = true
		if c.Field != "" && !slices.Contains(ExportFields(), ExportField(c.Field)) {
			problems["field-"+n] = "Select one of the fields shown"
		}
	}
	return problems
}

// ExportedRecord is a completion record with what a file for an employer can say of it beside. Unnamed ones are of people who
// were erased, or who are under a hold: what says who they are is left out.
type ExportedRecord struct {
	CompletionRecord
	CourseCode  string
	ODSCode     string
	Email       string // while the person works there
	StaffNumber string
	Unnamed     bool
	Outcomes    []RecordOutcome `gorm:"-"`
}

// Head is the first row of the file.
func (m Mapping) Head() []string {
	head := make([]string, len(m.Columns))
	for i, c := range m.Columns {
		head[i] = c.Title
	}
	return head
}

// Rows are the rows of a record, on a day: one, or one for each competence that it names where the mapping asks for that.
func (m Mapping) Rows(r ExportedRecord, dates string, day Date) [][]string {
	if !m.PerCompetence || len(r.Outcomes) == 0 {
		return [][]string{m.row(r, r.Outcomes, dates, day)}
	}
	rows := make([][]string, len(r.Outcomes))
	for i := range r.Outcomes {
		rows[i] = m.row(r, r.Outcomes[i:i+1], dates, day)
	}
	return rows
}

func (m Mapping) row(r ExportedRecord, outcomes []RecordOutcome, dates string, day Date) []string {
	row := make([]string, len(m.Columns))
	for i, c := range m.Columns {
		if c.Field == "" {
			row[i] = c.Says
		} else {
			row[i] = r.cell(ExportField(c.Field), outcomes, dates, day)
		}
	}
	return row
}

func (r ExportedRecord) cell(field ExportField, outcomes []RecordOutcome, dates string, day Date) string {
	switch field {
	case ExportStaffNumber, ExportSurname, ExportForename, ExportFullName, ExportEmail, ExportRecord:
		return r.whose(field)
	case ExportCompetence, ExportLevel:
		return namesOf(outcomes, field)
	case ExportStarted:
		return dayAs(r.StartedOn, dates)
	case ExportCompleted:
		return dayAs(r.CompletedOn, dates)
	case ExportValidUntil:
		return dayAs(r.ValidUntil, dates)
	default:
		return r.what(field, day)
	}
}

// what says of which course the record is.
func (r ExportedRecord) what(field ExportField, day Date) string {
	switch field {
	case ExportODSCode:
		return r.ODSCode
	case ExportCourseCode:
		return r.CourseCode
	case ExportCourse:
		return r.CourseTitle
	case ExportVersion:
		return strconv.Itoa(r.CourseVersion)
	case ExportCohort:
		return r.CohortName
	case ExportHours:
		return strconv.FormatFloat(float64(r.Minutes)/60, 'f', 2, 64)
	case ExportStatus:
		if r.StateOn(day) == Expired {
			return "Expired"
		}
		return "Completed"
	default:
		return ""
	}
}

// whose says whose record it is: nothing, of those who are not named.
func (r ExportedRecord) whose(field ExportField) string {
	if r.Unnamed {
		return ""
	}
	switch field {
	case ExportStaffNumber:
		return r.StaffNumber
	case ExportSurname:
		_, surname := SplitName(r.PersonName)
		return surname
	case ExportForename:
		forename, _ := SplitName(r.PersonName)
		return forename
	case ExportFullName:
		return r.PersonName
	case ExportEmail:
		return r.Email
	case ExportRecord:
		return r.Code
	default:
		return ""
	}
}

// SplitName takes the last word of a name for the surname. That is wrong for many names, as the form says: whoever can take the
// full name should.
func SplitName(name string) (forename, surname string) {
	words := strings.Fields(name)
	if len(words) == 0 {
		return "", ""
	}
	return strings.Join(words[:len(words)-1], " "), words[len(words)-1]
}

func namesOf(outcomes []RecordOutcome, field ExportField) string {
	names := make([]string, len(outcomes))
	for i, o := range outcomes {
		names[i] = o.CompetencyName
		if field == ExportLevel {
			names[i] = o.LevelLabel
		}
	}
	return strings.Join(names, "; ")
}

func dayAs(d Date, format string) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return t.Format(format)
}

// Followed are the organisation, and those that were merged into it, be it through others.
func Followed(organisation ID, all []Organisation) []ID {
	list := []ID{organisation}
	for i := 0; i < len(list); i++ {
		for _, o := range all {
			if o.SuccessorID != nil && *o.SuccessorID == list[i] && !slices.Contains(list, o.ID) {
				list = append(list, o.ID)
			}
		}
	}
	return list
}
