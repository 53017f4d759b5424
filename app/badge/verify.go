package badge

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Largest is how large a file may be that is checked, in bytes.
const Largest = 2 << 20

// Resolver finds what a badge only names. It decides which addresses it reaches for, if any.
type Resolver interface {
	// Document is what a DID stands for. It fails with ErrForeign for an issuer that is not asked.
	Document(ctx context.Context, did string) (Document, error)
	// List is a list of states: a token or JSON, as it is published. It may answer nil when the states of the issuer's badges are
	// known in another way.
	List(ctx context.Context, address string) ([]byte, error)
}

// ErrForeign says that the issuer of a badge is one that is not asked.
var ErrForeign = errors.New("the badge was issued by somebody else")

// Answer is what a check of a badge finds.
type Answer string

// The answers.
const (
	Genuine   Answer = "genuine"
	Changed   Answer = "changed" // or never signed by the issuer it names
	Withdrawn Answer = "withdrawn"
	Expired   Answer = "expired"
	NotYet    Answer = "not valid yet"
	Foreign   Answer = "not ours"
	NoBadge   Answer = "no badge"
	Unknown   Answer = "not known" // the issuer, or its list of states, could not be asked
)

// Finding is what was found of a file.
type Finding struct {
	Answer Answer
	// Problem says why, where the answer does not say it all.
	Problem error
	// Container is what the badge was in, Form how it is signed.
	Container, Form string
	// What the badge says. Nothing of it is known to be true unless the answer is genuine, withdrawn or expired.
	ID, Issuer, IssuerName, Subject, Name string
	ValidFrom, ValidUntil                 time.Time
	Key                                   string
}

// Open is the text of the badge in a file, and what the file is: json, token, png or svg.
func Open(file []byte) (text, container string, err error) {
	if len(file) > Largest {
		return "", "", errors.New("the file is too large to be a badge")
	}
	switch trimmed := bytes.TrimSpace(bytes.TrimPrefix(file, []byte("\uFEFF"))); {
	case bytes.HasPrefix(file, []byte(signature)):
		text, err = unbakePNG(file)
		return strings.TrimSpace(text), "png", err
	case bytes.HasPrefix(trimmed, []byte("{")):
		return string(trimmed), "json", nil
	case bytes.HasPrefix(trimmed, []byte("<")):
		text, err = unbakeSVG(trimmed)
		return strings.TrimSpace(text), "svg", err
	case isToken(string(trimmed)) && len(trimmed) <= largestText:
		return string(trimmed), "token", nil
	}
	return "", "", errNotABadge
}

// Verify checks a file that holds a badge in any of its forms.
func Verify(ctx context.Context, file []byte, asked Resolver, now time.Time) Finding {
	text, container, err := Open(file)
	if err != nil {
		return Finding{Answer: NoBadge, Problem: err, Container: container}
	}
	credential, found := verifySigned(ctx, text, asked)
	found.Container = container
	if found.Answer != Genuine {
		return found
	}
	if err := isBadge(credential); err != nil {
		found.Answer, found.Problem = NoBadge, err
		return found
	}
	// What was withdrawn stays withdrawn, whatever else holds.
	if answer, err := verifyStatus(ctx, credential, found.Issuer, asked); answer != Genuine {
		found.Answer, found.Problem = answer, err
		return found
	}
	switch {
	case found.ValidFrom.After(now.Add(skew)):
		found.Answer = NotYet
	case !found.ValidUntil.IsZero() && found.ValidUntil.Before(now):
		found.Answer = Expired
	}
	return found
}

// skew is how far clocks may be apart.
const skew = 2 * time.Minute

// isBadge looks whether a credential, of which is known who signed it, is a badge at all.
func isBadge(credential map[string]any) error {
	subject, _ := credential["credentialSubject"].(map[string]any)
	_, achieved := subject["achievement"].(map[string]any)
	if types := texts(credential["type"]); !achieved || !slices.Contains(types, "VerifiableCredential") ||
		!slices.Contains(types, "OpenBadgeCredential") && !slices.Contains(types, "AchievementCredential") {
		return errors.New("it was signed, but it is no Open Badge")
	}
	if from, _ := credential["validFrom"].(string); from == "" {
		return errors.New("the badge does not say from when it holds")
	}
	return nil
}

// verifySigned checks who signed a credential of any kind: a token, or JSON with a proof.
func verifySigned(ctx context.Context, text string, asked Resolver) (map[string]any, Finding) {
	check := verifyProof
	if isToken(text) {
		check = verifyToken
	}
	return check(ctx, text, asked)
}

