package handlers

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"trellis/app"
	"trellis/app/files"
	"trellis/handlers/web"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/paths"
	"trellis/models/store"
	"trellis/views/mail"
)

// emptySite is an installation that somebody has just started, with its first administrator.
func emptySite(t *testing.T, s *store.Store) (*site, models.Actor) {
	t.Helper()
	a := app.New(s, app.Config{BaseURL: "http://trellis.test", Secret: "secret", SecondFactor: models.RequiredOfNobody}, mail.Letters{}, nil, &files.Memory{})
	link, err := a.Access.FirstAdministrator(t.Context(), "first@example.org", "First Administrator")
	if err != nil {
		t.Fatal(err)
	}
	kept := store.SignIns{Store: s}
	made := &site{World: &modeltest.World{T: t, Store: s}, app: a, handler: New(a, kept), sessions: web.Sessions(kept, false)}
	return made, made.Again(models.Actor{Person: link.Person})
}

// upload sends a form with files, each by the field, the name and the content.
func (s *site) upload(as models.Actor, path string, form url.Values, files ...[3]string) answer {
	s.T.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name := range form {
		if err := w.WriteField(name, form.Get(name)); err != nil {
			s.T.Fatal(err)
		}
	}
	for _, f := range files {
		part, err := w.CreateFormFile(f[0], f[1])
		if err != nil {
			s.T.Fatal(err)
		}
		if _, err := part.Write([]byte(f[2])); err != nil {
			s.T.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		s.T.Fatal(err)
	}
	r := httptest.NewRequestWithContext(s.T.Context(), http.MethodPost, path, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	if as.SignedIn() {
		r.AddCookie(s.cookie(as))
	}
	return s.send(r)
}

func TestAnEmptyInstallationIsNoDeadEnd(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, kept *store.Store) {
		s, first := emptySite(t, kept)
		for _, route := range (&Handlers{app: s.app}).routes() {
			if route.Method != http.MethodGet || strings.Contains(route.Path, ":") || strings.HasPrefix(route.Path, "/demo") {
				continue
			}
			got := s.get(first, route.Path)
			switch got.Status {
			case http.StatusOK:
				if strings.Contains(got.Header.Get("Content-Type"), "text/html") && len(got.find("main h1")) != 1 {
					t.Errorf("%s has %d headings", route.Path, len(got.find("main h1")))
				}
			case http.StatusSeeOther: // to a page that is there
				if to := s.get(first, got.Header.Get("Location")); to.Status != http.StatusOK && to.Header.Get("Location") != paths.Home {
					t.Errorf("%s leads to %s, which answers %d", route.Path, got.Header.Get("Location"), to.Status)
				}
			case http.StatusNotFound: // what the administrator may not open: it is in no menu
				if len(s.get(first, "/").find(`nav a[href="`+route.Path+`"]`)) > 0 {
					t.Errorf("the menu leads to %s, which is not there", route.Path)
				}
			default:
				t.Errorf("%s answers %d", route.Path, got.Status)
			}
		}
		for _, item := range s.get(first, "/").find("nav a") {
			s.get(first, attribute(item, "href")).want(http.StatusOK)
		}
	})
}

