package exchange

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// Begin is what an empty network begins with.
type Begin struct {
	Framework File
	Programme File
	Network   models.Organisation // runs the installation, for the region of the programme's file
}

// Begun is what was kept, with its ids.
type Begun struct {
	Framework store.FrameworkContent
	Content   store.Content
}

// ErrNotEmpty says that a network has begun already.
var ErrNotEmpty = errors.New("the database is not empty")

// Begin keeps a published framework, and the organisations, courses and programmes that build on it, all or nothing. It
// answers ErrNotEmpty when anything is there already.
func (s *Service) Begin(ctx context.Context, in Begin) (begun Begun, err error) {
	framework, report, err := ReadFramework([]File{in.Framework}, "")
	if err = errors.Join(err, report.Err()); err != nil {
		return begun, err
	}
	content, report, err := ReadProgramme(in.Programme, framework)
	if err = errors.Join(err, report.Err()); err != nil {
		return begun, err
	}
	content.Organisations = append(content.Organisations, in.Network)
	for _, o := range content.Organisations {
		if o.Kind == models.Region {
			content.Links = append(content.Links, models.Link{OrganisationID: models.ID(in.Network.Code), OtherID: models.ID(o.Code), Kind: models.Serves})
		}
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		begun, err = begin(ctx, tx, framework, content)
		return err
	})
	return begun, err
}

func begin(ctx context.Context, tx *store.Tx, framework store.FrameworkContent, content store.Content) (begun Begun, err error) {
	empty, err := tx.IsEmpty(ctx)
	if err != nil {
		return begun, err
	}
	if !empty {
		return begun, ErrNotEmpty
	}
	now := tx.Now()
	framework.Version.State, framework.Version.PublishedAt = models.Published, &now
	if begun.Framework, err = tx.AddFramework(ctx, framework); err != nil {
		return begun, err
	}
	if begun.Content, err = tx.AddContent(ctx, content, begun.Framework); err != nil {
		return begun, err
	}
	version := models.Event{Act: "framework.imported", Subject: "framework_versions", SubjectID: begun.Framework.Version.ID}
	if err := tx.Publish(ctx, version); err != nil {
		return begun, err
	}
	network := slices.IndexFunc(begun.Content.Organisations, func(o models.Organisation) bool { return o.Kind == models.Network })
	return begun, tx.Publish(ctx, models.Event{Act: "courses.imported", Subject: "organisations", SubjectID: begun.Content.Organisations[network].ID})
}

// Err is the first thing that was refused, for files that ought to be right.
func (r Report) Err() error {
	if !r.IsRefused() {
		return nil
	}
	p := r.Refused[0]
	return fmt.Errorf("%s:%d:%d: %q: %s", p.File, p.Line, p.Column, p.Value, p.Problem)
}
