package learningviews

import (
	"strconv"

	"trellis/app/courses"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// progressWords say how much counts: "2 of 5 completed".
func progressWords(p models.ProgrammeProgress) string {
	return strconv.Itoa(p.Counts) + " of " + strconv.Itoa(p.Needs) + " completed"
}

func programmeSize(line courses.ProgrammeLine) string {
	size := words.Count(line.Courses, "course", "courses")
	if sets := len(line.Progress.Sets); sets > 1 {
		size += " in " + words.Count(sets, "set", "sets")
	}
	if line.Progress.Needs < line.Courses {
		size += ", " + words.Number(line.Progress.Needs) + " asked for"
	}
	return size
}

func setID(set courses.SetView) string { return "set-" + strconv.Itoa(set.Set.Number) }

func setTitle(set courses.SetView) string {
	if set.Set.Title != "" {
		return set.Set.Title
	}
	if set.Set.Number == 1 {
		return "Courses"
	}
	return "Set " + strconv.Itoa(set.Set.Number)
}

// setRule says how much of a set is asked for.
func setRule(set courses.SetView) string {
	switch n := len(set.Courses); {
	case set.Set.Rule == models.AllOfSet && n == 1:
		return "This course is asked for"
	case set.Set.Rule == models.AllOfSet:
		return "All " + words.Number(n) + " are asked for, in this order where you can"
	case set.Needs == 1:
		return "One of these is enough"
	default:
		return words.Number(set.Needs) + " of these " + words.Number(n) + " are asked for"
	}
}

func setStatus(set courses.SetView) components.Status {
	if set.Met {
		return components.Status{Kind: components.OK, Text: "Done"}
	}
	return components.Status{Kind: components.Plain, Text: strconv.Itoa(set.Counts()) + " of " + strconv.Itoa(set.Needs)}
}

func pathStatus(c courses.CourseView) components.Status {
	switch {
	case c.Done:
		return components.Status{Kind: components.OK, Text: "Completed"}
	case c.On:
		return components.Status{Kind: components.Info, Text: "You are on it"}
	case c.Next:
		return components.Status{Kind: components.Warn, Text: "Next"}
	}
	return components.Status{Kind: components.Plain, Text: "Not yet"}
}

func nextTitle(page courses.ProgrammePage) string {
	if len(page.Next) > 1 {
		return "Choose what is next"
	}
	return "Next"
}
