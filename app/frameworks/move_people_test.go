package frameworks_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	diff "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"trellis/app/frameworks"
	"trellis/app/skills"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// second is a second version of the world's framework: TA1 as it was; TA2 reworded; CS1 and DS1 merged into CD1, from DS1 nothing
// carries; DS2 split into DS2 and DS3; NEW added and asked for.
func second(w *modeltest.World, by models.Actor) (models.FrameworkVersion, map[string]models.Competency) {
	w.T.Helper()
	content, err := w.Store.FrameworkContent(w.T.Context(), w.Version.ID)
	if err != nil {
		w.T.Fatal(err)
	}
	c := content.ByCode()
	c.Version = models.FrameworkVersion{Version: "2", State: models.Draft, BasedOnID: &w.Version.ID, Revision: 1}
	for i := range c.Descriptors {
		if c.Descriptors[i].CompetencyID == "TA2" {
			c.Descriptors[i].Text += ", in new words"
		}
	}
	rename := map[models.ID]models.ID{"CS1": "CD1"}
	for i, k := range c.Competencies {
		if k.Code == "CS1" {
			c.Competencies[i].Code, c.Competencies[i].Name, c.Competencies[i].Slug = "CD1", "Writing and framing", "writing-and-framing"
		}
		if k.Code == "DS1" {
			c.Competencies[i].Code, c.Competencies[i].Name, c.Competencies[i].Slug = "NEW", "Something new", "something-new"
			rename["DS1"] = "NEW"
		}
	}
	c.Competencies = append(c.Competencies, models.Competency{Code: "DS3", Name: "Using evidence", Slug: "using-evidence", DomainID: "ALL", Position: 9})
	for i := range c.Descriptors {
		if to := rename[c.Descriptors[i].CompetencyID]; to != "" {
			c.Descriptors[i].CompetencyID = to
		}
	}
	for i := range c.Requirements {
		if to := rename[c.Requirements[i].CompetencyID]; to != "" {
			c.Requirements[i].CompetencyID = to
		}
	}
	codes := map[string]models.Competency{}
	w.In(func(ctx context.Context, tx *store.Tx) error {
		kept, err := tx.AddFramework(ctx, c)
		if err != nil {
			return err
		}
		c = kept
		for _, k := range kept.Competencies {
			codes[k.Code] = k
		}
		for _, s := range []struct {
			from, to string
			kind     models.SuccessionKind
			carries  bool
		}{{"CS1", "CD1", models.Merged, true}, {"DS1", "CD1", models.Merged, false}, {"DS2", "DS2", models.Split, true}, {"DS2", "DS3", models.Split, true}} {
			row := models.Succession{FromID: w.Competencies[s.from].ID, ToID: codes[s.to].ID, Kind: s.kind, Carries: s.carries, ByID: by.ID, SaidAt: tx.Now()}
			if err := tx.Add(ctx, &row); err != nil {
				return err
			}
		}
		return tx.PublishVersion(ctx, c.Version.ID)
	})
	v, err := w.Store.VersionNamed(w.T.Context(), "TEST", "2")
	if err != nil {
		w.T.Fatal(err)
	}
	return v, codes
}

// choose is everybody's usual way from version 1 to version 2, as somebody sees it who has read the preview.
func choose(t testing.TB, w *modeltest.World, s *frameworks.Service, by models.Actor, more map[models.ID]string) frameworks.MoveVersion {
	t.Helper()
	in := frameworks.MoveVersion{From: "1", To: map[models.ID]string{w.Analyst.ID: "analyst", w.Leader.ID: "leader"}}
	for id, to := range more {
		in.To[id] = to
	}
	page, err := s.MovePage(t.Context(), by, "TEST", "2", in)
	if err != nil {
		t.Fatal(err)
	}
	in.Seen = page.Preview.Seen()
	return in
}

