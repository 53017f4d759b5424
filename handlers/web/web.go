// Package web is what stands in front of every door: sessions, headers, the guard against foreign writes, and the log.
// It knows net/http and no framework.
package web

import (
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
)

// Sessions makes the manager of signed-in browsers: 12 hours idle, 7 days at most. Only a hash of the token is kept.
func Sessions(keep scs.Store, secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store = keep
	m.HashTokenInStore = true
	m.IdleTimeout = 0 // a look at a page writes nothing; the lifetime alone ends a sign-in
	m.Lifetime = 7 * 24 * time.Hour
	m.Cookie.Name = "trellis"
	if secure {
		m.Cookie.Name = "__Host-trellis"
	}
	m.Cookie.Secure = secure
	m.Cookie.HttpOnly = true
	m.Cookie.Path = "/"
	m.Cookie.SameSite = http.SameSiteLaxMode
	return m
}

// Guard refuses writes that another site's page sends: 403. A program without a browser may post forms.
func Guard(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := protection.Check(r); err != nil {
			http.Error(w, "This request came from another site, so nothing was changed.", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// policy lets pages use what this installation serves, and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// Headers sets what browsers are told of every answer.
func Headers(secure bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h := w.Header()
			h.Set("Content-Security-Policy", policy)
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("Referrer-Policy", "same-origin")
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
			h.Set("Cache-Control", "no-store")
			if secure {
				h.Set("Strict-Transport-Security", "max-age=31536000")
			}
			next.ServeHTTP(w, r)
		})
	}
}

// Log writes one line for each request: no address of a person, no query, no token.
func Log(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now() //nolint:forbidigo // how long a request takes is no business of the store's clock
		kept := &statusKeeper{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(kept, r)
		slog.DebugContext(r.Context(), "request", "method", r.Method, "path", withoutToken(r.URL.Path), "status", kept.status, "took", time.Since(began))
	})
}

// withoutToken cuts off what opens a door by itself.
func withoutToken(path string) string {
	for _, door := range []string{"/sign-in/link/", "/sign-in/reset/", "/invitations/", "/sign-up/", "/account/email/", "/offers/", "/calendar/"} {
		if strings.HasPrefix(path, door) {
			return door + "…"
		}
	}
	return path
}

type statusKeeper struct {
	http.ResponseWriter
	status int
}

func (k *statusKeeper) WriteHeader(status int) {
	k.status = status
	k.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the writer below.
func (k *statusKeeper) Unwrap() http.ResponseWriter { return k.ResponseWriter }
