package badge

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// issuer is somebody who issues badges, and answers for itself.
type issuer struct {
	did    string
	token  Signer
	proof  Signer
	keys   []Key
	set    []int
	lists  int // how often the list was asked for
	broken bool
}

const home = "https://skills.example.org"

func newIssuer(t testing.TB, did string) *issuer {
	t.Helper()
	i := &issuer{did: did}
	i.rotate(t)
	return i
}

// rotate makes new keys; those of before stay in the document.
func (i *issuer) rotate(t testing.TB) {
	t.Helper()
	number := string(rune('1' + len(i.keys)/2))
	signer := func(name string, made func() (public, private []byte, err error)) Signer {
		public, private, err := made()
		if err != nil {
			t.Fatal(err)
		}
		s, err := ParseSigner(i.did+"#"+name+number, private)
		if err != nil {
			t.Fatal(err)
		}
		k, err := ParseKey(s.ID, public)
		if err != nil {
			t.Fatal(err)
		}
		i.keys = append(i.keys, k)
		return s
	}
	i.token, i.proof = signer("es256-", NewES256), signer("ed25519-", NewEd25519)
}

func (i *issuer) Document(_ context.Context, did string) (Document, error) {
	if did != i.did {
		return Document{}, ErrForeign
	}
	text, err := WriteDocument(i.did, i.keys)
	if err != nil {
		return Document{}, err
	}
	return ParseDocument(did, text)
}

func (i *issuer) List(_ context.Context, address string) ([]byte, error) {
	if i.lists++; i.broken {
		return nil, errors.New("nobody answers")
	}
	list, err := StatusList(address, i.did, i.set, now)
	if err != nil {
		return nil, err
	}
	if i.lists%2 == 0 {
		text, err := Token(list, i.token)
		return []byte(text), err
	}
	return Proved(list, i.proof, now)
}

var now = time.Date(2026, 11, 23, 9, 0, 0, 123, time.UTC)

func completion(did string) Completion {
	return Completion{
		ID: home + "/verify/AB-2C3D-4E5F", Subject: "urn:uuid:750dd270-97d8-4543-82ca-9e9c3d8dbf84", Issuer: did, IssuerName: "Network <&> \"quoted\"", IssuerURL: home,
		IssuedAt: now.Add(-time.Hour), ValidUntil: now.AddDate(1, 0, 0), CompletedOn: "2026-11-20", Status: Place{List: home + "/status/1", Index: 131_071},
		Achievement: Achievement{
			ID: home + "/achievements/R1.2", Image: home + "/achievements/R1.2.png", Name: "Café – données", Code: "R1", Version: "2", Criteria: "Attend 2 sessions",
			Outcomes: []Outcome{{URL: home + "/achievements/R1.2#outcome-TA1", Code: "TA1", Name: "Describing data", Framework: "F 1", Says: "Working"}},
		},
	}
}

