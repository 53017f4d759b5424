package learning

import (
	"context"
	"slices"
	"strconv"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// ChangeSession is what somebody wants a session to say from now on, as it was typed.
type ChangeSession struct {
	PlanSession  `form:"session"`
	Edition      string `form:"edition"`
	NotNHSNumber bool   `form:"not_nhs_number"`
}

// SessionsPage are the sessions of a cohort, for those who change them.
type SessionsPage struct {
	TaughtCohort
	Sessions []models.Session
	StandIns []store.StandIn
	Changes  bool // they can be changed
}

// ChangeSessionPage is the form of one session; the zero Session for a new one.
type ChangeSessionPage struct {
	TaughtCohort
	Session   models.Session
	Now       ChangeSession
	Removable bool
}

// Sessions is the page of the sessions of a cohort.
func (s *Service) Sessions(ctx context.Context, actor models.Actor, code string) (page SessionsPage, err error) {
	if page.TaughtCohort, err = s.changeable(ctx, actor, code); err != nil {
		return page, err
	}
	page.Changes = page.State != models.CohortCancelled && !page.Unscheduled
	if page.Sessions, err = s.Store.Sessions(ctx, page.ID); err != nil {
		return page, err
	}
	page.StandIns, err = s.Store.StandIns(ctx, []models.ID{page.ID})
	return page, err
}

// ChangeSessionPage is the form of the n-th session, from 1; 0 is a new one.
func (s *Service) ChangeSessionPage(ctx context.Context, actor models.Actor, code string, n int) (page ChangeSessionPage, err error) {
	if page.TaughtCohort, err = s.changeable(ctx, actor, code); err != nil {
		return page, err
	}
	if page.Unscheduled {
		return page, models.ErrNotFound
	}
	if n == 0 {
		return page, nil
	}
	sessions, err := s.Store.Sessions(ctx, page.ID)
	if err != nil {
		return page, err
	}
	at := slices.IndexFunc(sessions, func(s models.Session) bool { return s.Number == n })
	if at < 0 {
		return page, models.ErrNotFound
	}
	page.Session = sessions[at]
	page.Removable = len(sessions) > 1 && !page.Session.HasRegister() && s.Store.Now().Before(page.Session.Starts) && page.State != models.CohortCancelled
	page.Now = ChangeSession{PlanSession: typedSession(page.Session.Plan()), Edition: page.Session.Edition()}
	return page, nil
}

// ChangeSession keeps what the form says of the n-th session of a cohort. Trainers are not planned in two places at once, and
// calendars are told. It answers models.ErrStale when the session changed after the form was opened.
func (s *Service) ChangeSession(ctx context.Context, actor models.Actor, code string, n int, in ChangeSession) (changed models.Session, err error) {
	err = s.changeSessions(ctx, actor, code, func(tx *store.Tx, cohort models.Cohort, sessions []models.Session) ([]models.Session, string, error) {
		at := slices.IndexFunc(sessions, func(s models.Session) bool { return s.Number == n })
		if at < 0 || sessions[at].Edition() != in.Edition {
			return nil, "", models.ErrStale
		}
		before := sessions[at]
		if changed, err = in.onto(ctx, tx, actor, cohort, before, sessions); err != nil {
			return nil, "", err
		}
		if changed.Moved(before) {
			changed.Sequence++
		}
		sessions[at] = changed
		return sessions, "session.changed", tx.ChangeSession(ctx, changed)
	})
	return changed, err
}

// AddSession gives a cohort one more session.
func (s *Service) AddSession(ctx context.Context, actor models.Actor, code string, in ChangeSession) (added models.Session, err error) {
	err = s.changeSessions(ctx, actor, code, func(tx *store.Tx, cohort models.Cohort, sessions []models.Session) ([]models.Session, string, error) {
		if len(sessions) >= models.MostSessions {
			return nil, "", models.Invalid{"title": "This cohort has as many sessions as it can have"}
		}
		if added, err = in.onto(ctx, tx, actor, cohort, models.Session{CohortID: cohort.ID}, sessions); err != nil {
			return nil, "", err
		}
		added.Number = slices.MaxFunc(sessions, func(a, b models.Session) int { return a.Number - b.Number }).Number + 1
		err = tx.Add(ctx, &added)
		return append(sessions, added), "cohort.sessions_changed", err
	})
	return added, err
}

// RemoveSession takes a session out of a cohort: not the only one, and not one that has begun or has a register.
func (s *Service) RemoveSession(ctx context.Context, actor models.Actor, code string, n int, edition string) error {
	return s.changeSessions(ctx, actor, code, func(tx *store.Tx, _ models.Cohort, sessions []models.Session) ([]models.Session, string, error) {
		at := slices.IndexFunc(sessions, func(s models.Session) bool { return s.Number == n })
		switch {
		case at < 0 || sessions[at].Edition() != edition:
			return nil, "", models.ErrStale
		case sessions[at].HasRegister() || !tx.Now().Before(sessions[at].Starts):
			return nil, "", models.Invalid{"session": "This session has begun, or has a register: it stays"}
		case len(sessions) == 1:
			return nil, "", models.Invalid{"session": "This is the only session: call the cohort off instead"}
		}
		return slices.Delete(slices.Clone(sessions), at, at+1), "cohort.sessions_changed", tx.DropSession(ctx, sessions[at].ID)
	})
}

// onto is the session as the form wants it, or what is wrong with the form.
func (in ChangeSession) onto(ctx context.Context, tx *store.Tx, actor models.Actor, cohort models.Cohort, s models.Session, all []models.Session) (models.Session, error) {
	typed := tidySessions([]PlanSession{in.PlanSession})
	plan := sessionPlans(typed, make([]models.Unit, 1))[0]
	changed, problems := plan.Onto(s, all, tx.Now())
	for field, problem := range input.Patients(in.NotNHSNumber, sessionTexts(typed[0], func(field string) string { return field })...) {
		problems[field] = problem
	}
	for field, most := range map[string]int{"title": 200, "place": 200, "join_url": 500, "joining_text": 2000} {
		if text := map[string]string{"title": plan.Title, "place": plan.Place, "join_url": plan.JoinURL, "joining_text": plan.JoiningText}[field]; len([]rune(text)) > most {
			problems[field] = "Use " + strconv.Itoa(most) + " characters or fewer"
		}
	}
	if len(problems) == 0 && (!changed.Starts.Equal(s.Starts) || !changed.Ends.Equal(s.Ends)) {
		clashes := models.Invalid{}
		if err := refuseCohortClashes(ctx, tx, actor, cohort, []models.Session{changed}, clashes); err != nil {
			return changed, err
		}
		if text := clashes[models.SessionField(0, "date")]; text != "" {
			problems["date"] = text
		}
	}
	return changed, problems.OrNil()
}

// changeSessions locks a cohort with dates, changes its sessions, and then puts right what follows from them: their numbers,
// when the cohort starts and ends, how long offers are open, and calendars. It may be that a place can be offered now.
func (s *Service) changeSessions(ctx context.Context, actor models.Actor, code string, do func(*store.Tx, models.Cohort, []models.Session) ([]models.Session, string, error)) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := lockToChange(ctx, tx, actor, code)
		if err != nil {
			return err
		}
		if cohort.Unscheduled {
			return models.Invalid{"cohort": "The dates of this cohort are not set: set them first"}
		}
		sessions, err := tx.Sessions(ctx, cohort.ID)
		if err != nil {
			return err
		}
		after, act, err := do(tx, cohort, slices.Clone(sessions))
		if err != nil {
			return err
		}
		if err := tx.NumberSessions(ctx, cohort.ID); err != nil {
			return err
		}
		spanned := cohort.Span(models.InOrder(after))
		if err := tx.ChangeCohort(ctx, spanned); err != nil {
			return err
		}
		owed, err := runOut(ctx, tx, spanned)
		if err != nil {
			return err
		}
		if err := tx.Publish(ctx, aboutCohort(act, actor, cohort), append(owed, calendarsOf(cohort)...)...); err != nil {
			return err
		}
		return OfferFreed(ctx, tx, spanned)
	})
}

// runOut lets open offers run out when the cohort starts, if they would later, and answers the work owed then.
func runOut(ctx context.Context, tx *store.Tx, cohort models.Cohort) ([]models.Job, error) {
	ids, err := tx.ShortenOffers(ctx, cohort.ID, cohort.Starts)
	jobs := make([]models.Job, len(ids))
	for i, id := range ids {
		jobs[i] = models.Job{Kind: models.LapseOffer, SubjectID: id, RunAt: cohort.Starts}
	}
	return jobs, err
}
