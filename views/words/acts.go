package words

import (
	"maps"
	"slices"
	"strings"
)

// acts are what events say was done, in plain words.
var acts = map[string]string{ //nolint:gosec // what is said of passwords and codes is none
	"answer.saved":                 "Saved an answer",
	"assessment.confirmed":         "Confirmed an assessment",
	"assessment.differed":          "Answered an assessment with another level",
	"assessment.sent":              "Sent a self-assessment",
	"cohort.cancelled":             "Called off a cohort",
	"cohort.planned":               "Planned a cohort",
	"correction.asked":             "Said that the manager shown is wrong",
	"correction.done":              "Accepted a correction",
	"correction.refused":           "Did not accept a correction",
	"courses.imported":             "Imported courses",
	"data.exported":                "Downloaded everything about a person",
	"delegation.ended":             "Ended that somebody acts for a manager",
	"delegation.given":             "Let somebody act for a manager",
	"demo.filled":                  "Filled the demonstration",
	"device.ended":                 "Signed a browser out",
	"email.asked":                  "Asked to change their email address",
	"email.changed":                "Changed their email address",
	"enrolment.applied":            "Asked to join",
	"enrolment.cancelled":          "Called off an enrolment",
	"enrolment.completed":          "Recorded a course as completed",
	"enrolment.declined":           "Turned an offer down",
	"enrolment.lapsed":             "An offer ran out",
	"enrolment.not_completed":      "Recorded a course as not finished",
	"enrolment.offered":            "Offered a place",
	"enrolment.placed":             "Enrolled",
	"enrolment.refused":            "Did not approve an enrolment",
	"enrolment.waiting":            "Joined a waiting list",
	"enrolment.withdrawn":          "Cancelled an enrolment",
	"framework.imported":           "Imported a framework",
	"framework.published":          "Published a framework",
	"grant.ended":                  "Ended a role",
	"grant.given":                  "Gave a role",
	"hold.lifted":                  "Lifted a hold",
	"hold.placed":                  "Placed a hold",
	"identity.connected":           "Connected single sign-on",
	"identity.disconnected":        "Disconnected single sign-on",
	"import.begun":                 "Brought a file to import",
	"import.stopped":               "Stopped an import",
	"import.undone":                "Undid an import",
	"interest.kept":                "Asked to hear of new dates",
	"link.made":                    "Made a sign-in link",
	"link.sent":                    "Sent a link",
	"link.used":                    "Used a link",
	"log_entry.added":              "Logged learning",
	"log_entry.changed":            "Changed a log entry",
	"manager.changed":              "Named another manager",
	"manager.unknown":              "Said that the manager is not known",
	"network.generated":            "Filled a synthetic network",
	"organisation.added":           "Added an organisation",
	"organisation.changed":         "Changed an organisation",
	"organisation.linked":          "Linked an organisation",
	"organisation.merged":          "Merged an organisation",
	"organisation.people_moved":    "Moved people to another organisation",
	"organisation.unlinked":        "Ended a link of an organisation",
	"organisations.imported":       "Imported organisations",
	"pair.made":                    "Came as a pair",
	"password.changed":             "Changed a password",
	"password.reset":               "Set a new password by a link",
	"people.imported":              "Imported people",
	"person.added":                 "Added a person",
	"person.erased":                "Erased a person",
	"person.invited":               "Sent an invitation",
	"person.renamed":               "Changed their name",
	"person.signed_in":             "Signed in",
	"person.signed_out_everywhere": "Signed out everywhere",
	"person.welcomed":              "Confirmed who they are",
	"post.added":                   "Added a post",
	"post.changed":                 "Changed a post",
	"post.ended":                   "Ended a post",
	"post.moved":                   "Moved a post",
	"record.issued":                "Issued a completion record",
	"record.shared":                "Shared a completion record",
	"record.unshared":              "Stopped sharing a completion record",
	"record.withdrawn":             "Withdrew a completion record",
	"recovery_code.used":           "Used a recovery code",
	"recovery_codes.made":          "Made new recovery codes",
	"register.saved":               "Saved a register",
	"retention.accepted":           "Accepted a rule of retention",
	"retention.applied":            "A rule of retention removed what was due",
	"retention.changed":            "Changed a rule of retention",
	"retention.stopped":            "Stopped a rule of retention",
	"second_factor.reset":          "Reset a second factor",
	"second_factor.set_up":         "Set up a second factor",
	"second_factor.turned_off":     "Turned a second factor off",
	"settings.changed":             "Changed the settings",
	"sign_up.approved":             "Let somebody in",
	"sign_up.confirmed":            "Asked to be let in",
	"sign_up.refused":              "Did not let somebody in",
	"unit.passed":                  "Accepted an assignment",
	"unit.unpassed":                "Took back that an assignment was accepted",
}

// Act says in plain words what an event says was done; the act itself where there are no words for it.
func Act(act string) string {
	if said, known := acts[act]; known {
		return said
	}
	return act
}

// Acts are the acts that have words, in the order of the words.
func Acts() []string {
	return slices.SortedFunc(maps.Keys(acts), func(a, b string) int { return strings.Compare(acts[a], acts[b]) })
}
