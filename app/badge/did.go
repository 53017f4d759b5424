package badge

import (
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"
)

// Document is what a DID stands for: the keys, and which of them may sign.
type Document struct {
	ID        string   `json:"id"`
	Methods   []Method `json:"verificationMethod"`
	Assertion names    `json:"assertionMethod"`
}

// names are the names of keys, whether they stand there alone or with the whole key.
type names []string

// UnmarshalJSON reads names in either way.
func (n *names) UnmarshalJSON(text []byte) error {
	var list []any
	if err := json.Unmarshal(text, &list); err != nil {
		return err
	}
	for _, one := range list {
		if whole, ok := one.(map[string]any); ok {
			one = whole["id"]
		}
		if name, ok := one.(string); ok {
			*n = append(*n, name)
		}
	}
	return nil
}

// Method is a key of a document.
type Method struct {
	ID         string `json:"id"`
	Type       string `json:"type"`
	Controller string `json:"controller"`
	JWK        struct {
		Kty string `json:"kty"`
		Crv string `json:"crv"`
		X   string `json:"x"`
		Y   string `json:"y"`
	} `json:"publicKeyJwk"`
	Multibase string `json:"publicKeyMultibase"`
}

// WriteDocument is the document of an issuer with its keys, as JSON. Retired keys are among them, as long as badges live that
// they signed.
func WriteDocument(did string, keys []Key) ([]byte, error) {
	methods, may := make([]any, len(keys)), make([]any, len(keys))
	for i, k := range keys {
		method, err := k.method(did)
		if err != nil {
			return nil, err
		}
		methods[i], may[i] = method, k.ID
	}
	return marshal(map[string]any{
		"@context": []any{"https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1", "https://w3id.org/security/multikey/v1"},
		"id":       did, "verificationMethod": methods, "assertionMethod": may,
	})
}

// ParseDocument reads the document of a DID.
func ParseDocument(did string, text []byte) (Document, error) {
	var d Document
	if err := json.Unmarshal(text, &d); err != nil {
		return d, errors.New("the issuer's keys cannot be read")
	}
	if d.ID != did {
		return d, errors.New("the issuer's keys are those of " + d.ID)
	}
	return d, nil
}

// key is the key with that name, where it belongs to the document's issuer and may sign.
func (d Document) key(id string) (Key, error) {
	absolute := func(name string) string {
		if strings.HasPrefix(name, "#") {
			return d.ID + name
		}
		return name
	}
	may := slices.ContainsFunc(d.Assertion, func(name string) bool { return absolute(name) == id })
	for _, m := range d.Methods {
		if absolute(m.ID) == id && m.Controller == d.ID && may {
			public, err := parseMethod(m)
			return Key{ID: id, Public: public}, err
		}
	}
	return Key{}, errors.New("the issuer has no key of that name")
}

// DocumentAddress is where the document of a did:web is found.
func DocumentAddress(did string) (string, error) {
	rest, web := strings.CutPrefix(did, "did:web:")
	parts := strings.Split(rest, ":")
	for i, part := range parts {
		plain, err := url.PathUnescape(part)
		if err != nil || plain == "" || strings.ContainsAny(plain, "/?#@\\ ") {
			web = false
		}
		parts[i] = plain
	}
	if !web {
		return "", errors.New("only issuers with a did:web can be looked up")
	}
	if len(parts) == 1 {
		parts = append(parts, ".well-known")
	}
	return "https://" + strings.Join(parts, "/") + "/did.json", nil
}
