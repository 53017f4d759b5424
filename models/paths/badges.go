package paths

import "strconv"

// The addresses of badges that stand for themselves.
const (
	DIDDocument = "/.well-known/did.json"
	VerifyFile  = "/verify/file"
	Keys        = "/admin/keys"
)

// StatusList is a list of the states of badges.
func StatusList(number int) string { return at("status", strconv.Itoa(number)) }

// Achievement says what the badges of a version of a course stand for.
func Achievement(course string, version int) string {
	return at("achievements", course+"."+strconv.Itoa(version))
}

// RecordFile is a record of one's own in another form: jwt, credential.json, png or svg.
func RecordFile(code, form string) string { return at("records", code+"."+form) }

// VerifyRecordFile is the badge of a shared record in one of its forms.
func VerifyRecordFile(code, form string) string { return at("verify", code+"."+form) }
