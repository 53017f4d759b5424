package progress

import (
	"context"
	"errors"
	"slices"
	"time"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// EvaluatePage asks what a session, or a whole course, was like.
type EvaluatePage struct {
	Course    models.Course
	Cohort    models.Cohort
	Session   *models.Session // exactly one of the two
	Unit      *models.Unit
	Enrolment models.Enrolment
	// Open tells that it is the time to say so; Present that they were there; Given that they have said it.
	Open, Present, Given bool
	// From is how many replies it takes before any is shown.
	From int
}

// Evaluate is what somebody says of a session, or of a whole course.
type Evaluate struct {
	Session   models.ID // of a session; empty for a unit
	Enrolment models.ID // of a unit
	Unit      models.ID
	Useful    models.Usefulness `form:"useful"`
	Ready     models.Readiness  `form:"ready"`
	Says      string            `form:"says" validate:"max=2000" problem:"max=Use 2000 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// EvaluatePage is the page on which the actor says what a session, or the whole course, was like.
func (s *Service) EvaluatePage(ctx context.Context, actor models.Actor, in Evaluate) (EvaluatePage, error) {
	return toEvaluate(ctx, s.Store.Reads, actor, in, s.Store.Now())
}

// toEvaluate finds what is evaluated, and how it stands to the actor. Who is not on the cohort finds nothing.
func toEvaluate(ctx context.Context, r store.Reads, actor models.Actor, in Evaluate, now time.Time) (page EvaluatePage, err error) {
	var cohort models.ID
	if in.Session.Known() {
		session, err := r.Session(ctx, in.Session)
		if err != nil {
			return page, err
		}
		page.Session, cohort = &session, session.CohortID
		page.Enrolment, err = r.OnCohort(ctx, cohort, actor.ID)
		if err != nil {
			return page, err
		}
	} else {
		if page.Enrolment, err = r.Enrolment(ctx, in.Enrolment); err != nil {
			return page, err
		}
		cohort = page.Enrolment.CohortID
	}
	if err := policy.Allows(actor, policy.Evaluate, page.Enrolment); err != nil || !slices.Contains(models.OnRegister(), page.Enrolment.State) {
		return page, errors.Join(err, models.ErrNotFound)
	}
	if page.Cohort, err = r.Cohort(ctx, cohort); err != nil {
		return page, err
	}
	if page.Course, err = r.Course(ctx, page.Cohort.Content()); err != nil {
		return page, err
	}
	if err := page.find(ctx, r, in, now); err != nil {
		return page, err
	}
	settings, err := r.Settings(ctx)
	page.From = settings.Thresholds().HalfFrom
	return page, err
}

// find adds the unit, and how things stand.
func (page *EvaluatePage) find(ctx context.Context, r store.Reads, in Evaluate, now time.Time) (err error) {
	if page.Session != nil {
		mark, err := r.MarkOf(ctx, page.Session.ID, page.Enrolment.ID)
		if err != nil {
			return err
		}
		page.Open = page.Session.EvaluatedAt(now) && page.Cohort.State == models.CohortOpen
		page.Present = mark == models.Attended || mark == models.Part
	} else {
		units, err := r.Units(ctx, page.Course.ID)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(units, func(u models.Unit) bool { return u.ID == in.Unit && u.Kind == models.EvaluationUnit })
		if at < 0 {
			return models.ErrNotFound
		}
		page.Unit, page.Open, page.Present = &units[at], page.Cohort.EvaluatedAt(now), true
	}
	page.Given, err = r.HasEvaluated(ctx, page.receipt())
	return err
}

func (page *EvaluatePage) receipt() models.EvaluationReceipt {
	receipt := models.EvaluationReceipt{EnrolmentID: page.Enrolment.ID}
	if page.Session != nil {
		receipt.SessionID = &page.Session.ID
	} else {
		receipt.UnitID = &page.Unit.ID
	}
	return receipt
}

// Evaluate keeps what the actor says, once, and shows what has come together when there is enough of it. What is said is kept
// with the day of the session; that somebody has said something, with the day of today; and the event names the session and
// nobody. So nothing that is kept holds both who and what, or the times of both.
func (s *Service) Evaluate(ctx context.Context, actor models.Actor, in Evaluate) error {
	in.Says = input.Tidy(in.Says)
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		page, err := toEvaluate(ctx, tx.Reads, actor, in, tx.Now())
		if err != nil {
			return err
		}
		if _, err := tx.LockCohort(ctx, page.Cohort.ID); err != nil {
			return err
		}
		if page, err = toEvaluate(ctx, tx.Reads, actor, in, tx.Now()); err != nil {
			return err
		}
		if err := in.check(page); err != nil || page.Given {
			return err // who presses twice has said it once
		}
		receipt := page.receipt()
		receipt.GivenOn = tx.Today()
		said := models.Evaluation{
			CohortID: page.Cohort.ID, SessionID: receipt.SessionID, UnitID: receipt.UnitID, Useful: in.Useful, Ready: in.Ready, Says: in.Says, GivenOn: page.day(),
		}
		if err := tx.KeepEvaluation(ctx, said, receipt); err != nil {
			return err
		}
		return release(ctx, tx, said, page)
	})
}

func (page *EvaluatePage) day() models.Date {
	if page.Session != nil {
		return models.DateOf(page.Session.Ends)
	}
	return models.DateOf(page.Cohort.Ends)
}

// release shows what waits once that tells of no single person.
func release(ctx context.Context, tx *store.Tx, said models.Evaluation, page EvaluatePage) error {
	shown, waiting, err := tx.CountEvaluations(ctx, said)
	if err != nil {
		return err
	}
	if models.Releases(shown, waiting, page.From) {
		if err := tx.ReleaseEvaluations(ctx, said); err != nil {
			return err
		}
	}
	about := models.Event{Act: "evaluation.given", Subject: "units"}
	if said.SessionID != nil {
		about.Subject, about.SubjectID = "sessions", *said.SessionID
	} else {
		about.SubjectID = *said.UnitID
	}
	return tx.Publish(ctx, about)
}

func (in Evaluate) check(page EvaluatePage) error {
	problems, err := input.Problems(in)
	if err != nil {
		return err
	}
	if !slices.Contains(models.Usefulnesses(), in.Useful) {
		problems["useful"] = "Select how useful it was"
	}
	if !slices.Contains(models.Readinesses(), in.Ready) {
		problems["ready"] = "Select whether you could do it at work"
	}
	for field, problem := range input.Patients(in.NotNHSNumber, input.Text{Field: "says", Text: in.Says}) {
		problems[field] = problem
	}
	if !page.Given && (!page.Open || !page.Present) {
		problems["evaluation"] = "This cannot be answered now"
	}
	return problems.OrNil()
}
