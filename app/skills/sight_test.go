package skills_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// graph is a random network: who works where and for whom, who acts for whom and leads what, all with days.
type graph struct {
	w             *modeltest.World
	rnd           *rand.Rand
	day           models.Date
	people        []models.ID
	organisations []models.Organisation
	posts         []models.Post
	delegations   []models.Delegation
	grants        []models.Grant
}

// period is some days about the day that is asked for: often it holds on the day, and often it begins or ends right there.
func (g *graph) period() (from, to models.Date) {
	from = g.day.AddDays(g.rnd.IntN(7) - 4)
	if g.rnd.IntN(3) > 0 {
		to = g.day.AddDays(g.rnd.IntN(6) - 2)
		if to < from {
			to = from
		}
	}
	return from, to
}

func (g *graph) person() models.ID { return g.people[g.rnd.IntN(len(g.people))] }

func (g *graph) maybe(list []models.ID) *models.ID {
	if n := g.rnd.IntN(len(list) + 1); n < len(list) {
		return &list[n]
	}
	return nil
}

func grow(w *modeltest.World, seed uint64) *graph {
	g := &graph{w: w, rnd: rand.New(rand.NewPCG(seed, 4)), day: w.Store.Today()}
	g.day = g.day.AddDays(g.rnd.IntN(60) - 30)
	for i := range 8 {
		name := fmt.Sprintf("p%d-%d", seed, i)
		p := models.Person{Email: name + "@example.org", EmailKey: name + "@example.org", Name: name, NameKey: name, CreatedAt: w.Store.Now()}
		w.Keep(&p)
		g.people = append(g.people, p.ID)
	}
	var ids []models.ID
	for i, kind := range []models.OrganisationKind{models.System, models.Provider, models.Team, models.Team, models.DecisionSupportUnit} {
		o := models.Organisation{Code: fmt.Sprintf("O%d-%d", seed, i), Name: "Organisation", Kind: kind}
		w.Keep(&o)
		g.organisations, ids = append(g.organisations, o), append(ids, o.ID)
	}
	for range 14 {
		p := models.Post{ID: store.NewID(), PersonID: g.person(), OrganisationID: ids[g.rnd.IntN(len(ids))], TeamID: g.maybe(ids), ManagerID: g.maybe(g.people)}
		if p.ManagerID != nil && *p.ManagerID == p.PersonID {
			p.ManagerID = nil
		}
		p.Started, p.Ended = g.period()
		g.posts = append(g.posts, p)
	}
	w.In(func(ctx context.Context, tx *store.Tx) error { return tx.AddPosts(ctx, g.posts) })
	for range 5 {
		d := models.Delegation{ManagerID: g.person(), DeputyID: g.person(), Kind: []models.DelegationKind{models.Deputy, models.ActingManager}[g.rnd.IntN(2)]}
		if d.Started, d.Until = g.period(); d.Until == "" {
			d.Until = g.day
		}
		if d.ManagerID != d.DeputyID && d.Started <= d.Until {
			w.Keep(&d)
			g.delegations = append(g.delegations, d)
		}
	}
	for range 8 {
		grant := models.Grant{PersonID: g.person(), Role: models.Lead, ScopeKind: models.OneOrganisation, ScopeID: ids[g.rnd.IntN(len(ids))]}
		switch g.rnd.IntN(8) {
		case 0:
			grant.ScopeKind, grant.ScopeID = models.WholeNetwork, ""
		case 1:
			grant.Role, grant.ScopeKind, grant.ScopeID = models.Administrator, models.WholeNetwork, ""
		case 2:
			grant.Role, grant.ScopeKind = models.Trainer, models.OneCourse // with the id of a team: it must not matter
		}
		grant.Started, grant.Ended = g.period()
		if !slices.ContainsFunc(g.grants, func(o models.Grant) bool {
			return o.PersonID == grant.PersonID && o.Role == grant.Role && o.ScopeID == grant.ScopeID && o.Started == grant.Started
		}) {
			w.Keep(&grant)
			g.grants = append(g.grants, grant)
		}
	}
	return g
}

// sees is the rule, as slow and plain as it can be said: the manager of a current post, who acts for that manager, and the
// lead of a team in which it is held.
func (g *graph) sees(viewer, person models.ID, answering bool) bool {
	if viewer == person {
		return false // on pages about others
	}
	for _, post := range g.posts {
		if post.PersonID != person || !g.day.Within(post.Started, post.Ended) {
			continue
		}
		if post.ManagerID != nil && *post.ManagerID == viewer {
			return true
		}
		for _, d := range g.delegations {
			if d.DeputyID == viewer && post.ManagerID != nil && d.ManagerID == *post.ManagerID && g.day.Within(d.Started, d.Until) {
				return true
			}
		}
		for _, grant := range g.grants {
			if answering || grant.PersonID != viewer || grant.Role != models.Lead || grant.ScopeKind != models.OneOrganisation || !g.day.Within(grant.Started, grant.Ended) {
				continue
			}
			for _, o := range g.organisations {
				works := o.ID == post.OrganisationID || post.TeamID != nil && *post.TeamID == o.ID
				if o.ID == grant.ScopeID && works && (o.Kind == models.Team || o.Kind == models.DecisionSupportUnit) {
					return true
				}
			}
		}
	}
	return false
}

