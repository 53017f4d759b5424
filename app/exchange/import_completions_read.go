package exchange

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

var (
	completionColumns = []string{"email", "course", "completed_on"}
	completionOthers  = []string{"name", "provider", "hours", "minutes", "valid_until", "reference"}
)

const (
	mostCompletions   = 100_000
	longestCompletion = 60 * 24 * 365 // minutes
)

// completionsReader takes in a file of past learning.
type completionsReader struct {
	*table
	lines []models.PastCompletion
	seen  map[string]int
	// slashed are the dates like 3/4/2020, by column, which only all of a column together explain.
	slashed map[string][]slashedDay
}

// slashedDay is a date like 3/4/2020, where it stands and in which line it belongs.
type slashedDay struct {
	first, second, year int
	at                  Problem
	line                int
}

// readCompletions reads a file of past learning. Where it is wrong, the report says so.
func readCompletions(s *source) []models.PastCompletion {
	t := openTable(s)
	if t.broken || !t.wants(completionColumns, completionOthers) {
		return nil
	}
	r := &completionsReader{table: t, seen: map[string]int{}, slashed: map[string][]slashedDay{}}
	var at []Problem // where each line's day of completion stands
	for t.next() {
		if len(r.lines) == mostCompletions {
			t.refuse(0, "", fmt.Sprintf("there are more than %d lines: import them in several files", mostCompletions))
			break
		}
		r.take()
		at = append(at, t.where("completed_on"))
	}
	r.settleDays()
	return r.once(at)
}

// take takes in the row read last.
func (r *completionsReader) take() {
	email := r.cell("email")
	switch {
	case email == "":
		r.wrong("email", "this cell is empty: want the person's email address")
	case !input.IsEmail(email) || len(email) > longestEmail:
		r.wrong("email", "this is not one email address: want one such as name@example.org")
	}
	n := len(r.lines)
	line := models.PastCompletion{
		Email: strings.Clone(email), EmailKey: store.Fold(email), Name: strings.Clone(r.phrase("name")), CourseTitle: strings.Clone(r.needed("course", "the title of the course")),
		Provider: strings.Clone(r.phrase("provider")), Reference: strings.Clone(r.phrase("reference")), Minutes: r.length(),
	}
	line.CompletedOn = r.dayOrSlashed("completed_on", n)
	line.ValidUntil = r.dayOrSlashed("valid_until", n)
	if r.cell("completed_on") == "" {
		r.wrong("completed_on", "this cell is empty: want the day, such as 2026-11-23")
	}
	r.lines = append(r.lines, line)
}

// length is how long it took, from hours or minutes; nil where neither says.
func (r *completionsReader) length() *int {
	hours, minutes := r.cell("hours"), r.cell("minutes")
	switch {
	case hours != "" && minutes != "":
		r.wrong("minutes", "both hours and minutes are given: want one of the two")
		return nil
	case minutes != "":
		n, err := strconv.Atoi(minutes)
		if err != nil || n < 0 || n > longestCompletion {
			r.wrong("minutes", "this is not a number of minutes: want one such as 90, or nothing")
			return nil
		}
		return &n
	case hours != "":
		h, err := strconv.ParseFloat(hours, 64)
		if err != nil || math.IsNaN(h) || h < 0 || h*60 > longestCompletion {
			r.wrong("hours", "this is not a number of hours: want one such as 1.5, or nothing")
			return nil
		}
		n := int(math.Round(h * 60))
		return &n
	}
	return nil
}

var slashes = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4})$`)

// dayOrSlashed is a day as 2026-11-23. One with slashes waits until the whole column is known.
func (r *completionsReader) dayOrSlashed(column string, line int) models.Date {
	text := r.cell(column)
	parts := slashes.FindStringSubmatch(text)
	if parts == nil {
		return models.Date(strings.Clone(string(r.day(column))))
	}
	day := slashedDay{at: r.where(column), line: line}
	day.first, _ = strconv.Atoi(parts[1]) // the pattern lets digits through alone
	day.second, _ = strconv.Atoi(parts[2])
	day.year, _ = strconv.Atoi(parts[3])
	r.slashed[column] = append(r.slashed[column], day)
	return ""
}

// settleDays reads the days with slashes of each column: day first, where at least one of the column can be nothing else and
// none is against it.
func (r *completionsReader) settleDays() {
	for _, column := range []string{"completed_on", "valid_until"} {
		days := r.slashed[column]
		against := slices.ContainsFunc(days, func(d slashedDay) bool { return d.second > 12 })
		shows := slices.ContainsFunc(days, func(d slashedDay) bool { return d.first > 12 })
		for _, d := range days {
			day, err := time.Parse("2/1/2006", fmt.Sprintf("%d/%d/%04d", d.first, d.second, d.year))
			switch {
			case against:
				d.at.Problem = "a month comes first in this column, or it is no date: want days such as 2026-11-23"
			case err != nil || d.year == 0:
				d.at.Problem = "this is not a date: want one such as 2026-11-23, or 23/11/2026"
			case !shows && d.first != d.second:
				d.at.Problem = "nobody can tell whether the day or the month comes first in this column: want days such as 2026-11-23"
			case column == "completed_on":
				r.lines[d.line].CompletedOn = models.Date(day.Format(time.DateOnly))
				continue
			default:
				r.lines[d.line].ValidUntil = models.Date(day.Format(time.DateOnly))
				continue
			}
			r.report.refuse(d.at)
		}
	}
}

// once leaves out lines that say the same again, and refuses those that cannot be.
func (r *completionsReader) once(at []Problem) []models.PastCompletion {
	var lines []models.PastCompletion
	for i, l := range r.lines {
		if l.ValidUntil != "" && l.CompletedOn != "" && l.ValidUntil < l.CompletedOn {
			p := at[i]
			p.Problem = "this is after the day until which it is valid (" + string(l.ValidUntil) + ")"
			r.report.refuse(p)
		}
		key := completionKey(l)
		if before, twice := r.seen[key]; twice {
			r.report.warn(fmt.Sprintf("%s: line %d says the same as line %d and is left out", r.name, at[i].Line, before))
			continue
		}
		r.seen[key] = at[i].Line
		lines = append(lines, l)
	}
	return lines
}
