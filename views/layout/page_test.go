package layout

import (
	"bytes"
	"strings"
	"testing"

	"trellis/views/components"
)

func render(t *testing.T, p Page) string {
	t.Helper()
	var out bytes.Buffer
	if err := Shell(p).Render(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestTheTitleSaysWhenAFormFailed(t *testing.T) {
	if got := render(t, Page{Title: "Log learning"}); !strings.Contains(got, "<title>Log learning – Trellis</title>") {
		t.Error("plain title is missing")
	}
	if got := render(t, Page{Title: "Log learning", Failed: true}); !strings.Contains(got, "<title>Error: Log learning – Trellis</title>") {
		t.Error("failed title is missing")
	}
}

func TestAPersonSignedOutIsAskedToSignIn(t *testing.T) {
	out := render(t, Page{Title: "Courses"})
	if !strings.Contains(out, `href="/sign-in"`) || strings.Contains(out, "/sign-out") {
		t.Error("signed out: a link to sign in, no way to sign out")
	}
	in := render(t, Page{Title: "Courses", Viewer: Viewer{Name: "Amara Osei"}})
	if strings.Contains(in, `href="/sign-in"`) || !strings.Contains(in, `action="/sign-out"`) || !strings.Contains(in, "Amara Osei") {
		t.Error("signed in: name and a form to sign out")
	}
}

func TestTheMenuMarksThePlaceAndTheWorkWaiting(t *testing.T) {
	got := render(t, Page{Title: "Team", Section: "team", Viewer: Viewer{Name: "Helen", Menu: []MenuItem{
		{Key: "home", Label: "Home", Href: "/"},
		{Key: "team", Label: "My team", Href: "/team/skills", Count: 4156, CountLabel: "waiting for you to confirm"},
	}}})
	if strings.Count(got, `aria-current="true"`) != 1 || !strings.Contains(got, `4,156<span class="nhsuk-u-visually-hidden"> waiting for you to confirm`) {
		t.Error("one current item and the words of its count")
	}
}

func TestAPageTellsOnlyWhatItHasTo(t *testing.T) {
	quiet := render(t, Page{Title: "Home"})
	for _, text := range []string{"Demonstration", "noindex", "http-equiv", `role="alert"`, "nhsuk-breadcrumb", "app-back"} {
		if strings.Contains(quiet, text) {
			t.Errorf("a plain page has %q", text)
		}
	}
	loud := render(t, Page{Title: "Home", NoIndex: true, Refresh: 5, Flash: "Register saved", Viewer: Viewer{Demo: true}, Crumbs: []components.Crumb{{Label: "Home", Href: "/"}}})
	for _, text := range []string{"Demonstration: all people and figures are invented.", "noindex", `content="5"`, "Register saved", "nhsuk-breadcrumb"} {
		if !strings.Contains(loud, text) {
			t.Errorf("%q is missing", text)
		}
	}
}
