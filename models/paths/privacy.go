package paths

import "trellis/models"

// The addresses of what is kept about people, who sees it, and how long.
const (
	AccountDataFile = "/account/data.zip"
	WhoSeesMe       = "/account/who-sees-me"
	Corrections     = "/admin/corrections"
)

// CorrectPost says that the manager of one of one's posts is wrong.
func CorrectPost(post models.ID) string { return at("account", "posts", string(post), "manager") }

// RetentionRule is one rule, with what it would do now.
func RetentionRule(kind models.RetentionKind) string { return at("admin", "retention", string(kind)) }

// AcceptRetention lets a rule act.
func AcceptRetention(kind models.RetentionKind) string { return RetentionRule(kind) + "/accept" }

// StopRetention lets a rule act no more.
func StopRetention(kind models.RetentionKind) string { return RetentionRule(kind) + "/stop" }

// Correction is one correction, to be decided.
func Correction(id models.ID) string { return at("admin", "corrections", string(id)) }

// PersonData is everything that is kept about a person, to be looked through before it is handed out.
func PersonData(person models.ID) string { return Person(person) + "/data" }

// PersonDataFile is the same as a file.
func PersonDataFile(person models.ID) string { return Person(person) + "/data.zip" }

// PersonHold is where everything of a person is held, whatever the rules say.
func PersonHold(person models.ID) string { return Person(person) + "/hold" }

// LiftHold lets the rules act on a person again.
func LiftHold(person models.ID) string { return PersonHold(person) + "/lift" }

// ErasePerson says what erasing a person forgets and what stays.
func ErasePerson(person models.ID) string { return Person(person) + "/erase" }

// EraseForGood is the second step.
func EraseForGood(person models.ID) string { return ErasePerson(person) + "/confirm" }
