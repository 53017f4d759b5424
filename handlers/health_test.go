package handlers

import (
	"net/http"
	"testing"

	"trellis/models"
)

func TestTheProcessSaysThatItIsReady(t *testing.T) {
	s := newSite(t)
	s.get(models.Actor{}, "/healthz").want(http.StatusOK).says("ok")
	s.get(models.Actor{}, "/readyz").want(http.StatusOK).says("ready")
	s.get(models.Actor{}, "/no-such-page").want(http.StatusNotFound).says("Page not found")
}