func verifyToken(ctx context.Context, text string, asked Resolver) (map[string]any, Finding) {
	found := Finding{Form: "token"}
	t, err := parseToken(text)
	if err != nil {
		return nil, found.no(err)
	}
	credential, disagrees := t.credential()
	if disagrees != nil {
		return nil, found.changed(disagrees)
	}
	if err := found.describe(credential); err != nil {
		return nil, found.no(err)
	}
	if found.Key = t.header.Kid; t.header.Alg != "ES256" || t.header.Typ != "" && t.header.Typ != "JWT" {
		return nil, found.changed(fmt.Errorf("it is signed in a way that is not taken here: %q", t.header.Alg))
	}
	key, failed := found.ask(ctx, asked)
	if failed != nil {
		return nil, *failed
	}
	public, ok := key.Public.(*ecdsa.PublicKey)
	if !ok || !t.checkedBy(public) {
		return nil, found.changed(errors.New("its signature is not the issuer's"))
	}
	found.Answer = Genuine
	return credential, found
}

func verifyProof(ctx context.Context, text string, asked Resolver) (map[string]any, Finding) {
	found := Finding{Form: "proof"}
	credential, err := parse([]byte(text))
	if err != nil {
		return nil, found.no(err)
	}
	if err := found.describe(credential); err != nil {
		return nil, found.no(err)
	}
	proof, err := proofOf(credential)
	if err != nil {
		return nil, found.changed(err)
	}
	found.Key, _ = proof["verificationMethod"].(string)
	key, failed := found.ask(ctx, asked)
	if failed != nil {
		return nil, *failed
	}
	public, ok := key.Public.(ed25519.PublicKey)
	if !ok || !proves(credential, proof, public) {
		return nil, found.changed(errors.New("its proof is not the issuer's"))
	}
	found.Answer = Genuine
	return credential, found
}

// ask finds the key that the badge names, which must be the issuer's own.
func (f Finding) ask(ctx context.Context, asked Resolver) (Key, *Finding) {
	document, err := asked.Document(ctx, f.Issuer)
	if err != nil {
		f.Answer, f.Problem = Unknown, err
		if errors.Is(err, ErrForeign) {
			f.Answer = Foreign
		}
		return Key{}, &f
	}
	if owner, _, named := strings.Cut(f.Key, "#"); !named || owner != f.Issuer {
		changed := f.changed(errors.New("its key is not one of the issuer's"))
		return Key{}, &changed
	}
	key, err := document.key(f.Key)
	if err != nil {
		changed := f.changed(err)
		return Key{}, &changed
	}
	return key, nil
}

func (f Finding) no(err error) Finding {
	f.Answer, f.Problem = NoBadge, err
	return f
}

func (f Finding) changed(err error) Finding {
	f.Answer, f.Problem = Changed, err
	return f
}

// describe reads what a badge says of itself.
func (f *Finding) describe(credential map[string]any) error {
	f.ID, _ = credential["id"].(string)
	f.Issuer, _ = issuerOf(credential).(string)
	if profile, ok := credential["issuer"].(map[string]any); ok {
		f.IssuerName, _ = profile["name"].(string)
	}
	subject, _ := credential["credentialSubject"].(map[string]any)
	f.Subject, _ = subject["id"].(string)
	achievement, _ := subject["achievement"].(map[string]any)
	f.Name, _ = achievement["name"].(string)
	if first := texts(credential["@context"]); len(first) == 0 || first[0] != credentialsContext || f.Issuer == "" || f.ID == "" {
		return errNotABadge
	}
	for member, into := range map[string]*time.Time{"validFrom": &f.ValidFrom, "validUntil": &f.ValidUntil} {
		if credential[member] == nil {
			continue
		}
		text, _ := credential[member].(string)
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return errors.New("the badge says a time that cannot be read")
		}
		*into = at
	}
	return nil
}

// verifyStatus looks whether the badge was withdrawn, where it says that this can be looked up.
func verifyStatus(ctx context.Context, credential map[string]any, issuer string, asked Resolver) (Answer, error) {
	place, purpose, err := placeOf(credential)
	if err != nil {
		return Unknown, err
	}
	if place == nil {
		return Genuine, nil
	}
	text, err := asked.List(ctx, place.List)
	if err != nil {
		return Unknown, err
	}
	if text == nil {
		return Genuine, nil
	}
	list, found := verifySigned(ctx, strings.TrimSpace(string(text)), asked)
	if found.Answer != Genuine || found.Issuer != issuer || found.ID != place.List ||
		!slices.Contains(texts(list["type"]), "BitstringStatusListCredential") {
		return Unknown, errors.New("the issuer's list of states is not what it should be")
	}
	set, err := isSet(list, purpose, place.Index)
	if err != nil {
		return Unknown, err
	}
	if set {
		return Withdrawn, nil
	}
	return Genuine, nil
}

// texts are the texts of a value that is one or a list of them.
func texts(value any) (list []string) {
	if text, ok := value.(string); ok {
		return []string{text}
	}
	several, _ := value.([]any)
	for _, one := range several {
		if text, ok := one.(string); ok {
			list = append(list, text)
		}
	}
	return list
}
