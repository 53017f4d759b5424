package frameworks

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// CrosswalkPage is how the competencies of a version compare with those of another framework.
type CrosswalkPage struct {
	Framework models.Framework
	Version   models.FrameworkVersion
	With      store.Comparable   // the zero one while there is no other framework
	Others    []store.Comparable // to choose from
	Missing   bool               // what has no match alone is shown
	Areas     []MatchedArea
	Matched   int // competencies that have a match
	Total     int
	MayWrite  bool
}

// MatchedArea is a domain with its competencies, and what each is matched with.
type MatchedArea struct {
	models.Domain
	Competencies []MatchedCompetency
}

// Pair is a competency beside one of another framework, with how the two compare.
type Pair = store.Match

// MatchedCompetency is a competency with its matches in the other framework, the strongest first.
type MatchedCompetency struct {
	models.Nested
	Matches []Pair
}

// FindCrosswalk says which crosswalk is looked at: with which version of another framework, and whether what has no match alone is shown.
type FindCrosswalk struct {
	Code, Version string
	With          models.ID // of a version; unknown: the one with the most matches
	Missing       bool
}

// Crosswalk is that page, for those who see the framework.
func (s *Service) Crosswalk(ctx context.Context, actor models.Actor, in FindCrosswalk) (page CrosswalkPage, err error) {
	if page.Version, err = s.Store.VersionNamed(ctx, in.Code, in.Version); err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.SeeFrameworks, page.Version); err != nil {
		return page, err
	}
	content, err := s.Store.FrameworkContent(ctx, page.Version.ID)
	if err != nil {
		return page, err
	}
	page.Framework, page.Missing, page.Total = content.Framework, in.Missing, len(content.Competencies)
	page.MayWrite = policy.Allows(actor, policy.WriteFrameworks, page.Version) == nil
	matches, err := s.Store.Matches(ctx, page.Version.ID)
	if err != nil {
		return page, err
	}
	if page.Others, err = s.Store.Comparables(ctx, page.Version.FrameworkID); err != nil || len(page.Others) == 0 {
		return page, err
	}
	page.With = chosen(page.Others, matches, in.With)
	page.match(content, matches)
	return page, nil
}

// chosen is the version that was asked for; else the one with the most matches, which is the first where there are none.
func chosen(others []store.Comparable, matches []Pair, asked models.ID) store.Comparable {
	if i := slices.IndexFunc(others, func(o store.Comparable) bool { return o.ID == asked }); i >= 0 {
		return others[i]
	}
	count := map[models.ID]int{}
	for _, m := range matches {
		count[m.OtherVersionID]++
	}
	best := others[0]
	for _, o := range others {
		if count[o.ID] > count[best.ID] {
			best = o
		}
	}
	return best
}

func (p *CrosswalkPage) match(c store.FrameworkContent, matches []Pair) {
	by := map[models.ID][]Pair{}
	for _, m := range matches {
		if m.OtherVersionID == p.With.ID {
			by[m.FromID] = append(by[m.FromID], m)
		}
	}
	p.Matched = len(by)
	for _, area := range areas(c, nil) {
		shown := MatchedArea{Domain: area.Domain}
		for _, k := range area.Competencies {
			found := by[k.ID]
			if p.Missing && len(found) > 0 {
				continue
			}
			slices.SortStableFunc(found, func(a, b Pair) int { return cmp.Compare(a.Strength.Rank(), b.Strength.Rank()) })
			shown.Competencies = append(shown.Competencies, MatchedCompetency{k.Nested, found})
		}
		if len(shown.Competencies) > 0 {
			p.Areas = append(p.Areas, shown)
		}
	}
}

// WriteMatch is how a competency compares with one of another framework, as it was chosen.
type WriteMatch struct {
	To           models.ID       `form:"to"`
	Strength     models.Strength `form:"strength"`
	Note         string          `form:"note" validate:"max=1000" problem:"max=Use 1,000 characters or fewer for the note"`
	NotNHSNumber bool            `form:"not_nhs_number"`
	Edition      string          `form:"edition"` // of what was said before; empty for nothing
}

// MatchPage is the form on which a competency is compared with one of another framework.
type MatchPage struct {
	Framework   models.Framework
	Version     models.FrameworkVersion
	Of          models.Competency
	With        store.Comparable
	Ours, Other store.FrameworkContent
	Alike       []models.Competency // of the other, whose names share words with this one; the nearest first
	In          WriteMatch
	Said        *models.Crosswalk // of the two, seen from here; nil for nothing
	SaidBy      string            // empty for a file
}

// Match is that form: of a new match, or of the one with the competency To. Without a version it is with the first that can be
// compared; models.ErrNotFound where there is none.
func (s *Service) Match(ctx context.Context, actor models.Actor, code, version string, of, with, to models.ID) (page MatchPage, err error) {
	return match(ctx, s.Store.Reads, actor, code, version, of, with, to)
}

func match(ctx context.Context, r store.Reads, actor models.Actor, code, version string, of, with, to models.ID) (page MatchPage, err error) {
	if page.Version, err = r.VersionNamed(ctx, code, version); err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.WriteFrameworks, page.Version); err != nil {
		return page, err
	}
	if page.Ours, err = r.FrameworkContent(ctx, page.Version.ID); err != nil {
		return page, err
	}
	others, err := r.Comparables(ctx, page.Version.FrameworkID)
	if err != nil {
		return page, err
	}
	k, found := competency(page.Ours, of)
	at := slices.IndexFunc(others, func(o store.Comparable) bool { return o.ID == with || !with.Known() })
	if !found || at < 0 {
		return page, models.ErrNotFound
	}
	page.Framework, page.Of, page.With = page.Ours.Framework, k, others[at]
	if page.Other, err = r.FrameworkContent(ctx, page.With.ID); err != nil {
		return page, err
	}
	page.Alike = alike(k, page.Other.Competencies)
	if !to.Known() {
		return page, nil
	}
	return page, page.said(ctx, r, to)
}

