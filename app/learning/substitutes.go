package learning

import (
	"context"
	"errors"
	"slices"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// NameSubstitute names who teaches a session in place of a trainer, by their address.
type NameSubstitute struct {
	Session models.ID `form:"session"`
	Trainer models.ID `form:"trainer"`
	Email   string    `form:"substitute"`
}

// SubstitutesPage is who stands in for whom on a cohort, and the sessions and trainers for which somebody could.
type SubstitutesPage struct {
	TaughtCohort
	StandIns []store.StandIn // still to come
	Sessions []models.Session
	Trainers []Teacher
}

// Teacher is a trainer for whom somebody can stand in.
type Teacher struct {
	ID   models.ID
	Name string
}

// Substitutes is that page, for those who name trainers of the cohort.
func (s *Service) Substitutes(ctx context.Context, actor models.Actor, code string) (page SubstitutesPage, err error) {
	if page.TaughtCohort, err = s.Store.TaughtCohortByCode(ctx, code); err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.NameTrainers, page.Cohort); err != nil {
		return page, err
	}
	if page.Trainers, err = teachers(ctx, s.Store.Reads, page.Cohort, s.Store.Today()); err != nil {
		return page, err
	}
	if page.Sessions, err = s.Store.Sessions(ctx, page.ID); err != nil {
		return page, err
	}
	now := s.Store.Now()
	page.Sessions = slices.DeleteFunc(page.Sessions, func(s models.Session) bool { return !now.Before(s.Ends) })
	page.StandIns, err = s.Store.StandIns(ctx, []models.ID{page.ID})
	page.StandIns = slices.DeleteFunc(page.StandIns, func(s store.StandIn) bool { return !now.Before(s.Ends) })
	return page, err
}

// teachers are who teaches a cohort: those named for it, or else those of its course.
func teachers(ctx context.Context, r store.Reads, cohort models.Cohort, today models.Date) (list []Teacher, err error) {
	named, err := r.NamedTrainers(ctx, []models.ID{cohort.ID}, today)
	for _, t := range named {
		list = append(list, Teacher{t.ID, t.Name})
	}
	if err != nil || len(named) > 0 {
		return list, err
	}
	of, err := r.GrantsFor(ctx, models.Trainer, models.OneCourse, []models.ID{cohort.CourseID}, today)
	for _, g := range of {
		if g.CurrentOn(today) {
			list = append(list, Teacher{g.PersonID, g.Holder})
		}
	}
	return list, err
}

// NameSubstitute lets somebody teach a session in place of a trainer. They are a trainer of the cohort until that day.
func (s *Service) NameSubstitute(ctx context.Context, actor models.Actor, code string, in NameSubstitute) error {
	in.Email = input.Tidy(in.Email)
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := lockToName(ctx, tx, actor, code)
		if err != nil {
			return err
		}
		session, err := in.session(ctx, tx, cohort)
		if err != nil {
			return err
		}
		person, err := in.person(ctx, tx, cohort)
		if err != nil {
			return err
		}
		if err := tx.LockPeople(ctx, []models.ID{person.ID}); err != nil {
			return err
		}
		clashes := models.Invalid{}
		if err := refuseClashes(ctx, tx, actor, []models.Person{person}, []models.Session{session}, clashes); err != nil {
			return err
		}
		if text := clashes[models.SessionField(0, "date")]; text != "" {
			return models.Invalid{"substitute": text}
		}
		if err := trainUntil(ctx, tx, actor, cohort, person, models.DateOf(session.Ends)); err != nil {
			return err
		}
		row := models.Substitute{SessionID: session.ID, TrainerID: in.Trainer, SubstituteID: person.ID, NamedByID: actor.ID, NamedAt: tx.Now()}
		if err := tx.Add(ctx, &row); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "substitute.named", Subject: "sessions", SubjectID: session.ID, PersonID: &person.ID})
	})
	if errors.Is(err, models.ErrTaken) {
		err = models.Invalid{"session": "Somebody stands in for this trainer already: end that first"}
	}
	return err
}

// lockToName locks a cohort of which the actor names the trainers.
func lockToName(ctx context.Context, tx *store.Tx, actor models.Actor, code string) (models.Cohort, error) {
	cohort, err := tx.LockCohortByCode(ctx, code)
	if err != nil {
		return cohort, err
	}
	return cohort, policy.Allows(actor, policy.NameTrainers, cohort)
}

// session is the session that is meant, which is still to come.
func (in NameSubstitute) session(ctx context.Context, tx *store.Tx, cohort models.Cohort) (models.Session, error) {
	sessions, err := tx.Sessions(ctx, cohort.ID)
	if err != nil {
		return models.Session{}, err
	}
	at := slices.IndexFunc(sessions, func(s models.Session) bool { return s.ID == in.Session && tx.Now().Before(s.Ends) })
	if at < 0 {
		return models.Session{}, models.Invalid{"session": "Select a session that is still to come"}
	}
	return sessions[at], nil
}

