// Package generate fills an empty store with a synthetic network of any size: systems, organisations, teams, posts,
// courses with their cohorts and registers, completion records, and skills with their history. Everybody and everything in
// it is invented. The same people, seed and day make the same rows, ids aside, on any machine and either engine.
package generate

import (
	"context"
	"errors"
	"fmt"

	"trellis/models"
	"trellis/models/store"
)

// Options say what is made.
type Options struct {
	People       int
	Seed         uint64
	Competencies int         // 0 is as many as the starter framework has
	AsOf         models.Date // the day it is; everything happened before, and cohorts are planned after
	Hash         string      // of the password that everybody shares
	// Progress is told how many people are finished, from time to time; nil for nobody.
	Progress func(people int)
}

// The sizes that make a network: fewer people have no team, more would not fit their numbers.
const (
	FewestPeople     = 20
	MostPeople       = 999_999
	MostCompetencies = 500
)

// ErrNotEmpty says that a network cannot be made where something is kept already.
var ErrNotEmpty = errors.New("the database is not empty: generate fills an empty one only. Name another with --database-url, or delete this one")

// Filled names who can sign in to try the network, by address, and the cohort that takes enrolments.
type Filled struct {
	Learner, Trainer, Manager, SystemLead, Network string
	OpenCohort                                     string
}

// Fill makes the network. It writes in several transactions: what a run that was stopped leaves behind is refused by the
// next, as any database with something in it.
func Fill(ctx context.Context, s *store.Store, in Options) (Filled, error) {
	if err := in.check(); err != nil {
		return Filled{}, err
	}
	empty, err := s.IsEmpty(ctx)
	if err != nil {
		return Filled{}, err
	}
	if !empty {
		return Filled{}, ErrNotEmpty
	}
	words, err := readWords()
	if err != nil {
		return Filled{}, err
	}
	g := newGenerator(in, words)
	if err := g.begin(ctx, s); err != nil {
		return Filled{}, fmt.Errorf("begin the network: %w", err)
	}
	k := keep(ctx, s.At(g.now), in.Progress)
	if err := errors.Join(g.run(k), k.close()); err != nil {
		return Filled{}, fmt.Errorf("generate the network: %w", err)
	}
	return g.filled(), finish(ctx, s, g)
}

// finish counts everybody, requires a second factor of nobody, since nobody here has one, seals what happened, for nothing
// can come in between any more, and lets PostgreSQL look at how much there is.
func finish(ctx context.Context, s *store.Store, g *generator) error {
	settings := models.DefaultSettings()
	settings.SecondFactor = models.RequiredOfNobody
	err := s.At(g.now).InTx(ctx, func(tx *store.Tx) error {
		return errors.Join(tx.Recount(ctx), g.keepMonths(ctx, tx), tx.KeepSettings(ctx, settings))
	})
	if err != nil {
		return fmt.Errorf("count everybody: %w", err)
	}
	return s.InTx(ctx, func(tx *store.Tx) error {
		_, err := tx.Seal(ctx, tx.Now())
		return errors.Join(err, tx.Analyse(ctx))
	})
}

// monthsKept are the past months that are counted at once; a server that runs counts the others, one a minute.
const monthsKept = 2

func (g *generator) keepMonths(ctx context.Context, tx *store.Tx) error {
	day := tx.Today()
	for range monthsKept {
		day = models.EndOfMonthBefore(day)
		if _, err := tx.KeepMonth(ctx, day); err != nil {
			return err
		}
	}
	return nil
}

// check refuses what cannot be made.
func (in Options) check() error {
	problems := models.Invalid{}
	if in.People < FewestPeople || in.People > MostPeople {
		problems["people"] = fmt.Sprintf("want from %d to %d", FewestPeople, MostPeople)
	}
	if in.Competencies < 0 || in.Competencies > MostCompetencies {
		problems["competencies"] = fmt.Sprintf("want at most %d", MostCompetencies)
	}
	if day, err := models.ParseDate(string(in.AsOf)); err != nil || day == "" {
		problems["as-of"] = "want a date such as 2026-11-23"
	}
	return problems.OrNil()
}

// run makes everything in the order in which things refer to each other.
func (g *generator) run(k *keeper) error {
	g.staff()
	g.hire()
	g.entrust()
	if err := g.keepPeople(k); err != nil {
		return err
	}
	if err := g.teach(k); err != nil {
		return err
	}
	return g.grow(k)
}

func (g *generator) filled() Filled {
	return Filled{
		Learner: g.members[0].Email, Trainer: g.trainers[0].Email, Manager: g.leadTeam.manager.holder.Email,
		SystemLead: g.special.systemLead.holder.Email, Network: g.special.network.holder.Email, OpenCohort: g.open.cohort.Code,
	}
}
