// Package app is what the product does. Its packages are the areas; the list of their files is the list of use cases.
package app

import (
	"context"
	"log/slog"
	"sync"

	"trellis/app/access"
	"trellis/app/attendance"
	"trellis/app/calendar"
	"trellis/app/courses"
	"trellis/app/exchange"
	"trellis/app/files"
	"trellis/app/frameworks"
	"trellis/app/learning"
	"trellis/app/needs"
	"trellis/app/outbox"
	"trellis/app/people"
	"trellis/app/plans"
	"trellis/app/privacy"
	"trellis/app/progress"
	"trellis/app/records"
	"trellis/app/reports"
	"trellis/app/settings"
	"trellis/app/skills"
	"trellis/models/store"
)

// App is the product over one store: an area a field.
type App struct {
	Access     *access.Service
	People     *people.Service
	Learning   *learning.Service
	Attendance *attendance.Service
	Progress   *progress.Service
	Courses    *courses.Service
	Calendar   *calendar.Service
	Skills     *skills.Service
	Needs      *needs.Service
	Frameworks *frameworks.Service
	Plans      *plans.Service
	Records    *records.Service
	Reports    *reports.Service
	Exchange   *exchange.Service
	Privacy    *privacy.Service
	Settings   *settings.Service
	Outbox     *outbox.Worker
	Config     Config

	again sync.Mutex
}

// New wires the areas to the store and to the shelf for files, and the worker to the kinds of job that the areas owe.
func New(s *store.Store, c Config, letters Letters, post outbox.Post, shelf files.Shelf) *App {
	known := people.New(s)
	a := &App{
		Access:     access.New(s, c.access()),
		People:     known,
		Learning:   &learning.Service{Store: s, BaseURL: c.BaseURL, Looked: known.Looked, Shelf: shelf},
		Attendance: &attendance.Service{Store: s, BaseURL: c.BaseURL},
		Progress:   &progress.Service{Store: s, BaseURL: c.BaseURL, Shelf: shelf},
		Calendar:   &calendar.Service{Store: s, BaseURL: c.BaseURL, MailFrom: c.MailFrom},
		Courses:    &courses.Service{Store: s, Shelf: shelf},
		Skills:     &skills.Service{Store: s, Looked: known.Looked, BaseURL: c.BaseURL},
		Plans:      &plans.Service{Store: s, Looked: known.Looked, BaseURL: c.BaseURL},
		Needs:      &needs.Service{Store: s},
		Frameworks: &frameworks.Service{Store: s, BaseURL: c.BaseURL, Digest: exchange.Digest},
		Records:    &records.Service{Store: s, BaseURL: c.BaseURL, Secret: c.Secret},
		Reports:    &reports.Service{Store: s},
		Exchange:   &exchange.Service{Store: s, BaseURL: c.BaseURL},
		Privacy:    &privacy.Service{Store: s, Shelf: shelf, Leave: learning.LeaveAll},
		Settings:   &settings.Service{Store: s, SecondFactor: c.access().SecondFactor},
		Config:     c,
	}
	a.Outbox = outbox.New(s, post, a.kinds(letters))
	return a
}

// Work does what is owed, by events and by the calendar, and writes down who looked at whom, until the context ends.
func (a *App) Work(ctx context.Context) {
	slog.InfoContext(ctx, "worker started")
	var others sync.WaitGroup
	others.Go(func() { a.Access.Keep(ctx) })
	others.Go(func() { a.People.KeepLooks(ctx) })
	others.Go(func() { a.Records.KeepUses(ctx) })
	others.Go(func() { a.Reports.KeepDay(ctx) })
	others.Go(func() { a.Privacy.KeepRules(ctx) })
	others.Go(func() { a.Calendar.KeepTime(ctx) })
	others.Go(func() { a.Progress.KeepAsking(ctx) })
	others.Go(func() { a.Records.KeepPastLearning(ctx) })
	others.Go(func() { a.Records.KeepBadges(ctx) })
	others.Go(func() { a.Frameworks.KeepEnds(ctx) })
	others.Go(func() { a.Skills.KeepReminding(ctx) })
	others.Go(func() { a.Plans.KeepReminding(ctx) })
	a.Outbox.Run(ctx)
	others.Wait()
}