// files are the badge in all its forms.
func (i *issuer) files(t testing.TB, c Completion) map[string][]byte {
	t.Helper()
	token, err := Token(c.Credential(), i.token)
	if err != nil {
		t.Fatal(err)
	}
	proved, err := Proved(c.Credential(), i.proof, now)
	if err != nil {
		t.Fatal(err)
	}
	var plain bytes.Buffer
	if err := png.Encode(&plain, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"token": []byte(token), "proof": proved}
	for form, text := range map[string]string{"token": token, "proof": string(proved)} {
		if files[form+" in png"], err = BakePNG(plain.Bytes(), text); err != nil {
			t.Fatal(err)
		}
		if files[form+" in svg"], err = BakeSVG([]byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>`), text); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// each checks that every form of a badge is answered alike.
func each(t *testing.T, i *issuer, c Completion, at time.Time, want Answer) {
	t.Helper()
	for form, file := range i.files(t, c) {
		if found := Verify(t.Context(), file, i, at); found.Answer != want {
			t.Errorf("%s: %s (%v), want %s", form, found.Answer, found.Problem, want)
		}
	}
}

func TestABadgeIsWhatItsIssuerSays(t *testing.T) {
	i := newIssuer(t, DID(home))
	c := completion(i.did)
	each(t, i, c, now, Genuine)
	each(t, i, c, c.ValidUntil.Add(time.Second), Expired)
	each(t, i, c, c.IssuedAt.Add(-time.Hour), NotYet)
	forever := c
	forever.ValidUntil = time.Time{}
	each(t, i, forever, now.AddDate(100, 0, 0), Genuine)
	i.set = []int{c.Status.Index}
	each(t, i, c, now, Withdrawn)
	i.set = []int{c.Status.Index - 1, 0}
	each(t, i, c, now, Genuine)
	i.broken = true
	each(t, i, c, now, Unknown)
}

func TestOldKeysKeepVerifying(t *testing.T) {
	i := newIssuer(t, DID(home))
	before := i.files(t, completion(i.did))
	i.rotate(t)
	each(t, i, completion(i.did), now, Genuine)
	for form, file := range before {
		if found := Verify(t.Context(), file, i, now); found.Answer != Genuine {
			t.Errorf("%s of before: %s (%v)", form, found.Answer, found.Problem)
		}
	}
	i.keys = i.keys[2:]
	for form, file := range before {
		if found := Verify(t.Context(), file, i, now); found.Answer != Changed {
			t.Errorf("%s of a key that is not published: %s", form, found.Answer)
		}
	}
}

func TestSomebodyElsesSignatureIsWorthNothing(t *testing.T) {
	i, other := newIssuer(t, DID(home)), newIssuer(t, DID("https://other.example.org"))
	each(t, i, completion(i.did), now, Genuine)
	for form, file := range other.files(t, completion(other.did)) {
		if found := Verify(t.Context(), file, i, now); found.Answer != Foreign {
			t.Errorf("%s of another: %s", form, found.Answer)
		}
	}
	for form, file := range other.files(t, completion(i.did)) { // in our name, with their key
		if found := Verify(t.Context(), file, i, now); found.Answer != Changed {
			t.Errorf("%s in our name: %s", form, found.Answer)
		}
	}
	other.token.ID, other.proof.ID = i.token.ID, i.proof.ID
	for form, file := range other.files(t, completion(i.did)) { // and under the name of ours
		if found := Verify(t.Context(), file, i, now); found.Answer != Changed {
			t.Errorf("%s with a forged name of the key: %s", form, found.Answer)
		}
	}
}

func TestATokenIsTakenInOneWayOfSigningAlone(t *testing.T) {
	i := newIssuer(t, DID(home))
	token := string(i.files(t, completion(i.did))["token"])
	parts := strings.Split(token, ".")
	with := func(header string) string {
		return base64.RawURLEncoding.EncodeToString([]byte(header)) + "." + parts[1] + "." + parts[2]
	}
	for name, text := range map[string]string{
		"alg none":         with(`{"alg":"none","kid":"` + i.token.ID + `"}`),
		"no signature":     with(`{"alg":"none"}`)[:len(with(`{"alg":"none"}`))-len(parts[2])],
		"a key in it":      with(`{"alg":"ES256","jwk":{"kty":"EC"}}`),
		"no key":           with(`{"alg":"ES256"}`),
		"another alg":      with(`{"alg":"HS256","kid":"` + i.token.ID + `"}`),
		"the other key":    with(`{"alg":"ES256","kid":"` + i.proof.ID + `"}`),
		"an unknown key":   with(`{"alg":"ES256","kid":"` + i.did + `#nobody"}`),
		"a list of people": with(`{"alg":"ES256","kid":"` + i.token.ID + `","crit":["b64"],"b64":false}`),
	} {
		if found := Verify(t.Context(), []byte(text), i, now); found.Answer == Genuine || found.Answer == Unknown {
			t.Errorf("%s: %s", name, found.Answer)
		}
	}
}

// TestAChangedByteIsFound is the proof that nothing of a badge stands outside of its signature. Only what was not signed for, the
// picture around the badge and space between members, may be anything.
func TestAChangedByteIsFound(t *testing.T) {
	i := newIssuer(t, DID(home))
	files := i.files(t, completion(i.did))
	rapid.Check(t, func(t *rapid.T) {
		form := rapid.SampledFrom([]string{"token", "proof", "token in png", "proof in png"}).Draw(t, "form")
		file := bytes.Clone(files[form])
		at := rapid.IntRange(0, len(file)-1).Draw(t, "at")
		file[at] ^= rapid.ByteRange(1, 255).Draw(t, "by")
		if found := Verify(context.Background(), file, i, now); found.Answer == Genuine { //nolint:usetesting // rapid has no context
			if before, after := inside(t, files[form]), inside(t, file); before != after {
				t.Fatalf("%s: byte %d is changed, and nobody sees it", form, at)
			}
		}
	})
}

// inside is what a file says, in one writing.
func inside(t *rapid.T, file []byte) string {
	text, _, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	if isToken(text) {
		return text
	}
	object, err := parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	said, err := json.Marshal(object)
	if err != nil {
		t.Fatal(err)
	}
	return string(said)
}

func TestAMemberThatNoContextKnowsIsRefused(t *testing.T) {
	i := newIssuer(t, DID(home))
	text := string(i.files(t, completion(i.did))["proof"])
	for name, added := range map[string]string{
		"unknown":         `{"grade":"A",` + text[1:],
		"another type":    strings.Replace(text, `"OpenBadgeCredential"`, `"OpenBadgeCredential","Doctorate"`, 1),
		"another context": strings.Replace(text, badgesContext, "https://example.org/evil", 1),
		"twice":           `{"name":"Something else",` + text[1:],
		"too deep":        `{"name":` + strings.Repeat(`[`, 10_000) + strings.Repeat(`]`, 10_000) + `,` + text[1:],
		"goes on":         text + `{"name":"x"}`,
		"null":            strings.Replace(text, `"description":`, `"name2":null,"description":`, 1),
	} {
		if found := Verify(t.Context(), []byte(added), i, now); found.Answer == Genuine {
			t.Errorf("%s: %s", name, found.Answer)
		}
	}
}

func TestPicturesThatAttackAreRefused(t *testing.T) {
	i := newIssuer(t, DID(home))
	files := i.files(t, completion(i.did))
	token := string(files["token"])
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write(make([]byte, 50<<20)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	bomb := bytes.NewBufferString(signature)
	chunk{kind: "IHDR", content: make([]byte, 13)}.write(bomb)
	chunk{kind: "zTXt", content: append([]byte(keyword+"\x00\x00"), packed.Bytes()...)}.write(bomb)
	chunk{kind: "IEND"}.write(bomb)
	compressed := bytes.NewBufferString(signature)
	chunk{kind: "IHDR", content: make([]byte, 13)}.write(compressed)
	chunk{kind: "iTXt", content: append([]byte(keyword+"\x00\x01\x00\x00\x00"), packed.Bytes()...)}.write(compressed)
	chunk{kind: "IEND"}.write(compressed)
	svg := `<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="` + svgNamespace + `">`
	inside := `<openbadges:credential verify="` + token + `"/>`
	for name, file := range map[string]string{
		"zTXt": bomb.String(), "compressed iTXt": compressed.String(),
		"entities":    `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>` + svg + inside + `</svg>`,
		"outside":     `<!DOCTYPE svg SYSTEM "file:///etc/passwd">` + svg + inside + `</svg>`,
		"two":         svg + inside + inside + `</svg>`,
		"nested":      strings.Repeat("<svg>", 1000) + inside,
		"other space": `<svg xmlns:openbadges="https://example.org">` + inside + `</svg>`,
		"large":       strings.Repeat("a", Largest+1),
		"empty":       "", "array": "[]", "bom": "\uFEFF",
	} {
		if found := Verify(t.Context(), []byte(file), i, now); found.Answer != NoBadge {
			t.Errorf("%s: %s", name, found.Answer)
		}
	}
	if found := Verify(t.Context(), []byte(svg+inside+"</svg>"), i, now); found.Answer != Genuine {
		t.Errorf("a drawing of somebody else's making: %s (%v)", found.Answer, found.Problem)
	}
}

func TestNothingOfThePersonIsInABadge(t *testing.T) {
	text, err := json.Marshal(completion("did:web:x").Credential())
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"email", "null", "[]", "identifier", "recipient"} {
		if strings.Contains(string(text), word) {
			t.Errorf("%q is in %s", word, text)
		}
	}
}
