package command

import (
	"context"
	"io"
	"strings"

	"trellis/app"
	"trellis/app/attendance"
	"trellis/app/exchange"
)

type importAttendance struct {
	Files   []string `arg:"" name:"file" help:"The files."`
	Cohort  string   `placeholder:"CODE" help:"The cohort they are about. Absent: the files say it in a column cohort."`
	Session int      `placeholder:"N" help:"The number of the session they are about. Absent: a column session says it, or the times do."`
	By      string   `placeholder:"EMAIL" help:"In whose name the marks are kept: somebody who keeps the register. Absent: the first who teaches the cohort."`
	Missed  bool     `help:"Mark whoever has no mark and is not in the files as missed; who sent apologies as that."`
	reporting
}

// Help is what there is to know before the first file is imported.
func (importAttendance) Help() string {
	return `Attendance reports of Teams meetings, webinars and live events, participants reports of Zoom, or a CSV table of people:

  email, name    at least one of them
  minutes        that they were there, as in 75 or 1h 15m
  mark           attended, part, missed or apologies; where it is empty the minutes suggest it
  cohort         a code, where --cohort does not say it
  session        its number, its day or its title, where neither --session nor the times say it

Who is in a report of a meeting and on no register is left out with a warning; in a table they are refused. All files are kept, or none.
docs/attendance-files.md says more.`
}

// Run imports the files and prints the report.
func (i importAttendance) Run(ctx context.Context, r *run) error {
	return r.imports(ctx, i.Files, i.reporting, func(a *app.App, files []exchange.File) (exchange.Report, error) {
		in := attendance.ImportFiles{Cohort: i.Cohort, Session: i.Session, By: i.By, Missed: i.Missed, DryRun: i.DryRun}
		for _, f := range files {
			content, err := io.ReadAll(f.Content)
			if err != nil {
				return exchange.Report{}, err
			}
			in.Files = append(in.Files, attendance.UploadedFile{Name: f.Name, Content: content})
		}
		out, err := a.Attendance.ImportFiles(ctx, in)
		return attendanceReport(in, out), err
	})
}

// attendanceReport is what came of the files as every import says it.
func attendanceReport(in attendance.ImportFiles, out attendance.ImportedFiles) exchange.Report {
	names := make([]string, len(in.Files))
	for i, f := range in.Files {
		names[i] = f.Name
	}
	report := exchange.Report{
		Kind: "attendance", File: strings.Join(names, ", "), Added: out.Added, Changed: out.Changed, Unchanged: out.Unchanged,
		Refused: []exchange.Problem{}, Warnings: append([]string{}, out.Warnings...), DryRun: in.DryRun, Subject: out.Subject,
	}
	for _, r := range out.Refused {
		file := r.File
		if file == "" {
			file = report.File
		}
		p := exchange.Problem{File: file, Line: r.Line, Value: r.Value, Problem: r.Problem}
		if r.Line > 0 {
			p.Column = 1
		}
		report.Refused = append(report.Refused, p)
	}
	return report
}
