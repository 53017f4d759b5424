package handlers

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"trellis/app"
	"trellis/app/files"
	"trellis/app/generate"
	"trellis/handlers/web"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/paths"
	"trellis/models/store"
	"trellis/views/mail"
)

// generated is the whole product over a synthetic network, with what its pages are found by.
type generated struct {
	t       testing.TB
	store   *store.Store
	handler http.Handler
	queries atomic.Int64
	cookies map[string][]*http.Cookie // by role, of some people each
	cohort  string                    // a cohort of the trainer's with the most people
	learner models.ID                 // one of those signed in
	course  string                    // slug of its course
	skill   string                    // slug of a competency
	waits   models.ID                 // who waits for the manager who confirms
}

// generatedSite makes a network on an engine, and signs in one person of each role.
func generatedSite(t testing.TB, engine func(testing.TB, *modeltest.Clock) *store.Store, in generate.Options) *generated {
	t.Helper()
	clock := &modeltest.Clock{}
	clock.Set(modeltest.Start)
	g := &generated{t: t, store: engine(t, clock), cookies: map[string][]*http.Cookie{}}
	in.AsOf, in.Hash = g.store.Today(), "hash"
	made, err := generate.Fill(t.Context(), g.store, in)
	if err != nil {
		t.Fatal(err)
	}
	a := app.New(g.store, app.Config{BaseURL: "http://trellis.test", Secret: "secret"}, mail.Letters{}, nil, &files.Memory{})
	signIns := store.SignIns{Store: g.store}
	g.handler = New(a, signIns)
	trainer := g.signIn(signIns, "trainer", made.Trainer)
	g.signIn(signIns, "manager", made.Manager)
	g.signIn(signIns, "network", made.Network)
	for n := range 12 {
		g.learner = g.signIn(signIns, "learner", fmt.Sprintf("p%06d@example.org", n+1)).ID
	}
	g.signInManagers(signIns)
	g.signInWhoConfirms(signIns)
	g.find(made.OpenCohort, trainer)
	if err := g.store.Watch(func() { g.queries.Add(1) }); err != nil {
		t.Fatal(err)
	}
	return g
}

func (g *generated) signIn(signIns store.SignIns, role, email string) models.Actor {
	g.t.Helper()
	person, err := g.store.PersonByEmail(g.t.Context(), email)
	if err != nil {
		g.t.Fatal(err)
	}
	s := &site{World: &modeltest.World{T: g.t, Store: g.store}, sessions: web.Sessions(signIns, false)}
	actor := s.Again(models.Actor{Person: person})
	g.cookies[role] = append(g.cookies[role], s.cookie(actor))
	return actor
}

// signInManagers signs in some more managers than the one whom the network names.
func (g *generated) signInManagers(signIns store.SignIns) {
	g.t.Helper()
	rows, err := modeltest.SQL(g.t, g.store).QueryContext(g.t.Context(), `SELECT people.email FROM people JOIN posts ON posts.manager_id = people.id
		WHERE posts.ended IS NULL AND people.id NOT IN (SELECT person_id FROM grants) GROUP BY people.email HAVING count(*) >= 4 ORDER BY 1 LIMIT 12`)
	if err != nil {
		g.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var email string
		if err := rows.Scan(&email); err != nil {
			g.t.Fatal(err)
		}
		g.signIn(signIns, "manager", email)
	}
	if err := rows.Err(); err != nil {
		g.t.Fatal(err)
	}
}

// signInWhoConfirms signs in the manager of whoever has the most assessments that wait.
func (g *generated) signInWhoConfirms(signIns store.SignIns) {
	g.t.Helper()
	var email string
	row := modeltest.SQL(g.t, g.store).QueryRowContext(g.t.Context(), `SELECT people.email, posts.person_id FROM posts JOIN people ON people.id = posts.manager_id
		JOIN skills ON skills.person_id = posts.person_id AND NOT skills.confirmed AND skills.assessment_id IS NOT NULL
		WHERE posts.ended IS NULL GROUP BY people.email, posts.person_id ORDER BY count(*) DESC, 1, 2 LIMIT 1`)
	if err := row.Scan(&email, &g.waits); err != nil {
		g.t.Fatal(err)
	}
	g.signIn(signIns, "who confirms", email)
}

// find looks for what the addresses of the pages name: the course of the open cohort, a skill that it builds, and the
// trainer's cohort with the most people.
func (g *generated) find(open string, trainer models.Actor) {
	g.t.Helper()
	ctx := g.t.Context()
	taught, err := g.store.TaughtCohorts(ctx, store.Taught{Cohorts: cohortsOf(trainer)}, g.store.Now().AddDate(-1, 0, 0))
	if err != nil {
		g.t.Fatal(err)
	}
	most := -1
	for _, c := range taught {
		if c.Placed > most && c.Starts.Before(g.store.Now()) {
			most, g.cohort = c.Placed, c.Code
		}
	}
	cohort, err := g.store.CohortByCode(ctx, open)
	if err != nil {
		g.t.Fatal(err)
	}
	course, err := g.store.Course(ctx, cohort.CourseID)
	if err != nil {
		g.t.Fatal(err)
	}
	outcomes, err := g.store.OutcomesOf(ctx, []models.ID{course.ID})
	if err != nil || len(outcomes) == 0 {
		g.t.Fatalf("%s builds nothing: %v", course.Title, err)
	}
	g.course, g.skill = course.Slug, outcomes[0].Slug
}

