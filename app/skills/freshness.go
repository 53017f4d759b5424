package skills

import (
	"cmp"
	"context"

	"trellis/models"
)

// Age tells how old an assessment is, and until when it stands. The zero Age is not known.
type Age struct {
	Months int
	Until  models.Date // the last day on which it stands
	Due    bool        // that day is over: it is looked at again
}

// aged tells the age of what was assessed, as of today.
func (s *Service) aged(ctx context.Context, skills []Skill) error {
	settings, err := s.Store.Settings(ctx)
	if err != nil {
		return err
	}
	today := s.Store.Today()
	for i, k := range skills {
		if k.Assessed {
			until := models.HoldsUntil(k.AssessedAt, cmp.Or(k.HoldsMonths, settings.HoldsMonths))
			skills[i].Age = Age{Months: models.AgeInMonths(models.DateOf(k.AssessedAt), today), Until: until, Due: until < today}
		}
	}
	return nil
}
