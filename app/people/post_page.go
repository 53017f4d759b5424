package people

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
)

// PostPage is what an administrator needs to add or change a post.
type PostPage struct {
	Person        models.Person
	Post          NamedPost // as it is kept; its ID is empty for a new one
	Organisations []models.Organisation
	Teams         []models.Organisation // those of them that are one
	Profiles      []models.RoleProfile
	Matches       []models.Person // whom the manager's name may mean
	Known         *models.Person  // who has the new person's address already
	Today         models.Date
}

// PostPage gathers it: for a new post of somebody where the post's id is empty.
func (s *Service) PostPage(ctx context.Context, actor models.Actor, person, id models.ID, in KeepPost) (PostPage, error) {
	page, err := s.postChoices(ctx, actor, in)
	if err != nil {
		return page, err
	}
	if page.Person, err = s.Store.Person(ctx, person); err != nil || !id.Known() {
		return page, err
	}
	if page.Post, err = s.Store.NamedPost(ctx, id); err != nil {
		return page, err
	}
	if page.Post.PersonID != person {
		return page, models.ErrNotFound
	}
	if kept := page.Post.RoleProfileID; kept != nil && !slices.ContainsFunc(page.Profiles, func(p models.RoleProfile) bool { return p.ID == *kept }) {
		page.Profiles = append(page.Profiles, models.RoleProfile{ID: *kept, Name: page.Post.RoleProfileName, Retired: true})
	}
	return page, nil
}

// postChoices is what any post may name.
func (s *Service) postChoices(ctx context.Context, actor models.Actor, in KeepPost) (page PostPage, err error) {
	if !policy.Scope(actor, policy.KeepPeople).All {
		return page, models.ErrForbidden
	}
	page.Today = s.Store.Today()
	if page.Organisations, err = s.Store.Organisations(ctx); err != nil {
		return page, err
	}
	for _, o := range page.Organisations {
		if o.Kind.IsTeam() {
			page.Teams = append(page.Teams, o)
		}
	}
	if page.Profiles, err = s.Store.RoleProfilesInUse(ctx); err != nil {
		return page, err
	}
	page.Matches, err = s.Meant(ctx, Somebody{Text: in.Manager})
	return page, err
}
