package frameworks

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// PublishPage is what publishing a draft means.
type PublishPage struct {
	store.FrameworkContent
	Signing   Signing
	Missing   string // what stands in the way; empty for nothing
	Unsettled int    // comments
	BasedOn   *models.FrameworkVersion
	Changes   []models.Became // since then, less what is unchanged
	Counts    map[models.SuccessionKind]int
	People    int // who have a role of the version that it was drawn from: they stay there until they are moved
	Points    bool
}

// PublishPage is the page on which a draft is looked over and published.
func (s *Service) PublishPage(ctx context.Context, actor models.Actor, code, version string) (page PublishPage, err error) {
	v, err := publishable(ctx, s.Store.Reads, actor, code, version)
	if err != nil {
		return page, err
	}
	if !v.IsDraft() {
		return page, models.ErrNotFound
	}
	if page.FrameworkContent, err = s.Store.FrameworkContent(ctx, v.ID); err != nil {
		return page, err
	}
	reviews, err := s.Store.ReviewsOf(ctx, v.ID)
	if err != nil {
		return page, err
	}
	unsettled, err := s.unsettled(ctx, v.ID)
	if err != nil {
		return page, err
	}
	for _, n := range unsettled {
		page.Unsettled += n
	}
	page.Signing = signing(v, reviews)
	page.Missing = missing(page.FrameworkContent, page.Signing, actor)
	if v.BasedOnID == nil {
		return page, nil
	}
	compared, err := s.Store.CompareVersions(ctx, *v.BasedOnID, v.ID)
	if err != nil {
		return page, err
	}
	page.BasedOn, page.Counts = &compared.Earlier.Version, models.CountChanges(compared.Changes)
	page.Changes = slices.DeleteFunc(compared.Changes, func(c models.Became) bool { return c.Kind == models.Unchanged })
	page.Points, _ = compared.Earlier.Wording().SameScale(compared.Later.Wording())
	page.People, err = s.Store.PeopleOnVersion(ctx, *v.BasedOnID, s.Store.Today())
	return page, err
}

func missing(c store.FrameworkContent, signing Signing, actor models.Actor) string {
	if len(c.Competencies) == 0 {
		return "The draft has no competencies yet"
	}
	return signing.Missing(actor.ID)
}

// publishable is a version that the actor may publish, or has.
func publishable(ctx context.Context, r store.Reads, actor models.Actor, code, version string) (models.FrameworkVersion, error) {
	v, err := r.VersionNamed(ctx, code, version)
	if err != nil {
		return v, err
	}
	return v, policy.Allows(actor, policy.KeepFrameworks, v)
}

// Publish makes a draft the version that holds: it never changes again. One that is published already stays so, and a retired one
// is not brought back: it answers models.ErrNotFound. models.Invalid says what stands in the way, and models.ErrStale that the
// draft was changed after the actor looked at it: revision is that of what they saw, 0 where a file is taken as it is.
func (s *Service) Publish(ctx context.Context, actor models.Actor, code, version string, revision int) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		v, err := publishable(ctx, tx.Reads, actor, code, version)
		if err != nil {
			return err
		}
		if v, err = tx.LockVersion(ctx, v.ID); err != nil || v.State == models.Published {
			return err
		}
		if v.State == models.Retired {
			return models.ErrNotFound
		}
		c, err := tx.FrameworkContent(ctx, v.ID)
		if err != nil {
			return err
		}
		if err := ready(ctx, tx, actor, c, revision); err != nil {
			return err
		}
		if v.ContentHash == "" {
			if err := tx.KeepDigest(ctx, v, s.Digest(c)); err != nil {
				return err
			}
		}
		if err := tx.PublishVersion(ctx, v.ID); err != nil {
			return err
		}
		return tx.Publish(ctx, about("framework.published", actor, v.ID))
	})
}

// ready says what stands in the way of publishing a draft of that revision; nil for nothing.
func ready(ctx context.Context, tx *store.Tx, actor models.Actor, c store.FrameworkContent, revision int) error {
	reviews, err := tx.ReviewsOf(ctx, c.Version.ID)
	if err != nil {
		return err
	}
	signing := signing(c.Version, reviews)
	if words := missing(c, signing, actor); words != "" {
		return models.Invalid{"publish": words}
	}
	asItIs := signing.FromFile && revision == 0
	if revision != c.Version.Revision && !asItIs {
		return models.ErrStale
	}
	return nil
}