func TestTheFirstAdministratorSetsTheNetworkUp(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, kept *store.Store) {
		s, first := emptySite(t, kept)
		home := s.get(first, "/").want(http.StatusOK).says("Set up your network", "6 things left of 6", "Say what your network is called", "Plan the first cohort")
		for _, step := range home.find("#maincontent .nhsuk-task-list a") {
			path := attribute(step, "href")
			if !strings.HasPrefix(path, paths.NewImport) { // built beside this
				s.get(first, path).want(http.StatusOK)
			}
		}
		s.get(first, "/welcome").want(http.StatusOK).says("Nothing to choose yet")
		s.post(first, paths.FirstDayStep("courses"), nil).want(http.StatusUnprocessableEntity).says("Load the starter framework first")
		s.upload(first, paths.Settings, settingsForm("name", "Testland network")).want(http.StatusSeeOther)
		for _, step := range []string{"framework", "courses", "organisations"} {
			s.post(first, paths.FirstDayStep(step), nil).want(http.StatusSeeOther).goesTo("/")
		}
		s.get(first, "/admin").want(http.StatusOK).says("Set up your network", "2 things left of 6")
		s.post(first, paths.FirstDayStep("framework"), nil).want(http.StatusSeeOther)
		s.get(first, paths.FirstDayStep("people")).want(http.StatusOK).says("From a file", "One by one")
		s.get(first, paths.FirstDayStep("nonsense")).want(http.StatusNotFound)
		s.post(first, paths.FirstDayStep("nonsense"), nil).want(http.StatusNotFound)
		s.post(first, paths.FirstDayOver, nil).want(http.StatusSeeOther)
		s.get(first, "/admin").saysNot("Set up your network")
		s.get(first, "/").want(http.StatusSeeOther).goesTo("/welcome") // there is something to choose now
		events := strings.Join(s.Events(), " ")
		for _, act := range []string{"organisation.added", "settings.changed", "framework.imported", "courses.imported", "organisations.imported"} {
			if !strings.Contains(events, act) {
				t.Errorf("no event says %s: %s", act, events)
			}
		}
	})
}

func TestTheListIsTheAdministratorsAndEndsWhenAllIsDone(t *testing.T) {
	s := newSite(t)
	ada, bea := s.Learner("Ada"), s.Administrator("Bea")
	s.get(ada, "/").saysNot("Set up your network")
	s.get(bea, "/").says("Set up your network", "2 things left of 6")
	s.Cohort("R1", 3)
	s.get(bea, "/").saysNot("Set up your network")
	s.post(ada, paths.FirstDayOver, nil).want(http.StatusNotFound)
	s.post(ada, paths.FirstDayStep("framework"), nil).want(http.StatusNotFound)
}

func TestAFrameworkComesInByAFileAndIsPublished(t *testing.T) {
	s := newSite(t)
	ada, bea := s.Learner("Ada"), s.Administrator("Bea")
	text, err := os.ReadFile("../app/demo/starter/frameworks.json")
	if err != nil {
		t.Fatal(err)
	}
	file := [3]string{"file", "framework.json", string(text)}
	s.get(ada, paths.NewFramework).want(http.StatusNotFound)
	s.upload(ada, paths.NewFramework, nil, file).want(http.StatusNotFound)
	s.get(bea, paths.NewFramework).want(http.StatusOK).says("before anything is kept", "At most 12 MB")
	s.upload(bea, paths.NewFramework, nil).want(http.StatusUnprocessableEntity).says("Choose the file")
	s.upload(bea, paths.NewFramework, nil, [3]string{"file", "framework.json", strings.Repeat("a", 12<<20+1)}).want(http.StatusUnprocessableEntity).says("at most 12 MB")
	s.upload(bea, paths.NewFramework, nil, [3]string{"file", "framework.json", strings.Repeat("a", 14<<20)}).want(http.StatusRequestEntityTooLarge)
	s.upload(bea, paths.NewFramework, nil, [3]string{"file", "framework.json", `{"frameworks": [{"code": "X", "levels": 3}]}`}).
		want(http.StatusUnprocessableEntity).says("What is wrong with the file", "framework.json, line 1")
	s.upload(bea, paths.NewFramework, nil, [3]string{"file", "framework.json", "PK\x03\x04 workbook"}).want(http.StatusUnprocessableEntity).says("workbook")
	at := s.keepsFramework(bea, s.upload(bea, paths.NewFramework, nil, file).want(http.StatusOK).says("is new here", "Keep as draft")).
		want(http.StatusSeeOther).Header.Get("Location")
	s.get(bea, at).want(http.StatusOK).says("This is a draft", "Publish this version")
	s.post(ada, at+"/publish", nil).want(http.StatusNotFound)
	s.post(bea, at+"/publish", nil).want(http.StatusSeeOther).goesTo(at)
	s.post(bea, at+"/publish", nil).want(http.StatusSeeOther) // a second click changes nothing
	s.get(bea, at).want(http.StatusOK).saysNot("This is a draft")
	if got := strings.Join(s.Events(), " "); strings.Count(got, "framework.published") != 1 {
		t.Errorf("events %s", got)
	}
}
