package models

import (
	"encoding/json"
	"time"
)

// DevelopmentPlan is what a person means to do about their skills. There is one for each person, and it goes with them.
type DevelopmentPlan struct {
	ID       ID
	PersonID ID
	ReviewOn Date // when it is talked about again; empty until somebody says
	Revision int  `gorm:"default:1"` // rises with each change of the plan or of an action
	BegunAt  time.Time
}

// ActionKind is in what way an action of a plan helps.
type ActionKind string

// The kinds of action.
const (
	ByCourseAction  ActionKind = "course"
	ByWorkAction    ActionKind = "work" // a piece of real work to learn on, or to use what is there
	ByMentorAction  ActionKind = "mentor"
	ByReadingAction ActionKind = "reading"
)

// ActionKinds lists the kinds, in the order in which they are offered.
func ActionKinds() []ActionKind {
	return []ActionKind{ByWorkAction, ByCourseAction, ByMentorAction, ByReadingAction}
}

// ActionState tells what became of an action.
type ActionState string

// The states of an action.
const (
	ActionOpen    ActionState = "open"
	ActionDone    ActionState = "done"
	ActionDropped ActionState = "dropped"
)

// Consent is what somebody says who was named as a mentor; empty where nobody is named.
type Consent string

// What a mentor says.
const (
	ConsentAsked    Consent = "asked"
	ConsentGiven    Consent = "agreed"
	ConsentDeclined Consent = "declined"
)

// PlanAction is one thing that somebody means to do.
type PlanAction struct {
	ID                ID
	DevelopmentPlanID ID
	Kind              ActionKind
	CompetencyID      *ID
	FromLevel         *int // held when it was added
	ToLevel           *int
	CourseID          *ID
	MentorID          *ID
	Consent           Consent
	Title             string
	UseFor            string // how it is to be used at work
	DueOn             Date
	State             ActionState
	EndedOn           Date   // done or dropped; empty while it is open
	UsedFor           string // what it was used for, once it is done
	AddedByID         ID
	AddedAt           time.Time
	PlanApplicationID *ID // of a template; nil where it was written by hand
	Revision          int `gorm:"default:1"`
}

// Overdue tells whether the action is open after its day.
func (a PlanAction) Overdue(today Date) bool { return a.State == ActionOpen && a.DueOn < today }

// Done is the action as it is done on a day.
func (a PlanAction) Done(usedFor string, today Date) (PlanAction, error) {
	if a.State != ActionOpen {
		return a, ErrStale
	}
	a.State, a.EndedOn, a.UsedFor = ActionDone, today, usedFor
	return a, nil
}

// Dropped is the action as it is given up on a day.
func (a PlanAction) Dropped(today Date) (PlanAction, error) {
	if a.State != ActionOpen {
		return a, ErrStale
	}
	a.State, a.EndedOn = ActionDropped, today
	return a, nil
}

// Reopened is the action as it was before it was done or dropped.
func (a PlanAction) Reopened() (PlanAction, error) {
	if a.State == ActionOpen {
		return a, ErrStale
	}
	a.State, a.EndedOn, a.UsedFor = ActionOpen, "", ""
	return a, nil
}

// Side is who of the two agrees to a plan.
type Side string

// The sides.
const (
	PersonSide  Side = "person"
	ManagerSide Side = "manager"
)

// PlanAgreement says that one side agreed to a plan as it was. It is never changed.
type PlanAgreement struct {
	ID                ID
	DevelopmentPlanID ID
	ByID              ID
	Side              Side
	TalkedOn          Date // of the one-to-one
	Terms             string
	AgreedAt          time.Time
}

// PlanTerm is what is agreed of one action.
type PlanTerm struct {
	ID      ID         `json:"id"`
	Kind    ActionKind `json:"kind"`
	Title   string     `json:"title"`
	UseFor  string     `json:"use,omitempty"`
	Skill   ID         `json:"skill,omitempty"`
	ToLevel int        `json:"to,omitempty"`
	Course  ID         `json:"course,omitempty"`
	Mentor  ID         `json:"mentor,omitempty"`
	DueOn   Date       `json:"due"`
}

// PlanTerms are what is agreed of a plan: all that is meant to be done, and when it is talked about again. That something is done by
// now is no change of them; that it was dropped is.
type PlanTerms struct {
	ReviewOn Date       `json:"review,omitempty"`
	Actions  []PlanTerm `json:"actions"`
}

