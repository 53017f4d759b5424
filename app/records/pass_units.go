package records

import (
	"context"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// PassUnits says who has met the units of a cohort's course that are not sessions. Each text is the ids of an enrolment
// and of a unit with a full stop between.
type PassUnits struct {
	Cohort string   // its code
	Met    []string `form:"met"`
	Had    []string `form:"had"` // what was ticked when the page was opened
}

// PassUnits keeps what was ticked, and forgets what is no longer ticked; what others have changed meanwhile stays. Who has
// a record is left as they are. It answers how many changed.
func (s *Service) PassUnits(ctx context.Context, actor models.Actor, in PassUnits) (changed int, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := tx.LockCohortByCode(ctx, in.Cohort)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.IssueRecords, cohort); err != nil {
			return err
		}
		found, err := look(ctx, tx.Reads, cohort)
		if err != nil {
			return err
		}
		met, unmet := found.compare(in)
		if changed = len(met) + len(unmet); changed == 0 {
			return nil
		}
		for i := range met {
			met[i].ByID, met[i].PassedAt = actor.ID, tx.Now()
		}
		if err := tx.KeepPasses(ctx, met, unmet); err != nil {
			return err
		}
		return tx.PublishAll(ctx, found.passed(actor, met, unmet), nil)
	})
	return changed, err
}

// compare finds what the form changes: newly ticked and not kept, no longer ticked and kept.
func (f findings) compare(in PassUnits) (met, unmet []models.Pass) {
	ticked, had := setOf(in.Met), setOf(in.Had)
	for _, c := range f.candidates {
		if c.Record != nil {
			continue
		}
		for _, unit := range f.units {
			key := PassKey(c.ID, unit.ID)
			pass := models.Pass{EnrolmentID: c.ID, UnitID: unit.ID}
			switch {
			case unit.Kind == models.SessionUnit:
			case ticked[key] && !c.Met[unit.ID] && !had[key]:
				met = append(met, pass)
			case had[key] && !ticked[key] && c.Met[unit.ID]:
				unmet = append(unmet, pass)
			}
		}
	}
	return met, unmet
}

// passed are the events of what changed.
func (f findings) passed(actor models.Actor, met, unmet []models.Pass) []models.Event {
	people := map[models.ID]models.ID{}
	for _, c := range f.candidates {
		people[c.ID] = c.PersonID
	}
	events := make([]models.Event, 0, len(met)+len(unmet))
	add := func(act string, passes []models.Pass) {
		for _, p := range passes {
			person := people[p.EnrolmentID]
			events = append(events, models.Event{ActorID: &actor.ID, Act: act, Subject: "enrolments", SubjectID: p.EnrolmentID, PersonID: &person})
		}
	}
	add("unit.passed", met)
	add("unit.unpassed", unmet)
	return events
}

// PassKey names a unit of an enrolment in the form.
func PassKey(enrolment, unit models.ID) string { return string(enrolment) + "." + string(unit) }

func setOf(list []string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, key := range list {
		set[key] = true
	}
	return set
}
