package app

import (
	"context"

	"trellis/app/outbox"
	"trellis/models"
)

// roleKinds are the jobs of role profiles, and of moving people between versions.
func (a *App) roleKinds() map[string]outbox.Do {
	return map[string]outbox.Do{
		models.RecountRole: func(ctx context.Context, job models.Job, _ *outbox.Worker) error {
			return a.Frameworks.RecountRole(ctx, job.SubjectID)
		},
		models.MoveVersion: func(ctx context.Context, job models.Job, _ *outbox.Worker) error {
			return a.Frameworks.CarryVersionMove(ctx, job.SubjectID)
		},
	}
}
