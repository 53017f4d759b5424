package reports

import (
	"context"
	"errors"
	"strings"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// FindEvents says which page of the list of events is asked for. What is empty asks for nothing.
type FindEvents struct {
	Act    string
	Person models.ID // who did it, or about whom it is
	Thing  models.ID // to what it was done
	// By and About are e-mail addresses: of who did it, and of whom it is about.
	By, About string
	// From and To are the first and the last day; what is no date bounds nothing.
	From, To string
	At       models.PageAt
}

// ListedEvent is an event with the names of what it points at, as they are now.
type ListedEvent = store.ListedEvent

// EventsPage is one page of the list of events, the newest first.
type EventsPage struct {
	Find FindEvents
	models.Page[ListedEvent]
	// Total is how many are found; More tells that there are more than are counted.
	Total      int
	More       bool
	PersonName string // whom Find means
	// Seal is the newest seal: all events up to its last are in the chain. Its number is 0 where nothing is sealed yet.
	Seal models.Seal
}

// FindEvents is a page of the events that the search finds. Only an administrator of the network may.
func (s *Service) FindEvents(ctx context.Context, actor models.Actor, find FindEvents) (EventsPage, error) {
	find.From, find.To = dayOrNone(find.From), dayOrNone(find.To)
	page := EventsPage{Find: find}
	if !policy.Scope(actor, policy.SeeEvents).All {
		return page, models.ErrForbidden
	}
	search, err := s.eventSearch(ctx, find)
	if err != nil {
		return page, err
	}
	if page.Seal, err = s.Store.LastSeal(ctx); err != nil {
		return page, err
	}
	if page.Page, err = s.Store.FindEvents(ctx, search, find.At); err != nil {
		return page, err
	}
	if page.Total, page.More, err = s.Store.CountEvents(ctx, search); err != nil || !find.Person.Known() {
		return page, err
	}
	people, err := s.Store.PeopleAmong(ctx, []models.ID{find.Person})
	for _, p := range people {
		page.PersonName = p.Name
	}
	return page, err
}

// EachEvent hands over all events that the search finds, some at a time.
func (s *Service) EachEvent(ctx context.Context, actor models.Actor, find FindEvents, do func([]ListedEvent) error) error {
	if !policy.Scope(actor, policy.SeeEvents).All {
		return models.ErrForbidden
	}
	search, err := s.eventSearch(ctx, find)
	if err != nil {
		return err
	}
	read := func(at models.PageAt) (models.Page[ListedEvent], error) { return s.Store.FindEvents(ctx, search, at) }
	return models.EachPage(models.PageAt{Order: find.At.Order, Size: models.FileChunk}, read, do)
}

func (s *Service) eventSearch(ctx context.Context, find FindEvents) (search store.EventSearch, err error) {
	search = store.EventSearch{Act: find.Act, Person: find.Person, Thing: find.Thing}
	search.From, search.Before = begins(find.From, 0), begins(find.To, 1)
	if search.Actor, err = s.addressed(ctx, find.By); err != nil {
		return search, err
	}
	search.About, err = s.addressed(ctx, find.About)
	return search, err
}

// nobody is the id of no person: what is asked of an address that nobody has finds nothing.
const nobody models.ID = "nobody"

func (s *Service) addressed(ctx context.Context, email string) (models.ID, error) {
	email = strings.TrimSpace(email)
	if email == "" {
		return "", nil
	}
	person, err := s.Store.PersonByEmail(ctx, email)
	if errors.Is(err, models.ErrNotFound) {
		return nobody, nil
	}
	return person.ID, err
}

// begins is when the day that many days later begins; the zero time when the text is no date.
func begins(text string, later int) time.Time {
	if dayOrNone(text) == "" {
		return time.Time{}
	}
	return models.Date(text).AddDays(later).Time().UTC()
}

func dayOrNone(text string) string {
	if _, err := models.ParseDate(text); err != nil {
		return ""
	}
	return text
}
