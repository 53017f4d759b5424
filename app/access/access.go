// Package access is how people get in, and how they are kept out: ways in, signed-in browsers, and who may be let in.
package access

import (
	"context"
	"log/slog"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// Config is what the area is told from outside.
type Config struct {
	BaseURL string
	Secret  string // seals what must be read again, such as the secret of an authenticator
	// SignUpDomains are the endings of addresses whose holders may ask to be let in; none: nobody may.
	SignUpDomains []string
	SecondFactor  models.SecondFactorRule // empty: as the settings say, and of administrators where they say nothing
	OpenID        OpenID
}

// OpenID is the house that says who people are; the zero value is none.
type OpenID struct{ Issuer, ClientID, ClientSecret string }

// Service does what the area can do.
type Service struct {
	Store  *store.Store
	Config Config

	hashing hashing
	seen    seen
	house   *house
}

// New makes the service over a store.
func New(s *store.Store, c Config) *Service {
	return &Service{Store: s, Config: c, hashing: newHashing(), seen: newSeen(), house: newHouse()}
}

const (
	seenEvery = 3 * time.Second
	tidyEvery = time.Hour
)

// Now is the time by the store's clock.
func (s *Service) Now() time.Time { return s.Store.Now() }

// Keep writes which browsers were used, and once an hour forgets sign-ins, links and counts of tries that have run out,
// until the context ends.
func (s *Service) Keep(ctx context.Context) {
	write, tidy := time.NewTicker(seenEvery), time.NewTicker(tidyEvery)
	defer write.Stop()
	defer tidy.Stop()
	for {
		select {
		case <-ctx.Done():
			ctx = context.WithoutCancel(ctx)
			told(ctx, "write which browsers were used", s.FlushSeen(ctx))
			return
		case <-write.C:
			told(ctx, "write which browsers were used", s.FlushSeen(ctx))
		case <-tidy.C:
			told(ctx, "forget what has run out", s.tidy(ctx))
		}
	}
}

func told(ctx context.Context, what string, err error) {
	if err != nil && ctx.Err() == nil {
		slog.ErrorContext(ctx, what, "error", err)
	}
}

func (s *Service) tidy(ctx context.Context) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.Tidy(ctx, tx.Now().Add(-tidyEvery)) })
}

// network is what the network calls itself; the product's name where nobody has said.
func (s *Service) network(ctx context.Context) (string, error) {
	name, err := s.Store.NetworkName(ctx)
	if name == "" {
		name = "Trellis"
	}
	return name, err
}
