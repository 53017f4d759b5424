package access

import (
	"bytes"
	"errors"
	"testing"
)

func TestWhatIsSealedOpensForItsOwnerAndPurposeAlone(t *testing.T) {
	s := &Service{Config: Config{Secret: "a secret"}}
	sealed, err := s.seal("label", "ada", []byte("plain text"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("plain")) {
		t.Error("the text can be read")
	}
	if plain, err := s.unseal("label", "ada", sealed); err != nil || string(plain) != "plain text" {
		t.Errorf("%q (%v)", plain, err)
	}
	again, err := s.seal("label", "ada", []byte("plain text"))
	if err != nil || bytes.Equal(again, sealed) {
		t.Errorf("the same text is sealed alike twice (%v)", err)
	}
	turned := bytes.Clone(sealed)
	turned[len(turned)-1] ^= 1
	other := &Service{Config: Config{Secret: "another secret"}}
	for name, open := range map[string]func() ([]byte, error){
		"somebody else":  func() ([]byte, error) { return s.unseal("label", "ben", sealed) },
		"another label":  func() ([]byte, error) { return s.unseal("other", "ada", sealed) },
		"another secret": func() ([]byte, error) { return other.unseal("label", "ada", sealed) },
		"a changed byte": func() ([]byte, error) { return s.unseal("label", "ada", turned) },
		"a short one":    func() ([]byte, error) { return s.unseal("label", "ada", sealed[:5]) },
		"none":           func() ([]byte, error) { return s.unseal("label", "ada", nil) },
	} {
		if _, err := open(); !errors.Is(err, errSealed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWithoutASecretNothingIsSealed(t *testing.T) {
	s := &Service{}
	if _, err := s.seal("label", "ada", []byte("x")); !errors.Is(err, ErrNoSecret) {
		t.Errorf("sealed: %v", err)
	}
	if _, err := s.keyed("label", "ada", "x"); !errors.Is(err, ErrNoSecret) {
		t.Errorf("keyed: %v", err)
	}
}

func TestAKeyedHashIsOfItsOwnerPurposeAndSecret(t *testing.T) {
	s, other := &Service{Config: Config{Secret: "a"}}, &Service{Config: Config{Secret: "b"}}
	seen := map[string]bool{}
	for _, make := range []func() (string, error){
		func() (string, error) { return s.keyed("l", "ada", "code") },
		func() (string, error) { return s.keyed("l", "ben", "code") },
		func() (string, error) { return s.keyed("m", "ada", "code") },
		func() (string, error) { return s.keyed("l", "ada", "edoc") },
		func() (string, error) { return other.keyed("l", "ada", "code") },
	} {
		hash, err := make()
		if err != nil || seen[hash] {
			t.Errorf("%q again (%v)", hash, err)
		}
		seen[hash] = true
	}
}
