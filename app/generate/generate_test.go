package generate_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trellis/app/generate"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

// network is a generated network with a way to ask what no use case asks.
type network struct {
	t     testing.TB
	store *store.Store
	db    *sql.DB
	made  generate.Filled
}

func generated(t testing.TB, on func(testing.TB, *modeltest.Clock) *store.Store, in generate.Options) *network {
	t.Helper()
	clock := &modeltest.Clock{}
	clock.Set(modeltest.Start)
	n := &network{t: t, store: on(t, clock)}
	n.db = modeltest.SQL(t, n.store)
	if in.AsOf == "" {
		in.AsOf = models.DateOf(modeltest.Start)
	}
	in.Hash = "hash"
	var err error
	if n.made, err = generate.Fill(t.Context(), n.store, in); err != nil {
		t.Fatal(err)
	}
	return n
}

// count is the number that a query answers.
func (n *network) count(query string) int {
	n.t.Helper()
	return modeltest.Count(n.t, n.db, query)
}

// none checks that a query finds nothing.
func (n *network) none(what, query string) {
	n.t.Helper()
	if found := n.count(query); found > 0 {
		n.t.Errorf("%d %s", found, what)
	}
}

// between checks a share in percent.
func (n *network) between(what string, count, of, low, high int) {
	n.t.Helper()
	if share := count * 100 / max(of, 1); share < low || share > high {
		n.t.Errorf("%s: %d of %d are %d%%, want from %d%% to %d%%", what, count, of, share, low, high)
	}
}

// TestWhatIsPromisedHoldsAtEverySize makes a network of each size once, and asks of each all that is promised.
func TestWhatIsPromisedHoldsAtEverySize(t *testing.T) {
	for _, people := range []int{20, 61, 300, 2000} {
		t.Run(fmt.Sprint(people), func(t *testing.T) {
			if people > 300 && testing.Short() {
				t.Skip("the larger network takes seconds")
			}
			n := generated(t, modeltest.SQLite, generate.Options{People: people, Seed: 7})
			for what, check := range map[string]func(*network, int){
				"who can sign in is who they say": signIns, "the plain learners are plain": plainLearners,
				"the open cohort takes enrolments": openCohort, "places are never exceeded": places, "changes tell every state": states,
				"records say what the rule says": records, "the skills are what the assessments say": skills, "the tallies are what the rows say": tallies,
				"the proportions are believable": proportions,
			} {
				t.Run(what, func(t *testing.T) {
					n := *n
					n.t = t
					check(&n, people)
				})
			}
		})
	}
}

const (
	current = "posts.started <= '2026-11-23' AND (posts.ended IS NULL OR posts.ended >= '2026-11-23')"
	today   = "2026-11-23"
)

