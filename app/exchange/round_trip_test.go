package exchange_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// network is made up: what people type, days, links and posts, as they may be kept.
type network struct {
	*rapid.T
	organisations []models.Organisation
	links         []models.Link
	people        []models.Person
	posts         []models.Post
}

// typed is a text of one line, as people type it; often one that a spreadsheet would run.
func (n *network) typed(label string) string {
	letter := rapid.OneOf(rapid.SampledFrom([]rune("=+-@'\",; ")), rapid.Rune())
	text := rapid.StringOfN(letter, 0, 8, -1).Draw(n.T, label)
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune("\n\v\f\r\t\u0085\u2028\u2029\x00", r) {
			return 'x'
		}
		return r
	}, text)
	return strings.TrimSpace(strings.ToValidUTF8(text, ""))
}

func (n *network) day(label string) models.Date {
	return models.Date("2026-11-01").AddDays(rapid.IntRange(0, 45).Draw(n.T, label)) // today is the 23rd
}

func (n *network) maybe(label string) bool { return rapid.Bool().Draw(n.T, label) }

func (n *network) one(label string, of int) int { return rapid.IntRange(0, of-1).Draw(n.T, label) }

// invent makes up organisations, each part of earlier ones, and people whose managers may be anybody.
func (n *network) invent(profiles []models.RoleProfile) {
	kinds := models.OrganisationKinds()
	for i := range 1 + n.one("organisations", 6) {
		o := models.Organisation{
			ID: store.NewID(), Code: fmt.Sprintf("O%d", i), Name: "N" + n.typed("name"), Kind: kinds[n.one("kind", len(kinds))], ODSCode: n.typed("ods_code"),
		}
		if o.ShortName = n.typed("short_name"); n.maybe("no short name") {
			o.ShortName = o.Name
		}
		if n.maybe("opened") {
			o.Opened = n.day("opened")
		}
		if n.maybe("closed") {
			o.Closed = max(n.day("closed"), o.Opened)
		}
		if i > 0 && n.maybe("successor") {
			o.SuccessorID = &n.organisations[n.one("successor", i)].ID
		}
		n.organisations = append(n.organisations, o)
		n.link(i)
	}
	for i := range n.one("people", 6) {
		p := models.Person{ID: store.NewID(), Email: fmt.Sprintf("P%d@example.org", i), Name: "=" + n.typed("name")}
		p.EmailKey, p.NameKey = store.Fold(p.Email), store.Fold(p.Name)
		n.people = append(n.people, p)
	}
	for i := range n.people {
		n.hold(i, profiles)
	}
}

func (n *network) link(i int) {
	for j := range i {
		for _, kind := range []models.LinkKind{models.PartOf, models.Serves} {
			if !n.maybe("linked") {
				continue
			}
			l := models.Link{OrganisationID: n.organisations[i].ID, OtherID: n.organisations[j].ID, Kind: kind}
			if n.maybe("since") {
				l.Started = n.day("since")
			}
			if n.maybe("until") {
				l.Ended = max(n.day("until"), l.Started)
			}
			n.links = append(n.links, l)
		}
	}
}

func (n *network) hold(i int, profiles []models.RoleProfile) {
	for j := range n.organisations {
		begun := map[models.Date]bool{}
		for range n.one("posts", 3) {
			post := models.Post{
				PersonID: n.people[i].ID, OrganisationID: n.organisations[j].ID, Team: n.typed("team"), Title: n.typed("job_title"), Band: n.typed("band"),
				Started: n.day("started"), ManagerUnknown: n.maybe("manager unknown"),
			}
			if begun[post.Started] {
				continue // the file could not tell them apart
			}
			begun[post.Started] = true
			if n.maybe("ended") {
				post.Ended = max(n.day("ended"), post.Started)
			}
			if n.maybe("profile") {
				post.RoleProfileID = &profiles[n.one("profile", len(profiles))].ID
			}
			if m := n.one("manager", len(n.people)); m != i {
				post.ManagerID, post.ManagerUnknown = &n.people[m].ID, false
			}
			n.posts = append(n.posts, post)
		}
	}
}

func (n *network) keep(ctx context.Context, tx *store.Tx) error {
	for _, rows := range []any{&n.organisations, &n.links, &n.people, &n.posts} {
		if err := tx.Add(ctx, rows); err != nil {
			return err
		}
	}
	return nil
}

// again empties the store, and gives it the framework that people's posts name.
func again(ctx context.Context, t *rapid.T, s *store.Store, framework string) []models.RoleProfile {
	if err := s.InTx(ctx, func(tx *store.Tx) error { return tx.Clear(ctx) }); err != nil {
		t.Fatal(err)
	}
	in := exchange.ImportFramework{Files: []exchange.File{file("framework.json", framework)}}
	if report, err := (&exchange.Service{Store: s}).ImportFramework(ctx, in); err != nil || report.IsRefused() {
		t.Fatal(report, err)
	}
	v, err := s.VersionNamed(ctx, "BAKE", "1.0")
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.FrameworkContent(ctx, v.ID)
	if err != nil {
		t.Fatal(err)
	}
	return c.Profiles
}

func TestARoundTripChangesNothing(t *testing.T) {
	framework := testFile(t, "framework.json")
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		ctx, service := t.Context(), &exchange.Service{Store: s}
		out := func(r *rapid.T) (organisations, people string) {
			var o, p strings.Builder
			if err := service.ExportOrganisations(ctx, &o); err != nil {
				r.Fatal(err)
			}
			if err := service.ExportPeople(ctx, &p); err != nil {
				r.Fatal(err)
			}
			return o.String(), p.String()
		}
		in := func(r *rapid.T, organisations, people string) (int, int) {
			first, err := service.ImportOrganisations(ctx, exchange.ImportOrganisations{File: file("organisations.csv", organisations)})
			if err != nil || first.IsRefused() {
				r.Fatalf("%+v (%v) of\n%s", first, err, organisations)
			}
			second, err := service.ImportPeople(ctx, exchange.ImportPeople{File: file("people.csv", people)})
			if err != nil || second.IsRefused() {
				r.Fatalf("%+v (%v) of\n%s", second, err, people)
			}
			return first.Added + second.Added, first.Changed + second.Changed
		}
		rapid.Check(t, func(r *rapid.T) {
			n := network{T: r}
			n.invent(again(ctx, r, s, framework))
			if err := s.InTx(ctx, func(tx *store.Tx) error { return n.keep(ctx, tx) }); err != nil {
				r.Fatal(err)
			}
			organisations, people := out(r)
			if added, changed := in(r, organisations, people); added+changed > 0 {
				r.Fatalf("%d rows are added and %d changed by\n%s%s", added, changed, organisations, people)
			}
			again(ctx, r, s, framework)
			if _, changed := in(r, organisations, people); changed > 0 {
				r.Fatalf("%d rows are changed in an empty store", changed)
			}
			if o, p := out(r); o != organisations || p != people {
				r.Fatalf("got\n%s%s, want\n%s%s", o, p, organisations, people)
			}
		})
	})
}
