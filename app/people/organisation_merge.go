package people

import (
	"context"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// MergeOrganisation says into which organisation another merges, by its code, and from which day on.
type MergeOrganisation struct {
	To   string `form:"to"`
	Day  string `form:"day"`
	Seen string `form:"seen"` // what the preview said
}

// MergeForm asks into which organisation one merges.
type MergeForm struct {
	From   models.Organisation
	Others []models.Organisation // that are open
	Today  models.Date
}

// MergeForm is the form of a merger.
func (s *Service) MergeForm(ctx context.Context, actor models.Actor, code string) (MergeForm, error) {
	form, err := s.OrganisationForm(ctx, actor, code)
	today := s.Store.Today()
	form.Others = slices.DeleteFunc(form.Others, func(o models.Organisation) bool { return !o.OpenOn(today) })
	return MergeForm{From: form.Now, Others: form.Others, Today: today}, err
}

// PreviewMerge says what a merger would do. It changes nothing.
func (s *Service) PreviewMerge(ctx context.Context, actor models.Actor, code string, in MergeOrganisation) (MovePreview, error) {
	if err := mayKeep(actor); err != nil {
		return MovePreview{}, err
	}
	all, err := s.Store.Organisations(ctx)
	if err != nil {
		return MovePreview{}, err
	}
	return in.preview(ctx, s.Store.Reads, code, all, s.Store.Today())
}

func (in MergeOrganisation) preview(ctx context.Context, r store.Reads, code string, all []models.Organisation, today models.Date) (MovePreview, error) {
	from, found := coded(all, code)
	if !found {
		return MovePreview{}, models.ErrNotFound
	}
	problems := models.Invalid{}
	preview := MovePreview{Kind: models.Merge, From: from, Day: dayOf(in.Day, "day", problems)}
	if preview.To, found = coded(all, in.To); !found {
		problems["to"] = "Choose the organisation that follows " + from.Name
	}
	if len(problems) > 0 {
		return preview, problems
	}
	if err := models.CheckMerge(from, preview.To, all, preview.Day, today); err != nil {
		return preview, err
	}
	for _, o := range []models.Organisation{from, preview.To} {
		if err := stillMoving(ctx, r, o); err != nil {
			return preview, err
		}
	}
	search := store.PostSearch{Organisation: from.ID, Day: preview.Day, InTeam: true}
	preview, err := previewMove(ctx, r, preview, search)
	if err != nil {
		return preview, err
	}
	return previewMerge(ctx, r, preview, all)
}

// stillMoving answers models.Invalid while people are being moved from the organisation.
func stillMoving(ctx context.Context, r store.Reads, o models.Organisation) error {
	_, err := r.UnfinishedMove(ctx, o.ID)
	switch {
	case isMissing(err):
		return nil
	case err != nil:
		return err
	}
	return models.Invalid{"to": "People are being moved from " + o.Name + ": try again when that is done"}
}

func coded(all []models.Organisation, code string) (models.Organisation, bool) {
	at := slices.IndexFunc(all, func(o models.Organisation) bool { return o.Code == code })
	if at < 0 {
		return models.Organisation{}, false
	}
	return all[at], true
}

// MergeOrganisation lets one organisation follow another from a day on: its people go there, and so do its links and leads;
// it closes. What was until the day before stays as it was. Asked again, it answers the same move. It answers models.ErrStale
// when the preview no longer holds.
func (s *Service) MergeOrganisation(ctx context.Context, actor models.Actor, code string, in MergeOrganisation) (move models.Move, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := mayKeep(actor); err != nil {
			return err
		}
		all, err := tx.LockOrganisations(ctx)
		if err != nil {
			return err
		}
		var again bool
		if move, again, err = in.made(ctx, tx, code, all); again || err != nil {
			return err
		}
		preview, err := in.preview(ctx, tx.Reads, code, all, tx.Today())
		if err != nil {
			return err
		}
		if in.Seen != preview.Seen() {
			return models.ErrStale
		}
		posts, err := tx.PostsFrom(ctx, store.PostSearch{Organisation: preview.From.ID, Day: preview.Day, InTeam: true})
		if err != nil {
			return err
		}
		move, err = begin(ctx, tx, models.Move{
			Kind: models.Merge, FromID: preview.From.ID, ToID: preview.To.ID, Day: preview.Day, MadeByID: actor.ID,
		}, posts)
		return err
	})
	return move, err
}

// made is the same merger, where it was confirmed already.
func (in MergeOrganisation) made(ctx context.Context, tx *store.Tx, code string, all []models.Organisation) (models.Move, bool, error) {
	from, found := coded(all, code)
	if !found {
		return models.Move{}, false, models.ErrNotFound
	}
	moves, err := tx.MovesOf(ctx, from.ID)
	for _, m := range moves {
		if m.Kind == models.Merge && m.FromID == from.ID && m.ToCode == in.To && string(m.Day) == in.Day {
			return m.Move, true, err
		}
	}
	return models.Move{}, false, err
}
