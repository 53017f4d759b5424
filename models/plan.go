package models

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Plan is a cohort as somebody means to run it: the days and times as they are written down, in the time of London.
type Plan struct {
	Terms
	Code string // may be empty, as the name may: they are made of the month in which it starts
	// Draft keeps the cohort from everybody but its trainers until it is opened.
	Draft bool
	// Unscheduled tells that the dates are not set. From and To are the months in which it is expected, as 2027-03.
	Unscheduled  bool
	From, To     string
	CopiedFrom   *ID
	Sessions     []SessionPlan
	Questions    []Question    // without ids
	Preparations []Preparation // without ids
}

// SessionPlan is one session of a plan.
type SessionPlan struct {
	UnitID                      *ID
	Title                       string
	Date                        string // 2027-01-12
	Starts                      string // 10:00
	Ends                        string
	Place, JoinURL, JoiningText string // empty: as the cohort has them
}

// SessionField names a field of the n-th session of a plan, from 0: sessions[0].date.
func SessionField(n int, field string) string {
	return "sessions[" + strconv.Itoa(n) + "]." + field
}

// Cohort is the run of the course that the plan makes, with its sessions, and what is wrong with the plan. A session with
// a problem has no times.
func (p Plan) Cohort(course Course, now time.Time) (Cohort, []Session, Invalid) {
	problems := Invalid{}
	cohort := Cohort{CourseID: course.ID, Code: p.Code, State: CohortOpen, Unscheduled: p.Unscheduled, CopiedFromID: p.CopiedFrom, CreatedAt: now}
	if p.Draft {
		cohort.State = CohortDraft
	}
	if p.WayIn == "" {
		p.WayIn = course.WayIn
	}
	var sessions []Session
	if p.Unscheduled {
		p.expected(&cohort, now, problems)
	} else {
		sessions = p.sessions(now, problems)
		cohort.span(sessions)
	}
	cohort = p.set(cohort, problems)
	p.enrolment(&cohort, problems)
	checkQuestions(p.Questions, problems)
	checkPreparations(p.Preparations, problems)
	if cohort.Name == "" && !cohort.Starts.IsZero() {
		cohort.Name = cohort.Starts.In(london).Format("January 2006") + " cohort"
	}
	return cohort, sessions, problems
}

// span sets when the cohort starts and ends: with the first and the last of its sessions.
func (c *Cohort) span(sessions []Session) {
	if len(sessions) > 0 {
		c.Starts, c.Ends = sessions[0].Starts, sessions[len(sessions)-1].Ends
	}
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

func webAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Scheme == "https" && u.Host != ""
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

// FarthestYears is how many years ahead a session can be planned: a year that was mistyped would keep needs and rules waiting.
const FarthestYears = 5

// sessions reads the sessions of the plan in their order.
func (p Plan) sessions(now time.Time, problems Invalid) []Session {
	list := make([]Session, len(p.Sessions))
	var last time.Time // when the latest session so far ends
	for n, plan := range p.Sessions {
		list[n] = Session{Number: n + 1, UnitID: plan.UnitID, Title: plan.Title, Place: plan.Place, JoinURL: plan.JoinURL, JoiningText: plan.JoiningText}
		plan.checkLink(n, problems)
		starts, ends := plan.read(n, problems)
		if starts.IsZero() {
			continue
		}
		switch {
		case starts.Before(now):
			problems[SessionField(n, "date")] = fmt.Sprintf("Session %d is in the past: choose a later day", n+1)
		case ends.After(now.AddDate(FarthestYears, 0, 0)):
			problems[SessionField(n, "date")] = fmt.Sprintf("Session %d is more than five years ahead: choose an earlier day", n+1)
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

func (s SessionPlan) checkLink(n int, problems Invalid) {
	if s.JoinURL != "" && !webAddress(s.JoinURL) {
		problems[SessionField(n, "join_url")] = "Enter a link that begins with https://"
	}
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
