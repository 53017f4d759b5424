package models

// OrganisationKind tells what an organisation is to the network.
type OrganisationKind string

// The kinds of organisation.
const (
	Network             OrganisationKind = "network" // runs this installation; gives completion records their provider
	Region              OrganisationKind = "region"
	System              OrganisationKind = "system"
	Cluster             OrganisationKind = "cluster"
	Provider            OrganisationKind = "provider"
	Authority           OrganisationKind = "authority"
	SupportUnit         OrganisationKind = "support_unit" // works for those that plan and buy care
	DecisionSupportUnit OrganisationKind = "decision_support_unit"
	Team                OrganisationKind = "team" // people of one or several organisations who work together
)

// IsTeam tells whether work is done in it, so that its lead sees the named skills of those in it.
func (k OrganisationKind) IsTeam() bool { return k == Team || k == DecisionSupportUnit }

// OrganisationKinds are all kinds.
func OrganisationKinds() []OrganisationKind {
	return []OrganisationKind{Network, Region, System, Cluster, Provider, Authority, SupportUnit, DecisionSupportUnit, Team}
}

// Organisation is a body that people work for or that a network counts by.
type Organisation struct {
	ID          ID
	Code        string
	Name        string
	ShortName   string
	Kind        OrganisationKind
	ODSCode     string
	Opened      Date
	Closed      Date
	SuccessorID *ID
}

// OrganisationState tells whether an organisation is there, as a list asks.
type OrganisationState string

// The states of an organisation.
const (
	OrganisationOpen   OrganisationState = "open"
	OrganisationClosed OrganisationState = "closed"
)

// OpenOn tells whether the organisation is there on the day.
func (o Organisation) OpenOn(day Date) bool { return o.Closed == "" || o.Closed > day }

// LinkKind tells how one organisation stands to another.
type LinkKind string

// The kinds of link.
const (
	PartOf LinkKind = "part_of"
	Serves LinkKind = "serves"
)

// Link says that an organisation is part of another, or serves it, for a time. A provider may serve several systems.
type Link struct {
	ID             ID
	OrganisationID ID
	OtherID        ID
	Kind           LinkKind
	Started        Date
	Ended          Date
}

// HoldsOn tells whether the link is there on the day.
func (l Link) HoldsOn(day Date) bool { return day.Within(l.Started, l.Ended) }

// SystemOf tells for each organisation to which system it belongs: itself, or the one that it is part of or serves, be it
// through others. One that belongs to several systems, or to none, has no entry. The links are current ones.
func SystemOf(organisations []Organisation, links []Link) map[ID]ID {
	isSystem := map[ID]bool{}
	for _, o := range organisations {
		isSystem[o.ID] = o.Kind == System
	}
	above := map[ID][]ID{}
	for _, l := range links {
		above[l.OrganisationID] = append(above[l.OrganisationID], l.OtherID)
	}
	systemOf := map[ID]ID{}
	for _, o := range organisations {
		found := map[ID]bool{}
		seen := map[ID]bool{}
		for next := []ID{o.ID}; len(next) > 0; next = next[1:] {
			switch id := next[0]; {
			case seen[id]:
			case isSystem[id]:
				found[id] = true
			default:
				next = append(next, above[id]...)
			}
			seen[next[0]] = true
		}
		if len(found) == 1 {
			for id := range found {
				systemOf[o.ID] = id
			}
		}
	}
	return systemOf
}

// Above are the organisations that one is part of or serves on the day, be it through others; itself left out.
func Above(links []Link, of ID, day Date) []ID {
	above := map[ID][]ID{}
	for _, l := range links {
		if l.HoldsOn(day) {
			above[l.OrganisationID] = append(above[l.OrganisationID], l.OtherID)
		}
	}
	var list []ID
	seen := map[ID]bool{of: true}
	for next := above[of]; len(next) > 0; next = next[1:] {
		if !seen[next[0]] {
			seen[next[0]] = true
			list = append(list, next[0])
			next = append(next, above[next[0]]...)
		}
	}
	return list
}
