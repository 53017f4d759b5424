package learning

import (
	"context"
	"errors"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// BookTeam asks for places for several of the actor's people at once.
type BookTeam struct {
	Cohort string      `form:"cohort"`
	People []models.ID `form:"person"`
}

// BookedWithTeam is why somebody is on a cohort whom their manager, or the lead of their team, has booked.
const BookedWithTeam = "booked with the team"

// mostAtOnce is how many people can be booked at once.
const mostAtOnce = 50

// BookTeam books places for people of the actor's: all are placed together, or all wait as one party. Each is told who booked
// them, and can cancel.
func (s *Service) BookTeam(ctx context.Context, actor models.Actor, in BookTeam) (state models.EnrolmentState, err error) {
	people := slices.Compact(slices.Sorted(slices.Values(in.People)))
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := tx.LockCohortByCode(ctx, in.Cohort)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.BookPeople, cohort); err != nil {
			return err
		}
		if err := bookableWay(cohort); err != nil {
			return err
		}
		switch {
		case len(people) == 0:
			return models.Invalid{"person": "Choose one person or more"}
		case len(people) > mostAtOnce:
			return models.Invalid{"person": "Choose 50 people or fewer"}
		}
		act := policy.BookPeople
		if cohort.WayIn == models.Approval { // who books has approved
			act = policy.ApproveEnrolment
		}
		if err := ownPeople(ctx, tx, actor, act, people); err != nil {
			if errors.Is(err, models.ErrForbidden) && cohort.WayIn == models.Approval {
				return models.Invalid{"person": "On this cohort a manager approves: you can book the people whom you manage"}
			}
			return err
		}
		party, err := teamParty(ctx, tx, cohort, people)
		if err != nil {
			return err
		}
		if party, err = settle(ctx, tx, cohort, party, &actor.ID, BookedWithTeam); err != nil {
			return err
		}
		state = party[0].State
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "team.booked", Subject: "cohorts", SubjectID: cohort.ID})
	})
	return state, err
}

// bookableWay refuses a cohort to which nobody can be booked by somebody else.
func bookableWay(cohort models.Cohort) error {
	switch cohort.WayIn {
	case models.Application:
		return models.Invalid{"cohort": "Each person applies for this cohort with answers of their own. Ask your people to apply"}
	case models.Nomination:
		return models.Invalid{"cohort": "People are named for this cohort, and agree themselves. Name your people on its page"}
	case models.PairedWay:
		return models.Invalid{"cohort": "This cohort is for pairs, who ask together"}
	default:
		return nil
	}
}

// teamParty are the people as a party that asks now. Each must be free to come.
func teamParty(ctx context.Context, tx *store.Tx, cohort models.Cohort, ids []models.ID) (models.Party, error) {
	people, err := tx.PeopleAmong(ctx, ids)
	if err != nil {
		return nil, err
	}
	posts, err := tx.PostsOfPeople(ctx, ids, tx.Today())
	if err != nil {
		return nil, err
	}
	live, err := tx.LiveOn(ctx, cohort.ID, ids)
	if err != nil {
		return nil, err
	}
	party := make(models.Party, 0, len(people))
	id := store.NewID()
	for _, person := range people {
		if _, there := live[person.ID]; there {
			return nil, models.Invalid{"person": person.Name + " is on this cohort already, or in line for it. Leave them out"}
		}
		if err := freeToCome(ctx, tx, cohort, person); err != nil {
			return nil, err
		}
		e, err := newcomer(ctx, tx, cohort, person.ID, firstPost(posts, person.ID))
		if err != nil {
			return nil, err
		}
		if len(people) > 1 {
			e.PartyID = &id
		}
		party = append(party, e)
	}
	return party, nil
}

// freeToCome refuses somebody who lacks what the cohort asks for, or is elsewhere at the time, in words for who books them.
func freeToCome(ctx context.Context, tx *store.Tx, cohort models.Cohort, person models.Person) error {
	var invalid models.Invalid
	if err := meets(ctx, tx, cohort, person.ID); errors.As(err, &invalid) {
		return models.Invalid{"person": person.Name + " does not have what this cohort asks for first. Leave them out"}
	} else if err != nil {
		return err
	}
	if err := noClash(ctx, tx, cohort, person.ID, person.Name+" has"); errors.As(err, &invalid) {
		return models.Invalid{"person": person.Name + " has another session at that time. Leave them out"}
	} else if err != nil {
		return err
	}
	return nil
}

func postsOf(posts []models.Post, person models.ID) []models.Post {
	return slices.DeleteFunc(slices.Clone(posts), func(p models.Post) bool { return p.PersonID != person })
}

// firstPost is the first of the posts that somebody has; nil for none.
func firstPost(posts []models.Post, person models.ID) *models.Post {
	for i := range posts {
		if posts[i].PersonID == person {
			return &posts[i]
		}
	}
	return nil
}

// Bookable is one of the actor's people, with where they stand on a cohort.
type Bookable struct {
	ID          models.ID
	Name, Title string
	State       models.EnrolmentState // empty: neither on it nor in line
}

// bookable are the people in sight, by name, with where they stand on the cohort.
func (s *Service) bookable(ctx context.Context, sight store.Sight, cohort models.Cohort) ([]Bookable, error) {
	posts, err := s.Store.TeamPosts(ctx, sight)
	if err != nil {
		return nil, err
	}
	var list []Bookable
	var ids []models.ID
	for _, p := range posts {
		if len(list) > 0 && list[len(list)-1].ID == p.PersonID {
			continue
		}
		list, ids = append(list, Bookable{ID: p.PersonID, Name: p.Name, Title: p.Title}), append(ids, p.PersonID)
	}
	live, err := s.Store.LiveOn(ctx, cohort.ID, ids)
	for i := range list {
		list[i].State = live[list[i].ID].State
	}
	return list, err
}

// BookTeamPage is the page on which somebody books their people on a cohort.
type BookTeamPage struct {
	CohortPage
	People []Bookable
	Barred string // why nobody can be booked; empty when they can
}

// BookTeamPage is the page on which the actor books their people on a cohort.
func (s *Service) BookTeamPage(ctx context.Context, actor models.Actor, code string) (BookTeamPage, error) {
	cohort, err := s.Cohort(ctx, actor, code)
	if err != nil {
		return BookTeamPage{}, err
	}
	page := BookTeamPage{CohortPage: cohort}
	if err := policy.Allows(actor, policy.BookPeople, cohort.Cohort); err != nil {
		return page, err
	}
	var invalid models.Invalid
	if errors.As(bookableWay(cohort.Cohort), &invalid) {
		page.Barred = invalid["cohort"]
	} else if !cohort.Open() {
		page.Barred = "Enrolment for this cohort is closed"
	}
	page.People, err = s.bookable(ctx, s.sight(actor, policy.BookPeople), cohort.Cohort)
	return page, err
}
