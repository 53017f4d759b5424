package skills_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// judged is everything that ever happened to one person's skills, as the test remembers it: a list that is only added to.
type judged struct {
	assessments   []models.Assessment
	confirmations []models.Confirmation
}

// later is the order of assessments: by time, and at one time by id.
func later(a, b models.Assessment) bool {
	return a.AssessedAt.After(b.AssessedAt) || a.AssessedAt.Equal(b.AssessedAt) && a.ID > b.ID
}

// standing says where the person stands at a time, as slow and plain as it can be said: of every assessment it asks all the others.
func (j judged) standing(competency models.ID, at time.Time) string {
	held, use, suggested := models.Assessment{}, models.Assessment{}, -1
	of := func(a models.Assessment) bool { return a.CompetencyID == competency && !a.AssessedAt.After(at) }
	said := false
	for _, a := range j.assessments {
		if !of(a) {
			continue
		}
		said = true
		if (a.Kind == models.BySelf || a.Kind == models.ByManager) && (held.ID == "" || later(a, held)) {
			held = a
		}
		if a.Use != "" && (use.ID == "" || later(a, use)) {
			use = a
		}
	}
	if !said {
		return "nothing"
	}
	for _, a := range j.assessments {
		suggests := a.Kind == models.ByTrainer || a.Kind == models.ByPeer || a.Kind == models.ByCourse
		if of(a) && suggests && (held.ID == "" || later(a, held)) && a.Level > suggested {
			suggested = a.Level
		}
	}
	confirmed := held.Kind == models.ByManager
	for _, c := range j.confirmations {
		if held.ID != "" && c.AssessmentID == held.ID && c.Agrees && !c.CreatedAt.After(at) {
			confirmed = true
		}
	}
	return fmt.Sprint(held.ID, held.Level, confirmed, use.Use, suggested)
}

func kept(s models.Skill) string {
	id, suggested := models.ID(""), -1
	if s.AssessmentID != nil {
		id = *s.AssessmentID
	}
	if s.Suggested != nil {
		suggested = *s.Suggested
	}
	return fmt.Sprint(id, s.Level, s.Confirmed, s.Use, suggested)
}

// network is a person, whoever judges them, and what the test remembers.
type network struct {
	*modeltest.World
	rt            *rapid.T
	s             *skills.Service
	ada, mia, ben models.Actor
	round         models.Round
	judged
}

var codes = []string{"TA1", "TA2"}

// Whatever happens, and in whatever order, the skill that is kept is what plain recomputation says: today and, by what was there
// then, at every earlier moment.
func TestTheKeptSkillIsWhatPlainRecomputationSays(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		n, s := 0, &skills.Service{Store: w.Store}
		round := w.Round("autumn")
		rapid.Check(t, func(rt *rapid.T) {
			n++
			name := func(first string) string { return first + strconv.Itoa(n) }
			p := network{World: w, rt: rt, s: s, ada: w.Person(name("ada")), ben: w.Person(name("ben")), round: round}
			p.mia = w.Manager(name("mia"), p.ada, p.ben)
			p.ada, p.ben = w.Again(p.ada), w.Again(p.ben)
			for range rapid.IntRange(1, 10).Draw(rt, "steps") {
				if rapid.Bool().Draw(rt, "later") {
					w.Clock.Advance(time.Duration(rapid.IntRange(1, 50).Draw(rt, "hours")) * time.Hour)
				}
				rapid.SampledFrom([]func(){p.sends, p.answers, p.agrees, p.judges, p.asks, p.carries}).Draw(rt, "step")()
				p.holds()
			}
		})
	})
}

func (p *network) code() string { return rapid.SampledFrom(codes).Draw(p.rt, "code") }
func (p *network) level() int   { return rapid.IntRange(0, 4).Draw(p.rt, "level") }

// remember reads what the product has added: rows that the test does not know yet. What it knows must be as it was.
func (p *network) remember() {
	ids := []models.ID{p.Competencies["TA1"].ID, p.Competencies["TA2"].ID}
	rows, err := p.Store.Judgements(p.T.Context(), p.ada.ID, ids, p.Store.Now())
	if err != nil {
		p.rt.Fatal(err)
	}
	p.judged = judged{}
	for _, r := range rows {
		p.assessments = append(p.assessments, r.Assessment)
		if r.ConfirmationID != nil {
			p.confirmations = append(p.confirmations, r.Confirmation())
		}
	}
}

func (p *network) sends() {
	use := rapid.SampledFrom(models.Uses()).Draw(p.rt, "use")
	p.Sent(p.ada, p.round, p.code(), p.level(), use)
}

// answers is a manager who answers what waits: with the same level, or another and why.
func (p *network) answers() {
	page, err := p.s.ToConfirm(p.T.Context(), p.mia, p.ada.ID)
	if err != nil {
		p.rt.Fatal(err)
	}
	in := skills.ConfirmAnswers{Levels: map[string]string{}, Comments: map[string]string{}}
	for _, i := range page.Items {
		if rapid.Bool().Draw(p.rt, "answered") {
			in.Levels[string(i.ID)], in.Comments[string(i.ID)] = strconv.Itoa(p.level()), "I saw it"
		}
	}
	if len(in.Levels) > 0 {
		if _, err := p.s.Confirm(p.T.Context(), p.mia, p.ada.ID, in); err != nil {
			p.rt.Fatal(err)
		}
	}
}

