package command

import (
	"context"
	"fmt"
	"strings"

	"trellis/app/demo"
	"trellis/models/paths"
)

type serveCommand struct{}

// Run answers requests until the context ends.
func (serveCommand) Run(ctx context.Context, r *run) error { return r.doors.Serve(ctx, r.config) }

type demoCommand struct {
	Data string `placeholder:"DIR" help:"The folder to keep it in, to go on with it later. Absent: a temporary one, which goes with the demonstration."`
}

// Run serves the demonstration until the context ends, and says where it is and who one can be.
func (d demoCommand) Run(ctx context.Context, r *run) error {
	return r.doors.Demo(ctx, r.config, d.Data, func(address string) error {
		var text strings.Builder
		fmt.Fprintf(&text, "\nThe demonstration is at %s%s\n\n", address, paths.Demo)
		fmt.Fprintf(&text, "People and figures are invented. Enter as somebody there, or sign in; the password is %s for everybody:\n\n", demo.Password)
		for _, guest := range demo.Guests() {
			fmt.Fprintf(&text, "  %-22s %-18s %s\n", guest.Role, guest.Name, guest.Email)
		}
		text.WriteString("\nStop it with Ctrl+C.\n")
		_, err := fmt.Fprint(r.out, text.String())
		return err
	})
}

type migrateCommand struct {
	Status string `arg:"" optional:"" enum:"status," default:"" help:"With the word status: list the steps, and say which the database has taken."`
}

// Run takes the steps that the database has not taken, or lists them all.
func (m migrateCommand) Run(ctx context.Context, r *run) error {
	do := r.doors.Migrate
	if m.Status != "" {
		do = r.doors.Migrations
	}
	steps, err := do(ctx, r.config)
	if err == nil && len(steps) == 0 {
		_, err = fmt.Fprintln(r.out, "The database is up to date.")
	}
	if err != nil {
		return err
	}
	return r.list(steps)
}

func (r *run) list(steps []Migration) error {
	for _, s := range steps {
		state := "waiting"
		if s.Applied {
			state = "taken"
		}
		if _, err := fmt.Fprintf(r.out, "%-8s %s\n", state, s.Name); err != nil {
			return err
		}
	}
	return nil
}
