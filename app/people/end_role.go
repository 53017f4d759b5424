package people

import (
	"context"
	"errors"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// lastAdministrator is why the role of the last one is not ended.
const lastAdministrator = "Nobody else runs the network without an end: make somebody an administrator first"

// EndRole ends a role of somebody at once, and signs them out everywhere. The last who runs the whole network goes on.
func (s *Service) EndRole(ctx context.Context, actor models.Actor, person, id models.ID) error {
	return s.endRole(ctx, actor, id, func(g models.Grant) bool { return g.PersonID == person })
}

// endRole ends a grant that is one of those meant.
func (s *Service) endRole(ctx context.Context, actor models.Actor, id models.ID, meant func(models.Grant) bool) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockAdministrators(ctx); err != nil { // of two who end one each, the second sees what the first has done
			return err
		}
		administrators, err := tx.Administrators(ctx)
		if err != nil {
			return err
		}
		grant, err := tx.LockGrant(ctx, id)
		if err != nil {
			return err
		}
		around, err := aroundOf(ctx, tx.Reads, grant, tx.Today())
		if err != nil {
			return err
		}
		if !meant(grant) || !policy.Ends(actor, grant, around) {
			return models.ErrForbidden
		}
		yesterday := tx.Today().AddDays(-1)
		if grant.Ended != "" && grant.Ended <= yesterday {
			return nil // somebody else did
		}
		it := func(g models.Grant) bool { return g.ID == id }
		if grant.RunsNetwork() && !models.AdministratorsWithout(administrators, it, tx.Today()) {
			return models.Invalid{"role": lastAdministrator}
		}
		grant.Ended, grant.EndedByID = yesterday, &actor.ID
		if err := tx.ChangeGrant(ctx, grant); err != nil {
			return err
		}
		return errors.Join(tx.EndDevices(ctx, "", grant.PersonID), tx.Publish(ctx, aboutGrant("grant.ended", actor, grant)))
	})
}
