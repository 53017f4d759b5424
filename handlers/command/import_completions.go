package command

import (
	"context"

	"trellis/app"
	"trellis/app/exchange"
)

type importCompletions struct {
	File string `arg:"" help:"The file."`
	reporting
}

// Help is what there is to know before the first file is written.
func (importCompletions) Help() string {
	return `A CSV file, as a spreadsheet saves it, with a row for each completion under a header that names the columns, in any order:

  email          needed: whose it is, now or once
  course         needed: its title
  completed_on   needed: a day, as in 2026-11-23, or 23/11/2026 where the column shows that the day comes first
  name, provider, reference
  hours          as in 1.5, or minutes, as in 90
  valid_until    a day

A row of nobody we know is kept, and waits under Admin, Past learning. Importing a file twice changes nothing. docs/formats.md says more.`
}

// Run imports the file and prints the report.
func (i importCompletions) Run(ctx context.Context, r *run) error {
	return r.imports(ctx, []string{i.File}, i.reporting, func(a *app.App, files []exchange.File) (exchange.Report, error) {
		return a.Exchange.ImportCompletions(ctx, exchange.ImportCompletions{File: files[0], DryRun: i.DryRun})
	})
}
