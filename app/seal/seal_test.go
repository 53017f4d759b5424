package seal

import (
	"bytes"
	"errors"
	"testing"
)

func TestWhatIsSealedOpensForItsOwnerAndPurposeAlone(t *testing.T) {
	s := Secret("a secret")
	sealed, err := s.Seal("label", "ada", []byte("plain text"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("plain")) {
		t.Error("the text can be read")
	}
	if plain, err := s.Unseal("label", "ada", sealed); err != nil || string(plain) != "plain text" {
		t.Errorf("%q (%v)", plain, err)
	}
	again, err := s.Seal("label", "ada", []byte("plain text"))
	if err != nil || bytes.Equal(again, sealed) {
		t.Errorf("the same text is sealed alike twice (%v)", err)
	}
	turned := bytes.Clone(sealed)
	turned[len(turned)-1] ^= 1
	other := Secret("another secret")
	for name, open := range map[string]func() ([]byte, error){
		"somebody else":  func() ([]byte, error) { return s.Unseal("label", "ben", sealed) },
		"another label":  func() ([]byte, error) { return s.Unseal("other", "ada", sealed) },
		"another secret": func() ([]byte, error) { return other.Unseal("label", "ada", sealed) },
		"a changed byte": func() ([]byte, error) { return s.Unseal("label", "ada", turned) },
		"a short one":    func() ([]byte, error) { return s.Unseal("label", "ada", sealed[:5]) },
		"none":           func() ([]byte, error) { return s.Unseal("label", "ada", nil) },
	} {
		if _, err := open(); !errors.Is(err, ErrSealed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWithoutASecretNothingIsSealed(t *testing.T) {
	s := Secret("")
	if _, err := s.Seal("label", "ada", []byte("x")); !errors.Is(err, ErrNoSecret) {
		t.Errorf("sealed: %v", err)
	}
	if _, err := s.Keyed("label", "ada", "x"); !errors.Is(err, ErrNoSecret) {
		t.Errorf("keyed: %v", err)
	}
}

func TestAKeyedHashIsOfItsOwnerPurposeAndSecret(t *testing.T) {
	s, other := Secret("a"), Secret("b")
	seen := map[string]bool{}
	for _, make := range []func() (string, error){
		func() (string, error) { return s.Keyed("l", "ada", "code") },
		func() (string, error) { return s.Keyed("l", "ben", "code") },
		func() (string, error) { return s.Keyed("m", "ada", "code") },
		func() (string, error) { return s.Keyed("l", "ada", "edoc") },
		func() (string, error) { return other.Keyed("l", "ada", "code") },
	} {
		hash, err := make()
		if err != nil || seen[hash] {
			t.Errorf("%q again (%v)", hash, err)
		}
		seen[hash] = true
	}
}
