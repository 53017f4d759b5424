package exchange

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"time"
	"unicode"

	"github.com/gabriel-vasile/mimetype"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// LargestImport is how many bytes a file has that is imported on the screen.
const LargestImport = 32 << 20

// BeginImport is how to begin the import of a file on the screen.
type BeginImport struct {
	Kind     models.ImportKind
	FileName string
	Content  []byte
	Leavers  string `form:"leavers"`  // "end", or nothing
	LeaveOn  string `form:"leave_on"` // their last day
}

// EndLeavers is the answer that ends the posts of people who are not in the file.
const EndLeavers = "end"

// BeginImport keeps the file, and has it checked: at once where it is small, by the worker otherwise.
func (s *Service) BeginImport(ctx context.Context, actor models.Actor, in BeginImport) (models.Import, error) {
	of := models.Import{
		Kind: in.Kind, FileName: shownName(in.FileName), Data: in.Content, State: models.ImportChecking, MadeByID: actor.ID,
		Amount: bytes.Count(in.Content, []byte("\n")),
	}
	if err := mayImport(actor, in.Kind); err != nil {
		return of, err
	}
	problems := in.problems(s.Store.Today(), &of)
	if len(problems) > 0 {
		return of, problems
	}
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		of.ID, of.MadeAt = store.NewID(), tx.Now()
		if err := tx.Add(ctx, &of); err != nil {
			return err
		}
		job := models.Job{Kind: models.CheckImport, SubjectID: of.ID, RunAt: whenOwed(of, tx.Now())}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "import.begun", Subject: "imports", SubjectID: of.ID}, job)
	})
	if err == nil && isSmall(of) {
		if err := s.checkImport(ctx, of.ID, onThePage); err != nil { // the worker tries again
			slog.WarnContext(ctx, "check an import", "import", of.ID, "error", err)
		}
	}
	return of, err
}

// mayImport answers models.ErrForbidden unless the actor may import what the file is about.
func mayImport(actor models.Actor, kind models.ImportKind) error {
	acts := map[models.ImportKind]policy.Act{models.ImportOfPeople: policy.ImportPeople, models.ImportOfOrganisations: policy.KeepOrganisations}
	if act, known := acts[kind]; !known || !policy.Scope(actor, act).All {
		return models.ErrForbidden
	}
	return nil
}

// problems are what is wrong with the form. It fills in the last day of leavers.
func (in BeginImport) problems(today models.Date, of *models.Import) models.Invalid {
	problems := models.Invalid{}
	if text := notTable(in.Content); text != "" {
		problems["file"] = text
	}
	if in.Kind != models.ImportOfPeople || in.Leavers != EndLeavers {
		return problems
	}
	day, err := models.ParseDate(in.LeaveOn)
	switch {
	case err != nil || day == "":
		problems["leave_on"] = "Enter the last day of those who have left, such as " + string(today.AddDays(-1))
	case !day.Within(today.AddMonths(-12), today.AddMonths(12)):
		problems["leave_on"] = "Enter a day that is less than a year away"
	}
	of.LeaveOn = day
	return problems
}

// notTable says why a file is none that can be imported, by what is in it and not by its name; nothing where it is text.
func notTable(content []byte) string {
	if len(content) == 0 {
		return "Choose a file"
	}
	if len(content) > LargestImport {
		return "The file is larger than 32 MB: split it, or import it with the command"
	}
	found := mimetype.Detect(content)
	for m := found; m != nil; m = m.Parent() {
		if m.Is("text/plain") {
			return ""
		}
	}
	switch text := found.String(); {
	case strings.Contains(text, "sheet"), strings.Contains(text, "excel"), strings.Contains(text, "ole-storage"), found.Is("application/zip"):
		return "This is a spreadsheet: save it as CSV, and choose that file"
	case strings.HasPrefix(text, "image/"):
		return "This is a picture, not a table: save the table as CSV, and choose that file"
	}
	return "This is not text: save the table as CSV, and choose that file"
}

// shownName is the name of a file as it may be shown. It is never part of a path.
func shownName(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, "?"))
	if runes := []rune(name); len(runes) > longestName {
		name = string(runes[:longestName])
	}
	if strings.TrimSpace(name) == "" {
		return "file.csv"
	}
	return name
}

// fewRows is how many rows are worked on while somebody waits for the page.
const fewRows = 2_000

func isSmall(of models.Import) bool { return of.Amount < fewRows }

// inCase is when the worker takes over what a page did not finish.
const inCase = 30 * time.Second

func whenOwed(of models.Import, now time.Time) time.Time {
	if isSmall(of) {
		return now.Add(inCase)
	}
	return now
}
