package store

import (
	"context"
	"errors"

	"trellis/models"
)

// NetworkStamp tells whether what was made of the organisations and their links may still hold: it is another one when any
// of them was added or removed.
type NetworkStamp struct {
	Organisations int
	Links         int
	Day           models.Date // on which links hold
}

// NetworkStamp is the stamp of the network as it is now.
func (r Reads) NetworkStamp(ctx context.Context, today models.Date) (NetworkStamp, error) {
	stamp := NetworkStamp{Day: today}
	err := r.db.WithContext(ctx).Raw(`SELECT (SELECT count(*) FROM organisations), (SELECT count(*) FROM links)`).Row().Scan(&stamp.Organisations, &stamp.Links)
	return stamp, err
}

// Network is the organisations, by name, and how they stand to each other on a day; those of whose people anything is asked;
// the role profiles that ask, and the competencies that are asked for, in the order of their frameworks.
type Network struct {
	Organisations []models.Organisation
	Links         []models.Link
	Asked         map[models.ID]bool
	Roles         []models.RoleProfile
	Skills        []FrameworkSkill
}

// Network reads it as things stand on the day.
func (r Reads) Network(ctx context.Context, day models.Date) (Network, error) {
	return r.network(ctx, day, "role_tallies", "tally_stamps", "")
}

// PastNetwork is the same for a day of which tallies are kept.
func (r Reads) PastNetwork(ctx context.Context, day models.Date) (Network, error) {
	return r.network(ctx, day, "past_tallies", "past_tallies", " AND day = @day")
}

func (r Reads) network(ctx context.Context, day models.Date, tallies, competencies, on string) (n Network, err error) {
	if n.Organisations, n.Links, err = r.Structure(ctx, day); err != nil {
		return n, err
	}
	db := r.db.WithContext(ctx)
	var at []any
	if on != "" {
		at = []any{map[string]any{"day": day}}
	}
	var asked []models.ID
	err = errors.Join(
		db.Raw(`SELECT id FROM organisations WHERE EXISTS (SELECT 1 FROM `+tallies+` t WHERE t.organisation_id = organisations.id AND t.asked > 0`+on+`)`, at...).Scan(&asked).Error,
		db.Raw(`SELECT id, code, name, framework_version_id FROM role_profiles WHERE EXISTS (SELECT 1 FROM `+tallies+` t WHERE t.role_profile_id = role_profiles.id AND t.asked > 0`+on+`)
			ORDER BY name, code, id`, at...).Scan(&n.Roles).Error,
		db.Raw(`SELECT `+frameworkSkill+` FROM competencies JOIN domains ON domains.id = competencies.domain_id
			WHERE competencies.id IN (SELECT competency_id FROM `+competencies+` WHERE true`+on+`)
			ORDER BY competencies.framework_version_id, domains.position, domains.id, competencies.position, competencies.id`, at...).Scan(&n.Skills).Error,
	)
	n.Asked = make(map[models.ID]bool, len(asked))
	for _, id := range asked {
		n.Asked[id] = true
	}
	return n, err
}

// TalliesIn are the tallies of the competencies, as kept.
func (r Reads) TalliesIn(ctx context.Context, competencies []models.ID) ([]models.RoleTally, error) {
	var list []models.RoleTally
	err := r.db.WithContext(ctx).Where("competency_id IN ? AND asked > 0", competencies).Order("competency_id, organisation_id, role_profile_id").Find(&list).Error
	return list, err
}

// Structure is the organisations, by name, and how they stand to each other on the day.
func (r Reads) Structure(ctx context.Context, today models.Date) (organisations []models.Organisation, links []models.Link, err error) {
	db := r.db.WithContext(ctx)
	err = errors.Join(db.Order("name, id").Find(&organisations).Error, db.Where(linkedOn, today, today).Find(&links).Error)
	return organisations, links, err
}
