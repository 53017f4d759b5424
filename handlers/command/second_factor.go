package command

import (
	"context"
	"errors"
	"fmt"

	"trellis/app"
	"trellis/models"
)

type resetSecondFactor struct {
	Email string `required:"" placeholder:"ADDRESS" help:"Their email address."`
}

// Run takes the second factor away and says so.
func (r resetSecondFactor) Run(ctx context.Context, run *run) error {
	return run.opened(ctx, func(product *app.App) error {
		person, err := product.Access.ResetSecondFactorOf(ctx, r.Email)
		if errors.Is(err, models.ErrNotFound) {
			return fmt.Errorf("nobody with the address %s has a second factor", r.Email)
		}
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(run.out, "The second factor of %s is reset. They are signed out everywhere, and set it up again when they sign in.\n", person.Name)
		return err
	})
}
