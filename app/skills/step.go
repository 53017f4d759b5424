package skills

import (
	"context"
	"strconv"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// StepPage asks for one competency. Neither the target nor the last answer may be shown while choosing: they anchor.
type StepPage struct {
	RoundProgress
	Item        Item
	Of          int // how many the number counts within: those asked now, or all
	Descriptors map[int]string
	Levels      Scale // that are offered
	Worked      []LevelExamples
	Areas       []TaskArea     // progress of the group that the item is in
	Evidence    []Shown        // what shows the skill already
	Previous    int            // number of the item before; 0 for none
	Now         *models.Answer // that another window has kept since the form was opened; nil for none
	// Last is what was answered before this round's answer, for those who want to compare; nil for nothing.
	Last *LastAnswer
	// Confirmed tells that a manager has confirmed what is held: a new answer shows as self-assessed.
	Confirmed bool
	Input     SaveAnswer
}

// LastAnswer is an earlier assessment by oneself.
type LastAnswer struct {
	Label string
	At    time.Time
}

// AsksChance tells whether the form asks what stands in the way from the start: because the answer it holds does.
func (p StepPage) AsksChance() bool {
	level, err := strconv.Atoi(p.Input.Level)
	return err == nil && p.Item.asksChance(level, models.Use(p.Input.Use))
}

// Step shows the n-th item of a round to the actor, or, where a competency is known, the item about that.
func (s *Service) Step(ctx context.Context, actor models.Actor, round string, n int, skill models.ID) (StepPage, error) {
	a, err := s.askingNow(ctx, s.Store.Reads, actor, round)
	if err != nil {
		return StepPage{}, err
	}
	item, err := a.item(which{n, skill})
	if err != nil {
		return StepPage{}, err
	}
	page := StepPage{RoundProgress: a.progress(), Item: item, Confirmed: item.Confirmed, Previous: item.N - 1, Input: savedAnswer(item)}
	group := filter(a.items, func(i Item) bool { return i.Now == item.Now && i.Added == item.Added })
	page.Areas, page.Of = tasks(group), len(a.items)
	if item.Now {
		page.Of = len(group)
	}
	if page.Descriptors, err = s.descriptors(ctx, item.CompetencyID); err != nil {
		return page, err
	}
	page.Levels = item.Scale.Defined(page.Descriptors)
	worked, err := s.examples(ctx, item.Skill)
	if err != nil {
		return page, err
	}
	page.Worked = worked[item.CompetencyID]
	if page.Evidence, err = s.shown(ctx, actor.ID, item.CompetencyID); err != nil {
		return page, err
	}
	page.Last, err = s.lastAnswer(ctx, actor.ID, item)
	return page, err
}

// Holds tells whether the level of the n-th item is one that asks for the chance to use it, where it was not used. What is
// asked for is not told.
func (s *Service) Holds(ctx context.Context, actor models.Actor, round string, n, level int) (bool, error) {
	a, err := s.askingNow(ctx, s.Store.Reads, actor, round)
	if err != nil {
		return false, err
	}
	item, err := a.item(which{n: n})
	return err == nil && item.asksChance(level, models.NotAtAll), err
}

// savedAnswer is what the form holds already.
func savedAnswer(i Item) SaveAnswer {
	in := SaveAnswer{Seen: i.Stamp()}
	if i.Done() {
		in.Level, in.Use, in.Example = strconv.Itoa(i.Level()), string(i.UseAnswered()), i.Example()
		in.Chance, in.Barrier = string(i.Chance()), string(i.Barrier())
	}
	return in
}

func (s *Service) descriptors(ctx context.Context, competency models.ID) (map[int]string, error) {
	return descriptorsOf(ctx, s.Store.Reads, competency)
}

func descriptorsOf(ctx context.Context, r store.Reads, competency models.ID) (map[int]string, error) {
	list, err := r.Descriptors(ctx, competency)
	texts := make(map[int]string, len(list))
	for _, d := range list {
		texts[d.Level] = d.Text
	}
	return texts, err
}

func (s *Service) lastAnswer(ctx context.Context, person models.ID, item Item) (*LastAnswer, error) {
	history, err := s.Store.History(ctx, person, item.CompetencyID)
	for _, h := range history {
		if h.Kind == models.BySelf {
			return &LastAnswer{Label: item.Scale.Label(h.Level), At: h.AssessedAt}, err
		}
	}
	return nil, err
}
