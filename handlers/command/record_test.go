package command

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"trellis/app/badge"
)

func TestABadgeOfAnyIssuerIsVerified(t *testing.T) {
	var did string
	var keys []badge.Key
	var token string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var text []byte
		var err error
		switch r.URL.Path {
		case "/.well-known/did.json":
			text, err = badge.WriteDocument(did, keys)
		case "/verify/AB-2C3D-4E5F.jwt":
			text = []byte(token)
		default:
			http.NotFound(w, r)
		}
		if err != nil {
			t.Error(err)
		}
		if _, err := w.Write(text); err != nil {
			t.Error(err)
		}
	}))
	defer server.Close()
	did = badge.DID(server.URL)
	public, private, err := badge.NewES256()
	if err != nil {
		t.Fatal(err)
	}
	key, err := badge.ParseKey(did+"#es256-1", public)
	if err != nil {
		t.Fatal(err)
	}
	keys = []badge.Key{key}
	signer, err := badge.ParseSigner(key.ID, private)
	if err != nil {
		t.Fatal(err)
	}
	credential := badge.Completion{
		ID: server.URL + "/verify/AB-2C3D-4E5F", Subject: "urn:uuid:1", Issuer: did, IssuedAt: time.Now(),
		Achievement: badge.Achievement{ID: server.URL + "/achievements/R.1", Name: "Course", Criteria: "Attend"},
	}.Credential()
	delete(credential, "credentialStatus")
	if token, err = badge.Token(credential, signer); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "badge.jwt")
	if err := os.WriteFile(file, []byte(token), 0o600); err != nil {
		t.Fatal(err)
	}
	changed := filepath.Join(t.TempDir(), "changed.jwt")
	if err := os.WriteFile(changed, []byte(token[:len(token)-9]+"AAAA"+token[len(token)-5:]), 0o600); err != nil {
		t.Fatal(err)
	}
	for what, want := range map[string]struct {
		status int
		says   string
	}{
		file: {0, `"genuine": true`}, server.URL + "/verify/AB-2C3D-4E5F": {0, `"genuine": true`}, server.URL + "/verify/AB-2C3D-4E5F.jwt": {0, `"answer": "genuine"`},
		changed: {1, `"answer": "changed"`}, server.URL + "/nothing": {1, ""}, "http://example.org/badge.jwt": {1, ""}, "/no/such/file": {1, ""},
	} {
		var out, problems strings.Builder
		status := Run(t.Context(), []string{"record", "verify", what, "--json"}, &out, &problems, Doors{Log: func(io.Writer, string) {}})
		if status != want.status || !strings.Contains(out.String(), want.says) {
			t.Errorf("%s: status %d, %s%s", what, status, out.String(), problems.String())
		}
	}
}
