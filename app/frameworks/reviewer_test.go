package frameworks_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"trellis/app/frameworks"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestWhoIsAskedToReviewSaysSomethingOfACompetency(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.draw()
		ada := d.Learner("Ada")
		if err := d.s.AskReview(ctx, d.editor, "TEST", "2", frameworks.AskReview{Email: ada.Email}); err != nil {
			t.Fatal(err)
		}
		review := d.draft().Signing.Reviews[0].ID
		says := frameworks.AddComment{Competency: d.in("TA1").ID, Says: "Whose data?"}
		if err := d.s.CommentReview(ctx, d.Learner("Ben"), review, says); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("somebody who was not asked: %v", err)
		}
		if err := d.s.Comment(ctx, ada, "TEST", "2", says); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a reviewer is no editor: %v", err)
		}
		problem(t, d.s.CommentReview(ctx, ada, review, frameworks.AddComment{Says: " "}), "says", "Enter")
		if err := d.s.CommentReview(ctx, ada, review, says); err != nil {
			t.Fatal(err)
		}
		page, err := d.s.Review(ctx, ada, review)
		if err != nil || page.Said.Unsettled != 1 || len(page.Said.Competencies) != 1 || page.Said.Competencies[0].Threads[0].By != ada.Name {
			t.Fatalf("%+v (%v)", page.Said, err)
		}
		thread := page.Said.Competencies[0].Threads[0]
		if err := d.s.Comment(ctx, d.editor, "TEST", "2", frameworks.AddComment{Answers: thread.ID, Says: "Ours"}); err != nil {
			t.Fatal(err)
		}
		all, err := d.s.Comments(ctx, d.editor, "TEST", "2")
		if err != nil || len(all.Table()) != 3 || all.Table()[2][4] != "Ours" {
			t.Fatalf("%v (%v)", all.Table(), err)
		}
		letter, err := d.s.AnswerLetter(ctx, all.Competencies[0].Threads[0].Answers[0].ID)
		if err != nil || letter.URL != "https://example.org/reviews/"+string(review) || letter.Person.ID != ada.ID {
			t.Errorf("%+v (%v)", letter, err)
		}
		asked, err := d.s.Reviews(ctx, d.editor, "TEST", "2")
		if err != nil || len(asked.Table()) != 2 || asked.Table()[1][3] != string(frameworks.ReviewAsked) {
			t.Errorf("%v (%v)", asked.Table(), err)
		}
	})
}

func TestPeopleAreMovedBackOnlyWhereThatIsMeant(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &frameworks.Service{Store: w.Store}
		ada, bea := w.Learner("Ada"), w.Administrator("Bea")
		w.Clock.Advance(time.Hour)
		v2, _ := second(w, bea)
		if _, err := s.MoveVersion(ctx, bea, "TEST", "2", choose(t, w, s, bea, nil)); err != nil {
			t.Fatal(err)
		}
		profiles, err := w.Store.RoleProfiles(ctx, v2.ID)
		if err != nil {
			t.Fatal(err)
		}
		back := frameworks.MoveVersion{From: "2", To: map[models.ID]string{}}
		for _, p := range profiles {
			back.To[p.ID] = p.Code
		}
		page, err := s.MovePage(ctx, bea, "TEST", "1", back)
		if err != nil || !page.Preview.Back || page.Preview.People == 0 {
			t.Fatalf("%+v (%v)", page.Preview, err)
		}
		back.Seen = page.Preview.Seen()
		_, err = s.MoveVersion(ctx, bea, "TEST", "1", back)
		problem(t, err, "back", "Tick")
		if got := version(t, w.Store, ada); got != "2" {
			t.Errorf("moved to %s without a yes", got)
		}
		back.Back = true
		if _, err := s.MoveVersion(ctx, bea, "TEST", "1", back); err != nil {
			t.Fatal(err)
		}
		if got := version(t, w.Store, ada); got != "1" {
			t.Errorf("on %s", got)
		}
	})
}

// version is that of the role of somebody.
func version(t *testing.T, s *store.Store, a models.Actor) string {
	t.Helper()
	db := modeltest.SQL(t, s)
	var number string
	err := db.QueryRowContext(t.Context(), `SELECT v.version FROM posts JOIN role_profiles r ON r.id = posts.role_profile_id JOIN framework_versions v ON v.id = r.framework_version_id
		WHERE posts.ended IS NULL AND posts.person_id = '`+string(a.ID)+`'`).Scan(&number)
	if err != nil {
		t.Fatal(err)
	}
	return number
}

