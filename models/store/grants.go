package store

import (
	"context"

	"trellis/models"
)

// Administrators are the grants to run the whole network, past ones too, of those whom the network still knows.
func (r Reads) Administrators(ctx context.Context) ([]models.Grant, error) {
	var list []models.Grant
	err := r.db.WithContext(ctx).Select("grants.*").Joins("JOIN people ON people.id = grants.person_id AND people.erased_at IS NULL").
		Where("grants.role = ? AND grants.scope_kind = ?", models.Administrator, models.WholeNetwork).Order("grants.id").Find(&list).Error
	return list, err
}

// LockGrant is one grant, for a transaction that changes it.
func (tx *Tx) LockGrant(ctx context.Context, id models.ID) (models.Grant, error) {
	var grant models.Grant
	err := tx.db.WithContext(ctx).Clauses(locking()).Where("id = ?", id).Take(&grant).Error
	return grant, known(err)
}

// ChangeGrant keeps when a grant ends, and who gave and ended it.
func (tx *Tx) ChangeGrant(ctx context.Context, grant models.Grant) error {
	return tx.update(ctx, &grant, "Ended", "GivenByID", "EndedByID")
}

// GrantsFor are the grants of a role for one of the things that are not over on the day, with names, by scope and person.
func (r Reads) GrantsFor(ctx context.Context, role models.Role, kind models.ScopeKind, scopes []models.ID, today models.Date) ([]NamedGrant, error) {
	if len(scopes) == 0 {
		return nil, nil
	}
	var list []NamedGrant
	err := r.namedGrants(ctx).Where("grants.role = ? AND grants.scope_kind = ? AND grants.scope_id IN ? AND (grants.ended IS NULL OR grants.ended >= ?)", role, kind, scopes, today).
		Order("scope_name, holders.name_key, grants.started, grants.id").Scan(&list).Error
	return list, err
}

// RoleHeld are the grants of the person for exactly that role and thing, past ones too.
func (r Reads) RoleHeld(ctx context.Context, like models.Grant) ([]models.Grant, error) {
	var list []models.Grant
	err := r.db.WithContext(ctx).Where("person_id = ? AND role = ? AND scope_kind = ? AND scope_id = ?", like.PersonID, like.Role, like.ScopeKind, like.ScopeID).
		Order("started, id").Find(&list).Error
	return list, err
}

// NamedScope is something that a role can be given for.
type NamedScope struct {
	ID         models.ID
	Code, Name string
}

// scopeNames says how the things of a kind are named.
var scopeNames = map[models.ScopeKind]string{
	models.OneOrganisation: "SELECT id, code, name FROM organisations",
	models.OneFramework:    "SELECT id, code, name FROM frameworks",
	models.OneCourse:       "SELECT id, code, title AS name FROM courses WHERE version_of_id IS NULL",
	models.OneCohort:       "SELECT cohorts.id, cohorts.code, courses.title || ', ' || cohorts.name AS name FROM cohorts JOIN courses ON courses.id = COALESCE(cohorts.content_id, cohorts.course_id)",
}

// ScopesCalled are the things of a kind that have the text as their code or in whose name a word begins with it, by name: at
// most that many.
func (r Reads) ScopesCalled(ctx context.Context, kind models.ScopeKind, text string, most int) ([]NamedScope, error) {
	wanted, query := wantedText(text), scopeNames[kind]
	if wanted == "" || query == "" {
		return nil, nil
	}
	var all, found []NamedScope
	if err := r.db.WithContext(ctx).Raw(query + " ORDER BY 3, 1").Scan(&all).Error; err != nil {
		return nil, err
	}
	for _, s := range all { // some thousand at most, and seldom: they are folded here
		if Fold(s.Code) == wanted {
			return []NamedScope{s}, nil
		}
		if len(found) < most && beginsWord(s.Name, wanted) {
			found = append(found, s)
		}
	}
	return found, nil
}

// Within are the organisations with the ids, and those that are part of one or serve it on the day, by name.
func (r Reads) Within(ctx context.Context, organisations []models.ID, today models.Date) ([]models.Organisation, error) {
	if len(organisations) == 0 {
		return nil, nil
	}
	var list []models.Organisation
	err := r.db.WithContext(ctx).Where(`id IN (WITH RECURSIVE within (id) AS (SELECT organisations.id FROM organisations WHERE organisations.id IN ?
		UNION `+belonging+`) SELECT id FROM within)`, organisations, today, today).Order("name, id").Find(&list).Error
	return list, err
}
