package frameworks_test

import (
	"testing"

	"trellis/models/modeltest"
)

func TestMain(m *testing.M) { modeltest.Main(m) }
