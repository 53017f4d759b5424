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
)

// OrganisationKinds are all kinds.
func OrganisationKinds() []OrganisationKind {
	return []OrganisationKind{Network, Region, System, Cluster, Provider, Authority, SupportUnit, DecisionSupportUnit}
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
