package handlers

import (
	"cmp"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/modeltest"
)

// walker is one kind of person with things of their own, so that a route that lets them in finds something to show.
type walker struct {
	name  string
	actor models.Actor
	own   map[string]string // what stands for a parameter of a route
}

// walkers are a signed-out person and one of each role, in one network in which each has an enrolment, a log entry, a
// record, and whatever the role comes with.
func walkers(s *site) []walker {
	cohort := s.Cohort("R1", 30)
	s.nominated("NOM")
	ended := s.CohortOf(s.Course("SQL1"), "SQL1-1", 30, s.Store.Now().AddDate(0, -2, 0))
	s.Keep(&models.Round{Slug: "autumn", Name: "Autumn", Opens: s.Store.Today().AddDays(-5), Closes: s.Store.Today().AddDays(5)})
	offered := s.Enrolled(s.Learner("Offered"), cohort, models.Offered)
	s.Keep(&models.Offer{EnrolmentID: offered.ID, Token: "token", MadeAt: s.Store.Now(), ExpiresAt: s.Store.Now().Add(time.Hour)})
	report := s.Learner("Report")
	taught := recordOf(s, report, s.Enrolled(report, cohort, models.Completed), "RR-7M4T-X2RB")
	s.Keep(&taught)
	job := models.Job{Kind: models.MailPlaced, State: models.JobDone, RunAt: s.Store.Now(), CreatedAt: s.Store.Now()}
	s.Keep(&job)
	message := models.Message{JobID: job.ID, PersonID: &report.ID, Recipient: report.Email, Subject: "Subject", Body: "Body", State: models.MessageKept, CreatedAt: s.Store.Now()}
	s.Keep(&message)

	chief, boss, teacher, manager := s.Learner("Chief"), s.Learner("Lead"), s.Learner("Trainer"), s.Manager("Manager", report)
	team := s.Team("TEAM", models.Team, report)
	given := func(by models.Actor, role models.Role, kind models.ScopeKind, id models.ID) string {
		g := models.Grant{PersonID: report.ID, Role: role, ScopeKind: kind, ScopeID: id, GivenByID: &by.ID, Started: s.Store.Today().AddDays(-len(role) - len(by.Name))}
		s.Keep(&g)
		return string(g.ID)
	}
	led := map[string]string{"lead": given(boss, models.Lead, models.OneOrganisation, s.Trust.ID), "lead of a team": given(chief, models.Lead, models.OneOrganisation, team.ID)}
	trains := given(teacher, models.Trainer, models.OneCohort, cohort.ID)
	deputed := models.Delegation{ManagerID: manager.ID, DeputyID: report.ID, Kind: models.Deputy, Started: s.Store.Today(), Until: s.Store.Today()}
	s.Keep(&deputed)
	brought := keptImport(s, s.Administrator("Brought"))
	emblem := models.Emblem{Digest: "e0", Data: []byte("picture")}
	s.Keep(&emblem)
	confirmed := s.Store.Now()
	s.Keep(&models.Authenticator{PersonID: report.ID, Secret: []byte("sealed"), ConfirmedAt: &confirmed})

	correction := models.Correction{PostID: s.Again(report).Posts[0].ID, PersonID: report.ID, Says: "It is somebody else", State: models.CorrectionWaiting, CreatedAt: s.Store.Now()}
	s.Keep(&correction)

	teacher = s.writes(teacher)
	leader := s.Post(s.Person("Leader"), &s.Leader, nil)
	roles := []walker{
		{name: "signed out"},
		{name: "learner", actor: s.Learner("Learner")},
		{name: "decision maker", actor: leader},
		{name: "manager", actor: s.Again(manager)},
		{name: "trainer", actor: s.Grant(s.Grant(teacher, models.Trainer, models.OneCohort, cohort.ID), models.Trainer, models.OneCohort, ended.ID)},
		{name: "lead", actor: s.Grant(boss, models.Lead, models.OneOrganisation, s.Trust.ID)},
		{name: "lead of a team", actor: s.Grant(chief, models.Lead, models.OneOrganisation, team.ID)},
		{name: "data analyst", actor: s.Grant(s.Learner("Analyst"), models.DataAnalyst, models.WholeNetwork, "")},
		{name: "editor", actor: s.Grant(s.Learner("Editor"), models.Editor, models.WholeNetwork, "")},
		{name: "administrator", actor: s.Administrator("Administrator")},
	}
	sessions, err := s.Store.Sessions(s.T.Context(), cohort.ID)
	if err != nil {
		s.T.Fatal(err)
	}
	for i := range roles {
		r := &roles[i]
		at := s.Trust.ID
		for _, g := range r.actor.Grants {
			if g.ScopeKind == models.OneOrganisation {
				at = g.ScopeID
			}
		}
		r.own = map[string]string{
			"teaching/courses/:code": "W1", "programmes/:code": "P1", "courses/:slug": "r1", "skills/:slug": "describing-data", "cohorts/:code": "R1-1", "sessions/:file": string(sessions[0].ID) + ".ics",
			"emblem/:file": emblem.Digest + ".png", "first-day/:step": "framework",
			"offers/:token": "token", "link/:token": "no-such-link", "reset/:token": "no-such-link", "invitations/:token": "no-such-link", "sign-up/:token": "no-such-link",
			"account/email/:token": "no-such-link", "sign-ups/:id": string(s.asks("Zoe"+strconv.Itoa(i), at).ID), "assessments/:round": "autumn", "/:n": "1", "verify/:code": "GK-7M4T-X2RB",
			"team/people/:id": string(report.ID), "team/confirm/:id": string(report.ID), "posts/:post": string(s.Again(report).Posts[0].ID), "admin/people/:id": string(report.ID),
			"corrections/:id": string(correction.ID), "retention/:kind": string(models.KeepMail), "account/posts/:id": "x",
			"outbox/:id": string(message.ID), "imports/:id": string(brought.ID), "records/:record": taught.Code, "links/:id": trustsLink(s), "organisations/:code": s.Trust.Code, "frameworks/:code": "TEST", "/:version": "1",
		}
		r.own["roles/:grant"], r.own["trainers/:grant"], r.own["leads/:grant"] = trains, trains, cmp.Or(led[r.name], led["lead"])
		r.own[":delegation"] = string(deputed.ID)
		maps.Copy(r.own, mailed(s, *r))
		if !r.actor.SignedIn() {
			r.own["enrolments/:id"], r.own["log/:id"], r.own["records/:code"], r.own["devices/:id"] = "x", "x", "x", "x"
			continue
		}
		r.own["account/posts/:id"] = string(s.Again(r.actor).Posts[0].ID)
		s.Enrolled(r.actor, cohort, models.Placed)
		done := s.Enrolled(r.actor, ended, models.Completed)
		entry := models.LogEntry{PersonID: r.actor.ID, Title: "Read", Minutes: 5, LearnedOn: s.Store.Today(), Kind: models.Reading, CreatedAt: s.Store.Now(), ChangedAt: s.Store.Now()}
		record := recordOf(s, r.actor, done, []string{"", "AA", "BB", "CC", "GK", "EE", "FF", "HH", "JJ", "KK"}[i]+"-7M4T-X2RB")
		device := models.Device{PersonID: r.actor.ID, Way: models.ByPassword, Browser: "Safari on iPhone", BegunAt: s.Store.Now(), SeenOn: s.Store.Today()}
		s.Keep(&entry, &record, &device)
		r.own["devices/:id"] = string(device.ID)
		r.own["enrolments/:id"], r.own["log/:id"], r.own["records/:code"] = string(done.ID), string(entry.ID), record.Code
	}
	return roles
}

