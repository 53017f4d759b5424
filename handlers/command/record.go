package command

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"time"

	"trellis/app"
	"trellis/app/badge"
	"trellis/app/records"
	"trellis/models"
	"trellis/models/paths"
)

type recordCommand struct {
	Verify verifyCommand `cmd:"" help:"Verify a badge or a completion record: a file, an address, or a record's number."`
}

type verifyCommand struct {
	What string `arg:"" name:"file-or-address" help:"A file (.jwt, .json, .png, .svg; - reads what is piped in), an https address of one, the address of a check page, or a record's number of this installation."`
	JSON bool   `name:"json" help:"Print the answer as JSON alone."`
}

// answered is what is printed of a check.
type answered struct {
	Input      string `json:"input"`
	Genuine    bool   `json:"genuine"`
	Answer     string `json:"answer"`
	Problem    string `json:"problem,omitempty"`
	Name       string `json:"name,omitempty"`
	Record     string `json:"record,omitempty"`
	Issuer     string `json:"issuer,omitempty"`
	IssuerName string `json:"issuer_name,omitempty"`
	Form       string `json:"form,omitempty"`
	ValidFrom  string `json:"valid_from,omitempty"`
	ValidUntil string `json:"valid_until,omitempty"`
	Key        string `json:"key,omitempty"`
}

// Run says what the file or address is worth, and fails unless it is genuine.
func (v verifyCommand) Run(ctx context.Context, r *run) error {
	found, err := v.look(ctx, r)
	if err != nil {
		return err
	}
	found.Input, found.Genuine = v.What, found.Answer == string(badge.Genuine)
	if v.JSON {
		err = r.printJSON(found)
	} else {
		err = v.print(r, found)
	}
	if err == nil && !found.Genuine {
		return errRefused
	}
	return err
}

func (v verifyCommand) look(ctx context.Context, r *run) (answered, error) {
	if code, ok := models.ParseRecordCode(v.What); ok {
		return r.lookUp(ctx, code)
	}
	file, err := v.read(ctx)
	if err != nil {
		return answered{}, err
	}
	found := badge.Verify(ctx, file, records.Web{}, time.Now()) //nolint:forbidigo // a file is checked against the clock of this machine: there is no service
	if found.Answer == badge.Unknown && found.Issuer == badge.DID(r.config.BaseURL) {
		err := r.opened(ctx, func(a *app.App) error { // our own badge, while nobody serves: the database knows the keys
			own, err := a.Records.CheckFile(ctx, file, "the command line")
			found = own.Finding
			return err
		})
		if err != nil {
			return answered{}, err
		}
	}
	return answerOf(found), nil
}

// read is what is in the file, or at the address. For the address of a check page it is the badge of that record.
func (v verifyCommand) read(ctx context.Context) ([]byte, error) {
	if v.What == "-" {
		return io.ReadAll(io.LimitReader(os.Stdin, badge.Largest+1))
	}
	if !strings.Contains(v.What, "://") {
		return readSmall(v.What)
	}
	address := v.What
	if u, err := url.Parse(address); err == nil {
		if _, last, is := strings.Cut(u.Path, paths.Verify+"/"); is {
			if _, page := models.ParseRecordCode(last); page {
				address += ".jwt"
			}
		}
	}
	return records.Web{}.Fetch(ctx, address)
}

func readSmall(name string) ([]byte, error) {
	about, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if about.Size() > badge.Largest {
		return nil, fmt.Errorf("%s is too large to be a badge", name)
	}
	return os.ReadFile(name) //nolint:gosec // the file that was named on the command line
}

// lookUp is what this installation holds of a record.
func (r *run) lookUp(ctx context.Context, code string) (found answered, err error) {
	err = r.opened(ctx, func(a *app.App) error {
		check, err := a.Records.Check(ctx, code, "the command line")
		found = answered{Answer: string(check.State), Record: code, Name: check.Record.CourseTitle, IssuerName: check.Record.ProviderName, ValidUntil: string(check.Record.ValidUntil)}
		return err
	})
	return found, err
}

func answerOf(f badge.Finding) answered {
	a := answered{Answer: string(f.Answer), Name: f.Name, Record: f.ID, Issuer: f.Issuer, IssuerName: f.IssuerName, Form: f.Form, Key: f.Key}
	if f.Problem != nil {
		a.Problem = f.Problem.Error()
	}
	if f.Container == "png" || f.Container == "svg" {
		a.Form += " in " + f.Container
	}
	if !f.ValidFrom.IsZero() {
		a.ValidFrom = f.ValidFrom.UTC().Format(time.RFC3339)
	}
	if !f.ValidUntil.IsZero() {
		a.ValidUntil = f.ValidUntil.UTC().Format(time.RFC3339)
	}
	return a
}

func (v verifyCommand) print(r *run, a answered) error {
	text := v.What + ": " + a.Answer
	if a.Problem != "" {
		text += " (" + a.Problem + ")"
	}
	for _, fact := range [][2]string{
		{"course", a.Name}, {"record", a.Record}, {"issued by", a.IssuerName}, {"issuer", a.Issuer}, {"signed as", a.Form}, {"valid from", a.ValidFrom}, {"valid until", a.ValidUntil},
	} {
		if fact[1] != "" {
			text += "\n  " + fact[0] + ": " + fact[1]
		}
	}
	_, err := fmt.Fprintln(r.out, text)
	return err
}
