package courses

import (
	"context"
	"slices"

	"trellis/app/files"
	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// UnitFilePage is a unit of a course as it is written, with its file.
type UnitFilePage struct {
	Course  models.Course
	Number  int // of the unit, from 1
	Unit    models.Unit
	File    *models.File // without what is in it; nil for none
	Edition string       // of the draft
}

// UnitFile is the page on which the n-th unit of a course, from 1, gets a file. A session has none: what belongs to it is kept
// with the sessions of a cohort.
func (s *Service) UnitFile(ctx context.Context, actor models.Actor, code string, n int) (page UnitFilePage, err error) {
	if page.Course, err = writable(ctx, s.Store.Reads, actor, code); err != nil {
		return page, err
	}
	now, _, err := written(ctx, s.Store.Reads, page.Course)
	if err != nil {
		return page, err
	}
	if n < 1 || n > len(now.Units) || now.Units[n-1].Kind == models.SessionUnit {
		return page, models.ErrNotFound
	}
	page.Number, page.Unit, page.Edition = n, now.Units[n-1], now.Edition()
	if page.Unit.FileID == nil {
		return page, nil
	}
	known, err := s.Store.UnitFiles(ctx, page.Course.ID)
	if at := slices.IndexFunc(known, func(f models.File) bool { return f.ID == *page.Unit.FileID }); at >= 0 {
		page.File = &known[at]
	}
	return page, err
}

// WrittenFile is a file of a unit of the course, whichever version has it, with what is in it.
func (s *Service) WrittenFile(ctx context.Context, actor models.Actor, code string, id models.ID) (models.File, error) {
	course, err := writable(ctx, s.Store.Reads, actor, code)
	if err != nil {
		return models.File{}, err
	}
	known, err := s.Store.UnitFiles(ctx, course.ID)
	if err != nil {
		return models.File{}, err
	}
	if !slices.ContainsFunc(known, func(f models.File) bool { return f.ID == id }) {
		return models.File{}, models.ErrNotFound
	}
	file, err := s.Store.File(ctx, id)
	if err != nil {
		return file, err
	}
	file.Data, err = files.Read(ctx, s.Shelf, file)
	return file, err
}

// KeepUnitFile gives a unit a file in the place of the one that it has; none takes that away.
type KeepUnitFile struct {
	Course   string // its code
	Number   int    // of the unit, from 1
	Edition  string `form:"edition"`
	FileName string
	Content  []byte
	Remove   bool `form:"remove"`
	// NotNHSNumber says that ten digits in the file are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// KeepUnitFile keeps that in the draft of the course, begun where there is none. It answers models.ErrStale when somebody changed
// the draft after the page was opened.
func (s *Service) KeepUnitFile(ctx context.Context, actor models.Actor, in KeepUnitFile) error {
	page, err := s.UnitFile(ctx, actor, in.Course, in.Number)
	if err != nil {
		return err
	}
	if in.Remove {
		return s.keepUnitFile(ctx, actor, in, nil)
	}
	if in.Content == nil {
		return models.Invalid{"file": "Choose a file"}
	}
	file := models.File{Name: files.Name(in.FileName), Data: in.Content, ByID: actor.ID}
	var problem string
	if file.Type, problem = files.Type(file.Name, in.Content); problem != "" {
		return models.Invalid{"file": problem}
	}
	if files.IsText(file.Type) && files.NamesPatient(in.Content) && !in.NotNHSNumber {
		return models.Invalid{"file": models.NHSNumberProblem}
	}
	if err := input.RefusePatients(in.NotNHSNumber, input.Text{Field: "file", Text: file.Name}); err != nil {
		return err
	}
	if in.Edition != page.Edition {
		return models.ErrStale
	}
	return files.Lay(ctx, s.Shelf, []models.File{file}, func(laid []models.File) error { return s.keepUnitFile(ctx, actor, in, &laid[0]) })
}

func (s *Service) keepUnitFile(ctx context.Context, actor models.Actor, in KeepUnitFile, file *models.File) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		course, err := lockWritable(ctx, tx, actor, in.Course)
		if err != nil {
			return err
		}
		now, drafted, err := written(ctx, tx.Reads, course)
		if err != nil {
			return err
		}
		if in.Edition != now.Edition() || in.Number > len(now.Units) {
			return models.ErrStale
		}
		var id *models.ID
		if file != nil {
			file.AddedAt = tx.Now()
			if err := tx.Add(ctx, file); err != nil {
				return err
			}
			id = &file.ID
		}
		next := now.Under(now.Course.ID, store.NewID)
		next.Units[in.Number-1].FileID = id
		return keepDraft(ctx, tx, actor, course, next, drafted)
	})
}