// nominated is a cohort to which people come by being named.
func (s *site) nominated(code string) {
	cohort := s.Cohort(code, 30)
	modeltest.Plant(s.T, s.Store, "UPDATE cohorts SET way_in = 'nomination' WHERE id = '"+string(cohort.ID)+"'")
}

func recordOf(s *site, a models.Actor, e models.Enrolment, code string) models.CompletionRecord {
	return models.CompletionRecord{
		Code: code, EnrolmentID: e.ID, PersonID: a.ID, CohortID: e.CohortID, CourseID: courseOf(s, e), PersonName: a.Name, CourseTitle: "Course",
		ProviderName: "Network", CompletedOn: s.Store.Today(), IssuedAt: s.Store.Now(), IssuedByID: a.ID, IssuedBy: a.Name,
	}
}

// trustsLink is the id of the link by which the trust serves its system.
func trustsLink(s *site) string {
	links, err := s.Store.LinksFrom(s.T.Context(), []models.ID{s.Trust.ID})
	if err != nil || len(links) == 0 {
		s.T.Fatal(links, err)
	}
	return string(links[0].ID)
}

func courseOf(s *site, e models.Enrolment) models.ID {
	cohort, err := s.Store.Cohort(s.T.Context(), e.CohortID)
	if err != nil {
		s.T.Fatal(err)
	}
	return cohort.CourseID
}

// inTheCast are the things that the walkers do not have: each is asked for, by everybody, in TestAThingIsThereForThoseWhomItIsForAlone.
var inTheCast = []string{
	"team/needs/:of", "transcripts/:token", "transcript/links/:id", "saves/:save", ":assessment", ":request", "examples/:skill", ":example",
	"status/:list", "achievements/:achievement",
	"/roles/:role", "/moves/:move",
	"nominations/:token", "pairs/:token", ":pair", "apologies/:token", ":preparation", ":unit", "units/:n/file", "files/:file", "/submissions/:id", "sessions/:id", ":material", "attendance/:file", ":change", "reservations/:id", "issuances/:id", ":session", ":trainer", ":enrolment",
	":version/", "/reviews/:review", // of a draft, or a published version
	":competency", ":comment", ":profile", ":from", ":domain", "added/:slug", "evidence/:id", "account/leave/:id", "rounds/:slug",
	"follow-ups/:id", "employers/:code", "past-learning/:id", "staff-number", "team/enrolments/book", "team/enrolments/:id", "actions/:action", "plan/mentoring/:action", "team/plans/:id", "team/plan-templates/:id", "undo/:application", "cohorts/:code/schedule", // of a cohort or an application of that kind
}

