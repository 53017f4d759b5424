package learning

import (
	"context"
	"maps"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// Schedule are the dates of a cohort that had none, as they were typed.
type Schedule struct {
	Repeats      string        `form:"repeats"`
	Sessions     []PlanSession `form:"sessions"`
	Closes       string        `form:"closes"`
	Place        string        `form:"place" validate:"max=200" problem:"max=Use 200 characters or fewer"`
	JoinURL      string        `form:"join_url" validate:"max=500" problem:"max=Use 500 characters or fewer"`
	NotNHSNumber bool          `form:"not_nhs_number"`
}

// SchedulePage is the form of the dates of a cohort.
type SchedulePage struct {
	TaughtCohort
	Units []models.Unit
	In    Schedule
}

// SchedulePage is the form on which the actor sets the dates of a cohort that has none; of one that has, there is no such page.
func (s *Service) SchedulePage(ctx context.Context, actor models.Actor, code string) (page SchedulePage, err error) {
	if page.TaughtCohort, err = s.changeable(ctx, actor, code); err != nil {
		return page, err
	}
	if !page.Unscheduled || page.State == models.CohortCancelled {
		return page, models.ErrNotFound
	}
	course, err := s.Store.Course(ctx, page.Content())
	if err != nil {
		return page, err
	}
	page.Units, err = sessionUnits(ctx, s.Store.Reads, course)
	page.In = Schedule{Place: page.Place, JoinURL: page.JoinURL, Sessions: make([]PlanSession, len(page.Units))}
	for i, unit := range page.Units {
		page.In.Sessions[i].Title = unit.Title
	}
	return page, err
}

// Schedule sets the dates of a cohort that had none. Everybody in line is told, and the places are offered in order.
func (s *Service) Schedule(ctx context.Context, actor models.Actor, code string, in Schedule) (cohort models.Cohort, err error) {
	in.Sessions, in.Place, in.JoinURL, in.Closes = tidySessions(in.Sessions), input.Line(in.Place), input.Tidy(in.JoinURL), input.Tidy(in.Closes)
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if cohort, err = tx.CohortByCode(ctx, code); err != nil {
			return err
		}
		if _, err := tx.LockCourse(ctx, cohort.CourseID); err != nil { // nobody publishes another version meanwhile
			return err
		}
		if cohort, err = lockToChange(ctx, tx, actor, code); err != nil {
			return err
		}
		if !cohort.Unscheduled {
			return models.Invalid{"cohort": "The dates of this cohort are set already: change its sessions one by one"}
		}
		course, err := tx.Course(ctx, cohort.Content())
		if err != nil {
			return err
		}
		units, err := sessionUnits(ctx, tx.Reads, course)
		if err != nil {
			return err
		}
		problems, err := in.problems()
		if err != nil {
			return err
		}
		dates := models.Plan{Terms: models.Terms{Place: in.Place, JoinURL: in.JoinURL, Closes: in.Closes}, Sessions: sessionPlans(in.Sessions, units)}
		scheduled, sessions, wrong := dates.Repeat(max(number(in.Repeats), 0)).Schedule(cohort, tx.Now())
		maps.Copy(problems, wrong)
		if err := refuseCohortClashes(ctx, tx, actor, cohort, sessions, problems); err != nil {
			return err
		}
		if err := problems.OrNil(); err != nil {
			return err
		}
		cohort = scheduled
		if err := tx.ChangeCohort(ctx, cohort); err != nil {
			return err
		}
		if err := tx.Add(ctx, &sessions); err != nil {
			return err
		}
		return tellScheduled(ctx, tx, actor, cohort)
	})
	return cohort, err
}

func (in Schedule) problems() (models.Invalid, error) {
	problems, err := input.Problems(in)
	texts := []input.Text{{Field: "place", Text: in.Place}}
	for n, s := range in.Sessions {
		texts = append(texts, sessionTexts(s, func(field string) string { return models.SessionField(n, field) })...)
	}
	maps.Copy(problems, input.Patients(in.NotNHSNumber, texts...))
	return problems, err
}

// tellScheduled tells everybody in line that the dates are set, and offers the places in order.
func tellScheduled(ctx context.Context, tx *store.Tx, actor models.Actor, cohort models.Cohort) error {
	line, err := tx.EnrolmentsIn(ctx, cohort.ID, models.Applied, models.Waiting)
	if err != nil {
		return err
	}
	owed := calendarsOf(cohort)
	for _, e := range line {
		owed = append(owed, models.Job{Kind: models.MailScheduled, SubjectID: e.ID})
	}
	if err := tx.Publish(ctx, aboutCohort("cohort.scheduled", actor, cohort), owed...); err != nil {
		return err
	}
	return OfferFreed(ctx, tx, cohort)
}

// refuseCohortClashes refuses sessions at the time of others that a trainer of the locked cohort teaches.
func refuseCohortClashes(ctx context.Context, tx *store.Tx, actor models.Actor, cohort models.Cohort, sessions []models.Session, problems models.Invalid) error {
	named, err := tx.NamedTrainers(ctx, []models.ID{cohort.ID}, tx.Today())
	if err != nil || len(named) == 0 { // the trainers of the course share its cohorts among themselves
		return err
	}
	people := make([]models.Person, len(named))
	for i, t := range named {
		people[i] = t.Person
	}
	if err := tx.LockPeople(ctx, personIDs(people)); err != nil {
		return err
	}
	return refuseClashes(ctx, tx, actor, people, sessions, problems)
}

func personIDs(people []models.Person) []models.ID {
	ids := make([]models.ID, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	return ids
}
