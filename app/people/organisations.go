package people

import (
	"context"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// NamedLink is a link with the names of both its ends.
type NamedLink = store.NamedLink

// FindOrganisations says which page of the list of organisations is asked for. What is empty asks for nothing.
type FindOrganisations struct {
	Text  string
	Kind  models.OrganisationKind
	State models.OrganisationState
	At    models.PageAt
}

// OrganisationsPage is one page of the list of organisations.
type OrganisationsPage struct {
	Find FindOrganisations
	models.Page[OrganisationLine]
	Total int // on all pages
	Kinds []models.OrganisationKind
}

// OrganisationLine is one organisation of the list, with what it belongs to and who works there.
type OrganisationLine struct {
	models.Organisation
	Open bool
	// PartOf and Serves are the names of what it is part of and of what it serves, today.
	PartOf, Serves []string
	// Here counts the people with a current post; Within counts them with those at what belongs to it.
	Here, Within int
}

// FindOrganisations is a page of the organisations that the search finds. Only an administrator of the network may.
func (s *Service) FindOrganisations(ctx context.Context, actor models.Actor, find FindOrganisations) (OrganisationsPage, error) {
	page := OrganisationsPage{Find: find}
	if !policy.Scope(actor, policy.SeeOrganisations).All {
		return page, models.ErrForbidden
	}
	var err error
	if page.Page, err = s.organisationsPage(ctx, find, find.At); err != nil {
		return page, err
	}
	if page.Total, err = s.Store.CountOrganisations(ctx, s.organisationSearch(find)); err != nil {
		return page, err
	}
	page.Kinds, err = s.Store.OrganisationKinds(ctx)
	return page, err
}

// EachOrganisation hands over all organisations that the search finds, some at a time.
func (s *Service) EachOrganisation(ctx context.Context, actor models.Actor, find FindOrganisations, do func([]OrganisationLine) error) error {
	if !policy.Scope(actor, policy.SeeOrganisations).All {
		return models.ErrForbidden
	}
	read := func(at models.PageAt) (models.Page[OrganisationLine], error) {
		return s.organisationsPage(ctx, find, at)
	}
	return models.EachPage(models.PageAt{Order: find.At.Order, Size: models.FileChunk}, read, do)
}

func (s *Service) organisationSearch(find FindOrganisations) store.OrganisationSearch {
	return store.OrganisationSearch{Text: find.Text, Kind: find.Kind, State: find.State, Today: s.Store.Today()}
}

func (s *Service) organisationsPage(ctx context.Context, find FindOrganisations, at models.PageAt) (models.Page[OrganisationLine], error) {
	found, err := s.Store.FindOrganisations(ctx, s.organisationSearch(find), at)
	if err != nil {
		return models.Page[OrganisationLine]{}, err
	}
	lines, err := s.organisationLines(ctx, found.Rows)
	return models.PageOf(found, lines), err
}

func (s *Service) organisationLines(ctx context.Context, organisations []models.Organisation) ([]OrganisationLine, error) {
	if len(organisations) == 0 {
		return nil, nil
	}
	today := s.Store.Today()
	lines := make([]OrganisationLine, len(organisations))
	ids := make([]models.ID, len(organisations))
	line := make(map[models.ID]*OrganisationLine, len(organisations))
	for i, o := range organisations {
		lines[i].Organisation, lines[i].Open, ids[i] = o, o.OpenOn(today), o.ID
		line[o.ID] = &lines[i]
	}
	links, err := s.Store.LinksFrom(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, l := range links {
		at := line[l.OrganisationID]
		switch {
		case !l.HoldsOn(today):
		case l.Kind == models.PartOf:
			at.PartOf = append(at.PartOf, l.ToName)
		default:
			at.Serves = append(at.Serves, l.ToName)
		}
	}
	counts, err := s.Store.Headcounts(ctx, ids, today)
	for id, count := range counts {
		line[id].Here, line[id].Within = count.Here, count.Within
	}
	return lines, err
}
