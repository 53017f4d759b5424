package badge

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"
)

// header is what stands before a token. The standard allows these members and a key: a key that came with the token would be the
// holder's word, so a token with one is refused.
type header struct {
	Alg string `json:"alg"`
	Kid string `json:"kid"`
	Typ string `json:"typ,omitempty"`
}

// claims are the members that a token adds to the credential in it.
var claims = []string{"iss", "jti", "sub", "nbf", "exp"}

// half is the length of each of the two numbers of a signature with P-256.
const half = 32

// Token signs a credential as a VC-JWT: the credential itself is what is signed, with the members that tokens have.
func Token(credential map[string]any, signer Signer) (string, error) {
	key, ok := signer.Private.(*ecdsa.PrivateKey)
	if !ok {
		return "", fmt.Errorf("a token is not signed with a %T", signer.Private)
	}
	payload := make(map[string]any, len(credential)+len(claims))
	for name, value := range credential {
		payload[name] = value
	}
	payload["iss"], payload["jti"] = issuerOf(credential), credential["id"]
	if subject, ok := credential["credentialSubject"].(map[string]any); ok && subject["id"] != nil {
		payload["sub"] = subject["id"]
	}
	for name, member := range map[string]string{"nbf": "validFrom", "exp": "validUntil"} {
		text, _ := credential[member].(string)
		if text == "" {
			continue
		}
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return "", err
		}
		payload[name] = at.Unix()
	}
	first, err := json.Marshal(header{Alg: "ES256", Kid: signer.ID, Typ: "JWT"})
	if err != nil {
		return "", err
	}
	second, err := marshal(payload)
	if err != nil {
		return "", err
	}
	signed := base64.RawURLEncoding.EncodeToString(first) + "." + base64.RawURLEncoding.EncodeToString(second)
	sum := sha256.Sum256([]byte(signed))
	r, s, err := ecdsa.Sign(rand.Reader, key, sum[:])
	if err != nil {
		return "", err
	}
	signature := make([]byte, 2*half) // both numbers at full length, and no ASN.1
	r.FillBytes(signature[:half])
	s.FillBytes(signature[half:])
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

// token is a token that was taken apart, and not checked yet.
type token struct {
	header    header
	signed    string
	signature []byte
	payload   map[string]any
}

var strict = base64.RawURLEncoding.Strict() // there is one text for the same bytes

func parseToken(text string) (token, error) {
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		return token{}, errors.New("the token does not have three parts")
	}
	var t token
	first, err := strict.DecodeString(parts[0])
	if err != nil {
		return token{}, errors.New("the token's first part cannot be read")
	}
	decoder := json.NewDecoder(bytes.NewReader(first))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&t.header); err != nil || decoder.More() {
		return token{}, errors.New("the token's first part says what is not allowed there")
	}
	second, err := strict.DecodeString(parts[1])
	if err != nil {
		return token{}, errors.New("the token's second part cannot be read")
	}
	if t.payload, err = parse(second); err != nil {
		return token{}, err
	}
	if t.signature, err = strict.DecodeString(parts[2]); err != nil || len(t.signature) != 2*half {
		return token{}, errors.New("the token's signature cannot be read")
	}
	t.signed = parts[0] + "." + parts[1]
	return t, nil
}

// checkedBy tells whether the key made the signature.
func (t token) checkedBy(key *ecdsa.PublicKey) bool {
	sum := sha256.Sum256([]byte(t.signed))
	r, s := new(big.Int).SetBytes(t.signature[:half]), new(big.Int).SetBytes(t.signature[half:])
	return ecdsa.Verify(key, sum[:], r, s)
}

// credential is what the token says, less what tokens add. It fails where the two say different things.
func (t token) credential() (map[string]any, error) {
	credential := make(map[string]any, len(t.payload))
	for name, value := range t.payload {
		credential[name] = value
	}
	for _, name := range claims {
		delete(credential, name)
	}
	subject, _ := credential["credentialSubject"].(map[string]any)
	same := t.payload["iss"] == issuerOf(credential) && t.payload["jti"] == credential["id"] && t.payload["sub"] == subject["id"] &&
		agrees(t.payload["nbf"], credential["validFrom"]) && agrees(t.payload["exp"], credential["validUntil"])
	if !same {
		return nil, errors.New("the token says other things of itself than the badge in it")
	}
	return credential, nil
}

// agrees tells whether a number of seconds and a time are the same, or neither is there.
func agrees(claim, member any) bool {
	if claim == nil || member == nil {
		return claim == nil && member == nil
	}
	number, _ := claim.(json.Number)
	seconds, err := number.Int64()
	text, _ := member.(string)
	at, errAt := time.Parse(time.RFC3339, text)
	return err == nil && errAt == nil && at.Unix() == seconds
}

func issuerOf(credential map[string]any) any {
	if profile, ok := credential["issuer"].(map[string]any); ok {
		return profile["id"]
	}
	return credential["issuer"]
}
