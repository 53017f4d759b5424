// Package seal keeps secrets of the installation in the database so that a copy of the database alone is worth nothing: under keys
// that are derived from the installation's own secret, one for each purpose.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
)

var (
	// ErrNoSecret says that the installation has been told no secret, under which something could be sealed.
	ErrNoSecret = errors.New("TRELLIS_SECRET is needed: without it nothing can be sealed")
	// ErrSealed says that what was sealed cannot be opened.
	ErrSealed = errors.New("what was sealed does not open: was TRELLIS_SECRET changed?")
)

// BadgeKey is the label under which the keys that sign badges are sealed, each for its own id.
const BadgeKey = "trellis badge signing key v1"

const keyLength = 32 // of AES-256, and of HMAC

// Secret is the secret of the installation; empty where none is known.
type Secret string

// key derives the key of a purpose from the secret, by HKDF with SHA-256.
func (s Secret) key(label string) ([]byte, error) {
	if s == "" {
		return nil, ErrNoSecret
	}
	key, err := hkdf.Key(sha256.New, []byte(s), nil, label, keyLength)
	if err != nil {
		return nil, fmt.Errorf("derive the key of %s: %w", label, err)
	}
	return key, nil
}

// Seal encrypts with AES-256-GCM: a random nonce, then the sealed text. It opens only under the same label and for the owner it was
// sealed for, so that a row moved to somebody else is worth nothing.
func (s Secret) Seal(label, owner string, plain []byte) ([]byte, error) {
	box, err := s.box(label)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, box.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	return box.Seal(nonce, nonce, plain, []byte(owner)), nil
}

// Unseal is what was sealed under the label for the owner.
func (s Secret) Unseal(label, owner string, sealed []byte) ([]byte, error) {
	box, err := s.box(label)
	if err != nil {
		return nil, err
	}
	if len(sealed) < box.NonceSize() {
		return nil, ErrSealed
	}
	plain, err := box.Open(nil, sealed[:box.NonceSize()], sealed[box.NonceSize():], []byte(owner))
	if err != nil {
		return nil, ErrSealed // the library's own words say nothing more
	}
	return plain, nil
}

func (s Secret) box(label string) (cipher.AEAD, error) {
	key, err := s.key(label)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// Keyed is a hash that only who has the secret can make: short codes cannot be tried out on a copy of the database.
func (s Secret) Keyed(label, owner, text string) (string, error) {
	key, err := s.key(label)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(owner + "\x00" + text))
	return hex.EncodeToString(mac.Sum(nil)), nil
}
