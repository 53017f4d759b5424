package exchange

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"

	"trellis/models"
	"trellis/models/store"
)

// ConfirmImport is somebody's word that what was looked at is to be kept.
type ConfirmImport struct {
	ID          models.ID
	Fingerprint string `form:"fingerprint"` // of what they looked at
	Sure        bool   `form:"sure"`        // although many leave
}

// ConfirmImport has an import kept exactly as it was looked at: at once where it is small, by the worker otherwise. It
// answers models.ErrStale when the import says something else by now, and does nothing when it is being kept already.
func (s *Service) ConfirmImport(ctx context.Context, actor models.Actor, in ConfirmImport) error {
	var of models.Import
	err := s.Store.InTx(ctx, func(tx *store.Tx) (err error) {
		if of, err = tx.LockImport(ctx, in.ID); err != nil {
			return err
		}
		if err := mayImport(actor, of.Kind); err != nil {
			return err
		}
		report, err := reportOf(of)
		switch {
		case err != nil:
			return err
		case of.State == models.ImportKeeping || of.State == models.ImportKept:
			return nil
		case of.State != models.ImportChecked || report.Fingerprint != in.Fingerprint || report.DoesNothing():
			return models.ErrStale
		case report.ManyLeave() && !in.Sure:
			return models.Invalid{"sure": fmt.Sprintf("Tick that %s are to be ended: that is more than one in five", count(report.Leavers, "person's posts", "people's posts"))}
		}
		of.State, of.Problem, of.KeptByID, of.Doing = models.ImportKeeping, "", &actor.ID, ""
		if err := tx.ChangeImport(ctx, of); err != nil {
			return err
		}
		return tx.PublishAll(ctx, nil, []models.Job{{Kind: models.KeepImport, SubjectID: of.ID, RunAt: whenOwed(of, tx.Now())}})
	})
	if err == nil && of.State == models.ImportKeeping && isSmall(of) {
		if err := s.keepImport(ctx, of.ID, onThePage); err != nil { // the worker tries again
			slog.WarnContext(ctx, "keep an import", "import", of.ID, "error", err)
		}
	}
	return err
}

func reportOf(of models.Import) (report ImportReport, err error) {
	if of.Report != "" {
		err = json.Unmarshal([]byte(of.Report), &report)
	}
	return report, err
}

// KeepImport keeps a confirmed import, and owes a letter about it. It may run again, and does nothing when the import is
// kept already.
func (s *Service) KeepImport(ctx context.Context, id models.ID) error {
	return s.keepImport(ctx, id, byLetter)
}

func (s *Service) keepImport(ctx context.Context, id models.ID, who waiting) error {
	found, err := s.Store.Import(ctx, id)
	if err != nil || found.State != models.ImportKeeping {
		return err
	}
	data, err := s.Store.ImportData(ctx, id)
	if err != nil {
		return err
	}
	report, err := reportOf(found.Import)
	if err != nil {
		return err
	}
	skip := map[int]bool{}
	for _, line := range report.LeftOut {
		skip[line] = true
	}
	file, err := s.readImport(ctx, found.Import, data, skip, func(Progress) {})
	if err != nil {
		return err
	}
	err = s.Store.InBulk(ctx, func(tx *store.Tx) error { return file.keep(ctx, tx, report.Fingerprint, who) })
	if errors.Is(err, errNothingKept) || errors.Is(err, models.ErrTaken) {
		return s.lookAgain(ctx, found.Import, who)
	}
	return err
}

// keep keeps the file if it does exactly what was looked at, and answers errNothingKept otherwise.
func (f *importedFile) keep(ctx context.Context, tx *store.Tx, fingerprint string, who waiting) error {
	of, err := tx.LockImport(ctx, f.of.ID)
	if err != nil || of.State != models.ImportKeeping {
		return err
	}
	w, err := f.weigh(ctx, tx.Reads, tx, tx.Today())
	if err != nil {
		return err
	}
	if now, err := w.fingerprint(); err != nil || w.IsRefused() || now != fingerprint {
		return errors.Join(err, errNothingKept)
	}
	for i := range w.trace.changes {
		w.trace.changes[i].ImportID, w.trace.changes[i].Number = of.ID, i+1
	}
	if err := tx.AddImportChanges(ctx, w.trace.changes); err != nil {
		return err
	}
	now := tx.Now()
	of.State, of.KeptAt = models.ImportKept, &now
	if err := tx.ChangeImport(ctx, of); err != nil {
		return err
	}
	var owed []models.Job
	if who == byLetter {
		owed = []models.Job{{Kind: models.MailImport, SubjectID: of.ID}}
	}
	return tx.Publish(ctx, models.Event{ActorID: of.KeptByID, Act: string(of.Kind) + ".imported", Subject: "imports", SubjectID: of.ID}, owed...)
}

// lookAgain has an import checked again that does something else by now than what was looked at.
func (s *Service) lookAgain(ctx context.Context, of models.Import, who waiting) error {
	again := false
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		now, err := tx.LockImport(ctx, of.ID)
		if again = err == nil && now.State == models.ImportKeeping; !again {
			return err
		}
		now.State, now.KeptByID = models.ImportChecking, nil
		now.Problem = "Something has changed since you looked: nothing was imported. Look again at what the file would do now."
		if err := tx.ChangeImport(ctx, now); err != nil {
			return err
		}
		return tx.PublishAll(ctx, nil, []models.Job{{Kind: models.CheckImport, SubjectID: of.ID, RunAt: tx.Now().Add(inCase)}})
	})
	if err != nil || !again {
		return err
	}
	return s.checkImport(ctx, of.ID, who)
}

// StopImport stops an import that is being checked, or that waits to be confirmed. Nothing of it was kept.
func (s *Service) StopImport(ctx context.Context, actor models.Actor, id models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		of, err := tx.LockImport(ctx, id)
		if err != nil {
			return err
		}
		if err := mayImport(actor, of.Kind); err != nil {
			return err
		}
		switch of.State {
		case models.ImportStopped:
			return nil
		case models.ImportChecking, models.ImportChecked:
		default:
			return models.ErrStale
		}
		of.State = models.ImportStopped
		if err := tx.ChangeImport(ctx, of); err != nil {
			return err
		}
		if err := tx.EmptyImports(ctx, []models.ID{id}); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "import.stopped", Subject: "imports", SubjectID: id})
	})
}

// FailImport gives an import up that went wrong again and again, by a fault of ours. Nothing of it was kept.
func (s *Service) FailImport(ctx context.Context, id models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		of, err := tx.LockImport(ctx, id)
		if err != nil || !of.Running() {
			return err
		}
		of.State = models.ImportFailed
		if err := tx.ChangeImport(ctx, of); err != nil {
			return err
		}
		return tx.PublishAll(ctx, nil, []models.Job{{Kind: models.MailImport, SubjectID: id}})
	})
}