func TestPeopleAreMovedToAnotherVersionAsThePreviewSaid(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s, mine := t.Context(), &frameworks.Service{Store: w.Store}, &skills.Service{Store: w.Store}
		ada := w.Person("Ada")
		mia := w.Manager("Mia", ada)
		bea := w.Administrator("Bea")
		round := w.Round("autumn")
		w.Confirmed(mia, w.Sent(ada, round, "TA1", 3, models.MostWeeks))
		w.Sent(ada, round, "TA2", 2, models.MostWeeks)
		w.Sent(ada, round, "CS1", 2, models.NotAtAll)
		w.Judged(models.Assessment{PersonID: ada.ID, ByID: mia.ID, Kind: models.ByPeer, Level: 4}, "DS2")
		ada, mia = w.Again(ada), w.Again(mia)
		v2, later := second(w, bea)
		role := models.DrawnRole{RoleProfile: models.RoleProfile{FrameworkVersionID: w.Version.ID, Code: "mine", Name: "Mine"}, Asks: []models.Requirement{
			{CompetencyID: w.Competencies["DS2"].ID, Level: 2, Optional: true}, {CompetencyID: w.Competencies["TA1"].ID, Level: 1},
		}}
		w.In(func(ctx context.Context, tx *store.Tx) (err error) { role, err = tx.AddRole(ctx, role); return err })
		w.Post(ada, &role.RoleProfile, nil)
		w.Keep(&models.Aspiration{PersonID: ada.ID, RoleProfileID: w.Leader.ID, SaidAt: w.Store.Now()},
			&models.AddedCompetency{PersonID: ada.ID, CompetencyID: w.Competencies["DS1"].ID, AddedAt: w.Store.Now()})
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.Choose(ctx, ada.ID, role.ID, []models.ID{w.Competencies["DS2"].ID})
		})
		w.Cohort("R1", 5)

		page, err := s.MovePage(ctx, bea, "TEST", "2", frameworks.MoveVersion{From: "1"})
		if err != nil || len(page.Others) != 1 || len(page.Profiles) != 2 || page.Profiles[0].To != "analyst" || page.Profiles[1].To != frameworks.Redrawn {
			t.Fatalf("who is there: %+v %v", page, err)
		}
		half := frameworks.MoveVersion{From: "1", To: map[models.ID]string{w.Analyst.ID: "analyst"}}
		page, err = s.MovePage(ctx, bea, "TEST", "2", half)
		if err != nil || page.Preview.People != 2 || page.Preview.Held != 1 {
			t.Errorf("who has another post that stays is held: %+v %v", page.Preview, err)
		}
		in := choose(t, w, s, bea, map[models.ID]string{role.ID: frameworks.Redrawn})
		page, err = s.MovePage(ctx, bea, "TEST", "2", in)
		p := page.Preview
		if err != nil || p.People != 3 || p.Posts != 4 || p.Held != 0 || p.Assessments != 4 || len(p.Left) != 1 || p.Left[0].From != "Inference" || len(p.Courses) != 1 || len(p.Asked) != 1 || p.Asked[0] != "Something new" {
			t.Fatalf("%+v %v", p, err)
		}
		if _, err := s.MoveVersion(ctx, ada, "TEST", "2", in); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a learner moves: %v", err)
		}
		cyd := w.Learner("Cyd")
		if _, err := s.MoveVersion(ctx, bea, "TEST", "2", in); !errors.Is(err, models.ErrStale) {
			t.Errorf("somebody came meanwhile: %v", err)
		}
		yesterday, err := w.Store.Standing(ctx, w.Store.Today().AddDays(-1))
		if err != nil {
			t.Fatal(err)
		}
		in = choose(t, w, s, bea, map[models.ID]string{role.ID: frameworks.Redrawn})
		move, err := s.MoveVersion(ctx, bea, "TEST", "2", in)
		if err != nil || move.State != models.VersionMoved || move.Moved != 5 || move.Carried != 4 {
			t.Fatalf("%+v %v", move, err)
		}
		reconciles(t, w)
		if again, err := w.Store.Standing(ctx, w.Store.Today().AddDays(-1)); err != nil || diff.Diff(yesterday, again) != "" {
			t.Errorf("figures for yesterday have changed: %s %v", diff.Diff(yesterday, again), err)
		}
		ada = w.Again(ada)
		if len(ada.Posts) != 2 || ada.Posts[0].Started != w.Store.Today() || w.Again(cyd).Posts[0].ManagerID != nil {
			t.Errorf("her posts: %+v", ada.Posts)
		}
		own, err := mine.Mine(ctx, ada, "")
		if err != nil {
			t.Fatal(err)
		}
		said := map[string]string{}
		for _, k := range own.All() {
			said[k.Name] = fmt.Sprint(k.Assessed, k.Held, k.Confirmed, k.Suggested, k.Required) + " " + k.CarriedFrom
		}
		want := map[string]string{
			"Describing data": "true 3 true 0 3 1", "Inference": "false 0 false 0 2 ", "Writing and framing": "true 2 false 0 2 1",
			"Something new": "false 0 false 0 1 ", "Using analysis": "false 0 false 4 2 ", "Using evidence": "false 0 false 4 2 ",
		}
		delete(said, "Inference")
		delete(want, "Inference")
		if d := diff.Diff(want, said); d != "" {
			t.Errorf("her skills (-want +got):\n%s", d)
		}
		if own.Aim != "Decision maker" || own.Round.Done != 2 {
			t.Errorf("aim %q, round %+v", own.Aim, own.Round)
		}
		aim, err := w.Store.AimedRole(ctx, ada.ID)
		if err != nil || aim.FrameworkVersionID != v2.ID {
			t.Errorf("she aims at %+v %v", aim, err)
		}
		one, err := mine.One(ctx, ada, "describing-data")
		if err != nil || one.Skill.CompetencyID != later["TA1"].ID || len(one.History) != 2 || one.History[1].CarriedFrom != "1" || one.History[0].By != "Mia" {
			t.Errorf("its history: %+v %v", one.History, err)
		}
		queue, err := mine.ToConfirm(ctx, mia, ada.ID)
		if err != nil || len(queue.Items) != 2 {
			t.Errorf("what waits for her manager, once: %+v %v", queue.Items, err)
		}
	})
}

