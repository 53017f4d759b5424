package skills

import (
	"context"
	"errors"
	"slices"
	"time"

	"trellis/models"
)

// SentPage sums up what the person has sent, and says what happens next.
type SentPage struct {
	RoundProgress
	Managers []string // who is asked to agree; none: an administrator has to say who it is
	Waiting  int      // assessments that wait for them

	Up, Down  []Moved
	Same, New int // as before, and never assessed before

	Strengths []Skill // at target, and used
	Unused    []Item  // at target, and not used: with what stands in the way
	Build     []SkillToBuild
	Interests []DomainWish
}

// Moved is a skill whose level differs from the one before the round.
type Moved struct {
	Item
	From string // the level before, in words
}

// DomainWish is how much somebody would like to do of a domain.
type DomainWish struct {
	Domain
	Wish models.Wish
}

// ErrNotSent says that nothing has been sent in the round yet.
var ErrNotSent = errors.New("nothing has been sent yet")

// Sent shows what came of it after the actor has sent their answers; ErrNotSent until then.
func (s *Service) Sent(ctx context.Context, actor models.Actor, round string) (SentPage, error) {
	p, err := profileOf(ctx, s.Store.Reads, actor.ID, actor.Posts)
	if err != nil {
		return SentPage{}, err
	}
	a, err := s.asking(ctx, s.Store.Reads, actor.ID, p, round)
	if err != nil {
		return SentPage{}, err
	}
	if a.reply.SentAt == nil {
		return SentPage{}, ErrNotSent
	}
	if a.interests, err = s.Store.Interests(ctx, actor.ID); err != nil {
		return SentPage{}, err
	}
	page := SentPage{RoundProgress: a.progress(), Interests: a.wishes()}
	page.Strengths = filter(p.skills, func(k Skill) bool { return k.AtTarget() && !k.Unused() })
	page.Unused = filter(a.items, func(i Item) bool { return i.Sent != nil && i.asksChance(i.Sent.Level, i.Sent.Use) && i.Required > 0 })
	before, err := s.Store.SkillsAt(ctx, actor.ID, a.reply.BegunAt.Add(-time.Microsecond))
	if err != nil {
		return page, err
	}
	page.compare(a.items, before)
	if page.Managers, err = s.managers(ctx, actor.Posts); err != nil {
		return page, err
	}
	waiting, err := s.Store.UnansweredOf(ctx, actor.ID)
	if err != nil {
		return page, err
	}
	page.Waiting = len(waiting)
	gaps := filter(p.skills, func(k Skill) bool { return k.Gap() > 0 })
	widestFirst(gaps)
	gaps = gaps[:min(len(gaps), 5)]
	courses, err := s.courses(ctx, idsOf(gaps, func(k Skill) models.ID { return k.CompetencyID }))
	for _, k := range gaps {
		page.Build = append(page.Build, SkillToBuild{k, toBuild(courses, k)})
	}
	return page, err
}

// compare sets what was sent against where the person stood before they began.
func (p *SentPage) compare(items []Item, before []models.Skill) {
	for _, i := range items {
		if i.Sent == nil {
			continue
		}
		at := slices.IndexFunc(before, func(k models.Skill) bool { return k.CompetencyID == i.CompetencyID && k.Assessed() })
		switch {
		case at < 0:
			p.New++
		case before[at].Level < i.Sent.Level:
			p.Up = append(p.Up, Moved{i, i.Scale.Label(before[at].Level)})
		case before[at].Level > i.Sent.Level:
			p.Down = append(p.Down, Moved{i, i.Scale.Label(before[at].Level)})
		default:
			p.Same++
		}
	}
}

// wishes are how much the person would like to do of the domains they are asked about, most first.
func (a asking) wishes() []DomainWish {
	var list []DomainWish
	for _, i := range a.items {
		wish := DomainWish{i.Domain, a.interests[i.Domain.ID]}
		if wish.Wish != "" && !slices.Contains(list, wish) {
			list = append(list, wish)
		}
	}
	rank := func(w DomainWish) int { return slices.Index(models.Wishes(), w.Wish) }
	slices.SortStableFunc(list, func(a, b DomainWish) int { return rank(b) - rank(a) })
	return list
}

// managers are the names of those whom the posts name.
func (s *Service) managers(ctx context.Context, posts []models.Post) ([]string, error) {
	var ids []models.ID
	for _, p := range posts {
		if p.ManagerID != nil {
			ids = append(ids, *p.ManagerID)
		}
	}
	people, err := s.Store.PeopleAmong(ctx, ids)
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = p.Name
	}
	return names, err
}
