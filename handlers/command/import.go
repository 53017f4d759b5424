package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"trellis/app"
	"trellis/app/exchange"
)

type importCommand struct {
	Organisations importOrganisations `cmd:"" help:"Organisations and how they are linked: organisations.csv, or those in a file of courses."`
	People        importPeople        `cmd:"" help:"People and their posts, one row a post: people.csv."`
	Framework     importFramework     `cmd:"" help:"A competency framework: one JSON file of ours, Moodle's competency CSV, or the two CSV files of the Government Digital and Data framework. docs/formats.md describes them."`
	Completions   importCompletions   `cmd:"" help:"Learning from before this system, one row a completion: completions.csv."`
	Courses       importCourses       `cmd:"" help:"Courses and programmes: a JSON file of ours."`
	Attendance    importAttendance    `cmd:"" help:"Who came to sessions: reports of Teams and Zoom, or a CSV table."`
	Bundle        importBundle        `cmd:"" help:"A whole programme, as trellis export bundle wrote it."`
}

// reporting is what every import can be told about its report.
type reporting struct {
	DryRun bool `help:"Check, and say what would happen, without changing anything."`
	JSON   bool `name:"json" help:"Print the report as JSON."`
}

type importOrganisations struct {
	File string `arg:"" help:"The file."`
	reporting
}

// Help is what there is to know before the first file is written.
func (importOrganisations) Help() string {
	return `A CSV file, as a spreadsheet saves it, with a row for each organisation under a header that names the columns, in any order:

  code           needed: short, and never changes
  name           needed
  kind           needed: network, region, system, cluster, provider, authority, support_unit, decision_support_unit or team
  parent         codes of those that it is part of, parted by semicolons
  serves         codes of those that it serves, parted by semicolons
  opened,closed  days, as in 2026-11-23
  successor      code of the one that followed it
  ods_code, short_name

Only columns that are there change anything, and an empty cell clears. Nothing is removed. docs/formats.md says more.`
}

// Run imports the file and prints the report.
func (i importOrganisations) Run(ctx context.Context, r *run) error {
	return r.imports(ctx, []string{i.File}, i.reporting, func(a *app.App, files []exchange.File) (exchange.Report, error) {
		return a.Exchange.ImportOrganisations(ctx, exchange.ImportOrganisations{File: files[0], DryRun: i.DryRun})
	})
}

type importPeople struct {
	File string `arg:"" help:"The file."`
	reporting
}

// Help is what there is to know before the first file is written.
func (importPeople) Help() string {
	return `A CSV file, as a spreadsheet saves it, with a row for each post under a header that names the columns, in any order:

  email          needed: it names the person
  name           needed
  organisation   needed: the code of one that is there already. Empty: a person without a post
  team, job_title, band
  role_profile   the code of one in a published framework, such as analyst
  manager_email  somebody in this file or known already
  started,ended  days, as in 2026-11-23

Only columns that are there change anything, and an empty cell clears. Nobody is removed: say when a post ended. docs/formats.md says more.`
}

// Run imports the file and prints the report.
func (i importPeople) Run(ctx context.Context, r *run) error {
	return r.imports(ctx, []string{i.File}, i.reporting, func(a *app.App, files []exchange.File) (exchange.Report, error) {
		progress, end := r.progress()
		defer end()
		return a.Exchange.ImportPeople(ctx, exchange.ImportPeople{File: files[0], DryRun: i.DryRun, Progress: progress})
	})
}

type importFramework struct {
	Files []string `arg:"" name:"file" help:"The file, or the two files in either order."`
	reporting
	Draft   bool   `help:"Keep it as a draft, which a later import may change. Absent: it is published."`
	Version string `placeholder:"V" help:"Name the version, whatever the file says. Moodle's file and the government's say none: 1 then."`
}

// Run imports the files and prints the report.
func (i importFramework) Run(ctx context.Context, r *run) error {
	return r.imports(ctx, i.Files, i.reporting, func(a *app.App, files []exchange.File) (exchange.Report, error) {
		in := exchange.ImportFramework{Files: files, Version: i.Version, Draft: i.Draft, DryRun: i.DryRun}
		return a.Exchange.ImportFramework(ctx, in)
	})
}

// imports opens the files, then the app, imports, and prints the report. What is refused leaves the status 1.
func (r *run) imports(ctx context.Context, paths []string, as reporting, do func(a *app.App, files []exchange.File) (exchange.Report, error)) error {
	files, closing, err := openFiles(paths)
	if err != nil {
		return errors.Join(err, closing())
	}
	err = r.opened(ctx, func(a *app.App) error {
		report, err := do(a, files)
		if err != nil {
			return err
		}
		return r.print(report, as.JSON)
	})
	return errors.Join(err, closing())
}

// openFiles opens the files in their order. The second answer closes those that were opened, whatever went wrong.
func openFiles(paths []string) (files []exchange.File, closing func() error, err error) {
	var opened []io.Closer
	closing = func() error {
		var problems []error
		for _, f := range opened {
			problems = append(problems, f.Close())
		}
		return errors.Join(problems...)
	}
	for _, path := range paths {
		f, err := os.Open(filepath.Clean(path))
		if err != nil {
			return nil, closing, err
		}
		opened = append(opened, f)
		files = append(files, exchange.File{Name: path, Content: f})
	}
	return files, closing, nil
}

// print says what an import did.
func (r *run) print(report exchange.Report, asJSON bool) error {
	var err error
	if asJSON {
		err = r.printJSON(report)
	} else {
		_, err = fmt.Fprint(r.out, summary(report))
	}
	if err == nil && report.IsRefused() {
		err = errRefused
	}
	return err
}

// summary is the report for people: what was counted, then each problem on a line of its own.
func summary(report exchange.Report) string {
	var text strings.Builder
	if report.Subject != "" {
		fmt.Fprintf(&text, "%s\n", report.Subject)
	}
	fmt.Fprintf(&text, "%s from %s\n", report.Kind, report.File)
	fmt.Fprintf(&text, "  added %6d\n  changed %4d\n  unchanged %2d\n  refused %4d\n", report.Added, report.Changed, report.Unchanged, len(report.Refused))
	for _, l := range fewAlike(warnings(report)) {
		fmt.Fprintf(&text, "warning: %s\n", l)
	}
	for _, l := range fewAlike(problems(report)) {
		fmt.Fprintf(&text, "%s\n", l)
	}
	switch {
	case report.IsRefused():
		text.WriteString("Nothing was changed: put these right and import again.\n")
	case report.DryRun:
		text.WriteString("Dry run: nothing was changed.\n")
	}
	return text.String()
}

// line says where a problem is, as compilers do.
func line(p exchange.Problem) string {
	place := p.File
	if p.Line > 0 {
		place = fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
	}
	if p.ColumnName != "" {
		place += ": " + p.ColumnName
	}
	if p.Value != "" {
		place += fmt.Sprintf(": %q", p.Value)
	}
	return place + ": " + p.Problem
}
