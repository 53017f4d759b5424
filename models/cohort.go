package models

import "time"

// CohortState is where a cohort stands in its life. Running and finished follow from its dates.
type CohortState string

// The states of a cohort.
const (
	CohortDraft     CohortState = "draft"
	CohortOpen      CohortState = "open"
	CohortCancelled CohortState = "cancelled"
)

// Cohort is a dated run of a course.
type Cohort struct {
	ID       ID
	Code     string
	CourseID ID
	// ContentID is the earlier version of the course that the cohort keeps to its end; nil for the one taught now.
	ContentID *ID
	Name      string
	State     CohortState
	WayIn     WayIn
	Capacity  int
	// Overbook is how many more places may be given than the capacity, because some never come; mostly 0.
	Overbook int
	Minimum  int
	Opens    time.Time // of enrolment
	Closes   time.Time
	// OfferHours is how long a freed place is held for the first in line.
	OfferHours int
	Place      string
	JoinURL    string
	// Starts and Ends are those of the first and the last session; of an unscheduled cohort, between which it is expected.
	Starts time.Time
	Ends   time.Time
	// Unscheduled tells that the dates are not set: people wait, and are offered places once they are.
	Unscheduled bool
	// SharesUntil is when the places held for systems are released to everybody; nil where none are held.
	SharesUntil *time.Time
	// QuietHours is how long before the start no place is offered by itself any more.
	QuietHours int
	// CutoffHours is how long before the start a withdrawal begins to be late: it needs a reason then.
	CutoffHours int
	// RefuseClashes tells that nobody is enrolled who has another session at the time; otherwise they are warned.
	RefuseClashes   bool
	CancelledReason string
	CopiedFromID    *ID
	CreatedAt       time.Time
}

// Content is the version of the course that the cohort runs.
func (c Cohort) Content() ID {
	if c.ContentID != nil {
		return *c.ContentID
	}
	return c.CourseID
}

// Places is how many people may be placed or hold an offer at once.
func (c Cohort) Places() int { return c.Capacity + c.Overbook }

// OpenAt tells whether enrolment is open.
func (c Cohort) OpenAt(now time.Time) bool {
	return c.State == CohortOpen && !now.Before(c.Opens) && now.Before(c.Closes)
}

// FinishedAt tells whether the last session has ended.
func (c Cohort) FinishedAt(now time.Time) bool { return now.After(c.Ends) }

// Ask is somebody's wish for a place, before it is known whether there is one. Enrolment must be open.
func (c Cohort) Ask(person ID, now time.Time) (Enrolment, error) {
	if !c.OpenAt(now) {
		return Enrolment{}, Invalid{"cohort": "Enrolment for this cohort is closed"}
	}
	return Enrolment{CohortID: c.ID, PersonID: person, AppliedAt: now, ChangedAt: now}, nil
}

// Full tells whether a newcomer waits: no place is free, or others wait already.
func (c Cohort) Full(held, waiting int) bool { return c.Free(held) == 0 || waiting > 0 }

// Free is how many places nobody holds.
func (c Cohort) Free(held int) int { return max(c.Places()-held, 0) }

// Offer holds a freed place for the first in line until a time: the offer hours from now, or the start of the cohort if
// that is sooner.
func (c Cohort) Offer(e Enrolment, now time.Time) Offer { return c.OfferFor(e, c.OfferHours, now) }

// OfferFor is Offer with hours of its own.
func (c Cohort) OfferFor(e Enrolment, hours int, now time.Time) Offer {
	expires := now.Add(time.Duration(hours) * time.Hour)
	if c.Starts.Before(expires) {
		expires = c.Starts
	}
	return Offer{EnrolmentID: e.ID, MadeAt: now, ExpiresAt: expires}
}

// OffersAt tells whether freed places are offered by themselves: until the cohort starts, less its quiet hours, once it has
// dates.
func (c Cohort) OffersAt(now time.Time) bool {
	return c.OffersByHandAt(now) && now.Before(c.Starts.Add(-time.Duration(c.QuietHours)*time.Hour))
}

// QuietAt tells whether a free place waits for a trainer: it can be offered by hand, and none is by itself any more.
func (c Cohort) QuietAt(now time.Time) bool { return c.OffersByHandAt(now) && !c.OffersAt(now) }

// OffersByHandAt tells whether a trainer can offer a place: until the cohort starts, once it has dates.
func (c Cohort) OffersByHandAt(now time.Time) bool {
	return c.State == CohortOpen && !c.Unscheduled && now.Before(c.Starts)
}

// CohortStage is how far a cohort is in its life, by its state, the time, and how its places stand.
type CohortStage string

// The stages of a cohort, in their order.
const (
	StageDraft     CohortStage = "draft"
	StageExpected  CohortStage = "expected" // the dates are not set; people can say that they would come
	StageComing    CohortStage = "coming"   // people can enrol later
	StageOpen      CohortStage = "open"     // people can enrol, and there are places
	StageFull      CohortStage = "full"     // people can enrol, onto the waiting list
	StageClosed    CohortStage = "closed"   // nobody can enrol any more, and it has not started
	StageRunning   CohortStage = "running"
	StageFinished  CohortStage = "finished"
	StageCancelled CohortStage = "cancelled"
)

// CohortStages lists every stage.
func CohortStages() []CohortStage {
	return []CohortStage{StageDraft, StageExpected, StageComing, StageOpen, StageFull, StageClosed, StageRunning, StageFinished, StageCancelled}
}

// StageAt is how far the cohort is. Held counts places taken and on offer.
func (c Cohort) StageAt(now time.Time, held, waiting int) CohortStage {
	switch {
	case c.State == CohortDraft:
		return StageDraft
	case c.State == CohortCancelled:
		return StageCancelled
	case c.Unscheduled:
		return StageExpected
	case c.FinishedAt(now):
		return StageFinished
	case !now.Before(c.Starts):
		return StageRunning
	case now.Before(c.Opens):
		return StageComing
	case !now.Before(c.Closes):
		return StageClosed
	case c.Full(held, waiting):
		return StageFull
	}
	return StageOpen
}

// Session is a dated meeting of a cohort.
type Session struct {
	ID       ID
	CohortID ID
	UnitID   *ID
	Number   int
	Title    string
	Starts   time.Time
	Ends     time.Time
	Place    string
	JoinURL  string
	// Sequence rises with every change of time or place, as calendars ask.
	Sequence     int
	JoiningText  string // for those placed
	RecordingURL string
	FollowUp     string
	// RegisterVersion rises with every saved register, so that a stale save is seen.
	RegisterVersion int
}

// Minutes is how long the session lasts.
func (s Session) Minutes() int { return int(s.Ends.Sub(s.Starts) / time.Minute) }

// JoinOpens is when the link to join is shown to those placed.
func (s Session) JoinOpens() time.Time { return s.Starts.Add(-30 * time.Minute) }

// CallableOffAt tells whether the cohort can be called off: until it ends, if it has dates.
func (c Cohort) CallableOffAt(now time.Time) bool {
	return c.State != CohortCancelled && (c.Unscheduled || !c.FinishedAt(now))
}
