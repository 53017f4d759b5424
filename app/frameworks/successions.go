package frameworks

import (
	"context"
	"slices"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// WriteSuccession says what became of a competency of the earlier version, as it was chosen.
type WriteSuccession struct {
	Kind    models.SuccessionKind `form:"kind"` // empty: as code and words say. "retired": nothing follows
	Into    []models.ID           `form:"into"` // what follows
	Carries bool                  `form:"carries"`
	Note    string                `form:"note" validate:"max=1000" problem:"max=Use 1,000 characters or fewer for the note"`
	Edition string                `form:"edition"`
}

// SuccessionPage is the form in which editors say what became of a competency.
type SuccessionPage struct {
	store.VersionsCompared
	From    models.Worded
	In      WriteSuccession
	Now     []models.Became // what became of it, as things stand
	Choices []DraftArea     // of the draft
}

// Succession is the page of that form. models.ErrNotFound where the draft was not drawn from a version, or the version has no such
// competency.
func (s *Service) Succession(ctx context.Context, actor models.Actor, code, version string, id models.ID) (page SuccessionPage, err error) {
	v, err := draft(ctx, s.Store.Reads, actor, code, version)
	if err != nil {
		return page, err
	}
	return succession(ctx, s.Store.Reads, v, id)
}

func succession(ctx context.Context, r store.Reads, v models.FrameworkVersion, id models.ID) (page SuccessionPage, err error) {
	if v.BasedOnID == nil {
		return page, models.ErrNotFound
	}
	if page.VersionsCompared, err = r.CompareVersions(ctx, *v.BasedOnID, v.ID); err != nil {
		return page, err
	}
	earlier := page.Earlier.Wording().Competencies
	i := slices.IndexFunc(earlier, func(k models.Worded) bool { return k.ID == id })
	if i < 0 {
		return page, models.ErrNotFound
	}
	page.From, page.Choices = earlier[i], areas(page.Later, nil)
	for _, c := range page.Changes {
		if c.From == nil || c.From.ID != id {
			continue
		}
		page.Now = append(page.Now, c)
		if c.Said {
			page.In.Kind, page.In.Carries, page.In.Note = c.Kind, c.Carries, c.Note
			page.In.Into = append(page.In.Into, c.To.ID)
		}
	}
	page.In.Edition = models.EditionOfSaid(page.Now)
	return page, nil
}

// SaySuccession keeps what became of a competency. What nobody says follows from code and words.
func (s *Service) SaySuccession(ctx context.Context, actor models.Actor, code, version string, id models.ID, in WriteSuccession) error {
	in.Note = input.Tidy(in.Note)
	problems, err := input.Problems(in)
	if err != nil {
		return err
	}
	problems.Add(input.Patients(false, input.Text{Field: "note", Text: in.Note}))
	return s.write(ctx, actor, code, version, func(tx *store.Tx, c store.FrameworkContent) (bool, error) {
		page, err := succession(ctx, tx.Reads, c.Version, id)
		if err != nil {
			return false, err
		}
		if in.Edition != page.In.Edition {
			return false, models.ErrStale
		}
		problems.Add(in.wrong(page))
		if err := problems.OrNil(); err != nil {
			return false, err
		}
		var rows []models.Succession
		for _, to := range in.Into {
			if in.Kind != "" {
				rows = append(rows, models.Succession{FromID: id, ToID: to, Kind: in.Kind, Carries: in.Carries, Note: in.Note, ByID: actor.ID, SaidAt: tx.Now()})
			}
		}
		return true, tx.SaySuccession(ctx, id, c.Version.ID, rows)
	})
}

// wrong are the problems of what was chosen.
func (in WriteSuccession) wrong(page SuccessionPage) models.Invalid {
	problems := models.Invalid{}
	for _, to := range in.Into {
		if _, found := competency(page.Later, to); !found {
			problems["into"] = "Choose competencies of the list"
		}
	}
	switch in.Kind {
	case "":
	case models.Unchanged, models.Reworded, models.Merged:
		if len(in.Into) != 1 {
			problems["into"] = "Choose the one competency that follows"
		}
	case models.Split:
		if len(in.Into) < 2 {
			problems["into"] = "Choose the competencies that it was split into: two or more"
		}
	default:
		problems["kind"] = "Choose what became of it"
	}
	return problems
}
