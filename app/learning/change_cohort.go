package learning

import (
	"context"
	"maps"
	"slices"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// ChangeCohort is what somebody wants a cohort to say from now on, as it was typed.
type ChangeCohort struct {
	CohortTerms `form:"terms"`
	Questions   []CohortQuestion `form:"questions"` // of a draft alone
	Edition     string           `form:"edition"`   // of the cohort, as it was when the form was opened
}

// ChangeCohortPage is the form of a cohort that is there.
type ChangeCohortPage struct {
	TaughtCohort
	Systems     []models.Organisation
	NoShows     store.NoShows
	Held, Asked int
	Now         ChangeCohort // what it says now
}

// ChangeCohortPage is the form on which the actor changes a cohort.
func (s *Service) ChangeCohortPage(ctx context.Context, actor models.Actor, code string) (page ChangeCohortPage, err error) {
	if page.TaughtCohort, err = s.changeable(ctx, actor, code); err != nil {
		return page, err
	}
	if page.Systems, err = s.Store.OpenSystems(ctx, s.Store.Today()); err != nil {
		return page, err
	}
	if page.NoShows, err = s.Store.NoShows(ctx, page.CourseID, s.Store.Now()); err != nil {
		return page, err
	}
	shares, err := s.Store.Shares(ctx, page.ID)
	if err != nil {
		return page, err
	}
	if page.Held, err = s.Store.Held(ctx, page.ID); err != nil {
		return page, err
	}
	if page.Asked, err = s.Store.Asked(ctx, page.ID); err != nil {
		return page, err
	}
	page.Now = ChangeCohort{CohortTerms: typed(page.Terms(shares), page.Systems), Edition: page.Edition(shares)}
	asked, err := s.Store.Questions(ctx, page.ID)
	for _, q := range asked {
		page.Now.Questions = append(page.Now.Questions, CohortQuestion{Asks: q.Asks, Required: q.Required})
	}
	return page, err
}

// changeable is a cohort that the actor may change; for others there is none.
func (s *Service) changeable(ctx context.Context, actor models.Actor, code string) (TaughtCohort, error) {
	cohort, err := s.Store.TaughtCohortByCode(ctx, code)
	if err != nil {
		return cohort, err
	}
	return cohort, policy.Allows(actor, policy.ChangeCohort, cohort.Cohort)
}

// lockToChange locks a cohort that the actor may change, and that is not called off.
func lockToChange(ctx context.Context, tx *store.Tx, actor models.Actor, code string) (models.Cohort, error) {
	cohort, err := tx.LockCohortByCode(ctx, code)
	if err != nil {
		return cohort, err
	}
	if err := policy.Allows(actor, policy.ChangeCohort, cohort); err != nil {
		return cohort, err
	}
	if cohort.State == models.CohortCancelled {
		return cohort, models.Invalid{"cohort": "This cohort is called off, and stays as it was"}
	}
	return cohort, nil
}

// ChangeCohort keeps what the form says of a cohort, and offers the places that become free by it. It answers
// models.ErrStale when the cohort changed after the form was opened.
func (s *Service) ChangeCohort(ctx context.Context, actor models.Actor, code string, in ChangeCohort) (cohort models.Cohort, err error) {
	in.CohortTerms, in.Questions = in.tidied(), tidyQuestions(in.Questions)
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		before, err := lockToChange(ctx, tx, actor, code)
		if err != nil {
			return err
		}
		cohort = before
		shares, err := tx.Shares(ctx, before.ID)
		if err != nil {
			return err
		}
		if in.Edition != before.Edition(shares) {
			return models.ErrStale
		}
		terms, after, err := in.onto(ctx, tx, before)
		if err != nil {
			return err
		}
		cohort = after
		return keepChange(ctx, tx, actor, cohortChange{before: before, after: after, had: shares, has: terms.Shares, asks: questions(in.Questions)})
	})
	return cohort, err
}