// said fills in what somebody has said of the competency and one of the other framework.
func (p *MatchPage) said(ctx context.Context, r store.Reads, to models.ID) error {
	if _, found := competency(p.Other, to); !found {
		return models.ErrNotFound
	}
	p.In.To = to
	said, err := r.CrosswalkOf(ctx, p.Of.ID, to)
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if said.FromID != p.Of.ID {
		said.FromID, said.ToID, said.Strength = said.ToID, said.FromID, said.Strength.Turned()
	}
	p.Said, p.In.Strength, p.In.Note, p.In.Edition = &said, said.Strength, said.Note, said.Edition()
	if said.ByID == nil {
		return nil
	}
	by, err := r.Person(ctx, *said.ByID)
	p.SaidBy = by.Name
	return err
}

// fewAlike is how many competencies are offered first.
const fewAlike = 5

// alike are the competencies whose names have at least a third of their words in common with that of another, the nearest first.
func alike(k models.Competency, among []models.Competency) []models.Competency {
	mine := nameWords(k.Name)
	share := map[models.ID]float64{}
	var list []models.Competency
	for _, other := range among {
		theirs := nameWords(other.Name)
		both := 0
		for word := range theirs {
			if mine[word] {
				both++
			}
		}
		if all := len(mine) + len(theirs) - both; both > 0 && 3*both >= all {
			share[other.ID] = float64(both) / float64(all)
			list = append(list, other)
		}
	}
	slices.SortStableFunc(list, func(a, b models.Competency) int { return cmp.Compare(share[b.ID], share[a.ID]) })
	return list[:min(len(list), fewAlike)]
}

// nameWords are the words of a name that tell it from others: those of four letters or more.
func nameWords(name string) map[string]bool {
	words := map[string]bool{}
	for word := range strings.FieldsSeq(store.Fold(name)) {
		if word = strings.Trim(word, ".,;:()"); len([]rune(word)) >= 4 {
			words[word] = true
		}
	}
	return words
}

// SayMatch keeps how a competency compares with one of another framework. It answers models.ErrStale when somebody said something of
// the two after the form was opened.
func (s *Service) SayMatch(ctx context.Context, actor models.Actor, code, version string, of, with models.ID, in WriteMatch) error {
	in.Note = input.Tidy(in.Note)
	problems, err := input.Problems(in)
	if err != nil {
		return err
	}
	problems.Add(input.Patients(in.NotNHSNumber, input.Text{Field: "note", Text: in.Note}))
	if !slices.Contains(models.Strengths(), in.Strength) {
		problems["strength"] = "Choose how they compare"
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		page, err := match(ctx, tx.Reads, actor, code, version, of, with, "")
		if err != nil {
			return err
		}
		if _, found := competency(page.Other, in.To); !found {
			problems["to"] = "Choose a competency of " + page.With.Name
		}
		if err := problems.OrNil(); err != nil {
			return err
		}
		return page.keep(ctx, tx, actor, in)
	})
}

// keep keeps what was chosen, where it is not what was said already.
func (p *MatchPage) keep(ctx context.Context, tx *store.Tx, actor models.Actor, in WriteMatch) error {
	if err := lockBoth(ctx, tx, p.Version.ID, p.With.ID); err != nil {
		return err
	}
	if err := p.said(ctx, tx.Reads, in.To); err != nil {
		return err
	}
	if p.In.Edition != in.Edition {
		return models.ErrStale
	}
	c := models.Crosswalk{ID: store.NewID(), FromID: p.Of.ID, ToID: in.To}
	if p.Said != nil {
		c = *p.Said
	}
	if c.Strength == in.Strength && c.Note == in.Note {
		return nil
	}
	c.Strength, c.Note, c.ByID, c.SaidAt = in.Strength, in.Note, &actor.ID, tx.Now()
	if err := tx.KeepCrosswalk(ctx, c); err != nil {
		return err
	}
	return tx.Publish(ctx, about("crosswalk.kept", actor, p.Version.ID))
}

// lockBoth takes both versions, so that nobody says something of the same two competencies meanwhile, from either side.
func lockBoth(ctx context.Context, tx *store.Tx, one, other models.ID) error {
	both := []models.ID{one, other}
	slices.Sort(both)
	for _, id := range both {
		if _, err := tx.LockVersion(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// DropMatch forgets how a competency compares with one of another framework. What is gone already stays gone. It answers
// models.ErrStale when somebody said something else of the two since the edition that was seen.
func (s *Service) DropMatch(ctx context.Context, actor models.Actor, code, version string, of, to models.ID, edition string) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		v, err := tx.VersionNamed(ctx, code, version)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.WriteFrameworks, v); err != nil {
			return err
		}
		find := func() (Pair, bool, error) {
			matches, err := tx.Matches(ctx, v.ID)
			i := slices.IndexFunc(matches, func(m Pair) bool { return m.FromID == of && m.ToID == to })
			if i < 0 {
				return Pair{}, false, err
			}
			return matches[i], true, err
		}
		seen, found, err := find()
		if err != nil || !found {
			return err
		}
		if err := lockBoth(ctx, tx, v.ID, seen.OtherVersionID); err != nil {
			return err
		}
		now, found, err := find()
		if err != nil || !found {
			return err
		}
		if now.Edition() != edition {
			return models.ErrStale
		}
		if err := tx.DropCrosswalk(ctx, now.ID); err != nil {
			return err
		}
		return tx.Publish(ctx, about("crosswalk.removed", actor, v.ID))
	})
}
