package paths

import "trellis/models"

// NetworkTraining is what the training of the network needs.
const NetworkTraining = "/network/training"

// NetworkCalendar is the calendar of all cohorts.
const NetworkCalendar = "/network/training/calendar"

// NetworkSupply is demand against supply, by competency.
const NetworkSupply = "/network/training/supply"

// Announce is the page on which a trainer writes to the people of a cohort.
func Announce(code string) string { return at("teaching", "cohorts", code, "message") }

// InviteDemand is the page on which those are invited whom a cohort would help.
func InviteDemand(code string) string { return at("teaching", "cohorts", code, "invite") }

// MovePerson is the page on which somebody is moved to another cohort.
func MovePerson(code string, enrolment models.ID) string {
	return at("teaching", "cohorts", code, "people", string(enrolment), "move")
}

// RemovePerson is the page on which somebody is taken off a cohort.
func RemovePerson(code string, enrolment models.ID) string {
	return at("teaching", "cohorts", code, "people", string(enrolment), "remove")
}
