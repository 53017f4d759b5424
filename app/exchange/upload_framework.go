package exchange

import (
	"bytes"
	"context"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Upload is a file as somebody sends it from a screen.
type Upload struct {
	Name    string
	Content []byte
}

func opened(files []Upload) []File {
	list := make([]File, len(files))
	for i, f := range files {
		list[i] = File{Name: f.Name, Content: bytes.NewReader(f.Content)}
	}
	return list
}

// PublishFramework makes a draft the version that holds: it never changes again. One that is published already stays so, and
// a retired one is not brought back: it answers models.ErrNotFound.
func (s *Service) PublishFramework(ctx context.Context, actor models.Actor, code, version string) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if !policy.Scope(actor, policy.KeepFrameworks).All {
			return models.ErrForbidden
		}
		found, err := tx.VersionNamed(ctx, code, version)
		if err != nil || found.State == models.Published {
			return err
		}
		if found.State == models.Retired {
			return models.ErrNotFound
		}
		if err := tx.PublishVersion(ctx, found.ID); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "framework.published", Subject: "framework_versions", SubjectID: found.ID})
	})
}
