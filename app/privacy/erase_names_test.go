package privacy_test

import (
	"testing"

	"trellis/app/privacy"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestErasingSomebodyLeavesTheWordsThatOnlyBeginLikeTheirName(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, root := service(w), w.Administrator("Root")
		an := models.Person{Name: "An", NameKey: "an", Email: "a@example.org", EmailKey: "a@example.org", CreatedAt: w.Store.Now()}
		w.Keep(&an)
		texts := map[string]bool{"Annual review of Ana": true, "Write to ana@example.org": true, "Thank you, An.": false, "Is it An?": false, "An’s record": false, "From <a@example.org>": false}
		for text := range texts {
			job := models.Job{ID: store.NewID(), Kind: models.MailPlaced, State: models.JobDone}
			w.Keep(&job)
			w.Keep(&models.Message{JobID: job.ID, Recipient: "somebody@example.org", Subject: text, Body: text, State: models.MessageKept, CreatedAt: w.Store.Now()})
			w.Keep(&models.Import{Kind: models.ImportOfPeople, FileName: "f.csv", Data: []byte("name\n" + text + "\n"), Report: text, State: models.ImportKept, MadeByID: root.ID, MadeAt: w.Store.Now()})
		}
		if err := s.Erase(t.Context(), root, an.ID, privacy.Erase{Name: "An"}); err != nil {
			t.Fatal(err)
		}
		left := map[string]int{}
		page, err := w.Store.Messages(t.Context(), models.PageAt{Size: 50})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range page.Rows {
			left[m.Subject]++
		}
		for text, stays := range texts {
			if (left[text] == 1) != stays {
				t.Errorf("%q stays %d times", text, left[text])
			}
		}
		kept, err := w.Store.Imports(t.Context(), models.PageAt{Size: 50})
		if err != nil {
			t.Fatal(err)
		}
		for _, of := range kept.Rows {
			if data, err := w.Store.ImportData(t.Context(), of.ID); err != nil || (len(data) > 0) != (of.Report != "") || of.Report != "" && !texts[of.Report] {
				t.Errorf("of the file %q is kept %q (%v)", of.Report, data, err)
			}
		}
	})
}
