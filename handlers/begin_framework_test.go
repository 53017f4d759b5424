package handlers

import (
	"net/http"
	"net/url"
	"testing"

	"trellis/models/paths"
)

func TestAFrameworkIsBegunWithEverythingTheFormSays(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	form := url.Values{
		"code": {"NEW"}, "version": {"1"}, "name": {"Analysts of tomorrow"}, "language": {"en-GB"}, "lowest": {"0"},
		"levels[0].label": {"Not yet"}, "levels[1].label": {"Learning"}, "levels[2].label": {"Quite able"},
	}
	form.Set("code", "a b")
	s.post(bea, paths.BeginFramework, form).want(http.StatusUnprocessableEntity).says("Use letters and digits, joined by hyphens").saysNot("Enter the name of the framework", "Name 3 to 6 levels")
	form.Set("code", "NEW")
	s.post(bea, paths.BeginFramework, form).want(http.StatusSeeOther).goesTo(paths.WriteFramework("NEW", "1"))
	s.get(bea, paths.Framework("NEW", "1")).want(http.StatusOK).says("Analysts of tomorrow", "Quite able")
}
