package models

import (
	"cmp"
	"slices"
	"time"
)

// Usefulness is how useful a session was for somebody's work.
type Usefulness string

// The answers to how useful a session was, rising.
const (
	NotUseful    Usefulness = "not"
	LittleUseful Usefulness = "little"
	QuiteUseful  Usefulness = "quite"
	VeryUseful   Usefulness = "very"
)

// Usefulnesses lists the answers in rising order.
func Usefulnesses() []Usefulness {
	return []Usefulness{NotUseful, LittleUseful, QuiteUseful, VeryUseful}
}

// Readiness is whether somebody could do at work what they learned.
type Readiness string

// The answers to whether somebody could do it at work, rising.
const (
	NotReady      Readiness = "no"
	ReadyWithHelp Readiness = "with_help"
	ReadyAlone    Readiness = "yes"
)

// Readinesses lists the answers in rising order.
func Readinesses() []Readiness { return []Readiness{NotReady, ReadyWithHelp, ReadyAlone} }

// Evaluation is what somebody said of a session, or of a course at its end. Nothing tells who: that somebody has said
// something is an EvaluationReceipt, and no time or order joins the two. Its id is random.
type Evaluation struct {
	ID        ID
	CohortID  ID
	SessionID *ID // exactly one of the two
	UnitID    *ID
	Useful    Usefulness
	Ready     Readiness
	Says      string
	// GivenOn is the day of the session, or the last of the cohort: never the one on which somebody wrote it.
	GivenOn Date
	// Released tells that it is among what is shown. Some are released together, so that none stands out.
	Released bool
}

// EvaluationReceipt says that somebody has evaluated a session, or a course at its end; not how.
type EvaluationReceipt struct {
	ID          ID
	EnrolmentID ID
	SessionID   *ID // exactly one of the two
	UnitID      *ID
	GivenOn     Date
}

// EvaluationAsk says that a letter has asked somebody what a session was like.
type EvaluationAsk struct {
	ID          ID
	SessionID   ID
	EnrolmentID ID
	AskedAt     time.Time
}

const (
	evaluationDays     = 30  // after a session, in which people say what it was like
	evaluationUnitDays = 365 // after the last session, for the evaluation of a course
	askedDays          = 14  // after a session, in which letters ask
	releasedWith       = 3   // replies that are shown together, at least, once some are
)

// EvaluatedAt tells whether people say at that time what the session was like: it has ended, and is not long over.
func (s Session) EvaluatedAt(now time.Time) bool {
	return !now.Before(s.Ends) && now.Before(s.Ends.AddDate(0, 0, evaluationDays))
}

// EvaluatedSince is when the sessions began to end of which people say now what they were like.
func EvaluatedSince(now time.Time) time.Time { return now.AddDate(0, 0, -evaluationDays) }

// AskedSince is when the sessions began to end of which letters ask now.
func AskedSince(now time.Time) time.Time { return now.AddDate(0, 0, -askedDays) }

// EvaluatedAt tells whether people say at that time what the whole course was like.
func (c Cohort) EvaluatedAt(now time.Time) bool {
	return c.State == CohortOpen && !c.Unscheduled && !now.Before(c.Ends) && now.Before(c.Ends.AddDate(0, 0, evaluationUnitDays))
}

// Releases tells whether the replies that wait can be shown beside those that are: the first ones once there are as many as
// a group needs, and later ones some at a time, so that who looks before and after sees no single one come.
func Releases(shown, waiting, from int) bool {
	if shown == 0 {
		return waiting >= from
	}
	return waiting >= releasedWith
}

// AskedAs tells as whom somebody is asked what came of a course.
type AskedAs string

// As whom somebody is asked.
const (
	AskedAsLearner AskedAs = "learner"
	AskedAsManager AskedAs = "manager"
)

// Transfer is whether what was learned was used at work.
type Transfer string

// The answers to whether it was used; the empty one is none yet.
const (
	UsedIt      Transfer = "yes"
	UsedPartly  Transfer = "partly"
	UsedNot     Transfer = "no"
	UsedUnknown Transfer = "unknown" // a manager who does not know
)

