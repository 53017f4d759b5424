package people

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// LeadsPage is who leads the organisations that the actor leads, and what belongs to those.
type LeadsPage struct {
	Leads []HeldRole
	// Organisations are those for which the actor may name a lead, by name.
	Organisations []models.Organisation
	Today         models.Date
}

// NameLead names somebody, by address, as the lead of an organisation.
type NameLead struct {
	Organisation models.ID `form:"organisation"`
	Email        string    `form:"email"`
	Until        string    `form:"until"`
}

// Leads shows who leads what.
func (s *Service) Leads(ctx context.Context, actor models.Actor) (LeadsPage, error) {
	page := LeadsPage{Today: s.Store.Today()}
	reach := policy.Scope(actor, policy.NameLeads)
	if !reach.All && len(reach.Organisations) == 0 {
		return page, models.ErrForbidden
	}
	within, err := s.Store.Organisations(ctx)
	if !reach.All {
		within, err = s.Store.Within(ctx, reach.Organisations, page.Today)
	}
	if err != nil {
		return page, err
	}
	ids := make([]models.ID, len(within))
	for i, o := range within {
		ids[i] = o.ID
		// The lead of more than a team does not give the sight of names that comes with the lead of a team.
		mine := reach.All || !o.Kind.IsTeam() || slices.Contains(reach.Organisations, o.ID)
		if mine && o.OpenOn(page.Today) {
			page.Organisations = append(page.Organisations, o)
		}
	}
	page.Leads, err = s.heldRoles(ctx, actor, models.Lead, models.OneOrganisation, ids...)
	return page, err
}

// NameLead makes somebody the lead of an organisation.
func (s *Service) NameLead(ctx context.Context, actor models.Actor, in NameLead) error {
	if !in.Organisation.Known() {
		return models.Invalid{"organisation": "Select an organisation"}
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		return giveByEmail(ctx, tx, actor, in.Email, in.Until, models.Grant{Role: models.Lead, ScopeKind: models.OneOrganisation, ScopeID: in.Organisation})
	})
}

// EndLead ends that somebody leads an organisation.
func (s *Service) EndLead(ctx context.Context, actor models.Actor, id models.ID) error {
	return s.endRole(ctx, actor, id, func(g models.Grant) bool { return g.Role == models.Lead })
}
