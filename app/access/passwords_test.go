package access

import (
	"context"
	"strings"
	"testing"
	"time"
)

func TestAPasswordIsKeptAsArgon2id(t *testing.T) {
	hash, err := HashPassword("three words apart")
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("%q (%v)", hash, err)
	}
	h := newHashing()
	for password, want := range map[string]bool{"three words apart": true, "three words": false, "": false} {
		if got, err := h.matches(t.Context(), password, hash); err != nil || got != want {
			t.Errorf("%q: %v (%v)", password, got, err)
		}
	}
	if got, err := h.matches(t.Context(), "nobody has this password", ""); err != nil || got {
		t.Errorf("somebody without a password is let in (%v)", err)
	}
}

func TestAHashWaitsItsTurn(t *testing.T) {
	h := newHashing()
	for range atOnce {
		if _, err := h.enter(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer stop()
	if _, err := h.hash(ctx, "x"); err == nil {
		t.Error("more hashes run at once than may")
	}
}
