package store_test

import (
	"context"
	"strings"
	"testing"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// TestWhatIsPublishedNeverChanges writes past the program, to every table of a version: the database itself refuses.
func TestWhatIsPublishedNeverChanges(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		id, ta1 := string(w.Version.ID), string(w.Competencies["TA1"].ID)
		for _, statement := range []string{
			"UPDATE framework_versions SET licence = 'another' WHERE id = '" + id + "'",
			"UPDATE framework_versions SET state = 'draft', published_at = NULL WHERE id = '" + id + "'",
			"DELETE FROM framework_versions WHERE id = '" + id + "'",
			"INSERT INTO levels (framework_version_id, value, label, description) VALUES ('" + id + "', 9, 'Master', '')",
			"UPDATE levels SET label = 'Novice' WHERE value = 1",
			"DELETE FROM levels WHERE value = 4",
			"UPDATE domains SET name = 'Something'", "DELETE FROM domains",
			"UPDATE competencies SET name = 'Another' WHERE id = '" + ta1 + "'",
			"DELETE FROM competencies WHERE code = 'DS2'",
			"INSERT INTO descriptors (competency_id, level, text) VALUES ('" + ta1 + "', 9, 'I can')",
			"UPDATE descriptors SET text = 'I could' WHERE competency_id = '" + ta1 + "' AND level = 1",
			"DELETE FROM descriptors WHERE competency_id = '" + ta1 + "'",
			"UPDATE role_profiles SET name = 'Another'", "DELETE FROM role_profiles WHERE code = 'leader'",
			"UPDATE requirements SET level = 1", "DELETE FROM requirements",
		} {
			if err := modeltest.Try(t, w.Store, statement); err == nil || !strings.Contains(err.Error(), "a published framework version never changes") {
				t.Errorf("%s: %v", statement, err)
			}
		}
	})
}

// TestWhatIsNoPartOfAVersionMayChange: how a version ends, profiles drawn on it, and a draft.
func TestWhatIsNoPartOfAVersionMayChange(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		drawn := models.RoleProfile{FrameworkVersionID: w.Version.ID, Code: "here", Name: "Drawn here", Position: 9, DrawnHere: true}
		w.Keep(&drawn)
		w.Keep(&models.Requirement{RoleProfileID: drawn.ID, CompetencyID: w.Competencies["TA1"].ID, Level: 1})
		draft := models.FrameworkVersion{FrameworkID: w.Version.FrameworkID, Version: "2", State: models.Draft, CreatedAt: w.Store.Now()}
		w.Keep(&draft)
		w.Keep(&models.Level{FrameworkVersionID: draft.ID, Value: 0, Label: "Not yet"})
		for _, statement := range []string{
			"UPDATE framework_versions SET state = 'retired', retires = '2026-12-31', retires_because = 'Version 2 is there' WHERE published_at IS NOT NULL",
			"UPDATE requirements SET level = 2 WHERE role_profile_id = '" + string(drawn.ID) + "'",
			"DELETE FROM requirements WHERE role_profile_id = '" + string(drawn.ID) + "'", "DELETE FROM role_profiles WHERE drawn_here",
			"UPDATE levels SET label = 'Nothing yet' WHERE framework_version_id = '" + string(draft.ID) + "'",
		} {
			if err := modeltest.Try(t, w.Store, statement); err != nil {
				t.Errorf("%s: %v", statement, err)
			}
		}
	})
}

// TestWhatIsEmptiedIsFrozenAgain: the demonstration starts again, and what is published then is kept as well.
func TestWhatIsEmptiedIsFrozenAgain(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		const change = "UPDATE frameworks SET name = name; UPDATE levels SET label = 'Novice'"
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.Clear(ctx) })
		content := store.FrameworkContent{
			Framework: models.Framework{Code: "NEW", Name: "New"}, Version: models.FrameworkVersion{Version: "1", State: models.Published},
			Levels: []models.Level{{Value: 0, Label: "Not yet"}},
		}
		now := w.Store.Now()
		content.Version.PublishedAt = &now
		w.In(func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.AddFramework(ctx, content)
			return err
		})
		if err := modeltest.Try(t, w.Store, change); err == nil {
			t.Error("the levels of a published version were changed")
		}
	})
}
