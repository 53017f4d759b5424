package learning

import (
	"context"
	"slices"
	"strconv"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// PreparationsPage is what there is to do before a cohort, as its trainer keeps it, with how far people are.
type PreparationsPage struct {
	store.TaughtCohort
	List    []TaughtPreparation
	Edition string
	// SeesWhy tells that the viewer is a trainer of the cohort: what is in the way is told to them.
	SeesWhy bool
}

// TaughtPreparation is one preparation with how many have done it, and for whom something is in the way.
type TaughtPreparation struct {
	models.Preparation
	Done    int
	Blocked []BlockedPerson
}

// BlockedPerson is somebody for whom something is in the way.
type BlockedPerson struct{ Name, Says string }

// Preparations is the page of those who teach a cohort.
func (s *Service) Preparations(ctx context.Context, actor models.Actor, code string) (page PreparationsPage, err error) {
	if page.TaughtCohort, err = s.taughtCohort(ctx, actor, code); err != nil {
		return page, err
	}
	page.SeesWhy = policy.Allows(actor, policy.SeeNeeds, page.Cohort) == nil
	list, err := s.Store.PreparationsOf(ctx, page.ID)
	if err != nil {
		return page, err
	}
	page.Edition = models.PreparationsEdition(list)
	roll, err := s.Store.Roll(ctx, page.ID, models.OnRegister()...)
	if err != nil {
		return page, err
	}
	names := make(map[models.ID]string, len(roll))
	for _, line := range roll {
		names[line.ID] = line.Name
	}
	answers, err := s.Store.PreparedOn(ctx, page.ID)
	for _, p := range list {
		taught := TaughtPreparation{Preparation: p}
		for _, a := range answers {
			switch {
			case a.PreparationID != p.ID:
			case a.State == models.PreparationDone:
				taught.Done++
			case page.SeesWhy:
				taught.Blocked = append(taught.Blocked, BlockedPerson{Name: names[a.EnrolmentID], Says: a.Says})
			default:
				taught.Blocked = append(taught.Blocked, BlockedPerson{Name: names[a.EnrolmentID]})
			}
		}
		page.List = append(page.List, taught)
	}
	return page, err
}

// KeepPreparations says what there is to do before a cohort.
type KeepPreparations struct {
	Cohort  string            // its code
	Edition string            `form:"edition"` // of the list when the page was opened
	Rows    []PreparationLine `form:"rows"`    // in order; those without a title are left out
	// NotNHSNumber says that ten digits in the texts are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// PreparationLine is one of the list as it was typed. A known id keeps what people answered.
type PreparationLine struct {
	ID      string `form:"id"`
	Title   string `form:"title"`
	URL     string `form:"url"`
	Minutes string `form:"minutes"`
}

// mostPreparations is how many preparations a cohort may have.
const mostPreparations = 20

// PreparationField is the field of a line, and the key of its problem.
func PreparationField(line int, name string) string {
	return "rows[" + strconv.Itoa(line) + "]." + name
}

// KeepPreparations keeps the list in place of what it was. It answers models.ErrStale when somebody has changed it since the page
// was opened.
func (s *Service) KeepPreparations(ctx context.Context, actor models.Actor, in KeepPreparations) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := tx.LockCohortByCode(ctx, in.Cohort)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.Teach, cohort); err != nil {
			return err
		}
		was, err := tx.PreparationsOf(ctx, cohort.ID)
		if err != nil {
			return err
		}
		list, err := in.list(was)
		if err != nil {
			return err
		}
		switch {
		case slices.Equal(list, was): // the same sent twice
			return nil
		case in.Edition != models.PreparationsEdition(was):
			return models.ErrStale
		}
		if err := tx.KeepPreparations(ctx, cohort.ID, list); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "preparation.changed", Subject: "cohorts", SubjectID: cohort.ID})
	})
}

// list is what was typed, with its problems by field.
func (in KeepPreparations) list(was []models.Preparation) ([]models.Preparation, error) {
	problems := models.Invalid{}
	var list []models.Preparation
	for i, line := range in.Rows {
		p := models.Preparation{Title: input.Line(line.Title), URL: input.Tidy(line.URL)}
		if p.Title == "" && (p.URL == "" || line.ID != "") {
			continue
		}
		if at := slices.IndexFunc(was, func(w models.Preparation) bool { return string(w.ID) == line.ID }); at >= 0 {
			p.ID, p.CohortID = was[at].ID, was[at].CohortID
		}
		p.Number = len(list) + 1
		minutes := input.Tidy(line.Minutes)
		p.Minutes = max(number(minutes), 0)
		for field, problem := range in.wrong(p, minutes) {
			problems[PreparationField(i, field)] = problem
		}
		list = append(list, p)
	}
	if len(list) > mostPreparations {
		problems["rows"] = "Ask for 20 things or fewer"
	}
	return list, problems.OrNil()
}

// wrong are the problems of one of the list, with its minutes as they were typed.
func (in KeepPreparations) wrong(p models.Preparation, minutes string) models.Invalid {
	problems := input.Patients(in.NotNHSNumber, input.Text{Field: "title", Text: p.Title}, input.Text{Field: "url", Text: p.URL})
	if minutes != "" && (number(minutes) < 0 || p.Minutes > 6000) {
		problems["minutes"] = "Enter minutes as a whole number, or leave them empty"
	}
	switch {
	case p.Title == "":
		problems["title"] = "Enter what there is to do"
	case len([]rune(p.Title)) > 200:
		problems["title"] = "Use 200 characters or fewer"
	}
	if p.URL != "" && (!models.WebAddress(p.URL) || len(p.URL) > 2000) {
		problems["url"] = "Enter an address that begins with https://"
	}
	return problems
}
