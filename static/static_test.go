package static_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"trellis/static"
)

func get(t *testing.T, method, path, accept string) *http.Response {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, nil)
	if accept != "" {
		r.Header.Set("Accept-Encoding", accept)
	}
	w := httptest.NewRecorder()
	static.Default().ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r io.Reader) string {
	t.Helper()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAFileIsServedWithItsTypeAndKeptForAYear(t *testing.T) {
	for name, want := range map[string]string{
		"app.css":                    "text/css; charset=utf-8",
		"nhsuk.js":                   "text/javascript; charset=utf-8",
		"favicon.svg":                "image/svg+xml",
		"LICENCE-nhsuk-frontend.txt": "text/plain; charset=utf-8",
		"icons/nhsuk-icon-cross.svg": "image/svg+xml",
	} {
		r := get(t, http.MethodGet, static.Path(name), "")
		if r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != want {
			t.Errorf("%s: %d %q, want 200 %q", name, r.StatusCode, r.Header.Get("Content-Type"), want)
		}
		if !strings.Contains(r.Header.Get("Cache-Control"), "immutable") || r.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: %v", name, r.Header)
		}
		if onDisk, _ := os.ReadFile(name); body(t, r.Body) != string(onDisk) {
			t.Errorf("%s: body differs from the file", name)
		}
	}
}

func TestGzipIsServedOnlyWhenAccepted(t *testing.T) {
	for accept, want := range map[string]string{
		"": "", "br": "", "gzip;q=0": "", "gzip": "gzip", "br, GZIP;q=0.5": "gzip", "deflate, gzip": "gzip",
	} {
		r := get(t, http.MethodGet, static.Path("app.css"), accept)
		if got := r.Header.Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q: got %q, want %q", accept, got, want)
		}
	}
	r := get(t, http.MethodGet, static.Path("app.css"), "gzip")
	unzipped, err := gzip.NewReader(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	if onDisk, _ := os.ReadFile("app.css"); body(t, unzipped) != string(onDisk) {
		t.Error("the compressed file differs from the file")
	}
}

func TestHeadHasNoBodyAndOtherMethodsAreRefused(t *testing.T) {
	r := get(t, http.MethodHead, static.Path("app.css"), "")
	if r.StatusCode != http.StatusOK || body(t, r.Body) != "" || r.Header.Get("Content-Length") == "" {
		t.Errorf("HEAD: %d %v", r.StatusCode, r.Header)
	}
	if r := get(t, http.MethodPost, static.Path("app.css"), ""); r.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", r.StatusCode)
	}
}

func TestAnUnknownNameOrAnOldHashIsNotFound(t *testing.T) {
	for _, path := range []string{static.Path("nothing.css"), static.Path(""), "/static/000000000000/app.css", "/static/app.css"} {
		if r := get(t, http.MethodGet, path, ""); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", path, r.StatusCode)
		}
	}
}

func TestNothingIsFetchedFromElsewhere(t *testing.T) {
	address := regexp.MustCompile(`@font-face|@import|url\(["']?(https?:)?//|assets\.nhs\.uk`)
	for _, name := range []string{"app.css", "nhsuk.css"} {
		css, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if found := address.FindString(string(css)); found != "" {
			t.Errorf("%s has %s", name, found)
		}
	}
}
