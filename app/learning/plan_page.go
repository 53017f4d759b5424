package learning

import (
	"context"
	"strconv"
	"strings"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// NewCohort says what somebody means to plan: a cohort of a course, or one like another.
type NewCohort struct {
	Course string `form:"course"` // its code
	From   string `form:"from"`   // the code of the cohort to copy
	First  string `form:"first"`  // the day of the first session of the copy; a year on where none is named
	Dates  string `form:"dates"`
}

// NewCohortPage is what somebody needs to plan a cohort.
type NewCohortPage struct {
	Courses []models.Course // of which the actor may plan a cohort
	Course  models.Course   // the chosen one; empty when none is
	Units   []models.Unit   // its sessions
	Systems []models.Organisation
	NoShows store.NoShows
	From    models.Cohort // that is copied; empty for none
	Plan    PlanCohort    // what the form holds
}

// NewCohort is the page on which the actor plans a cohort of the course with that code; without one, they choose first.
func (s *Service) NewCohort(ctx context.Context, actor models.Actor, in NewCohort) (page NewCohortPage, err error) {
	if in.From != "" {
		if page.From, err = s.Store.CohortByCode(ctx, in.From); err != nil {
			return page, err
		}
		course, err := s.Store.Course(ctx, page.From.CourseID)
		if err != nil {
			return page, err
		}
		in.Course = course.Code
	}
	if in.Course == "" {
		page.Courses, err = s.Store.PlannableCourses(ctx, taught(actor, policy.PlanCohort))
		return page, err
	}
	if page.Course, page.Units, err = plannable(ctx, s.Store.Reads, actor, in.Course); err != nil {
		return page, err
	}
	if page.Systems, err = s.Store.OpenSystems(ctx, s.Store.Today()); err != nil {
		return page, err
	}
	if page.NoShows, err = s.Store.NoShows(ctx, page.Course.ID, s.Store.Now()); err != nil {
		return page, err
	}
	if page.From.ID.Known() {
		page.Plan, err = s.copyOf(ctx, actor, page, in.First)
		return page, err
	}
	page.Plan = s.blank(page, in.Dates)
	return page, nil
}

// blank is the plan of a course before anything is typed.
func (s *Service) blank(page NewCohortPage, dates string) PlanCohort {
	terms := models.Terms{
		Capacity: page.Course.Capacity, WayIn: page.Course.WayIn, OfferHours: defaultOfferHours, QuietHours: defaultQuietHours, CutoffHours: defaultCutoffHours,
		Opens: string(s.Store.Today()),
	}
	plan := PlanCohort{Course: page.Course.Code, CohortTerms: typed(terms, page.Systems), Dates: dates, Sessions: make([]PlanSession, len(page.Units))}
	for i, unit := range page.Units {
		plan.Sessions[i].Title = unit.Title
	}
	return plan
}

// aYear is how many days later a copy is unless somebody says otherwise: 52 weeks, on the same days of the week.
const aYear = 364

// copyOf is the plan of a cohort like the one that is copied, whose first session is on a day, or else a year later.
func (s *Service) copyOf(ctx context.Context, actor models.Actor, page NewCohortPage, first string) (PlanCohort, error) {
	days := aYear
	if day, err := models.ParseDate(first); err == nil && day != "" {
		days = models.DaysBetween(models.DateOf(page.From.Starts), day)
	}
	sessions, err := s.Store.Sessions(ctx, page.From.ID)
	if err != nil {
		return PlanCohort{}, err
	}
	shares, err := s.Store.Shares(ctx, page.From.ID)
	if err != nil {
		return PlanCohort{}, err
	}
	plan := models.PlanOf(page.From, sessions, shares, days)
	in := PlanCohort{Course: page.Course.Code, Copied: page.From.Code, CohortTerms: typed(plan.Terms, page.Systems), From: plan.From, To: plan.To}
	if plan.Unscheduled {
		in.Dates = datesLater
	}
	for _, session := range plan.Sessions {
		in.Sessions = append(in.Sessions, typedSession(session))
	}
	return in, s.copyParts(ctx, actor, page.From, &in)
}

// copyParts adds the questions, the preparations and the other trainers of the cohort that is copied.
func (s *Service) copyParts(ctx context.Context, actor models.Actor, from models.Cohort, in *PlanCohort) error {
	asked, err := s.Store.Questions(ctx, from.ID)
	if err != nil {
		return err
	}
	for _, q := range asked {
		in.Questions = append(in.Questions, CohortQuestion{Asks: q.Asks, Required: q.Required})
	}
	prepared, err := s.Store.Preparations(ctx, from.ID)
	if err != nil {
		return err
	}
	for _, p := range prepared {
		in.Preparations = append(in.Preparations, CohortPreparation{Title: p.Title, URL: p.URL, Minutes: strconv.Itoa(p.Minutes)})
	}
	named, err := s.Store.NamedTrainers(ctx, []models.ID{from.ID}, s.Store.Today())
	var emails []string
	for _, t := range named {
		if t.ID != actor.ID {
			emails = append(emails, t.Email)
		}
	}
	in.Trainers = strings.Join(emails, ", ")
	return err
}

// The shapes of the store that pages about planning name.
type (
	// NoShows is how many people never came to past cohorts.
	NoShows = store.NoShows
	// StandIn is somebody who teaches a session in place of a trainer.
	StandIn = store.StandIn
)
