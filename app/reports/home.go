package reports

import (
	"context"
	"errors"
	"slices"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// About is what a home page says of a person beside their courses and skills.
type About struct {
	Title        string // of the post held longest
	Organisation string
	Minutes      int // logged since the year began in April
	Records      int
	Partners     []store.Partner
	Activity     []Activity
	Asks         []models.Ask // what others asked of them
}

// ActivityKind tells what happened.
type ActivityKind string

// The kinds of activity.
const (
	RecordIssued ActivityKind = "record"
	Logged       ActivityKind = "log"
	Confirmed    ActivityKind = "confirmed"
	Differed     ActivityKind = "differed"
)

// Activity is one thing that happened to a person lately.
type Activity struct {
	Kind    ActivityKind
	What    string // course, title of the entry, or competency
	Minutes int
	By      string // manager
	At      time.Time
}

// recent is how many things the home page tells of.
const recent = 4

// About gathers what the home page says of the actor.
func (s *Service) About(ctx context.Context, actor models.Actor) (About, error) {
	about := About{}
	now := s.Store.Now()
	if len(actor.Posts) > 0 {
		at, err := s.Store.Organisation(ctx, actor.Posts[0].OrganisationID)
		if err != nil {
			return about, err
		}
		about.Title, about.Organisation = actor.Posts[0].Title, at.Name
	}
	var problems [5]error
	about.Minutes, problems[0] = s.minutes(ctx, actor.ID)
	about.Records, problems[1] = s.Store.CountRecords(ctx, actor.ID)
	about.Partners, problems[2] = s.Store.Partners(ctx, actor.ID, now)
	about.Activity, problems[3] = s.activity(ctx, actor.ID)
	about.Asks, problems[4] = s.Store.Asks(ctx, actor.ID)
	return about, errors.Join(problems[:]...)
}

// minutes adds up what a person has logged in this training year.
func (s *Service) minutes(ctx context.Context, person models.ID) (int, error) {
	kinds, err := s.Store.LoggedSince(ctx, person, models.TrainingYear(s.Store.Today()))
	minutes := 0
	for _, kind := range kinds {
		minutes += kind.Minutes
	}
	return minutes, err
}

func (s *Service) activity(ctx context.Context, person models.ID) ([]Activity, error) {
	records, err := s.Store.LatestRecords(ctx, person, recent)
	if err != nil {
		return nil, err
	}
	logged, err := s.Store.LogEntries(ctx, person, models.PageAt{Size: recent})
	if err != nil {
		return nil, err
	}
	answered, err := s.Store.LatestAnswered(ctx, person, recent)
	if err != nil {
		return nil, err
	}
	var list []Activity
	for _, r := range records {
		list = append(list, Activity{Kind: RecordIssued, What: r.CourseTitle, At: r.IssuedAt})
	}
	for _, e := range logged.Rows {
		list = append(list, Activity{Kind: Logged, What: e.Title, Minutes: e.Minutes, At: e.LearnedOn.Time()})
	}
	for _, a := range answered {
		kind := Differed
		if a.Agrees {
			kind = Confirmed
		}
		list = append(list, Activity{Kind: kind, What: a.Competency, By: a.Manager, At: a.CreatedAt})
	}
	slices.SortStableFunc(list, func(a, b Activity) int { return b.At.Compare(a.At) })
	return list[:min(len(list), recent)], nil
}
