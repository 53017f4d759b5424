package models

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// What a plan may ask for.
const (
	MostPlaces     = 500
	MostOfferHours = 336 // two weeks
)

// Plan is a cohort as somebody means to run it: the days and times as they are written down, in the time of London.
type Plan struct {
	Name, Code     string // both may be empty: they are made of the month in which it starts
	Place, JoinURL string
	Capacity       int
	Minimum        int
	OfferHours     int
	Opens, Closes  string // days; no day for the close is the start of the first session
	Sessions       []SessionPlan
}

// SessionPlan is one session of a plan.
type SessionPlan struct {
	UnitID *ID
	Title  string
	Date   string // 2027-01-12
	Starts string // 10:00
	Ends   string
}

// SessionField names a field of the n-th session of a plan, from 0: sessions[0].date.
func SessionField(n int, field string) string {
	return "sessions[" + strconv.Itoa(n) + "]." + field
}

// Cohort is the run of the course that the plan makes, with its sessions, and what is wrong with the plan. A session with
// a problem has no times.
func (p Plan) Cohort(course Course, now time.Time) (Cohort, []Session, Invalid) {
	problems := Invalid{}
	cohort := Cohort{
		CourseID: course.ID, Name: p.Name, Code: p.Code, State: CohortOpen, WayIn: course.WayIn, Capacity: p.Capacity, Minimum: p.Minimum,
		OfferHours: p.OfferHours, Place: p.Place, JoinURL: p.JoinURL, CreatedAt: now,
	}
	p.checkPlaces(problems)
	sessions := p.sessions(now, problems)
	if len(sessions) > 0 {
		cohort.Starts, cohort.Ends = sessions[0].Starts, sessions[len(sessions)-1].Ends
	}
	p.enrolment(&cohort, problems)
	if cohort.Name == "" && !cohort.Starts.IsZero() {
		cohort.Name = cohort.Starts.In(london).Format("January 2006") + " cohort"
	}
	if cohort.Place == "" && cohort.JoinURL != "" {
		cohort.Place = "Online"
	}
	return cohort, sessions, problems
}

// CodeFor suggests a code for a run of the course that starts then, which none of those taken has: R1-2027-01, and
// R1-2027-01-2 for the second of the month.
func (c Course) CodeFor(starts time.Time, taken []string) string {
	used := make(map[string]bool, len(taken))
	for _, code := range taken {
		used[strings.ToUpper(code)] = true
	}
	first := c.Code + "-" + starts.In(london).Format("2006-01")
	code := first
	for n := 2; used[strings.ToUpper(code)]; n++ {
		code = first + "-" + strconv.Itoa(n)
	}
	return code
}

func (p Plan) checkPlaces(problems Invalid) {
	if p.Capacity < 1 || p.Capacity > MostPlaces {
		problems["capacity"] = fmt.Sprintf("Enter a number of places from 1 to %d", MostPlaces)
	}
	switch {
	case p.Minimum < 0:
		problems["minimum"] = "Enter the fewest people to run it for, or 0"
	case p.Minimum > p.Capacity && problems["capacity"] == "":
		problems["minimum"] = fmt.Sprintf("Enter %d or fewer: there are no more places than that", p.Capacity)
	}
	if p.OfferHours < 1 || p.OfferHours > MostOfferHours {
		problems["offer_hours"] = fmt.Sprintf("Enter a number of hours from 1 to %d", MostOfferHours)
	}
	if p.JoinURL != "" && !webAddress(p.JoinURL) {
		problems["join_url"] = "Enter a link that begins with https://"
	}
	if p.Place == "" && p.JoinURL == "" {
		problems["place"] = "Enter where people meet, or a link to join online"
	}
}

func webAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Scheme == "https" && u.Host != ""
}

// enrolment sets when enrolment opens and closes: from the beginning of a day, to the start of the first session or the
// last minute of a day.
func (p Plan) enrolment(c *Cohort, problems Invalid) {
	opens, problem := planned(p.Opens, "the day on which enrolment opens")
	if problem != "" {
		problems["opens"] = problem
	}
	closes, closesProblem := c.Starts, ""
	if p.Closes != "" {
		if closes, closesProblem = p.close(opens, c.Ends); closesProblem != "" {
			problems["closes"] = closesProblem
		}
	}
	if problem == "" && closesProblem == "" && !closes.IsZero() && !opens.Time().Before(closes) {
		problems["opens"] = "Enrolment must open before the first session: choose an earlier day"
	}
	c.Opens, c.Closes = opens.Time().UTC(), closes.UTC()
}

