package demo

import (
	"context"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// teamNeeds are two units whose people have several employers, and what they need to hold together.
type teamNeeds struct {
	units []models.Organisation
	links []models.Link
	rows  []models.TeamNeed
}

// needTogether makes a unit of Grace's people, with two of another employer, and a second one nearby that can lend.
func (n *network) needTogether() {
	grace := n.byName["Grace Oduya"]
	system := n.content.Organisations["QT1"]
	unit := n.unitOf(system, "QT1-DSU", "Decision support unit, Nottingham and Nottinghamshire", func(m *member) bool {
		return m.post.Team == "Decision Support Unit" && m.system == "QT1"
	}, 20)
	n.grant(grace, models.Lead, models.OneOrganisation, unit.ID)
	nearby := n.unitOf(system, "QT1-PHI", "Population health intelligence team", func(m *member) bool {
		return m.post.Team != "Decision Support Unit" && m.system == "QT1" && !m.profile.DecisionMaker
	}, 14)
	for _, m := range n.members { // who leads it
		if p := n.postOf(m.ID); p.TeamID != nil && *p.TeamID == nearby.ID {
			n.grant(m, models.Lead, models.OneOrganisation, nearby.ID)
			break
		}
	}
	n.require(unit.ID, models.Mixes()[0])
	n.require(nearby.ID, models.Mix{Lines: []models.MixLine{{Code: "TA1", Level: 3, People: 2}, {Code: "TA3", Level: 2, People: 3}, {Code: "TA7", Level: 2, People: 2}, {Code: "DE2", Level: 3, People: 2}, {Code: "CS2", Level: 2, People: 3}, {Code: "IG2", Level: 2, People: 2}}})
}

// unitOf makes a team in a system out of the people who fit, at most so many.
func (n *network) unitOf(system models.Organisation, code, name string, fits func(*member) bool, most int) models.Organisation {
	unit := models.Organisation{ID: store.NewID(), Code: code, Name: name, ShortName: name, Kind: models.DecisionSupportUnit}
	if code == "QT1-PHI" {
		unit.Kind = models.Team
	}
	n.together.units = append(n.together.units, unit)
	n.together.links = append(n.together.links, models.Link{ID: store.NewID(), OrganisationID: unit.ID, OtherID: system.ID, Kind: models.PartOf})
	for _, m := range n.members {
		if most > 0 && fits(m) {
			n.postOf(m.ID).TeamID = &unit.ID
			most--
		}
	}
	return unit
}

// postOf is the row of somebody's first post.
func (n *network) postOf(person models.ID) *models.Post {
	return &n.posts[slices.IndexFunc(n.posts, func(p models.Post) bool { return p.PersonID == person })]
}

// require says what a unit needs.
func (n *network) require(unit models.ID, mix models.Mix) {
	for _, line := range mix.Lines {
		n.together.rows = append(n.together.rows, models.TeamNeed{
			ID: store.NewID(), OrganisationID: &unit, CompetencyID: n.content.Competencies[line.Code].ID, Level: line.Level, People: line.People, Revision: 1, ChangedAt: n.ago(60),
		})
	}
}

// keepUnits keeps the units, before the posts that name them.
func (n *network) keepUnits(ctx context.Context, tx *store.Tx) error {
	if err := tx.Add(ctx, &n.together.units); err != nil {
		return err
	}
	return tx.Add(ctx, &n.together.links)
}

// keepNeeds keeps what the units need.
func (n *network) keepNeeds(ctx context.Context, tx *store.Tx) error {
	return tx.Add(ctx, &n.together.rows)
}
