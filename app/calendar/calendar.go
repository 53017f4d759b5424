// Package calendar is what people's calendars are told: invitations to sessions, files to download, a personal address, and
// reminders.
package calendar

import (
	"net/mail"
	"net/url"

	"trellis/models"
	"trellis/models/store"
)

// Service does what the area can do.
type Service struct {
	Store    *store.Store
	BaseURL  string
	MailFrom string // whose mailbox invites; "" without a mail server
}

// host is that of the installation's address: under it sessions have the names that calendars know them by.
func (s *Service) host() string {
	if u, err := url.Parse(s.BaseURL); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "trellis"
}

// uid is the name by which calendars know a session, for good.
func (s *Service) uid(session models.ID) string { return string(session) + "@" + s.host() }

// organiser is the mailbox that invites.
func (s *Service) organiser() mail.Address {
	if from, err := mail.ParseAddress(s.MailFrom); err == nil {
		return *from
	}
	return mail.Address{Address: "trellis@" + s.host()}
}