// Days after a completion: from when on people are asked what came of it, and from when on no more.
const (
	FollowUpWait = 12 * 7
	followUpLast = 130
)

// FollowUpDays are the first and the last day of completion of what is asked about on a day.
func FollowUpDays(today Date) (from, until Date) {
	return today.AddDays(-followUpLast + 1), today.AddDays(-FollowUpWait)
}

// Transfers lists the answers to whether it was used. A manager may also not know.
func Transfers(as AskedAs) []Transfer {
	list := []Transfer{UsedIt, UsedPartly, UsedNot}
	if as == AskedAsManager {
		list = append(list, UsedUnknown)
	}
	return list
}

// Barrier is what stops somebody from using what they can. The empty Barrier was not asked.
type Barrier string

// The barriers.
const (
	NoTime       Barrier = "no_time"
	NoData       Barrier = "no_data"
	NoSoftware   Barrier = "no_software"
	NobodyAsked  Barrier = "nobody_asked"
	OtherBarrier Barrier = "other"
)

// Barriers lists the barriers.
func Barriers() []Barrier { return []Barrier{NoTime, NoData, NoSoftware, NobodyAsked, OtherBarrier} }

// Known tells whether it is one of the barriers.
func (b Barrier) Known() bool { return slices.Contains(Barriers(), b) }

// FollowUp asks, 12 weeks after a completion, whether the skill is used: once of the learner, and once of the manager.
type FollowUp struct {
	ID                 ID
	CompletionRecordID ID
	CourseID           ID
	PersonID           ID // who is asked
	AskedAs            AskedAs
	AskedAt            time.Time
	Used               Transfer
	UsedOn             string // on what
	Stopped            Barrier
	Says               string     // more about it
	AnsweredAt         *time.Time // when it was first answered
}

// followUpOpen is how many days an answer can be changed.
const followUpOpen = 14

// ChangeableAt tells whether the answer can still be given, or changed.
func (f FollowUp) ChangeableAt(now time.Time) bool {
	return f.AnsweredAt == nil || now.Before(f.AnsweredAt.AddDate(0, 0, followUpOpen))
}

// Changed is the follow-up with another answer. The time of the first one stays.
func (f FollowUp) Changed(used Transfer, usedOn string, stopped Barrier, says string, now time.Time) FollowUp {
	f.Used, f.UsedOn, f.Stopped, f.Says = used, usedOn, stopped, says
	if f.AnsweredAt == nil {
		f.AnsweredAt = &now
	}
	return f
}

// followUpsWith is how many follow-ups are added to the figures at once.
const followUpsWith = 5

// FollowUpFigures counts what was answered, in steps: the newest answers wait until there are enough for another step.
type FollowUpFigures struct {
	Base     int
	Used     map[Transfer]int
	Barriers map[Barrier]int
	UsedOn   []string // by the alphabet, which tells nothing of who wrote it
	Says     []string
}

// CountFollowUps counts the answers that can no longer change, in the order in which they were given; from is the least that
// are counted.
func CountFollowUps(answered []FollowUp, from int, now time.Time) FollowUpFigures {
	final := slices.DeleteFunc(slices.Clone(answered), func(f FollowUp) bool { return f.AnsweredAt == nil || f.ChangeableAt(now) })
	slices.SortFunc(final, func(a, b FollowUp) int {
		return cmp.Or(a.AnsweredAt.Compare(*b.AnsweredAt), cmp.Compare(a.ID, b.ID))
	})
	final = final[:len(final)/followUpsWith*followUpsWith]
	figures := FollowUpFigures{Used: map[Transfer]int{}, Barriers: map[Barrier]int{}}
	if len(final) < from {
		return figures
	}
	figures.Base = len(final)
	for _, f := range final {
		figures.Used[f.Used]++
		if f.Stopped != "" {
			figures.Barriers[f.Stopped]++
		}
		if f.UsedOn != "" {
			figures.UsedOn = append(figures.UsedOn, f.UsedOn)
		}
		if f.Says != "" {
			figures.Says = append(figures.Says, f.Says)
		}
	}
	slices.Sort(figures.UsedOn)
	slices.Sort(figures.Says)
	return figures
}
