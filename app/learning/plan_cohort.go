package learning

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// PlanCohort makes a dated run of a course. Days are written 2006-01-02 and times 15:04, by the clocks of London.
type PlanCohort struct {
	Course     string           `form:"course"` // its code
	Name       string           `form:"name" validate:"required,max=100" problem:"required=Enter a name, such as January 2027 cohort|max=Use 100 characters or fewer"`
	Code       string           `form:"code" validate:"max=40" problem:"max=Use 40 characters or fewer"`
	Capacity   string           `form:"capacity" validate:"required" problem:"required=Enter how many places there are"`
	Minimum    string           `form:"minimum"`
	Place      string           `form:"place" validate:"max=200" problem:"max=Use 200 characters or fewer"`
	JoinURL    string           `form:"join_url" validate:"omitempty,max=500,http_url" problem:"http_url=Enter a whole address, such as https://meet.example.org/room|max=Use 500 characters or fewer"`
	Opens      string           `form:"opens"`
	Closes     string           `form:"closes"`
	OfferHours string           `form:"offer_hours"`
	Sessions   []PlannedSession `form:"sessions"`
	// Trainers are the e-mail addresses of who teaches it beside the planner, in any layout.
	Trainers string `form:"trainers" validate:"max=2000" problem:"max=Use 2,000 characters or fewer"`
}

// PlannedSession is a session as it is typed.
type PlannedSession struct {
	Unit  string `form:"unit"` // id of the course's unit; empty for none
	Title string `form:"title"`
	On    string `form:"on"`
	From  string `form:"from"`
	To    string `form:"to"`
}

// SessionField is the field of a planned session, and the key of its problem: part is title, on, from or to; n counts
// from 1.
func SessionField(n int, part string) string { return "session-" + strconv.Itoa(n) + "-" + part }

// PlanCohort keeps a new cohort with its sessions, and lets the actor and the other trainers teach it.
func (s *Service) PlanCohort(ctx context.Context, actor models.Actor, in PlanCohort) (cohort models.Cohort, err error) {
	in.tidy()
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		course, err := tx.CourseByCode(ctx, in.Course)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.PlanCohort, course); err != nil {
			return err
		}
		units, err := tx.Units(ctx, course.ID)
		if err != nil {
			return err
		}
		plan := plan{in: in, course: course, units: units, now: tx.Now(), problems: models.Invalid{}}
		if err := plan.read(); err != nil {
			return err
		}
		if err := plan.named(ctx, tx, actor); err != nil {
			return err
		}
		if err := plan.problems.OrNil(); err != nil {
			return err
		}
		cohort, err = plan.keep(ctx, tx, actor)
		return err
	})
	return cohort, err
}

func (in *PlanCohort) tidy() {
	for _, text := range []*string{&in.Name, &in.Code, &in.Capacity, &in.Minimum, &in.Place, &in.JoinURL, &in.OfferHours} {
		*text = strings.TrimSpace(*text)
	}
	in.Sessions = slices.Clone(in.Sessions)
	for i := range in.Sessions {
		in.Sessions[i].Title = strings.TrimSpace(in.Sessions[i].Title)
	}
}

// plan is a cohort on its way from what was typed to what is kept, with all that is wrong with it.
type plan struct {
	in       PlanCohort
	course   models.Course
	units    []models.Unit
	now      time.Time
	cohort   models.Cohort
	sessions []models.Session
	trainers []models.Person
	problems models.Invalid
}

// read turns what was typed into a cohort and its sessions.
func (p *plan) read() error {
	err := input.Check(p.in)
	if !errors.As(err, &p.problems) && err != nil {
		return err
	}
	p.cohort = models.Cohort{
		CourseID: p.course.ID, Name: p.in.Name, State: models.CohortOpen, Place: p.in.Place, JoinURL: p.in.JoinURL, CreatedAt: p.now,
		Capacity:   p.number("capacity", p.in.Capacity, 1, 500, "Enter a number of places from 1 to 500"),
		OfferHours: p.number("offer_hours", p.in.OfferHours, 1, 336, "Enter a number of hours from 1 to 336 (2 weeks)"),
	}
	if p.in.Minimum != "" {
		p.cohort.Minimum = p.number("minimum", p.in.Minimum, 0, max(p.cohort.Capacity, 1), "Enter a number from 0 to the number of places")
	}
	if p.in.Place == "" && p.in.JoinURL == "" {
		p.problem("place", "Enter a place, or a link to join")
	}
	for i := range p.in.Sessions {
		p.session(i)
	}
	if len(p.in.Sessions) == 0 {
		p.problem("course", "This course has no sessions, so no dates can be planned")
	}
	if len(p.sessions) == len(p.in.Sessions) && len(p.sessions) > 0 {
		p.cohort.Starts, p.cohort.Ends = p.sessions[0].Starts, p.sessions[len(p.sessions)-1].Ends
	}
	p.enrolment()
	return nil
}