// Killed half-way and called again, a move moves everybody once.
func TestAMoveThatWasInterruptedMovesEverybodyOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &frameworks.Service{Store: w.Store}
		bea := w.Administrator("Bea")
		var posts []models.Post
		var assessed []models.Assessment
		for i := range 120 {
			a := w.Person(fmt.Sprintf("p%d", i))
			posts = append(posts, models.Post{PersonID: a.ID, OrganisationID: w.Trust.ID, Title: "Analyst", RoleProfileID: &w.Analyst.ID, Started: "2025-01-01"})
			assessed = append(assessed, models.Assessment{PersonID: a.ID, ByID: a.ID, Kind: models.BySelf, CompetencyID: w.Competencies["TA1"].ID, Level: i % 5, AssessedAt: w.Store.Now()})
		}
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.AddPosts(ctx, posts), tx.AddAssessments(ctx, assessed))
		})
		v2, later := second(w, bea)
		move, err := s.MoveVersion(ctx, bea, "TEST", "2", choose(t, w, s, bea, nil))
		if err != nil || move.State != models.VersionMoving {
			t.Fatalf("%+v %v", move, err)
		}
		if _, err := s.MoveVersion(ctx, bea, "TEST", "2", frameworks.MoveVersion{From: "1", To: map[models.ID]string{w.Analyst.ID: "analyst"}}); err == nil {
			t.Error("moved twice at once")
		}
		failed := errors.New("killed")
		err = w.Store.InTx(ctx, func(tx *store.Tx) error {
			if _, err := tx.PostsToMove(ctx, w.Version.ID, []models.ID{w.Analyst.ID}, 10); err != nil {
				return err
			}
			return failed
		})
		if !errors.Is(err, failed) {
			t.Fatal(err)
		}
		for range 2 {
			if err := s.CarryVersionMove(ctx, move.ID); err != nil {
				t.Fatal(err)
			}
		}
		move, err = w.Store.VersionMove(ctx, move.ID)
		if err != nil || move.State != models.VersionMoved || move.Moved != 121 || move.Carried != 120 {
			t.Errorf("%+v %v", move, err)
		}
		reconciles(t, w)
		db := modeltest.SQL(t, w.Store)
		if n := modeltest.Count(t, db, "SELECT count(*) FROM posts JOIN role_profiles ON role_profiles.id = role_profile_id WHERE ended IS NULL AND framework_version_id = '"+string(v2.ID)+"'"); n != 121 {
			t.Errorf("%d posts on the new version", n)
		}
		if n := modeltest.Count(t, db, "SELECT count(*) FROM assessments WHERE competency_id = '"+string(later["TA1"].ID)+"'"); n != 120 {
			t.Errorf("%d assessments carried", n)
		}
	})
}

