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
	SupportUnit         OrganisationKind = "support_unit" // a commissioning support unit
	DecisionSupportUnit OrganisationKind = "decision_support_unit"
)

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

// Link says that an organisation is part of another, or serves it, for a time. An ambulance trust serves six systems.
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