// onto is the cohort as the form wants it, or what is wrong with the form.
func (in ChangeCohort) onto(ctx context.Context, tx *store.Tx, before models.Cohort) (terms models.Terms, after models.Cohort, err error) {
	problems, err := input.Problems(in)
	if err != nil {
		return terms, after, err
	}
	maps.Copy(problems, input.Patients(in.NotNHSNumber, append(in.texts(), questionTexts(in.Questions)...)...))
	if terms, err = in.terms(ctx, tx.Reads, tx.Today(), problems); err != nil {
		return terms, after, err
	}
	if terms.WayIn == "" {
		terms.WayIn = before.WayIn
	}
	held, err := tx.Held(ctx, before.ID)
	if err != nil {
		return terms, after, err
	}
	asked, err := tx.Asked(ctx, before.ID)
	if err != nil {
		return terms, after, err
	}
	after, wrong := terms.Change(before, held, asked)
	maps.Copy(problems, wrong)
	maps.Copy(problems, models.CheckQuestions(questions(in.Questions)))
	return terms, after, problems.OrNil()
}

// cohortChange is a locked cohort before and after, with its shares, and the questions of a draft.
type cohortChange struct {
	before, after models.Cohort
	had, has      []models.Share
	asks          []models.Question
}

// moved tells whether people who come must be told of another place.
func (c cohortChange) moved() bool {
	return c.before.Place != c.after.Place || c.before.JoinURL != c.after.JoinURL || c.before.Name != c.after.Name
}

func (c cohortChange) shared() bool {
	places := func(list []models.Share) map[models.ID]int {
		by := map[models.ID]int{}
		for _, s := range list {
			by[s.OrganisationID] = s.Places
		}
		return by
	}
	until := func(c models.Cohort) string {
		if c.SharesUntil == nil {
			return ""
		}
		return c.SharesUntil.UTC().String()
	}
	return !maps.Equal(places(c.had), places(c.has)) || until(c.before) != until(c.after)
}

// keepChange keeps it, and tells. It is the one way in which more or fewer places become free by a change.
func keepChange(ctx context.Context, tx *store.Tx, actor models.Actor, change cohortChange) error {
	cohort := change.after
	if cohort.State == models.CohortDraft {
		if err := tx.KeepQuestions(ctx, cohort.ID, change.asks); err != nil {
			return err
		}
	}
	if err := tx.ChangeCohort(ctx, cohort); err != nil {
		return err
	}
	events, owed := []models.Event{aboutCohort("cohort.changed", actor, cohort)}, []models.Job(nil)
	if change.shared() {
		if err := tx.KeepShares(ctx, cohort.ID, slices.Clone(change.has)); err != nil {
			return err
		}
		events, owed = append(events, aboutCohort("shares.changed", actor, cohort)), released(cohort)
	}
	if change.moved() {
		owed = append(owed, calendarsOf(cohort)...)
	}
	if err := tx.PublishAll(ctx, events, owed); err != nil {
		return err
	}
	return OfferFreed(ctx, tx, cohort)
}

// calendarsOf is the work owed when something of a cohort changes that stands in calendars.
func calendarsOf(c models.Cohort) []models.Job {
	if models.JobSubjects()[models.KeepCalendars] == "" { // nobody keeps calendars
		return nil
	}
	return []models.Job{{Kind: models.KeepCalendars, SubjectID: c.ID}}
}

// OpenCohort lets people see a draft, and enrol from the day that it says. What is open already stays so.
func (s *Service) OpenCohort(ctx context.Context, actor models.Actor, code string) (cohort models.Cohort, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if cohort, err = lockToChange(ctx, tx, actor, code); err != nil || cohort.State == models.CohortOpen {
			return err
		}
		if !cohort.Unscheduled && !tx.Now().Before(cohort.Closes) {
			return models.Invalid{"cohort": "Enrolment of this cohort is over: change the last day to enrol first"}
		}
		cohort.State = models.CohortOpen
		if err := tx.ChangeCohort(ctx, cohort); err != nil {
			return err
		}
		return tx.Publish(ctx, aboutCohort("cohort.opened", actor, cohort))
	})
	return cohort, err
}
