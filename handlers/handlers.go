// Package handlers holds the doors: it parses a request, calls a use case, and answers with a page. It is the only
// package that knows the web framework, and it knows neither transactions nor roles.
package handlers

import (
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"trellis/app"
	"trellis/handlers/web"
	"trellis/static"
)

// Handlers answer requests with what the app does.
type Handlers struct {
	app      *app.App
	sessions *scs.SessionManager
	pictures pictures // of badges
}

// New is the whole web face of the app. Signed-in browsers are kept by the store given.
func New(a *app.App, signIns scs.Store) http.Handler {
	_, handler := build(a, signIns)
	return handler
}

// addressBehind finds out from where a request comes: the nearest address that is none of the trusted proxies'.
func addressBehind(trusted []netip.Prefix) echo.IPExtractor {
	if len(trusted) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, network := range trusted {
		options = append(options, echo.TrustIPRange(&net.IPNet{
			IP: network.Addr().AsSlice(), Mask: net.CIDRMask(network.Bits(), network.Addr().BitLen()),
		}))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

func build(a *app.App, signIns scs.Store) (*echo.Echo, http.Handler) {
	secure := strings.HasPrefix(a.Config.BaseURL, "https://")
	h := &Handlers{app: a, sessions: web.Sessions(signIns, secure)}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = addressBehind(a.Config.TrustedProxies)
	e.HTTPErrorHandler = h.fail
	e.Use(catch)
	for _, r := range h.routes() {
		e.Add(r.Method, r.Path, r.Do, limited, h.knowActor, h.protected, h.may(r.Act), readable)
		if r.Method == http.MethodGet {
			e.Add(http.MethodHead, r.Path, r.Do, limited, h.knowActor, h.protected, h.may(r.Act), readable)
		}
	}
	e.RouteNotFound("/*", func(echo.Context) error { return echo.ErrNotFound }, h.knowActor)

	mux := http.NewServeMux()
	mux.Handle("/static/", static.Default())
	mux.Handle("/", h.sessions.LoadAndSave(e))
	return e, web.Log(web.Headers(secure)(web.Guard(mux)))
}
