package frameworks_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"trellis/app/exchange"
	"trellis/app/frameworks"
	"trellis/models"
	"trellis/models/modeltest"
)

// desk is the use cases over one world, with an editor of its framework.
type desk struct {
	*modeltest.World
	s            *frameworks.Service
	editor, boss models.Actor
}

func eachDesk(t *testing.T, do func(t *testing.T, d *desk)) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		d := &desk{World: w, s: &frameworks.Service{Store: w.Store, BaseURL: "https://example.org", Digest: exchange.Digest}}
		d.boss, d.editor = w.Administrator("Bea"), w.Grant(w.Learner("Eve"), models.Editor, models.OneFramework, w.Version.FrameworkID)
		do(t, d)
	})
}

// draw begins version 2.
func (d *desk) draw() {
	d.T.Helper()
	if _, err := d.s.Draw(d.T.Context(), d.editor, "TEST", "1", frameworks.NextVersion{Version: "2"}); err != nil {
		d.T.Fatal(err)
	}
}

func (d *desk) draft() frameworks.DraftPage {
	d.T.Helper()
	page, err := d.s.Draft(d.T.Context(), d.editor, "TEST", "2")
	if err != nil {
		d.T.Fatal(err)
	}
	return page
}

// in is the competency of the draft with that code.
func (d *desk) in(code string) models.Competency {
	d.T.Helper()
	all := d.draft().Competencies
	i := slices.IndexFunc(all, func(k models.Competency) bool { return k.Code == code })
	if i < 0 {
		d.T.Fatalf("no %s in the draft", code)
	}
	return all[i]
}

// change writes a competency of the draft.
func (d *desk) change(code string, change func(*frameworks.WriteCompetency)) error {
	d.T.Helper()
	id := d.in(code).ID
	page, err := d.s.Competency(d.T.Context(), d.editor, "TEST", "2", id, "")
	if err != nil {
		d.T.Fatal(err)
	}
	change(&page.In)
	return d.s.SaveCompetency(d.T.Context(), d.editor, "TEST", "2", id, page.In)
}

// sign asks somebody for a review, who signs the draft off.
func (d *desk) sign(who models.Actor) {
	d.T.Helper()
	if err := d.s.AskReview(d.T.Context(), d.editor, "TEST", "2", frameworks.AskReview{Email: who.Email}); err != nil {
		d.T.Fatal(err)
	}
	list, err := d.Store.Asks(d.T.Context(), who.ID)
	if err != nil || len(list) != 1 || list[0].Kind != models.AsksReview || list[0].By != d.editor.Name {
		d.T.Fatalf("%v (%v)", list, err)
	}
	answer := frameworks.AnswerReview{Verdict: models.SignedOff, Revision: d.draft().Version.Revision}
	if err := d.s.AnswerReview(d.T.Context(), who, list[0].ID, answer); err != nil {
		d.T.Fatal(err)
	}
}

func (d *desk) publish() error {
	return d.s.Publish(d.T.Context(), d.editor, "TEST", "2", d.draft().Version.Revision)
}

func problem(t *testing.T, err error, field, words string) {
	t.Helper()
	var invalid models.Invalid
	if !errors.As(err, &invalid) || !strings.Contains(invalid[field], words) {
		t.Errorf("%s: %v; want %q", field, err, words)
	}
}

func TestANewVersionIsDrawnFromAPublishedOne(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.Keep(&models.WorkedExample{CompetencyID: d.Competencies["TA1"].ID, Level: 2, Says: "A chart for a board", ByID: d.editor.ID, AddedAt: d.Store.Now()})
		d.Keep(&models.RoleProfile{FrameworkVersionID: d.Version.ID, Code: "here", Name: "Drawn here", Position: 9, DrawnHere: true})
		before, err := d.Store.FrameworkContent(t.Context(), d.Version.ID)
		if err != nil {
			t.Fatal(err)
		}
		d.draw()
		page := d.draft()
		if len(page.Competencies) != 5 || len(page.Descriptors) != len(before.Descriptors) || len(page.Requirements) != len(before.Requirements) || len(page.Profiles) != 2 {
			t.Errorf("%d competencies, %d descriptors, %d requirements, %d profiles", len(page.Competencies), len(page.Descriptors), len(page.Requirements), len(page.Profiles))
		}
		if page.BasedOn == nil || page.BasedOn.Version != "1" || page.Changes[models.Unchanged] != 5 || page.Changes[models.Reworded] != 0 {
			t.Errorf("based on %v, %v", page.BasedOn, page.Changes)
		}
		if _, err := d.s.Draw(t.Context(), d.editor, "TEST", "1", frameworks.NextVersion{Version: "2"}); err == nil {
			t.Error("drawn twice")
		}
		if err := d.change("TA1", func(in *frameworks.WriteCompetency) { in.Name, in.Levels[4].Text = "Telling with data", "" }); err != nil {
			t.Fatal(err)
		}
		after, err := d.Store.FrameworkContent(t.Context(), d.Version.ID)
		if err != nil || exchange.Digest(after) != exchange.Digest(before) {
			t.Errorf("the published version changed (%v)", err)
		}
		if page := d.draft(); page.Version.Revision != 2 || page.Changes[models.Reworded] != 1 {
			t.Errorf("revision %d, %v", page.Version.Revision, page.Changes)
		}
		if _, err := d.s.Draft(t.Context(), d.editor, "TEST", "1"); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a published version is no draft: %v", err)
		}
		for _, who := range []models.Actor{d.Learner("Ada"), d.Manager("Mo")} {
			if _, err := d.s.Draft(t.Context(), who, "TEST", "2"); !errors.Is(err, models.ErrForbidden) {
				t.Errorf("%s: %v", who.Name, err)
			}
		}
	})
}

