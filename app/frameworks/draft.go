package frameworks

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// DraftPage is a draft as its editors see it.
type DraftPage struct {
	store.FrameworkContent
	Areas     []DraftArea
	Unsettled int // comments on the whole draft
	Comments  int // all that are not settled
	Editors   []store.NamedGrant
	Signing   Signing
	BasedOn   *models.FrameworkVersion
	Changes   map[models.SuccessionKind]int // since the version that it was drawn from
}

// DraftArea is a domain of a draft with its competencies, each before its parts.
type DraftArea struct {
	models.Domain
	Competencies []DraftCompetency
}

// DraftCompetency is a competency of a draft with how deep it stands, how many levels say something, and the comments that are not settled.
type DraftCompetency struct {
	models.Nested
	Described, Unsettled int
}

// Draft is the page of a draft. models.ErrNotFound for what is no draft.
func (s *Service) Draft(ctx context.Context, actor models.Actor, code, version string) (page DraftPage, err error) {
	v, err := draft(ctx, s.Store.Reads, actor, code, version)
	if err != nil {
		return page, err
	}
	if page.FrameworkContent, err = s.Store.FrameworkContent(ctx, v.ID); err != nil {
		return page, err
	}
	unsettled, err := s.unsettled(ctx, v.ID)
	if err != nil {
		return page, err
	}
	page.Unsettled = unsettled[""]
	for _, n := range unsettled {
		page.Comments += n
	}
	page.Areas = areas(page.FrameworkContent, unsettled)
	if page.Editors, err = s.Store.EditorsOf(ctx, v.FrameworkID, s.Store.Today()); err != nil {
		return page, err
	}
	reviews, err := s.Store.ReviewsOf(ctx, v.ID)
	if err != nil {
		return page, err
	}
	page.Signing = signing(v, reviews)
	if v.BasedOnID == nil {
		return page, nil
	}
	compared, err := s.Store.CompareVersions(ctx, *v.BasedOnID, v.ID)
	page.BasedOn, page.Changes = &compared.Earlier.Version, models.CountChanges(compared.Changes)
	return page, err
}

// unsettled counts the comments that are not settled, by the code of their competency.
func (s *Service) unsettled(ctx context.Context, version models.ID) (map[string]int, error) {
	comments, err := s.Store.CommentsOn(ctx, version)
	counts := map[string]int{}
	for _, c := range comments {
		if c.AnswersID == nil && c.SettledAt == nil {
			counts[c.CompetencyCode]++
		}
	}
	return counts, err
}

func areas(c store.FrameworkContent, unsettled map[string]int) []DraftArea {
	described := make(map[models.ID]int, len(c.Competencies))
	for _, d := range c.Descriptors {
		described[d.CompetencyID]++
	}
	list, at := make([]DraftArea, len(c.Domains)), make(map[models.ID]*DraftArea, len(c.Domains))
	for i, d := range c.Domains {
		list[i].Domain, at[d.ID] = d, &list[i]
	}
	for _, k := range models.Nest(c.Domains, c.Competencies) {
		area := at[k.DomainID]
		area.Competencies = append(area.Competencies, DraftCompetency{Nested: k, Described: described[k.ID], Unsettled: unsettled[k.Code]})
	}
	return list
}

// draft is a version that the actor may write. models.ErrNotFound once it is published.
func draft(ctx context.Context, r store.Reads, actor models.Actor, code, version string) (models.FrameworkVersion, error) {
	v, err := r.VersionNamed(ctx, code, version)
	if err != nil {
		return v, err
	}
	if err := policy.Allows(actor, policy.WriteFrameworks, v); err != nil {
		return v, err
	}
	if !v.IsDraft() {
		return v, models.ErrNotFound
	}
	return v, nil
}

// lockDraft is draft, for a transaction that writes it.
func lockDraft(ctx context.Context, tx *store.Tx, actor models.Actor, code, version string) (models.FrameworkVersion, error) {
	v, err := draft(ctx, tx.Reads, actor, code, version)
	if err != nil {
		return v, err
	}
	if v, err = tx.LockVersion(ctx, v.ID); err == nil && !v.IsDraft() {
		err = models.ErrNotFound
	}
	return v, err
}

