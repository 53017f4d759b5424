package skills

import (
	"context"
	"errors"
	"slices"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// Current names the round that is open now, whatever it is called.
const Current = "current"

// Item is one competency that a round asks a person about.
type Item struct {
	Skill
	N      int  // from 1: its address
	Now    bool // asked now; the others may be answered too
	Added  bool // by the person: no role of theirs asks for it
	Answer *models.Answer
	Sent   *models.Assessment // in this round; an answer since then replaces it when it is sent
}

// AsksChance tells whether what was answered asks what stands in the way.
func (i Item) AsksChance() bool { return i.Done() && i.asksChance(i.Level(), i.UseAnswered()) }

func (i Item) asksChance(level int, use models.Use) bool {
	return models.AsksChance(level, i.Scale.Lowest(), i.Required, use)
}

// Chance is what was answered in this round, sent or not.
func (i Item) Chance() models.Chance {
	switch {
	case i.Answer != nil:
		return i.Answer.Chance
	case i.Sent != nil:
		return i.Sent.Chance
	}
	return ""
}

// Barrier is what was answered in this round, sent or not.
func (i Item) Barrier() models.Barrier {
	switch {
	case i.Answer != nil:
		return i.Answer.Barrier
	case i.Sent != nil:
		return i.Sent.Barrier
	}
	return ""
}

// StillRight tells whether the level was confirmed at a glance in this round.
func (i Item) StillRight() bool {
	return i.Answer != nil && i.Answer.StillRight || i.Answer == nil && i.Sent != nil && i.Sent.StillRight
}

// Done tells whether the person has answered, sent or not.
func (i Item) Done() bool { return i.Answer != nil || i.Sent != nil }

// Level is the level answered in this round, sent or not.
func (i Item) Level() int {
	switch {
	case i.Answer != nil:
		return i.Answer.Level
	case i.Sent != nil:
		return i.Sent.Level
	}
	return 0
}

// UseAnswered is the use answered in this round, sent or not.
func (i Item) UseAnswered() models.Use {
	switch {
	case i.Answer != nil:
		return i.Answer.Use
	case i.Sent != nil:
		return i.Sent.Use
	}
	return ""
}

// Example is the example given in this round, sent or not.
func (i Item) Example() string {
	switch {
	case i.Answer != nil:
		return i.Answer.Example
	case i.Sent != nil:
		return i.Sent.Example
	}
	return ""
}

// RoundProgress is how far a person is with a round: what is asked now, and what more they have answered.
type RoundProgress struct {
	Round       models.Round
	Open        bool
	Done, Total int // of what is asked now
	Unsent      int // answers that are not sent yet
	SentAt      *time.Time
	Unanswered  int // number of the first skill asked now without an answer; 0 for none
}

// Begun tells whether the person has answered anything.
func (p RoundProgress) Begun() bool { return p.Done > 0 || p.Unsent > 0 || p.SentAt != nil }

// Complete tells whether all that is asked now is answered.
func (p RoundProgress) Complete() bool { return p.Total > 0 && p.Done == p.Total }

// Minutes is about how long the rest takes: a minute a skill.
func (p RoundProgress) Minutes() int { return p.Total - p.Done }

// asking is a round as it asks one person.
type asking struct {
	round models.Round
	reply models.Reply
	open  bool
	items []Item // what is asked now first, what the person added last
	roles []models.RoleProfile

	interests map[models.ID]models.Wish // by domain, on pages that ask for them
}

// asking reads what the round asks the person for and what they have answered. models.ErrNotFound when there is no such
// round, or none open.
func (s *Service) asking(ctx context.Context, r store.Reads, person models.ID, p profile, slug string) (asking, error) {
	a := asking{roles: p.roles}
	var err error
	today := s.Store.Today()
	if slug == Current {
		a.round, err = r.OpenRound(ctx, today)
	} else {
		a.round, err = r.RoundBySlug(ctx, slug)
	}
	if err != nil {
		return a, err
	}
	a.open = a.round.OpenOn(today)
	a.reply, err = r.Reply(ctx, person, a.round.ID)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return a, err
	}
	answers, err := r.Answers(ctx, person, a.round.ID)
	if err != nil {
		return a, err
	}
	sent, err := r.SentAnswers(ctx, person, a.round.ID)
	if err != nil {
		return a, err
	}
	a.ask(p.skills, answers, sent)
	added, err := addedSkills(ctx, r, person, p)
	if err != nil {
		return a, err
	}
	for _, k := range added {
		a.number(Item{Skill: k, Added: true}, answers, sent)
	}
	return a, nil
}