// problem keeps the first thing that is wrong with a field.
func (p *plan) problem(field, text string) {
	if _, known := p.problems[field]; !known {
		p.problems[field] = text
	}
}

func (p *plan) number(field, text string, least, most int, problem string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		p.problem(field, problem)
		return 0
	}
	return n
}

func (p *plan) session(i int) {
	in, n := p.in.Sessions[i], i+1
	session := models.Session{Number: n, Title: in.Title, Place: p.in.Place, JoinURL: p.in.JoinURL}
	if in.Title == "" || len([]rune(in.Title)) > 200 {
		p.problem(SessionField(n, "title"), "Enter a title for session "+strconv.Itoa(n)+" of up to 200 characters")
	}
	for _, unit := range p.units {
		if string(unit.ID) == in.Unit && unit.Kind == models.SessionUnit {
			session.UnitID = &unit.ID
		}
	}
	on := p.day(SessionField(n, "on"), in.On, "Enter the date of session "+strconv.Itoa(n))
	if on == "" {
		return
	}
	starts, startsAt := p.clock(on, SessionField(n, "from"), in.From, "Enter when session "+strconv.Itoa(n)+" starts, such as 10:00")
	ends, endsAt := p.clock(on, SessionField(n, "to"), in.To, "Enter when session "+strconv.Itoa(n)+" ends, such as 12:00")
	if !startsAt || !endsAt {
		return
	}
	session.Starts, session.Ends = starts, ends
	switch {
	case !ends.After(starts):
		p.problem(SessionField(n, "to"), "Session "+strconv.Itoa(n)+" ends before it starts. Change one of the times")
	case starts.Before(p.now):
		p.problem(SessionField(n, "on"), "Session "+strconv.Itoa(n)+" is in the past. Enter a date to come")
	case len(p.sessions) > 0 && starts.Before(p.sessions[len(p.sessions)-1].Ends):
		p.problem(SessionField(n, "on"), "Session "+strconv.Itoa(n)+" starts before session "+strconv.Itoa(p.sessions[len(p.sessions)-1].Number)+" has ended. Put the sessions in order")
	}
	p.sessions = append(p.sessions, session)
}

func (p *plan) day(field, text, problem string) models.Date {
	day, err := models.ParseDate(text)
	if err != nil || day == "" {
		p.problem(field, problem)
		return ""
	}
	return day
}

func (p *plan) clock(day models.Date, field, text, problem string) (time.Time, bool) {
	t, err := day.Clock(text)
	switch {
	case errors.Is(err, models.ErrNoSuchTime):
		problem = "There is no " + text + " on this day, because the clocks go forward. Enter another time"
	case errors.Is(err, models.ErrTwoTimes):
		problem = "There are two times " + text + " on this day, because the clocks go back. Enter another time"
	}
	if err != nil {
		p.problem(field, problem)
	}
	return t, err == nil
}

// enrolment reads the days on which people may enrol: from the beginning of the first to one minute before midnight on
// the last, or until the cohort ends if that is sooner.
func (p *plan) enrolment() {
	opens := p.day("opens", p.in.Opens, "Enter the day on which enrolment opens")
	closes := p.day("closes", p.in.Closes, "Enter the last day on which people can enrol")
	if opens == "" || closes == "" {
		return
	}
	p.cohort.Opens = opens.Time().UTC()
	p.cohort.Closes = closes.AddDays(1).Time().Add(-time.Minute).UTC()
	if closes < opens {
		p.problem("closes", "Enrolment closes before it opens. Change one of the days")
		return
	}
	if p.cohort.Ends.IsZero() {
		return
	}
	if closes > models.DateOf(p.cohort.Ends) {
		p.problem("closes", "Enrolment closes after the last session. Enter an earlier day")
		return
	}
	if p.cohort.Closes.After(p.cohort.Ends) {
		p.cohort.Closes = p.cohort.Ends
	}
	if !p.cohort.Opens.Before(p.cohort.Closes) {
		p.problem("opens", "Enrolment opens after the cohort has ended. Enter an earlier day")
	}
}
