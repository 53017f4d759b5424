package progress_test

import (
	"context"

	"trellis/app/progress"
	"trellis/models"
)

// handing is a way to hand in: as a draft, or for good.
type handing func(ctx context.Context, actor models.Actor, in progress.HandIn) (models.Submission, error)
