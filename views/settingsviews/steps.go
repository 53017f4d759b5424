package settingsviews

import (
	"trellis/app/exchange"
	"trellis/app/settings"
	"trellis/models/paths"
	"trellis/views/words"
)

// StepOf is a step that can be done in more than one way, with what is there already; known is false for others.
func StepOf(name string, there settings.FirstDay) (step Step, known bool) {
	load := paths.FirstDayStep(name)
	done := false
	switch name {
	case "organisations":
		done = there.Organisations
		step = Step{Title: "Add organisations", Lede: "The bodies that people work for, and that figures are counted by.", Ways: []Way{
			{Title: "From a file", Text: "A CSV file with a row for each organisation. You see what it would change before anything is kept.", Label: "Choose a file", Href: paths.NewImportOf("organisations")},
			{Title: "The sample", Text: "The organisations of one region, from public lists. Good to try things out: there is no button that takes them back.", Label: "Load the sample", Action: load},
		}}
	case "framework":
		done = there.Framework
		step = Step{Title: "Choose a skills framework", Lede: "What people are assessed against, and what each role asks of them.", Ways: []Way{
			{Title: "The starter framework", Text: "For analysts in health and care: 5 levels, and what each role asks. You can bring a version of your own later.", Label: "Load the starter framework", Action: load},
			{Title: "From a file", Text: "Your own framework, as JSON or CSV. You look it over before it is published.", Label: "Choose a file", Href: paths.NewFramework},
		}}
	case "people":
		done = there.People
		step = Step{Title: "Bring people in", Lede: "Everybody needs an organisation, and a role for their skill targets.", Ways: []Way{
			{Title: "From a file", Text: "A CSV file with a row for each post. You see what it would change before anything is kept.", Label: "Choose a file", Href: paths.NewImportOf("people")},
			{Title: "One by one", Text: "Open the list of people, and add or invite somebody there.", Label: "Open people", Href: paths.People},
		}}
	case "courses":
		done = there.Courses
		step = Step{Title: "Add courses", Lede: "What people can enrol on, once a cohort is planned.", Ways: []Way{
			{Title: "The starter courses", Text: "They build the skills of the starter framework, which has to be loaded first.", Label: "Load the starter courses", Action: load},
			{Title: "From a file", Text: "Whoever runs the installation brings a file in with the command trellis import courses.", Label: "See all courses", Href: paths.AllCourses},
		}}
	default:
		return step, false
	}
	if done {
		step.Done = "This step is done. You can do it again: what is there already stays."
	}
	return step, true
}

// Refused says in a sentence why nothing of the content was kept.
func Refused(step string, report exchange.Report) string {
	if step == "courses" {
		return "Nothing was loaded. Load the starter framework first: the courses build its skills"
	}
	return "Nothing was loaded: " + report.Refused[0].Problem
}

// Loaded says how much of what comes with the product is new here.
func Loaded(step string, n int) string {
	switch step {
	case "organisations":
		return words.Count(n, "organisation is", "organisations are") + " loaded"
	case "framework":
		return "The starter framework is loaded and published"
	default:
		return words.Count(n, "course or programme is", "courses and programmes are") + " loaded"
	}
}
