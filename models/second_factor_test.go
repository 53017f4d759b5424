package models_test

import (
	"testing"

	"trellis/models"
)

func TestASecondFactorIsRequiredOfWhomTheRuleNames(t *testing.T) {
	holding := func(roles ...models.Role) models.Actor {
		a := models.Actor{Person: models.Person{ID: "x"}}
		for _, role := range roles {
			a.Grants = append(a.Grants, models.Grant{Role: role})
		}
		return a
	}
	learner, trainer, admin := holding(), holding(models.Trainer), holding(models.Lead, models.Administrator)
	for rule, want := range map[models.SecondFactorRule][3]bool{
		models.RequiredOfNobody: {}, models.RequiredOfAdministrators: {false, false, true}, "": {false, false, true}, models.RequiredOfGrants: {false, true, true},
	} {
		if got := [3]bool{rule.Requires(learner), rule.Requires(trainer), rule.Requires(admin)}; got != want {
			t.Errorf("%q of a learner, a trainer, an administrator: %v, want %v", rule, got, want)
		}
	}
}
