package skills

import (
	"context"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// FindFrameworks says which page of the list of frameworks is asked for. What is empty asks for nothing.
type FindFrameworks struct {
	Text  string
	State models.VersionState
	At    models.PageAt
}

// ListedVersion is a framework version with what is in it, and how many people have a role of it.
type ListedVersion = store.ListedVersion

// FrameworksPage is one page of the list of frameworks.
type FrameworksPage struct {
	Find FindFrameworks
	models.Page[ListedVersion]
	Total int  // on all pages
	Adds  bool // the reader brings in frameworks, or files of their own
}

// FindFrameworks is a page of the framework versions found: of all frameworks for who runs the network, what is published of all
// for who leads it, and those that they look after for an editor.
func (s *Service) FindFrameworks(ctx context.Context, actor models.Actor, find FindFrameworks) (FrameworksPage, error) {
	page := FrameworksPage{Find: find, Adds: policy.May(actor, policy.KeepFrameworks)}
	search, err := s.frameworkSearch(actor, find)
	if err != nil {
		return page, err
	}
	if page.Page, err = s.Store.FrameworkVersions(ctx, search, find.At); err != nil {
		return page, err
	}
	page.Total, err = s.Store.CountFrameworkVersions(ctx, search)
	return page, err
}

// EachFramework hands over all framework versions found, some at a time.
func (s *Service) EachFramework(ctx context.Context, actor models.Actor, find FindFrameworks, do func([]ListedVersion) error) error {
	search, err := s.frameworkSearch(actor, find)
	if err != nil {
		return err
	}
	read := func(at models.PageAt) (models.Page[ListedVersion], error) {
		return s.Store.FrameworkVersions(ctx, search, at)
	}
	return models.EachPage(models.PageAt{Order: find.At.Order, Size: models.FileChunk}, read, do)
}

// frameworkSearch asks for what the actor may see of what they look for.
func (s *Service) frameworkSearch(actor models.Actor, find FindFrameworks) (store.FrameworkSearch, error) {
	search := store.FrameworkSearch{Text: find.Text, State: find.State, Today: s.Store.Today()}
	if writes := policy.Scope(actor, policy.WriteFrameworks); !writes.All {
		search.Published, search.DraftsOf = true, writes.Frameworks
	}
	reach := policy.Scope(actor, policy.SeeFrameworks)
	if reach.All {
		return search, nil
	}
	if len(reach.Frameworks) == 0 {
		return search, models.ErrForbidden
	}
	search.Among = reach.Frameworks
	return search, nil
}
