package generate

import (
	"fmt"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// body is an organisation with what the generator knows of it.
type body struct {
	models.Organisation
	system *body // the one that it serves; nil for network, region, cluster and what serves several
	weight int   // how many people it has against others
	before *body // a closed one that it followed
	teams  []*team
	top    *position // leads all teams
	chief  *position // the first of those who decide
}

// sizes says how many systems a network of so many people has.
var sizes = []struct{ people, systems int }{
	{60, 2},
	{300, 3},
	{600, 4},
	{1_000, 5},
	{2_000, 6},
	{3_500, 7},
	{5_000, 8},
	{7_000, 9},
	{9_000, 10},
	{12_000, 11},
	{20_000, 16},
	{35_000, 22},
	{50_000, 28},
	{75_000, 36},
	{120_000, 42},
}

func systemsFor(people int) int {
	for _, s := range sizes {
		if people < s.people {
			return s.systems
		}
	}
	return 42 + (people-100_000)/20_000
}

// found makes the organisations, with how they belong to each other.
func (g *generator) found() ([]models.Organisation, []models.Link) {
	f := &founder{g: g, c: g.in.chance("organisations", 0)}
	f.places()
	f.network()
	list := make([]models.Organisation, len(f.bodies))
	for i, b := range f.bodies {
		list[i] = b.Organisation
	}
	g.bodies = f.bodies
	return list, f.links
}

// founder makes organisations.
type founder struct {
	g      *generator
	c      chance
	roots  []string
	made   int // places
	bodies []*body
	links  []models.Link
}

// places puts the names of places in an order of their own.
func (f *founder) places() {
	f.roots = append(f.roots, f.g.words.bodies.Roots...)
	f.c.Shuffle(len(f.roots), func(i, j int) { f.roots[i], f.roots[j] = f.roots[j], f.roots[i] })
}

// place is a name of a place that no other has.
func (f *founder) place() string {
	w, i := f.g.words.bodies, f.made
	f.made++
	perQuarter := len(f.roots) * len(w.Endings)
	quarter := w.Quarters[i/perQuarter%len(w.Quarters)]
	return quarter + f.roots[i%len(f.roots)] + w.Endings[(i/len(f.roots)+i)%len(w.Endings)]
}

// Weights of the kinds of organisation: how many people they have against each other.
var weights = map[models.OrganisationKind]int{
	models.Network: 2, models.System: 4, models.Provider: 6, models.Authority: 2, models.DecisionSupportUnit: 3, models.SupportUnit: 5,
}

// add makes one organisation of a kind.
func (f *founder) add(code string, kind models.OrganisationKind, form string) *body {
	root := f.roots[f.made%len(f.roots)]
	place := f.place()
	called := among(f.c, f.g.words.bodies.Forms[form])
	short := "{place}"
	if kind == models.System {
		place, short = root, called[:strings.LastIndex(called, "}")+1]
	}
	fill := strings.NewReplacer("{place}", place, "{other}", f.roots[(f.made+3)%len(f.roots)])
	b := &body{Organisation: models.Organisation{
		ID: store.NewID(), Code: code, Name: fill.Replace(called), ShortName: fill.Replace(short), Kind: kind, Opened: f.opened(),
	}}
	b.weight = weights[kind] * f.c.between(60, 140)
	f.bodies = append(f.bodies, b)
	return b
}

// opened is a first of April some years ago.
func (f *founder) opened() models.Date {
	return models.TrainingYear(f.g.born.AddMonths(-12 * f.c.between(1, 15)))
}

func (f *founder) link(from, to *body, kind models.LinkKind) {
	f.links = append(f.links, models.Link{ID: store.NewID(), OrganisationID: from.ID, OtherID: to.ID, Kind: kind, Started: max(from.Opened, to.Opened)})
}

// The shape of a network: how many systems a cluster and a region have at most.
const (
	inCluster = 4
	inRegion  = 14
)

func (f *founder) network() {
	w := f.g.words.bodies.Network
	network := &body{Organisation: models.Organisation{ID: store.NewID(), Code: "NET", Name: w.Name, ShortName: w.Short, Kind: models.Network, Opened: f.opened()}}
	network.weight = weights[models.Network] * 100
	f.bodies = append(f.bodies, network)
	f.g.provider = w.Name
	systems := systemsFor(f.g.in.People)
	var region, support, cluster *body
	var clustered []*body
	for i := range systems {
		if i%inRegion == 0 {
			region = f.add(fmt.Sprintf("R%02d", i/inRegion+1), models.Region, "region")
			f.link(network, region, models.Serves)
			support = f.add(fmt.Sprintf("U%02d", i/inRegion+1), models.SupportUnit, "support_unit")
		}
		if i%inCluster == 0 {
			f.share(cluster, clustered)
			clustered = nil
			cluster = f.add(fmt.Sprintf("C%02d", i/inCluster+1), models.Cluster, "cluster")
			f.link(cluster, region, models.PartOf)
		}
		s := f.system(i, region, cluster)
		f.link(support, s, models.Serves)
		clustered = append(clustered, s)
	}
	f.share(cluster, clustered)
}

// system makes a system with four to eight organisations that serve it.
func (f *founder) system(i int, region, cluster *body) *body {
	code := fmt.Sprintf("S%02d", i+1)
	s := f.add(code, models.System, "system")
	s.system = s
	f.g.systems = append(f.g.systems, s)
	f.link(s, region, models.PartOf)
	f.link(s, cluster, models.PartOf)
	size := 60 + f.c.IntN(80) // systems differ more than what is in them
	if i == 0 {
		size = 150
	}
	for n := range f.c.between(3, 5) {
		f.serve(fmt.Sprintf("%sP%d", code, n+1), models.Provider, s)
	}
	for n := range f.c.between(1, 2) {
		f.serve(fmt.Sprintf("%sA%d", code, n+1), models.Authority, s)
	}
	if i%2 == 0 || f.c.percent(30) {
		f.serve(code+"D", models.DecisionSupportUnit, s)
	}
	for _, b := range f.bodies {
		if b.system == s {
			b.weight = b.weight * size / 100
		}
	}
	if i%3 == 1 {
		f.merge(code, s)
	}
	return s
}

func (f *founder) serve(code string, kind models.OrganisationKind, s *body) *body {
	b := f.add(code, kind, string(kind))
	b.system = s
	f.link(b, s, models.Serves)
	return b
}

// merge makes an organisation that closed, and was followed by the system's last provider.
func (f *founder) merge(code string, s *body) {
	var follower *body
	for _, b := range f.bodies {
		if b.system == s && b.Kind == models.Provider {
			follower = b
		}
	}
	closed := f.serve(code+"X", models.Provider, s)
	closed.weight = 0
	closed.Closed = f.g.ago(f.c.between(200, 700))
	closed.SuccessorID = &follower.ID
	follower.before = closed
	f.links[len(f.links)-1].Ended = closed.Closed
}

// share makes an organisation that serves all systems of a cluster, and lets some providers serve a neighbour too.
func (f *founder) share(cluster *body, systems []*body) {
	if len(systems) == 0 {
		return
	}
	shared := f.add(cluster.Code+"P", models.Provider, "shared_provider")
	for _, s := range systems {
		f.link(shared, s, models.Serves)
	}
	for _, b := range f.bodies {
		if b.Kind == models.Provider && b.weight > 0 && b.system != nil && f.c.percent(12) {
			if other := among(f.c, systems); other != b.system && contains(systems, b.system) {
				f.link(b, other, models.Serves)
			}
		}
	}
}

func contains[T comparable](list []T, wanted T) bool {
	for _, item := range list {
		if item == wanted {
			return true
		}
	}
	return false
}
