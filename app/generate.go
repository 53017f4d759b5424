package app

import (
	"cmp"
	"context"

	"trellis/app/access"
	"trellis/app/demo"
	"trellis/app/generate"
)

// Generated names who can sign in to a synthetic network, and the cohort that takes enrolments.
type Generated struct {
	generate.Filled
	Password string
}

// Generate fills the empty database with a synthetic network. Everybody in it has the password; empty is that of the
// demonstration. The day is today unless the options name one.
func (a *App) Generate(ctx context.Context, in generate.Options, password string) (Generated, error) {
	password = cmp.Or(password, demo.Password)
	in.AsOf = cmp.Or(in.AsOf, a.People.Store.Today())
	hash, err := access.HashPassword(password)
	if err != nil {
		return Generated{}, err
	}
	in.Hash = hash
	filled, err := generate.Fill(ctx, a.People.Store, in)
	return Generated{Filled: filled, Password: password}, err
}
