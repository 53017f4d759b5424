package exchange

import (
	"slices"
	"strings"
)

// Properties that are read, or say nothing that would be missed.
var (
	caseAbout = []string{
		"identifier", "uri", "title", "creator", "publisher", "version", "language", "licenseURI", "description", "notes", "officialSourceURL",
		"lastChangeDateTime", "CFPackageURI", "caseVersion", "adoptionStatus", "extensions",
	}
	caseTold = []string{
		"identifier", "uri", "fullStatement", "abbreviatedStatement", "humanCodingScheme", "notes", "CFItemType", "CFItemTypeURI", "conceptKeywords",
		"lastChangeDateTime", "CFDocumentURI", "CFItemAssociationURI", "extensions",
	}
)

// leftOut counts the properties of a thing that have no place here.
func (r *caseReader) leftOut(v *value, of string, told []string) {
	for _, m := range v.members {
		if slices.Contains(told, m.name) || m.value.kind == aNull || m.value.kind == aText && m.value.text == "" {
			continue
		}
		if m.name == "language" && strings.EqualFold(m.value.text, r.c.Version.Language) {
			continue
		}
		r.untold[of+"."+m.name]++
	}
}
