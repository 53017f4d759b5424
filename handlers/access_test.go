package handlers

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/modeltest"
)

// The groups of whom a thing is for.
var (
	everybody = []string{"*"} // who has signed in
	anyone    = []string{"*", "signed out"}
	admins    = []string{"bea"}
	trainers  = []string{"tess", "bea"}
)

// thing is what an address names, and whose it is: for everybody else it does not exist.
type thing struct {
	names map[string]string // what stands for each parameter
	whose []string
}

// things says of every route that names a thing whose the thing is. The world in which they are is made by newCast.
func things(c *cast) map[string]thing {
	at := func(whose []string, pairs ...string) thing {
		names := map[string]string{}
		for i := 0; i < len(pairs); i += 2 {
			names[pairs[i]] = pairs[i+1]
		}
		return thing{names, whose}
	}
	ada := []string{"ada"}
	seers := []string{"mia", "dee"}
	deciders := []string{"lea", "bea"}
	writers := []string{"cora", "bea"} // of the course that is only a draft yet
	cohort, person := []string{":code", "R1-1"}, string(c.actors["ada"].ID)
	with := func(more ...string) []string { return append(slices.Clone(cohort), more...) }
	list := map[string]thing{
		"/sign-in/link/:token":         at(anyone, ":token", "none"),
		"/offers/:token":               at(anyone, ":token", "token"),
		"/sign-in/reset/:token":        at(anyone, ":token", "none"),
		"/invitations/:token":          at(anyone, ":token", "none"),
		"/sign-up/:token":              at(anyone, ":token", "none"),
		"/account/email/:token":        at(everybody, ":token", "none"),
		"/account/devices/:id/end":     at(ada, ":id", c.ids["device"]),
		"/admin/sign-ups/:id":          at(deciders, ":id", c.ids["sign-up"]),
		"/admin/sign-ups/:id/approve":  at(deciders, ":id", c.ids["sign-up"]),
		"/admin/sign-ups/:id/refuse":   at(deciders, ":id", c.ids["sign-up"]),
		"/admin/people/:id/invitation": at(admins, ":id", person),
		"/verify/:code":                at(anyone, ":code", "AA-7M4T-X2RB"),
		"/emblem/:file":                at(anyone, ":file", "e0.png"),

		"/courses/:slug":                   at(everybody, ":slug", "r1"),
		"/courses/:slug/interest":          at(everybody, ":slug", "r1"),
		"/cohorts/:code":                   at(everybody, cohort...),
		"/cohorts/:code/sessions.ics":      at(everybody, cohort...),
		"/cohorts/:code/enrol":             at(everybody, cohort...),
		"/sessions/:file":                  at(everybody, ":file", c.ids["session"]+".ics"),
		"/skills/:slug":                    at(everybody, ":slug", "describing-data"),
		"/skills/assessments/:round":       at(everybody, ":round", "autumn"),
		"/skills/assessments/:round/check": at(everybody, ":round", "autumn"),
		"/skills/assessments/:round/sent":  at(everybody, ":round", "autumn"),
		"/skills/assessments/:round/:n":    at(everybody, ":round", "autumn", ":n", "1"),

		"/enrolments/:id":                           at(ada, ":id", c.ids["enrolment"]),
		"/enrolments/:id/withdraw":                  at(ada, ":id", c.ids["enrolment"]),
		"/enrolments/:id/preparations/:preparation": at(ada, ":id", c.ids["coming enrolment"], ":preparation", c.ids["preparation"]),
		"/teaching/cohorts/:code/preparations":      at(trainers, cohort...),
		"/enrolments/:id/needs":                     at(ada, ":id", c.ids["coming enrolment"]),
		"/sessions/:id/apologies":                   at(ada, ":id", c.ids["coming session"]),
		"/apologies/:token":                         at(anyone, ":token", "apologies-token"),
		"/learning/log/:id":                         at(ada, ":id", c.ids["entry"]),
		"/records/:code":                            at(ada, ":code", "AA-7M4T-X2RB"),
		"/records/:code/share":                      at(ada, ":code", "AA-7M4T-X2RB"),

		"/team/skills/:slug":             at([]string{"mia", "dee", "stan", "pat", "tia", "ted"}, ":slug", "describing-data"), // of their own people
		"/team/people/:id":               at(append(slices.Clone(seers), "tia"), ":id", person),
		"/team/deputies/:delegation/end": at(seers, ":delegation", c.ids["delegation"]),
		"/team/confirm/:id":              at(seers, ":id", person),
		"/team/confirm/:id/agree":        at(seers, ":id", person),

		"/teaching/cohorts/:code":              at(trainers, cohort...),
		"/programmes/:code":                    at(everybody, ":code", "P1"),
		"/teaching/programmes/:code":           at(admins, ":code", "P1"),
		"/teaching/courses/:code":              at(writers, ":code", "D1"),
		"/teaching/courses/:code/edit":         at(writers, ":code", "D1"),
		"/teaching/courses/:code/preview":      at(writers, ":code", "D1"),
		"/teaching/courses/:code/publish":      at(writers, ":code", "D1"),
		"/teaching/courses/:code/drop":         at(writers, ":code", "D1"),
		"/teaching/cohorts/:code/people":       at(trainers, cohort...),
		"/teaching/cohorts/:code/waiting-list": at(trainers, cohort...),
		"/teaching/cohorts/:code/register":     at(trainers, cohort...),
		"/teaching/cohorts/:code/register/:n":  at(trainers, with(":n", "1")...),

		"/teaching/cohorts/:code/message":                  at(trainers, cohort...),
		"/teaching/cohorts/:code/invite":                   at(trainers, cohort...),
		"/teaching/cohorts/:code/people/:enrolment/move":   at(trainers, with(":enrolment", c.ids["kept"])...),
		"/teaching/cohorts/:code/people/:enrolment/remove": at(trainers, with(":enrolment", c.ids["kept"])...),

		"/sessions/:id/files/:material":                                   at([]string{"ada", "tess", "stan", "bea"}, ":id", c.ids["session"], ":material", c.ids["material"]),
		"/teaching/cohorts/:code/sessions/:n/materials":                   at(trainers, with(":n", "1")...),
		"/teaching/cohorts/:code/sessions/:n/materials/texts":             at(trainers, with(":n", "1")...),
		"/teaching/cohorts/:code/sessions/:n/materials/:material/:change": at(trainers, with(":n", "1", ":material", c.ids["material"], ":change", "remove")...),

		"/teaching/cohorts/:code/waiting-list/offer":                at(trainers, cohort...),
		"/teaching/cohorts/:code/waiting-list/:enrolment/offer":     at(trainers, with(":enrolment", c.ids["offered"])...),
		"/teaching/cohorts/:code/waiting-list/:enrolment/priority":  at(trainers, with(":enrolment", c.ids["offered"])...),
		"/teaching/cohorts/:code/waiting-list/:enrolment/take-back": at(trainers, with(":enrolment", c.ids["offered"])...),

		"/teaching/cohorts/:code/trainers":            at(trainers, cohort...),
		"/teaching/cohorts/:code/trainers/:grant/end": at(trainers, with(":grant", c.ids["training"])...),
		"/network/leads/:grant/end":                   at([]string{"lea", "bea"}, ":grant", c.ids["leading"]),

		"/admin/people/:id/posts/new":                at(admins, ":id", person),
		"/admin/people/:id/posts/:post":              at(admins, ":id", person, ":post", c.ids["post"]),
		"/admin/people/:id/posts/:post/end":          at(admins, ":id", person, ":post", c.ids["post"]),
		"/admin/people/:id/deputies/new":             at(admins, ":id", string(c.actors["mia"].ID)),
		"/admin/people/:id/deputies/:delegation/end": at(admins, ":id", string(c.actors["mia"].ID), ":delegation", c.ids["delegation"]),
		"/admin/people/:id/roles/new":                at(admins, ":id", person),
		"/admin/people/:id/roles/:grant/end":         at(admins, ":id", string(c.actors["tess"].ID), ":grant", c.ids["training"]),
		"/admin/people/:id":                          at(admins, ":id", person),
		"/admin/people/:id/sign-in-link":             at(admins, ":id", person),
		"/admin/people/:id/second-factor/reset":      at(admins, ":id", person),
		"/admin/organisations/:code":                 at(admins, ":code", "TRU"),
		"/admin/organisations/:code/edit":            at(admins, ":code", "TRU"),
		"/admin/organisations/:code/links":           at(admins, ":code", "TRU"),
		"/admin/organisations/:code/links/:id":       at(admins, ":code", "TRU", ":id", trustsLink(c.site)),
		"/admin/organisations/:code/merge":           at(admins, ":code", "TRU"),
		"/admin/organisations/:code/move":            at(admins, ":code", "TRU"),
		"/admin/frameworks/:code/:version/file":      at([]string{"bea", "edda"}, ":code", "TEST", ":version", "1"),
		"/admin/first-day/:step":                     at(admins, ":step", "framework"),
		"/calendar/:file":                            at(anyone, ":file", "feed-token.ics"),
		"/admin/letters/:kind":                       at(admins, ":kind", "waiting"),
		"/admin/letters/:kind/restore":               at(admins, ":kind", "waiting"),
		"/admin/outbox/jobs/:id/again":               at(admins, ":id", c.ids["failed job"]),
		"/admin/outbox/:id":                          at(admins, ":id", c.ids["message"]),

		"/admin/imports/:id":              at(admins, ":id", c.ids["import"]),
		"/admin/imports/:id/confirm":      at(admins, ":id", c.ids["import"]),
		"/admin/imports/:id/stop":         at(admins, ":id", c.ids["import"]),
		"/admin/imports/:id/undo":         at(admins, ":id", c.ids["import"]),
		"/account/posts/:id/manager":      at(ada, ":id", string(c.actors["ada"].Posts[0].ID)),
		"/admin/people/:id/data":          at(admins, ":id", person),
		"/admin/people/:id/data.zip":      at(admins, ":id", person),
		"/admin/people/:id/hold":          at(admins, ":id", person),
		"/admin/people/:id/hold/lift":     at(admins, ":id", person),
		"/admin/people/:id/erase":         at(admins, ":id", person),
		"/admin/people/:id/erase/confirm": at(admins, ":id", person),
		"/admin/corrections/:id":          at(admins, ":id", c.ids["correction"]),
		"/admin/retention/:kind":          at(admins, ":kind", "mail"),
		"/admin/retention/:kind/accept":   at(admins, ":kind", "mail"),
		"/admin/retention/:kind/stop":     at(admins, ":kind", "mail"),
	}
	maps.Copy(list, waysThings(c, at))
	maps.Copy(list, attendanceFileThings(c))
	maps.Copy(list, completionThings(c, at))
	workThings(list, c, at)
	maps.Copy(list, evaluationThings(c, at))
	maps.Copy(list, frameworkThings(c, at))
	maps.Copy(list, badgeThings(at))
	maps.Copy(list, othersThings(c, at))
	maps.Copy(list, roleThings(c, at))
	maps.Copy(list, planThings(c, at))
	maps.Copy(list, needThings(c, at))
	return withAssess(c, withTranscripts(c, withRegister(c, withProgress(c, withPlanned(c, list)))))
}

