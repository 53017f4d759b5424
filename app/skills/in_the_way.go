package skills

import (
	"context"

	"trellis/models"
)

// InTheWay is a skill that somebody has and cannot use, as they said when they last assessed it.
type InTheWay struct {
	Skill
	Chance  models.Chance
	Barrier models.Barrier
}

// inTheWay are the skills of a person with what stands in the way of their use, in the order of the framework.
func (s *Service) inTheWay(ctx context.Context, person models.ID, skills []Skill) ([]InTheWay, error) {
	said, err := s.Store.SaidInTheWay(ctx, person)
	var list []InTheWay
	for _, k := range skills {
		for _, a := range said {
			if a.CompetencyID == k.CompetencyID {
				list = append(list, InTheWay{k, a.Chance, a.Barrier})
			}
		}
	}
	return list, err
}
