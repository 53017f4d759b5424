package reportsviews

import (
	"net/url"
	"strconv"

	"trellis/app/reports"
	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

func trainingTiles(page reports.Training) []components.Stat {
	return []components.Stat{
		{Number: strconv.Itoa(len(page.Needs)), Label: "need you"},
		{Number: strconv.Itoa(page.Places.Held), Unit: "of " + strconv.Itoa(page.Places.Places), Label: "places held"},
		{Number: strconv.Itoa(page.Places.Free()), Label: "free"},
		{Number: strconv.Itoa(page.Places.Waiting), Label: "waiting"},
	}
}

func needsHeading(page reports.Training) string {
	if len(page.Needs) == 1 {
		return "1 thing needs you"
	}
	return strconv.Itoa(len(page.Needs)) + " things need you"
}

// needGroup are the needs of one kind, with the rule by which they are here.
type needGroup struct {
	Title, Rule string
	Todos       []components.Todo
}

// needWords are the title and the rule of each kind.
var needWords = map[reports.NeedKind][2]string{
	reports.RegisterUnfinished: {"Registers that nobody has finished", "A day or more after the session, somebody on the cohort has no mark."},
	reports.UnderMinimum:       {"Cohorts under their minimum", "Fewer places are held than the cohort needs to run."},
	reports.NoTrainer:          {"Cohorts without a trainer", "Nobody is named for the cohort, nor for its course."},
	reports.ToSchedule:         {"Dates that people wait for", "As many wait as the cohort needs to run, or 8 where it names no minimum."},
	reports.UnfairShare:        {"Shares that are not fair", "Fewer than half of the places that it would hold by its part of the people, where that would be 3 or more. Places of few people are not compared."},
	reports.DemandUnmet:        {"Demand without a cohort", "10 people or more are below target, and no cohort of the next 6 months builds the skill."},
}

func needGroups(page reports.Training) (groups []needGroup) {
	last := reports.NeedKind("")
	for _, need := range page.Needs {
		if need.Kind != last {
			said := needWords[need.Kind]
			groups = append(groups, needGroup{Title: said[0], Rule: said[1]})
			last = need.Kind
		}
		group := &groups[len(groups)-1]
		group.Todos = append(group.Todos, needTodo(page, need))
	}
	return groups
}

// needTodo is what is needed, with the page on which something can be done about it.
func needTodo(page reports.Training, n reports.Need) components.Todo {
	cohort := n.Cohort.CourseTitle + ", " + n.Cohort.Name
	at := func(open, public string) string {
		if page.MayOpen {
			return open
		}
		return public
	}
	public := paths.Cohort(n.Cohort.Code)
	if n.Cohort.State == models.CohortDraft {
		public = paths.NetworkCalendar
	}
	ask := ""
	if !page.MayOpen && len(n.Trainers) > 0 {
		ask = ". Ask " + words.List(n.Trainers)
	}
	todo := func(label, href, detail string) components.Todo {
		return components.Todo{Link: components.Link{Label: label, Href: href}, Detail: detail}
	}
	switch n.Kind {
	case reports.RegisterUnfinished:
		return todo("Register of session "+strconv.Itoa(n.Session)+", "+cohort, at(paths.SessionRegister(n.Cohort.Code, n.Session), public),
			words.Count(n.Unmarked, "person is", "people are")+" not marked"+ask)
	case reports.UnderMinimum:
		return todo(cohort, at(paths.Teach(n.Cohort.Code), public),
			strconv.Itoa(n.Cohort.Placed+n.Cohort.Offered)+" of the "+strconv.Itoa(n.Cohort.Minimum)+" that it needs. "+daysWords(n)+ask)
	case reports.NoTrainer:
		return todo("Name a trainer of "+cohort, at(paths.Trainers(n.Cohort.Code), public), "Starts "+words.Day(n.Cohort.Starts))
	case reports.ToSchedule:
		return todo("Set dates for "+cohort, at(paths.Teach(n.Cohort.Code), public), words.Count(n.Cohort.Waiting, "person waits", "people wait")+ask)
	case reports.UnfairShare:
		return todo("Keep places for "+n.System.Name, paths.NetworkDemand,
			strconv.Itoa(n.System.PlacesShare)+"% of the places, with "+strconv.Itoa(n.System.PeopleShare)+"% of the people")
	case reports.DemandUnmet:
	}
	built := "No course builds it"
	if n.Skill.Courses > 0 {
		built = words.Count(n.Skill.Courses, "course builds it", "courses build it") + ": plan a cohort"
	}
	return todo(n.Skill.Name, paths.NetworkSupply, "Below target: "+n.Skill.Below+". "+built)
}

func daysWords(n reports.Need) string {
	if n.Opens {
		return "Enrolment opens in " + words.Count(n.Days, "day", "days")
	}
	if n.Days < 0 {
		return "Enrolment has closed"
	}
	return words.Count(n.Days, "day", "days") + " left to enrol"
}

func calendarAt(course, format string) string {
	query := url.Values{}
	for name, value := range map[string]string{"course": course, "format": format} {
		if value != "" {
			query.Set(name, value)
		}
	}
	return "?" + query.Encode()
}

func calendarFilter(page reports.TrainingCalendar) components.Filter {
	filter := components.Filter{Action: paths.NetworkCalendar, Label: "Filter cohorts", Result: words.Count(len(page.Rows), "cohort", "cohorts")}
	if name := nameOf(page.Courses, page.Course); name != "" {
		filter.Chips = []components.Chip{{Label: name, Href: paths.NetworkCalendar}}
	}
	return filter
}

func year(d models.Date) string { return string(d)[:4] }

func cohortDates(c reports.CalendarCohort) string {
	if c.Unscheduled {
		return "Expected " + words.Dates(c.Starts, c.Ends)
	}
	return words.Dates(c.Starts, c.Ends)
}

// calendarMaybe tells whether it is not sure yet that the cohort runs then.
func calendarMaybe(c reports.CalendarCohort) bool {
	return c.Stage == models.StageDraft || c.Stage == models.StageExpected
}

func calendarState(c reports.CalendarCohort) string {
	switch c.Stage {
	case models.StageDraft:
		return "Draft"
	case models.StageExpected:
		return "Dates not set"
	case models.StageFull:
		return "Full"
	default:
	}
	return ""
}

func sessionsMark(c reports.CalendarCohort, i int) string {
	if c.Sessions[i] == 0 {
		return "–"
	}
	return strconv.Itoa(c.Sessions[i])
}

func sessionsHidden(c reports.CalendarCohort, i int) string {
	if c.Sessions[i] == 1 {
		return " session"
	}
	return " sessions"
}

func supplyHeading(page reports.SupplyPage) string {
	var widest *reports.SkillSupply
	for i := range page.Rows {
		row := &page.Rows[i]
		if row.Told() && row.Supply().Gap() > 0 && (widest == nil || row.Supply().Gap() > widest.Supply().Gap()) {
			widest = row
		}
	}
	if widest == nil {
		return "Demand and supply in the next 6 months"
	}
	return widest.Name + " lacks the most places"
}

func freeWords(row reports.SkillSupply) string {
	if row.Cohorts == 0 {
		return "No cohort"
	}
	return strconv.Itoa(row.Free) + " on " + words.Count(row.Cohorts, "cohort", "cohorts")
}

// gapWords says how the people and the places compare, as far as may be told.
func gapWords(row reports.SkillSupply) string {
	switch {
	case !row.Told():
		return "Not compared: the number is not told"
	case row.Supply().Gap() > 0:
		return words.Count(row.Supply().Gap(), "place", "places") + " short"
	}
	return "Places for everybody"
}

// widest is the largest number of the picture.
func widest(page reports.SupplyPage) int {
	most := 1
	for _, row := range page.Rows {
		if row.Told() {
			most = max(most, row.Supply().Below, row.Free)
		}
	}
	return most
}

// along is where a number stands on the line, which leaves room for the marks at its ends.
func along(n, most int) string { return strconv.Itoa(4+92*n/most) + "%" }

// SupplyTable is the page as a table, with the same figures.
func SupplyTable(page reports.SupplyPage) [][]string {
	rows := [][]string{{"skill_code", "skill", "area", "below_target", "cohorts", "free_places", "compared"}}
	for _, row := range page.Rows {
		below := row.Below
		if row.AtTarget.Kind == disclosure.Hidden {
			below = "[c]"
		}
		rows = append(rows, []string{row.Code, row.Name, row.Domain, below, strconv.Itoa(row.Cohorts), strconv.Itoa(row.Free), gapWords(row)})
	}
	return rows
}
