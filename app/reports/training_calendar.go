package reports

import (
	"context"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// TrainingCalendar is every cohort of the network by month, but those that are called off.
type TrainingCalendar struct {
	Course  string        // code, of the course that is looked at; empty for all
	Courses []Choice      // those that have any
	Months  []models.Date // the first day of each
	Rows    []CalendarCohort
}

// CalendarCohort is a cohort with what happens of it in each of the months.
type CalendarCohort struct {
	store.TaughtCohort
	Stage    models.CohortStage
	Trainers []string
	Sessions []int  // that begin in the month
	On       []bool // the month lies between its start and its end
}

// calendarMonths is how many months the calendar shows, from the one before this.
const calendarMonths = 12

// TrainingCalendar shows the cohorts that touch the months, the soonest first.
func (s *Service) TrainingCalendar(ctx context.Context, actor models.Actor, course string) (TrainingCalendar, error) {
	now := s.Store.Now()
	page := TrainingCalendar{Course: course}
	first := monthOf(models.DateOf(now)).AddMonths(-1)
	for i := range calendarMonths {
		page.Months = append(page.Months, first.AddMonths(i))
	}
	all, err := s.led(ctx, actor, first.Time().UTC())
	if err != nil {
		return page, err
	}
	courses, err := s.Store.CoursesByTitle(ctx)
	if err != nil {
		return page, err
	}
	codes := page.choices(courses, all.cohorts)
	sessions := map[models.ID][]store.SessionCount{}
	for _, session := range all.sessions {
		sessions[session.CohortID] = append(sessions[session.CohortID], session)
	}
	end := first.AddMonths(calendarMonths).Time()
	for _, c := range all.cohorts {
		if course != "" && codes[c.CourseID] != course || !c.Starts.Before(end) {
			continue
		}
		row := CalendarCohort{TaughtCohort: c, Stage: c.StageAt(now, c.Placed+c.Offered, c.Waiting), Trainers: all.trainers[c.ID]}
		for _, month := range page.Months {
			row.in(month, sessions[c.ID])
		}
		page.Rows = append(page.Rows, row)
	}
	return page, nil
}

// choices are the courses that have any of the cohorts; the answer is the code of each course.
func (p *TrainingCalendar) choices(courses []models.Course, cohorts []store.TaughtCohort) map[models.ID]string {
	codes, used := map[models.ID]string{}, map[models.ID]bool{}
	for _, c := range cohorts {
		used[c.CourseID] = true
	}
	for _, c := range courses {
		codes[c.ID] = c.Code
		if used[c.ID] {
			p.Courses = append(p.Courses, Choice{c.Code, c.Title})
		}
	}
	return codes
}

func monthOf(d models.Date) models.Date { return models.Date(string(d)[:len("2026-11")] + "-01") }

// in adds what happens in a month.
func (c *CalendarCohort) in(month models.Date, sessions []store.SessionCount) {
	n, begins, ends := 0, month.Time(), month.AddMonths(1).Time()
	for _, session := range sessions {
		if within(session.Starts, begins, ends) {
			n++
		}
	}
	c.Sessions = append(c.Sessions, n)
	c.On = append(c.On, c.Starts.Before(ends) && c.Ends.After(begins))
}

func within(t, from, to time.Time) bool { return !t.Before(from) && t.Before(to) }