// write does something to a draft: what do answers an error for is not done. Whoever signed the draft off is asked again.
func (s *Service) write(ctx context.Context, actor models.Actor, code, version string, do func(tx *store.Tx, c store.FrameworkContent) (changed bool, err error)) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		v, err := lockDraft(ctx, tx, actor, code, version)
		if err != nil {
			return err
		}
		c, err := tx.FrameworkContent(ctx, v.ID)
		if err != nil {
			return err
		}
		changed, err := do(tx, c)
		if err != nil || !changed {
			return err
		}
		if err := tx.Rewritten(ctx, &v); err != nil {
			return err
		}
		return tx.Publish(ctx, about("framework.draft_changed", actor, v.ID))
	})
}

func about(act string, actor models.Actor, version models.ID) models.Event {
	return models.Event{ActorID: &actor.ID, Act: act, Subject: "framework_versions", SubjectID: version}
}

// Move says which part of a draft goes one place up or down.
type Move struct {
	Domain, Competency models.ID // one of them
	Up                 bool
}

// Move takes a domain, or a competency with its parts, past the one before or after it.
func (s *Service) Move(ctx context.Context, actor models.Actor, code, version string, in Move) error {
	return s.write(ctx, actor, code, version, func(tx *store.Tx, c store.FrameworkContent) (bool, error) {
		if in.Domain.Known() {
			i := slices.IndexFunc(c.Domains, func(d models.Domain) bool { return d.ID == in.Domain })
			j := beside(i, in.Up)
			if i < 0 {
				return false, models.ErrNotFound
			}
			if j < 0 || j >= len(c.Domains) {
				return false, nil
			}
			c.Domains[i], c.Domains[j] = c.Domains[j], c.Domains[i]
			for n := range c.Domains {
				c.Domains[n].Position = n + 1
			}
			return true, arrange(ctx, tx, c)
		}
		return moveCompetency(ctx, tx, c, in)
	})
}

func beside(i int, up bool) int {
	if up {
		return i - 1
	}
	return i + 1
}

func moveCompetency(ctx context.Context, tx *store.Tx, c store.FrameworkContent, in Move) (bool, error) {
	order := models.Nest(c.Domains, c.Competencies)
	var siblings []int // where in the content they are, in their order
	at := -1
	k, found := competency(c, in.Competency)
	if !found {
		return false, models.ErrNotFound
	}
	for _, other := range order {
		if other.DomainID == k.DomainID && models.SameID(other.ParentID, k.ParentID) {
			if other.ID == k.ID {
				at = len(siblings)
			}
			siblings = append(siblings, slices.IndexFunc(c.Competencies, func(one models.Competency) bool { return one.ID == other.ID }))
		}
	}
	to := beside(at, in.Up)
	if to < 0 || to >= len(siblings) {
		return false, nil
	}
	one, other := &c.Competencies[siblings[at]], &c.Competencies[siblings[to]]
	one.Position, other.Position = other.Position, one.Position
	return true, arrange(ctx, tx, c)
}

func competency(c store.FrameworkContent, id models.ID) (models.Competency, bool) {
	i := slices.IndexFunc(c.Competencies, func(k models.Competency) bool { return k.ID == id })
	if i < 0 {
		return models.Competency{}, false
	}
	return c.Competencies[i], true
}

// arrange counts the competencies through, domain by domain, and lets parts stand in the domain of what they are part of.
func arrange(ctx context.Context, tx *store.Tx, c store.FrameworkContent) error {
	order := models.Nest(c.Domains, c.Competencies)
	ordered := make([]models.Competency, len(order))
	for i, k := range order {
		ordered[i] = k.Competency
		ordered[i].Position = i + 1
	}
	return tx.Arrange(ctx, c.Domains, ordered)
}

// DropDraft forgets a draft. It answers models.Invalid when something outside refers to it.
func (s *Service) DropDraft(ctx context.Context, actor models.Actor, code, version string) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		v, err := lockDraft(ctx, tx, actor, code, version)
		if err != nil {
			return err
		}
		if err := inUse(tx.DropVersion(ctx, v), "drop", "People or courses refer to this draft already: it cannot be dropped"); err != nil {
			return err
		}
		return tx.Publish(ctx, about("framework.draft_dropped", actor, v.ID))
	})
}
