package store

import (
	"context"
	"errors"

	"trellis/models"
)

// NetworkStamp tells whether what was made of the tallies, the organisations and their links may still hold: it is another
// one when any of them was added, removed or counted anew.
type NetworkStamp struct {
	Tallies       int64
	Organisations int
	Links         int
	Day           models.Date // on which links hold
}

// NetworkStamp is the stamp of the network as it is now.
func (r Reads) NetworkStamp(ctx context.Context, today models.Date) (NetworkStamp, error) {
	stamp := NetworkStamp{Day: today}
	err := r.db.WithContext(ctx).Raw(`SELECT (SELECT coalesce(sum(version), 0) FROM organisation_tallies), (SELECT count(*) FROM organisations),
		(SELECT count(*) FROM links)`).Row().Scan(&stamp.Tallies, &stamp.Organisations, &stamp.Links)
	return stamp, err
}

// Network is the organisations, by name, how they stand to each other on the day, and how each stands in what is asked of
// its people.
type Network struct {
	Organisations []models.Organisation
	Links         []models.Link
	Tallies       []models.OrganisationTally
	Skills        []FrameworkSkill // of the tallies, in the order of their frameworks
}

// Network reads it all.
func (r Reads) Network(ctx context.Context, today models.Date) (n Network, err error) {
	if n.Organisations, n.Links, err = r.structure(ctx, today); err != nil {
		return n, err
	}
	err = r.db.WithContext(ctx).Table("competencies").Select(frameworkSkill).Joins("JOIN domains ON domains.id = competencies.domain_id").
		Where("competencies.id IN (SELECT competency_id FROM organisation_tallies WHERE asked > 0)").
		Order("competencies.framework_version_id, domains.position, domains.id, competencies.position, competencies.id").Scan(&n.Skills).Error
	if err != nil {
		return n, err
	}
	n.Tallies, err = r.Tallies(ctx)
	return n, err
}

// structure is the organisations, by name, and how they stand to each other on the day.
func (r Reads) structure(ctx context.Context, today models.Date) (organisations []models.Organisation, links []models.Link, err error) {
	db := r.db.WithContext(ctx)
	err = errors.Join(db.Order("name, id").Find(&organisations).Error, db.Where(linkedOn, today, today).Find(&links).Error)
	return organisations, links, err
}
