package people

import (
	"cmp"
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// OrganisationPage is one organisation: what it is, how it stands to others, and what became of it.
type OrganisationPage struct {
	OrganisationLine
	Today       models.Date
	LinksFrom   []NamedLink // to what it is part of or serves, now or once
	LinksTo     []NamedLink // from what is part of it or serves it
	Successor   *models.Organisation
	Predecessor []models.Organisation
	Past        []Happened
	Events      []ListedEvent // the newest
}

// Happened is something that became of an organisation on a day.
type Happened struct {
	Day   models.Date
	Kind  HappenedKind
	Other string // name of the other organisation, where there is one
}

// HappenedKind tells what became of an organisation.
type HappenedKind string

// What becomes of organisations.
const (
	Opened         HappenedKind = "opened"
	Closed         HappenedKind = "closed"
	BecamePart     HappenedKind = "became part"
	LeftIt         HappenedKind = "is no longer part"
	BeganToServe   HappenedKind = "began to serve"
	StoppedServing HappenedKind = "stopped serving"
)

// Organisation is the page of one organisation. Only an administrator of the network may see it.
func (s *Service) Organisation(ctx context.Context, actor models.Actor, code string) (OrganisationPage, error) {
	if !policy.Scope(actor, policy.SeeOrganisations).All {
		return OrganisationPage{}, models.ErrForbidden
	}
	o, err := s.Store.OrganisationByCode(ctx, code)
	if err != nil {
		return OrganisationPage{}, err
	}
	page := OrganisationPage{Today: s.Store.Today()}
	lines, err := s.organisationLines(ctx, []models.Organisation{o})
	if err != nil {
		return page, err
	}
	page.OrganisationLine = lines[0]
	if page.LinksFrom, err = s.Store.LinksFrom(ctx, []models.ID{o.ID}); err != nil {
		return page, err
	}
	if page.LinksTo, err = s.Store.LinksTo(ctx, []models.ID{o.ID}); err != nil {
		return page, err
	}
	if o.SuccessorID != nil {
		successor, err := s.Store.Organisation(ctx, *o.SuccessorID)
		if err != nil {
			return page, err
		}
		page.Successor = &successor
	}
	if page.Predecessor, err = s.Store.SucceededBy(ctx, o.ID); err != nil {
		return page, err
	}
	page.Past = past(o, page.LinksFrom)
	events, err := s.Store.FindEvents(ctx, store.EventSearch{Thing: o.ID}, models.PageAt{Size: newest})
	page.Events = events.Rows
	return page, err
}

// past is what became of an organisation on days that are known, the newest first.
func past(o models.Organisation, links []NamedLink) []Happened {
	list := []Happened{{Day: o.Opened, Kind: Opened}, {Day: o.Closed, Kind: Closed}}
	for _, l := range links {
		began, ended := BeganToServe, StoppedServing
		if l.Kind == models.PartOf {
			began, ended = BecamePart, LeftIt
		}
		list = append(list, Happened{Day: l.Started, Kind: began, Other: l.ToName}, Happened{Day: l.Ended, Kind: ended, Other: l.ToName})
	}
	list = slices.DeleteFunc(list, func(h Happened) bool { return h.Day == "" })
	slices.SortStableFunc(list, func(a, b Happened) int { return cmp.Compare(b.Day, a.Day) })
	return list
}
