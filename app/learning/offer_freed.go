package learning

import (
	"context"
	"crypto/rand"

	"trellis/models"
	"trellis/models/store"
)

// OfferFreed offers each place that nobody holds to the next in line, until the cohort starts. Whatever frees places on a
// cohort (a person who leaves, an offer that ends, more places) calls it in the same transaction, which has locked the
// cohort.
func OfferFreed(ctx context.Context, tx *store.Tx, cohort models.Cohort) error {
	held, waiting, err := tx.CountEnrolled(ctx, cohort.ID)
	if err != nil || waiting == 0 || cohort.Free(held) == 0 || !cohort.OffersAt(tx.Now()) {
		return err
	}
	next, err := tx.FirstInLine(ctx, cohort.ID, cohort.Free(held))
	if err != nil {
		return err
	}
	for _, e := range next {
		if err := offer(ctx, tx, cohort, e); err != nil {
			return err
		}
	}
	return nil
}

func offer(ctx context.Context, tx *store.Tx, cohort models.Cohort, e models.Enrolment) error {
	offered, err := e.To(models.Offered, tx.Now())
	if err != nil {
		return err
	}
	if err := tx.MoveEnrolment(ctx, offered, e.State, nil, "a place became free"); err != nil {
		return err
	}
	o := cohort.Offer(offered, tx.Now())
	o.Token = rand.Text() // 130 bits
	if err := tx.Add(ctx, &o); err != nil {
		return err
	}
	lapse := models.Job{Kind: models.LapseOffer, SubjectID: o.ID, RunAt: o.ExpiresAt}
	return tx.Publish(ctx, happened("enrolment.offered", offered, nil), owed(models.MailOffered, offered), lapse)
}