// close is the last minute of the last day to enrol, but never after the last session.
func (p Plan) close(opens Date, ends time.Time) (time.Time, string) {
	day, problem := planned(p.Closes, "the last day to enrol")
	switch {
	case problem != "":
		return time.Time{}, problem
	case opens != "" && day < opens:
		return time.Time{}, "Enrolment cannot close before it opens: choose a later day"
	case !ends.IsZero() && day > DateOf(ends):
		return time.Time{}, "Enrolment cannot close after the last session: choose an earlier day"
	}
	closes := day.AddDays(1).Time().Add(-time.Minute)
	if !ends.IsZero() && closes.After(ends) {
		closes = ends
	}
	return closes, ""
}

func planned(text, what string) (Date, string) {
	day, err := ParseDate(text)
	switch {
	case text == "":
		return "", "Enter " + what
	case err != nil:
		return "", "Enter " + what + ", such as 2027-01-12"
	}
	return day, ""
}

// sessions reads the sessions of the plan in their order.
func (p Plan) sessions(now time.Time, problems Invalid) []Session {
	list := make([]Session, len(p.Sessions))
	var last time.Time // when the latest session so far ends
	for n, plan := range p.Sessions {
		list[n] = Session{Number: n + 1, UnitID: plan.UnitID, Title: plan.Title}
		starts, ends := plan.read(n, problems)
		if starts.IsZero() {
			continue
		}
		switch {
		case starts.Before(now):
			problems[SessionField(n, "date")] = fmt.Sprintf("Session %d is in the past: choose a later day", n+1)
		case starts.Before(last):
			problems[SessionField(n, "date")] = fmt.Sprintf("Session %d begins before session %d ends: put them in order", n+1, n)
		default:
			list[n].Starts, list[n].Ends = starts.UTC(), ends.UTC()
		}
		if ends.After(last) {
			last = ends
		}
	}
	return list
}

// read are the times of a session; zero when there is a problem with it.
func (s SessionPlan) read(n int, problems Invalid) (starts, ends time.Time) {
	name := fmt.Sprintf("session %d", n+1)
	if s.Title == "" {
		problems[SessionField(n, "title")] = "Enter the title of " + name
	}
	day, problem := planned(s.Date, "the day of "+name)
	if problem != "" {
		problems[SessionField(n, "date")] = problem
	}
	starts, startProblem := clockTime(day, s.Starts, "when "+name+" starts")
	if startProblem != "" {
		problems[SessionField(n, "starts")] = startProblem
	}
	ends, endProblem := clockTime(day, s.Ends, "when "+name+" ends")
	switch {
	case endProblem != "":
		problems[SessionField(n, "ends")] = endProblem
	case startProblem == "" && problem == "" && !ends.After(starts):
		problems[SessionField(n, "ends")] = fmt.Sprintf("Session %d must end after it starts", n+1)
	default:
		if problem == "" && startProblem == "" {
			return starts, ends
		}
	}
	return time.Time{}, time.Time{}
}

// clockTime reads a time of day in London. Without a day, only its form is checked.
func clockTime(day Date, text, what string) (t time.Time, problem string) {
	clock, err := time.Parse("15:04", text)
	if err != nil {
		return time.Time{}, "Enter " + what + " on a clock of 24 hours, such as 14:30"
	}
	if day == "" {
		return time.Time{}, ""
	}
	t, exists := WallClock(day, clock.Hour(), clock.Minute())
	if !exists {
		return time.Time{}, "The clocks go forward that night, and " + text + " does not exist: choose another time"
	}
	return t, ""
}

// WallClock is the moment at which the clocks in London show a time on a day. When the clocks go back they show it twice,
// and the first counts; when they go forward there are times that they never show.
func WallClock(day Date, hour, minute int) (t time.Time, exists bool) {
	midnight := day.Time()
	t = time.Date(midnight.Year(), midnight.Month(), midnight.Day(), hour, minute, 0, 0, london)
	shows := func(t time.Time) bool {
		local := t.In(london)
		return DateOf(t) == day && local.Hour() == hour && local.Minute() == minute
	}
	if earlier := t.Add(-time.Hour); shows(earlier) {
		return earlier, true
	}
	return t, shows(t)
}

// Overlaps tells whether the two sessions are, in part, at the same time.
func (s Session) Overlaps(other Session) bool {
	return s.Starts.Before(other.Ends) && other.Starts.Before(s.Ends)
}

// When is the day and the hours of a session in London, for a sentence: 12 January 2027, 10am to midday.
func (s Session) When() string {
	return s.Starts.In(london).Format("2 January 2006, ") + Clock(s.Starts) + " to " + Clock(s.Ends)
}
