package handlers

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"trellis/app/records"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// issuing is a network that issues badges at an address of its own, with records in each state.
type issuing struct {
	*site
	server *httptest.Server
}

func newIssuing(t *testing.T) issuing {
	s := siteOf(modeltest.New(t))
	var handler http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	s.app.Records.BaseURL = "https://skills.example.org"
	handler = s.handler
	cohort := s.Cohort("R1", 30)
	now := s.Store.Now()
	for code, change := range map[string]func(r *models.CompletionRecord){
		"GE-2222-2222": func(*models.CompletionRecord) {},
		"RE-2222-2222": func(r *models.CompletionRecord) {
			r.RevokedAt, r.RevokedByID, r.RevokedReason = &now, &r.PersonID, "wrong"
		},
		"SU-2222-2222": func(r *models.CompletionRecord) { r.SupersededAt = &now },
		"EX-2222-2222": func(r *models.CompletionRecord) { r.ValidUntil = "2025-11-23" },
		"HD-2222-2222": func(r *models.CompletionRecord) { r.Shared = false },
	} {
		who := s.Learner("Holder" + code[:2])
		r := recordOf(s, who, s.Enrolled(who, cohort, models.Completed), code)
		r.Shared, r.Rule, r.IssuedAt = true, "Attend 2 sessions", now.AddDate(-3, 0, 0)
		change(&r)
		list := []models.CompletionRecord{r}
		s.In(func(ctx context.Context, tx *store.Tx) error {
			if err := tx.GiveStatus(ctx, list); err != nil {
				return err
			}
			if err := tx.Add(ctx, &list); err != nil {
				return err
			}
			return tx.Add(ctx, &[]models.RecordOutcome{{CompletionRecordID: list[0].ID, Position: 1, CompetencyCode: "TA1", CompetencyName: "Describing data", Level: 2, LevelLabel: "Working", FrameworkTitle: "Framework", FrameworkVersion: "1"}})
		})
	}
	return issuing{s, server}
}

// get is what anybody gets from an address.
func (i issuing) get(path string) answer {
	return i.ask(models.Actor{}, http.MethodGet, path, nil)
}