func cohortsOf(a models.Actor) (ids []models.ID) {
	for _, grant := range a.Grants {
		if grant.ScopeKind == models.OneCohort {
			ids = append(ids, grant.ScopeID)
		}
	}
	return ids
}

// look is one page as somebody of a role asks for it.
type look struct{ name, role, path string }

// looks are the pages of the main journeys.
func (g *generated) looks() []look {
	return []look{
		{"home", "learner", "/"},
		{"courses", "learner", "/courses"},
		{"course", "learner", "/courses/" + g.course},
		{"cohort", "learner", "/cohorts/" + g.cohort},
		{"my skills", "learner", "/skills"},
		{"one skill", "learner", "/skills/" + g.skill},
		{"assessment", "learner", "/skills/assessments/current"},
		{"assessment of one skill", "learner", "/skills/assessments/current/2"},
		{"quick round", "learner", "/skills/assessments/current/quick"},
		{"answers to check", "learner", "/skills/assessments/current/check"},
		{"what was sent", "learner", "/skills/assessments/current/sent"},
		{"asking others", "learner", "/skills/requests"},
		{"whom to ask", "learner", "/skills/requests/new"},
		{"my learning", "learner", "/learning"},
		{"my records", "learner", "/records"},
		{"home of a manager", "manager", "/"},
		{"team core", "manager", "/team/skills"},
		{"team matrix", "manager", "/team/skills?areas=all"},
		{"team skill", "manager", "/team/skills/" + g.skill},
		{"team people", "manager", "/team/people"},
		{"to confirm", "manager", "/team/confirm"},
		{"confirming one", "who confirms", paths.Confirm(g.waits)},
		{"teaching", "trainer", "/teaching"},
		{"cohort taught", "trainer", "/teaching/cohorts/" + g.cohort},
		{"people of a cohort", "trainer", "/teaching/cohorts/" + g.cohort + "/people"},
		{"register", "trainer", "/teaching/cohorts/" + g.cohort + "/register/1"},
		{"records of a cohort", "trainer", "/teaching/cohorts/" + g.cohort + "/complete"},
		{"team needs", "manager", "/team/needs"},
		{"needs of teams", "network", "/network/needs"},
		{"network skills", "network", "/network/skills"},
		{"demand", "network", "/network/demand"},
		{"people", "network", "/admin/people"},
		{"people found", "network", "/admin/people?q=an"},
		{"one person", "network", "/admin/people/" + string(g.learner)},
		{"organisations", "network", "/admin/organisations"},
		{"courses of all", "network", "/admin/courses"},
		{"cohorts of all", "network", "/admin/cohorts"},
		{"frameworks", "network", "/admin/frameworks"},
		{"rounds", "network", "/admin/rounds"},
		{"events", "network", "/admin/events"},
	}
}

// ask answers with the status and the size of the answer.
func (g *generated) ask(ctx context.Context, method string, as *http.Cookie, path string, form url.Values) (status, bytes int) {
	r := httptest.NewRequestWithContext(ctx, method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(as)
	w := httptest.NewRecorder()
	g.handler.ServeHTTP(w, r)
	return w.Code, size(w.Body)
}

func size(b *bytes.Buffer) int {
	if b == nil {
		return 0
	}
	return b.Len()
}

// cost is how often the page asks the database, at most: what somebody has or has not decides some of it.
func (g *generated) cost(l look) (most int64) {
	g.t.Helper()
	for _, as := range g.cookies[l.role] {
		g.queries.Store(0)
		if status, _ := g.ask(g.t.Context(), http.MethodGet, as, l.path, nil); status != http.StatusOK && status != http.StatusSeeOther {
			g.t.Errorf("%s: %s answers %d", l.name, l.path, status)
		}
		most = max(most, g.queries.Load())
	}
	return most
}

// manyQueries is how often a page may ask the database.
const manyQueries = 40

// A page asks the database as often in a network of 600 people as in one of 60.
func TestPagesOfALargeNetworkAskNoMoreQuestions(t *testing.T) {
	small := generatedSite(t, modeltest.SQLite, generate.Options{People: 60, Seed: 1})
	large := generatedSite(t, modeltest.SQLite, generate.Options{People: 600, Seed: 1})
	wider := large.looks()
	for i, l := range small.looks() {
		few, many := small.cost(l), large.cost(wider[i])
		if few != many || many == 0 || many > manyQueries {
			t.Errorf("%s: %d queries with 60 people, %d with 600, want as many and at most %d", l.name, few, many, manyQueries)
		}
	}
}
