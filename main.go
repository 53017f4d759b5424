// Trellis is a training-programme and skills-tracking platform for networks of analysts. This file turns the key: it reads
// the configuration, opens the store, puts the app over it, and opens a door.
package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // Europe/London, where the machine does not know it

	"trellis/app"
	"trellis/app/demo"
	"trellis/app/doctor"
	"trellis/app/files"
	"trellis/app/outbox"
	"trellis/handlers"
	"trellis/handlers/command"
	"trellis/models"
	"trellis/models/store"
	"trellis/views/mail"
)

func main() {
	syscall.Umask(0o077) // the database and its secret are nobody else's to read
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(command.Run(ctx, os.Args[1:], os.Stdout, os.Stderr, entrance()))
}

func entrance() command.Doors {
	return command.Doors{Log: logTo, Open: open, Migrate: migrate, Migrations: migrations, Serve: serve, Demo: serveDemo, Examine: examine}
}

func logTo(w io.Writer, format string) {
	var handler slog.Handler = slog.NewTextHandler(w, nil)
	if format == "json" {
		handler = slog.NewJSONHandler(w, nil)
	}
	slog.SetDefault(slog.New(handler))
}

// open is the app over its migrated database.
func open(ctx context.Context, c app.Config) (*app.App, func() error, error) {
	s, err := store.Open(ctx, c.DatabaseURL, time.Now)
	if err != nil {
		return nil, nil, err
	}
	a, err := over(ctx, s, c)
	if err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	return a, s.Close, nil
}

// over migrates the store and puts the app over it.
func over(ctx context.Context, s *store.Store, c app.Config) (*app.App, error) {
	if _, err := update(ctx, s); err != nil {
		return nil, err
	}
	var post outbox.Post
	if c.SMTPURL != "" {
		var err error
		if post, err = outbox.SMTP(c.SMTPURL, c.MailFrom); err != nil {
			return nil, err
		}
	}
	shelf, err := files.Open(c.FilesURL)
	if err != nil {
		return nil, err
	}
	return app.New(s, c, mail.Letters{}, post, shelf), nil
}

// update migrates the store. On SQLite two processes that begin together can be in each other's way; the second try finds
// what the other has done.
func update(ctx context.Context, s *store.Store) ([]store.Migration, error) {
	steps, err := s.Migrate(ctx)
	if err != nil && s.Engine() == store.SQLite {
		return s.Migrate(ctx)
	}
	return steps, err
}

func migrate(ctx context.Context, c app.Config) ([]command.Migration, error) {
	return steps(ctx, c, update)
}

func migrations(ctx context.Context, c app.Config) ([]command.Migration, error) {
	return steps(ctx, c, func(ctx context.Context, s *store.Store) ([]store.Migration, error) { return s.Migrations(ctx) })
}

func steps(ctx context.Context, c app.Config, list func(context.Context, *store.Store) ([]store.Migration, error)) ([]command.Migration, error) {
	s, err := store.Open(ctx, c.DatabaseURL, time.Now)
	if err != nil {
		return nil, err
	}
	found, err := list(ctx, s)
	named := make([]command.Migration, len(found))
	for i, m := range found {
		named[i] = command.Migration(m)
	}
	return named, errors.Join(err, s.Close())
}

// examine looks the installation over. Alone among the commands it neither migrates the database nor makes one.
func examine(ctx context.Context, c app.Config, unreadable []doctor.Example, tell func(doctor.Check)) (doctor.Report, error) {
	return app.Doctor(c, unreadable, func(ctx context.Context) (*store.Store, error) {
		return store.OpenReadOnly(ctx, c.DatabaseURL, time.Now)
	}).Examine(ctx, tell)
}

// serve answers requests until the context ends.
func serve(ctx context.Context, c app.Config) (err error) {
	s, err := store.Open(ctx, c.DatabaseURL, time.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if s.Engine() == store.SQLite {
		unlock, err := store.Lock(s.Path())
		if err != nil {
			return err
		}
		defer func() { _ = unlock() }() // ends with the process anyway
	}
	if c.Secret, err = secret(c, s); err != nil {
		return err
	}
	a, err := over(ctx, s, c)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return err
	}
	return answer(ctx, listener, a, s)
}

