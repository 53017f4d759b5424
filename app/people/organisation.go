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
	Teams       []TeamCount   // of the people with a current post here
	Leads       []NamedLead   // now or later
	Moves       []NamedMove   // from here and to here, the newest first
	// Above is what it is part of or serves today, and what that is part of or serves; Below is what is part of it or serves
	// it today.
	Above, Below []Standing
}

// TeamCount is how many people work in a team.
type TeamCount = store.TeamCount

// NamedLead is somebody who leads an organisation.
type NamedLead = store.NamedLead

// NamedMove is a move with the names of its ends.
type NamedMove = store.NamedMove

// Moving is the move of people from here that is under way; nil where there is none.
func (p OrganisationPage) Moving() *NamedMove {
	at := slices.IndexFunc(p.Moves, func(m NamedMove) bool { return m.State == models.Moving })
	if at < 0 {
		return nil
	}
	return &p.Moves[at]
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
	for _, part := range []func(context.Context, *OrganisationPage) error{s.howItStands, s.whoIsThere, s.whatBecameOfIt} {
		if err := part(ctx, &page); err != nil {
			return page, err
		}
	}
	return page, nil
}

func (s *Service) whoIsThere(ctx context.Context, page *OrganisationPage) (err error) {
	if page.Teams, err = s.Store.TeamsAt(ctx, page.ID, page.Today); err != nil {
		return err
	}
	if page.Leads, err = s.Store.LeadsOf(ctx, page.ID, page.Today); err != nil {
		return err
	}
	page.Moves, err = s.Store.MovesOf(ctx, page.ID)
	return err
}

func (s *Service) whatBecameOfIt(ctx context.Context, page *OrganisationPage) (err error) {
	if page.SuccessorID != nil {
		successor, err := s.Store.Organisation(ctx, *page.SuccessorID)
		if err != nil {
			return err
		}
		page.Successor = &successor
	}
	if page.Predecessor, err = s.Store.SucceededBy(ctx, page.ID); err != nil {
		return err
	}
	page.Past = past(page.Organisation, page.LinksFrom)
	events, err := s.Store.FindEvents(ctx, store.EventSearch{Thing: page.ID}, models.PageAt{Size: newest})
	page.Events = events.Rows
	return err
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