func TestNobodyIsMovedToAVersionAfterItsLastDayForNewPeople(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &frameworks.Service{Store: w.Store}
		ada, bea := w.Learner("Ada"), w.Administrator("Bea")
		second(w, bea)
		today := w.Store.Today()
		if err := s.Retire(ctx, bea, "TEST", "2", frameworks.Retire{Cutoff: string(today), Retires: string(today.AddDays(30)), Because: "Version 3 is there"}); err != nil {
			t.Fatal(err)
		}
		in := choose(t, w, s, bea, nil) // on its last day people may come
		w.Clock.Advance(24 * time.Hour)
		_, err := s.MovePage(ctx, bea, "TEST", "2", in)
		problem(t, err, "from", "takes nobody new after "+string(today))
		_, err = s.MoveVersion(ctx, bea, "TEST", "2", in)
		problem(t, err, "from", "takes nobody new after "+string(today))
		if got := version(t, w.Store, ada); got != "1" {
			t.Errorf("moved to %s", got)
		}
	})
}

func TestWhoEditsADraftNoMoreGetsNoLetterOfIt(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.draw()
		fay := d.Grant(d.Learner("Fay"), models.Editor, models.OneFramework, d.Version.FrameworkID)
		ada := d.Learner("Ada")
		if err := d.s.Comment(ctx, fay, "TEST", "2", frameworks.AddComment{Says: "Too long"}); err != nil {
			t.Fatal(err)
		}
		if err := d.s.AskReview(ctx, fay, "TEST", "2", frameworks.AskReview{Email: ada.Email}); err != nil {
			t.Fatal(err)
		}
		draft := d.draft()
		review := draft.Signing.Reviews[0].ID
		wants := frameworks.AnswerReview{Verdict: models.ChangesWanted, Says: "Shorter", Revision: draft.Version.Revision}
		if err := d.s.AnswerReview(ctx, ada, review, wants); err != nil {
			t.Fatal(err)
		}
		said, err := d.s.Comments(ctx, d.editor, "TEST", "2")
		if err != nil {
			t.Fatal(err)
		}
		if err := d.s.Comment(ctx, d.editor, "TEST", "2", frameworks.AddComment{Answers: said.Whole[0].ID, Says: "Shorter now"}); err != nil {
			t.Fatal(err)
		}
		if said, err = d.s.Comments(ctx, d.editor, "TEST", "2"); err != nil {
			t.Fatal(err)
		}
		answer := said.Whole[0].Answers[0].ID
		if letter, err := d.s.AnswerLetter(ctx, answer); err != nil || letter.Person.ID != fay.ID {
			t.Errorf("an editor: %+v (%v)", letter, err)
		}
		if letter, err := d.s.ReviewAnsweredLetter(ctx, review); err != nil || letter.Person.ID != fay.ID {
			t.Errorf("an editor: %+v (%v)", letter, err)
		}

		grant := fay.Grants[0]
		grant.Ended = d.Store.Today()
		d.In(func(ctx context.Context, tx *store.Tx) error { return tx.ChangeGrant(ctx, grant) })
		d.Clock.Advance(24 * time.Hour)
		if letter, err := d.s.AnswerLetter(ctx, answer); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("no editor any more: %+v (%v)", letter, err)
		}
		if letter, err := d.s.ReviewAnsweredLetter(ctx, review); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("no editor any more: %+v (%v)", letter, err)
		}
	})
}

func TestAReviewThatWasAnsweredIsNotTakenBack(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.draw()
		ada, ben := d.Learner("Ada"), d.Learner("Ben")
		for _, who := range []models.Actor{ada, ben} {
			if err := d.s.AskReview(ctx, d.editor, "TEST", "2", frameworks.AskReview{Email: who.Email}); err != nil {
				t.Fatal(err)
			}
		}
		page := d.draft()
		of := map[models.ID]models.ID{}
		for _, r := range page.Signing.Reviews {
			of[r.ReviewerID] = r.ID
		}
		wants := frameworks.AnswerReview{Verdict: models.ChangesWanted, Says: "Shorter", Revision: page.Version.Revision}
		if err := d.s.AnswerReview(ctx, ada, of[ada.ID], wants); err != nil {
			t.Fatal(err)
		}
		problem(t, d.s.TakeReviewBack(ctx, d.editor, "TEST", "2", of[ada.ID]), "asked", "Ada has answered")
		if err := d.s.AskReview(ctx, d.editor, "TEST", "2", frameworks.AskReview{Email: ada.Email}); err != nil {
			t.Fatal(err)
		}
		problem(t, d.s.TakeReviewBack(ctx, d.editor, "TEST", "2", of[ada.ID]), "asked", "Ada has answered")
		if err := d.s.TakeReviewBack(ctx, d.editor, "TEST", "2", of[ben.ID]); err != nil {
			t.Error(err)
		}
		if left := d.draft().Signing.Reviews; len(left) != 1 || left[0].Says != "Shorter" {
			t.Errorf("%+v", left)
		}
	})
}