// Whatever was assessed, confirmed and moved: each skill is what its assessments say, nothing is lost or doubled, and nobody is
// asked by two versions.
func TestCarriedSkillsEqualTheirRecomputation(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &frameworks.Service{Store: w.Store}
		bea := w.Administrator("Bea")
		v2, later := second(w, bea)
		n := 0
		rapid.Check(t, func(rt *rapid.T) {
			n++
			people := []models.Actor{w.Learner(fmt.Sprintf("ada%d", n)), w.Post(w.Learner(fmt.Sprintf("ben%d", n)), &w.Leader, nil)}
			for range rapid.IntRange(1, 8).Draw(rt, "steps") {
				who := rapid.SampledFrom(people).Draw(rt, "who")
				code := rapid.SampledFrom([]string{"TA1", "TA2", "CS1", "DS1", "DS2"}).Draw(rt, "code")
				kind := rapid.SampledFrom([]models.AssessmentKind{models.BySelf, models.ByManager, models.ByCourse}).Draw(rt, "kind")
				w.Clock.Advance(time.Minute)
				switch rapid.IntRange(0, 3).Draw(rt, "act") {
				case 0, 1:
					w.Judged(models.Assessment{PersonID: who.ID, ByID: bea.ID, Kind: kind, Level: rapid.IntRange(0, 4).Draw(rt, "level"), Use: models.OnceOrTwice}, code)
				case 2:
					w.Confirmed(bea, w.Assessed(who, code, 2, models.MostWeeks))
				case 3:
					in := frameworks.MoveVersion{From: "1", To: map[models.ID]string{w.Analyst.ID: "analyst", w.Leader.ID: "leader"}}
					page, err := s.MovePage(ctx, bea, "TEST", "2", in)
					if err != nil {
						rt.Fatal(err)
					}
					in.Seen = page.Preview.Seen()
					if _, err := s.MoveVersion(ctx, bea, "TEST", "2", in); err != nil {
						rt.Fatal(err)
					}
				}
			}
			reconciles(t, w)
			agrees(rt, w, v2, later)
		})
	})
}

func agrees(rt *rapid.T, w *modeltest.World, v2 models.FrameworkVersion, later map[string]models.Competency) {
	for after := models.ID(""); ; {
		page, err := w.Store.SkillsAfter(w.T.Context(), after, 100)
		if err != nil {
			rt.Fatal(err)
		}
		if d := diff.Diff(page.Derived, page.Kept, cmpopts.EquateEmpty()); d != "" {
			rt.Fatalf("skills differ from their recomputation (-derived +kept):\n%s", d)
		}
		if !page.More {
			break
		}
		after = page.Last
	}
	db := modeltest.SQL(w.T, w.Store)
	for name, query := range map[string]string{
		"asked by two versions": `SELECT count(*) FROM (SELECT person_id FROM posts JOIN role_profiles ON role_profiles.id = role_profile_id
			WHERE ended IS NULL OR ended >= '` + string(w.Store.Today()) + `' GROUP BY person_id HAVING count(DISTINCT framework_version_id) > 1) twice`,
		"doubled": "SELECT count(*) FROM (SELECT carried_from_id FROM assessments WHERE carried_from_id IS NOT NULL GROUP BY carried_from_id, competency_id HAVING count(*) > 1) twice",
		"carried otherwise than it was": `SELECT count(*) FROM assessments n JOIN assessments o ON o.id = n.carried_from_id
			WHERE n.person_id <> o.person_id OR n.level <> o.level OR n.kind <> o.kind OR n.by_id <> o.by_id OR n.assessed_at <> o.assessed_at`,
		"a confirmation lost": `SELECT count(*) FROM assessments n JOIN confirmations c ON c.assessment_id = n.carried_from_id
			WHERE NOT EXISTS (SELECT 1 FROM confirmations m WHERE m.assessment_id = n.id AND m.agrees = c.agrees AND m.by_id = c.by_id)`,
		"carried though its words changed": "SELECT count(*) FROM assessments WHERE carried_from_id IS NOT NULL AND competency_id = '" + string(later["TA2"].ID) + "'",
	} {
		if n := modeltest.Count(w.T, db, query); n > 0 {
			rt.Errorf("%s: %d", name, n)
		}
	}
	_ = v2
}