// secret is the one configured; with SQLite, where none is, the one kept beside the file.
func secret(c app.Config, s *store.Store) (string, error) {
	if c.Secret != "" {
		return c.Secret, nil
	}
	if s.Engine() != store.SQLite {
		return "", errors.New("TRELLIS_SECRET is required with PostgreSQL: a long random text, the same for every process")
	}
	path := s.Path() + ".secret"
	text, err := os.ReadFile(path)
	if err == nil && len(strings.TrimSpace(string(text))) > 0 {
		return strings.TrimSpace(string(text)), nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read the secret: %w", err)
	}
	random := make([]byte, 32)
	if _, err := rand.Read(random); err != nil {
		return "", err
	}
	made := base64.RawURLEncoding.EncodeToString(random)
	if err := os.WriteFile(path, []byte(made+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("keep the secret: %w", err)
	}
	return made, nil
}

// drain is how long requests that have begun may take once the program is asked to end.
const drain = 20 * time.Second

// answer answers requests, and does what is owed, until the context ends and both have come to rest.
func answer(ctx context.Context, listener net.Listener, a *app.App, s *store.Store) error {
	server := &http.Server{
		Handler:           handlers.New(a, store.SignIns{Store: s}),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       120 * time.Second,
		ErrorLog:          slog.NewLogLogger(slog.Default().Handler(), slog.LevelWarn),
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	worked := make(chan struct{})
	go func() {
		defer close(worked)
		a.Work(ctx)
	}()
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	slog.InfoContext(ctx, "listening", "address", "http://"+listener.Addr().String(), "base_url", a.Config.BaseURL)
	var err error
	select {
	case err = <-failed:
		stop()
	case <-ctx.Done():
		slog.Info("stopping", "drain", drain)
		patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
		defer cancel()
		err = server.Shutdown(patience)
	}
	<-worked
	return err
}

// serveDemo serves the demonstration that lies in the folder, and fills it first when it is empty.
func serveDemo(ctx context.Context, c app.Config, folder string, ready func(address string) error) (err error) {
	if folder == "" {
		if folder, err = os.MkdirTemp("", "trellis-demo-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	}
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return err
	}
	path := filepath.Join(folder, "demo.db")
	s, err := store.Open(ctx, "sqlite:"+path, time.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	unlock, err := store.Lock(path)
	if err != nil {
		return err
	}
	defer func() { _ = unlock() }() // ends with the process anyway
	listener, err := listenNear(ctx, c.Addr)
	if err != nil {
		return err
	}
	c.FilesURL = "file:" + filepath.Join(folder, "files")
	c.Demo, c.SMTPURL, c.BaseURL = true, "", "http://"+listener.Addr().String() // nobody invented gets mail
	if c.Secret, err = secret(c, s); err != nil {
		return errors.Join(err, listener.Close())
	}
	a, err := over(ctx, s, c)
	if err == nil {
		err = fill(ctx, a, s)
	}
	if err == nil {
		err = ready(c.BaseURL)
	}
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	return answer(ctx, listener, a, s)
}

// fill makes the demonstration, unless it is there from an earlier time.
func fill(ctx context.Context, a *app.App, s *store.Store) error {
	_, err := s.PersonByEmail(ctx, demo.Guests()[0].Email)
	if errors.Is(err, models.ErrNotFound) {
		return a.FillDemo(ctx)
	}
	return err
}

// ports is how many ports are tried for the demonstration.
const ports = 20

// listenNear listens at the address, or at the next port that is free.
func listenNear(ctx context.Context, address string) (net.Listener, error) {
	host, text, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	first, err := strconv.Atoi(text)
	if err != nil {
		return nil, fmt.Errorf("the port %q is not a number", text)
	}
	var listener net.Listener
	for port := first; port < first+ports; port++ {
		listener, err = new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(port)))
		if err == nil || !errors.Is(err, syscall.EADDRINUSE) {
			return listener, err
		}
	}
	return nil, err
}
