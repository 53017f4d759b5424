package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trellis/models"
)

// TestEveryAnswerGuardsItself looks at the headers of every address, of those that are not there, and of files.
func TestEveryAnswerGuardsItself(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	addresses := []visit{{address: "/no-such-page", by: "ada"}, {address: "/static/app.css", by: "ada"}, {address: "/static/../go.mod", by: "ada"}, {address: "/static/%2e%2e/go.mod", by: "ada"}}
	for _, v := range append(addresses, c.visits(t, http.MethodGet)...) {
		got := c.get(c.actors[v.by], v.address)
		for header, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin"} {
			if header == "Referrer-Policy" && strings.HasPrefix(v.address, "/transcripts/") {
				want = "no-referrer" // the address is the key
			}
			if got.Header.Get(header) != want {
				t.Errorf("%s: %s is %q", v.address, header, got.Header.Get(header))
			}
		}
		policy := got.Header.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"} {
			if !strings.Contains(policy, part) || strings.Contains(policy, "unsafe") {
				t.Errorf("%s: the policy is %q", v.address, policy)
			}
		}
		if strings.Contains(got.Body, "module trellis") {
			t.Errorf("%s gives a file of the program away", v.address)
		}
		if v.route.Path == "/sessions/:id/files/:material" { // a file is kept by the browser, which asks each time whether it may
			if got.Header.Get("Cache-Control") != "private, no-cache" {
				t.Errorf("%s may be kept by others: %q", v.address, got.Header.Get("Cache-Control"))
			}
			continue
		}
		if !strings.HasPrefix(v.address, "/static") && !strings.Contains(got.Header.Get("Cache-Control"), "no-store") && got.Status == http.StatusOK && v.route.Act != "public" {
			t.Errorf("%s may be kept by others: %q", v.address, got.Header.Get("Cache-Control"))
		}
	}
}

// TestAFormIsOnlySoLarge sends more than any form holds to every address.
func TestAFormIsOnlySoLarge(t *testing.T) {
	t.Parallel()
	c := newCast(t)
	large := url.Values{"title": {strings.Repeat("a", 1<<20)}}
	for _, v := range c.visits(t, http.MethodPost) {
		if got := c.post(c.actors[v.by], v.address, large); got.Status != http.StatusRequestEntityTooLarge && got.Status != http.StatusNotFound && got.Status != http.StatusUnauthorized {
			t.Errorf("%s takes a megabyte: %d", v.address, got.Status)
		}
	}
	if got := c.post(models.Actor{}, "/sign-in", large); got.Status != http.StatusRequestEntityTooLarge {
		t.Errorf("sign-in takes a megabyte: %d", got.Status)
	}
}
