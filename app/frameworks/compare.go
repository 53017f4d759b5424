package frameworks

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// ComparePage is two versions of a framework side by side.
type ComparePage struct {
	store.VersionsCompared
	Versions []models.FrameworkVersion // of the framework, to choose from
	Kind     models.SuccessionKind     // the only kind shown; empty for all that is not unchanged
	Counts   map[models.SuccessionKind]int
	Shown    []models.Became
	MayWrite bool // the reader says what became of competencies: the later is a draft that was drawn from the earlier
	// SamePoints tells that both scales have the same points, and SameLabels that these are called the same.
	SamePoints, SameLabels bool
}

// Compare says which versions are compared, and what is shown.
type Compare struct {
	Code, Earlier, Later string
	Kind                 models.SuccessionKind
}

// Compare is the page on which two versions stand side by side, for those who see the framework. Without an earlier one it is what
// the later was drawn from, or the one before it.
func (s *Service) Compare(ctx context.Context, actor models.Actor, in Compare) (page ComparePage, err error) {
	later, err := s.Store.VersionNamed(ctx, in.Code, in.Later)
	if err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.SeeFrameworks, later); err != nil {
		return page, err
	}
	if page.Versions, err = s.Store.VersionsOf(ctx, later.FrameworkID); err != nil {
		return page, err
	}
	page.Versions = slices.DeleteFunc(page.Versions, func(v models.FrameworkVersion) bool { return policy.Allows(actor, policy.SeeFrameworks, v) != nil })
	earlier, found := earlierOf(page.Versions, later, in.Earlier)
	if !found {
		page.Later, err = s.Store.FrameworkContent(ctx, later.ID)
		return page, err
	}
	if page.VersionsCompared, err = s.Store.CompareVersions(ctx, earlier.ID, later.ID); err != nil {
		return page, err
	}
	page.Counts = models.CountChanges(page.Changes)
	page.SamePoints, page.SameLabels = page.Earlier.Wording().SameScale(page.Later.Wording())
	if slices.Contains(models.SuccessionKinds(), in.Kind) {
		page.Kind = in.Kind
	}
	page.Shown = slices.DeleteFunc(slices.Clone(page.Changes), func(c models.Became) bool { return !page.asksFor(c.Kind) })
	page.MayWrite = later.IsDraft() && later.BasedOnID != nil && *later.BasedOnID == earlier.ID && policy.Allows(actor, policy.WriteFrameworks, later) == nil
	return page, nil
}

// asksFor tells whether changes of the kind are shown: all that are any, where no kind is asked for.
func (p ComparePage) asksFor(kind models.SuccessionKind) bool {
	return kind == p.Kind || p.Kind == "" && kind != models.Unchanged
}

// earlierOf is the version named; without a name what the later was drawn from, or else the newest that was made before it.
func earlierOf(all []models.FrameworkVersion, later models.FrameworkVersion, name string) (models.FrameworkVersion, bool) {
	chosen := -1
	for i, v := range all {
		switch {
		case v.ID == later.ID:
		case name != "":
			if v.Version == name {
				chosen = i
			}
		case later.BasedOnID != nil && v.ID == *later.BasedOnID:
			return v, true
		case chosen < 0 && !v.CreatedAt.After(later.CreatedAt):
			chosen = i
		}
	}
	if chosen < 0 {
		return models.FrameworkVersion{}, false
	}
	return all[chosen], true
}
