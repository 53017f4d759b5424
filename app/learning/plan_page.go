package learning

import (
	"context"
	"strconv"
	"time"

	"trellis/app/policy"
	"trellis/models"
)

// Begin is how the dates of a new cohort are filled in before they are changed by hand. All of it may be empty.
type Begin struct {
	Course string // its code
	First  string // day of the first session
	Weeks  string // between one session and the next
	From   string // when the sessions start
}

// PlanPage is the page on which a cohort is planned: first which course, then everything else.
type PlanPage struct {
	Courses []models.Course // that the actor may plan
	Course  models.Course   // the one chosen; empty before
	Form    PlanCohort
	Begin   Begin
}

// Chosen tells whether the course is chosen.
func (p PlanPage) Chosen() bool { return p.Course.ID.Known() }

// PlanPage is the page of a new cohort. A course that the actor may not plan answers models.ErrForbidden; who may plan
// none, too.
func (s *Service) PlanPage(ctx context.Context, actor models.Actor, begin Begin) (PlanPage, error) {
	page := PlanPage{Begin: begin}
	var err error
	if page.Courses, err = s.Store.PlannableCourses(ctx, taughtBy(actor, policy.PlanCohort)); err != nil {
		return page, err
	}
	if begin.Course == "" {
		return page, nil
	}
	if page.Course, err = s.Store.CourseByCode(ctx, begin.Course); err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.PlanCohort, page.Course); err != nil {
		return page, err
	}
	units, err := s.Store.Units(ctx, page.Course.ID)
	if err != nil {
		return page, err
	}
	used, err := s.Store.CohortCodes(ctx, page.Course.Code)
	page.Form = begin.form(page.Course, units, used, s.Store.Today())
	return page, err
}

// form fills in what can be known: the sessions of the course, their dates when the first is given, and the usual rest.
func (b Begin) form(course models.Course, units []models.Unit, used []string, today models.Date) PlanCohort {
	form := PlanCohort{Course: course.Code, Capacity: strconv.Itoa(course.Capacity), Minimum: "0", Opens: string(today), OfferHours: "48"}
	if course.Delivery != "in person" {
		form.Place = "Online"
	}
	first, err := models.ParseDate(b.First)
	if err != nil {
		first = ""
	}
	weeks, err := strconv.Atoi(b.Weeks)
	if err != nil || weeks < 1 || weeks > 52 {
		weeks = 1
	}
	from, err := time.Parse("15:04", b.From)
	if err != nil {
		from = time.Date(0, 1, 1, 10, 0, 0, 0, time.UTC)
	}
	for _, unit := range units {
		if unit.Kind != models.SessionUnit {
			continue
		}
		row := PlannedSession{Unit: string(unit.ID), Title: unit.Title, From: from.Format("15:04"), To: from.Add(time.Duration(unit.Minutes) * time.Minute).Format("15:04")}
		if first != "" {
			row.On = string(first.AddDays(7 * weeks * len(form.Sessions)))
		}
		form.Sessions = append(form.Sessions, row)
	}
	if first != "" {
		form.Name = first.Time().Format("January 2006") + " cohort"
		form.Code = suggestCode(course.Code, first, used)
		form.Closes = string(first.AddDays(-1))
	}
	return form
}
