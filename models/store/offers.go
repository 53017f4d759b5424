package store

import (
	"context"

	"trellis/models"
)

// Offer is one offer.
func (r Reads) Offer(ctx context.Context, id models.ID) (models.Offer, error) {
	var o models.Offer
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&o).Error
	return o, known(err)
}

// OfferByToken is the offer that a link opens.
func (r Reads) OfferByToken(ctx context.Context, token string) (models.Offer, error) {
	var o models.Offer
	err := r.db.WithContext(ctx).Where("token = ?", token).Take(&o).Error
	return o, known(err)
}

// OpenOffers are the offers to the enrolments that nobody has answered.
func (r Reads) OpenOffers(ctx context.Context, enrolments []models.ID) ([]models.Offer, error) {
	var list []models.Offer
	err := r.db.WithContext(ctx).Where("enrolment_id IN ? AND closed_at IS NULL", enrolments).Find(&list).Error
	return list, err
}

// LastOffer is the newest offer to an enrolment, answered or not.
func (r Reads) LastOffer(ctx context.Context, enrolment models.ID) (models.Offer, error) {
	var o models.Offer
	err := r.db.WithContext(ctx).Where("enrolment_id = ?", enrolment).Order("made_at DESC, id DESC").Limit(1).Take(&o).Error
	return o, known(err)
}

// CloseOffer ends the open offer to the enrolment, if there is one.
func (tx *Tx) CloseOffer(ctx context.Context, enrolment models.ID) error {
	return tx.db.WithContext(ctx).Model(&models.Offer{}).Where("enrolment_id = ? AND closed_at IS NULL", enrolment).
		Update("closed_at", tx.now).Error
}

// AcceptOffer keeps that one of a pair takes an offer, which stays open until the other does.
func (tx *Tx) AcceptOffer(ctx context.Context, id models.ID) error {
	return tx.update(ctx, &models.Offer{ID: id, AcceptedAt: &tx.now}, "AcceptedAt")
}
