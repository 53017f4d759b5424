package skills

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// VersionNote is what has to be said of a framework version wherever its words are shown: whose they are, and when it ends.
type VersionNote = store.VersionNote

// notes are those of the versions that roles are of.
func (s *Service) notes(ctx context.Context, roles []models.RoleProfile) ([]VersionNote, error) {
	return s.Store.VersionNotes(ctx, idsOf(roles, func(r models.RoleProfile) models.ID { return r.FrameworkVersionID }))
}
