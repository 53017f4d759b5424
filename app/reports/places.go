package reports

import (
	"cmp"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// manySystems is how many systems a picture shows one by one; of more, it begins with their clusters.
const manySystems = 12

// level tells how far from the whole network a place is.
type level int

const (
	whole level = iota
	cluster
	system // or what belongs to several, or to none
	office // one organisation
)

// place is a group of people by where they work. The whole network is the first; each stands behind what it is part of.
type place struct {
	models.Organisation // the zero one: the whole, or several systems or none
	level               level
	parent              int
	parts               []int
}

// code is how an address names the place.
func (p place) code() string {
	if !p.ID.Known() {
		return AcrossSystems
	}
	return p.Code
}

// placesOf sorts the organisations of which anything is asked by system, and many systems by cluster.
func placesOf(n store.Network) []place {
	systems := models.SystemOf(n.Organisations, n.Links)
	members, byID := map[models.ID][]models.Organisation{}, map[models.ID]models.Organisation{}
	for _, o := range n.Organisations {
		byID[o.ID] = o
		if n.Asked[o.ID] {
			members[systems[o.ID]] = append(members[systems[o.ID]], o)
		}
	}
	list := []place{{parent: -1}}
	add := func(o models.Organisation, at level, parent int) int {
		list = append(list, place{Organisation: o, level: at, parent: parent})
		list[parent].parts = append(list[parent].parts, len(list)-1)
		return len(list) - 1
	}
	fill := func(o models.Organisation, parent int) {
		at := add(o, system, parent)
		for _, member := range members[o.ID] {
			add(member, office, at)
		}
	}
	for _, g := range clustersOf(n, byID, members) {
		parent := 0
		if g.ID.Known() {
			parent = add(g.Organisation, cluster, 0)
		}
		for _, o := range g.systems {
			fill(o, parent)
		}
	}
	if len(members[""]) > 0 {
		fill(models.Organisation{}, 0)
	}
	return list
}

// clustered are the systems of a cluster; of the zero one those that are in none.
type clustered struct {
	models.Organisation
	systems []models.Organisation
}

// clusterOf is the cluster of each system, where there are so many systems that clusters are shown.
func clusterOf(n store.Network, byID map[models.ID]models.Organisation, members map[models.ID][]models.Organisation) map[models.ID]models.ID {
	in, count := map[models.ID]models.ID{}, 0
	for _, o := range n.Organisations {
		if o.Kind == models.System && len(members[o.ID]) > 0 {
			count++
		}
	}
	if count > manySystems {
		for _, l := range n.Links {
			if byID[l.OtherID].Kind == models.Cluster && byID[l.OrganisationID].Kind == models.System {
				in[l.OrganisationID] = max(in[l.OrganisationID], l.OtherID) // of several, always the same one
			}
		}
	}
	return in
}

func clustersOf(n store.Network, byID map[models.ID]models.Organisation, members map[models.ID][]models.Organisation) []clustered {
	in := clusterOf(n, byID, members)
	groups := map[models.ID]*clustered{}
	var list []*clustered
	for _, o := range n.Organisations {
		if o.Kind != models.System || len(members[o.ID]) == 0 {
			continue
		}
		g := groups[in[o.ID]]
		if g == nil {
			g = &clustered{Organisation: byID[in[o.ID]]}
			groups[in[o.ID]] = g
			list = append(list, g)
		}
		g.systems = append(g.systems, o)
	}
	sorted := make([]clustered, len(list))
	for i, g := range list {
		slices.SortStableFunc(g.systems, func(a, b models.Organisation) int { return cmp.Compare(a.ShortName, b.ShortName) })
		sorted[i] = *g
	}
	slices.SortStableFunc(sorted, func(a, b clustered) int {
		return cmp.Or(-cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ShortName, b.ShortName))
	})
	return sorted
}
