package skills

import (
	"context"
	"maps"
	"strconv"
	"time"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// StepPage asks for one competency. Neither the target nor the last answer may be shown while choosing: they anchor.
type StepPage struct {
	RoundProgress
	Item        Item
	Of          int // how many the number counts within: those asked now, or all
	Descriptors map[int]string
	Worked      []LevelExamples
	Areas       []TaskArea // progress of the group that the item is in
	Previous    int        // number of the item before; 0 for none
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

// SaveAnswer is the answer about one competency.
type SaveAnswer struct {
	Level   string `form:"level" validate:"required" problem:"required=Select the level that best describes you"`
	Use     string `form:"use" validate:"required,oneof=not_at_all once_or_twice several_times most_weeks" problem:"required=Select how often you have used this skill|oneof=Select how often you have used this skill"`
	Example string `form:"example" validate:"max=600" problem:"max=Use 600 characters or fewer for your example"`
	Then    string `form:"then"` // "later": come back another time
	// NotNHSNumber says that ten digits in the example are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// Step shows the n-th item of a round to the actor.
func (s *Service) Step(ctx context.Context, actor models.Actor, round string, n int) (StepPage, error) {
	a, err := s.askingNow(ctx, s.Store.Reads, actor, round)
	if err != nil {
		return StepPage{}, err
	}
	item, err := a.item(n)
	if err != nil {
		return StepPage{}, err
	}
	page := StepPage{RoundProgress: a.progress(), Item: item, Confirmed: item.Confirmed, Previous: n - 1, Input: savedAnswer(item)}
	group := filter(a.items, func(i Item) bool { return i.Now == item.Now })
	page.Areas, page.Of = tasks(group), len(a.items)
	if item.Now {
		page.Of = len(group)
	}
	if page.Descriptors, err = s.descriptors(ctx, item.CompetencyID); err != nil {
		return page, err
	}
	worked, err := s.examples(ctx, item.Skill)
	if err != nil {
		return page, err
	}
	page.Worked = worked[item.CompetencyID]
	page.Last, err = s.lastAnswer(ctx, actor.ID, item)
	return page, err
}

// savedAnswer is what the form holds already.
func savedAnswer(i Item) SaveAnswer {
	if !i.Done() {
		return SaveAnswer{}
	}
	return SaveAnswer{Level: strconv.Itoa(i.Level()), Use: string(i.UseAnswered()), Example: i.Example()}
}

func (s *Service) descriptors(ctx context.Context, competency models.ID) (map[int]string, error) {
	list, err := s.Store.Descriptors(ctx, competency)
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

// Save keeps the actor's answer about the n-th item, and tells which is next; 0 when all are answered.
func (s *Service) Save(ctx context.Context, actor models.Actor, round string, n int, in SaveAnswer) (next int, err error) {
	in.Example = input.Tidy(in.Example)
	invalid, err := input.Problems(in)
	if err != nil {
		return 0, err
	}
	maps.Copy(invalid, input.Patients(in.NotNHSNumber, input.Text{Field: "example", Text: in.Example}))
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockSkills(ctx, actor.ID); err != nil { // so that nothing is saved while it is sent
			return err
		}
		a, err := s.askingNow(ctx, tx.Reads, actor, round)
		if err != nil {
			return err
		}
		item, err := a.item(n)
		if err != nil {
			return err
		}
		answer, err := a.answer(actor.ID, item, in, invalid, tx.Now())
		if err != nil {
			return err
		}
		if err := tx.KeepAnswer(ctx, answer); err != nil {
			return err
		}
		a.items[n-1].Answer = &answer
		next = a.after(n)
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "answer.saved", Subject: "answers", SubjectID: item.CompetencyID, PersonID: &actor.ID})
	})
	return next, err
}

// answer decides whether the input is an answer: the round must be open, and the level one of the scale.
func (a asking) answer(person models.ID, item Item, in SaveAnswer, invalid models.Invalid, now time.Time) (models.Answer, error) {
	if !a.open {
		return models.Answer{}, models.Invalid{"round": "This round has closed. Your answer was not saved"}
	}
	level, err := strconv.Atoi(in.Level)
	if in.Level != "" && (err != nil || !item.Scale.Has(level)) {
		invalid["level"] = "Select the level that best describes you"
	}
	return models.Answer{
		PersonID: person, RoundID: a.round.ID, CompetencyID: item.CompetencyID,
		Level: level, Use: models.Use(in.Use), Example: in.Example, SavedAt: now,
	}, invalid.OrNil()
}
