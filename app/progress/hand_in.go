package progress

import (
	"context"
	"slices"
	"strconv"

	"trellis/app/files"
	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// Upload is a file as a browser sent it.
type Upload struct {
	Name    string
	Content []byte
}

// HandIn is what somebody writes for an assignment, as a draft or to hand it in.
type HandIn struct {
	Enrolment models.ID
	Unit      models.ID
	Attempt   int    `form:"attempt"` // as the page showed it
	Version   int    `form:"version"` // of the draft when the page was opened; 0 where none was kept
	Says      string `form:"says" validate:"max=20000" problem:"max=Use 20,000 characters or fewer"`
	URL       string `form:"url" validate:"max=2000" problem:"max=Use 2000 characters or fewer"`
	// Out are the files to take out, and Files those to add.
	Out   []string `form:"out"`
	Files []Upload
	// NotNHSNumber says that ten digits in the texts and files are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// SaveDraft keeps what is not handed in yet. It answers models.ErrStale where another tab has kept something since the page was
// opened, unless both say the same.
func (s *Service) SaveDraft(ctx context.Context, actor models.Actor, in HandIn) (models.Submission, error) {
	return s.handIn(ctx, actor, in, models.SubmissionDraft)
}

// Submit hands it in: from then on it waits for feedback.
func (s *Service) Submit(ctx context.Context, actor models.Actor, in HandIn) (models.Submission, error) {
	return s.handIn(ctx, actor, in, models.SubmissionSubmitted)
}

func (s *Service) handIn(ctx context.Context, actor models.Actor, in HandIn, to models.SubmissionState) (kept models.Submission, err error) {
	if _, err := s.Assignment(ctx, actor, in.Enrolment, in.Unit); err != nil { // before anything is put on the shelf
		return kept, err
	}
	list, err := in.check(to)
	if err != nil {
		return kept, err
	}
	var gone []string
	err = files.Lay(ctx, s.Shelf, list, func(laid []models.File) error {
		return s.Store.InTx(ctx, func(tx *store.Tx) error {
			kept, gone, err = in.keep(ctx, tx, actor, laid, to)
			return err
		})
	})
	if err != nil {
		return kept, err
	}
	files.TakeKeys(ctx, s.Shelf, gone)
	return kept, nil
}

// check makes the texts tidy, and answers with the files to add.
func (in *HandIn) check(to models.SubmissionState) ([]models.File, error) {
	in.Says, in.URL = input.Tidy(in.Says), input.Tidy(in.URL)
	problems, err := input.Problems(*in)
	if err != nil {
		return nil, err
	}
	if to == models.SubmissionSubmitted && in.URL != "" && problems["url"] == "" && !models.WebAddress(in.URL) {
		problems["url"] = "Enter an address that begins with https://"
	}
	for field, problem := range input.Patients(in.NotNHSNumber, input.Text{Field: "says", Text: in.Says}, input.Text{Field: "url", Text: in.URL}) {
		problems[field] = problem
	}
	list := make([]models.File, len(in.Files))
	for i, upload := range in.Files {
		var problem string
		if list[i], problem = in.file(upload); problem != "" {
			problems["file"] = list[i].Name + ": " + problem
		}
	}
	return list, problems.OrNil()
}

func (in *HandIn) file(upload Upload) (file models.File, problem string) {
	file = models.File{Name: files.Name(upload.Name), Size: len(upload.Content), Data: upload.Content}
	file.Type, problem = files.Type(file.Name, upload.Content)
	if problem == "" && !in.NotNHSNumber && (files.IsText(file.Type) && files.NamesPatient(upload.Content) || models.MentionsNHSNumber(file.Name)) {
		problem = models.NHSNumberProblem
	}
	return file, problem
}

// keep keeps it under the lock of the enrolment, and answers where the bytes lie of files that nothing names any longer.
func (in *HandIn) keep(ctx context.Context, tx *store.Tx, actor models.Actor, laid []models.File, to models.SubmissionState) (kept models.Submission, gone []string, err error) {
	e, err := tx.LockEnrolment(ctx, in.Enrolment)
	if err != nil {
		return kept, nil, err
	}
	if _, _, err = assignmentOf(ctx, tx.Reads, actor, e, in.Unit); err != nil {
		return kept, nil, err
	}
	list, err := attempts(ctx, tx.Reads, e.ID, in.Unit)
	if err != nil {
		return kept, nil, err
	}
	if n := len(list); n > 0 && in.repeats(list[n-1], to) {
		return list[n-1].Submission, nil, nil
	}
	current, may := draft(e.ID, in.Unit, list)
	switch {
	case !e.HandsIn():
		return kept, nil, models.Invalid{"says": "You have a completion record for this course, so nothing more can be handed in"}
	case !may || in.Attempt != current.Attempt || in.Version != current.Version:
		return kept, nil, models.ErrStale
	}
	stay, out := in.sort(current.Files)
	if err := in.enough(stay, laid, to); err != nil {
		return kept, nil, err
	}
	return in.write(ctx, tx, actor, e, current, to, parcel{stay, out, laid})
}

// repeats tells whether the same was kept already by the same button: somebody pressed it twice, or two tabs say the same.
func (in *HandIn) repeats(last Attempt, to models.SubmissionState) bool {
	return last.State == to && last.Attempt == in.Attempt && last.SaysSame(in.Says, in.URL) && len(in.Files) == 0 && len(in.Out) == 0
}

// sort says which of the files stay, and which are taken out.
func (in *HandIn) sort(now []store.HandedInFile) (stay []store.HandedInFile, out []models.ID) {
	for _, f := range now {
		if slices.Contains(in.Out, string(f.FileID)) {
			out = append(out, f.FileID)
		} else {
			stay = append(stay, f)
		}
	}
	return stay, out
}

// enough refuses too much, and of what is handed in nothing at all.
func (in *HandIn) enough(stay []store.HandedInFile, laid []models.File, to models.SubmissionState) error {
	size := 0
	for _, f := range stay {
		size += f.Size
	}
	for _, f := range laid {
		size += f.Size
	}
	switch n := len(stay) + len(laid); {
	case n > models.MostHandedInFiles:
		return models.Invalid{"file": "Choose at most " + strconv.Itoa(models.MostHandedInFiles) + " files in all, or put them into one ZIP file"}
	case size > models.MostHandedInBytes:
		return models.Invalid{"file": "All files together may have 40 MB. Take one out, or put it elsewhere and add its address"}
	case to == models.SubmissionSubmitted && in.Says == "" && in.URL == "" && n == 0:
		return models.Invalid{"says": "Write something, add an address, or choose a file"}
	}
	return nil
}

// parcel is which files a draft keeps, loses and gets.
type parcel struct {
	stay []store.HandedInFile
	out  []models.ID
	laid []models.File
}

func (in *HandIn) write(ctx context.Context, tx *store.Tx, actor models.Actor, e models.Enrolment, was Attempt, to models.SubmissionState, p parcel) (kept models.Submission, gone []string, err error) {
	kept = was.Saved(in.Says, in.URL, tx.Now())
	if to == models.SubmissionSubmitted {
		kept = kept.Submitted(tx.Now())
	}
	begun := !kept.ID.Known()
	if begun {
		err = tx.Add(ctx, &kept)
	} else {
		err = tx.ChangeSubmission(ctx, kept)
	}
	if err != nil {
		return kept, nil, err
	}
	if begun || len(p.out)+len(p.laid) > 0 {
		if gone, err = p.keep(ctx, tx, actor, kept.ID); err != nil {
			return kept, nil, err
		}
	}
	act := ""
	switch {
	case to == models.SubmissionSubmitted:
		act = "submission.submitted"
	case begun || len(p.out)+len(p.laid) > 0: // what is typed in between is not noted word for word
		act = "submission.saved"
	default:
		return kept, gone, nil
	}
	return kept, gone, tx.Publish(ctx, ofSubmission(act, kept, e, actor))
}

// keep names the files of the draft, and drops those that nothing names any longer.
func (p parcel) keep(ctx context.Context, tx *store.Tx, actor models.Actor, submission models.ID) ([]string, error) {
	for i := range p.laid {
		p.laid[i].ByID, p.laid[i].AddedAt = actor.ID, tx.Now()
	}
	if err := tx.Add(ctx, &p.laid); err != nil {
		return nil, err
	}
	ids := make([]models.ID, 0, len(p.stay)+len(p.laid))
	for _, f := range p.stay {
		ids = append(ids, f.FileID)
	}
	for _, f := range p.laid {
		ids = append(ids, f.ID)
	}
	if err := tx.KeepHandedIn(ctx, submission, ids); err != nil {
		return nil, err
	}
	return tx.DropFiles(ctx, p.out)
}

func ofSubmission(act string, s models.Submission, e models.Enrolment, by models.Actor) models.Event {
	return models.Event{ActorID: &by.ID, Act: act, Subject: "submissions", SubjectID: s.ID, PersonID: &e.PersonID}
}

// TakeBack takes back what waits for feedback.
type TakeBack struct {
	Enrolment models.ID
	Unit      models.ID
	Version   int `form:"version"`
}

// TakeBack makes it a draft again. It answers models.ErrStale where somebody has answered meanwhile.
func (s *Service) TakeBack(ctx context.Context, actor models.Actor, in TakeBack) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		e, err := tx.LockEnrolment(ctx, in.Enrolment)
		if err != nil {
			return err
		}
		if _, _, err = assignmentOf(ctx, tx.Reads, actor, e, in.Unit); err != nil {
			return err
		}
		list, err := tx.Submissions(ctx, e.ID, in.Unit)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return models.ErrNotFound
		}
		last := list[len(list)-1]
		if last.State == models.SubmissionDraft && last.Version == in.Version+1 { // pressed twice
			return nil
		}
		if last.Version != in.Version {
			return models.ErrStale
		}
		if !e.HandsIn() {
			return models.Invalid{"version": "You have a completion record for this course, so nothing more can be handed in"}
		}
		back, err := last.TakenBack()
		if err != nil {
			return err
		}
		if err := tx.ChangeSubmission(ctx, back); err != nil {
			return err
		}
		return tx.Publish(ctx, ofSubmission("submission.taken_back", back, e, actor))
	})
}
