package command

import (
	"context"
	"errors"
	"fmt"

	"trellis/app"
	"trellis/models"
	"trellis/models/paths"
)

type adminCommand struct {
	Add addAdministrator `cmd:"" help:"Make somebody an administrator, and print a sign-in link that works once."`

	ResetSecondFactor resetSecondFactor `cmd:"" help:"Take somebody's second factor away, who has lost it: the last administrator may be locked out."`
}

type addAdministrator struct {
	Email string `required:"" placeholder:"ADDRESS" help:"Their email address."`
	Name  string `placeholder:"NAME" help:"Their name, where nobody with that address is known yet."`
}

// Run makes the administrator and prints the link.
func (a addAdministrator) Run(ctx context.Context, r *run) error {
	return r.opened(ctx, func(product *app.App) error {
		link, err := product.Access.FirstAdministrator(ctx, a.Email, a.Name)
		if problems := models.Invalid(nil); errors.As(err, &problems) && problems["name"] != "" {
			return fmt.Errorf("nobody with the address %s is known yet: say who it is with --name NAME", a.Email)
		}
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(r.out, "%s is an administrator now. This link signs in once, until %s:\n\n%s%s\n",
			link.Person.Name, link.ExpiresAt.UTC().Format("2006-01-02 15:04 MST"), r.config.BaseURL, paths.SignInLink(link.Token))
		return err
	})
}
