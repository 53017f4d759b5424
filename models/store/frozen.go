package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/pressly/goose/v3"
)

// frozenMessage is what the database answers to whoever would change what is published.
const frozenMessage = "a published framework version never changes"

// freezeStep is the step of the schema with which the database itself begins to keep published versions as they are.
const freezeStep = 11

// part is a table of a framework version. published asks whether the version of a row, OLD or NEW as R, is published.
type part struct{ table, published string }

func parts() []part {
	const version = `SELECT 1 FROM framework_versions v WHERE v.published_at IS NOT NULL AND v.id = R.framework_version_id`
	return []part{
		{"levels", version},
		{"domains", version},
		{"competencies", version},
		{"descriptors", `SELECT 1 FROM competencies k JOIN framework_versions v ON v.id = k.framework_version_id
			WHERE v.published_at IS NOT NULL AND k.id = R.competency_id`},
		{"role_profiles", version + ` AND NOT R.drawn_here`},
		{"requirements", `SELECT 1 FROM role_profiles p JOIN framework_versions v ON v.id = p.framework_version_id
			WHERE v.published_at IS NOT NULL AND NOT p.drawn_here AND p.id = R.role_profile_id`},
	}
}

// rewritten asks whether a published version says something else than before, or is no longer published. When it ends, why,
// and whether it may be handed out are not part of what was published.
func rewritten() string {
	asks := []string{"NEW.published_at IS NULL", "NEW.published_at <> OLD.published_at"}
	for _, column := range []string{"framework_id", "version", "language", "licence", "description", "notes", "content_hash", "source", "attribution", "identifier"} {
		asks = append(asks, "NEW."+column+" <> OLD."+column)
	}
	return "OLD.published_at IS NOT NULL AND (" + strings.Join(asks, " OR ") + ")"
}

// freezing are the triggers of an engine that refuse a change to a published version, and thawing takes them away.
func freezing(engine Engine) []string {
	trigger := sqliteTrigger
	if engine == PostgreSQL {
		trigger = postgresTrigger
	}
	list := trigger("framework_versions", "UPDATE", rewritten())
	list = append(list, trigger("framework_versions", "DELETE", "OLD.published_at IS NOT NULL")...)
	for _, p := range parts() {
		was, is := "EXISTS ("+strings.ReplaceAll(p.published, "R.", "OLD.")+")", "EXISTS ("+strings.ReplaceAll(p.published, "R.", "NEW.")+")"
		list = append(list, trigger(p.table, "INSERT", is)...)
		list = append(list, trigger(p.table, "UPDATE", was+" OR "+is)...)
		list = append(list, trigger(p.table, "DELETE", was)...)
	}
	return list
}

func triggerName(table, change string) string {
	return "frozen_" + table + "_" + strings.ToLower(change)
}

func sqliteTrigger(table, change, when string) []string {
	return []string{fmt.Sprintf("CREATE TRIGGER %s BEFORE %s ON %s WHEN %s BEGIN SELECT RAISE(ABORT, '%s'); END",
		triggerName(table, change), change, table, when, frozenMessage)}
}

func postgresTrigger(table, change, when string) []string {
	name, row := triggerName(table, change), "NEW"
	if change == "DELETE" {
		row = "OLD"
	}
	return []string{
		fmt.Sprintf("CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF %s THEN RAISE EXCEPTION '%s'; END IF; RETURN %s; END $$", name, when, frozenMessage, row),
		fmt.Sprintf("CREATE TRIGGER %s BEFORE %s ON %s FOR EACH ROW EXECUTE FUNCTION %s()", name, change, table, name),
	}
}

func thawing(engine Engine) (list []string) {
	changes := map[string][]string{"framework_versions": {"UPDATE", "DELETE"}}
	for _, p := range parts() {
		changes[p.table] = []string{"INSERT", "UPDATE", "DELETE"}
	}
	for table, kinds := range changes {
		for _, change := range kinds {
			name := triggerName(table, change)
			if engine == PostgreSQL {
				list = append(list, "DROP TRIGGER IF EXISTS "+name+" ON "+table, "DROP FUNCTION IF EXISTS "+name)
			} else {
				list = append(list, "DROP TRIGGER IF EXISTS "+name)
			}
		}
	}
	return list
}

// freezeMigration is the step that adds the triggers.
func freezeMigration(engine Engine) *goose.Migration {
	up := func(ctx context.Context, tx *sql.Tx) error {
		for _, statement := range freezing(engine) {
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return fmt.Errorf("keep published versions as they are: %w", err)
			}
		}
		return nil
	}
	step := goose.NewGoMigration(freezeStep, &goose.GoFunc{RunTx: up}, nil)
	step.Source = fmt.Sprintf("%05d_frozen.go", freezeStep)
	return step
}

// Thawed lets do change what is published, and freezes it again. It is for what empties a whole database, or fills one.
func (tx *Tx) Thawed(ctx context.Context, do func() error) error {
	db, engine := tx.db.WithContext(ctx), Engine(tx.db.Name())
	for _, statement := range thawing(engine) {
		if err := db.Exec(statement).Error; err != nil {
			return err
		}
	}
	if err := do(); err != nil {
		return err
	}
	for _, statement := range freezing(engine) {
		if err := db.Exec(statement).Error; err != nil {
			return err
		}
	}
	return nil
}