// address puts the walker's own things in place of the parameters.
func (w walker) address(t *testing.T, path string) string {
	t.Helper()
	path = strings.Replace(path, "/cohorts/:code/nominate", "/cohorts/NOM-1/nominate", 1)
	for _, key := range []string{
		"calendar/:file", "letters/:kind", "jobs/:id",
		"teaching/courses/:code", "programmes/:code", "corrections/:id", "retention/:kind", "account/posts/:id",
		"imports/:id", "roles/:grant", "trainers/:grant", "leads/:grant", ":delegation",
		"emblem/:file", "first-day/:step", "posts/:post", "team/people/:id", "team/confirm/:id", "admin/people/:id", "outbox/:id", "enrolments/:id", "log/:id", "records/:record", "cohorts/:code",
		"verify/:code", "records/:code", "courses/:slug", "skills/:slug", "sessions/:file", "offers/:token", "link/:token", "reset/:token", "invitations/:token", "sign-up/:token", "account/email/:token", "sign-ups/:id", "devices/:id", "assessments/:round", "/:n",
		"links/:id", "organisations/:code", "frameworks/:code", "/:version",
	} {
		parameter := key[strings.Index(key, ":"):]
		path = strings.ReplaceAll(path, key, strings.TrimSuffix(key, parameter)+url.PathEscape(w.own[key]))
	}
	for _, key := range inTheCast {
		if at := strings.Index(key, ":"); at >= 0 && !strings.Contains(key, "/schedule") {
			path = strings.ReplaceAll(path, key, key[:at]+"x")
		}
	}
	if strings.Contains(path, ":") {
		t.Fatalf("the walk knows nothing to put into %s", path)
	}
	return path
}

// TestEveryRouteLetsInWhomTheTableNames asks for every address as everybody, with things of their own. Somebody the table
// names gets an answer; somebody it does not is sent to sign in (a look), refused (a write), or finds nothing.
func TestEveryRouteLetsInWhomTheTableNames(t *testing.T) {
	s := siteOf(modeltest.New(t))
	people := walkers(s)
	for _, route := range (&Handlers{app: s.app}).routes() {
		if strings.HasPrefix(route.Path, "/demo") {
			continue // in a demonstration alone: its own test
		}
		if slices.ContainsFunc(inTheCast, func(key string) bool { return strings.Contains(route.Path, key) }) {
			continue
		}
		for _, w := range people {
			if w.actor.SignedIn() {
				w.actor = s.Again(w.actor) // who has signed out everywhere signs in again
			}
			got := s.ask(w.actor, route.Method, w.address(t, route.Path), url.Values{})
			want := expected(w, route)
			if !want(got.Status) {
				t.Errorf("%s %s as %s: status %d", route.Method, route.Path, w.name, got.Status)
			}
			if !w.actor.SignedIn() && route.Act != policy.Public && route.Method == http.MethodGet && !strings.HasPrefix(got.Header.Get("Location"), "/sign-in?next=%2F") {
				t.Errorf("%s %s signed out goes to %q", route.Method, route.Path, got.Header.Get("Location"))
			}
		}
	}
}

// expected says which answers are right for the walker: what the table says, and no less.
func expected(w walker, r Route) func(status int) bool {
	switch {
	case policy.May(w.actor, r.Act) && strings.Contains(r.Path, ":token") && !strings.HasPrefix(r.Path, "/offers"):
		return func(status int) bool { return status == http.StatusUnprocessableEntity || status == http.StatusOK }
	case policy.May(w.actor, r.Act):
		return func(status int) bool {
			return status == http.StatusOK || status == http.StatusSeeOther || status == http.StatusUnprocessableEntity || status == http.StatusConflict
		}
	case w.actor.SignedIn():
		return func(status int) bool { return status == http.StatusNotFound }
	case r.Method == http.MethodGet:
		return func(status int) bool { return status == http.StatusSeeOther }
	}
	return func(status int) bool { return status == http.StatusUnauthorized }
}

func TestTheGuideIsThereInADemonstrationAlone(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/demo", "/demo/enter", "/demo/again"} {
		method := http.MethodPost
		if path == "/demo" {
			method = http.MethodGet
		}
		s.ask(models.Actor{}, method, path, url.Values{"person": {"ada@example.org"}}).want(http.StatusNotFound)
	}
}

func TestTheDemonstrationStartsAgainOnceForEveryClick(t *testing.T) {
	s := newSite(t)
	s.app.Config.Demo = true
	var clicks sync.WaitGroup
	for range 3 {
		clicks.Go(func() {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/demo/again", nil)
			r.RemoteAddr = "127.0.0.1:1"
			w := httptest.NewRecorder()
			s.handler.ServeHTTP(w, r)
			if w.Code != http.StatusSeeOther {
				t.Errorf("status %d", w.Code)
			}
		})
	}
	clicks.Wait()
}

func TestAFormFromAnotherSiteIsRefused(t *testing.T) {
	s := newSite(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "/sign-out", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if got := s.send(r); got.Status != http.StatusForbidden {
		t.Errorf("status %d, want 403", got.Status)
	}
}