// PlanTermsOf are the terms of a plan with its actions, which are in the order of their addition.
func PlanTermsOf(p DevelopmentPlan, actions []PlanAction) PlanTerms {
	terms := PlanTerms{ReviewOn: p.ReviewOn, Actions: []PlanTerm{}}
	for _, a := range actions {
		if a.State == ActionDropped {
			continue
		}
		t := PlanTerm{ID: a.ID, Kind: a.Kind, Title: a.Title, UseFor: a.UseFor, DueOn: a.DueOn}
		t.Skill, t.Course, t.Mentor, t.ToLevel = orNone(a.CompetencyID), orNone(a.CourseID), orNone(a.MentorID), orNone(a.ToLevel)
		terms.Actions = append(terms.Actions, t)
	}
	return terms
}

func orNone[T any](value *T) (none T) {
	if value == nil {
		return none
	}
	return *value
}

// Text is how terms are kept. Two terms have the same text when they ask for the same.
func (t PlanTerms) Text() string {
	text, err := json.Marshal(t)
	if err != nil { // texts and numbers alone: there is nothing that JSON has no words for
		return ""
	}
	return string(text)
}

// PlanTermsIn reads terms as they are kept; of a text that was erased, none.
func PlanTermsIn(text string) (terms PlanTerms) {
	if json.Unmarshal([]byte(text), &terms) != nil {
		return PlanTerms{}
	}
	return terms
}

// PlanStanding is how far the two are with agreeing to a plan as it is now.
type PlanStanding string

// How far the two are.
const (
	PlanEmpty       PlanStanding = "empty"  // nothing is meant to be done
	PlanDrafted     PlanStanding = "draft"  // neither has agreed yet
	PlanWaitsPerson PlanStanding = "person" // the manager has agreed, the person has not
	PlanWaitsAgreed PlanStanding = "manager"
	PlanAgreed      PlanStanding = "agreed"
	PlanChanged     PlanStanding = "changed" // since somebody agreed
)

// StandingOf tells that of terms, and the newest agreement of each side, nil where there is none. Both must have agreed to
// exactly these terms.
func StandingOf(terms PlanTerms, person, manager *PlanAgreement) PlanStanding {
	text := terms.Text()
	byPerson, byManager := person != nil && person.Terms == text, manager != nil && manager.Terms == text
	switch {
	case len(terms.Actions) == 0 && person == nil && manager == nil:
		return PlanEmpty
	case byPerson && byManager:
		return PlanAgreed
	case byPerson:
		return PlanWaitsAgreed
	case byManager:
		return PlanWaitsPerson
	case person != nil || manager != nil:
		return PlanChanged
	}
	return PlanDrafted
}

// PlanTermChange is one way in which terms differ from those that were agreed.
type PlanTermChange struct {
	What  string // added, removed, changed, review
	Title string
}

// ChangedFrom tells how the terms differ from earlier ones.
func (t PlanTerms) ChangedFrom(was PlanTerms) (changes []PlanTermChange) {
	before := make(map[ID]PlanTerm, len(was.Actions))
	for _, a := range was.Actions {
		before[a.ID] = a
	}
	for _, a := range t.Actions {
		old, there := before[a.ID]
		switch {
		case !there:
			changes = append(changes, PlanTermChange{"added", a.Title})
		case old != a:
			changes = append(changes, PlanTermChange{"changed", a.Title})
		}
		delete(before, a.ID)
	}
	for _, a := range was.Actions {
		if _, gone := before[a.ID]; gone {
			changes = append(changes, PlanTermChange{"removed", a.Title})
		}
	}
	if t.ReviewOn != was.ReviewOn {
		changes = append(changes, PlanTermChange{What: "review"})
	}
	return changes
}

// PlanReminder says when somebody was last reminded of plans, their own or those of their people.
type PlanReminder struct {
	PersonID ID        `gorm:"primaryKey"`
	Side     Side      `gorm:"primaryKey"`
	SentAt   time.Time `gorm:"primaryKey"`
}

// Helper is somebody who may be asked for help with the skills that they hold. Who is none, is found by nobody.
type Helper struct {
	PersonID ID `gorm:"primaryKey"`
	Since    time.Time
}
