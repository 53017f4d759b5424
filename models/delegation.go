package models

// Months for which somebody may act for a manager: a deputy while the manager is there and names them anew, an acting
// manager while the post is filled.
const (
	deputyMonths = 6
	actingMonths = 12
)

// LatestEnd is the last day until which somebody may act for a manager from the day on.
func LatestEnd(kind DelegationKind, from Date) Date {
	if kind == ActingManager {
		return from.AddMonths(actingMonths)
	}
	return from.AddMonths(deputyMonths)
}

// Overlaps tells whether both let the same person act for the same manager on some day.
func (d Delegation) Overlaps(other Delegation) bool {
	return d.ManagerID == other.ManagerID && d.DeputyID == other.DeputyID && d.Started <= other.Until && other.Started <= d.Until
}

// Problems are what is wrong with a delegation that is made today: nil for nothing.
func (d Delegation) Problems(today Date) Invalid {
	problems := Invalid{}
	if d.DeputyID == d.ManagerID && d.DeputyID.Known() {
		problems["email"] = "Enter the email address of somebody else: nobody acts for themselves"
	}
	switch latest := LatestEnd(d.Kind, d.Started); {
	case d.Started < today:
		problems["from"] = "Enter today or a later day"
	case d.Until < d.Started:
		problems["until"] = "The last day must be the first day or later, and not past"
	case d.Until > latest:
		problems["until"] = "Enter a day until " + string(latest) + ": name them anew when it is longer"
	}
	return problems
}
