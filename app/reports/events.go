package reports

import (
	"context"
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
}

// FindEvents is a page of the events that the search finds. Only an administrator of the network may.
func (s *Service) FindEvents(ctx context.Context, actor models.Actor, find FindEvents) (EventsPage, error) {
	find.From, find.To = dayOrNone(find.From), dayOrNone(find.To)
	page, search := EventsPage{Find: find}, eventSearch(find)
	if !policy.Scope(actor, policy.SeeEvents).All {
		return page, models.ErrForbidden
	}
	var err error
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
	read := func(at models.PageAt) (models.Page[ListedEvent], error) {
		return s.Store.FindEvents(ctx, eventSearch(find), at)
	}
	return models.EachPage(models.PageAt{Order: find.At.Order, Size: models.FileChunk}, read, do)
}

func eventSearch(find FindEvents) store.EventSearch {
	search := store.EventSearch{Act: find.Act, Person: find.Person, Thing: find.Thing}
	search.From, search.Before = begins(find.From, 0), begins(find.To, 1)
	return search
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
