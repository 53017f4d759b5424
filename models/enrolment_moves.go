package models

// EnrolmentMove is one way from a state of an enrolment to another: what it is called, who may do it, and what must be true.
// What is not in the table cannot happen.
type EnrolmentMove struct {
	From EnrolmentState // "" for somebody who is not on the cohort
	To   EnrolmentState
	Name string // what is done
	Who  string // who may
	When string // what must be true
}

// EnrolmentMoves is the whole life of an enrolment. The diagram in the documents is drawn from it.
func EnrolmentMoves() []EnrolmentMove {
	const (
		themselves = "the person"
		calendar   = "the calendar"
		line       = "the waiting list"
		planner    = "a trainer of the cohort, or an administrator"
		decides    = "who is asked: the manager or the deputy, a trainer, the person nominated, or the other of the pair"
		free       = "a place is free to them, and nobody waits who could take it"
		together   = "; a party gets places for all, or waits"
	)
	return []EnrolmentMove{
		{"", Applied, "ask to join", themselves + "; who nominates them; the other of the pair", "enrolment is open, and an answer is needed first"},
		{"", Placed, "enrol", themselves + "; a manager who books a team or names who has a reserved place", "enrolment is open, and " + free + together},
		{"", Waiting, "join the waiting list", themselves + "; a manager who books a team", "enrolment is open, and no place is free to them, or the dates are not set"},
		{Applied, Placed, "agree", decides, free + together},
		{Applied, Waiting, "agree", decides, "no place is free to them: the turn is that of asking"},
		{Applied, Refused, "refuse", "the manager or the deputy; a trainer", "with a reason"},
		{Applied, Declined, "turn down", "the person nominated; the other of the pair", "they were asked"},
		{Applied, Withdrawn, "cancel", themselves + ", for both of a pair", "the cohort has not ended"},
		{Applied, Cancelled, "call the cohort off", planner, "with a reason"},
		{Waiting, Offered, "offer", line + "; a trainer by hand", "a place is free to them and to nobody before them; it is not too near to the start, but for an offer by hand"},
		{Waiting, Withdrawn, "leave the list", themselves + ", on a cohort for pairs for both", "the cohort has not ended"},
		{Waiting, Cancelled, "call the cohort off", planner, "with a reason"},
		{Offered, Placed, "take the offer", "whoever has the link", "in time; of a pair, once both have"},
		{Offered, Declined, "turn the offer down", "whoever has the link", "in time"},
		{Offered, Lapsed, "end the offer", calendar + "; a trainer", "no reply in time; or the other of the pair did not take theirs; a trainer takes an unanswered offer back with a reason"},
		{Offered, Withdrawn, "cancel", themselves, "the cohort has not ended"},
		{Offered, Cancelled, "call the cohort off", planner, "with a reason"},
		{Placed, Withdrawn, "cancel", themselves + "; a trainer, with a reason", "the cohort has not ended; after the cutoff with a reason"},
		{Placed, Cancelled, "call the cohort off", planner, "with a reason"},
		{Placed, Completed, "complete", planner, "the completion rule is met, or a reason is given"},
		{Placed, NotCompleted, "close without completing", planner, "the cohort has ended"},
		{NotCompleted, Completed, "complete", planner, "the completion rule is met, or a reason is given"},
		{NotCompleted, Placed, "open again", planner, "the decision that they do not complete is taken back or replaced"},
		{Completed, NotCompleted, "withdraw the record", planner, "with a reason"},
	}
}
