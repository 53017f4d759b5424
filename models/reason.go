package models

// Counting is why a person stands where they stand in a competency.
type Counting string

// Why somebody stands where they stand.
const (
	NothingCounts   Counting = ""          // nobody has said anything
	OnlySuggested   Counting = "suggested" // by a trainer, a peer or a course, which hold nothing by themselves
	OwnCounts       Counting = "own"       // the person's own, which nobody has confirmed
	ConfirmedCounts Counting = "confirmed" // the person's own, with which a manager agrees
	ManagersCounts  Counting = "manager"   // a manager's own
)

// Reason says which of a person's assessments in one competency counts, and why. It chooses as SkillOf does.
type Reason struct {
	Why    Counting
	Counts *Assessment
	// Over is the newest older one of the other kind that could have counted: of the manager where the person's own counts, of the
	// person where the manager's does; nil for none.
	Over *Assessment
	// Agreed is the answer that confirms what counts; nil for none.
	Agreed *Confirmation
}

// ReasonOf says which of the assessments, oldest first, counts.
func ReasonOf(assessments []Assessment, confirmations map[ID]Confirmation) Reason {
	reason := Reason{}
	for i := range assessments {
		a := &assessments[i]
		switch {
		case !a.Kind.Holds():
			if reason.Counts == nil {
				reason.Why = OnlySuggested
			}
			continue
		case reason.Counts != nil && reason.Counts.Kind != a.Kind:
			reason.Over = reason.Counts
		}
		reason.Counts, reason.Agreed, reason.Why = a, nil, OwnCounts
		if a.Kind == ByManager {
			reason.Why = ManagersCounts
		} else if c := confirmations[a.ID]; c.Agrees {
			reason.Why, reason.Agreed = ConfirmedCounts, &c
		}
	}
	return reason
}

// Holds tells whether an assessment of the kind says what is held. The others suggest.
func (k AssessmentKind) Holds() bool { return k == BySelf || k == ByManager }

// AssessmentKinds lists the kinds in the order in which they stand side by side.
func AssessmentKinds() []AssessmentKind {
	return []AssessmentKind{BySelf, ByManager, ByTrainer, ByPeer, ByCourse}
}