func texts(t *testing.T, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var list []string
	for rows.Next() {
		var v [8]any
		if err := rows.Scan(&v[0], &v[1], &v[2], &v[3], &v[4], &v[5], &v[6], &v[7]); err != nil {
			t.Fatal(err)
		}
		list = append(list, fmt.Sprint(v[:]...))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

var tables = strings.Fields(`organisations links people passwords frameworks framework_versions levels domains competencies descriptors role_profiles
	requirements posts delegations grants programmes courses programme_courses units outcomes prerequisites interests cohorts sessions enrolments
	enrolment_changes offers pairs attendances passes log_entries log_entry_competencies completion_records record_outcomes rounds assessments
	confirmations answers replies skills role_tallies`)

func TestTheSameSeedMakesTheSameNetwork(t *testing.T) {
	rows := func(on func(testing.TB, *modeltest.Clock) *store.Store, in generate.Options) map[string][]string {
		n := generated(t, on, in)
		rows := modeltest.Rows(t, n.db, tables...)
		for _, e := range texts(t, n.db, "SELECT act, subject, at, 1, 1, 1, 1, 1 FROM events ORDER BY id") {
			rows["events"] = append(rows["events"], strings.ReplaceAll(e, " +0000 UTC", ""))
		}
		return rows
	}
	first := rows(modeltest.SQLite, generate.Options{People: 120, Seed: 1})
	compare := func(t *testing.T, other map[string][]string) {
		for _, table := range append(tables, "events") {
			if len(first[table]) == 0 && table != "delegations" {
				t.Errorf("there are no %s", table)
			}
			if d := cmp.Diff(first[table], other[table]); d != "" {
				t.Errorf("%s differ: %.3000s", table, d)
			}
		}
	}
	t.Run("again", func(t *testing.T) { compare(t, rows(modeltest.SQLite, generate.Options{People: 120, Seed: 1})) })
	t.Run("on PostgreSQL", func(t *testing.T) { compare(t, rows(modeltest.PostgreSQL, generate.Options{People: 120, Seed: 1})) })
	t.Run("another seed", func(t *testing.T) {
		other := rows(modeltest.SQLite, generate.Options{People: 120, Seed: 2})
		if cmp.Equal(first["people"], other["people"]) || cmp.Equal(first["assessments"], other["assessments"]) {
			t.Error("another seed makes the same people")
		}
	})
}

func TestItFillsOnAnyDay(t *testing.T) {
	for _, day := range []models.Date{"2026-10-25", "2027-03-28", "2028-02-29", "2026-12-31", "2027-01-01", "2027-04-01", "2027-07-31"} {
		t.Run(string(day), func(t *testing.T) {
			n := generated(t, modeltest.SQLite, generate.Options{People: 100, Seed: 5, AsOf: day})
			n.none("events are in the future", "SELECT count(*) FROM events WHERE at >= '"+string(day)+"'")
			n.none("assessments are in the future", "SELECT count(*) FROM assessments WHERE assessed_at >= '"+string(day)+"'")
			n.none("log entries are in the future", "SELECT count(*) FROM log_entries WHERE learned_on >= '"+string(day)+"'")
			n.none("attendances are in the future", "SELECT count(*) FROM attendances WHERE marked_at >= '"+string(day)+"'")
			n.none("enrolments are in the future", "SELECT count(*) FROM enrolment_changes WHERE changed_at >= '"+string(day)+"'")
			if _, err := n.store.OpenRound(t.Context(), day); err != nil {
				t.Error("no round is open", err)
			}
		})
	}
}

func TestAFrameworkOfAnySize(t *testing.T) {
	for _, size := range []int{5, 45, 60, 130} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			n := generated(t, modeltest.SQLite, generate.Options{People: 60, Seed: 1, Competencies: size})
			if got := n.count("SELECT count(*) FROM competencies"); got != size {
				t.Errorf("%d competencies", got)
			}
			n.none("competencies are asked of nobody", "SELECT count(*) FROM competencies WHERE id NOT IN (SELECT competency_id FROM requirements)")
		})
	}
}

func TestOnlyAnEmptyDatabaseIsFilled(t *testing.T) {
	w := modeltest.New(t)
	in := generate.Options{People: 20, AsOf: w.Store.Today()}
	if _, err := generate.Fill(t.Context(), w.Store, in); !errors.Is(err, generate.ErrNotEmpty) {
		t.Errorf("got %v", err)
	}
	empty := modeltest.SQLite(t, w.Clock)
	for _, in := range []generate.Options{{People: 19, AsOf: "2026-11-23"}, {People: 20}, {People: 20, AsOf: "soon"}, {People: 20, AsOf: "2026-11-23", Competencies: 501}} {
		if _, err := generate.Fill(t.Context(), empty, in); err == nil {
			t.Errorf("%+v is not refused", in)
		}
	}
	stopped, stop := context.WithCancel(t.Context())
	in.Progress = func(int) { stop() }
	in.People = 2000
	if _, err := generate.Fill(stopped, empty, in); !errors.Is(err, context.Canceled) {
		t.Errorf("a run that was stopped says %v", err)
	}
	if _, err := generate.Fill(t.Context(), empty, in); !errors.Is(err, generate.ErrNotEmpty) {
		t.Errorf("after a run that was stopped: %v", err)
	}
}
