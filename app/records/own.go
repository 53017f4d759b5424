package records

import (
	"context"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
)

// Line is one of a person's completion records in their list.
type Line struct {
	models.CompletionRecord
	State models.RecordState
}

// List are the actor's completion records, the newest first.
func (s *Service) List(ctx context.Context, actor models.Actor) ([]Line, error) {
	records, err := s.Store.RecordsOf(ctx, actor.ID)
	today := s.Store.Today()
	lines := make([]Line, len(records))
	for i, r := range records {
		lines[i] = Line{CompletionRecord: r, State: r.StateOn(today)}
	}
	return lines, err
}

// Own is one completion record as its holder sees it.
type Own struct {
	Record       models.CompletionRecord
	State        models.RecordState
	Outcomes     []models.RecordOutcome
	Requirements []models.RecordRequirement
	Successor    string // the number of the record in its place
	CheckURL     string // where anybody can check it
	Name         string // of the holder now
}

// Renamable tells whether the record stands under an earlier name of its holder.
func (o Own) Renamable() bool { return o.Record.Live() && o.Name != o.Record.PersonName }

// Own is one of the actor's own completion records. Anybody else's is not there.
func (s *Service) Own(ctx context.Context, actor models.Actor, code string) (Own, error) {
	record, err := s.Store.RecordByCode(ctx, code)
	if err != nil {
		return Own{}, err
	}
	if err := policy.Allows(actor, policy.SeeOwn, record); err != nil {
		return Own{}, err
	}
	own := Own{Record: record, Name: actor.Name, State: record.StateOn(s.Store.Today()), CheckURL: s.BaseURL + paths.VerifyRecord(record.Code)}
	if own.Outcomes, err = s.Store.RecordOutcomes(ctx, record.ID); err != nil {
		return Own{}, err
	}
	if own.Requirements, err = s.Store.RecordRequirements(ctx, record.ID); err != nil {
		return Own{}, err
	}
	own.Successor, err = s.successor(ctx, record)
	return own, err
}
