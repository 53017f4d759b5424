// Package command is the command line. It parses what was typed, calls a use case, and prints the answer. What it may not
// know (the store, the web) main hands it as Doors.
package command

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/alecthomas/kong"

	"trellis/app"
	"trellis/app/doctor"
)

// The statuses with which the program ends.
const (
	done    = 0
	refused = 1 // or something was found wrong
	misused = 2
)

// errRefused ends a command that has said itself what is wrong.
var errRefused = errors.New("refused")

// Doors are what the commands open.
type Doors struct {
	// Log sends the log to a writer, as text or json.
	Log func(w io.Writer, format string)
	// Open opens the database, migrates it, and answers the app over it with what closes it.
	Open func(ctx context.Context, c app.Config) (*app.App, func() error, error)
	// Migrate brings the schema up to date and answers the steps that it took.
	Migrate func(ctx context.Context, c app.Config) ([]Migration, error)
	// Migrations answers every step of the schema, without taking any.
	Migrations func(ctx context.Context, c app.Config) ([]Migration, error)
	// Serve answers requests until the context ends.
	Serve func(ctx context.Context, c app.Config) error
	// Demo serves a demonstration from the folder, or from one that goes with it when there is no name, until the context
	// ends. It calls ready with the address once it listens.
	Demo func(ctx context.Context, c app.Config, folder string, ready func(address string) error) error
	// Examine looks the installation over without changing anything, or bringing the database up to date, and tells of each
	// check as it is made.
	Examine func(ctx context.Context, c app.Config, unreadable []doctor.Example, tell func(doctor.Check)) (doctor.Report, error)
}

// Migration is one step of the schema.
type Migration struct {
	Version int64
	Name    string
	Applied bool
}

// cli is everything that can be typed.
type cli struct {
	settings `group:"Settings, from the environment as a rule:"`

	Serve   serveCommand   `cmd:"" help:"Migrate the database, then answer requests."`
	Demo    demoCommand    `cmd:"" help:"Serve a demonstration network of invented people."`
	Migrate migrateCommand `cmd:"" help:"Bring the database up to date."`
	Doctor  doctorCommand  `cmd:"" help:"Look the installation over, without changing anything: settings, database, figures, events, mail."`
	Admin   adminCommand   `cmd:"" help:"Administrators."`
	Import  importCommand  `cmd:"" help:"Import files: all of a file, or nothing."`
	Export  exportCommand  `cmd:"" help:"Export files that an import takes back."`
	Record  recordCommand  `cmd:"" help:"Completion records."`

	Generate generateCommand `cmd:"" help:"Fill an empty database with a synthetic network of invented people. docs/generate.md describes it."`
}

// run is what every command gets.
type run struct {
	doors      Doors
	config     app.Config
	unreadable []unreadable // settings; none, but for the doctor
	out        io.Writer
	err        io.Writer
}

// exit is how kong asks to end, after help.
type exit int

// Run does what the arguments say, and answers the status with which the program should end: 0, 1 when something was
// refused or found wrong, 2 for bad usage.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer, doors Doors) (status int) {
	defer func() {
		r := recover()
		if code, asked := r.(exit); asked {
			status = int(code)
		} else if r != nil {
			panic(r)
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	var typed cli
	parser, err := newParser(&typed, stdout, stderr)
	if err != nil {
		return fail(stderr, err, misused)
	}
	chosen, err := parser.Parse(args)
	if err != nil {
		return fail(stderr, fmt.Errorf("%w (%s --help says what there is)", err, reached(err)), misused)
	}
	config, problems := typed.config()
	if examines := chosen.Command() == "doctor"; len(problems) > 0 && !examines { // the doctor reports them all
		return fail(stderr, problems[0], misused)
	}
	doors.Log(stderr, typed.Log)
	chosen.BindTo(ctx, (*context.Context)(nil))
	err = chosen.Run(&run{doors: doors, config: config, unreadable: problems, out: stdout, err: stderr})
	switch {
	case errors.Is(err, errRefused):
		return refused
	case err != nil:
		return fail(stderr, err, refused)
	}
	return done
}

// reached is the command that was typed, as far as it can be understood.
func reached(err error) string {
	if parse := (*kong.ParseError)(nil); errors.As(err, &parse) && parse.Context.Selected() != nil {
		return parse.Context.Selected().FullPath()
	}
	return "trellis"
}

func newParser(typed *cli, stdout, stderr io.Writer) (*kong.Kong, error) {
	return kong.New(typed,
		kong.Name("trellis"),
		kong.Description("Training programmes and skills for networks of analysts. Every setting is described in docs/configuration.md."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { panic(exit(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: false, WrapUpperBound: 120}),
	)
}

func fail(w io.Writer, err error, status int) int {
	if _, problem := fmt.Fprintf(w, "trellis: %v\n", err); problem != nil {
		return misused // nobody can be told
	}
	return status
}

// opened runs something on the app over the database, and closes it again.
func (r *run) opened(ctx context.Context, do func(a *app.App) error) error {
	a, closing, err := r.doors.Open(ctx, r.config)
	if err != nil {
		return err
	}
	return errors.Join(do(a), closing())
}

// printJSON prints what programs read.
func (r *run) printJSON(what any) error {
	encoder := json.NewEncoder(r.out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(what)
}
