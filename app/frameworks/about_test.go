package frameworks_test

import "testing"

func TestADraftDoesNotRenameWhatIsPublished(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.draw()
		page, err := d.s.About(t.Context(), d.editor, "TEST", "2")
		if err != nil {
			t.Fatal(err)
		}
		in := page.In
		in.Name = "Another name"
		problem(t, d.s.SaveAbout(t.Context(), d.editor, "TEST", "2", in), "name", "The name is that of every version")
		if err := d.s.SaveAbout(t.Context(), d.boss, "TEST", "2", in); err != nil {
			t.Errorf("whoever keeps all frameworks renames this one: %v", err)
		}
	})
}
