package store

import (
	"context"

	"trellis/models"
)

// Organisations are all organisations, by code.
func (r Reads) Organisations(ctx context.Context) ([]models.Organisation, error) {
	var list []models.Organisation
	err := r.db.WithContext(ctx).Order("code").Find(&list).Error
	return list, err
}

// LockOrganisations is Organisations for a transaction that changes them. Others may go on referring to them.
func (tx *Tx) LockOrganisations(ctx context.Context) ([]models.Organisation, error) {
	var list []models.Organisation
	err := tx.db.WithContext(ctx).Clauses(changing()).Order("code").Find(&list).Error
	return list, err
}

// LinksSince are the links that hold on the day or later, the oldest first.
func (r Reads) LinksSince(ctx context.Context, day models.Date) ([]models.Link, error) {
	var list []models.Link
	err := r.db.WithContext(ctx).Where("ended IS NULL OR ended >= ?", day).Order("id").Find(&list).Error
	return list, err
}

// ChangeOrganisations keeps organisations that are there already as they are given, all but their ids and codes.
func (tx *Tx) ChangeOrganisations(ctx context.Context, list []models.Organisation) error {
	return change(ctx, tx, list, "name", "short_name", "kind", "ods_code", "opened", "closed", "successor_id")
}

// ChangeLinks keeps when links that are there already began and ended.
func (tx *Tx) ChangeLinks(ctx context.Context, list []models.Link) error {
	return change(ctx, tx, list, "started", "ended")
}

// DropLinks removes links as if they had never been.
func (tx *Tx) DropLinks(ctx context.Context, ids []models.ID) error {
	if len(ids) == 0 {
		return nil
	}
	return tx.db.WithContext(ctx).Where("id IN ?", ids).Delete(&models.Link{}).Error
}

// OrganisationsAmong are the organisations with the ids, by name.
func (r Reads) OrganisationsAmong(ctx context.Context, ids []models.ID) ([]models.Organisation, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var list []models.Organisation
	err := r.db.WithContext(ctx).Where("id IN ?", ids).Order("name, id").Find(&list).Error
	return list, err
}
