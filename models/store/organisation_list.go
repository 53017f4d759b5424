package store

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"trellis/models"
)

// OrganisationSearch says which organisations a list holds. What is empty asks for nothing.
type OrganisationSearch struct {
	Text  string // a code, or the beginning of a word of the name
	Kind  models.OrganisationKind
	State models.OrganisationState
	// Today is the day on which all this is so.
	Today models.Date
}

// FindOrganisations is one page of the organisations found: by name, code, kind, or people.
func (r Reads) FindOrganisations(ctx context.Context, search OrganisationSearch, at models.PageAt) (models.Page[models.Organisation], error) {
	from, err := r.organisationsFound(ctx, search)
	if err != nil {
		return models.Page[models.Organisation]{}, err
	}
	people := order{
		join: `LEFT JOIN (SELECT posts.organisation_id, count(DISTINCT posts.person_id) AS people FROM posts WHERE ` + onDay("posts") + `
			GROUP BY posts.organisation_id) AS held ON held.organisation_id = organisations.id`,
		joined: []any{search.Today, search.Today}, by: "COALESCE(held.people, 0)", kind: asNumber,
	}
	return readPage[models.Organisation](list{
		from: from, columns: "organisations.*", usual: "name",
		orders: map[string]order{
			"name": {by: "lower(organisations.name)", kind: asText}, "code": {by: "organisations.code", kind: asText},
			"kind": {by: "organisations.kind", kind: asText}, "people": people,
		},
	}, at)
}

// CountOrganisations counts the organisations found.
func (r Reads) CountOrganisations(ctx context.Context, search OrganisationSearch) (int, error) {
	from, err := r.organisationsFound(ctx, search)
	if err != nil {
		return 0, err
	}
	return list{from: from}.count()
}

func (r Reads) organisationsFound(ctx context.Context, search OrganisationSearch) (*gorm.DB, error) {
	db := r.db.WithContext(ctx).Table("organisations")
	if wantedText(search.Text) != "" {
		called, err := r.OrganisationsCalled(ctx, search.Text)
		if err != nil {
			return nil, err
		}
		ids := make([]models.ID, len(called))
		for i, o := range called {
			ids[i] = o.ID
		}
		db = db.Where("organisations.id IN ?", ids)
	}
	if search.Kind != "" {
		db = db.Where("organisations.kind = ?", search.Kind)
	}
	switch search.State {
	case "":
	case models.OrganisationOpen:
		db = db.Where("organisations.closed IS NULL OR organisations.closed > ?", search.Today)
	case models.OrganisationClosed:
		db = db.Where("organisations.closed <= ?", search.Today)
	default:
		db = db.Where("1 = 0")
	}
	return db, nil
}

// OrganisationsCalled are those with the code; or else those in whose name or short name a word begins with the text. They
// are few against people: their names are folded here, and not kept folded.
func (r Reads) OrganisationsCalled(ctx context.Context, text string) ([]models.Organisation, error) {
	var all, named []models.Organisation
	if err := r.db.WithContext(ctx).Select("id, code, name, short_name, ods_code").Order("name, id").Find(&all).Error; err != nil {
		return nil, err
	}
	wanted := wantedText(text)
	for _, o := range all {
		if Fold(o.Code) == wanted || o.ODSCode != "" && Fold(o.ODSCode) == wanted {
			return []models.Organisation{o}, nil
		}
		if wanted != "" && (beginsWord(o.Name, wanted) || beginsWord(o.ShortName, wanted)) {
			named = append(named, o)
		}
	}
	return named, nil
}

// beginsWord tells whether a word of the name begins with the folded text, as like does in a query.
func beginsWord(name, wanted string) bool { return strings.Contains(" "+Fold(name), " "+wanted) }

// OrganisationByCode is the organisation with that code.
func (r Reads) OrganisationByCode(ctx context.Context, code string) (models.Organisation, error) {
	var o models.Organisation
	err := r.db.WithContext(ctx).Where("code = ?", code).Take(&o).Error
	return o, known(err)
}

// SucceededBy are the organisations that the organisation followed.
func (r Reads) SucceededBy(ctx context.Context, successor models.ID) ([]models.Organisation, error) {
	var list []models.Organisation
	err := r.db.WithContext(ctx).Where("successor_id = ?", successor).Order("name, id").Find(&list).Error
	return list, err
}

// OrganisationKinds are the kinds that some organisation has.
func (r Reads) OrganisationKinds(ctx context.Context) ([]models.OrganisationKind, error) {
	var kinds []models.OrganisationKind
	err := r.db.WithContext(ctx).Model(&models.Organisation{}).Distinct("kind").Order("kind").Pluck("kind", &kinds).Error
	return kinds, err
}

// belonging goes on, in a recursive list called within, to what is part of an organisation or serves it; it asks for a day
// twice.
const belonging = `SELECT links.organisation_id FROM links JOIN within ON within.id = links.other_id WHERE ` + linkedOn

// Headcount is how many people have a current post at an organisation, and how many with what belongs to it: what is part of
// it or serves it, and what is part of that or serves it.
type Headcount struct {
	ID           models.ID
	Here, Within int
}

// Headcounts are those of the organisations, by id; those without people are left out.
func (r Reads) Headcounts(ctx context.Context, organisations []models.ID, today models.Date) (map[models.ID]Headcount, error) {
	var rows []Headcount
	err := r.db.WithContext(ctx).Raw(`WITH RECURSIVE within (root, id) AS (
			SELECT organisations.id, organisations.id FROM organisations WHERE organisations.id IN ?
			UNION SELECT within.root, links.organisation_id FROM within JOIN links ON links.other_id = within.id WHERE `+linkedOn+`
		)
		SELECT within.root AS id, count(DISTINCT CASE WHEN within.id = within.root THEN posts.person_id END) AS here,
			count(DISTINCT posts.person_id) AS within
		FROM within JOIN posts ON posts.organisation_id = within.id WHERE `+onDay("posts")+` GROUP BY within.root`,
		organisations, today, today, today, today).Scan(&rows).Error
	counts := make(map[models.ID]Headcount, len(rows))
	for _, row := range rows {
		counts[row.ID] = row
	}
	return counts, err
}

// NamedLink is a link with the names of both its ends.
type NamedLink struct {
	models.Link
	FromCode, FromName string // of what is part of the other, or serves it
	ToCode, ToName     string
}

// LinksFrom are what the organisations are part of or serve, now or once; the newest last.
func (r Reads) LinksFrom(ctx context.Context, organisations []models.ID) ([]NamedLink, error) {
	return r.namedLinks(ctx, "links.organisation_id IN ?", organisations)
}

// LinksTo are what is part of the organisations or serves them, now or once.
func (r Reads) LinksTo(ctx context.Context, organisations []models.ID) ([]NamedLink, error) {
	return r.namedLinks(ctx, "links.other_id IN ?", organisations)
}

func (r Reads) namedLinks(ctx context.Context, where string, ids []models.ID) ([]NamedLink, error) {
	var list []NamedLink
	err := r.db.WithContext(ctx).Table("links").
		Select("links.*, froms.code AS from_code, froms.name AS from_name, tos.code AS to_code, tos.name AS to_name").
		Joins("JOIN organisations AS froms ON froms.id = links.organisation_id").
		Joins("JOIN organisations AS tos ON tos.id = links.other_id").
		Where(where, ids).Order("links.kind, tos.name, froms.name, links.id").Scan(&list).Error
	return list, err
}
