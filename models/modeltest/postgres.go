package modeltest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"trellis/models/store"
)

// Main runs the tests of a package that uses PostgreSQL, and ends the throw-away server afterwards.
func Main(m *testing.M) {
	status := m.Run()
	if server.stop != nil {
		server.stop()
	}
	os.Exit(status)
}

// server is one throw-away PostgreSQL for all tests of a program, with a migrated database as the pattern of theirs.
var server struct {
	once  sync.Once
	admin *sql.DB
	stop  func()
	err   error
	next  int
	mu    sync.Mutex
	at    func(database string) string
}

var errNoPostgreSQL = errors.New("PostgreSQL's server programs are not found, and TRELLIS_TEST_POSTGRES names no server")

const pattern = "trellis_pattern"

// PostgreSQL is an empty, migrated store of its own. The test is skipped where there is no PostgreSQL, and fails when
// CI=true.
func PostgreSQL(t testing.TB, clock *Clock) *store.Store {
	t.Helper()
	server.once.Do(func() { server.err = startServer() })
	if errors.Is(server.err, errNoPostgreSQL) && os.Getenv("CI") != "true" {
		t.Skip(server.err)
	}
	if server.err != nil {
		t.Fatal(server.err)
	}
	server.mu.Lock()
	defer server.mu.Unlock()
	server.next++
	name := fmt.Sprintf("trellis_%d_%d", os.Getpid(), server.next)
	if _, err := server.admin.ExecContext(t.Context(), "CREATE DATABASE "+name+" TEMPLATE "+pattern+" STRATEGY = wal_log"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := server.admin.ExecContext(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return open(t, server.at(name), clock)
}

func startServer() error {
	if address := os.Getenv("TRELLIS_TEST_POSTGRES"); address != "" {
		server.at = func(database string) string { return withDatabase(address, database) }
	} else if err := startCluster(); err != nil {
		return err
	}
	var err error
	if server.admin, err = sql.Open("pgx", server.at("postgres")); err != nil {
		return err
	}
	ctx := context.Background()
	for _, statement := range []string{"DROP DATABASE IF EXISTS " + pattern, "CREATE DATABASE " + pattern} {
		if _, err := server.admin.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	s, err := store.Open(ctx, server.at(pattern), time.Now)
	if err != nil {
		return err
	}
	_, err = s.Migrate(ctx)
	return errors.Join(err, s.Close())
}

func withDatabase(address, database string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	u.Path = "/" + database
	return u.String()
}

// startCluster makes a cluster that listens on a socket in its own folder alone. PostgreSQL refuses to run as root, so
// root hands it to the user nobody.
func startCluster() error {
	initdb, postgres, err := programs()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "trellis-pg")
	if err != nil {
		return err
	}
	as, err := unprivileged(dir)
	if err != nil {
		return err
	}
	data := filepath.Join(dir, "data")
	initialise := exec.Command(initdb, "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "--locale=C.UTF-8", "-E", "UTF8")
	initialise.SysProcAttr, initialise.Dir = as, dir
	if out, err := initialise.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	run := exec.Command(postgres, "-D", data, "-k", dir, "-c", "listen_addresses=", "-c", "fsync=off",
		"-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=200")
	run.SysProcAttr, run.Dir = as, dir
	if err := run.Start(); err != nil {
		return err
	}
	server.at = func(database string) string { return "postgres:///" + database + "?host=" + dir + "&user=postgres" }
	server.stop = func() {
		_ = run.Process.Signal(syscall.SIGQUIT)
		_ = run.Wait()
		_ = os.RemoveAll(dir)
	}
	return awaken(server.at("postgres"))
}

// programs finds initdb and postgres: on the path, or where Debian keeps them.
func programs() (initdb, postgres string, err error) {
	places, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", "", err
	}
	if found, err := exec.LookPath("initdb"); err == nil {
		places = append(places, found)
	}
	for _, p := range places {
		postgres = filepath.Join(filepath.Dir(p), "postgres")
		if _, err := os.Stat(postgres); err == nil {
			return p, postgres, nil
		}
	}
	return "", "", errNoPostgreSQL
}

// unprivileged lets a program run in the folder as nobody when we are root. It ends with us, however we end.
func unprivileged(dir string) (*syscall.SysProcAttr, error) {
	attr := &syscall.SysProcAttr{Pdeathsig: syscall.SIGQUIT}
	if os.Getuid() != 0 {
		return attr, nil
	}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.ParseUint(nobody.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(nobody.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return attr, os.Chown(dir, int(uid), int(gid))
}

func awaken(address string) error {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	for range 100 {
		if err = db.Ping(); err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return fmt.Errorf("PostgreSQL does not answer: %w", err)
}
