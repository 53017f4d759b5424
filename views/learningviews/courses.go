package learningviews

import (
	"net/url"
	"strconv"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// coursesAt is the address of the catalogue with filters.
func coursesAt(f learning.FindCourses) string {
	return coursesWith(f, "", "")
}

// coursesWith is the same with one more part of the query.
func coursesWith(f learning.FindCourses, name, value string) string {
	values := url.Values{"q": {f.Text}, "skill": {f.Skill}, "level": {f.Level}, "how": {f.How}, "dates": {f.Dates}}
	if name != "" {
		values.Set(name, value)
	}
	return query(paths.Courses, values)
}

func courseFile(f learning.FindCourses) string { return coursesWith(f, "format", "csv") }

func courseFilter(page learning.CoursesPage) components.Filter {
	f := page.Find
	var chips []components.Chip
	chip := func(label string, without learning.FindCourses) {
		chips = append(chips, components.Chip{Label: label, Href: coursesAt(without)})
	}
	if without := f; f.Text != "" {
		without.Text = ""
		chip("“"+f.Text+"”", without)
	}
	if without := f; f.Skill != "" {
		without.Skill = ""
		chip(skillName(page, f.Skill), without)
	}
	if without := f; f.Level != "" {
		without.Level = ""
		chip("Reaches "+levelName(page, f.Level), without)
	}
	if without := f; f.How != "" {
		without.How = ""
		chip(words.Capital(f.How), without)
	}
	if without := f; f.Dates != "" {
		without.Dates = ""
		chip("Open dates", without)
	}
	return components.Filter{Action: paths.Courses, Label: "Filter courses", Chips: chips, Result: words.Count(page.Count, "course", "courses")}
}

func skillName(page learning.CoursesPage, slug string) string {
	for _, c := range page.Skills {
		if c.Slug == slug {
			return c.Name
		}
	}
	return slug
}

func levelName(page learning.CoursesPage, value string) string {
	for _, l := range page.Levels {
		if strconv.Itoa(l.Value) == value {
			return l.Label
		}
	}
	return value
}

func skillOptions(page learning.CoursesPage) []components.Option {
	options := []components.Option{{Label: "Any skill"}}
	for _, c := range page.Skills {
		options = append(options, components.Option{Value: c.Slug, Label: c.Name})
	}
	return options
}

func levelOptions(page learning.CoursesPage) []components.Option {
	options := []components.Option{{Label: "Any level"}}
	for _, l := range page.Levels {
		options = append(options, components.Option{Value: strconv.Itoa(l.Value), Label: l.Label})
	}
	return options
}

func howOptions(page learning.CoursesPage) []components.Option {
	options := []components.Option{{Label: "Any way"}}
	for _, how := range page.Hows {
		options = append(options, components.Option{Value: how, Label: words.Capital(how)})
	}
	return options
}

func dateOptions() []components.Option {
	return []components.Option{{Label: "With or without"}, {Value: "open", Label: "Has open dates"}}
}

func coursePages(page learning.CoursesPage) components.Pages {
	return components.Around("Part of "+words.Count(page.Count, "course", "courses"), page.Previous, page.Next, func(name, value string) string {
		return coursesWith(page.Find, name, value)
	})
}

// atAGlance is a course in a line: "Workshop, live online, 8 hours".
func atAGlance(c models.Course) string {
	return words.Capital(c.Format + ", " + c.Delivery + ", " + words.Hours(c.Minutes))
}

// nextDates say when the next cohort of a course is, and how its places stand.
func nextDates(row learning.CourseRow) string {
	if row.Next == nil {
		return "No new dates yet"
	}
	strong, rest := places(*row.Next)
	return dates(row.Next.Cohort) + ". " + strong + rest
}
