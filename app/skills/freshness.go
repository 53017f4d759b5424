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

// ageOn is how old an assessment of a day is today, where one stands so many months.
func ageOn(day models.Date, months int, today models.Date) Age {
	until := day.AddMonths(months)
	return Age{Months: models.AgeInMonths(day, today), Until: until, Due: until < today}
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
			skills[i].Age = ageOn(models.DateOf(k.AssessedAt), cmp.Or(k.HoldsMonths, settings.HoldsMonths), today)
		}
	}
	return nil
}
