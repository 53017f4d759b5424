package doctor

import (
	"context"

	"trellis/models/store"
)

// oldest is the PostgreSQL that the tests run on; an older one may do.
const oldest = 150000

// database asks whether the database is whole, and of an engine that is known to do.
func database(ctx context.Context, s *store.Store) (Check, error) {
	version, number, err := s.EngineVersion(ctx)
	if err != nil {
		return Check{}, err
	}
	if s.Engine() == store.PostgreSQL {
		var f findings
		if number < oldest {
			f.one(Warning, "PostgreSQL "+version, "older than 15, which Trellis is tried with: bring it up to date")
		}
		check := f.check("database")
		check.Summary = "PostgreSQL " + version + " answers."
		return check, nil
	}
	return file(ctx, s, version)
}

func file(ctx context.Context, s *store.Store, version string) (Check, error) {
	var f findings
	damage, err := s.Damage(ctx, most)
	if err != nil {
		damage = append(damage, err.Error())
	}
	for _, said := range damage {
		f.one(Fault, s.Path(), said)
	}
	ahead, err := s.WriteAhead()
	if err != nil {
		return Check{}, err
	}
	if !ahead {
		f.one(Warning, s.Path(), "it is not kept with a write-ahead log, so readers and the writer wait for each other; trellis serve changes that")
	}
	onlyOwner(&f, s.Path())
	check := f.check("database")
	switch {
	case len(damage) > 0:
		check.Summary = "SQLite finds the file " + s.Path() + " damaged: stop Trellis, keep a copy of the file, and restore a backup."
	case check.Found > 0:
		check.Summary = "SQLite " + version + " finds the file " + s.Path() + " whole; how it is kept could be better."
	default:
		check.Summary = "SQLite " + version + " finds the file " + s.Path() + " whole."
	}
	return check, nil
}
