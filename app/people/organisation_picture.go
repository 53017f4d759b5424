package people

import (
	"cmp"
	"context"
	"slices"

	"trellis/models"
)

// Standing is an organisation as it stands to another: what that is part of or serves, or what is part of that or serves it.
type Standing struct {
	models.Organisation
	How   models.LinkKind
	Above []Standing // what it is part of or serves itself
}

// highest is how many steps up a picture goes.
const highest = 6

// howItStands reads the links of an organisation, and draws where it stands today.
func (s *Service) howItStands(ctx context.Context, page *OrganisationPage) (err error) {
	if page.LinksFrom, err = s.Store.LinksFrom(ctx, []models.ID{page.ID}); err != nil {
		return err
	}
	if page.LinksTo, err = s.Store.LinksTo(ctx, []models.ID{page.ID}); err != nil {
		return err
	}
	network, err := s.Store.Organisations(ctx)
	if err != nil {
		return err
	}
	links, err := s.Store.LinksSince(ctx, page.Today)
	if err != nil {
		return err
	}
	page.Above, page.Below = picture(page.ID, network, links, page.Today)
	return nil
}

// picture is what stands above an organisation on the day, with what stands above that, and what stands right below it.
func picture(id models.ID, network []models.Organisation, links []models.Link, day models.Date) (above, below []Standing) {
	known := map[models.ID]models.Organisation{}
	for _, o := range network {
		known[o.ID] = o
	}
	up := map[models.ID][]models.Link{}
	for _, l := range links {
		switch {
		case !l.HoldsOn(day):
		case l.OtherID == id:
			below = append(below, Standing{Organisation: known[l.OrganisationID], How: l.Kind})
			fallthrough
		default:
			up[l.OrganisationID] = append(up[l.OrganisationID], l)
		}
	}
	var climb func(id models.ID, steps int) []Standing
	climb = func(id models.ID, steps int) []Standing {
		if steps == 0 {
			return nil
		}
		var list []Standing
		for _, l := range up[id] {
			list = append(list, Standing{Organisation: known[l.OtherID], How: l.Kind, Above: climb(l.OtherID, steps-1)})
		}
		return ordered(list)
	}
	return climb(id, highest), ordered(below)
}

func ordered(list []Standing) []Standing {
	slices.SortFunc(list, func(a, b Standing) int {
		return cmp.Or(cmp.Compare(a.How, b.How), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code))
	})
	return list
}
