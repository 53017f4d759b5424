package reports

import (
	"trellis/models"
	"trellis/models/store"
)

// group is a system with the organisations that belong to it; the zero one is of several systems, or of none.
type group struct {
	models.Organisation
	members []models.Organisation
}

// groupsOf are the systems of the network, with the organisations of which anything is asked.
func groupsOf(n store.Network) (groups []group) {
	places := placesOf(n)
	for _, p := range places {
		if p.level != system {
			continue
		}
		g := group{Organisation: p.Organisation}
		for _, part := range p.parts {
			g.members = append(g.members, places[part].Organisation)
		}
		groups = append(groups, g)
	}
	return groups
}
