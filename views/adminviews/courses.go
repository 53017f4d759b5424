package adminviews

import (
	"net/url"
	"strconv"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

func courseList(page learning.CourseList) list {
	find := page.Find
	return on(list{
		title: "All courses", lede: "Every course, with the cohorts that are planned and those that have run.",
		path: paths.AllCourses, one: "course", many: "courses", total: page.Total, nothing: "They show here when a file of courses comes in.",
		add:     components.Link{Label: "Add courses", Href: paths.FirstDayStep("courses")},
		filters: []filter{text(find.Text), {"how", find.How, words.Capital(find.How)}},
		sorts: []components.Option{
			{Value: "title", Label: "Title, A to Z"},
			{Value: "-title", Label: "Title, Z to A"},
			{Value: "code", Label: "Code, A to Z"},
			{Value: "-code", Label: "Code, Z to A"},
			{Value: "next", Label: "Next date, soonest first"},
			{Value: "-next", Label: "Next date, soonest last"},
		},
	}, page.Page)
}

func deliveryOptions(page learning.CourseList) []components.Option {
	options := []components.Option{{Label: "Any way"}}
	for _, how := range page.Hows {
		options = append(options, components.Option{Value: how, Label: words.Capital(how)})
	}
	return options
}

func courseHeads(l list) []components.Head {
	return []components.Head{
		l.head("Course", "title"), l.head("Code", "code"),
		{Label: "What"},
		{Label: "Length"},
		{Label: "Cohorts"},
		{Label: "Places taken", Number: true},
		l.head("Next date", "next"),
	}
}

// cohortsOf is the list of cohorts of a course.
func cohortsOf(c learning.CourseLine) string {
	return paths.AllCohorts + "?" + url.Values{"course": {c.Code}}.Encode()
}

// cohortCounts reads "2 planned, 5 run".
func cohortCounts(c learning.CourseLine) string {
	switch {
	case c.Run == 0:
		return words.Number(c.Planned) + " planned"
	case c.Planned == 0:
		return words.Number(c.Run) + " run"
	}
	return words.Number(c.Planned) + " planned, " + words.Number(c.Run) + " run"
}

// CoursesHead names the columns of the list of courses as a file.
func CoursesHead() []string {
	return []string{"code", "title", "format", "delivery", "units", "minutes", "cohorts_planned", "cohorts_run", "places_taken", "next_starts"}
}

// CourseCells is a course of the list in a file.
func CourseCells(c learning.CourseLine) []string {
	next := ""
	if !c.Next.IsZero() {
		next = moment(c.Next)
	}
	return []string{
		c.Code, c.Title, c.Format, c.Delivery, strconv.Itoa(c.Units), strconv.Itoa(c.Minutes), strconv.Itoa(c.Planned), strconv.Itoa(c.Run),
		strconv.Itoa(c.People), next,
	}
}

func cohortList(page learning.CohortList) list {
	find := page.Find
	return on(list{
		title: "Cohorts", lede: "Every dated run of a course, whoever teaches it.",
		path: paths.AllCohorts, one: "cohort", many: "cohorts", total: page.Total, nothing: "They show here when somebody plans one.",
		add: components.Link{Label: "Plan a cohort", Href: paths.NewCohort},
		filters: []filter{
			text(find.Text),
			{"course", find.Course, courseName(page)},
			{"stage", string(find.Stage), stageWords(find.Stage)},
			{"from", find.From, "From " + monthWords(find.From)},
			{"to", find.To, "Until " + monthWords(find.To)},
		},
		sorts: []components.Option{
			{Value: "-start", Label: "Start, latest first"},
			{Value: "start", Label: "Start, earliest first"},
			{Value: "course", Label: "Course, A to Z"},
			{Value: "-course", Label: "Course, Z to A"},
			{Value: "code", Label: "Code, A to Z"},
			{Value: "-code", Label: "Code, Z to A"},
		},
	}, page.Page)
}

func courseName(page learning.CohortList) string {
	for _, c := range page.Courses {
		if c.Code == page.Find.Course {
			return c.Title
		}
	}
	return page.Find.Course
}

// monthWords writes 2026-09 as September 2026.
func monthWords(month string) string { return models.Date(month + "-01").Time().Format("January 2006") }

func courseOptions(page learning.CohortList) []components.Option {
	options := []components.Option{{Label: "Any course"}}
	for _, c := range page.Courses {
		options = append(options, components.Option{Value: c.Code, Label: c.Title})
	}
	return options
}

func stageOptions() []components.Option {
	options := []components.Option{{Label: "Any state"}}
	for _, stage := range models.CohortStages() {
		options = append(options, components.Option{Value: string(stage), Label: stageWords(stage)})
	}
	return options
}

func stageWords(s models.CohortStage) string {
	switch s {
	case models.StageDraft:
		return "Draft"
	case models.StageExpected:
		return "Dates to be set"
	case models.StageComing:
		return "Enrolment opens later"
	case models.StageOpen:
		return "Open for enrolment"
	case models.StageFull:
		return "Full"
	case models.StageClosed:
		return "Enrolment closed"
	case models.StageRunning:
		return "Running"
	case models.StageFinished:
		return "Finished"
	case models.StageCancelled:
		return "Called off"
	}
	return string(s)
}

func stagePill(s models.CohortStage) components.PillKind {
	switch s {
	case models.StageOpen, models.StageRunning:
		return components.OK
	case models.StageFull:
		return components.Warn
	case models.StageComing, models.StageClosed:
		return components.Info
	default:
		return components.Plain
	}
}

func cohortHeads(l list) []components.Head {
	return []components.Head{
		l.head("Cohort", "code"), l.head("Course", "course"), l.head("Starts", "-start"),
		{Label: "State"},
		{Label: "Places taken"},
		{Label: "Waiting", Number: true},
		{Label: "Records", Number: true},
	}
}

// taken reads "14 of 16, 2 on offer".
func taken(c learning.CohortLine) string {
	text := words.Number(c.Placed) + " of " + words.Number(c.Places())
	if c.Offered > 0 {
		text += ", " + words.Number(c.Offered) + " on offer"
	}
	return text
}

// CohortsHead names the columns of the list of cohorts as a file.
func CohortsHead() []string {
	return []string{"code", "name", "course", "course_title", "starts", "ends", "state", "places", "placed", "offered", "waiting", "records"}
}

// CohortCells is a cohort of the list in a file.
func CohortCells(c learning.CohortLine) []string {
	return []string{
		c.Code, c.Name, c.CourseCode, c.CourseTitle, moment(c.Starts), moment(c.Ends), string(c.Stage), strconv.Itoa(c.Places()),
		strconv.Itoa(c.Placed), strconv.Itoa(c.Offered), strconv.Itoa(c.Waiting), strconv.Itoa(c.Records),
	}
}
