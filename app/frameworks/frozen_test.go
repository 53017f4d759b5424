package frameworks_test

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trellis/app/exchange"
	"trellis/app/frameworks"
	"trellis/models"
	"trellis/models/modeltest"
)

// TestWhatIsPublishedNeverChanges edits, reviews, publishes, draws, ends and moves at random: every row of each published version
// stays as it was when it was published, and whoever would write it is refused.
func TestWhatIsPublishedNeverChanges(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		d := &desk{World: w, s: &frameworks.Service{Store: w.Store, Digest: exchange.Digest}, boss: w.Administrator("Bea")}
		d.editor = d.boss
		db := modeltest.SQL(t, w.Store)
		p := press{desk: d, db: db, reviewer: w.Learner("Ada"), hashes: map[models.ID]string{w.Version.ID: hashOf(t, db, w.Version.ID)}, numbers: []string{"1"}}
		rapid.Check(t, func(rt *rapid.T) {
			for range rapid.IntRange(4, 12).Draw(rt, "steps") {
				w.Clock.Advance(time.Minute)
				act := rapid.SampledFrom([]func(*rapid.T){p.draws, p.edits, p.edits, p.edits, p.publishes, p.publishes, p.draftsARole, p.ends, p.moves, p.meddles, p.meddles}).Draw(rt, "act")
				act(rt)
			}
			for id, was := range p.hashes {
				if is := hashOf(t, db, id); is != was {
					rt.Fatalf("the rows of %s changed after it was published", id)
				}
			}
		})
		if len(p.hashes) < 3 {
			t.Errorf("only %d versions were published", len(p.hashes))
		}
	})
}

// press is what the property acts on: the published versions, the draft, and the hash of each published one.
type press struct {
	*desk
	db       *sql.DB
	reviewer models.Actor
	hashes   map[models.ID]string
	numbers  []string // of published versions
	draft    string   // number of the draft; empty for none
	made     int
}

// parts are the queries of all that a version says.
func partsOf(version models.ID) []string {
	at := "'" + string(version) + "'"
	return []string{
		"SELECT id, framework_id, version, language, licence, description, notes, content_hash, source, attribution, identifier, published_at FROM framework_versions WHERE id = " + at,
		"SELECT * FROM levels WHERE framework_version_id = " + at + " ORDER BY value",
		"SELECT * FROM domains WHERE framework_version_id = " + at + " ORDER BY id",
		"SELECT * FROM competencies WHERE framework_version_id = " + at + " ORDER BY id",
		"SELECT d.* FROM descriptors d JOIN competencies k ON k.id = d.competency_id WHERE k.framework_version_id = " + at + " ORDER BY d.competency_id, d.level",
		"SELECT * FROM role_profiles WHERE NOT drawn_here AND framework_version_id = " + at + " ORDER BY id",
		"SELECT q.* FROM requirements q JOIN role_profiles p ON p.id = q.role_profile_id WHERE NOT p.drawn_here AND p.framework_version_id = " + at + " ORDER BY q.role_profile_id, q.competency_id",
	}
}