func TestAFrameworkIsWrittenFromNothing(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		in := frameworks.BeginFramework{Code: "NEW", Version: "1", WriteAbout: frameworks.WriteAbout{
			Name: "A new one", Lowest: "1", Attribution: "Words of others", Levels: []frameworks.WriteLevel{{Label: "One"}, {Label: "Two"}, {}, {}},
		}}
		_, _, err := d.s.Begin(ctx, d.boss, in)
		problem(t, err, "levels[0].label", "3 to 6 levels")
		in.Levels[2].Label = "Three"
		if _, _, err := d.s.Begin(ctx, d.editor, in); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("an editor of another framework: %v", err)
		}
		if _, _, err := d.s.Begin(ctx, d.boss, in); err != nil {
			t.Fatal(err)
		}
		in.Code = "new"
		_, _, err = d.s.Begin(ctx, d.boss, in)
		problem(t, err, "code", "Another framework")
		if err := d.s.SaveDomain(ctx, d.boss, "NEW", "1", frameworks.New, frameworks.WriteDomain{Code: "D1", Name: "Making"}); err != nil {
			t.Fatal(err)
		}
		page, err := d.s.Draft(ctx, d.boss, "NEW", "1")
		if err != nil {
			t.Fatal(err)
		}
		var last models.ID
		for i, code := range []string{"A", "B", "C", "D"} { // each a part of the one before
			write := frameworks.WriteCompetency{
				Code: code, Name: "Name " + code, Domain: page.Domains[0].ID, PartOf: last, Kind: models.Tool, Flags: "core\n core two ",
				Levels: []frameworks.WriteDescriptor{{Value: "1", Text: "I begin"}, {Value: "3", Text: "I lead"}},
			}
			err := d.s.SaveCompetency(ctx, d.boss, "NEW", "1", frameworks.New, write)
			if i == models.MostDepth {
				problem(t, err, "part_of", "three deep")
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if page, err = d.s.Draft(ctx, d.boss, "NEW", "1"); err != nil {
				t.Fatal(err)
			}
			last = page.Areas[0].Competencies[i].ID
		}
		k := page.Areas[0].Competencies[2]
		if k.Depth != 3 || k.Described != 2 || k.Kind != models.Tool || k.Flags != "core\ncore two" {
			t.Errorf("%+v", k)
		}
		if err := d.s.RemoveCompetency(ctx, d.boss, "NEW", "1", page.Areas[0].Competencies[1].ID); err != nil {
			t.Fatal(err)
		}
		if page, err = d.s.Draft(ctx, d.boss, "NEW", "1"); err != nil || len(page.Areas[0].Competencies) != 2 || page.Areas[0].Competencies[1].Depth != 2 {
			t.Errorf("%+v (%v)", page.Areas[0], err)
		}
		problem(t, d.s.RemoveDomain(ctx, d.boss, "NEW", "1", page.Domains[0].ID), "remove", "Competencies stand")
		if err := d.s.DropDraft(ctx, d.boss, "NEW", "1"); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Store.FrameworkCalled(ctx, "NEW"); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("the framework stays: %v", err)
		}
	})
}

func TestTwoEditorsSeeEachOther(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.draw()
		id := d.in("TA1").ID
		mine, err := d.s.Competency(t.Context(), d.editor, "TEST", "2", id, "")
		if err != nil {
			t.Fatal(err)
		}
		theirs := mine.In
		theirs.Description = "Theirs"
		if err := d.s.SaveCompetency(t.Context(), d.boss, "TEST", "2", id, theirs); err != nil {
			t.Fatal(err)
		}
		mine.In.Description = "Mine"
		if err := d.s.SaveCompetency(t.Context(), d.editor, "TEST", "2", id, mine.In); !errors.Is(err, models.ErrStale) {
			t.Errorf("written over: %v", err)
		}
		if err := d.change("TA2", func(in *frameworks.WriteCompetency) { in.Description = "Another one" }); err != nil {
			t.Errorf("another competency is in nobody's way: %v", err)
		}
		revision := d.draft().Version.Revision
		if err := d.change("TA2", func(*frameworks.WriteCompetency) {}); err != nil || d.draft().Version.Revision != revision {
			t.Errorf("nothing was changed: %v", err)
		}
		problem(t, d.change("TA2", func(in *frameworks.WriteCompetency) { in.Code = "ta1" }), "code", "Another competency")
	})
}