// TestVerifiersThatAreNotOursAgree asks three code bases of others, and the official schema, of every form of a badge. It needs
// TRELLIS_OB3CHECK, the folder of the checkers, with node.
func TestVerifiersThatAreNotOursAgree(t *testing.T) {
	folder := os.Getenv("TRELLIS_OB3CHECK")
	if folder == "" {
		t.Skip("TRELLIS_OB3CHECK names no folder with checkers of Open Badges")
	}
	i := newIssuing(t)
	keep := t.TempDir()
	check := func(script, what string, wants bool) {
		t.Helper()
		run := exec.CommandContext(t.Context(), "node", script, "--map", "https://skills.example.org="+i.server.URL, what)
		run.Dir = folder
		said, err := run.CombinedOutput()
		if (err == nil) != wants {
			t.Errorf("%s %s: %s", script, filepath.Base(what), said)
		}
		t.Logf("%s %s: %s", script, filepath.Base(what), strings.TrimSpace(string(said)))
	}
	file := func(path string) string {
		got := i.get(path).want(http.StatusOK)
		name := filepath.Join(keep, strings.NewReplacer("/", "-", "?proof=", "-").Replace(path))
		if err := os.WriteFile(name, []byte(got.Body), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	for _, form := range []string{".jwt", ".credential.json", ".png", ".svg", ".png?proof=embedded", ".svg?proof=embedded"} {
		check("ob3check.mjs", file("/verify/GE-2222-2222"+form), true)
		check("ob3check.mjs", i.server.URL+"/verify/GE-2222-2222"+form, true)
		for _, code := range []string{"RE", "SU", "EX"} {
			check("ob3check.mjs", file("/verify/"+code+"-2222-2222"+form), false)
		}
	}
	for code, wants := range map[string]bool{"GE": true, "RE": false, "EX": false} {
		check("dcc-verify.mjs", file("/verify/"+code+"-2222-2222.credential.json"), wants)
	}
	for _, form := range []string{".jwt", ".credential.json"} {
		name := file("/verify/GE-2222-2222" + form)
		changed := tampered(t, name)
		check("ob3check.mjs", changed, false)
		if form != ".jwt" {
			check("dcc-verify.mjs", changed, false)
		}
	}
	if err := i.app.Records.RotateKeys(t.Context(), i.Administrator("Root"), rotation(i)); err != nil {
		t.Fatal(err)
	}
	check("ob3check.mjs", filepath.Join(keep, "-verify-GE-2222-2222.jwt"), true) // signed with the keys of before
	check("ob3check.mjs", filepath.Join(keep, "-verify-GE-2222-2222.credential.json"), true)
	check("ob3check.mjs", file("/verify/GE-2222-2222.png"), true)
}

// tampered is the badge in a file with another name of the course.
func tampered(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(name, ".jwt") {
		middle := len(text) / 2
		text[middle] = map[bool]byte{true: 'B', false: 'A'}[text[middle] == 'A']
	} else {
		text = []byte(strings.ReplaceAll(string(text), `"name":"Course"`, `"name":"Doctorate"`))
	}
	name = strings.Replace(name, "GE-", "tampered-", 1)
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestABadgeIsForWhomTheHolderSharesItWith(t *testing.T) {
	i := newIssuing(t)
	for form, kind := range map[string]string{".jwt": "text/plain", ".credential.json": "application/vc+ld+json", ".png": "image/png", ".svg": "image/svg+xml"} {
		for _, code := range []string{"GE", "RE", "SU", "EX"} {
			got := i.get("/verify/" + code + "-2222-2222" + form).want(http.StatusOK)
			if !strings.HasPrefix(got.Header.Get("Content-Type"), kind) || got.Header.Get("Access-Control-Allow-Origin") != "*" {
				t.Errorf("%s%s: %v", code, form, got.Header)
			}
			if strings.Contains(got.Body, "Holder") {
				t.Errorf("%s%s names the person", code, form)
			}
		}
		i.get("/verify/HD-2222-2222" + form).want(http.StatusNotFound)
		i.get("/verify/ZZ-2222-2222" + form).want(http.StatusNotFound)
	}
	shared := i.get("/verify/GE-2222-2222").want(http.StatusOK)
	for _, form := range []string{".credential.json", ".jwt", ".png", ".svg"} {
		if got := shared.find(`a[href="/verify/GE-2222-2222` + form + `"]`); len(got) != 1 {
			t.Errorf("the check page leads %d times to the badge as %s", len(got), form)
		}
	}
	if link := shared.Header.Get("Link"); link != `</verify/GE-2222-2222.credential.json>; rel="alternate"; type="application/vc+ld+json"` {
		t.Errorf("the answer leads to %q", link)
	}
	hidden := i.get("/verify/HD-2222-2222").want(http.StatusOK).saysNot("Open Badge")
	if hidden.Header.Get("Link") != "" {
		t.Error("the badge of a record that is not shared is named")
	}
	var document struct{ ID string }
	if err := json.Unmarshal([]byte(i.get("/.well-known/did.json").want(http.StatusOK).Body), &document); err != nil || document.ID != "did:web:skills.example.org" {
		t.Errorf("%+v (%v)", document, err)
	}
	i.get("/status/2").want(http.StatusNotFound)
	i.get("/status/01").want(http.StatusNotFound)
	tag := i.get("/status/1").want(http.StatusOK).Header.Get("ETag")
	if again := i.get("/status/1").Header.Get("ETag"); tag == "" || again != tag {
		t.Errorf("the list is signed anew though it says the same: %s, %s", tag, again)
	}
	i.get("/achievements/R1.0").want(http.StatusOK)
	i.get("/achievements/R1.0.png").want(http.StatusOK)
	i.get("/achievements/R1.7").want(http.StatusNotFound)
}

func TestWithoutTheSecretOnlyBadgesAreMissing(t *testing.T) {
	i := newIssuing(t)
	i.get("/verify/GE-2222-2222.jwt").want(http.StatusOK)
	i.app.Records.Secret = "another"
	i.get("/verify/GE-2222-2222.jwt").want(http.StatusServiceUnavailable)
	i.get("/verify/GE-2222-2222").want(http.StatusOK)
	i.get("/.well-known/did.json").want(http.StatusOK)
	if page := i.ask(i.Administrator("Root"), http.MethodGet, "/admin/keys", nil).want(http.StatusOK); !strings.Contains(page.Body, "were sealed under another TRELLIS_SECRET") {
		t.Error("administrators are not told")
	}
}

// rotation is what the form of the page of keys sends.
func rotation(i issuing) records.RotateKeys {
	keys, err := i.Store.SigningKeys(i.T.Context())
	if err != nil || len(keys) != 2 {
		i.T.Fatal(keys, err)
	}
	return records.RotateKeys{Current: keys[0].Name() + " " + keys[1].Name(), Confirm: true}
}

func TestAFileIsCheckedOnThePage(t *testing.T) {
	i := newIssuing(t)
	genuine := i.get("/verify/GE-2222-2222.jwt").Body
	for name, step := range map[string]struct {
		content string
		status  int
		says    string
	}{
		"badge.jwt":    {genuine, http.StatusOK, "This badge is genuine"},
		"badge.png":    {i.get("/verify/GE-2222-2222.png").Body, http.StatusOK, "This badge is genuine"},
		"badge.svg":    {i.get("/verify/GE-2222-2222.svg?proof=embedded").Body, http.StatusOK, "This badge is genuine"},
		"changed.jwt":  {genuine[:len(genuine)-40] + "AAAA" + genuine[len(genuine)-36:], http.StatusOK, "This badge is not genuine"},
		"revoked.json": {i.get("/verify/RE-2222-2222.credential.json").Body, http.StatusOK, "The record of this badge was withdrawn"},
		"replaced.png": {i.get("/verify/SU-2222-2222.png").Body, http.StatusOK, "The record of this badge was replaced"},
		"expired.svg":  {i.get("/verify/EX-2222-2222.svg").Body, http.StatusOK, "This badge has expired"},
		"their.json":   {strings.ReplaceAll(i.get("/verify/GE-2222-2222.credential.json").Body, "did:web:skills.example.org", "did:web:127.0.0.1%3A1"), http.StatusOK, "This badge was not issued here"},
		"paper.pdf":    {"%PDF-1.7 (Record GE-2222-2222)", http.StatusOK, "Compare this certificate with our record"},
		"other.pdf":    {"%PDF-1.7", http.StatusUnprocessableEntity, "names no record of ours"},
		"photo.png":    {"\x89PNG\r\n\x1a\n", http.StatusUnprocessableEntity, "There is no badge in this file"},
		"empty.png":    {"", http.StatusUnprocessableEntity, "Choose the file of a badge"},
		"<b>large.txt": {strings.Repeat("x", 2<<20+1), http.StatusUnprocessableEntity, "at most 2 MB"},
	} {
		got := i.upload(models.Actor{}, "/verify/file", nil, [3]string{"file", name, step.content})
		if got.Status != step.status || !strings.Contains(got.Body, step.says) {
			t.Errorf("%s: %d %.600s", name, got.Status, got.main())
		}
	}
}

func TestAdministratorsChangeTheKeys(t *testing.T) {
	i := newIssuing(t)
	before := i.get("/verify/GE-2222-2222.jwt").Body
	root, in := i.Administrator("Root"), rotation(i)
	change := func(confirm, current string) answer {
		return i.ask(root, http.MethodPost, "/admin/keys", map[string][]string{"confirm": {confirm}, "current": {current}})
	}
	change("", in.Current).want(http.StatusUnprocessableEntity)
	change("true", "es256-7").want(http.StatusConflict)
	change("true", in.Current).want(http.StatusSeeOther)
	change("true", in.Current).want(http.StatusConflict) // a second click
	keys, err := i.Store.SigningKeys(t.Context())
	if err != nil || len(keys) != 4 || keys[0].Name() != "ed25519-2" && keys[0].Name() != "es256-2" {
		t.Errorf("%+v (%v)", keys, err)
	}
	if got := i.upload(models.Actor{}, "/verify/file", nil, [3]string{"file", "badge.jwt", before}); !strings.Contains(got.Body, "This badge is genuine") {
		t.Errorf("a badge of before: %.300s", got.main())
	}
	if got := i.ask(root, http.MethodGet, "/admin/keys?format=csv", nil).want(http.StatusOK); strings.Count(got.Body, "\n") != 5 {
		t.Errorf("%s", got.Body)
	}
}
