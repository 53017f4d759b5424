package badge

import (
	"crypto/ed25519"
	"crypto/sha256"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/piprate/json-gold/ld"
)

// suite is how a credential is brought into one form and signed: https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022.
const suite = "eddsa-rdfc-2022"

// Proved is the credential with a proof inside of it, as JSON.
func Proved(credential map[string]any, signer Signer, now time.Time) ([]byte, error) {
	key, ok := signer.Private.(ed25519.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("a proof is not signed with a %T", signer.Private)
	}
	proof := map[string]any{
		"type": "DataIntegrityProof", "cryptosuite": suite, "created": when(now), "verificationMethod": signer.ID, "proofPurpose": "assertionMethod",
	}
	data, err := proofData(credential, proof)
	if err != nil {
		return nil, err
	}
	proof["proofValue"] = "z" + base58(ed25519.Sign(key, data))
	proved := maps.Clone(credential)
	proved["proof"] = []any{proof}
	return marshal(proved)
}

// proofData is what is signed: the digest of the proof's own members, then the digest of the credential.
func proofData(credential, proof map[string]any) ([]byte, error) {
	config := maps.Clone(proof)
	delete(config, "proofValue")
	config["@context"] = credential["@context"]
	document := maps.Clone(credential)
	delete(document, "proof")
	data := make([]byte, 0, 2*sha256.Size)
	for _, part := range []map[string]any{config, document} {
		text, err := canonical(part)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256([]byte(text))
		data = append(data, sum[:]...)
	}
	return data, nil
}

// canonical is the one form of a document by RDF Dataset Canonicalization. It fails where the document says something that no
// context knows: that would stand outside of the signature.
func canonical(document map[string]any) (text string, err error) {
	defer func() {
		if problem := recover(); problem != nil { // the library is not proof against everything that strangers write
			err = errNotABadge
		}
	}()
	plain, err := numbers(document)
	if err != nil {
		return "", err
	}
	options := ld.NewJsonLdOptions("")
	options.ProcessingMode = ld.JsonLd_1_1
	options.Algorithm = ld.AlgorithmURDNA2015
	options.Format = "application/n-quads"
	options.SafeMode = true
	options.DocumentLoader = shelf{}
	expanded, err := ld.NewJsonLdProcessor().Expand(plain, options) // to normalise alone would leave out silently what no context knows
	if err != nil {
		return "", fmt.Errorf("the badge says what its contexts do not know: %w", err)
	}
	if !absolute(expanded) {
		return "", errors.New("the badge says what its contexts do not know")
	}
	made, err := ld.NewJsonLdProcessor().Normalize(expanded, options) //nolint:misspell // as the library spells it
	if err != nil {
		return "", err
	}
	text, ok := made.(string)
	if !ok || text == "" {
		return "", errNotABadge
	}
	return text, nil
}

// absolute tells whether everything that an expanded document names or is has a full address: what has none would be left out.
func absolute(expanded any) bool {
	switch part := expanded.(type) {
	case []any:
		for _, one := range part {
			if !absolute(one) {
				return false
			}
		}
	case map[string]any:
		for name, value := range part {
			named := name == "@id" || name == "@type" && part["@value"] == nil
			for _, text := range texts(value) {
				if named && !strings.Contains(text, ":") {
					return false
				}
			}
			if !absolute(value) {
				return false
			}
		}
	}
	return true
}

// numbers is the document as the library takes it: a copy, with numbers as they come from JSON.
func numbers(document map[string]any) (plain any, err error) {
	text, err := marshal(document)
	if err != nil {
		return nil, err
	}
	err = json.Unmarshal(text, &plain)
	return plain, err
}

//go:embed contexts/*.json
var contexts embed.FS

// shelf holds the contexts that are known. No other is ever fetched: a stranger's badge could name any address.
type shelf struct{}

// LoadDocument is the context at an address.
func (shelf) LoadDocument(address string) (*ld.RemoteDocument, error) {
	file, known := map[string]string{credentialsContext: "credentials-v2.json", badgesContext: "openbadges-3.0.3.json"}[address]
	if !known {
		return nil, ld.NewJsonLdError(ld.LoadingDocumentFailed, "the context "+address+" is not known here")
	}
	text, err := contexts.ReadFile("contexts/" + file)
	if err != nil {
		return nil, err
	}
	var document any
	if err := json.Unmarshal(text, &document); err != nil {
		return nil, err
	}
	return &ld.RemoteDocument{DocumentURL: address, Document: document}, nil
}

// proofOf is the proof of a credential that can be checked here.
func proofOf(credential map[string]any) (map[string]any, error) {
	list, ok := credential["proof"].([]any)
	if !ok {
		list = []any{credential["proof"]}
	}
	for _, one := range list {
		proof, _ := one.(map[string]any)
		if proof["type"] == "DataIntegrityProof" && proof["cryptosuite"] == suite && proof["proofPurpose"] == "assertionMethod" {
			return proof, nil
		}
	}
	return nil, errors.New("the badge has no proof of a kind that can be checked here")
}

// proves tells whether the key made the proof of the credential.
func proves(credential, proof map[string]any, key ed25519.PublicKey) bool {
	value, _ := proof["proofValue"].(string)
	if len(value) < 1 || value[0] != 'z' {
		return false
	}
	signature, err := unbase58(value[1:], ed25519.SignatureSize)
	if err != nil {
		return false
	}
	data, err := proofData(credential, proof)
	return err == nil && ed25519.Verify(key, data, signature)
}
