package app

import (
	"context"

	"trellis/app/access"
	"trellis/app/demo"
	"trellis/models/store"
)

// FillDemo puts the demonstration network into the empty store.
func (a *App) FillDemo(ctx context.Context) error {
	hash, err := access.HashPassword(demo.Password)
	if err != nil {
		return err
	}
	return demo.Fill(ctx, a.People.Store, hash)
}

// DemoAgain forgets everything and fills the demonstration anew. Everybody is signed out by it.
func (a *App) DemoAgain(ctx context.Context) error {
	a.again.Lock() // a second click waits for the first
	defer a.again.Unlock()
	err := a.People.Store.InTx(ctx, func(tx *store.Tx) error { return tx.Clear(ctx) })
	if err != nil {
		return err
	}
	return a.FillDemo(ctx)
}
