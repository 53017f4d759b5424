package modeltest

import (
	"context"
	"strings"
	"testing"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// World is a small network in a real store: one system with one trust, a framework of five competencies, and whoever
// the test asks for. People are named by their first name; their address is name@example.org.
type World struct {
	T     testing.TB
	Store *store.Store
	Clock *Clock

	System, Trust models.Organisation
	Version       models.FrameworkVersion
	Analyst       models.RoleProfile // asks TA1 at 3, TA2 at 2 and CS1 at 2 as core; DS1 at 1 not
	Leader        models.RoleProfile // a decision maker: DS2 at 2 as core
	Competencies  map[string]models.Competency
}

// New is a world on SQLite whose clock stands at Start.
func New(t testing.TB) *World {
	t.Helper()
	clock := &Clock{now: Start}
	return world(t, SQLite(t, clock), clock)
}

func world(t testing.TB, s *store.Store, clock *Clock) *World {
	t.Helper()
	w := &World{T: t, Store: s, Clock: clock, Competencies: map[string]models.Competency{}}
	w.organisations()
	w.framework()
	w.In(func(ctx context.Context, tx *store.Tx) error { return tx.Recount(ctx) })
	return w
}

// In runs a transaction that must succeed.
func (w *World) In(do func(ctx context.Context, tx *store.Tx) error) {
	w.T.Helper()
	ctx := w.T.Context()
	if err := w.Store.InTx(ctx, func(tx *store.Tx) error { return do(ctx, tx) }); err != nil {
		w.T.Fatal(err)
	}
}

// Keep adds rows that must be accepted.
func (w *World) Keep(rows ...any) {
	w.T.Helper()
	w.In(func(ctx context.Context, tx *store.Tx) error {
		for _, row := range rows {
			if err := tx.Add(ctx, row); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *World) organisations() {
	network := models.Organisation{Code: "NET", Name: "Testland analysts' network", ShortName: "Testland", Kind: models.Network}
	w.System = models.Organisation{Code: "SYS", Name: "Testshire System", ShortName: "Testshire", Kind: models.System}
	w.Trust = models.Organisation{Code: "TRU", Name: "Testshire Trust", ShortName: "Testshire Trust", Kind: models.Provider}
	w.Keep(&network, &w.System, &w.Trust)
	w.Keep(&models.Link{OrganisationID: w.Trust.ID, OtherID: w.System.ID, Kind: models.Serves})
}

// Person is somebody who has been welcomed and has no post.
func (w *World) Person(name string) models.Actor {
	w.T.Helper()
	now := w.Store.Now()
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	email := first + "@example.org"
	p := models.Person{Email: email, EmailKey: store.Fold(email), Name: name, NameKey: store.Fold(name), WelcomedAt: &now, CreatedAt: now}
	w.Keep(&p)
	return w.Again(models.Actor{Person: p})
}

// Learner is an analyst with a post at the trust since a year ago.
func (w *World) Learner(name string) models.Actor {
	w.T.Helper()
	return w.Post(w.Person(name), &w.Analyst, nil)
}

// Manager is an analyst whom the reports' posts name from now on as their manager.
func (w *World) Manager(name string, reports ...models.Actor) models.Actor {
	w.T.Helper()
	m := w.Learner(name)
	for _, r := range reports {
		w.Post(r, &w.Analyst, &m.ID)
	}
	return w.Again(m)
}

// Post gives a person a post at the trust with a role profile and a manager; nil for none.
func (w *World) Post(a models.Actor, profile *models.RoleProfile, manager *models.ID) models.Actor {
	w.T.Helper()
	p := models.Post{PersonID: a.ID, OrganisationID: w.Trust.ID, Team: "Analysis", Title: "Analyst", Band: "6", ManagerID: manager, Started: w.Store.Today().AddMonths(-12)}
	if profile != nil {
		p.RoleProfileID = &profile.ID
	}
	w.In(func(ctx context.Context, tx *store.Tx) error { return tx.AddPosts(ctx, []models.Post{p}) })
	return w.Again(a)
}

// Grant gives a person a role.
func (w *World) Grant(a models.Actor, role models.Role, kind models.ScopeKind, id models.ID) models.Actor {
	w.T.Helper()
	w.Keep(&models.Grant{PersonID: a.ID, Role: role, ScopeKind: kind, ScopeID: id, Started: w.Store.Today().AddMonths(-12)})
	return w.Again(a)
}

// Administrator runs the whole network.
func (w *World) Administrator(name string) models.Actor {
	w.T.Helper()
	return w.Grant(w.Learner(name), models.Administrator, models.WholeNetwork, "")
}

// Trainer teaches the cohort.
func (w *World) Trainer(name string, c models.Cohort) models.Actor {
	w.T.Helper()
	return w.Grant(w.Learner(name), models.Trainer, models.OneCohort, c.ID)
}

// Team is a team, or another kind of organisation, in which the people work beside their posts from now on.
func (w *World) Team(code string, kind models.OrganisationKind, people ...models.Actor) models.Organisation {
	w.T.Helper()
	team := models.Organisation{Code: code, Name: "Team " + code, Kind: kind}
	w.Keep(&team)
	for _, a := range people {
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.AddPosts(ctx, []models.Post{{
				PersonID: a.ID, OrganisationID: w.Trust.ID, TeamID: &team.ID, Title: "Analyst", RoleProfileID: &w.Analyst.ID, Started: w.Store.Today().AddMonths(-1),
			}})
		})
	}
	return team
}

// Again reads the actor anew, with what they hold now.
func (w *World) Again(a models.Actor) models.Actor {
	w.T.Helper()
	actor, err := w.Store.Actor(w.T.Context(), a.ID, w.Store.Today())
	if err != nil {
		w.T.Fatal(err)
	}
	return actor
}

func (w *World) framework() {
	now := w.Store.Now()
	f := models.Framework{Code: "TEST", Name: "Test framework"}
	w.Keep(&f)
	w.Version = models.FrameworkVersion{FrameworkID: f.ID, Version: "1", State: models.Draft, CreatedAt: now}
	w.Keep(&w.Version)
	for value, label := range []string{"Not yet", "Awareness", "Working", "Practitioner", "Expert"} {
		w.Keep(&models.Level{FrameworkVersionID: w.Version.ID, Value: value, Label: label, Description: label + " level"})
	}
	w.Analyst = models.RoleProfile{FrameworkVersionID: w.Version.ID, Code: "analyst", Name: "Analyst", Position: 1}
	w.Leader = models.RoleProfile{FrameworkVersionID: w.Version.ID, Code: "leader", Name: "Decision maker", Position: 2, DecisionMaker: true}
	w.Keep(&w.Analyst, &w.Leader)
	domain := models.Domain{FrameworkVersionID: w.Version.ID, Code: "ALL", Name: "Everything", Position: 1}
	w.Keep(&domain)
	for i, c := range []struct {
		code, name string
		level      int
		core       bool
	}{{"TA1", "Describing data", 3, true}, {"TA2", "Inference", 2, true}, {"CS1", "Writing for decision makers", 2, true}, {"DS1", "Framing the question", 1, false}, {"DS2", "Using analysis", 0, false}} {
		competency := models.Competency{
			FrameworkVersionID: w.Version.ID, DomainID: domain.ID, Code: c.code, Name: c.name,
			NameKey: store.Fold(c.name), Slug: models.Slug(store.Fold(c.name)), Position: i + 1,
		}
		w.Keep(&competency)
		w.Competencies[c.code] = competency
		for level := 1; level <= 4; level++ {
			w.Keep(&models.Descriptor{CompetencyID: competency.ID, Level: level, Text: "I can do " + c.name})
		}
		if c.level > 0 {
			w.Keep(&models.Requirement{RoleProfileID: w.Analyst.ID, CompetencyID: competency.ID, Level: c.level, Core: c.core})
		}
	}
	w.Keep(&models.Requirement{RoleProfileID: w.Leader.ID, CompetencyID: w.Competencies["DS2"].ID, Level: 2, Core: true})
	w.In(func(ctx context.Context, tx *store.Tx) error { return tx.PublishVersion(ctx, w.Version.ID) })
	w.Version.State, w.Version.PublishedAt = models.Published, &now
}

// Course is a course of two sessions of two hours that brings TA1 to level 3. Both sessions and 75% of the time are
// needed to complete it.
func (w *World) Course(code string) models.Course {
	w.T.Helper()
	title := "Course " + code
	c := models.Course{
		Code: code, Slug: strings.ToLower(code), State: models.CoursePublished, WayIn: models.FirstCome, Version: 1, Title: title, TitleKey: store.Fold(title), Summary: "About " + code,
		Format: "workshop", Delivery: "live online", Capacity: 12, Minutes: 240, MinimumSessions: 2, MinimumShare: 75,
	}
	w.Keep(&c)
	w.Keep(&models.Unit{CourseID: c.ID, Kind: models.SessionUnit, Position: 1, Title: "First", Minutes: 120, Required: true},
		&models.Unit{CourseID: c.ID, Kind: models.SessionUnit, Position: 2, Title: "Second", Minutes: 120, Required: true},
		&models.Outcome{CourseID: c.ID, CompetencyID: w.Competencies["TA1"].ID, Level: 3})
	return c
}

// Cohort is a run of a new course, open now, with two sessions of two hours in four and five weeks.
func (w *World) Cohort(code string, places int) models.Cohort {
	w.T.Helper()
	return w.CohortOf(w.Course(code), code+"-1", places, w.Store.Now().AddDate(0, 0, 28))
}

// CohortOf is an open run of a course whose first session begins then, and the second a week later.
func (w *World) CohortOf(course models.Course, code string, places int, starts time.Time) models.Cohort {
	w.T.Helper()
	now := w.Store.Now()
	c := models.Cohort{
		Code: code, CourseID: course.ID, Name: "Cohort " + code, State: models.CohortOpen, WayIn: models.FirstCome, Capacity: places,
		Opens: starts.AddDate(0, -3, 0), Closes: starts, OfferHours: 48, Place: "Online", Starts: starts, Ends: starts.AddDate(0, 0, 7).Add(2 * time.Hour), CreatedAt: now,
	}
	w.Keep(&c)
	for n := range 2 {
		begins := starts.AddDate(0, 0, 7*n)
		w.Keep(&models.Session{CohortID: c.ID, Number: n + 1, Title: []string{"First", "Second"}[n], Starts: begins, Ends: begins.Add(2 * time.Hour), Place: "Online"})
	}
	return c
}

// Enrolled puts a person on a cohort in a state, as if asked now.
func (w *World) Enrolled(a models.Actor, c models.Cohort, state models.EnrolmentState) models.Enrolment {
	w.T.Helper()
	e := models.Enrolment{CohortID: c.ID, PersonID: a.ID, OrganisationID: &w.Trust.ID, State: state, AppliedAt: w.Store.Now(), ChangedAt: w.Store.Now()}
	w.Keep(&e)
	return e
}

// Events are the acts of all events, in their order.
func (w *World) Events() []string {
	w.T.Helper()
	events, err := w.Store.Events(w.T.Context())
	if err != nil {
		w.T.Fatal(err)
	}
	acts := make([]string, len(events))
	for i, e := range events {
		acts[i] = e.Act
	}
	return acts
}
