// Package disclosure stands between a figure about a group and a reader who may not see the names behind it. Small
// numbers stay private: it says how much of a share may be shown.
package disclosure

import "strconv"

// Kind tells how much of a share is shown.
type Kind string

// The kinds. NoData is for nobody; Hidden is for fewer than HalfFrom; the halves for fewer than ShareFrom; the rest for more.
const (
	NoData     Kind = "no data"
	Hidden     Kind = "hidden"
	UnderHalf  Kind = "under half"
	HalfOrMore Kind = "half or more"
	Few        Kind = "few"
	NearlyAll  Kind = "nearly all"
	Exact      Kind = "exact"
)

// Edge is the count that is as good as none or, from the other end, all.
const Edge = 2

// Thresholds are the sizes of a group from which a half, and a share, may be told.
type Thresholds struct{ HalfFrom, ShareFrom int }

// Least are the lowest thresholds: a network may raise them, and nobody may go below.
func Least() Thresholds { return Thresholds{HalfFrom: 5, ShareFrom: 10} }

// Shown is what a reader may know of a share. AtTarget is 0 unless it is exact, and Base is 0 for groups under ShareFrom, so
// that nobody shows by mistake what stays private.
type Shown struct {
	Kind           Kind
	AtTarget, Base int
}

// Share says what may be shown of a part of a base. A part that cannot be is hidden.
func (t Thresholds) Share(atTarget, base int) Shown {
	switch {
	case base == 0 && atTarget == 0:
		return Shown{Kind: NoData}
	case base < t.HalfFrom, atTarget < 0, atTarget > base:
		return Shown{Kind: Hidden}
	case base < t.ShareFrom:
		return Shown{Kind: half(atTarget, base)}
	case atTarget <= Edge:
		return Shown{Kind: Few, Base: base}
	case base-atTarget <= Edge:
		return Shown{Kind: NearlyAll, Base: base}
	}
	return Shown{Kind: Exact, AtTarget: atTarget, Base: base}
}

func half(atTarget, base int) Kind {
	if atTarget*2 < base {
		return UnderHalf
	}
	return HalfOrMore
}

// Rest is what the share says of those who are not in the part. Half or more of them may be in it, so that of a range only
// one end says something of the rest.
func (s Shown) Rest() Shown {
	switch s.Kind {
	case Exact:
		return Shown{Kind: Exact, AtTarget: s.Base - s.AtTarget, Base: s.Base}
	case Few:
		return Shown{Kind: NearlyAll, Base: s.Base}
	case NearlyAll:
		return Shown{Kind: Few, Base: s.Base}
	case UnderHalf:
		return Shown{Kind: HalfOrMore}
	case HalfOrMore, Hidden:
		return Shown{Kind: Hidden}
	case NoData:
	}
	return s
}

// Told tells whether the count itself is shown.
func (s Shown) Told() bool { return s.Kind == Exact || s.Kind == NoData }

// Percent is the share of a count that is told, rounded; 0 for all others.
func (s Shown) Percent() int {
	if s.Kind != Exact {
		return 0
	}
	return (s.AtTarget*100 + s.Base/2) / s.Base
}

// String is the share in words: 8 of 14, Few of 14, Under half, Hidden.
func (s Shown) String() string {
	switch s.Kind {
	case Exact:
		return strconv.Itoa(s.AtTarget) + " of " + strconv.Itoa(s.Base)
	case Few:
		return "Few of " + strconv.Itoa(s.Base)
	case NearlyAll:
		return "Nearly all of " + strconv.Itoa(s.Base)
	case UnderHalf:
		return "Under half"
	case HalfOrMore:
		return "Half or more"
	case NoData:
		return "No data"
	case Hidden:
	}
	return "Hidden"
}
