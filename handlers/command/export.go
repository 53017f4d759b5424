package command

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"trellis/app"
)

type exportCommand struct {
	Organisations exportOrganisations `cmd:"" help:"Organisations and how they are linked, as organisations.csv."`
	People        exportPeople        `cmd:"" help:"People and their posts, past ones too, as people.csv."`
	Framework     exportFramework     `cmd:"" help:"A version of a competency framework."`
	Courses       exportCourses       `cmd:"" help:"Courses and programmes."`
	Bundle        exportBundle        `cmd:"" help:"The whole programme in one file without people: published frameworks, courses and programmes."`
	Skills        exportSkills        `cmd:"" help:"How organisations stand in what is asked of their people, with small counts protected, for anybody to read."`
}

// exporting is what every export can be told about where it goes.
type exporting struct {
	Out string `name:"out" short:"o" placeholder:"FILE" help:"Write to this file, whole or not at all. Absent: to standard output."`
}

type exportOrganisations struct{ exporting }

// Run writes the file.
func (e exportOrganisations) Run(ctx context.Context, r *run) error {
	return r.exports(ctx, e.exporting, func(a *app.App, w io.Writer) error { return a.Exchange.ExportOrganisations(ctx, w) })
}

type exportPeople struct{ exporting }

// Run writes the file.
func (e exportPeople) Run(ctx context.Context, r *run) error {
	return r.exports(ctx, e.exporting, func(a *app.App, w io.Writer) error { return a.Exchange.ExportPeople(ctx, w) })
}

// exports opens the app, and writes to the file or to standard output.
func (r *run) exports(ctx context.Context, to exporting, write func(a *app.App, w io.Writer) error) error {
	return r.opened(ctx, func(a *app.App) error {
		if to.Out != "" {
			if err := spare(a, to.Out); err != nil {
				return err
			}
			return writeFile(to.Out, func(w io.Writer) error { return write(a, w) })
		}
		out := bufio.NewWriter(r.out)
		if err := write(a, out); err != nil {
			return err
		}
		return out.Flush()
	})
}

// spare refuses to write over what everything is kept in.
func spare(a *app.App, path string) error {
	at, err := os.Stat(path)
	if err != nil {
		return nil // nothing is there to write over; what else is wrong shows when it is written
	}
	for _, kept := range a.Exchange.KeptIn() {
		if own, err := os.Stat(kept); err == nil && os.SameFile(own, at) {
			return fmt.Errorf("write %s: everything is kept in this file: name another", path)
		}
	}
	return nil
}

// writeFile writes a file beside the one named, then puts it in its place, so that nobody meets half of it. What is there
// and no plain file, such as a pipe, is written to as it is.
func writeFile(path string, write func(w io.Writer) error) error {
	path = filepath.Clean(path)
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		file, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return filled(file, write)
	}
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := filled(file, write); err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return os.Rename(file.Name(), path)
}

// filled writes to a file and closes it.
func filled(file *os.File, write func(w io.Writer) error) error {
	out := bufio.NewWriter(file)
	err := write(out)
	if err == nil {
		err = out.Flush()
	}
	return errors.Join(err, file.Close())
}
