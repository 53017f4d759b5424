package learningviews

import (
	"strconv"

	"trellis/app/learning"
	"trellis/views/words"
)

// CourseTable is the catalogue as a file: a heading row, and one row a course.
func CourseTable(rows []learning.CourseRow) [][]string {
	table := [][]string{{"code", "title", "format", "delivery", "minutes", "skills", "reaches", "next_starts", "next_places_left", "next_waiting"}}
	for _, r := range rows {
		line := []string{r.Code, r.Title, r.Format, r.Delivery, strconv.Itoa(r.Minutes), r.BuildsWords(), r.Reaches(), "", "", ""}
		if r.Next != nil {
			line[7], line[8], line[9] = r.Next.Starts.Format("2006-01-02T15:04:05Z07:00"), strconv.Itoa(r.Next.Left()), strconv.Itoa(r.Next.Waiting)
		}
		table = append(table, line)
	}
	return table
}

// LogTable is a learning log as a file: a heading row, and one row an entry.
func LogTable(entries []learning.LoggedEntry) [][]string {
	table := [][]string{{"on", "title", "minutes", "kind", "skills", "reflection"}}
	for _, e := range entries {
		table = append(table, []string{string(e.LearnedOn), e.Title, strconv.Itoa(e.Minutes), string(e.Kind), words.List(e.Skills), e.Reflection})
	}
	return table
}
