package people

import (
	"context"
	"errors"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// always is before every day on which anything was kept.
const always models.Date = "0001-01-01"

// LinkOrganisation is a link to another organisation, which is named by its code.
type LinkOrganisation struct {
	Kind    models.LinkKind `form:"kind"`
	Other   string          `form:"other"`
	Started string          `form:"started"`
	Ended   string          `form:"ended"`
}

// LinkForm is the form of a new link of an organisation.
type LinkForm struct {
	From   models.Organisation
	Others []models.Organisation
	Today  models.Date
}

// LinkForm is the form of a new link.
func (s *Service) LinkForm(ctx context.Context, actor models.Actor, code string) (LinkForm, error) {
	form, err := s.OrganisationForm(ctx, actor, code)
	return LinkForm{From: form.Now, Others: form.Others, Today: s.Store.Today()}, err
}

// LinkOrganisation makes an organisation part of another, or lets it serve another, for a time.
func (s *Service) LinkOrganisation(ctx context.Context, actor models.Actor, code string, in LinkOrganisation) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := mayKeep(actor); err != nil {
			return err
		}
		all, err := tx.LockOrganisations(ctx)
		if err != nil {
			return err
		}
		from := slices.IndexFunc(all, func(o models.Organisation) bool { return o.Code == code })
		if from < 0 {
			return models.ErrNotFound
		}
		link, err := in.link(all[from], all)
		if err != nil {
			return err
		}
		others, err := tx.LinksSince(ctx, max(link.Started, always))
		if err != nil {
			return err
		}
		if err := link.Check(others); err != nil {
			return err
		}
		if err := tx.Add(ctx, &link); err != nil {
			return err
		}
		return tx.Publish(ctx, aboutOrganisation("organisation.linked", actor, all[from].ID))
	})
}

func (in LinkOrganisation) link(from models.Organisation, all []models.Organisation) (models.Link, error) {
	problems := models.Invalid{}
	link := models.Link{
		OrganisationID: from.ID, Kind: in.Kind,
		Started: dayOf(in.Started, "started", problems), Ended: dayOf(in.Ended, "ended", problems),
	}
	if in.Kind != models.PartOf && in.Kind != models.Serves {
		problems["kind"] = "Choose how they are linked"
	}
	other := slices.IndexFunc(all, func(o models.Organisation) bool { return o.Code == in.Other })
	if other < 0 {
		problems["other"] = "Choose the other organisation"
	} else {
		link.OtherID = all[other].ID
	}
	return link, problems.OrNil()
}

// LinkPage is one link of an organisation, which can be ended.
type LinkPage struct {
	From  models.Organisation
	Link  NamedLink
	Today models.Date
	// Begun tells whether it holds already; one that does not is removed instead.
	Begun bool
}

// LinkPage is the page of a link that holds today or later.
func (s *Service) LinkPage(ctx context.Context, actor models.Actor, code string, id models.ID) (LinkPage, error) {
	page := LinkPage{Today: s.Store.Today()}
	if err := mayKeep(actor); err != nil {
		return page, err
	}
	var err error
	if page.From, err = s.Store.OrganisationByCode(ctx, code); err != nil {
		return page, err
	}
	links, err := s.Store.LinksFrom(ctx, []models.ID{page.From.ID})
	if err != nil {
		return page, err
	}
	at := slices.IndexFunc(links, func(l NamedLink) bool { return l.ID == id })
	if at < 0 {
		return page, models.ErrNotFound
	}
	page.Link = links[at]
	page.Begun = page.Link.Started <= page.Today
	return page, nil
}

// EndLink ends a link: the day is the last one on which it holds. One that has not begun is removed. What it was stays
// listed.
func (s *Service) EndLink(ctx context.Context, actor models.Actor, code string, id models.ID, on string) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := mayKeep(actor); err != nil {
			return err
		}
		from, err := tx.OrganisationByCode(ctx, code)
		if err != nil {
			return err
		}
		if _, err := tx.LockOrganisations(ctx); err != nil {
			return err
		}
		link, err := tx.LinkByID(ctx, id)
		if err == nil && link.OrganisationID != from.ID {
			err = models.ErrNotFound
		}
		if err != nil {
			return err
		}
		if err := endLink(ctx, tx, link, on); err != nil {
			return err
		}
		return tx.Publish(ctx, aboutOrganisation("organisation.unlinked", actor, from.ID))
	})
}

func endLink(ctx context.Context, tx *store.Tx, link models.Link, on string) error {
	if link.Started > tx.Today() {
		return tx.DropLinks(ctx, []models.ID{link.ID})
	}
	problems := models.Invalid{}
	day := dayOf(on, "on", problems)
	switch {
	case len(problems) > 0:
		return problems
	case day == "":
		return models.Invalid{"on": "Enter the last day of the link"}
	case day < link.Started:
		return models.Invalid{"on": "Enter a day on which the link has begun"}
	case link.Ended != "" && day > link.Ended:
		return models.Invalid{"on": "The link ends before that day already"}
	}
	link.Ended = day
	return tx.ChangeLinks(ctx, []models.Link{link})
}

// isMissing tells whether there is no such thing.
func isMissing(err error) bool { return errors.Is(err, models.ErrNotFound) }
