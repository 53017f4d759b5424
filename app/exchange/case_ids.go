package exchange

import (
	"strings"

	"github.com/google/uuid"
)

// caseSpace is the space in which the identifiers of CASE are made that nothing else has given.
var caseSpace = uuid.MustParse("5d1b7b0e-3a52-4f43-9d7c-6a1f0c5f2a11")

// caseID is the identifier of a thing for CASE: the same each time it is written. CASE takes versions 1 to 5, and our own ids
// are of version 7. Without kind and code it is that of the version.
func caseID(framework, version, kind, code string) string {
	return uuid.NewSHA1(caseSpace, []byte(strings.Join([]string{framework, version, kind, code}, "\n"))).String()
}

// isCaseID tells whether an identifier is one that CASE takes.
func isCaseID(id string) bool {
	parsed, err := uuid.Parse(id)
	return err == nil && parsed.String() == id && parsed.Version() >= 1 && parsed.Version() <= 5 && parsed.Variant() == uuid.RFC4122
}