func hashOf(t *testing.T, db *sql.DB, version models.ID) string {
	t.Helper()
	sum := sha256.New()
	for _, query := range partsOf(version) {
		rows, err := db.QueryContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			cells, to := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
			for i := range cells {
				to[i] = &cells[i]
			}
			if err := rows.Scan(to...); err != nil {
				t.Fatal(err)
			}
			for _, cell := range cells {
				_, _ = fmt.Fprintf(sum, "%d:%s|", len(cell), cell)
			}
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// may fails unless the use case was done, or refused with something to say.
func may(rt *rapid.T, err error) {
	var invalid models.Invalid
	if err != nil && !errors.As(err, &invalid) && !errors.Is(err, models.ErrNotFound) && !errors.Is(err, models.ErrStale) {
		rt.Fatal(err)
	}
}

// draws begins a draft from a published version, where there is none.
func (p *press) draws(rt *rapid.T) {
	if p.draft != "" {
		return
	}
	p.made++
	number := "2." + strconv.Itoa(p.made)
	from := rapid.SampledFrom(p.numbers[max(0, len(p.numbers)-3):]).Draw(rt, "from")
	if _, err := p.s.Draw(p.T.Context(), p.boss, "TEST", from, frameworks.NextVersion{Version: number}); err != nil {
		rt.Fatal(err)
	}
	p.draft = number
}

// edits changes something of the draft.
func (p *press) edits(rt *rapid.T) {
	if p.draft != "" {
		may(rt, p.change(rt, p.draft))
	}
}

// change writes a part of a version, whichever it is.
func (p *press) change(rt *rapid.T, number string) error {
	ctx := p.T.Context()
	v, err := p.Store.VersionNamed(ctx, "TEST", number)
	if err != nil {
		return err
	}
	c, err := p.Store.FrameworkContent(ctx, v.ID)
	if err != nil {
		return err
	}
	p.made++
	words := "Said " + strconv.Itoa(p.made)
	part := rapid.IntRange(0, 6).Draw(rt, "part")
	if part == 3 && len(c.Competencies) < 3 {
		part = 2
	}
	switch part {
	case 0:
		in := frameworks.WriteAbout{Name: "Test", Lowest: "0", Description: words, Edition: c.Version.EditionWith(c.Framework, c.Levels)}
		for _, l := range c.Levels {
			in.Levels = append(in.Levels, frameworks.WriteLevel{Label: l.Label, Description: words})
		}
		return p.s.SaveAbout(ctx, p.boss, "TEST", number, in)
	case 1:
		return p.s.SaveDomain(ctx, p.boss, "TEST", number, frameworks.New, frameworks.WriteDomain{Code: "D" + strconv.Itoa(p.made), Name: words})
	case 2:
		in := frameworks.WriteCompetency{Code: "K" + strconv.Itoa(p.made), Name: words, Domain: c.Domains[0].ID, Levels: []frameworks.WriteDescriptor{{Value: "1", Text: words}}}
		return p.s.SaveCompetency(ctx, p.boss, "TEST", number, frameworks.New, in)
	case 3:
		return p.s.RemoveCompetency(ctx, p.boss, "TEST", number, rapid.SampledFrom(c.Competencies).Draw(rt, "competency").ID)
	case 4:
		return p.s.Move(ctx, p.boss, "TEST", number, frameworks.Move{Competency: rapid.SampledFrom(c.Competencies).Draw(rt, "competency").ID, Up: rapid.Bool().Draw(rt, "up")})
	case 5:
		in := frameworks.WriteProfile{Code: "r" + strconv.Itoa(p.made), Name: words, Asks: map[models.ID]string{c.Competencies[0].ID: "2"}}
		return p.s.SaveProfile(ctx, p.boss, "TEST", number, frameworks.New, in)
	}
	k := rapid.SampledFrom(c.Competencies).Draw(rt, "competency")
	page, err := p.s.Competency(ctx, p.boss, "TEST", number, k.ID, "")
	if err != nil {
		return err
	}
	page.In.Description, page.In.Levels[1].Text = words, words
	return p.s.SaveCompetency(ctx, p.boss, "TEST", number, k.ID, page.In)
}

// publishes has the draft signed off, and publishes it.
func (p *press) publishes(rt *rapid.T) {
	if p.draft == "" {
		return
	}
	ctx := p.T.Context()
	may(rt, p.s.AskReview(ctx, p.boss, "TEST", p.draft, frameworks.AskReview{Email: p.reviewer.Email}))
	page, err := p.s.Draft(ctx, p.boss, "TEST", p.draft)
	if err != nil {
		rt.Fatal(err)
	}
	answer := frameworks.AnswerReview{Verdict: models.SignedOff, Revision: page.Version.Revision}
	if err := p.s.AnswerReview(ctx, p.reviewer, page.Signing.Reviews[0].ID, answer); err != nil {
		rt.Fatal(err)
	}
	if err := p.s.Publish(ctx, p.boss, "TEST", p.draft, page.Version.Revision); err != nil {
		rt.Fatal(err)
	}
	p.hashes[page.Version.ID] = hashOf(p.T.(*testing.T), p.db, page.Version.ID)
	p.numbers, p.draft = append(p.numbers, p.draft), ""
}

// meddles tries to write what is published: nothing of it is done.
func (p *press) meddles(rt *rapid.T) {
	number := rapid.SampledFrom(p.numbers).Draw(rt, "published")
	if err := p.change(rt, number); !errors.Is(err, models.ErrNotFound) {
		rt.Fatalf("a published version was written: %v", err)
	}
	if err := p.s.DropDraft(p.T.Context(), p.boss, "TEST", number); !errors.Is(err, models.ErrNotFound) {
		rt.Fatalf("a published version was dropped: %v", err)
	}
}

// draftsARole draws a role profile on a published version: that is no part of it.
func (p *press) draftsARole(rt *rapid.T) {
	ctx, number := p.T.Context(), p.numbers[len(p.numbers)-1]
	v, err := p.Store.VersionNamed(ctx, "TEST", number)
	if err != nil {
		rt.Fatal(err)
	}
	competencies, err := p.Store.CompetenciesOf(ctx, v.ID)
	if err != nil {
		rt.Fatal(err)
	}
	p.made++
	_, err = p.s.DrawRole(ctx, p.boss, "TEST", number, frameworks.RoleInput{Name: "Role " + strconv.Itoa(p.made), Asks: map[models.ID]frameworks.AskInput{competencies[0].ID: {Level: "2", Kind: frameworks.AskCore}}})
	may(rt, err)
}

// ends announces the end of a published version, or calls it off, or lets a day go by.
func (p *press) ends(rt *rapid.T) {
	ctx, number, today := p.T.Context(), rapid.SampledFrom(p.numbers).Draw(rt, "ending"), p.Store.Today()
	switch rapid.IntRange(0, 2).Draw(rt, "end") {
	case 0:
		may(rt, p.s.Retire(ctx, p.boss, "TEST", number, frameworks.Retire{Cutoff: string(today), Retires: string(today), Because: "Another is there"}))
	case 1:
		may(rt, p.s.KeepOn(ctx, p.boss, "TEST", number))
	case 2:
		p.Clock.Advance(24 * time.Hour)
		may(rt, p.s.End(ctx))
	}
}

// moves takes people from one published version to another.
func (p *press) moves(rt *rapid.T) {
	ctx := p.T.Context()
	from, to := rapid.SampledFrom(p.numbers).Draw(rt, "from"), rapid.SampledFrom(p.numbers).Draw(rt, "to")
	v, err := p.Store.VersionNamed(ctx, "TEST", from)
	if err != nil {
		rt.Fatal(err)
	}
	profiles, err := p.Store.RoleProfiles(ctx, v.ID)
	if err != nil {
		rt.Fatal(err)
	}
	in := frameworks.MoveVersion{From: from, To: map[models.ID]string{}, Back: true}
	for _, r := range profiles {
		in.To[r.ID] = r.Code
		if r.DrawnHere {
			in.To[r.ID] = frameworks.Redrawn
		}
	}
	page, err := p.s.MovePage(ctx, p.boss, "TEST", to, in)
	if err != nil {
		may(rt, err)
		return
	}
	in.Seen = page.Preview.Seen()
	_, err = p.s.MoveVersion(ctx, p.boss, "TEST", to, in)
	may(rt, err)
}
