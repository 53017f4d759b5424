package models

import "time"

// TeamNeed says that a team needs at least so many people at a level in a competency. The team is one in which work is done, or
// the people of a manager: exactly one of the two is named.
type TeamNeed struct {
	ID             ID
	OrganisationID *ID
	ManagerID      *ID
	CompetencyID   ID
	Level          int
	People         int
	MixID          ID // what it was added together with; empty for one that was added by itself
	Revision       int
	ChangedAt      time.Time
}

// Of is the team: the id of the organisation, or of the manager.
func (n TeamNeed) Of() ID {
	if n.OrganisationID != nil {
		return *n.OrganisationID
	}
	if n.ManagerID != nil {
		return *n.ManagerID
	}
	return ""
}

// MostNeeded is how many people a need may ask for.
const MostNeeded = 200

// Coverage tells how well a need is met.
type Coverage string

// The coverages, the weakest first.
const (
	NeedGap     Coverage = "gap"     // fewer than are needed
	NeedThin    Coverage = "thin"    // exactly as many as are needed, or only one
	NeedCovered Coverage = "covered" // more than are needed
)

// Coverages lists them, the weakest first.
func Coverages() []Coverage { return []Coverage{NeedGap, NeedThin, NeedCovered} }

// CoverageOf is how well so many people at the level meet a need.
func CoverageOf(have, need int) Coverage {
	switch {
	case have < need:
		return NeedGap
	case have == need, have == 1:
		return NeedThin
	}
	return NeedCovered
}

// LeansOnOne tells whether a team has exactly one person at the level.
func LeansOnOne(have int) bool { return have == 1 }

// Remedy is how a team can come to hold what it lacks.
type Remedy string

// The remedies, in the order in which they are thought of.
const (
	RemedyTrain  Remedy = "train"
	RemedyBorrow Remedy = "borrow"
	RemedyHire   Remedy = "hire"
)

// Reach is what stands within reach of a team that lacks somebody at a level.
type Reach struct {
	Near    int // members who are one level below
	Wishing int // members below the level who said that they would like to learn it
	Courses int // that bring people to the level
	Free    int // places on their cohorts to come
	Lenders int // other units nearby that hold more than they need
}

// Advice is the way that is suggested: to train, when somebody is one level below or wishes to learn it, and a course that
// reaches the level has a free place; else to borrow, when a unit nearby can spare somebody; else to train and wait for a place, when
// somebody is near or wishes and a course is there; else to hire.
func (r Reach) Advice() Remedy {
	learners := r.Near+r.Wishing > 0
	switch {
	case learners && r.Courses > 0 && r.Free > 0:
		return RemedyTrain
	case r.Lenders > 0:
		return RemedyBorrow
	case learners && r.Courses > 0:
		return RemedyTrain
	}
	return RemedyHire
}

// MixLine is one line of a mix of skills: so many people at a level in the competency with the code.
type MixLine struct {
	Code          string
	Level, People int
}

// Mix is a mix of skills that a team may take over.
type Mix struct {
	Code, Name string
	Says       string // for whom it is meant
	Lines      []MixLine
}

// Mixes are the mixes for decision support units that come with the product. Their codes are those of the starter
// framework.
func Mixes() []Mix { return mixes }

var mixes = []Mix{
	{
		Code: "small", Name: "Small decision support unit",
		Says: "About six people: each does more than one thing, and somebody can stand in for each. Modelling and economics are borrowed",
		Lines: []MixLine{
			{"DS1", 3, 2},
			{"DS3", 3, 2},
			{"DS6", 3, 1},
			{"TA1", 3, 3},
			{"TA2", 3, 2},
			{"TA3", 3, 2},
			{"DE2", 3, 2},
			{"DE3", 2, 3},
			{"EV1", 3, 1},
			{"EV2", 3, 1},
			{"EV5", 2, 2},
			{"CS1", 3, 2},
			{"CS2", 3, 2},
			{"CS5", 3, 2},
			{"IG1", 2, 4},
			{"IG2", 3, 1},
			{"QP1", 2, 3},
			{"QP3", 3, 1},
		},
	},
	{
		Code: "full", Name: "Full decision support unit",
		Says: "About fifteen people: evaluation, modelling, evidence and economics are all done here, by more than one person each",
		Lines: []MixLine{
			{"DS1", 3, 4},
			{"DS3", 3, 4},
			{"DS4", 3, 2},
			{"DS6", 3, 3},
			{"TA1", 3, 6},
			{"TA2", 3, 4},
			{"TA3", 3, 4},
			{"TA4", 3, 2},
			{"TA5", 3, 2},
			{"TA6", 3, 2},
			{"TA7", 3, 2},
			{"DE2", 3, 4},
			{"DE3", 3, 3},
			{"DE4", 3, 2},
			{"EV1", 3, 2},
			{"EV2", 3, 2},
			{"EV3", 3, 2},
			{"EV4", 3, 2},
			{"EV5", 3, 2},
			{"EV6", 3, 2},
			{"EV7", 3, 1},
			{"CS1", 3, 4},
			{"CS2", 3, 4},
			{"CS3", 3, 2},
			{"CS5", 3, 4},
			{"LE2", 3, 2},
			{"LE4", 3, 2},
			{"IG1", 3, 2},
			{"IG2", 3, 2},
			{"IG3", 3, 1},
			{"QP1", 3, 3},
			{"QP3", 3, 2},
			{"QP4", 3, 2},
		},
	},
	{
		Code: "evaluation", Name: "Evaluation and evidence team",
		Says: "About four people who evaluate and review evidence for others",
		Lines: []MixLine{
			{"EV1", 3, 2},
			{"EV2", 3, 2},
			{"EV3", 3, 1},
			{"EV4", 3, 2},
			{"EV5", 3, 2},
			{"EV6", 3, 1},
			{"EV7", 2, 1},
			{"DS1", 3, 2},
			{"CS1", 3, 2},
			{"IG4", 2, 1},
			{"QP4", 2, 2},
		},
	},
}

// Distance tells how far two teams are from each other.
type Distance int

// The distances, the nearest first. TooFar is no neighbour.
const (
	SameSystem Distance = iota + 1
	SameCluster
	SameRegion
	TooFar
)

// DistanceOf says how near two organisations are: the nearest kind of organisation that both are part of or serve, be it
// through others. Above holds what stands above each.
func DistanceOf(kinds map[ID]OrganisationKind, one, other []ID) Distance {
	shared := map[OrganisationKind]bool{}
	stands := map[ID]bool{}
	for _, id := range one {
		stands[id] = true
	}
	for _, id := range other {
		if stands[id] {
			shared[kinds[id]] = true
		}
	}
	switch {
	case shared[System]:
		return SameSystem
	case shared[Cluster]:
		return SameCluster
	case shared[Region]:
		return SameRegion
	}
	return TooFar
}
