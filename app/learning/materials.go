package learning

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"trellis/app/files"
	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// MaterialsPage is what belongs to a session, as its trainer keeps it.
type MaterialsPage struct {
	store.TaughtCohort
	Session   models.Session
	Sessions  []models.Session
	Materials []store.SessionMaterial
	// TakenOut can be put back until the next midnight.
	TakenOut []store.SessionMaterial
}

// Materials is the page on which those who teach a cohort keep what belongs to its n-th session.
func (s *Service) Materials(ctx context.Context, actor models.Actor, code string, n int) (page MaterialsPage, err error) {
	if page.TaughtCohort, err = s.taughtCohort(ctx, actor, code); err != nil {
		return page, err
	}
	if page.Sessions, err = s.Store.Sessions(ctx, page.ID); err != nil {
		return page, err
	}
	at := slices.IndexFunc(page.Sessions, func(session models.Session) bool { return session.Number == n })
	if at < 0 {
		return page, models.ErrNotFound
	}
	page.Session = page.Sessions[at]
	all, err := s.Store.AllMaterialsOf(ctx, page.Session.ID)
	for _, m := range all {
		if m.Number == 0 {
			page.TakenOut = append(page.TakenOut, m)
		} else {
			page.Materials = append(page.Materials, m)
		}
	}
	return page, err
}

// AddMaterial adds a file or an address to a session.
type AddMaterial struct {
	Cohort  string // its code
	Session int    // its number
	Title   string `form:"title" validate:"max=200" problem:"max=Use 200 characters or fewer"`
	URL     string `form:"url" validate:"max=2000" problem:"max=Use 2000 characters or fewer"`
	// FileName and Content are those of a file; nil for none.
	FileName string
	Content  []byte
	// NotNHSNumber says that ten digits in the texts are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// mostMaterials is how many materials a session may have.
const mostMaterials = 50

// check makes the texts tidy, and answers with the file.
func (in *AddMaterial) check() (file models.File, err error) {
	in.Title, in.URL = input.Line(in.Title), input.Tidy(in.URL)
	problems, err := input.Problems(*in)
	if err != nil {
		return file, err
	}
	switch {
	case in.Content != nil && in.URL != "":
		problems["url"] = "Choose a file or enter an address, not both"
	case in.Content != nil:
		file = in.file(problems)
		in.Title = cmp.Or(in.Title, file.Name)
	case in.URL == "":
		problems["file"] = "Choose a file, or enter an address"
	case !models.WebAddress(in.URL):
		problems["url"] = "Enter an address that begins with https://"
	case in.Title == "":
		problems["title"] = "Enter what people find at the address"
	}
	for field, problem := range input.Patients(in.NotNHSNumber, input.Text{Field: "title", Text: in.Title}, input.Text{Field: "url", Text: in.URL}) {
		problems[field] = problem
	}
	return file, problems.OrNil()
}

// file is what was uploaded, with its problems.
func (in *AddMaterial) file(problems models.Invalid) models.File {
	file := models.File{Name: files.Name(in.FileName), Size: len(in.Content), Data: in.Content}
	var problem string
	file.Type, problem = files.Type(file.Name, in.Content)
	if problem == "" && !in.NotNHSNumber && (files.IsText(file.Type) && files.NamesPatient(in.Content) || models.MentionsNHSNumber(file.Name)) {
		problem = models.NHSNumberProblem
	}
	if problem != "" {
		problems["file"] = problem
	}
	return file
}

// AddMaterial adds a file or an address at the end of what belongs to a session.
func (s *Service) AddMaterial(ctx context.Context, actor models.Actor, in AddMaterial) error {
	if _, err := s.taughtCohort(ctx, actor, in.Cohort); err != nil {
		return err
	}
	file, err := in.check()
	if err != nil {
		return err
	}
	if file.Data == nil {
		return s.addMaterial(ctx, actor, in, nil)
	}
	return files.Lay(ctx, s.Shelf, []models.File{file}, func(laid []models.File) error { return s.addMaterial(ctx, actor, in, &laid[0]) })
}

// addMaterial keeps the row, and that of the file that lies on the shelf; nil for an address.
func (s *Service) addMaterial(ctx context.Context, actor models.Actor, in AddMaterial, file *models.File) error {
	return s.atSession(ctx, actor, in.Cohort, in.Session, func(tx *store.Tx, session models.Session) error {
		all, err := tx.AllMaterialsOf(ctx, session.ID)
		if err != nil {
			return err
		}
		if len(all) >= mostMaterials {
			return models.Invalid{"file": "This session has 50 materials. Take one out first"}
		}
		m := models.Material{SessionID: session.ID, Number: next(all), Title: in.Title, URL: in.URL, AddedAt: tx.Now()}
		if file != nil {
			file.ByID, file.AddedAt = actor.ID, tx.Now()
			if err := tx.Add(ctx, file); err != nil {
				return err
			}
			m.FileID = &file.ID
		}
		if err := tx.Add(ctx, &m); err != nil {
			return err
		}
		return tx.Publish(ctx, ofSession("material.added", session, actor))
	})
}

// next is the number behind all of the materials.
func next(all []store.SessionMaterial) int {
	last := 0
	for _, m := range all {
		last = max(last, m.Number)
	}
	return last + 1
}

// atSession does something to a session of a cohort that the actor teaches, under the lock of the cohort.
func (s *Service) atSession(ctx context.Context, actor models.Actor, code string, n int, do func(tx *store.Tx, session models.Session) error) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := tx.LockCohortByCode(ctx, code)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.Teach, cohort); err != nil {
			return err
		}
		session, err := tx.SessionNumbered(ctx, cohort.ID, n)
		if err != nil {
			return err
		}
		return do(tx, session)
	})
}

