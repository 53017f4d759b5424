package access

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

// The labels under which keys are derived from the installation's secret: one key serves one purpose.
const (
	labelAuthenticator = "trellis authenticator secret v1"
	labelRecovery      = "trellis recovery code v1"
)

// ErrNoSecret says that the installation has been told no secret, under which a second factor could be kept.
var ErrNoSecret = errors.New("a second factor needs TRELLIS_SECRET: without it nothing can be sealed")

// errSealed says that what was sealed cannot be opened.
var errSealed = errors.New("what was sealed does not open: was TRELLIS_SECRET changed?")

const keyLength = 32 // of AES-256, and of HMAC

// key derives the key of a purpose from the installation's secret, by HKDF with SHA-256.
func (s *Service) key(label string) ([]byte, error) {
	if s.Config.Secret == "" {
		return nil, ErrNoSecret
	}
	key, err := hkdf.Key(sha256.New, []byte(s.Config.Secret), nil, label, keyLength)
	if err != nil {
		return nil, fmt.Errorf("derive the key of %s: %w", label, err)
	}
	return key, nil
}

// seal encrypts with AES-256-GCM: a random nonce, then the sealed text. It opens only for the owner it was sealed for, so
// that a row moved to somebody else is worth nothing.
func (s *Service) seal(label, owner string, plain []byte) ([]byte, error) {
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

// unseal is what was sealed under the label for the owner.
func (s *Service) unseal(label, owner string, sealed []byte) ([]byte, error) {
	box, err := s.box(label)
	if err != nil {
		return nil, err
	}
	if len(sealed) < box.NonceSize() {
		return nil, errSealed
	}
	plain, err := box.Open(nil, sealed[:box.NonceSize()], sealed[box.NonceSize():], []byte(owner))
	if err != nil {
		return nil, errSealed // the library's own words say nothing more
	}
	return plain, nil
}

func (s *Service) box(label string) (cipher.AEAD, error) {
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

// keyed is a hash that only who has the secret can make: short codes cannot be tried out on a copy of the database.
func (s *Service) keyed(label, owner, text string) (string, error) {
	key, err := s.key(label)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(owner + "\x00" + text))
	return hex.EncodeToString(mac.Sum(nil)), nil
}
