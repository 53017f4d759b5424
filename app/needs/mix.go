package needs

import (
	"context"
	"errors"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// MixPage is where a group takes over a mix: one that comes with the product, or that of another unit.
type MixPage struct {
	Group
	Mixes  []models.Mix
	Units  []UnitMix
	From   string // which is looked at; empty for none
	Name   string
	Adds   []MixAdd // needs that would be added
	Has    int      // lines in which the group has a need already: they stay as they are
	Absent int      // lines whose competency is not in the group's framework
}

// UnitMix is another unit whose mix may be taken over.
type UnitMix struct {
	From  string
	Name  string
	Needs int
}

// MixAdd is a need that a mix would add, with how many members meet it already.
type MixAdd struct {
	store.NeedChoice
	Level, People int
	LevelLabel    string
	Have          int
	Coverage      models.Coverage
}

// ofUnit stands before the id of a unit in what a mix is taken from.
const ofUnit = "unit:"

// MixPage shows what a mix would add to a group. Nothing is written.
func (s *Service) MixPage(ctx context.Context, actor models.Actor, of models.ID, from string) (page MixPage, err error) {
	page.Mixes, page.From = models.Mixes(), from
	if page.Group, _, err = s.group(ctx, actor, of); err != nil {
		return page, err
	}
	lines, err := s.offered(ctx, actor, &page)
	if err != nil || page.Name == "" {
		page.From = ""
		return page, err
	}
	choices, own, err := s.choices(ctx, of)
	if err != nil {
		return page, err
	}
	for _, line := range lines {
		i := slices.IndexFunc(choices, func(c store.NeedChoice) bool { return c.Code == line.Code })
		switch {
		case slices.ContainsFunc(own, func(l store.NeedLine) bool { return l.Code == line.Code }):
			page.Has++
		case i < 0:
			page.Absent++
		default:
			page.Adds = append(page.Adds, MixAdd{NeedChoice: choices[i], Level: line.Level, People: line.People})
		}
	}
	return page, s.measure(ctx, &page, versionsOf(choices))
}

// offered lists the mixes of other units, and answers the lines of the one that is looked at.
func (s *Service) offered(ctx context.Context, actor models.Actor, page *MixPage) (lines []models.MixLine, err error) {
	for _, m := range page.Mixes {
		if m.Code == page.From {
			page.Name, lines = m.Name, m.Lines
		}
	}
	visible, err := s.visible(ctx, actor)
	if err != nil {
		return nil, err
	}
	ids := make([]models.ID, len(visible))
	for i, o := range visible {
		ids[i] = o.ID
	}
	needs, err := s.Store.NeedsOf(ctx, ids)
	for _, o := range visible {
		unit := UnitMix{From: ofUnit + string(o.ID), Name: o.Name}
		for _, n := range needs {
			if n.Of() != o.ID {
				continue
			}
			if unit.Needs++; unit.From == page.From {
				lines = append(lines, models.MixLine{Code: n.Code, Level: n.Level, People: n.People})
			}
		}
		if unit.Needs == 0 || o.ID == page.ID {
			continue
		}
		if page.Units = append(page.Units, unit); unit.From == page.From {
			page.Name = "The mix of " + unit.Name
		}
	}
	return lines, err
}

// measure says how the members meet what would be added, and leaves out levels that the framework does not have.
func (s *Service) measure(ctx context.Context, page *MixPage, versions []models.ID) error {
	levels, err := s.Store.Levels(ctx, versions)
	if err != nil {
		return err
	}
	competencies := make([]models.ID, len(page.Adds))
	for i, a := range page.Adds {
		competencies[i] = a.ID
	}
	held, err := s.Store.HeldBy(ctx, []models.ID{page.ID}, competencies, s.Store.Today())
	adds := page.Adds[:0]
	for _, a := range page.Adds {
		i := slices.IndexFunc(levels, func(l models.Level) bool { return l.FrameworkVersionID == a.VersionID && l.Value == a.Level })
		if i < 0 {
			page.Absent++
			continue
		}
		a.LevelLabel = levels[i].Label
		for _, h := range held {
			if h.CompetencyID == a.ID && h.Level >= a.Level {
				a.Have++
			}
		}
		a.Coverage = models.CoverageOf(a.Have, a.People)
		adds = append(adds, a)
	}
	page.Adds = adds
	return err
}

// TakeMix adds to a group what a mix says and the group has no need in yet. Seen is how many the preview said would be added: where it
// would be others by now, nothing is written and the answer is models.ErrStale.
func (s *Service) TakeMix(ctx context.Context, actor models.Actor, of models.ID, from string, seen int) (added int, err error) {
	page, err := s.MixPage(ctx, actor, of, from)
	switch {
	case err != nil:
		return 0, err
	case page.From == "":
		return 0, models.Invalid{"from": "Select a mix"}
	case len(page.Adds) != seen:
		return 0, models.ErrStale
	case len(page.Adds) == 0:
		return 0, models.Invalid{"from": "The group has a need in all of these already: choose another mix"}
	}
	mix := store.NewID()
	return len(page.Adds), s.Store.InTx(ctx, func(tx *store.Tx) error {
		rows := make([]models.TeamNeed, len(page.Adds))
		for i, a := range page.Adds {
			rows[i] = page.need(a.ID, a.Level, a.People, mix)
			rows[i].ChangedAt = tx.Now()
		}
		if err := policy.Allows(actor, policy.KeepNeeds, rows[0]); err != nil {
			return err
		}
		if err := tx.Add(ctx, &rows); err != nil {
			return taken(err)
		}
		return tx.Publish(ctx, told("needs.mix_taken", rows[0], actor))
	})
}

// taken makes a need that somebody added meanwhile a preview that came late.
func taken(err error) error {
	if errors.Is(err, models.ErrTaken) {
		return models.ErrStale
	}
	return err
}

// Undo takes away what was added from a mix and was not changed since. Where nothing is left of it, nothing happens.
func (s *Service) Undo(ctx context.Context, actor models.Actor, of, mix models.ID) (removed int, err error) {
	if _, _, err := s.group(ctx, actor, of); err != nil {
		return 0, err
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		lines, err := tx.NeedsOf(ctx, []models.ID{of})
		if err != nil {
			return err
		}
		var ids []models.ID
		for _, l := range lines {
			if mix.Known() && l.MixID == mix && l.Revision == 1 {
				ids = append(ids, l.ID)
				if err := policy.Allows(actor, policy.KeepNeeds, l.TeamNeed); err != nil {
					return err
				}
			}
		}
		if removed = len(ids); removed == 0 {
			return nil
		}
		if err := tx.DropNeeds(ctx, ids); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "needs.mix_undone", Subject: "team_needs", SubjectID: ids[0]})
	})
	return removed, err
}
