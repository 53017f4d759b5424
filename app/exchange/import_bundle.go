package exchange

import (
	"context"

	"trellis/models/store"
)

// ImportBundle is how to import a bundle.
type ImportBundle struct {
	File   File
	DryRun bool // say what would happen, and keep nothing
}

// ImportBundle keeps the frameworks, courses and programmes of a bundle, as their own imports would: all of them, or nothing
// when the report refuses anything. Who may run commands on the machine may import, so it asks no policy. It answers an
// error only where file or store fail.
func (s *Service) ImportBundle(ctx context.Context, in ImportBundle) (Report, error) {
	report := newReport("bundle", []File{in.File})
	report.DryRun = in.DryRun
	src, err := read(in.File, report)
	if err != nil || src == nil {
		return *report, err
	}
	b := readBundle(src)
	if report.IsRefused() {
		return *report, nil
	}
	return s.transact(ctx, *report, func(tx *store.Tx, report *Report) error { return keepBundle(ctx, tx, src, b, report) })
}

// keepBundle keeps part by part, and stops at one that is refused.
func keepBundle(ctx context.Context, tx *store.Tx, s *source, b bundle, report *Report) error {
	report.Subject = count(len(b.frameworks), "version of a framework", "versions of frameworks")
	for _, f := range b.frameworks {
		part := Report{File: report.File, version: f.version}
		if err := keepFramework(ctx, tx, f.FrameworkContent, &part); err != nil {
			return err
		}
		report.take(part, f.Framework.Code+": ")
		if part.IsRefused() {
			return nil
		}
	}
	if err := keepBundledCrosswalks(ctx, tx, b, report); err != nil || b.courses == nil {
		return err
	}
	part := Report{File: report.File}
	if err := keepCourses(ctx, tx, s.telling(&part), b.courses); err != nil {
		return err
	}
	report.take(part, "")
	report.Subject += ", " + part.Subject
	return nil
}

// keepBundledCrosswalks keeps how the frameworks compare, once all of them are there.
func keepBundledCrosswalks(ctx context.Context, tx *store.Tx, b bundle, report *Report) error {
	for _, f := range b.frameworks {
		version, err := tx.VersionNamed(ctx, f.Framework.Code, f.Version.Version)
		if err != nil {
			return err
		}
		part := Report{File: report.File}
		if err := keepCrosswalks(ctx, tx, version, f.Crosswalks, &part); err != nil {
			return err
		}
		report.take(part, f.Framework.Code+": ")
	}
	return nil
}

// take adds the report of a part of the file.
func (r *Report) take(part Report, what string) {
	for _, p := range part.Refused {
		r.refuse(p)
	}
	for _, w := range part.Warnings {
		r.warn(what + w)
	}
	r.Added, r.Changed, r.Unchanged = r.Added+part.Added, r.Changed+part.Changed, r.Unchanged+part.Unchanged
	r.Crosswalks += part.Crosswalks
	if r.IsRefused() {
		r.Added, r.Changed, r.Unchanged = 0, 0, 0
	}
}
