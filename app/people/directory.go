package people

import (
	"context"
	"strings"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// FindPeople says which page of the list of people is asked for.
type FindPeople struct {
	Text           string
	ManagerUnknown bool
	After, Before  models.ID // the person at the edge of the neighbouring page
}

// PeoplePage is one page of the list of people.
type PeoplePage struct {
	Find   FindPeople
	People []PersonLine
	Total  int // on all pages
	// Previous and Next are where the neighbouring pages begin; empty where there is none.
	Previous, Next models.ID
}

// PersonLine is one person of the list.
type PersonLine struct {
	ID             models.ID
	Name           string
	Email          string
	Organisations  []string // of current posts
	Managers       []string // whom current posts name
	ManagerUnknown bool
	Welcomed       bool
}

// peoplePage is how many people stand on a page.
const peoplePage = 50

// FindPeople is a page of the people whom the search finds, by name. Only an administrator of the network may.
func (s *Service) FindPeople(ctx context.Context, actor models.Actor, find FindPeople) (PeoplePage, error) {
	if !policy.Scope(actor, policy.InvitePeople).All {
		return PeoplePage{}, models.ErrForbidden
	}
	today := s.Store.Today()
	search := store.Search{Text: find.Text, ManagerUnknown: find.ManagerUnknown, After: find.After, Before: find.Before, Most: peoplePage + 1}
	found, err := s.Store.FindPeople(ctx, search, today)
	if err != nil {
		return PeoplePage{}, err
	}
	page := PeoplePage{Find: find, People: lines(found)}
	page.cut()
	page.Total, err = s.Store.CountPeople(ctx, search, today)
	return page, err
}

// cut drops the one person too many, who tells that there is another page.
func (p *PeoplePage) cut() {
	more := len(p.People) > peoplePage
	backward := p.Find.Before.Known() && !p.Find.After.Known()
	switch {
	case more && backward:
		p.People = p.People[1:]
	case more:
		p.People = p.People[:peoplePage]
	}
	if len(p.People) == 0 {
		return
	}
	if backward && more || p.Find.After.Known() {
		p.Previous = p.People[0].ID
	}
	if backward || more {
		p.Next = p.People[len(p.People)-1].ID
	}
}

// AllPeople are all people whom the search finds, for a file.
func (s *Service) AllPeople(ctx context.Context, actor models.Actor, find FindPeople) ([]PersonLine, error) {
	if !policy.Scope(actor, policy.InvitePeople).All {
		return nil, models.ErrForbidden
	}
	found, err := s.Store.FindPeople(ctx, store.Search{Text: find.Text, ManagerUnknown: find.ManagerUnknown}, s.Store.Today())
	return lines(found), err
}

// lines makes one line a person of one a post.
func lines(found []store.FoundPerson) []PersonLine {
	var list []PersonLine
	for _, f := range found {
		if last := len(list) - 1; last < 0 || list[last].ID != f.ID {
			list = append(list, PersonLine{ID: f.ID, Name: f.Name, Email: f.Email, Welcomed: f.Welcomed})
		}
		line := &list[len(list)-1]
		line.ManagerUnknown = line.ManagerUnknown || f.ManagerUnknown
		if f.Organisation != "" {
			line.Organisations = append(line.Organisations, f.Organisation)
		}
		if f.Manager != "" {
			line.Managers = append(line.Managers, f.Manager)
		}
	}
	return list
}

// Where are the organisations of the person in words.
func (l PersonLine) Where() string { return strings.Join(l.Organisations, "; ") }
