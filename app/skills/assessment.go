package skills

import (
	"context"
	"errors"
	"slices"

	"trellis/models"
)

// AssessmentPage is the start of a self-assessment: what it asks, and how far the person is.
type AssessmentPage struct {
	RoundProgress
	Roles    []string
	Now      []TaskArea
	Others   []TaskArea // may be answered too
	Added    []TaskArea // by the person
	Next     *models.Round
	Known    int      // how many can be confirmed at a glance
	Wishes   []Wished // of the domains that were asked about
	HasRound bool     // false: none is open, and Next may be known
}

// TaskArea is a domain as a task: how much of it is done, and where to go on.
type TaskArea struct {
	Domain
	Done, Total int
	N           int // of the first item without an answer, or else of the first
	Items       []Item
}

// Wished is how much somebody would like to do of a domain.
type Wished struct {
	Domain
	Interest models.Wish
}

func (p *AssessmentPage) wish(a asking) {
	for _, t := range tasks(a.items) {
		if wish := a.interests[t.ID]; wish != "" {
			p.Wishes = append(p.Wishes, Wished{t.Domain, wish})
		}
	}
}

// HasRole tells whether a role profile says what is asked for.
func (p AssessmentPage) HasRole() bool { return len(p.Roles) > 0 }

// Assessment shows the start of the actor's self-assessment in a round; Current is the one open now. Where none is open
// the page says so.
func (s *Service) Assessment(ctx context.Context, actor models.Actor, round string) (AssessmentPage, error) {
	page := AssessmentPage{}
	p, err := profileOf(ctx, s.Store.Reads, actor.ID, actor.Posts)
	if err != nil {
		return page, err
	}
	for _, r := range p.roles {
		page.Roles = append(page.Roles, r.Name)
	}
	a, err := s.asking(ctx, s.Store.Reads, actor.ID, p, round)
	if errors.Is(err, models.ErrNotFound) && round == Current {
		next, err := s.Store.NextRound(ctx, s.Store.Today())
		if err == nil {
			page.Next = &next
		} else if errors.Is(err, models.ErrNotFound) {
			err = nil
		}
		return page, err
	}
	if err != nil {
		return page, err
	}
	page.HasRound, page.RoundProgress = true, a.progress()
	page.Now = tasks(filter(a.items, func(i Item) bool { return i.Now }))
	page.Others = tasks(filter(a.items, func(i Item) bool { return !i.Now && !i.Added }))
	page.Added = tasks(filter(a.items, func(i Item) bool { return i.Added }))
	page.Known = len(filter(a.items, Item.canBeStillRight))
	a.interests, err = s.Store.Interests(ctx, actor.ID)
	page.wish(a)
	return page, err
}

// tasks groups items by their domain.
func tasks(items []Item) []TaskArea {
	var areas []TaskArea
	for _, i := range items {
		at := slices.IndexFunc(areas, func(t TaskArea) bool { return t.ID == i.Domain.ID })
		if at < 0 {
			at, areas = len(areas), append(areas, TaskArea{Domain: i.Domain, N: i.N})
		}
		t := &areas[at]
		if i.Done() {
			t.Done++
		} else if t.Done == t.Total { // all before it are done
			t.N = i.N
		}
		t.Total++
		t.Items = append(t.Items, i)
	}
	return areas
}
