package command

import (
	"context"

	"trellis/app"
	"trellis/app/exchange"
)

type importCourses struct {
	File string `arg:"" help:"The file."`
	reporting
}

// Run imports the file and prints the report.
func (i importCourses) Run(ctx context.Context, r *run) error {
	return r.imports(ctx, []string{i.File}, i.reporting, func(a *app.App, files []exchange.File) (exchange.Report, error) {
		return a.Exchange.ImportCourses(ctx, exchange.ImportCourses{File: files[0], DryRun: i.DryRun})
	})
}

type importBundle struct {
	File string `arg:"" help:"The file."`
	reporting
}

// Run imports the file and prints the report.
func (i importBundle) Run(ctx context.Context, r *run) error {
	return r.imports(ctx, []string{i.File}, i.reporting, func(a *app.App, files []exchange.File) (exchange.Report, error) {
		return a.Exchange.ImportBundle(ctx, exchange.ImportBundle{File: files[0], DryRun: i.DryRun})
	})
}