// cast is a network in which Ada has one of everything, and everybody who is near her and yet may not see it.
type cast struct {
	*site
	actors map[string]models.Actor
	ids    map[string]string
}

func newCast(t *testing.T) *cast {
	s := siteOf(modeltest.New(t))
	c := &cast{site: s, actors: map[string]models.Actor{"signed out": {}}, ids: map[string]string{}}
	today, now := s.Store.Today(), s.Store.Now()
	s.Keep(&models.Emblem{Digest: "e0", Data: []byte("picture")})
	other := models.Organisation{Code: "OTH", Name: "Othershire Hospital", ShortName: "Othershire", Kind: models.Provider}
	s.Keep(&other)
	a := c.actors
	a["ada"], a["ben"] = s.Person("Ada"), s.Person("Ben") // Ben is a colleague in the same team
	a["mia"] = s.Manager("Mia", a["ada"])
	a["dee"] = s.Learner("Dee")
	deputy := models.Delegation{Kind: models.Deputy, ManagerID: a["mia"].ID, DeputyID: a["dee"].ID, Started: today, Until: today}
	s.Keep(&deputy)
	c.ids["delegation"] = string(deputy.ID)
	a["pat"] = s.Manager("Pat", a["ben"]) // managed Ada until yesterday
	pat := a["pat"].ID
	s.Keep(&models.Post{PersonID: a["ada"].ID, OrganisationID: s.Trust.ID, ManagerID: &pat, RoleProfileID: &s.Analyst.ID, Started: "2025-01-01", Ended: today.AddDays(-1)})
	a["sue"] = s.Person("Sue")
	a["stan"] = s.Learner("Stan") // manages at another organisation
	stan := a["stan"].ID
	s.Keep(&models.Post{PersonID: a["sue"].ID, OrganisationID: other.ID, ManagerID: &stan, RoleProfileID: &s.Analyst.ID, Started: "2025-01-01"})
	c.learning(now)
	c.around(now)
	c.transcripts(now)
	c.handedIn(now)
	c.mail(now)
	c.evaluation(now)
	c.drafting(now)
	c.teams(today)
	c.ways(now)
	c.desk()
	c.completion(now)
	c.ids["post"] = string(s.Again(a["ada"]).Posts[0].ID)
	correction := models.Correction{PostID: models.ID(c.ids["post"]), PersonID: a["ada"].ID, Says: "It is Pat", State: models.CorrectionWaiting, CreatedAt: now}
	s.Keep(&correction)
	c.ids["correction"] = string(correction.ID)
	device := models.Device{PersonID: a["ada"].ID, Way: models.ByLink, Browser: "Safari on iPhone", BegunAt: now, SeenOn: today}
	s.Keep(&device)
	c.ids["device"], c.ids["sign-up"] = string(device.ID), string(s.asks("Zoe", s.Trust.ID).ID)
	c.roles(other, today)
	c.writing()
	c.progressing()
	c.assessing()
	c.drawn()
	c.needsOfTeams()
	c.attendanceFiles(now)
	c.registered(now)
	c.judged(now)
	c.plannedFor(now)
	for name, who := range a {
		if who.SignedIn() {
			a[name] = s.Again(who)
		}
	}
	return c
}

