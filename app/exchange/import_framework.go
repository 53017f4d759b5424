package exchange

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// ImportFramework is how to import a framework.
type ImportFramework struct {
	Files []File
	// Version names the version, whatever the file says. Empty: what the file says, or 1 where it says nothing.
	Version string
	Draft   bool // not published yet: a later import may change it
	DryRun  bool // say what would happen, and keep nothing
	By      *models.ID

	over *models.FrameworkVersion // the version that it takes the place of, as somebody saw it; nil: whatever is there
}

// ImportFramework keeps a framework that files hold: all of it, or nothing when the report refuses anything. Who may run
// commands on the machine may import, so it asks no policy. It answers an error only where files or store fail.
func (s *Service) ImportFramework(ctx context.Context, in ImportFramework) (Report, error) {
	c, report, err := ReadFramework(in.Files, in.Version)
	report.DryRun, report.by, report.over = in.DryRun, in.By, in.over
	if err != nil || report.IsRefused() {
		return report, err
	}
	c.Version.State = models.Published
	if in.Draft {
		c.Version.State = models.Draft
	}
	return s.transact(ctx, report, func(tx *store.Tx, report *Report) error { return keepWhole(ctx, tx, c, report) })
}

// keepWhole keeps a framework, and how its competencies compare with others.
func keepWhole(ctx context.Context, tx *store.Tx, c store.FrameworkContent, report *Report) error {
	if err := keepFramework(ctx, tx, c, report); err != nil || report.IsRefused() || len(c.Crosswalks) == 0 {
		return err
	}
	version, err := tx.VersionNamed(ctx, c.Framework.Code, c.Version.Version)
	if err != nil {
		return err
	}
	return keepCrosswalks(ctx, tx, version, c.Crosswalks, report)
}

// keepFramework looks whether the version is there, and adds, replaces, leaves or refuses.
func keepFramework(ctx context.Context, tx *store.Tx, c store.FrameworkContent, report *Report) error {
	found, err := lockNamed(ctx, tx, c.Framework.Code, c.Version.Version)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return err
	}
	if report.isStale(found) {
		return models.ErrStale
	}
	if err != nil {
		return addFramework(ctx, tx, c, report)
	}
	return keepOver(ctx, tx, found, c, report)
}

// lockNamed is the version with that name, as it is while nobody else writes it.
func lockNamed(ctx context.Context, tx *store.Tx, framework, version string) (models.FrameworkVersion, error) {
	found, err := tx.VersionNamed(ctx, framework, version)
	if err != nil {
		return found, err
	}
	return tx.LockVersion(ctx, found.ID)
}

// keepOver replaces a version that is here, leaves it, or refuses.
func keepOver(ctx context.Context, tx *store.Tx, found models.FrameworkVersion, c store.FrameworkContent, report *Report) error {
	frozen := found.State == models.Published || found.State == models.Retired // editors change what is not, and leave its digest
	if frozen && found.ContentHash == c.Version.ContentHash {
		return leaveFramework(ctx, tx, found, c, report)
	}
	content, err := tx.FrameworkContent(ctx, found.ID)
	if err != nil {
		return err
	}
	before := ofTheVersion(content)
	if digest(before) == c.Version.ContentHash { // it differs in the framework's name alone, which is that of the newest version
		return leaveFramework(ctx, tx, found, c, report)
	}
	d := differ(before, c)
	if frozen {
		problem := report.version
		problem.Value, problem.Problem = found.Version, published(found, d)
		report.refuse(problem)
		return nil
	}
	return replaceFramework(ctx, tx, found, c, d, report)
}

func addFramework(ctx context.Context, tx *store.Tx, c store.FrameworkContent, report *Report) error {
	if c.Version.State != models.Draft {
		now := tx.Now()
		c.Version.PublishedAt = &now
	}
	kept, err := tx.AddFramework(ctx, c)
	if err != nil {
		return err
	}
	report.Added = len(c.Competencies) + len(c.Profiles)
	return tx.Publish(ctx, report.told(models.Event{Act: "framework.imported", Subject: "framework_versions", SubjectID: kept.Version.ID}))
}

// leaveFramework changes nothing, but publishes a draft where that was asked.
func leaveFramework(ctx context.Context, tx *store.Tx, found models.FrameworkVersion, c store.FrameworkContent, report *Report) error {
	report.Unchanged = len(c.Competencies) + len(c.Profiles)
	if c.Version.State == models.Draft && found.State != models.Draft {
		report.warn("Version " + found.Version + " is " + strings.ReplaceAll(string(found.State), "_", " ") + " already, and stays so.")
	}
	if c.Version.State != models.Published || found.State != models.Draft && found.State != models.InReview {
		return nil
	}
	report.warn("Version " + found.Version + " was a draft, and is published by this.")
	if err := tx.PublishVersion(ctx, found.ID); err != nil {
		return err
	}
	return tx.Publish(ctx, report.told(models.Event{Act: "framework.published", Subject: "framework_versions", SubjectID: found.ID}))
}

func replaceFramework(ctx context.Context, tx *store.Tx, found models.FrameworkVersion, c store.FrameworkContent, d difference, report *Report) error {
	if c.Version.State != models.Draft {
		now := tx.Now()
		c.Version.PublishedAt = &now
	}
	if c.Version.State == models.Draft {
		c.Version.State = found.State // who looks at it is asked again, by the revision
	}
	err := tx.ReplaceFramework(ctx, found.ID, c)
	if errors.Is(err, store.ErrInUse) {
		report.refuse(Problem{
			File: report.File, Value: strings.Join(d.gone, ", "),
			Problem: "these are gone from the file, but people or courses refer to them: keep them, or raise the version",
		})
		return nil
	}
	if err != nil {
		return err
	}
	report.Added, report.Changed, report.Unchanged = len(d.added), len(d.changed), len(d.unchanged)
	if len(d.gone) > 0 {
		report.warn("Gone from the draft: " + someOf(d.gone))
	}
	if len(d.added)+len(d.changed)+len(d.gone) == 0 {
		report.warn("The name, the text about the version, the scale, the domains or the order changed.")
	}
	return tx.Publish(ctx, report.told(models.Event{Act: "framework.imported", Subject: "framework_versions", SubjectID: found.ID}))
}

// published says why a version stays as it is, and what would differ.
func published(found models.FrameworkVersion, d difference) string {
	var differs []string
	for _, part := range []struct {
		what  string
		names []string
	}{{"changed: ", d.changed}, {"added: ", d.added}, {"gone: ", d.gone}} {
		if len(part.names) > 0 {
			differs = append(differs, part.what+someOf(part.names))
		}
	}
	if len(differs) == 0 {
		differs = []string{"the name, the text about the version, the scale, the domains or the order changed"}
	}
	return fmt.Sprintf("version %s is %s and never changes, but this file differs from it (%s): raise the version",
		found.Version, found.State, strings.Join(differs, "; "))
}

// someOf lists the first few of many.
func someOf(names []string) string {
	const few = 5
	if len(names) <= few {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:few], ", "), len(names)-few)
}
