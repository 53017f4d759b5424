package handlers

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"trellis/app"
	"trellis/app/files"
	"trellis/handlers/web"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
	"trellis/views/mail"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

// site is the whole product over a world, with real sessions, asked as a browser asks.
type site struct {
	*modeltest.World
	app      *app.App
	handler  http.Handler
	sessions *scs.SessionManager
}

func newSite(t testing.TB) *site {
	t.Helper()
	return siteOf(modeltest.New(t))
}

func siteOf(w *modeltest.World) *site {
	return siteWith(w, app.Config{SecondFactor: models.RequiredOfNobody, SignUpDomains: []string{"example.org"}})
}

// siteWith is a site that is told something from outside.
func siteWith(w *modeltest.World, c app.Config) *site {
	c.BaseURL, c.Secret = "http://trellis.test", "secret"
	a := app.New(w.Store, c, mail.Letters{}, nil, &files.Memory{})
	kept := store.SignIns{Store: w.Store}
	return &site{World: w, app: a, handler: New(a, kept), sessions: web.Sessions(kept, false)}
}

// answer is what the site answered; the document is read when first asked for.
type answer struct {
	t      testing.TB
	Status int
	Header http.Header
	Body   string
}

// get asks for an address as the person; the zero Actor is signed out.
func (s *site) get(as models.Actor, path string) answer {
	s.T.Helper()
	return s.ask(as, http.MethodGet, path, nil)
}

// post sends a form.
func (s *site) post(as models.Actor, path string, form url.Values) answer {
	s.T.Helper()
	return s.ask(as, http.MethodPost, path, form)
}

func (s *site) ask(as models.Actor, method, path string, form url.Values) answer {
	s.T.Helper()
	r := httptest.NewRequestWithContext(s.T.Context(), method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if as.SignedIn() {
		r.AddCookie(s.cookie(as))
	}
	return s.send(r)
}

// send asks with a request made by hand.
func (s *site) send(r *http.Request) answer {
	s.T.Helper()
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Body)
	if err != nil {
		s.T.Fatal(err)
	}
	return answer{t: s.T, Status: w.Code, Header: w.Header(), Body: string(body)}
}

// cookie signs the person in.
func (s *site) cookie(as models.Actor) *http.Cookie {
	s.T.Helper()
	ctx, err := s.sessions.Load(s.T.Context(), "")
	if err != nil {
		s.T.Fatal(err)
	}
	s.sessions.Put(ctx, sessionPerson, string(as.ID))
	device := models.Device{PersonID: as.ID, Way: models.ByPassword, Browser: "Firefox on Windows", BegunAt: s.Store.Now(), SeenOn: s.Store.Today()}
	s.Keep(&device)
	s.sessions.Put(ctx, sessionDevice, string(device.ID))
	token, _, err := s.sessions.Commit(ctx)
	if err != nil {
		s.T.Fatal(err)
	}
	return &http.Cookie{Name: s.sessions.Cookie.Name, Value: token}
}

// want checks the status, and goes on with the answer.
func (a answer) want(status int) answer {
	a.t.Helper()
	if a.Status != status {
		a.t.Errorf("status %d, want %d; it says: %.600s", a.Status, status, a.main())
	}
	return a
}

// says checks that the page's main part holds the texts, spaces aside.
func (a answer) says(texts ...string) answer {
	a.t.Helper()
	main := a.main()
	for _, text := range texts {
		if !strings.Contains(main, text) {
			a.t.Errorf("the page does not say %q; it says: %.1500s", text, main)
		}
	}
	return a
}

// saysNot checks that the page's main part holds none of the texts.
func (a answer) saysNot(texts ...string) answer {
	a.t.Helper()
	main := a.main()
	for _, text := range texts {
		if strings.Contains(main, text) {
			a.t.Errorf("the page says %q", text)
		}
	}
	return a
}

// goesTo checks the address of a redirect.
func (a answer) goesTo(path string) answer {
	a.t.Helper()
	if got := a.Header.Get("Location"); got != path {
		a.t.Errorf("goes to %q, want %q", got, path)
	}
	return a
}

// find are the elements that the CSS selector names.
func (a answer) find(selector string) []*html.Node {
	a.t.Helper()
	doc, err := html.Parse(strings.NewReader(a.Body))
	if err != nil {
		a.t.Fatal(err)
	}
	return cascadia.QueryAll(doc, cascadia.MustCompile(selector))
}

func (a answer) main() string {
	if !strings.Contains(a.Body, "<main") {
		return a.Body
	}
	var words []string
	for _, n := range a.find("main") {
		words = append(words, textOf(n))
	}
	return strings.Join(words, " ")
}

// textOf is the text of an element and all within, with single spaces.
func textOf(n *html.Node) string {
	var text strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			text.WriteString(n.Data)
		}
		if n.Type == html.ElementNode {
			text.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(text.String()), " ")
}
