package handlers

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"trellis/models"
)

func TestTheProcessSaysThatItIsReady(t *testing.T) {
	s := newSite(t)
	s.get(models.Actor{}, "/healthz").want(http.StatusOK).says("ok")
	s.get(models.Actor{}, "/readyz").want(http.StatusOK).says("ready")
	s.get(models.Actor{}, "/no-such-page").want(http.StatusNotFound).says("Page not found")
}

func TestAFaultOfOursIsAnsweredWithAPage(t *testing.T) {
	s := newSite(t)
	e, _ := build(s.app, s.sessions.Store)
	e.GET("/fault", func(echo.Context) error { panic("a fault") })
	w := httptest.NewRecorder()
	s.sessions.LoadAndSave(e).ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/fault", nil))
	if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "Something went wrong") || strings.Contains(w.Body.String(), "a fault") {
		t.Errorf("status %d: %.300s", w.Code, w.Body)
	}
}
