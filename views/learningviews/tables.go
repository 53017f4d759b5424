package learningviews

import (
	"strconv"

	"trellis/app/learning"
	"trellis/views/words"
)

// CourseHead names the columns of the catalogue as a file.
func CourseHead() []string {
	return []string{"code", "title", "format", "delivery", "minutes", "skills", "reaches", "next_starts", "next_places_left", "next_waiting"}
}

// CourseCells is a course of the catalogue in a file.
func CourseCells(r learning.CourseRow) []string {
	line := []string{r.Code, r.Title, r.Format, r.Delivery, strconv.Itoa(r.Minutes), r.BuildsWords(), r.Reaches(), "", "", ""}
	if r.Next != nil {
		line[7], line[8], line[9] = r.Next.Starts.Format("2006-01-02T15:04:05Z07:00"), strconv.Itoa(r.Next.Left()), strconv.Itoa(r.Next.Waiting)
	}
	return line
}

// LogHead names the columns of a learning log as a file.
func LogHead() []string { return []string{"on", "title", "minutes", "kind", "skills", "reflection"} }

// LogCells is an entry of a learning log in a file.
func LogCells(e learning.LoggedEntry) []string {
	return []string{string(e.LearnedOn), e.Title, strconv.Itoa(e.Minutes), string(e.Kind), words.List(e.Skills), e.Reflection}
}