// address is the route's with the things' names in it.
func (th thing) address(t *testing.T, path string) string {
	t.Helper()
	for _, part := range strings.Split(path, "/") {
		if !strings.HasPrefix(part, ":") {
			continue
		}
		name, known := th.names[part]
		if !known {
			t.Fatalf("nothing stands for %s of %s", part, path)
		}
		path = strings.Replace(path, part, url.PathEscape(name), 1)
	}
	return path
}

// TestAThingIsThereForThoseWhomItIsForAlone takes every route that names a thing, as the router has it, and asks for the thing
// as everybody of the cast: those whom it is for get an answer; a colleague, a trainer of another cohort, somebody in another
// organisation, a past manager, a past trainer, a past administrator find nothing, and who has not signed in is sent to do so.
// Who is refused has changed nothing.
func TestAThingIsThereForThoseWhomItIsForAlone(t *testing.T) {
	t.Parallel()
	for _, route := range (&Handlers{}).routes() {
		if !strings.Contains(route.Path, ":") || strings.HasPrefix(route.Path, "/demo") {
			continue
		}
		t.Run(route.Method+" "+route.Path, func(t *testing.T) {
			t.Parallel()
			c := newCast(t)
			th, known := things(c)[route.Path]
			if !known {
				t.Fatalf("say in things whose the thing is that %s names", route.Path)
			}
			address := th.address(t, route.Path)
			before := len(c.Events())
			for _, name := range slices.Sorted(maps.Keys(c.actors)) {
				if !th.isFor(name) {
					c.isNothing(name, route, address)
				}
			}
			if after := len(c.Events()); after != before {
				t.Errorf("who was refused left %d events: %v", after-before, c.Events()[before:])
			}
			for _, name := range slices.Sorted(maps.Keys(c.actors)) {
				if th.isFor(name) {
					c.isThere(name, route, address)
					break // a write can be done once
				}
			}
			if route.Method == http.MethodGet {
				for _, name := range slices.Sorted(maps.Keys(c.actors)) {
					if th.isFor(name) {
						c.isThere(name, route, address)
					}
				}
			}
		})
	}
}

func (th thing) isFor(name string) bool {
	if name == "signed out" {
		return slices.Contains(th.whose, name)
	}
	return slices.Contains(th.whose, name) || th.whose[0] == "*"
}

func (c *cast) isThere(name string, route Route, address string) {
	c.T.Helper()
	switch got := c.ask(c.actors[name], route.Method, address, url.Values{}); got.Status {
	case http.StatusOK, http.StatusSeeOther, http.StatusUnprocessableEntity, http.StatusConflict:
		if strings.HasPrefix(got.Header.Get("Location"), "/sign-in") && route.Act != policy.Public {
			c.T.Errorf("%s is sent to sign in", name)
		}
	default:
		c.T.Errorf("%s gets %d, whom it is for", name, got.Status)
	}
}

func (c *cast) isNothing(name string, route Route, address string) {
	c.T.Helper()
	got, want := c.ask(c.actors[name], route.Method, address, url.Values{}), http.StatusNotFound
	if name == "signed out" {
		want = http.StatusUnauthorized
		if route.Method == http.MethodGet {
			want = http.StatusSeeOther
		}
	}
	if got.Status != want {
		c.T.Errorf("%s gets %d, want %d: %.200s", name, got.Status, want, got.main())
	}
}
