package models

// SecondFactorRule says of whom a second factor is required. It is offered to all.
type SecondFactorRule string

// The rules.
const (
	RequiredOfNobody         SecondFactorRule = "none"
	RequiredOfAdministrators SecondFactorRule = "admins"
	RequiredOfGrants         SecondFactorRule = "grants" // everybody who has been given a role
)

// Known tells whether it is one of the rules.
func (r SecondFactorRule) Known() bool {
	return r == RequiredOfNobody || r == RequiredOfAdministrators || r == RequiredOfGrants
}

// Requires tells whether a second factor is required of the actor. No rule is that of administrators.
func (r SecondFactorRule) Requires(actor Actor) bool {
	switch r {
	case RequiredOfNobody:
		return false
	case RequiredOfGrants:
		return len(actor.Grants) > 0
	default:
		return actor.Holds(Administrator)
	}
}
