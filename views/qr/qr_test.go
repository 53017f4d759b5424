package qr_test

import (
	"strings"
	"testing"

	"trellis/views/qr"
)

func TestACodeHasItsThreeCorners(t *testing.T) {
	code := qr.Of("https://trellis.example.org/verify/AB-2222-2222")
	if code.Size < 21 || (code.Size-17)%4 != 0 {
		t.Fatalf("%d modules a side", code.Size)
	}
	corners := map[[2]int]bool{{0, 0}: false, {code.Size - 7, 0}: false, {0, code.Size - 7}: false}
	code.Runs(func(x, y, length int) {
		if _, corner := corners[[2]int{x, y}]; corner && length == 7 {
			corners[[2]int{x, y}] = true
		}
	})
	for at, found := range corners {
		if !found {
			t.Errorf("no corner at %v", at)
		}
	}
	if !strings.HasPrefix(code.Path(), "M4 4h7v1h-7z") {
		t.Errorf("the path begins %.20s", code.Path())
	}
}

func TestATextTooLongHasNoCode(t *testing.T) {
	if code := qr.Of(strings.Repeat("x", 5000)); code.Size != 0 || code.Path() != "" {
		t.Errorf("%d modules a side", code.Size)
	}
}