func ofSession(act string, session models.Session, actor models.Actor) models.Event {
	return models.Event{ActorID: &actor.ID, Act: act, Subject: "sessions", SubjectID: session.ID}
}

// MaterialChange is what can be done to a material.
type MaterialChange string

// The changes.
const (
	MaterialTitle   MaterialChange = "title"
	MaterialEarlier MaterialChange = "earlier"
	MaterialLater   MaterialChange = "later"
	MaterialOut     MaterialChange = "remove"
	MaterialBack    MaterialChange = "put-back"
)

// ChangeMaterial changes the title of a material or its turn, takes it out, or puts it back.
type ChangeMaterial struct {
	Cohort   string // its code
	Session  int    // its number
	Material models.ID
	Change   MaterialChange
	Title    string `form:"title" validate:"max=200" problem:"max=Use 200 characters or fewer"`
	// NotNHSNumber says that ten digits in the title are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// ChangeMaterial does that. What was taken out is shown to nobody else, and forgotten at the next midnight.
func (s *Service) ChangeMaterial(ctx context.Context, actor models.Actor, in ChangeMaterial) error {
	return s.atSession(ctx, actor, in.Cohort, in.Session, func(tx *store.Tx, session models.Session) error {
		all, err := tx.AllMaterialsOf(ctx, session.ID)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(m store.SessionMaterial) bool { return m.ID == in.Material })
		if at < 0 {
			return models.ErrNotFound
		}
		m := all[at].Material
		switch in.Change {
		case MaterialTitle:
			return in.retitle(ctx, tx, actor, session, m)
		case MaterialEarlier, MaterialLater:
			return in.reorder(ctx, tx, actor, session, all, at)
		case MaterialOut:
			if m.Number == 0 {
				return nil
			}
			m.Number = 0
			return errors.Join(tx.ChangeMaterial(ctx, m), tx.Publish(ctx, ofSession("material.removed", session, actor)))
		case MaterialBack:
			if m.Number > 0 {
				return nil
			}
			m.Number = next(all)
			return errors.Join(tx.ChangeMaterial(ctx, m), tx.Publish(ctx, ofSession("material.added", session, actor)))
		}
		return models.ErrNotFound
	})
}

func (in ChangeMaterial) retitle(ctx context.Context, tx *store.Tx, actor models.Actor, session models.Session, m models.Material) error {
	title := input.Line(in.Title)
	if err := input.Check(in); err != nil {
		return err
	}
	if title == "" {
		return models.Invalid{"title": "Enter a title"}
	}
	if err := input.RefusePatients(in.NotNHSNumber, input.Text{Field: "title", Text: title}); err != nil || title == m.Title {
		return err
	}
	m.Title = title
	return errors.Join(tx.ChangeMaterial(ctx, m), tx.Publish(ctx, ofSession("material.changed", session, actor)))
}

// reorder lets a material and its neighbour change places; the first has none before it, nor the last any behind.
func (in ChangeMaterial) reorder(ctx context.Context, tx *store.Tx, actor models.Actor, session models.Session, all []store.SessionMaterial, at int) error {
	to := at - 1
	if in.Change == MaterialLater {
		to = at + 1
	}
	if to < 0 || to >= len(all) || all[to].Number == 0 || all[at].Number == 0 {
		return nil
	}
	one, other := all[at].Material, all[to].Material
	one.Number, other.Number = other.Number, one.Number
	return errors.Join(tx.ChangeMaterial(ctx, one), tx.ChangeMaterial(ctx, other), tx.Publish(ctx, ofSession("material.changed", session, actor)))
}

// SessionTexts are what a session tells those placed.
type SessionTexts struct {
	Cohort       string // its code
	Session      int    // its number
	Edition      string `form:"edition"` // of the texts when the page was opened
	JoiningText  string `form:"joining_text" validate:"max=2000" problem:"max=Use 2000 characters or fewer"`
	RecordingURL string `form:"recording_url" validate:"max=2000" problem:"max=Use 2000 characters or fewer"`
	FollowUp     string `form:"follow_up" validate:"max=4000" problem:"max=Use 4000 characters or fewer"`
	// NotNHSNumber says that ten digits in the texts are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// KeepSessionTexts keeps the joining text, the recording and the follow-up of a session. It answers models.ErrStale when they
// have been changed since the page was opened, unless they say the same.
func (s *Service) KeepSessionTexts(ctx context.Context, actor models.Actor, in SessionTexts) error {
	in.JoiningText, in.RecordingURL, in.FollowUp = input.Tidy(in.JoiningText), input.Tidy(in.RecordingURL), input.Tidy(in.FollowUp)
	return s.atSession(ctx, actor, in.Cohort, in.Session, func(tx *store.Tx, session models.Session) error {
		problems, err := input.Problems(in)
		if err != nil {
			return err
		}
		if in.RecordingURL != "" && problems["recording_url"] == "" && !models.WebAddress(in.RecordingURL) {
			problems["recording_url"] = "Enter an address that begins with https://"
		}
		for field, problem := range input.Patients(in.NotNHSNumber, input.Text{Field: "joining_text", Text: in.JoiningText}, input.Text{Field: "follow_up", Text: in.FollowUp}, input.Text{Field: "recording_url", Text: in.RecordingURL}) {
			problems[field] = problem
		}
		if err := problems.OrNil(); err != nil {
			return err
		}
		was := session
		session.JoiningText, session.RecordingURL, session.FollowUp = in.JoiningText, in.RecordingURL, in.FollowUp
		switch {
		case session.TextsEdition() == was.TextsEdition():
			return nil
		case in.Edition != was.TextsEdition():
			return models.ErrStale
		}
		return errors.Join(tx.ChangeSessionTexts(ctx, session), tx.Publish(ctx, ofSession("session.texts_changed", session, actor)))
	})
}
