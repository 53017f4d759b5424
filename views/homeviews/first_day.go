package homeviews

import (
	"trellis/app/settings"
	"trellis/models/paths"
	"trellis/views/components"
)

// steps are what a new network needs, with what is done.
func steps(f settings.FirstDay) []components.Task {
	task := func(title, href, hint string, done bool) components.Task {
		t := components.Task{Title: title, Href: href, Hint: hint, Done: done}
		if !done {
			t.Status = "Not started"
		}
		return t
	}
	return []components.Task{
		task("Say what your network is called", paths.Settings, "Its name, its mark, and whom people ask for help. About 3 minutes", f.Network),
		task("Add organisations", paths.FirstDayStep("organisations"), "From a file, or the sample to try things out", f.Organisations),
		task("Choose a skills framework", paths.FirstDayStep("framework"), "The starter framework, or your own file. It says what each role asks", f.Framework),
		task("Bring people in", paths.FirstDayStep("people"), "From a file, or one by one", f.People),
		task("Add courses", paths.FirstDayStep("courses"), "The starter courses build the skills of the starter framework", f.Courses),
		task("Plan the first cohort", paths.NewCohort, "A run of a course, with dates and places", f.Cohorts),
	}
}
