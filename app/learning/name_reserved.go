package learning

import (
	"context"
	"errors"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// NameReserved says who has places that are reserved for a team.
type NameReserved struct {
	Reservation models.ID
	People      []models.ID `form:"person"`
}

// NameReserved names people of the team, who are the actor's people too: each has a place at once, out of those reserved.
func (s *Service) NameReserved(ctx context.Context, actor models.Actor, in NameReserved) (named int, err error) {
	people := slices.Compact(slices.Sorted(slices.Values(in.People)))
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		r, cohort, err := lockReservation(ctx, tx, in.Reservation)
		if err != nil {
			return err
		}
		if err := s.seesReservation(ctx, tx.Reads, actor, r); err != nil {
			return err
		}
		switch {
		case !r.OpenAt(tx.Now()) || cohort.State != models.CohortOpen:
			return models.Invalid{"reservation": "These places are no longer reserved"}
		case len(people) == 0:
			return models.Invalid{"person": "Choose one person or more"}
		case len(people) > r.Left():
			return models.Invalid{"person": "Choose no more people than there are places: " + models.Plural(r.Left(), "place is", "places are") + " left"}
		}
		if err := ofTeam(ctx, tx, actor, r, people); err != nil {
			return err
		}
		if err := approvedBy(ctx, tx, actor, cohort, people); err != nil {
			return err
		}
		if err := nameEach(ctx, tx, actor, cohort, r, people); err != nil {
			return err
		}
		named = len(people)
		r.Named += named
		if err := tx.ChangeReservation(ctx, r); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "reservation.named", Subject: "reservations", SubjectID: r.ID})
	})
	return named, err
}

// lockReservation locks the cohort of a reservation, and then reads how that stands.
func lockReservation(ctx context.Context, tx *store.Tx, id models.ID) (models.Reservation, models.Cohort, error) {
	r, err := tx.Reservation(ctx, id)
	if err != nil {
		return r, models.Cohort{}, err
	}
	cohort, err := tx.LockCohort(ctx, r.CohortID)
	if err != nil {
		return r, cohort, err
	}
	r, err = tx.Reservation(ctx, id)
	return r, cohort, err
}

func nameEach(ctx context.Context, tx *store.Tx, actor models.Actor, cohort models.Cohort, r models.Reservation, ids []models.ID) error {
	people, err := tx.PeopleAmong(ctx, ids)
	if err != nil {
		return err
	}
	live, err := tx.LiveOn(ctx, cohort.ID, ids)
	if err != nil {
		return err
	}
	posts, err := tx.PostsInTeam(ctx, r.OrganisationID, ids, tx.Today())
	if err != nil {
		return err
	}
	for _, person := range people { // as many as are reserved
		if _, there := live[person.ID]; there {
			return models.Invalid{"person": person.Name + " is on this cohort already, or in line for it. Leave them out"}
		}
		if err := freeToCome(ctx, tx, cohort, person); err != nil {
			return err
		}
		last, err := tx.LastAsked(ctx, cohort.ID)
		if err != nil {
			return err
		}
		e := models.Enrolment{
			CohortID: cohort.ID, PersonID: person.ID, OrganisationID: &r.OrganisationID, SystemID: r.SystemID, ReservationID: &r.ID,
			AppliedAt: models.Turn(tx.Now(), last), ChangedAt: tx.Now(),
		}
		if post := firstPost(posts, person.ID); post != nil {
			e.PostID, e.OrganisationID = &post.ID, &post.OrganisationID
		}
		if _, err := come(ctx, tx, e, models.Placed, &actor.ID, "named for a place that was reserved for the team"); err != nil {
			return err
		}
	}
	return nil
}

// ofTeam refuses who is not in the team today, or is not one of the actor's people.
func ofTeam(ctx context.Context, tx *store.Tx, actor models.Actor, r models.Reservation, people []models.ID) error {
	posts, err := tx.PostsInTeam(ctx, r.OrganisationID, people, tx.Today())
	if err != nil {
		return err
	}
	for _, id := range people {
		if len(postsOf(posts, id)) == 0 {
			return models.ErrForbidden
		}
	}
	return ownPeople(ctx, tx, actor, policy.BookPeople, people)
}

// approvedBy refuses, on a cohort where a manager approves, people whom the actor does not manage: who names has approved.
func approvedBy(ctx context.Context, tx *store.Tx, actor models.Actor, cohort models.Cohort, people []models.ID) error {
	if cohort.WayIn != models.Approval {
		return nil
	}
	err := ownPeople(ctx, tx, actor, policy.ApproveEnrolment, people)
	if errors.Is(err, models.ErrForbidden) {
		err = models.Invalid{"person": "On this cohort a manager approves: you can name the people whom you manage"}
	}
	return err
}

// seesReservation refuses who neither leads the team nor has people in it.
func (s *Service) seesReservation(ctx context.Context, r store.Reads, actor models.Actor, reservation models.Reservation) error {
	if !policy.May(actor, policy.BookPeople) {
		return models.ErrForbidden
	}
	if slices.Contains(actor.LeadsTeams, reservation.OrganisationID) {
		return nil
	}
	list, err := r.ReservationsFor(ctx, s.sight(actor, policy.BookPeople))
	if err == nil && !slices.ContainsFunc(list, func(n store.NamedReservation) bool { return n.ID == reservation.ID }) {
		err = models.ErrForbidden
	}
	return err
}

// TeamReservationPage is the page on which people are named for places that are reserved for their team.
type TeamReservationPage struct {
	CohortPage
	Reservation models.Reservation
	Team        string
	People      []Bookable // of the team, whom the actor may name
	Named       []string   // who has been named
	Open        bool
}

// TeamReservation is the page on which the actor names who has reserved places.
func (s *Service) TeamReservation(ctx context.Context, actor models.Actor, id models.ID) (page TeamReservationPage, err error) {
	if page.Reservation, err = s.Store.Reservation(ctx, id); err != nil {
		return page, err
	}
	if err := s.seesReservation(ctx, s.Store.Reads, actor, page.Reservation); err != nil {
		return page, err
	}
	cohort, err := s.Store.Cohort(ctx, page.Reservation.CohortID)
	if err != nil {
		return page, err
	}
	if page.CohortPage, err = s.Cohort(ctx, actor, cohort.Code); err != nil {
		return page, err
	}
	team, err := s.Store.OrganisationsAmong(ctx, []models.ID{page.Reservation.OrganisationID})
	if err != nil {
		return page, err
	}
	page.Team, page.Open = team[0].Name, page.Reservation.OpenAt(s.Store.Now())
	list, err := s.bookable(ctx, s.sight(actor, policy.BookPeople), cohort)
	if err != nil {
		return page, err
	}
	ids := make([]models.ID, len(list))
	for i, p := range list {
		ids[i] = p.ID
	}
	posts, err := s.Store.PostsInTeam(ctx, page.Reservation.OrganisationID, ids, s.Store.Today())
	page.People = slices.DeleteFunc(list, func(b Bookable) bool { return len(postsOf(posts, b.ID)) == 0 })
	if err != nil {
		return page, err
	}
	page.Named, err = s.Store.NamedFor(ctx, page.Reservation.ID)
	return page, err
}