func TestWhomAnybodySeesIsWhatThePlainRuleSays(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		var seen, leads int
		for seed := range uint64(25) {
			g := grow(w, seed)
			seers := map[models.ID][]store.Seer{}
			current := map[models.ID][]models.Post{}
			for _, p := range g.people {
				var err error
				if seers[p], err = w.Store.Seers(t.Context(), p, g.day); err != nil {
					t.Fatal(err)
				}
				if current[p], err = w.Store.CurrentPosts(t.Context(), p, g.day); err != nil {
					t.Fatal(err)
				}
			}
			for _, viewer := range g.people {
				actor, err := w.Store.Actor(t.Context(), viewer, g.day)
				if err != nil {
					t.Fatal(err)
				}
				for _, act := range []policy.Act{policy.SeeTeam, policy.ConfirmSkill} {
					listed := g.listed(t, actor, act)
					for _, person := range g.people {
						want := g.sees(viewer, person, act == policy.ConfirmSkill)
						if allowed := policy.Allows(actor, act, current[person]) == nil; allowed != want {
							t.Errorf("seed %d: %s, %s: policy says %v", seed, act, g.day, allowed)
						}
						if listed[person] != want {
							t.Errorf("seed %d: %s, %s: the list says %v", seed, act, g.day, listed[person])
						}
						named := slices.ContainsFunc(seers[person], func(s store.Seer) bool {
							return s.ID == viewer && (act == policy.SeeTeam || s.Why != store.SeesAsLead)
						})
						if named != want {
							t.Errorf("seed %d: %s, %s: who is told says %v", seed, act, g.day, named)
						}
						if want && act == policy.SeeTeam {
							seen++
							if !g.sees(viewer, person, true) {
								leads++
							}
						}
					}
				}
			}
		}
		if seen < 100 || leads < 20 {
			t.Errorf("the networks were too empty to show anything: %d seen, %d of them by leads", seen, leads)
		}
	})
}

// listed are the people whom the store finds for what the actor may.
func (g *graph) listed(t *testing.T, actor models.Actor, act policy.Act) map[models.ID]bool {
	t.Helper()
	reach := policy.Scope(actor, act)
	posts, err := g.w.Store.TeamPosts(t.Context(), store.Sight{Managers: reach.Managers, Teams: reach.Teams, Viewer: actor.ID, Today: g.day})
	if err != nil {
		t.Fatal(err)
	}
	listed := map[models.ID]bool{}
	for _, p := range posts {
		listed[p.PersonID] = true
	}
	return listed
}

// A seer is told until when: as long as the last of the reasons of one kind holds, and no longer than what it hangs on.
func TestThoseWhoSeeAreNamedWithTheLastDay(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ada, mo, dee, lee := w.Person("Ada"), w.Learner("Mo"), w.Learner("Dee"), w.Learner("Lee")
		unit := models.Organisation{Code: "DSU", Name: "Unit", Kind: models.DecisionSupportUnit}
		w.Keep(&unit)
		today := w.Store.Today()
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.AddPosts(ctx, []models.Post{
				{PersonID: ada.ID, OrganisationID: w.Trust.ID, ManagerID: &mo.ID, Started: today, Ended: today.AddDays(20), TeamID: &unit.ID},
				{PersonID: ada.ID, OrganisationID: w.Trust.ID, ManagerID: &mo.ID, Started: today, Ended: today.AddDays(9)},
			})
		})
		w.Keep(&models.Delegation{ManagerID: mo.ID, DeputyID: dee.ID, Kind: models.ActingManager, Started: today, Until: today.AddDays(30)})
		w.Grant(lee, models.Lead, models.OneOrganisation, unit.ID)
		list, err := w.Store.Seers(t.Context(), ada.ID, today)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, s := range list {
			got += fmt.Sprintf("%s %s %s %s; ", s.Name, s.Why, s.For, s.Until)
		}
		if want := "Mo manager  2026-12-13; Dee acting Mo 2026-12-13; Lee lead Unit 2026-12-13; "; got != want {
			t.Errorf("got %s", got)
		}
	})
}
