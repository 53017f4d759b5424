package paths

import "strings"

// The addresses of calendars and of what letters say.
const (
	Calendar      = "/account/calendar"
	EndCalendar   = "/account/calendar/end"
	Notifications = "/account/notifications"
	Letters       = "/admin/letters"
)

// Feed is the personal calendar that the token opens.
func Feed(token string) string { return at("calendar", token+".ics") }

// Letter changes what a kind of letter says.
func Letter(kind string) string { return at("admin", "letters", letterSlug(kind)) }

// letterSlug is a kind of letter as an address has it.
func letterSlug(kind string) string {
	return strings.NewReplacer("/", "-", "_", "-").Replace(strings.TrimPrefix(kind, "mail."))
}

// RestoreLetter gives a kind of letter the product's own words again.
func RestoreLetter(kind string) string { return at("admin", "letters", letterSlug(kind), "restore") }

// TryAgain lets a job that failed run again now.
func TryAgain(job string) string { return at("admin", "outbox", "jobs", job, "again") }
