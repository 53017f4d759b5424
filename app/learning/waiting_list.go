package learning

import (
	"cmp"
	"context"
	"slices"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// WaitingListPage is who waits for a place on a cohort, to whom one is offered, and how the places stand.
type WaitingListPage struct {
	store.TaughtCohort
	Offers []InLine // the first to run out first
	Line   []InLine // in their order
	Asked  []InLine // who has asked to join and waits for an answer: their turn is fixed
	Free   int      // places that nobody holds
	Shares []KeptPlaces
	// Shared tells that the shares still hold.
	Shared, Priority bool
	MayKeep          bool // the viewer may change the order, and offer places
	// ByHand tells that places can be offered by hand now, and Quiet that none is offered by itself any more.
	ByHand, Quiet bool
	Next          *InLine // to whom the next place is offered by hand; nil for nobody
	Now           time.Time
}

// InLine is somebody who waits, or to whom a place is offered.
type InLine struct {
	store.RollLine
	System   string
	Position int      // from 1; 0 for who does not wait
	With     []string // with whom they come
	Why      store.PriorityReason
	Could    bool // a place is free to them, and to those who come with them
}

// WaitingList is who waits for a place on a cohort, for those who teach it.
func (s *Service) WaitingList(ctx context.Context, actor models.Actor, code string) (WaitingListPage, error) {
	cohort, err := s.taughtCohort(ctx, actor, code)
	if err != nil {
		return WaitingListPage{}, err
	}
	now := s.Store.Now()
	page := WaitingListPage{
		TaughtCohort: cohort, MayKeep: policy.Allows(actor, policy.KeepLine, cohort.Cohort) == nil,
		ByHand: cohort.OffersByHandAt(now), Quiet: !cohort.OffersAt(now), Now: now,
	}
	lines, err := s.Store.Line(ctx, cohort.ID, models.Waiting, models.Offered, models.Applied)
	if err != nil {
		return page, err
	}
	places, line, err := s.placesAndLine(ctx, cohort.Cohort)
	if err != nil {
		return page, err
	}
	page.Free, page.Shared = places.Free(), places.Shared()
	systems, err := s.shares(ctx, &page, places, lines)
	if err != nil {
		return page, err
	}
	reasons, err := s.Store.PriorityReasons(ctx, cohort.ID)
	if err != nil {
		return page, err
	}
	page.add(lines, systems, reasons)
	page.serve(places, line)
	return page, nil
}

// shares adds how the shares of the cohort are used, and answers the names of all systems that the page names.
func (s *Service) shares(ctx context.Context, page *WaitingListPage, places models.Allotment, lines []store.RollLine) (map[models.ID]string, error) {
	shares, err := s.Store.Shares(ctx, page.ID)
	if err != nil {
		return nil, err
	}
	var ids []models.ID
	for _, share := range shares {
		ids = append(ids, share.OrganisationID)
	}
	for _, line := range lines {
		if line.SystemID != nil {
			ids = append(ids, *line.SystemID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	systems, err := s.Store.OrganisationsAmong(ctx, ids)
	names := make(map[models.ID]string, len(systems))
	for _, system := range systems {
		names[system.ID] = system.Name
		if i := slices.IndexFunc(shares, func(share models.Share) bool { return share.OrganisationID == system.ID }); i >= 0 {
			page.Shares = append(page.Shares, KeptPlaces{System: system, Places: shares[i].Places, Held: places.HeldBy(system.ID), Unused: places.Kept(system.ID)})
		}
	}
	slices.SortFunc(page.Shares, func(a, b KeptPlaces) int { return cmp.Compare(a.System.Name, b.System.Name) })
	return names, err
}

// add puts everybody where they stand.
func (p *WaitingListPage) add(lines []store.RollLine, systems map[models.ID]string, reasons map[models.ID]store.PriorityReason) {
	parties := map[models.ID][]store.RollLine{}
	for _, line := range lines {
		if line.PartyID != nil {
			parties[*line.PartyID] = append(parties[*line.PartyID], line)
		}
	}
	for _, line := range lines {
		row := InLine{RollLine: line, System: systems[line.System()], Why: reasons[line.ID]}
		if line.PartyID != nil {
			for _, other := range parties[*line.PartyID] {
				if other.ID != line.ID {
					row.With = append(row.With, other.Name)
				}
			}
		}
		switch line.State {
		case models.Offered:
			p.Offers = append(p.Offers, row)
		case models.Applied:
			p.Asked = append(p.Asked, row)
		default:
			p.Priority = p.Priority || line.Priority != 0
			p.Line = append(p.Line, row)
		}
	}
	slices.SortStableFunc(p.Offers, func(a, b InLine) int { return moment(a.OfferExpires).Compare(moment(b.OfferExpires)) })
}

func moment(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

// serve gives those who wait their positions, and tells to whom a place could be offered by hand.
func (p *WaitingListPage) serve(places models.Allotment, line []models.Enrolment) {
	parties := models.Parties(line)
	next := slices.Index(places.Serve(parties), true)
	position, could := map[models.ID]int{}, map[models.ID]bool{}
	for i, party := range parties {
		free := p.ByHand && places.Serve(parties[i : i+1])[0]
		for _, e := range party {
			position[e.ID], could[e.ID] = len(position)+1, free
		}
	}
	for i, row := range p.Line {
		p.Line[i].Position, p.Line[i].Could = position[row.ID], could[row.ID]
	}
	slices.SortStableFunc(p.Line, func(a, b InLine) int { return cmp.Compare(a.Position, b.Position) })
	for i, row := range p.Line {
		if p.ByHand && next >= 0 && parties[next][0].ID == row.ID {
			p.Next = &p.Line[i]
		}
	}
}

// Find is somebody on the page; models.ErrNotFound where they are not.
func (p *WaitingListPage) Find(id models.ID) (InLine, error) {
	for _, row := range slices.Concat(p.Line, p.Offers, p.Asked) {
		if row.ID == id {
			return row, nil
		}
	}
	return InLine{}, models.ErrNotFound
}

// LineMember is the page on which somebody's turn or offer is changed.
type LineMember struct {
	WaitingListPage
	Who InLine
}

// LineMember is the waiting list with the one of whom something is to be changed, for those who keep it.
func (s *Service) LineMember(ctx context.Context, actor models.Actor, code string, id models.ID) (LineMember, error) {
	page, err := s.WaitingList(ctx, actor, code)
	if err == nil && !page.MayKeep {
		err = models.ErrForbidden
	}
	if err != nil {
		return LineMember{}, err
	}
	who, err := page.Find(id)
	return LineMember{WaitingListPage: page, Who: who}, err
}

// PriorityReason is the shape of the store that the page names.
type PriorityReason = store.PriorityReason