// ask numbers what is asked: the core first, or everything where a role has no core.
func (a *asking) ask(skills []Skill, answers []models.Answer, sent []models.Assessment) {
	asked := filter(skills, func(k Skill) bool { return k.Required > 0 })
	hasCore := slices.ContainsFunc(asked, func(k Skill) bool { return k.Core })
	now := func(k Skill) bool { return k.Core || !hasCore }
	later := func(k Skill) bool { return !now(k) }
	for _, k := range append(filter(asked, now), filter(asked, later)...) {
		a.number(Item{Skill: k, Now: now(k)}, answers, sent)
	}
}

// number puts an item behind the others, with what was answered.
func (a *asking) number(item Item, answers []models.Answer, sent []models.Assessment) {
	item.N = len(a.items) + 1
	is := func(id models.ID) bool { return id == item.CompetencyID }
	if at := slices.IndexFunc(answers, func(x models.Answer) bool { return is(x.CompetencyID) }); at >= 0 {
		item.Answer = &answers[at]
	}
	if at := slices.IndexFunc(sent, func(x models.Assessment) bool { return is(x.CompetencyID) }); at >= 0 {
		item.Sent = &sent[at]
	}
	a.items = append(a.items, item)
}

func (a asking) progress() RoundProgress {
	p := RoundProgress{Round: a.round, Open: a.open, SentAt: a.reply.SentAt}
	for _, i := range a.items {
		if i.Answer != nil {
			p.Unsent++
		}
		if !i.Now {
			continue
		}
		p.Total++
		if i.Done() {
			p.Done++
		} else if p.Unanswered == 0 {
			p.Unanswered = i.N
		}
	}
	return p
}

// which says what item of a round is meant: the one about a competency, or, where none is named, the one with the number.
type which struct {
	n     int
	skill models.ID
}

// item is that item. models.ErrNotFound where nothing of the kind is asked.
func (a asking) item(at which) (Item, error) {
	i := at.n - 1
	if at.skill.Known() {
		i = slices.IndexFunc(a.items, func(i Item) bool { return i.CompetencyID == at.skill })
	}
	if i < 0 || i >= len(a.items) {
		return Item{}, models.ErrNotFound
	}
	return a.items[i], nil
}

// after is the number of the next item to answer after the n-th: of what is asked now; among the others, of the same
// domain. 0 when there is none.
func (a asking) after(n int) int {
	from := a.items[n-1]
	for step := 1; step < len(a.items); step++ {
		i := a.items[(n-1+step)%len(a.items)]
		if i.Done() || i.Now != from.Now || i.Added != from.Added || !i.Now && !i.Added && i.Domain.ID != from.Domain.ID {
			continue
		}
		return i.N
	}
	return 0
}

// asked is the round that is open as it asks the person; nil when none is.
func (s *Service) asked(ctx context.Context, person models.ID, p profile) (*asking, error) {
	a, err := s.asking(ctx, s.Store.Reads, person, p, Current)
	if errors.Is(err, models.ErrNotFound) {
		return nil, nil // no round is no fault
	}
	return &a, err
}

// progress is how far the person is with the round that is open; nil when none is.
func (s *Service) progress(ctx context.Context, person models.ID, p profile) (*RoundProgress, error) {
	a, err := s.asked(ctx, person, p)
	if err != nil || a == nil {
		return nil, err
	}
	progress := a.progress()
	return &progress, nil
}
