package doctor

import (
	"cmp"
	"context"

	"trellis/models"
	"trellis/models/store"
)

// enrolments asks whether everybody is where their last change says, nobody is on a cohort twice, and an offer is open for
// whoever is offered a place, and for nobody else.
func enrolments(ctx context.Context, r store.Reads, _ *store.Store) (Check, error) {
	var f findings
	offers, err := r.OffersAmiss(ctx, most)
	if err != nil {
		return Check{}, err
	}
	f.rows(Fault, offers...)
	twice, err := r.EnrolledTwice(ctx, most)
	if err != nil {
		return Check{}, err
	}
	f.rows(Fault, twice...)
	looked, astray, err := astray(ctx, r)
	if err != nil {
		return Check{}, err
	}
	f.rows(Fault, astray)
	check := f.check("enrolments")
	check.Summary = counted(looked, "enrolment stands", "enrolments stand") + " where the last change says, with an offer for each that is offered a place."
	if check.Found > 0 {
		check.Summary = counted(check.Found, "enrolment or offer is", "enrolments and offers are") + " not as the changes say: the changes tell who was where; put the state or the offer right by them."
	}
	return check, nil
}

// astray finds the enrolments whose state is not the one that the last change led to.
func astray(ctx context.Context, r store.Reads) (looked int, found store.Found, err error) {
	read := func(after models.ID, most int) ([]models.Enrolment, error) {
		return r.EnrolmentsAfter(ctx, after, most)
	}
	looked, err = each(read, func(e models.Enrolment) models.ID { return e.ID }, func(list []models.Enrolment, ids []models.ID) error {
		changes, err := r.ChangesAmong(ctx, ids)
		if err != nil {
			return err
		}
		last := lastChanges(changes)
		for _, e := range list {
			change, changed := last[e.ID]
			how := "it says " + string(e.State) + ", its last change says " + string(change.ToState)
			if !changed {
				how = "it says " + string(e.State) + ", and no change says how that came"
			}
			if change.ToState != e.State {
				found.Add(store.Broken{Table: "enrolments", Key: string(e.ID), How: how}, most)
			}
		}
		return nil
	})
	return looked, found, err
}

func lastChanges(changes []models.EnrolmentChange) map[models.ID]models.EnrolmentChange {
	last := map[models.ID]models.EnrolmentChange{}
	for _, c := range changes {
		before, found := last[c.EnrolmentID]
		if !found || cmp.Or(before.ChangedAt.Compare(c.ChangedAt), cmp.Compare(before.ID, c.ID)) < 0 {
			last[c.EnrolmentID] = c
		}
	}
	return last
}
