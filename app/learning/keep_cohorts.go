package learning

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// plannedCohort is a cohort that a plan makes, with all that belongs to it.
type plannedCohort struct {
	models.Cohort
	sessions     []models.Session
	shares       []models.Share
	questions    []models.Question
	preparations []models.Preparation
	trainers     []models.Person
}

// keepCohorts keeps new cohorts with all that belongs to them, and tells. Nobody is on them yet.
func keepCohorts(ctx context.Context, tx *store.Tx, actor models.Actor, list []plannedCohort) ([]models.Cohort, error) {
	var cohorts []models.Cohort
	var rows plannedCohort
	var events []models.Event
	var owed []models.Job
	for _, made := range list {
		c := made.Cohort
		c.ID = store.NewID()
		cohorts = append(cohorts, c)
		for _, s := range made.sessions {
			s.CohortID = c.ID
			rows.sessions = append(rows.sessions, s)
		}
		for _, s := range made.shares {
			s.CohortID = c.ID
			rows.shares = append(rows.shares, s)
		}
		for i, q := range made.questions {
			q.CohortID, q.Number = c.ID, i+1
			rows.questions = append(rows.questions, q)
		}
		for i, p := range made.preparations {
			p.CohortID, p.Number = c.ID, i+1
			rows.preparations = append(rows.preparations, p)
		}
		act := "cohort.planned"
		if c.CopiedFromID != nil {
			act = "cohort.copied"
		}
		events, owed = append(events, aboutCohort(act, actor, c)), append(owed, released(c)...)
	}
	for _, of := range []any{&cohorts, &rows.sessions, &rows.shares, &rows.questions, &rows.preparations} {
		if err := tx.Add(ctx, of); err != nil {
			return nil, err
		}
	}
	if err := tx.PublishAll(ctx, events, owed); err != nil {
		return nil, err
	}
	return cohorts, giveTraining(ctx, tx, actor, cohorts, list)
}

// giveTraining makes people trainers of new cohorts, for as long as the actor may give that. As whenever a role is given,
// those named are signed out; whoever plans goes on.
func giveTraining(ctx context.Context, tx *store.Tx, actor models.Actor, cohorts []models.Cohort, list []plannedCohort) error {
	var named []models.ID
	var events []models.Event
	var grants []models.Grant
	for i, c := range cohorts {
		of := models.Grant{Role: models.Trainer, ScopeKind: models.OneCohort, ScopeID: c.ID, Started: tx.Today(), GivenByID: &actor.ID}
		of.Ended = policy.GivesUntil(actor, of, policy.Around{IDs: []models.ID{c.CourseID}})
		for _, p := range list[i].trainers {
			of.ID, of.PersonID = store.NewID(), p.ID
			grants = append(grants, of)
			events = append(events, models.Event{ActorID: &actor.ID, Act: "grant.given", Subject: "grants", SubjectID: of.ID, PersonID: &p.ID})
			if p.ID != actor.ID {
				named = append(named, p.ID)
			}
		}
	}
	if len(grants) == 0 {
		return nil
	}
	if err := tx.Add(ctx, &grants); err != nil {
		return err
	}
	slices.Sort(named)
	if err := tx.EndDevices(ctx, "", slices.Compact(named)...); err != nil {
		return err
	}
	return tx.PublishAll(ctx, events, nil)
}

// aboutCohort is the event of something that the actor did to a cohort.
func aboutCohort(act string, actor models.Actor, c models.Cohort) models.Event {
	return models.Event{ActorID: &actor.ID, Act: act, Subject: "cohorts", SubjectID: c.ID}
}

// released is the work owed on the day on which the shares of a cohort are released.
func released(c models.Cohort) []models.Job {
	if c.SharesUntil == nil {
		return nil
	}
	return []models.Job{{Kind: models.OfferPlaces, SubjectID: c.ID, RunAt: *c.SharesUntil}}
}
