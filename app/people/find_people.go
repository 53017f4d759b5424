package people

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// FindPeople says which page of the list of people is asked for. What is empty asks for nothing.
type FindPeople struct {
	Text         string
	Organisation string // a code, or the beginning of a word of the name
	Profile      string // code of a role profile
	Role         models.Role
	State        models.PersonState
	Manager      models.ID
	At           models.PageAt
}

// PeoplePage is one page of the list of people.
type PeoplePage struct {
	Find FindPeople
	models.Page[PersonLine]
	Total         int // on all pages
	Profiles      []models.RoleProfile
	Organisations []models.Organisation // which Find means
	ManagerName   string                // whom Find means
}

// PersonLine is one person of the list, with their current posts.
type PersonLine struct {
	models.Person
	Posts []NamedPost
}

// FindPeople is a page of the people whom the search finds. Only an administrator of the network may.
func (s *Service) FindPeople(ctx context.Context, actor models.Actor, find FindPeople) (PeoplePage, error) {
	page := PeoplePage{Find: find}
	search, err := s.peopleSearch(ctx, actor, &page)
	if err != nil {
		return page, err
	}
	if page.Page, err = s.peoplePage(ctx, search, find.At); err != nil {
		return page, err
	}
	if page.Total, err = s.Store.CountPeople(ctx, search); err != nil {
		return page, err
	}
	page.Profiles, err = s.Store.RoleProfilesInUse(ctx)
	return page, err
}

// EachPerson hands over all people whom the search finds, some at a time.
func (s *Service) EachPerson(ctx context.Context, actor models.Actor, find FindPeople, do func([]PersonLine) error) error {
	search, err := s.peopleSearch(ctx, actor, &PeoplePage{Find: find})
	if err != nil {
		return err
	}
	read := func(at models.PageAt) (models.Page[PersonLine], error) { return s.peoplePage(ctx, search, at) }
	return models.EachPage(models.PageAt{Order: find.At.Order, Size: models.FileChunk}, read, do)
}

// peopleSearch asks whether the actor may, and finds what the search names.
func (s *Service) peopleSearch(ctx context.Context, actor models.Actor, page *PeoplePage) (store.PeopleSearch, error) {
	find := page.Find
	search := store.PeopleSearch{
		Text: find.Text, Profile: find.Profile, Role: find.Role, State: find.State, Manager: find.Manager, Today: s.Store.Today(),
	}
	if !policy.Scope(actor, policy.SeePeople).All {
		return search, models.ErrForbidden
	}
	if find.Organisation != "" {
		called, err := s.Store.OrganisationsCalled(ctx, find.Organisation)
		if err != nil {
			return search, err
		}
		page.Organisations, search.At = called, make([]models.ID, len(called))
		for i, o := range called {
			search.At[i] = o.ID
		}
	}
	if find.Manager.Known() {
		managers, err := s.Store.PeopleAmong(ctx, []models.ID{find.Manager})
		if err != nil {
			return search, err
		}
		for _, m := range managers {
			page.ManagerName = m.Name
		}
	}
	return search, nil
}

func (s *Service) peoplePage(ctx context.Context, search store.PeopleSearch, at models.PageAt) (models.Page[PersonLine], error) {
	found, err := s.Store.People(ctx, search, at)
	if err != nil {
		return models.Page[PersonLine]{}, err
	}
	lines := make([]PersonLine, len(found.Rows))
	ids := make([]models.ID, len(found.Rows))
	line := make(map[models.ID]*PersonLine, len(found.Rows))
	for i, p := range found.Rows {
		lines[i].Person, ids[i] = p, p.ID
		line[p.ID] = &lines[i]
	}
	posts, err := s.Store.PostsOf(ctx, ids, search.Today)
	for _, p := range posts {
		line[p.PersonID].Posts = append(line[p.PersonID].Posts, p)
	}
	return models.PageOf(found, lines), err
}

// Organisations are where the person works now.
func (l PersonLine) Organisations() []string {
	return l.each(func(p NamedPost) string { return p.OrganisationName })
}

// Roles are the role profiles of current posts.
func (l PersonLine) Roles() []string {
	return l.each(func(p NamedPost) string { return p.RoleProfileName })
}

// Managers are whom current posts name.
func (l PersonLine) Managers() []string {
	return l.each(func(p NamedPost) string { return p.ManagerName })
}

// each is what the posts say, each thing once; nothing said is left out.
func (l PersonLine) each(of func(NamedPost) string) []string {
	var list []string
	for _, p := range l.Posts {
		if text := of(p); text != "" && !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}

// ManagerUnknown tells whether the person has said that they do not know who manages them.
func (l PersonLine) ManagerUnknown() bool {
	return slices.ContainsFunc(l.Posts, func(p NamedPost) bool { return p.ManagerUnknown })
}
