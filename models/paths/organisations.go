package paths

import "trellis/models"

// NewOrganisation adds an organisation.
const NewOrganisation = "/admin/organisations/new"

// EditOrganisation changes an organisation.
func EditOrganisation(code string) string { return at("admin", "organisations", code, "edit") }

// NewOrganisationLink links an organisation to another.
func NewOrganisationLink(code string) string { return at("admin", "organisations", code, "links") }

// OrganisationLink is one link of an organisation, which can be ended.
func OrganisationLink(code string, id models.ID) string {
	return at("admin", "organisations", code, "links", string(id))
}

// MergeOrganisation lets another organisation follow one.
func MergeOrganisation(code string) string { return at("admin", "organisations", code, "merge") }

// MovePeople lets people of an organisation go to work for another.
func MovePeople(code string) string { return at("admin", "organisations", code, "move") }
