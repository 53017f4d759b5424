package skills

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// Inference is what a person holds in a competency of another framework that compares with this one.
type Inference struct {
	models.Inference
	There string // the level held, as the other framework calls it
	Here  string // the level of this framework that it stands for; empty where it stands for none
}

// inferred is what the person holds in other frameworks that compares with their skills, by competency. It informs who looks, and
// never counts.
func inferred(ctx context.Context, r store.Reads, person models.ID, skills ...Skill) (map[models.ID][]Inference, error) {
	found, err := r.Inferences(ctx, person, idsOf(skills, func(k Skill) models.ID { return k.CompetencyID }))
	if err != nil || len(found) == 0 {
		return nil, err
	}
	scales, err := scalesOf(ctx, r, idsOf(found, func(i models.Inference) models.ID { return i.VersionID }))
	by := map[models.ID][]Inference{}
	for _, k := range skills {
		for _, i := range found {
			if i.CompetencyID == k.CompetencyID {
				by[k.CompetencyID] = append(by[k.CompetencyID], inferenceOf(i, scales[i.VersionID], k.Scale))
			}
		}
	}
	return by, err
}

func inferenceOf(i models.Inference, there, here Scale) Inference {
	list := Inference{Inference: i, There: there.Label(i.Level)}
	if level, found := models.Inferred(i.Strength, i.Level, there.values(), here.values()); found {
		list.Here = here.Label(level)
	}
	return list
}

func (s Scale) values() []int {
	values := make([]int, len(s))
	for i, l := range s {
		values[i] = l.Value
	}
	return values
}
