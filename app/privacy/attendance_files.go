package privacy

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// nightOfAttendanceFiles is the night on which files about who came are forgotten that nobody has dealt with.
const nightOfAttendanceFiles models.RetentionKind = "attendance_files"

// ForgetAttendanceFiles forgets, once a day, what is in files about who came that nobody has kept or put aside for a week.
func (s *Service) ForgetAttendanceFiles(ctx context.Context) error {
	claimed, err := s.claim(ctx, nightOfAttendanceFiles)
	if err != nil || !claimed {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		forgotten, err := tx.ForgetAttendanceReports(ctx, tx.Now().Add(-models.ReportsForgottenAfter))
		if err != nil || len(forgotten) == 0 {
			return err
		}
		events := make([]models.Event, len(forgotten))
		for i, id := range forgotten {
			events[i] = models.Event{Act: "attendance.forgotten", Subject: "attendance_reports", SubjectID: id}
		}
		return tx.PublishAll(ctx, events, nil)
	})
}
