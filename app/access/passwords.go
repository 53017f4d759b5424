package access

import (
	"context"
	"fmt"
	"sync"

	"github.com/alexedwards/argon2id"
)

// cost is what a hash takes: 19 MiB and about 50 ms, as OWASP advises for argon2id.
var cost = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// atOnce is how many hashes may run at the same time, so that sign-ins cannot use up the memory.
const atOnce = 2

// HashPassword is the hash of a password as it is kept. Generated people share one.
func HashPassword(password string) (string, error) {
	hash, err := argon2id.CreateHash(password, &cost)
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return hash, nil
}

// hashing makes and compares hashes, a few at a time.
type hashing struct {
	turns chan struct{}
	dummy func() (string, error) // compared where there is no password, so that an unknown address takes as long
}

func newHashing() hashing {
	return hashing{
		turns: make(chan struct{}, atOnce),
		dummy: sync.OnceValues(func() (string, error) { return HashPassword("nobody has this password") }),
	}
}

// hash waits its turn and hashes.
func (h hashing) hash(ctx context.Context, password string) (string, error) {
	leave, err := h.enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	return HashPassword(password)
}

// matches tells whether the password has the hash. Without a hash it answers no, and takes as long.
func (h hashing) matches(ctx context.Context, password, hash string) (bool, error) {
	leave, err := h.enter(ctx)
	if err != nil {
		return false, err
	}
	defer leave()
	known := hash != ""
	if !known {
		if hash, err = h.dummy(); err != nil {
			return false, err
		}
	}
	match, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		return false, fmt.Errorf("compare a password: %w", err)
	}
	return match && known, nil
}

func (h hashing) enter(ctx context.Context) (leave func(), err error) {
	select {
	case h.turns <- struct{}{}:
		return func() { <-h.turns }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
