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

// SaveAnswer is the answer about one competency.
type SaveAnswer struct {
	Level   string `form:"level" validate:"required" problem:"required=Select the level that best describes you"`
	Use     string `form:"use" validate:"required,oneof=not_at_all once_or_twice several_times most_weeks" problem:"required=Select how often you have used this skill|oneof=Select how often you have used this skill"`
	Chance  string `form:"chance"`
	Barrier string `form:"barrier"`
	Example string `form:"example" validate:"max=600" problem:"max=Use 600 characters or fewer for your example"`
	Then    string `form:"then"` // where to go on: LaterThen, EvidenceThen, or on
	// AskedChance says that the form has asked for the chance and the barrier, so that nobody is asked twice.
	AskedChance bool `form:"asked_chance"`
	// Skill is the competency that the form asked about: the number in its address may be another's by now.
	Skill models.ID `form:"skill"`
	// Seen is the answer on which the form was opened, as Stamp tells it; empty is any.
	Seen string `form:"seen"`
	// NotNHSNumber says that ten digits in the example are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// Where to go on after an answer.
const (
	LaterThen    = "later"    // to come back another time
	EvidenceThen = "evidence" // to add what shows the skill
)

// nothingSeen is the stamp of no answer.
const nothingSeen = "none"

// Stamp tells an answer from a later one.
func (i Item) Stamp() string {
	if i.Answer == nil {
		return nothingSeen
	}
	return i.Answer.SavedAt.UTC().Format(time.RFC3339Nano)
}

// Saved tells where to go on after an answer.
type Saved struct {
	N      int       // number of the item that is answered
	Next   int       // number of the next item to answer; 0 when all are answered
	Chance bool      // first, what stands in the way of using it
	Domain models.ID // first, how much they would like to do of this domain, which is done; empty for none
	Slug   string
	Stamp  string
	At     time.Time
}

// Save keeps the actor's answer about the n-th item. It answers models.ErrStale when another window has answered since the form
// was opened, and otherwise.
func (s *Service) Save(ctx context.Context, actor models.Actor, round string, n int, in SaveAnswer) (saved Saved, err error) {
	in.Example = input.Tidy(in.Example)
	invalid, err := input.Problems(in)
	if err != nil {
		return saved, err
	}
	maps.Copy(invalid, input.Patients(in.NotNHSNumber, input.Text{Field: "example", Text: in.Example}))
	err = s.keeping(ctx, actor, round, which{n, in.Skill}, func(tx *store.Tx, a asking, item Item) (models.Answer, error) {
		texts, err := descriptorsOf(ctx, tx.Reads, item.CompetencyID)
		if err != nil {
			return models.Answer{}, err
		}
		answer, err := a.answer(actor.ID, item, texts, in, invalid, tx.Now())
		if err == nil && in.Seen != "" && in.Seen != item.Stamp() && !item.Says(answer) {
			err = models.ErrStale
		}
		return answer, err
	}, &saved)
	saved.Chance = saved.Chance && !in.AskedChance
	return saved, err
}

// keeping keeps, under the lock of the person's skills, what is decided about an item, and tells where to go on.
func (s *Service) keeping(ctx context.Context, actor models.Actor, round string, at which, decide func(*store.Tx, asking, Item) (models.Answer, error), saved *Saved) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockSkills(ctx, actor.ID); err != nil { // so that nothing is saved while it is sent
			return err
		}
		a, err := s.askingNow(ctx, tx.Reads, actor, round)
		if err != nil {
			return err
		}
		item, err := a.item(at)
		if err != nil {
			return err
		}
		answer, err := decide(tx, a, item)
		if err != nil {
			return err
		}
		if err := tx.KeepAnswers(ctx, answer); err != nil {
			return err
		}
		a.items[item.N-1].Answer = &answer
		*saved = a.goOn(item.N)
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "answer.saved", Subject: "answers", SubjectID: item.CompetencyID, PersonID: &actor.ID})
	})
}

// goOn tells where to go on after the n-th item is answered.
func (a asking) goOn(n int) Saved {
	item := a.items[n-1]
	saved := Saved{N: n, Next: a.after(n), Chance: item.AsksChance(), Slug: item.Slug, Stamp: item.Stamp(), At: item.Answer.SavedAt}
	if a.asksInterest(item.Domain.ID, item) {
		saved.Domain = item.Domain.ID
	}
	return saved
}

// Says tells whether what is kept is the same answer.
func (i Item) Says(b models.Answer) bool {
	a := i.Answer
	return a != nil && a.Level == b.Level && a.Use == b.Use && a.Chance == b.Chance && a.Barrier == b.Barrier && a.Example == b.Example
}

// answer decides whether the input is an answer: the round must be open, and the level one that is offered.
func (a asking) answer(person models.ID, item Item, texts map[int]string, in SaveAnswer, invalid models.Invalid, now time.Time) (models.Answer, error) {
	if !a.open {
		return models.Answer{}, models.Invalid{"round": "This round has closed. Your answer was not saved"}
	}
	answer := models.Answer{
		PersonID: person, RoundID: a.round.ID, CompetencyID: item.CompetencyID, Use: models.Use(in.Use), Example: in.Example, SavedAt: now,
	}
	in.judge(item, texts, &answer, invalid)
	return answer, invalid.OrNil()
}

// judge reads the level and what stands in the way, which is kept only where it is asked.
func (in SaveAnswer) judge(item Item, texts map[int]string, answer *models.Answer, invalid models.Invalid) {
	var err error
	answer.Level, err = strconv.Atoi(in.Level)
	if in.Level != "" && (err != nil || !item.Scale.Defined(texts).Has(answer.Level)) {
		invalid["level"] = "Select the level that best describes you"
	}
	if !item.asksChance(answer.Level, answer.Use) {
		return
	}
	answer.Chance, answer.Barrier = models.Chance(in.Chance), models.Barrier(in.Barrier)
	if in.Chance != "" && !answer.Chance.Known() {
		invalid["chance"] = "Select whether there was a chance to use it"
	}
	if in.Barrier != "" && !answer.Barrier.Known() {
		invalid["barrier"] = "Select what stood in the way"
	}
}

// SaveChance says what stands in the way of using the skill of the n-th item, where its answer asks for that.
func (s *Service) SaveChance(ctx context.Context, actor models.Actor, round string, n int, in SaveAnswer) (saved Saved, err error) {
	err = s.keeping(ctx, actor, round, which{n, in.Skill}, func(tx *store.Tx, a asking, item Item) (models.Answer, error) {
		if item.Answer == nil || !item.AsksChance() {
			return models.Answer{}, models.Invalid{"chance": "Answer the skill first"}
		}
		kept, invalid := *item.Answer, models.Invalid{}
		in.Level, in.Use, in.Example = strconv.Itoa(kept.Level), string(kept.Use), kept.Example
		answer, err := a.answer(actor.ID, item, nil, in, invalid, tx.Now())
		answer.StillRight = kept.StillRight
		return answer, err
	}, &saved)
	saved.Chance = false
	return saved, err
}
