package learning_test

import (
	"context"
	"time"

	"pgregory.net/rapid"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// book brings in several people at once, who come together.
func (r *run) book(rt *rapid.T) {
	var party []*plainPerson
	var actors []models.Actor
	for i, who := range r.m.people {
		if who.state == "" && len(party) < 3 && rapid.Bool().Draw(rt, "comes along") {
			party, actors = append(party, who), append(actors, r.people[i])
		}
	}
	if len(party) < 2 || !r.now().Before(r.m.closes) {
		rt.Skip("too few, or too late")
	}
	r.m.come(party, r.now())
	r.comeTogether(rt, party, actors)
}

// comeTogether keeps a party in the states of the model.
func (r *run) comeTogether(rt *rapid.T, party []*plainPerson, actors []models.Actor) {
	id := store.NewID()
	r.w.In(func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.LockCohort(ctx, r.cohort.ID); err != nil {
			return err
		}
		last, err := tx.LastAsked(ctx, r.cohort.ID)
		if err != nil {
			return err
		}
		for i, actor := range actors {
			e := models.Enrolment{
				CohortID: r.cohort.ID, PersonID: actor.ID, OrganisationID: &actor.Posts[0].OrganisationID, PartyID: &id, State: party[i].state,
				AppliedAt: models.Turn(tx.Now(), last), ChangedAt: tx.Now(),
			}
			if system, known := r.systems[party[i].system]; known {
				e.SystemID = &system
			}
			if err := tx.Add(ctx, &e); err != nil {
				return err
			}
		}
		return nil
	})
}

// reserve holds places for a team, where so many are free to a newcomer of its system.
func (r *run) reserve(rt *rapid.T) {
	system := rapid.SampledFrom([]string{"north", south, ""}).Draw(rt, "system")
	places := rapid.IntRange(1, 2).Draw(rt, "places")
	if places > r.m.left(system, r.now()) || !r.now().Before(r.m.starts) {
		rt.Skip("so many are not free")
	}
	reservation := models.Reservation{
		CohortID: r.cohort.ID, OrganisationID: r.trusts[system], Places: places, Until: r.now().Add(30 * time.Hour), MadeByID: r.admin.ID, MadeAt: r.now(),
	}
	if id, known := r.systems[system]; known {
		reservation.SystemID = &id
	}
	r.w.Keep(&reservation)
	r.w.Keep(&models.Job{Kind: models.ReleaseReservation, SubjectID: reservation.ID, State: models.JobReady, RunAt: reservation.Until, CreatedAt: r.now()})
	r.m.reserved = append(r.m.reserved, &plainReserved{id: reservation.ID, system: system, places: places})
}

// release gives back what was reserved.
func (r *run) release(rt *rapid.T) {
	if len(r.m.reserved) == 0 {
		rt.Skip("nothing is reserved")
	}
	r.runOut(rt, r.m.reserved[0].id)
}

func (r *run) runOut(rt *rapid.T, id models.ID) {
	for i, reserved := range r.m.reserved {
		if reserved.id != id {
			continue
		}
		r.m.reserved = append(r.m.reserved[:i:i], r.m.reserved[i+1:]...)
		r.endReservation(id)
		r.freed(rt)
		return
	}
}

func (r *run) endReservation(id models.ID) {
	modeltest.Plant(r.w.T, r.w.Store, "UPDATE reservations SET ended_at = made_at WHERE id = '"+string(id)+"'")
}
