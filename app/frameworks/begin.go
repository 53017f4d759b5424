package frameworks

import (
	"context"
	"errors"
	"regexp"
	"slices"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// BeginFramework is a new framework, from nothing.
type BeginFramework struct {
	Code       string `form:"code" validate:"required,max=40" problem:"required=Enter a code|max=Use 40 characters or fewer for the code"`
	Version    string `form:"version" validate:"required,max=40" problem:"required=Enter the number of the version, such as 1|max=Use 40 characters or fewer for the version"`
	WriteAbout `form:"about"`
}

// NextVersion is a new version of a framework, drawn from one that is there.
type NextVersion struct {
	Version string `form:"next" validate:"required,max=40" problem:"required=Enter the number of the new version|max=Use 40 characters or fewer for the version"`
}

var (
	frameworkCode = regexp.MustCompile(`^[A-Za-z0-9]+([-._][A-Za-z0-9]+)*$`)
	versionNumber = regexp.MustCompile(`^[A-Za-z0-9]+([-._ ][A-Za-z0-9]+)*$`)
)

// MayBegin asks whether the actor may begin a framework: whoever writes all may.
func MayBegin(actor models.Actor) error {
	if policy.Scope(actor, policy.WriteFrameworks).All {
		return nil
	}
	return models.ErrForbidden
}

// Begin keeps a new framework as a draft without competencies.
func (s *Service) Begin(ctx context.Context, actor models.Actor, in BeginFramework) (code, version string, err error) {
	if err := MayBegin(actor); err != nil {
		return "", "", err
	}
	in.Code, in.Version = input.Line(in.Code), input.Line(in.Version)
	problems, err := input.Problems(in)
	if err != nil {
		return "", "", err
	}
	c := store.FrameworkContent{Framework: models.Framework{Code: in.Code}, Version: models.FrameworkVersion{Version: in.Version, State: models.Draft, Revision: 1}}
	problems.Add(in.onto(&c))
	if problems["code"] == "" && !frameworkCode.MatchString(in.Code) {
		problems["code"] = "Use letters and digits, joined by hyphens, such as ANALYST"
	}
	if problems["version"] == "" && !versionNumber.MatchString(in.Version) {
		problems["version"] = "Use letters and digits, such as 1 or 2026.1"
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		switch _, err := tx.FrameworkCalled(ctx, in.Code); {
		case err == nil:
			problems.Add(models.Invalid{"code": "Another framework has this code: enter a different one, or draw a new version of that one"})
		case !errors.Is(err, models.ErrNotFound):
			return err
		}
		if err := problems.OrNil(); err != nil {
			return err
		}
		kept, err := tx.AddFramework(ctx, c)
		if err != nil {
			return err
		}
		return tx.Publish(ctx, about("framework.drafted", actor, kept.Version.ID))
	})
	return in.Code, in.Version, taken(err, "code", "Another framework has this code: enter a different one")
}

// NextPage is what drawing a new version starts from.
type NextPage struct {
	Framework models.Framework
	From      models.FrameworkVersion
	Drafts    []models.FrameworkVersion // that are there already
}

// NextPage is the page on which a new version is begun.
func (s *Service) NextPage(ctx context.Context, actor models.Actor, code, version string) (page NextPage, err error) {
	if page.From, err = published(ctx, s.Store.Reads, actor, code, version); err != nil {
		return page, err
	}
	if page.Framework, err = s.Store.Framework(ctx, page.From.FrameworkID); err != nil {
		return page, err
	}
	all, err := s.Store.VersionsOf(ctx, page.From.FrameworkID)
	page.Drafts = slices.DeleteFunc(all, func(v models.FrameworkVersion) bool { return !v.IsDraft() })
	return page, err
}

// published is a version that was published, of a framework that the actor writes.
func published(ctx context.Context, r store.Reads, actor models.Actor, code, version string) (models.FrameworkVersion, error) {
	v, err := r.VersionNamed(ctx, code, version)
	if err != nil {
		return v, err
	}
	if err := policy.Allows(actor, policy.WriteFrameworks, v); err != nil {
		return v, err
	}
	if v.PublishedAt == nil {
		return v, models.ErrNotFound
	}
	return v, nil
}

// Draw begins a new version of a framework as a draft that says what the version it is drawn from says.
func (s *Service) Draw(ctx context.Context, actor models.Actor, code, from string, in NextVersion) (version string, err error) {
	in.Version = input.Line(in.Version)
	problems, err := input.Problems(in)
	if err != nil {
		return "", err
	}
	if problems["next"] == "" && !versionNumber.MatchString(in.Version) {
		problems["next"] = "Use letters and digits, such as 2 or 2026.1"
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		old, err := published(ctx, tx.Reads, actor, code, from)
		if err != nil {
			return err
		}
		if err := problems.OrNil(); err != nil {
			return err
		}
		c, err := tx.FrameworkContent(ctx, old.ID)
		if err != nil {
			return err
		}
		kept, err := tx.AddFramework(ctx, drawn(c, in.Version).ByCode())
		if err != nil {
			return err
		}
		if err := errors.Join(tx.CopyExamples(ctx, c, kept), tx.CopyCrosswalks(ctx, old.ID, kept)); err != nil {
			return err
		}
		return tx.Publish(ctx, about("framework.drawn", actor, kept.Version.ID))
	})
	return in.Version, taken(err, "next", "This version is there already: enter another number")
}

// drawn is the content as a draft of a later version. Role profiles that were drawn on the old one stay there.
func drawn(c store.FrameworkContent, version string) store.FrameworkContent {
	from := c.Version.ID
	v := c.Version
	c.Version = models.FrameworkVersion{
		Version: version, State: models.Draft, Language: v.Language, Licence: v.Licence, Description: v.Description, Source: v.Source,
		Attribution: v.Attribution, ExportBarred: v.ExportBarred, BasedOnID: &from, Revision: 1,
	}
	stays := map[models.ID]bool{}
	c.Profiles = slices.DeleteFunc(slices.Clone(c.Profiles), func(p models.RoleProfile) bool {
		stays[p.ID] = p.DrawnHere
		return p.DrawnHere
	})
	c.Requirements = slices.DeleteFunc(slices.Clone(c.Requirements), func(q models.Requirement) bool { return stays[q.RoleProfileID] })
	for i := range c.Profiles {
		c.Profiles[i].Revision = 1
	}
	return c
}

// taken turns that a value is in use into a problem of the field.
func taken(err error, field, words string) error {
	if errors.Is(err, models.ErrTaken) {
		return models.Invalid{field: words}
	}
	return err
}

// inUse turns that something refers to what should go into a problem of the field.
func inUse(err error, field, words string) error {
	if errors.Is(err, store.ErrInUse) {
		return models.Invalid{field: words}
	}
	return err
}
