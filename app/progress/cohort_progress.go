package progress

import (
	"context"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// CohortProgressPage is how far the people of a cohort are, unit by unit.
type CohortProgressPage struct {
	store.TaughtCohort
	Rule    string
	Columns []models.PathStep // of nobody: what there is to do
	Lines   []CohortLine      // everybody on the register, by name
	Now     time.Time
}

// CohortLine is one person of a cohort with their steps, one for each column.
type CohortLine struct {
	store.RollLine
	Steps    []models.PathStep
	Next     int // -1 for none
	Standing models.Standing
}

// CohortProgress is that page, for those who teach the cohort.
func (s *Service) CohortProgress(ctx context.Context, actor models.Actor, code string) (page CohortProgressPage, err error) {
	if page.TaughtCohort, err = s.Store.TaughtCohortByCode(ctx, code); err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.Teach, page.Cohort); err != nil {
		return page, err
	}
	page.Now = s.Store.Now()
	way, err := s.way(ctx, page.ID)
	if err != nil {
		return page, err
	}
	page.Rule = way.course.Rule(way.units)
	page.Columns, _ = way.of(models.Walked{}, page.Now)
	roll, err := s.Store.Roll(ctx, page.ID, models.OnRegister()...)
	if err != nil {
		return page, err
	}
	ids := make([]models.ID, len(roll))
	for i, line := range roll {
		ids[i] = line.ID
	}
	known, err := s.Store.StepsOf(ctx, ids)
	if err != nil {
		return page, err
	}
	attendances, err := s.Store.AttendancesOn(ctx, []models.ID{page.ID})
	if err != nil {
		return page, err
	}
	walked := walkedBy(known, attendances)
	for _, line := range roll {
		is := CohortLine{RollLine: line, Next: -1}
		is.Steps, is.Standing = way.of(walked[line.ID], page.Now)
		if doesUnits(line.Enrolment, page.Cohort) && is.Standing.Decision == nil {
			is.Next = models.NextStep(is.Steps)
		}
		page.Lines = append(page.Lines, is)
	}
	return page, nil
}
