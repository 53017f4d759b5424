package progress_test

import (
	"context"
	"testing"

	"trellis/app/progress"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

// handing is a way to hand in: as a draft, or for good.
type handing func(ctx context.Context, actor models.Actor, in progress.HandIn) (models.Submission, error)
