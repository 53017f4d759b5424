package journeys

import (
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"trellis/app"
	"trellis/app/files"
	"trellis/handlers"
	"trellis/models/store"
	"trellis/views/mail"
)

// newDemo serves a fresh demonstration on loopback.
func newDemo(t *testing.T) (address string, s *store.Store) {
	t.Helper()
	return demoBy(t, time.Now)
}

// newDemoOn serves a demonstration for which time stands still.
func newDemoOn(t *testing.T, at time.Time) (address string) {
	t.Helper()
	address, _ = demoBy(t, func() time.Time { return at })
	return address
}

func demoBy(t *testing.T, now func() time.Time) (address string, s *store.Store) {
	t.Helper()
	address, a, s := serveBy(t, app.Config{Secret: "secret", Demo: true}, now)
	if err := a.FillDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	return address, s
}

// serve answers on loopback over an empty database.
func serve(t *testing.T, config app.Config) (address string, a *app.App, s *store.Store) {
	t.Helper()
	return serveBy(t, config, time.Now)
}

// serveBy answers by that clock.
func serveBy(t *testing.T, config app.Config, now func() time.Time) (address string, a *app.App, s *store.Store) {
	t.Helper()
	ctx := t.Context()
	s, err := store.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "trellis.db"), now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if _, err := s.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(nil)
	config.BaseURL = "http://" + server.Listener.Addr().String()
	a = app.New(s, config, mail.Letters{}, nil, &files.Memory{})
	server.Config.Handler = handlers.New(a, store.SignIns{Store: s})
	server.Start()
	stopped := make(chan struct{})
	go func() { a.Work(ctx); close(stopped) }()
	t.Cleanup(func() { <-stopped }) // the test's context has ended by then
	t.Cleanup(server.Close)
	return config.BaseURL, a, s
}