func TestALevelGoesWithWhatStandsThereWhenThatIsSaid(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.draw()
		page, err := d.s.About(t.Context(), d.editor, "TEST", "2")
		if err != nil {
			t.Fatal(err)
		}
		in := page.In
		in.Levels = in.Levels[:3]
		problem(t, d.s.SaveAbout(t.Context(), d.editor, "TEST", "2", in), "drop_levels", "stand at a level that goes")
		in.DropLevels = true
		if err := d.s.SaveAbout(t.Context(), d.editor, "TEST", "2", in); err != nil {
			t.Fatal(err)
		}
		after := d.draft()
		for _, k := range after.Descriptors {
			if k.Level > 2 {
				t.Errorf("%+v stays", k)
			}
		}
		if len(after.Levels) != 3 {
			t.Errorf("%d levels", len(after.Levels))
		}
	})
}

func TestCommentsAreSettledAndOtherEditorsAreTold(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.draw()
		id := d.in("TA1").ID
		problem(t, d.s.Comment(ctx, d.editor, "TEST", "2", frameworks.AddComment{Says: " "}), "says", "Enter")
		problem(t, d.s.Comment(ctx, d.editor, "TEST", "2", frameworks.AddComment{Says: "Patient 943 476 5919"}), "says", "NHS")
		for range 2 { // a button pressed twice
			if err := d.s.Comment(ctx, d.boss, "TEST", "2", frameworks.AddComment{Competency: id, Says: "Too long"}); err != nil {
				t.Fatal(err)
			}
		}
		page, err := d.s.Competency(ctx, d.editor, "TEST", "2", id, "")
		if err != nil || len(page.Threads) != 1 || page.Threads[0].By != d.boss.Name {
			t.Fatalf("%+v (%v)", page.Threads, err)
		}
		thread := page.Threads[0]
		if err := d.s.Comment(ctx, d.editor, "TEST", "2", frameworks.AddComment{Answers: thread.ID, Says: "Shorter now"}); err != nil {
			t.Fatal(err)
		}
		if err := d.change("TA1", func(in *frameworks.WriteCompetency) { in.Code = "TA9" }); err != nil {
			t.Fatal(err)
		}
		if n := d.draft().Comments; n != 1 {
			t.Errorf("%d not settled after the code changed", n)
		}
		letter, err := d.s.CommentsLetter(ctx, d.editor.Grants[0].ID)
		if err != nil || letter.Person.ID != d.editor.ID || len(letter.Comments) != 1 || letter.Comments[0].Says != "Too long" {
			t.Errorf("%+v (%v)", letter, err)
		}
		if err := d.s.Settle(ctx, d.editor, "TEST", "2", thread.ID, true); err != nil || d.draft().Comments != 0 {
			t.Errorf("settled: %v", err)
		}
		if _, err := d.s.CommentsLetter(ctx, d.editor.Grants[0].ID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a letter of what is settled: %v", err)
		}
		if err := d.s.Settle(ctx, d.editor, "TEST", "2", thread.ID, false); err != nil || d.draft().Comments != 1 {
			t.Errorf("open again: %v", err)
		}
	})
}

func TestADraftIsPublishedOnceOthersHaveSignedItOff(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.draw()
		problem(t, d.publish(), "publish", "Somebody other than you")
		ada := d.Learner("Ada")
		problem(t, d.s.AskReview(ctx, d.editor, "TEST", "2", frameworks.AskReview{Email: "nobody@example.org"}), "email", "Nobody")
		d.sign(ada)
		if err := d.change("TA1", func(in *frameworks.WriteCompetency) { in.Description = "Changed since" }); err != nil {
			t.Fatal(err)
		}
		if got := d.draft().Signing.Reviews[0].State; got != frameworks.ReviewStale {
			t.Errorf("a sign-off of an earlier state is %s", got)
		}
		problem(t, d.publish(), "publish", "Not everybody")
		d.sign(ada)
		if err := d.s.Publish(ctx, d.editor, "TEST", "2", 1); !errors.Is(err, models.ErrStale) {
			t.Errorf("published what was not looked at: %v", err)
		}
		if err := d.publish(); err != nil {
			t.Fatal(err)
		}
		v, err := d.Store.VersionNamed(ctx, "TEST", "2")
		if err != nil || v.State != models.Published || v.ContentHash == "" {
			t.Errorf("%+v (%v)", v, err)
		}
		if err := d.s.Publish(ctx, d.editor, "TEST", "2", 9); err != nil {
			t.Errorf("a second click: %v", err)
		}
	})
}

func TestWhoSignsOffTheirOwnDraftIsNotEnough(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.draw()
		d.sign(d.editor)
		problem(t, d.publish(), "publish", "Somebody other than you")
		ada := d.Learner("Ada")
		if _, err := d.s.Review(t.Context(), ada, d.draft().Signing.Reviews[0].ID); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("somebody who was not asked: %v", err)
		}
	})
}
