package models

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// What a plan may hold at most.
const (
	MostQuestions    = 10
	MostPreparations = 8
	MostSessions     = 40
)

// QuestionField names a field of the n-th question of a plan, from 0.
func QuestionField(n int) string { return "questions[" + strconv.Itoa(n) + "].asks" }

// PreparationField names a field of the n-th preparation of a plan, from 0.
func PreparationField(n int, field string) string {
	return "preparations[" + strconv.Itoa(n) + "]." + field
}

// CheckQuestions answers what is wrong with the questions to those who apply.
func CheckQuestions(list []Question) Invalid {
	problems := Invalid{}
	checkQuestions(list, problems)
	return problems
}

func checkQuestions(list []Question, problems Invalid) {
	if len(list) > MostQuestions {
		problems["questions"] = fmt.Sprintf("Ask %d questions or fewer", MostQuestions)
	}
	for n, q := range list {
		if len([]rune(q.Asks)) > 300 {
			problems[QuestionField(n)] = "Use 300 characters or fewer"
		}
	}
}

func checkPreparations(list []Preparation, problems Invalid) {
	if len(list) > MostPreparations {
		problems["preparations"] = fmt.Sprintf("Ask for %d things or fewer", MostPreparations)
	}
	for n, p := range list {
		switch {
		case p.Title == "":
			problems[PreparationField(n, "title")] = "Enter what there is to do"
		case len([]rune(p.Title)) > 200:
			problems[PreparationField(n, "title")] = "Use 200 characters or fewer"
		}
		if p.URL != "" && (!webAddress(p.URL) || len(p.URL) > 500) {
			problems[PreparationField(n, "url")] = "Enter an address that begins with https://"
		}
		if p.Minutes < 0 || p.Minutes > 1440 {
			problems[PreparationField(n, "minutes")] = "Enter about how many minutes it takes, or leave it empty"
		}
	}
}

// expected sets between which times an unscheduled cohort is expected.
func (p Plan) expected(c *Cohort, now time.Time, problems Invalid) {
	from, to := month(p.From, "from", "the first month in which it may be", problems), month(p.To, "to", "the last month in which it may be", problems)
	if from == "" || to == "" {
		return
	}
	end := to.AddMonths(1).Time()
	switch {
	case to < from:
		problems["to"] = "The last month cannot be before the first"
	case !end.After(now):
		problems["to"] = "That month is over: choose a later one"
	default:
		c.Starts, c.Ends = from.Time().UTC(), end.Add(-time.Minute).UTC()
	}
}

// month is the first day of a month that is written as 2027-03.
func month(text, field, what string, problems Invalid) Date {
	t, err := time.Parse("2006-01", text)
	if err != nil || t.Year() == 0 {
		problems[field] = "Enter " + what + ", such as 2027-03"
		return ""
	}
	return Date(t.Format(time.DateOnly))
}

// Repeat fills in the days of sessions that have none: so many weeks after the session before. A session without times has
// those of the one before it.
func (p Plan) Repeat(weeks int) Plan {
	list := append([]SessionPlan(nil), p.Sessions...)
	for n := 1; n < len(list); n++ {
		before := list[n-1]
		if list[n].Date == "" && weeks > 0 {
			list[n].Date = string(Date(before.Date).AddDays(7 * weeks))
		}
		if list[n].Starts == "" && list[n].Ends == "" && weeks > 0 {
			list[n].Starts, list[n].Ends = before.Starts, before.Ends
		}
	}
	p.Sessions = list
	return p
}

// PlanOf is the plan of another run like the cohort, so many days later: on the same days of the week and at the same times
// of day where the days are whole weeks, whatever the clocks do in between.
func PlanOf(c Cohort, sessions []Session, shares []Share, days int) Plan {
	later := func(text string) string { return string(Date(text).AddDays(days)) }
	p := Plan{Terms: c.Terms(shares), CopiedFrom: &c.ID, Draft: true}
	p.Name = ""
	p.Opens, p.Closes, p.SharesUntil = later(p.Opens), later(p.Closes), later(p.SharesUntil)
	if c.Unscheduled {
		p.Unscheduled = true
		p.From, p.To = later(string(DateOf(c.Starts)))[:len("2006-01")], later(string(DateOf(c.Ends)))[:len("2006-01")]
	}
	for _, s := range sessions {
		starts, ends := s.Starts.In(london), s.Ends.In(london)
		p.Sessions = append(p.Sessions, SessionPlan{
			UnitID: s.UnitID, Title: s.Title, Date: later(starts.Format(time.DateOnly)), Starts: starts.Format("15:04"), Ends: ends.Format("15:04"),
			Place: ownPlace(c, s), JoinURL: s.JoinURL, JoiningText: s.JoiningText,
		})
	}
	return p
}

// Of is the plan with the session units of another version of its course: its first session of a unit meets the first of
// them, and so on.
func (p Plan) Of(units []Unit) Plan {
	p.Sessions = slices.Clone(p.Sessions)
	met := 0
	for i := range p.Sessions {
		if p.Sessions[i].UnitID == nil {
			continue
		}
		p.Sessions[i].UnitID = nil
		if met < len(units) {
			p.Sessions[i].UnitID = &units[met].ID
		}
		met++
	}
	return p
}

// ownPlace is the place of a session where it is not that of its cohort.
func ownPlace(c Cohort, s Session) string {
	if s.Place == c.Place {
		return ""
	}
	return s.Place
}

// Schedule gives an unscheduled cohort the sessions of the plan, with its place and when it closes.
func (p Plan) Schedule(c Cohort, now time.Time) (Cohort, []Session, Invalid) {
	problems := Invalid{}
	sessions := p.sessions(now, problems)
	for i := range sessions {
		sessions[i].CohortID = c.ID
	}
	c.Unscheduled = false
	c.span(sessions)
	terms := c.Terms(nil)
	terms.Place, terms.JoinURL, terms.Closes = p.Place, p.JoinURL, p.Closes
	set := Invalid{}
	scheduled := terms.set(c, set)
	scheduled.SharesUntil = c.SharesUntil
	for _, field := range []string{"place", "join_url"} { // what else there is stood before
		if set[field] != "" {
			problems[field] = set[field]
		}
	}
	opens := scheduled.Opens
	terms.enrolment(&scheduled, problems)
	if problems["opens"] != "" { // nobody is asked for it here
		problems["closes"] = "Enrolment opens on " + string(DateOf(opens)) + ": choose later dates, or change that first"
		delete(problems, "opens")
	}
	if scheduled.SharesUntil != nil && !scheduled.Starts.IsZero() && scheduled.SharesUntil.After(scheduled.Starts) {
		scheduled.SharesUntil = &scheduled.Starts
	}
	return scheduled, sessions, problems
}
