package privacy

import (
	"context"
	"strings"

	"trellis/app/files"
	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// ErasurePage is what erasing somebody would forget, and what would stay.
type ErasurePage struct {
	Person models.Person
	// Refused says why the person cannot be erased now; empty where they can.
	Refused string
	Forgets []Amount
	Stays   []Amount
	// Posts end, reports lose their manager, and places go to the next in line.
	Posts, Reports, Places int
}

// Amount is how many rows there are of something.
type Amount struct {
	What string
	Rows int
}

// ErasurePage gathers what erasing a person would do.
func (s *Service) ErasurePage(ctx context.Context, actor models.Actor, id models.ID) (ErasurePage, error) {
	person, err := s.forgettable(ctx, s.Store.Reads, actor, id)
	if err != nil {
		return ErasurePage{}, err
	}
	page := ErasurePage{Person: person}
	if page.Refused, err = refusal(ctx, s.Store.Reads, actor, person, s.Store.Today()); err != nil {
		return page, err
	}
	return page, s.countErasure(ctx, &page)
}

func (s *Service) countErasure(ctx context.Context, page *ErasurePage) error {
	id, today := page.Person.ID, s.Store.Today()
	forgets, stays, err := s.Store.CountHeld(ctx, id)
	if err != nil {
		return err
	}
	page.Forgets, page.Stays = amounts(forgets), amounts(stays)
	posts, err := s.Store.PostsNotOver(ctx, id, today)
	if err != nil {
		return err
	}
	managed, err := s.Store.PostsManaged(ctx, id, today)
	if err != nil {
		return err
	}
	page.Posts, page.Reports = len(posts), len(managed)
	places, err := s.Store.UnsettledEnrolments(ctx, id)
	page.Places = len(places)
	return err
}

func amounts(list []store.HeldCount) []Amount {
	var some []Amount
	for _, h := range list {
		if h.Rows > 0 {
			some = append(some, Amount{What: h.Title, Rows: h.Rows})
		}
	}
	return some
}

// refusal says why somebody cannot be erased: it is the actor, they are held, or nobody would be left who runs the network.
func refusal(ctx context.Context, reads store.Reads, actor models.Actor, person models.Person, today models.Date) (string, error) {
	switch {
	case person.ErasedAt != nil:
		return "This person was erased already.", nil
	case person.ID == actor.ID:
		return "You cannot erase yourself: ask another administrator.", nil
	}
	on, err := onHold(ctx, reads, person.ID)
	if err != nil {
		return "", err
	}
	if on {
		return "There is a hold on this person: nothing may be forgotten until it is lifted.", nil
	}
	runs, err := reads.HasGrant(ctx, person.ID, models.Administrator, today)
	if err != nil || !runs {
		return "", err
	}
	administrators, err := reads.Administrators(ctx)
	if theirs := func(g models.Grant) bool { return g.PersonID == person.ID }; err == nil && !models.AdministratorsWithout(administrators, theirs, today) {
		return "Nobody else runs the network without an end: make somebody an administrator first.", nil
	}
	return "", err
}

// Erase is the second step: the person's name, typed.
type Erase struct {
	Name string `form:"name"`
}

// Erase forgets who a person was. Their posts, roles and delegations end, their places go to the next in line, and what they
// counted for stays as that of somebody without a name.
func (s *Service) Erase(ctx context.Context, actor models.Actor, id models.ID, in Erase) error {
	var handedIn []string
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		person, err := s.forgettable(ctx, tx.Reads, actor, id)
		if err != nil {
			return err
		}
		if !strings.EqualFold(input.Line(in.Name), input.Line(person.Name)) {
			return models.Invalid{"name": "Enter the person’s whole name as it stands above"}
		}
		if err := s.Leave(ctx, tx, id, &actor.ID); err != nil {
			return err
		}
		if err := tx.LockAdministrators(ctx); err != nil { // after the cohorts, and so that two do not erase each other
			return err
		}
		if refused, err := refusal(ctx, tx.Reads, actor, person, tx.Today()); err != nil {
			return err
		} else if refused != "" {
			return models.Invalid{"name": refused}
		}
		if err := end(ctx, tx, person, actor.ID); err != nil {
			return err
		}
		if handedIn, err = tx.HandedInKeys(ctx, id); err != nil {
			return err
		}
		if err := tx.Erase(ctx, person); err != nil {
			return err
		}
		return tx.Publish(ctx, models.AboutPerson("person.erased", &actor.ID, id))
	})
	if err != nil {
		return err
	}
	files.TakeKeys(ctx, s.Shelf, handedIn)
	return nil
}

// end ends what a person holds: yesterday was the last day. Those whom they manage have no known manager from now on.
func end(ctx context.Context, tx *store.Tx, person models.Person, by models.ID) error {
	posts, err := tx.PostsNotOver(ctx, person.ID, tx.Today())
	if err != nil {
		return err
	}
	yesterday := tx.Today().AddDays(-1)
	for i := range posts {
		posts[i].Started, posts[i].Ended = min(posts[i].Started, yesterday), yesterday
	}
	managed, err := tx.PostsManaged(ctx, person.ID, tx.Today())
	if err != nil {
		return err
	}
	var events []models.Event
	for i := range managed {
		managed[i].ManagerID, managed[i].ManagerUnknown = nil, true
		events = append(events, models.Event{ActorID: &by, Act: "manager.unknown", Subject: "posts", SubjectID: managed[i].ID, PersonID: &managed[i].PersonID})
	}
	// Together, so that people are locked in the order of their ids.
	if err := tx.ChangePosts(ctx, append(posts, managed...)); err != nil {
		return err
	}
	if err := tx.EndPlaces(ctx, person.ID, &by); err != nil {
		return err
	}
	return tx.PublishAll(ctx, events, nil)
}
