package learning

import (
	"context"
	"crypto/rand"

	"trellis/models"
	"trellis/models/store"
)

// OfferFreed offers each place that nobody holds to the next in line to whom it is free. Whatever frees places on a cohort (a
// person who leaves, an offer that ends, more places, shares or reserved places that are released) calls it in the same
// transaction, which has locked the cohort.
func OfferFreed(ctx context.Context, tx *store.Tx, cohort models.Cohort) error {
	if !cohort.OffersAt(tx.Now()) {
		return nil
	}
	places, line, err := allot(ctx, tx, cohort)
	if err != nil || len(line) == 0 || places.Free() == 0 {
		return err
	}
	parties := models.Parties(line)
	for i, served := range places.Serve(parties) {
		if !served {
			continue
		}
		for _, e := range parties[i] {
			if err := offer(ctx, tx, cohort, e, handed{reason: "a place became free", hours: cohort.OfferHours}); err != nil {
				return err
			}
		}
	}
	return nil
}

// allot is how the places of a locked cohort stand, and who waits for one.
func allot(ctx context.Context, tx *store.Tx, cohort models.Cohort) (places models.Allotment, line []models.Enrolment, err error) {
	shares, held, waiting, err := tx.PlacesOn(ctx, cohort.ID)
	if err != nil {
		return places, nil, err
	}
	places = cohort.Allot(shares, held, tx.Now())
	if waiting > 0 && places.Free() > 0 {
		line, err = tx.WaitingOn(ctx, cohort.ID)
	}
	return places, line, err
}

// admits tells whether there are places for all of the party on a locked cohort, now and in its turn.
func admits(ctx context.Context, tx *store.Tx, cohort models.Cohort, party models.Party) (bool, error) {
	if cohort.Unscheduled {
		return false, nil
	}
	places, line, err := allot(ctx, tx, cohort)
	return err == nil && places.Admits(party, line), err
}

// handed is how a place is offered: by whom (nobody when one became free), why, and for how many hours.
type handed struct {
	by     *models.ID
	reason string
	hours  int
}

// offer holds a place for somebody who waits.
func offer(ctx context.Context, tx *store.Tx, cohort models.Cohort, e models.Enrolment, h handed) error {
	offered, err := e.To(models.Offered, tx.Now())
	if err != nil {
		return err
	}
	if err := tx.MoveEnrolment(ctx, offered, e.State, h.by, h.reason); err != nil {
		return err
	}
	o := cohort.OfferFor(offered, h.hours, tx.Now())
	o.Token = rand.Text() // 130 bits
	o.MadeByID = h.by
	if err := tx.Add(ctx, &o); err != nil {
		return err
	}
	lapse := models.Job{Kind: models.LapseOffer, SubjectID: o.ID, RunAt: o.ExpiresAt}
	return tx.Publish(ctx, happened("enrolment.offered", offered, h.by), owed(models.MailOffered, offered), lapse)
}
