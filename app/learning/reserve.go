package learning

import (
	"context"
	"slices"
	"strconv"
	"time"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// Reserve holds places of a cohort for a team until the end of a day.
type Reserve struct {
	Cohort string
	Team   string `form:"team"` // its code
	Places string `form:"places"`
	Until  string `form:"until"`
}

// Reserve holds places for a team. It is refused when not so many are free, for a newcomer.
func (s *Service) Reserve(ctx context.Context, actor models.Actor, in Reserve) (r models.Reservation, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := lockLine(ctx, tx, actor, in.Cohort)
		if err != nil {
			return err
		}
		team, err := teamByCode(ctx, tx, in.Team)
		if err != nil {
			return err
		}
		places, until, problems := in.read(cohort, team, tx.Now())
		if err := problems.OrNil(); err != nil {
			return err
		}
		r = models.Reservation{CohortID: cohort.ID, OrganisationID: team.ID, Places: places, Until: until, MadeByID: actor.ID, MadeAt: tx.Now()}
		nameless := models.Enrolment{CohortID: cohort.ID, OrganisationID: &team.ID}
		if err := comesFor(ctx, tx, cohort, nil, &nameless); err != nil {
			return err
		}
		r.SystemID = nameless.SystemID
		free, err := admits(ctx, tx, cohort, slices.Repeat(models.Party{nameless}, places)) // behind everybody who waits
		if err != nil {
			return err
		}
		if !free {
			return models.Invalid{"places": "So many places are not free to this team now"}
		}
		if err := tx.Add(ctx, &r); err != nil {
			return err
		}
		letters, err := s.reservedLetters(ctx, tx, r)
		if err != nil {
			return err
		}
		release := models.Job{Kind: models.ReleaseReservation, SubjectID: r.ID, RunAt: r.Until}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "reservation.made", Subject: "reservations", SubjectID: r.ID}, append(letters, release)...)
	})
	return r, err
}

func teamByCode(ctx context.Context, tx *store.Tx, code string) (models.Organisation, error) {
	teams, err := tx.Teams(ctx)
	for _, t := range teams {
		if t.Code == code {
			return t, err
		}
	}
	return models.Organisation{}, err
}

// read is what the form says, with what is wrong with it.
func (in Reserve) read(cohort models.Cohort, team models.Organisation, now time.Time) (places int, until time.Time, problems models.Invalid) {
	problems = models.Invalid{}
	if !team.ID.Known() {
		problems["team"] = "Choose a team"
	}
	places, err := strconv.Atoi(in.Places)
	if err != nil || places < 1 || places > cohort.Places() {
		problems["places"] = "Enter a number from 1 to " + strconv.Itoa(cohort.Places())
	}
	day, err := models.ParseDate(in.Until)
	until = day.AddDays(1).Time().UTC()
	switch {
	case err != nil || day == "":
		problems["until"] = "Enter the last day on which people can be named"
	case !until.After(now) || until.After(cohort.Starts):
		problems["until"] = "Enter a day from today on, before the cohort starts"
	}
	if cohort.Unscheduled || !cohort.OffersByHandAt(now) {
		problems["places"] = "Places are reserved on an open cohort that has dates and has not begun"
	}
	return places, until, problems
}

// reservedLetters tell those who lead the team that places are held for it.
func (s *Service) reservedLetters(ctx context.Context, tx *store.Tx, r models.Reservation) ([]models.Job, error) {
	leads, err := tx.TeamLeads(ctx, r.OrganisationID, tx.Today())
	if err != nil {
		return nil, err
	}
	letters, jobs := make([]models.SideLetter, len(leads)), make([]models.Job, len(leads))
	for i, lead := range leads {
		letters[i] = models.SideLetter{ID: store.NewID(), ReservationID: &r.ID, PersonID: lead}
		jobs[i] = models.Job{Kind: models.MailReserved, SubjectID: letters[i].ID}
	}
	return jobs, tx.Add(ctx, &letters)
}

// EndReservation gives reserved places without a name back before their time is over, and offers them to the line.
func (s *Service) EndReservation(ctx context.Context, actor models.Actor, code string, id models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := lockLine(ctx, tx, actor, code)
		if err != nil {
			return err
		}
		r, err := tx.Reservation(ctx, id)
		if err == nil && r.CohortID != cohort.ID {
			err = models.ErrNotFound
		}
		if err != nil {
			return err
		}
		return release(ctx, tx, cohort, r, &actor.ID)
	})
}

// ReleaseReservation gives reserved places without a name back once their time is over.
func (s *Service) ReleaseReservation(ctx context.Context, id models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		r, cohort, err := lockReservation(ctx, tx, id)
		if err != nil || tx.Now().Before(r.Until) {
			return err
		}
		return release(ctx, tx, cohort, r, nil)
	})
}

func release(ctx context.Context, tx *store.Tx, cohort models.Cohort, r models.Reservation, by *models.ID) error {
	if r.EndedAt != nil {
		return nil
	}
	r.EndedAt = timeOf(tx.Now())
	if err := tx.ChangeReservation(ctx, r); err != nil {
		return err
	}
	if err := tx.Publish(ctx, models.Event{ActorID: by, Act: "reservation.ended", Subject: "reservations", SubjectID: r.ID}); err != nil {
		return err
	}
	return OfferFreed(ctx, tx, cohort)
}

// ReservationsPage is what is reserved on a cohort.
type ReservationsPage struct {
	store.TaughtCohort
	List  []store.NamedReservation
	Teams []models.Organisation
	Last  models.Date // the last day until which places can be reserved
	Now   time.Time
}

// Reservations is the page of the places of a cohort that are held for teams.
func (s *Service) Reservations(ctx context.Context, actor models.Actor, code string) (page ReservationsPage, err error) {
	if page.TaughtCohort, err = s.taughtCohort(ctx, actor, code); err != nil {
		return page, err
	}
	page.Now, page.Last = s.Store.Now(), models.DateOf(page.Starts).AddDays(-1)
	if page.List, err = s.Store.ReservationsOn(ctx, page.ID); err != nil {
		return page, err
	}
	page.Teams, err = s.Store.Teams(ctx)
	return page, err
}

// ReservedLetterFor gathers what a letter says to those who may name people for reserved places.
func (s *Service) ReservedLetterFor(ctx context.Context, id models.ID) (letter EnrolmentLetter, err error) {
	side, err := s.Store.SideLetter(ctx, id)
	if err == nil && side.ReservationID == nil {
		err = models.ErrNotFound
	}
	if err != nil {
		return letter, err
	}
	r, err := s.Store.Reservation(ctx, *side.ReservationID)
	if err != nil {
		return letter, err
	}
	letter.Places, letter.NameBy, letter.URL = r.Left(), r.Until, s.BaseURL+paths.TeamReservation(r.ID)
	team, err := s.Store.OrganisationsAmong(ctx, []models.ID{r.OrganisationID})
	if err != nil {
		return letter, err
	}
	letter.Team = team[0].Name
	if letter.Cohort, err = s.Store.Cohort(ctx, r.CohortID); err != nil {
		return letter, err
	}
	if letter.Course, err = s.Store.Course(ctx, letter.Cohort.Content()); err != nil {
		return letter, err
	}
	if letter.Sessions, err = s.Store.Sessions(ctx, r.CohortID); err != nil {
		return letter, err
	}
	letter.Person, err = s.Store.Person(ctx, side.PersonID)
	return letter, err
}

// Today is the day it is.
func (p ReservationsPage) Today() models.Date { return models.DateOf(p.Now) }
