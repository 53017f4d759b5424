package generate

import (
	"context"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// generator holds the network while it is made.
type generator struct {
	in    Options
	words words
	now   time.Time   // the first moment of today: all that happened lies before
	today models.Date // in London
	born  models.Date // when the network began

	framework framework
	courses   []*course
	provider  string // the network's name, as records give it
	bodies    []*body
	systems   []*body
	teams     []*team
	leadTeam  *team // of the manager that Filled names
	special   struct{ network, systemLead, trainer *position }

	uppers  []*position           // who lead leaders, and who decide
	members []*member             // by number
	plain   int                   // the first so many are plain learners
	leaders map[*body][]*position // who lead somebody
	staffed []*body               // where somebody does

	trainers []*member
	open     *run
	codes    map[string]int // how many cohorts have the beginning of a code
	numbers  map[string]bool
	rounds   []models.Round
	leanings map[string][]float64 // of people at an organisation, by its code
	batch    *batch
}

// years is how long the network has been there.
const years = 3

func newGenerator(in Options, w words) *generator {
	return &generator{
		in: in, words: w, today: in.AsOf, now: in.AsOf.Time().UTC(), born: in.AsOf.AddMonths(-12 * years),
		plain: min(200, in.People/3), leaders: map[*body][]*position{}, codes: map[string]int{}, numbers: map[string]bool{},
		leanings: map[string][]float64{},
		batch:    &batch{},
	}
}

// begin keeps what everything else refers to: the framework, the organisations and the courses, as of when the network began.
func (g *generator) begin(ctx context.Context, s *store.Store) error {
	content, courses, err := g.content()
	if err != nil {
		return err
	}
	organisations, links := g.found()
	return s.At(g.born.Time()).InTx(ctx, func(tx *store.Tx) error {
		empty, err := tx.IsEmpty(ctx)
		if err != nil {
			return err
		}
		if !empty {
			return ErrNotEmpty
		}
		for _, rows := range []any{&organisations, &links} {
			if err := tx.Add(ctx, rows); err != nil {
				return err
			}
		}
		kept, err := tx.AddFramework(ctx, content)
		if err != nil {
			return err
		}
		taught, err := tx.AddContent(ctx, courses, kept)
		if err != nil {
			return err
		}
		g.know(kept)
		g.offer(kept, taught)
		return tx.Publish(ctx, models.Event{Act: "network.generated", Subject: "framework_versions", SubjectID: kept.Version.ID})
	})
}