// person is who is to stand in, for one who trains the cohort by one who does not.
func (in NameSubstitute) person(ctx context.Context, tx *store.Tx, cohort models.Cohort) (models.Person, error) {
	train, err := teachers(ctx, tx.Reads, cohort, tx.Today())
	if err != nil {
		return models.Person{}, err
	}
	trains := func(id models.ID) bool {
		return slices.ContainsFunc(train, func(t Teacher) bool { return t.ID == id })
	}
	if !trains(in.Trainer) {
		return models.Person{}, models.Invalid{"trainer": "Select the trainer who cannot teach it"}
	}
	person, err := tx.PersonByEmail(ctx, in.Email)
	switch {
	case errors.Is(err, models.ErrNotFound) || err == nil && person.ErasedAt != nil:
		return person, models.Invalid{"substitute": "We do not know this address: check it"}
	case err == nil && trains(person.ID):
		return person, models.Invalid{"substitute": person.Name + " trains this cohort already: enter the address of somebody else"}
	}
	return person, err
}

// trainUntil makes somebody a trainer of a cohort until a day, as whenever a role is given: by whoever may give it for so
// long, and with a fresh sign-in.
func trainUntil(ctx context.Context, tx *store.Tx, actor models.Actor, cohort models.Cohort, person models.Person, day models.Date) error {
	grant := models.Grant{PersonID: person.ID, Role: models.Trainer, ScopeKind: models.OneCohort, ScopeID: cohort.ID, Started: tx.Today(), Ended: day, GivenByID: &actor.ID}
	around := policy.Around{IDs: []models.ID{cohort.CourseID}}
	if !policy.Gives(actor, grant, around) {
		return models.Invalid{"substitute": "Enter the address of somebody else: nobody gives themselves a role"}
	}
	if last := policy.GivesUntil(actor, grant, around); last != "" && day > last {
		return models.Invalid{"session": "Your own role ends on " + string(last) + ": select a session until then"}
	}
	given, err := giveUntil(ctx, tx, &grant)
	if err != nil || !given {
		return err
	}
	if err := tx.EndDevices(ctx, "", person.ID); err != nil {
		return err
	}
	return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "grant.given", Subject: "grants", SubjectID: grant.ID, PersonID: &person.ID})
}

// giveUntil gives a role until a day, or lengthens the same role. It tells whether it did: not where it is held for as long already.
func giveUntil(ctx context.Context, tx *store.Tx, grant *models.Grant) (given bool, err error) {
	held, err := tx.RoleHeld(ctx, *grant)
	if err != nil {
		return false, err
	}
	for _, other := range held {
		switch {
		case other.Overlaps(*grant) && (other.Ended == "" || other.Ended >= grant.Ended): // for as long, or longer
			return false, nil
		case other.Overlaps(*grant) || other.Started == grant.Started:
			grant.ID, grant.Started = other.ID, other.Started
		}
	}
	if grant.ID.Known() {
		return true, tx.ChangeGrant(ctx, *grant)
	}
	return true, tx.Add(ctx, grant)
}

// EndSubstitute lets a trainer teach a session again. Who stood in trains the cohort no longer than for what is left to them.
func (s *Service) EndSubstitute(ctx context.Context, actor models.Actor, code string, session, trainer models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := lockToName(ctx, tx, actor, code)
		if err != nil {
			return err
		}
		all, err := tx.StandIns(ctx, []models.ID{cohort.ID})
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(s store.StandIn) bool { return s.SessionID == session && s.TrainerID == trainer })
		if at < 0 {
			return models.ErrNotFound
		}
		who := all[at].SubstituteID
		if err := tx.EndSubstitute(ctx, session, trainer); err != nil {
			return err
		}
		last := models.Date("")
		for i, other := range all {
			if i != at && other.SubstituteID == who {
				last = max(last, models.DateOf(other.Ends))
			}
		}
		if err := tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "substitute.ended", Subject: "sessions", SubjectID: session, PersonID: &who}); err != nil {
			return err
		}
		return trainsNoLonger(ctx, tx, actor, cohort, who, last)
	})
}

// trainsNoLonger ends what the actor may end of somebody's role for a cohort: after a day, or at once where there is none.
func trainsNoLonger(ctx context.Context, tx *store.Tx, actor models.Actor, cohort models.Cohort, person models.ID, last models.Date) error {
	held, err := tx.RoleHeld(ctx, models.Grant{PersonID: person, Role: models.Trainer, ScopeKind: models.OneCohort, ScopeID: cohort.ID})
	if err != nil {
		return err
	}
	last = max(last, tx.Today().AddDays(-1))
	for _, g := range held {
		if !g.CurrentOn(tx.Today()) || g.Ended == "" || g.Ended <= last || !policy.Ends(actor, g, policy.Around{IDs: []models.ID{cohort.CourseID}}) {
			continue
		}
		g.Ended, g.EndedByID = last, &actor.ID
		if err := tx.ChangeGrant(ctx, g); err != nil {
			return err
		}
		if err := tx.EndDevices(ctx, "", person); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "grant.ended", Subject: "grants", SubjectID: g.ID, PersonID: &person})
	}
	return nil
}