func (p *network) agrees() {
	if _, err := p.s.ConfirmAgreed(p.T.Context(), p.mia, p.ada.ID, skills.ConfirmAgreed{}); err != nil {
		p.rt.Fatal(err)
	}
}

func (p *network) judges() {
	kind := rapid.SampledFrom(models.AssessmentKinds()[1:]).Draw(p.rt, "kind")
	p.Judged(models.Assessment{PersonID: p.ada.ID, ByID: p.mia.ID, Kind: kind, Level: p.level()}, p.code())
}

// asks has a colleague answer a request, decline it, or leave it open.
func (p *network) asks() {
	competency := p.Competencies[p.code()].ID
	_, err := p.s.AskOthers(p.T.Context(), p.ada, skills.AskOthers{Skills: []string{string(competency)}, Of: string(p.ben.ID)})
	if _, refused := errors.AsType[models.Invalid](err); err != nil && !refused {
		p.rt.Fatal(err)
	}
	open, err := p.Store.RequestsOf(p.T.Context(), p.ben.ID)
	if err != nil || len(open) == 0 {
		p.rt.Fatal("nothing is asked", err)
	}
	switch rapid.IntRange(0, 2).Draw(p.rt, "becomes") {
	case 0:
		err = p.s.Judge(p.T.Context(), p.ben, open[0].ID, skills.Judge{Level: strconv.Itoa(p.level()), Example: "A report"})
	case 1:
		err = p.s.Decline(p.T.Context(), p.ben, open[0].ID, skills.Decline{})
	}
	if err != nil {
		p.rt.Fatal(err)
	}
}

// carries repeats an assessment of one competency as one of the other, with its time, as a move between versions does.
func (p *network) carries() {
	for _, a := range p.assessments {
		if a.CompetencyID != p.Competencies["TA1"].ID || a.CarriedFromID != nil {
			continue
		}
		for _, other := range p.assessments {
			if other.CarriedFromID != nil && *other.CarriedFromID == a.ID {
				return
			}
		}
		from := a.ID
		a.ID, a.CompetencyID, a.CarriedFromID = store.NewID(), p.Competencies["TA2"].ID, &from
		p.In(func(ctx context.Context, tx *store.Tx) error { return tx.AddAssessments(ctx, []models.Assessment{a}) })
		return
	}
}

func (p *network) holds() {
	before := p.judged
	p.remember()
	for _, a := range before.assessments {
		if !p.has(a) {
			p.rt.Fatalf("assessment %s of %s at %d has gone or changed", a.ID, a.Kind, a.Level)
		}
	}
	list, err := p.Store.Skills(p.T.Context(), p.ada.ID)
	if err != nil {
		p.rt.Fatal(err)
	}
	p.are("kept", list, p.Store.Now())
	p.showsTodayAsItIs()
	for _, back := range []int{0, rapid.IntRange(0, 100).Draw(p.rt, "hours back")} {
		at := p.Store.Now().Add(-time.Duration(back) * time.Hour)
		if list, err = p.Store.SkillsAt(p.T.Context(), p.ada.ID, at); err != nil {
			p.rt.Fatal(err)
		}
		p.are("shown as at "+at.String(), list, at)
	}
}

// showsTodayAsItIs checks that the profile as at this moment is the profile: what was carried over does not stand twice.
func (p *network) showsTodayAsItIs() {
	now, err := p.Store.SkillsNow(p.T.Context(), p.ada.ID)
	if err != nil {
		p.rt.Fatal(err)
	}
	then, err := p.Store.SkillsShownAt(p.T.Context(), p.ada.ID, p.Store.Now())
	if err != nil {
		p.rt.Fatal(err)
	}
	today := map[models.ID]string{}
	for _, k := range now {
		today[k.CompetencyID] = kept(k.Skill)
	}
	for _, k := range then {
		if today[k.CompetencyID] != kept(k) {
			p.rt.Fatalf("as at now it is %q, and today %q", kept(k), today[k.CompetencyID])
		}
		delete(today, k.CompetencyID)
	}
	if len(today) > 0 {
		p.rt.Fatalf("as at now %v is missing", today)
	}
}

// are checks skills against plain recomputation as at a time.
func (p *network) are(how string, list []models.Skill, at time.Time) {
	for _, code := range codes {
		got := "nothing"
		for _, k := range list {
			if k.CompetencyID == p.Competencies[code].ID {
				got = kept(k)
			}
		}
		if want := p.standing(p.Competencies[code].ID, at); got != want {
			p.rt.Fatalf("%s is %s as %s, and recomputed it is %s", code, how, got, want)
		}
	}
}

func (p *network) has(a models.Assessment) bool {
	for _, b := range p.assessments {
		if a.ID == b.ID {
			return a.Level == b.Level && a.Kind == b.Kind && a.Use == b.Use && a.ByID == b.ByID && a.CompetencyID == b.CompetencyID && a.AssessedAt.Equal(b.AssessedAt)
		}
	}
	return false
}
