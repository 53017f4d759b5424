package frameworks

import (
	"context"
	"errors"
	"maps"
	"strconv"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// role is the role profile with what was typed; models.Invalid with what is wrong with it.
func (in RoleInput) role(ctx context.Context, r store.Reads, role models.DrawnRole) (models.DrawnRole, error) {
	in.Name, in.Family, in.Bands, in.Description = input.Line(in.Name), input.Line(in.Family), input.Line(in.Bands), input.Tidy(in.Description)
	problems, err := input.Problems(in)
	if err != nil {
		return role, err
	}
	maps.Copy(problems, input.Patients(in.NotNHSNumber, input.Text{Field: "name", Text: in.Name}, input.Text{Field: "description", Text: in.Description},
		input.Text{Field: "family", Text: in.Family}, input.Text{Field: "bands", Text: in.Bands}))
	role.Name, role.Family, role.Bands, role.Description, role.DecisionMaker = in.Name, in.Family, in.Bands, in.Description, in.DecisionMaker
	role.OptionalMinimum, _ = strconv.Atoi(in.OptionalMinimum)
	competencies, err := r.CompetenciesOf(ctx, role.FrameworkVersionID)
	if err != nil {
		return role, err
	}
	levels, err := r.Levels(ctx, []models.ID{role.FrameworkVersionID})
	if err != nil {
		return role, err
	}
	role.Asks = nil
	for _, k := range competencies {
		if ask, asked := in.Asks[k.ID]; asked && ask.Level != "" {
			role.Asks = append(role.Asks, ask.requirement(k.ID))
		}
	}
	var invalid models.Invalid
	if errors.As(role.Check(levels), &invalid) {
		problems.Add(invalid)
	}
	return role, problems.OrNil()
}

func (in AskInput) requirement(competency models.ID) models.Requirement {
	r := models.Requirement{CompetencyID: competency, Core: in.Kind == AskCore, Optional: in.Kind == AskOptional}
	r.Level, _ = strconv.Atoi(in.Level) // what is no number is no point of the scale
	if in.UpTo != "" {
		top, _ := strconv.Atoi(in.UpTo)
		r.UpTo = &top
	}
	return r
}

// freeCode is a code for a role profile that none of the version has.
func freeCode(profiles []models.RoleProfile, name string) string {
	taken := make(map[string]bool, len(profiles))
	for _, p := range profiles {
		taken[p.Code] = true
	}
	code := models.Slug(store.Fold(name))
	if code == "" {
		code = "role"
	}
	free := code
	for n := 2; taken[free] || free == "new"; n++ {
		free = code + "-" + strconv.Itoa(n)
	}
	return free
}
