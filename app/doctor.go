package app

import (
	"context"
	"time"

	"trellis/app/doctor"
	"trellis/app/files"
	"trellis/app/outbox"
	"trellis/models/store"
)

// patience is how long the mail server may take to let the doctor in.
const patience = 10 * time.Second

// Doctor looks over the installation that is configured so. It opens the database itself, by the function given, when it
// comes to it. Unreadable are the settings that could not be read.
func Doctor(c Config, unreadable []doctor.Example, open func(context.Context) (*store.Store, error)) *doctor.Doctor {
	return &doctor.Doctor{
		Settings: doctor.Settings{
			DatabaseURL: c.DatabaseURL, Addr: c.Addr, BaseURL: c.BaseURL, Secret: c.Secret, SMTPURL: c.SMTPURL, MailFrom: c.MailFrom,
			TrustedProxies: c.TrustedProxies, Unreadable: unreadable,
		},
		Open:  open,
		Shelf: func() (files.Shelf, error) { return files.Open(c.FilesURL) },
		Reach: func(ctx context.Context) error { return outbox.Reach(ctx, c.SMTPURL, c.MailFrom, patience) },
	}
}
