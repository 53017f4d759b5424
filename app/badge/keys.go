package badge

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// Key is a key in public: what it is called, and what checks a signature. It is an *ecdsa.PublicKey of P-256 or an
// ed25519.PublicKey.
type Key struct {
	ID     string // a DID with a fragment
	Public crypto.PublicKey
}

// Signer is a key that signs.
type Signer struct {
	ID      string
	Private crypto.Signer // *ecdsa.PrivateKey of P-256, or ed25519.PrivateKey
}

// NewES256 makes a key for tokens: its public part as PKIX, and itself as PKCS #8.
func NewES256() (public, private []byte, err error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	return encoded(key.Public(), key)
}

// NewEd25519 makes a key for proofs inside of a credential: its public part as PKIX, and itself as PKCS #8.
func NewEd25519() (public, private []byte, err error) {
	known, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	return encoded(known, key)
}

func encoded(known crypto.PublicKey, key crypto.PrivateKey) (public, private []byte, err error) {
	if public, err = x509.MarshalPKIXPublicKey(known); err != nil {
		return nil, nil, err
	}
	private, err = x509.MarshalPKCS8PrivateKey(key)
	return public, private, err
}

// ParseKey reads a public key as it is kept.
func ParseKey(id string, pkix []byte) (Key, error) {
	public, err := x509.ParsePKIXPublicKey(pkix)
	return Key{ID: id, Public: public}, err
}

// ParseSigner reads a key that signs as it is kept.
func ParseSigner(id string, pkcs8 []byte) (Signer, error) {
	private, err := x509.ParsePKCS8PrivateKey(pkcs8)
	if err != nil {
		return Signer{}, err
	}
	signer, ok := private.(crypto.Signer)
	if !ok {
		return Signer{}, errors.New("a key that does not sign")
	}
	return Signer{ID: id, Private: signer}, nil
}

// method is the key as a DID document names it: a JWK for tokens, a Multikey for proofs inside.
func (k Key) method(did string) (map[string]any, error) {
	method := map[string]any{"id": k.ID, "controller": did}
	switch public := k.Public.(type) {
	case *ecdsa.PublicKey:
		point, err := public.Bytes() // 4, then both coordinates of 32 bytes
		if err != nil {
			return nil, err
		}
		method["type"] = "JsonWebKey"
		method["publicKeyJwk"] = map[string]any{
			"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": k.ID, "x": base64.RawURLEncoding.EncodeToString(point[1:33]),
			"y": base64.RawURLEncoding.EncodeToString(point[33:]),
		}
	case ed25519.PublicKey:
		method["type"] = "Multikey"
		method["publicKeyMultibase"] = "z" + base58(append([]byte{0xed, 0x01}, public...))
	default:
		return nil, fmt.Errorf("no badge is signed with a %T", public)
	}
	return method, nil
}

// parseMethod reads a key of a DID document.
func parseMethod(m Method) (crypto.PublicKey, error) {
	switch {
	case m.JWK.Kty == "EC" && m.JWK.Crv == "P-256":
		return parsePoint(m.JWK.X, m.JWK.Y)
	case m.JWK.Kty == "OKP" && m.JWK.Crv == "Ed25519":
		x, err := base64.RawURLEncoding.DecodeString(m.JWK.X)
		if err != nil || len(x) != ed25519.PublicKeySize {
			return nil, errors.New("a key that is not of Ed25519")
		}
		return ed25519.PublicKey(x), nil
	case strings.HasPrefix(m.Multibase, "z"):
		plain, err := unbase58(m.Multibase[1:], 2+ed25519.PublicKeySize)
		if err != nil || plain[0] != 0xed || plain[1] != 0x01 {
			return nil, errors.New("a key that is not of Ed25519")
		}
		return ed25519.PublicKey(plain[2:]), nil
	}
	return nil, errors.New("a key of a kind that is not known here")
}

// parsePoint reads a key on P-256 from the two numbers that say where it is.
func parsePoint(left, up string) (crypto.PublicKey, error) {
	x, errX := base64.RawURLEncoding.DecodeString(left)
	y, errY := base64.RawURLEncoding.DecodeString(up)
	if errX != nil || errY != nil || len(x) != 32 || len(y) != 32 {
		return nil, errors.New("a key that is not on P-256")
	}
	return ecdsa.ParseUncompressedPublicKey(elliptic.P256(), append(append([]byte{4}, x...), y...))
}

const base58Letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// base58 writes bytes as Bitcoin does.
func base58(plain []byte) string {
	n, base, rest := new(big.Int).SetBytes(plain), big.NewInt(58), new(big.Int)
	var text []byte
	for n.Sign() > 0 {
		n.DivMod(n, base, rest)
		text = append(text, base58Letters[rest.Int64()])
	}
	for _, b := range plain {
		if b != 0 {
			break
		}
		text = append(text, base58Letters[0])
	}
	for i, j := 0, len(text)-1; i < j; i, j = i+1, j-1 {
		text[i], text[j] = text[j], text[i]
	}
	return string(text)
}

// unbase58 reads so many bytes. There is one text for them: any other is refused.
func unbase58(text string, length int) ([]byte, error) {
	wrong := errors.New("not base58")
	if len(text) > 2*length {
		return nil, wrong
	}
	n, base := new(big.Int), big.NewInt(58)
	for i := range len(text) {
		digit := strings.IndexByte(base58Letters, text[i])
		if digit < 0 {
			return nil, wrong
		}
		n.Mul(n, base).Add(n, big.NewInt(int64(digit)))
	}
	if n.BitLen() > 8*length {
		return nil, wrong
	}
	plain := n.FillBytes(make([]byte, length))
	if base58(plain) != text {
		return nil, wrong
	}
	return plain, nil
}
