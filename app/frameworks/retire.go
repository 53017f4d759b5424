package frameworks

import (
	"context"
	"log/slog"
	"time"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// Retire says when a published version ends, and why, as it was typed.
type Retire struct {
	Cutoff  string `form:"cutoff" validate:"required,datetime=2006-01-02" problem:"required=Enter the last day on which somebody can be put on it|datetime=Enter the day as a date, such as 2027-03-31"`
	Retires string `form:"retires" validate:"required,datetime=2006-01-02" problem:"required=Enter its last day|datetime=Enter the day as a date, such as 2027-06-30"`
	Because string `form:"because" validate:"required,max=1000" problem:"required=Enter why it ends: people read it|max=Use 1,000 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// RetirePage is the page on which the end of a version is announced, or called off.
type RetirePage struct {
	Framework models.Framework
	Version   models.FrameworkVersion
	People    int // who have a role of it
	Announced bool
}

// RetirePage is that page. models.ErrNotFound for a draft.
func (s *Service) RetirePage(ctx context.Context, actor models.Actor, code, version string) (page RetirePage, err error) {
	if page.Version, err = endable(ctx, s.Store.Reads, actor, code, version); err != nil {
		return page, err
	}
	if page.Framework, err = s.Store.Framework(ctx, page.Version.FrameworkID); err != nil {
		return page, err
	}
	page.Announced = page.Version.Retires != ""
	page.People, err = s.Store.PeopleOnVersion(ctx, page.Version.ID, s.Store.Today())
	return page, err
}

// endable is a version that was published, and that the actor may end.
func endable(ctx context.Context, r store.Reads, actor models.Actor, code, version string) (models.FrameworkVersion, error) {
	v, err := publishable(ctx, r, actor, code, version)
	if err == nil && v.PublishedAt == nil {
		err = models.ErrNotFound
	}
	return v, err
}

// Retire announces when a version ends. Everybody whose role is of it is told once, and so are their managers.
func (s *Service) Retire(ctx context.Context, actor models.Actor, code, version string, in Retire) error {
	in.Because = input.Tidy(in.Because)
	problems, err := input.Problems(in)
	if err != nil {
		return err
	}
	problems.Add(input.Patients(in.NotNHSNumber, input.Text{Field: "because", Text: in.Because}))
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		v, err := endable(ctx, tx.Reads, actor, code, version)
		if err != nil {
			return err
		}
		if v, err = tx.LockVersion(ctx, v.ID); err != nil {
			return err
		}
		in.weigh(v, models.DateOf(tx.Now()), problems)
		if err := problems.OrNil(); err != nil {
			return err
		}
		v.Cutoff, v.Retires, v.RetiresBecause = models.Date(in.Cutoff), models.Date(in.Retires), in.Because
		if err := tx.KeepEnding(ctx, v); err != nil {
			return err
		}
		return tx.Publish(ctx, about("framework.end_announced", actor, v.ID), models.Job{Kind: models.SpreadEnding, SubjectID: v.ID})
	})
}

// weigh adds what is wrong with the days, for that version.
func (in Retire) weigh(v models.FrameworkVersion, today models.Date, problems models.Invalid) {
	if v.State == models.Retired {
		problems.Add(models.Invalid{"retires": "This version has ended already"})
	}
	if v.State == models.Published && v.Retires != "" {
		problems.Add(models.Invalid{"retires": "Its end is announced already: call that off first"})
	}
	if problems["retires"] == "" && models.Date(in.Retires) < today {
		problems["retires"] = "Enter a last day that is today or later"
	}
	if problems["cutoff"] == "" && models.Date(in.Cutoff) > models.Date(in.Retires) {
		problems["cutoff"] = "Nobody can be put on it after its last day: enter an earlier day"
	}
}

// KeepOn calls off that a version ends, before it has.
func (s *Service) KeepOn(ctx context.Context, actor models.Actor, code, version string) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		v, err := endable(ctx, tx.Reads, actor, code, version)
		if err != nil {
			return err
		}
		if v, err = tx.LockVersion(ctx, v.ID); err != nil {
			return err
		}
		if v.State == models.Retired {
			return models.Invalid{"retires": "This version has ended: draw a new one from it"}
		}
		if v.Retires == "" { // called off already
			return nil
		}
		v.Cutoff, v.Retires, v.RetiresBecause = "", "", ""
		if err := tx.KeepEnding(ctx, v); err != nil {
			return err
		}
		return tx.Publish(ctx, about("framework.end_called_off", actor, v.ID))
	})
}

// SpreadEnding owes a letter to everybody whose role is of a version that ends, and to each of their managers.
func (s *Service) SpreadEnding(ctx context.Context, version models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		v, err := tx.LockVersion(ctx, version)
		if err != nil || v.Retires == "" || v.State != models.Published { // called off meanwhile
			return err
		}
		posts, err := tx.PostsOnVersion(ctx, version, models.DateOf(tx.Now()))
		if err != nil {
			return err
		}
		var owed []models.Job
		holders, managers := map[models.ID]bool{}, map[models.ID]bool{}
		for _, p := range posts {
			if !holders[p.PersonID] {
				holders[p.PersonID] = true
				owed = append(owed, models.Job{Kind: models.MailFrameworkEnds, SubjectID: p.ID})
			}
			if m := p.ManagerID; m != nil && !managers[*m] {
				managers[*m] = true
				owed = append(owed, models.Job{Kind: models.MailFrameworkEndsTeam, SubjectID: p.ID})
			}
		}
		return tx.PublishAll(ctx, nil, owed)
	})
}

// EndingLetter tells somebody that the framework of their role, or of people whom they manage, ends.
type EndingLetter struct {
	Person             models.Person
	Framework, Version string
	Cutoff, Retires    models.Date
	Because            string
	URL                string
}

// EndingLetter gathers it for who has the post. There is none where the end was called off.
func (s *Service) EndingLetter(ctx context.Context, post models.ID) (EndingLetter, error) {
	p, letter, err := s.endingLetter(ctx, post)
	if err != nil {
		return letter, err
	}
	letter.URL = s.BaseURL + paths.Skills
	letter.Person, err = s.Store.Person(ctx, p.PersonID)
	return letter, err
}

// EndingTeamLetter gathers it for the manager that the post names.
func (s *Service) EndingTeamLetter(ctx context.Context, post models.ID) (EndingLetter, error) {
	p, letter, err := s.endingLetter(ctx, post)
	if err != nil {
		return letter, err
	}
	if p.ManagerID == nil {
		return letter, models.ErrNotFound
	}
	letter.URL = s.BaseURL + paths.TeamSkills
	letter.Person, err = s.Store.Person(ctx, *p.ManagerID)
	return letter, err
}

func (s *Service) endingLetter(ctx context.Context, post models.ID) (models.Post, EndingLetter, error) {
	p, v, err := s.Store.VersionOfPost(ctx, post)
	if err == nil && v.Retires == "" {
		err = models.ErrNotFound
	}
	if err != nil {
		return p, EndingLetter{}, err
	}
	f, err := s.Store.Framework(ctx, v.FrameworkID)
	return p, EndingLetter{Framework: f.Name, Version: v.Version, Cutoff: v.Cutoff, Retires: v.Retires, Because: v.RetiresBecause}, err
}

// KeepEnds lets versions end on the day after their last, just after midnight in London, until the context ends.
func (s *Service) KeepEnds(ctx context.Context) {
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for {
		if err := s.End(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "versions of frameworks that are over were not ended", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-minute.C:
		}
	}
}

// End retires the versions whose last day is over. Several processes may do so at once.
func (s *Service) End(ctx context.Context) error {
	over, err := s.Store.VersionsEnded(ctx, s.Store.Today())
	if err != nil {
		return err
	}
	for _, id := range over {
		if err := s.end(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) end(ctx context.Context, id models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		v, err := tx.LockVersion(ctx, id)
		if err != nil {
			return err
		}
		if v.State != models.Published || v.Retires == "" || v.Retires >= models.DateOf(tx.Now()) {
			return nil
		}
		v.State = models.Retired
		if err := tx.KeepEnding(ctx, v); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{Act: "framework.retired", Subject: "framework_versions", SubjectID: v.ID})
	})
}

// MayPublish asks whether the actor may publish and end versions of a framework.
func MayPublish(actor models.Actor, v models.FrameworkVersion) bool {
	return policy.Allows(actor, policy.KeepFrameworks, v) == nil
}
