package needs

import (
	"context"
	"errors"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Keep is what a form says of one need.
type Keep struct {
	Competency models.ID `form:"competency"` // of a new one
	Level      int       `form:"level"`
	People     int       `form:"people"`
	Revision   int       `form:"revision"` // of the need that was opened
}

// Choice is a competency that a team may need.
type Choice = store.NeedChoice

// Form is what somebody chooses from who adds or changes a need.
type Form struct {
	Group
	Choices []store.NeedChoice // competencies that the group has no need in yet
	Levels  []models.Level     // of all versions among them
	Need    *store.NeedLine    // that is changed; nil for a new one
}

// NewForm is where a need is added to a group.
func (s *Service) NewForm(ctx context.Context, actor models.Actor, of models.ID) (form Form, err error) {
	if form.Group, _, err = s.group(ctx, actor, of); err != nil {
		return form, err
	}
	choices, lines, err := s.choices(ctx, of)
	if err != nil {
		return form, err
	}
	for _, c := range choices {
		if !slices.ContainsFunc(lines, func(l store.NeedLine) bool { return l.CompetencyID == c.ID }) {
			form.Choices = append(form.Choices, c)
		}
	}
	form.Levels, err = s.Store.Levels(ctx, versionsOf(choices))
	return form, err
}

// ChangeForm is where a need of a group is changed.
func (s *Service) ChangeForm(ctx context.Context, actor models.Actor, of, need models.ID) (form Form, err error) {
	if form.Group, _, err = s.group(ctx, actor, of); err != nil {
		return form, err
	}
	lines, err := s.Store.NeedsOf(ctx, []models.ID{of})
	if err != nil {
		return form, err
	}
	i := slices.IndexFunc(lines, func(l store.NeedLine) bool { return l.ID == need })
	if i < 0 {
		return form, models.ErrNotFound
	}
	form.Need = &lines[i]
	form.Levels, err = s.Store.Levels(ctx, []models.ID{form.Need.VersionID})
	return form, err
}

// choices are the competencies that a group may need, and what it needs already.
func (s *Service) choices(ctx context.Context, of models.ID) ([]store.NeedChoice, []store.NeedLine, error) {
	today := s.Store.Today()
	members, err := s.Store.UnitMembers(ctx, []models.ID{of}, today, today)
	if err != nil {
		return nil, nil, err
	}
	var profiles []models.ID
	for _, m := range members {
		if m.RoleProfileID != nil {
			profiles = append(profiles, *m.RoleProfileID)
		}
	}
	choices, err := s.Store.NeedChoices(ctx, profiles)
	if err != nil {
		return nil, nil, err
	}
	lines, err := s.Store.NeedsOf(ctx, []models.ID{of})
	return choices, lines, err
}

func versionsOf(choices []store.NeedChoice) (ids []models.ID) {
	for _, c := range choices {
		if !slices.Contains(ids, c.VersionID) {
			ids = append(ids, c.VersionID)
		}
	}
	return ids
}

// Add adds a need to a group.
func (s *Service) Add(ctx context.Context, actor models.Actor, of models.ID, in Keep) error {
	form, err := s.NewForm(ctx, actor, of)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(form.Choices, func(c store.NeedChoice) bool { return c.ID == in.Competency })
	if i < 0 {
		return models.Invalid{"competency": "Select a skill that the group has no need in yet"}
	}
	if err := in.check(form.Levels, form.Choices[i].VersionID); err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		n := form.need(in.Competency, in.Level, in.People, "")
		n.ChangedAt = tx.Now()
		if err := policy.Allows(actor, policy.KeepNeeds, n); err != nil {
			return err
		}
		if err := tx.Add(ctx, &n); err != nil {
			if errors.Is(err, models.ErrTaken) {
				return models.Invalid{"competency": "Somebody has added a need in this skill meanwhile"}
			}
			return err
		}
		return tx.Publish(ctx, told("need.added", n, actor))
	})
}

// need is a new need of the group.
func (g Group) need(competency models.ID, level, people int, mix models.ID) models.TeamNeed {
	n := models.TeamNeed{ID: store.NewID(), CompetencyID: competency, Level: level, People: people, MixID: mix, Revision: 1}
	if g.Managed {
		n.ManagerID = &g.ID
	} else {
		n.OrganisationID = &g.ID
	}
	return n
}

func told(act string, n models.TeamNeed, actor models.Actor) models.Event {
	return models.Event{ActorID: &actor.ID, Act: act, Subject: "team_needs", SubjectID: n.ID}
}

// check says what is wrong with the numbers.
func (in Keep) check(levels []models.Level, version models.ID) error {
	problems := models.Invalid{}
	if in.Level < 1 || !slices.ContainsFunc(levels, func(l models.Level) bool { return l.FrameworkVersionID == version && l.Value == in.Level }) {
		problems["level"] = "Select the level that is needed"
	}
	if in.People < 1 || in.People > models.MostNeeded {
		problems["people"] = "Enter how many people are needed: 1 to 200"
	}
	return problems.OrNil()
}

// Change keeps another level or number of a need of a group. A save that comes late is refused with models.ErrStale.
func (s *Service) Change(ctx context.Context, actor models.Actor, of, need models.ID, in Keep) error {
	form, err := s.ChangeForm(ctx, actor, of, need)
	if err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		n, err := s.locked(ctx, tx, actor, of, need)
		if err != nil {
			return err
		}
		if err := in.check(form.Levels, form.Need.VersionID); err != nil {
			return err
		}
		if n.Revision != in.Revision {
			return models.ErrStale
		}
		if n.Level == in.Level && n.People == in.People {
			return nil
		}
		n.Level, n.People, n.Revision, n.ChangedAt = in.Level, in.People, n.Revision+1, tx.Now()
		return errors.Join(tx.ChangeNeed(ctx, n), tx.Publish(ctx, told("need.changed", n, actor)))
	})
}

// locked is a need of the group, locked, where the actor keeps it.
func (s *Service) locked(ctx context.Context, tx *store.Tx, actor models.Actor, of, need models.ID) (models.TeamNeed, error) {
	n, err := tx.LockNeed(ctx, need)
	if err != nil {
		return n, err
	}
	if n.Of() != of {
		return n, models.ErrNotFound
	}
	return n, policy.Allows(actor, policy.KeepNeeds, n)
}

// Remove takes a need off a group.
func (s *Service) Remove(ctx context.Context, actor models.Actor, of, need models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		n, err := s.locked(ctx, tx, actor, of, need)
		if err != nil {
			return err
		}
		return errors.Join(tx.DropNeeds(ctx, []models.ID{n.ID}), tx.Publish(ctx, told("need.removed", n, actor)))
	})
}
