package doctor_test

import (
	"context"
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trellis/app/doctor"
	"trellis/models"
	"trellis/models/store"
)

// configured looks over an installation without a database.
func configured(t *testing.T, s doctor.Settings, reach error) doctor.Report {
	t.Helper()
	d := doctor.Doctor{
		Settings: s, Reach: func(context.Context) error { return reach },
		Open: func(context.Context) (*store.Store, error) { return nil, models.ErrNotFound },
	}
	report, err := d.Examine(t.Context(), func(doctor.Check) {})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestSettingsThatAreUnsafeOrMissingAreFound(t *testing.T) {
	folder := t.TempDir()
	const long = "0123456789abcdef0123456789abcdef"
	for name, secret := range map[string]string{"good": long, "open": long, "short": "password"} {
		mode := os.FileMode(0o600)
		if name == "open" {
			mode = 0o640
		}
		path := filepath.Join(folder, name+".db.secret")
		if err := os.WriteFile(path, []byte(secret+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	plain := doctor.Settings{DatabaseURL: "sqlite:" + folder + "/good.db", Addr: "127.0.0.1:8080", BaseURL: "http://127.0.0.1:8080"}
	proxies := []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}
	for _, c := range []struct {
		name   string
		change func(s *doctor.Settings)
		status doctor.Status
		says   string // where and what; empty where nothing is wrong
	}{
		{"on this machine", func(*doctor.Settings) {}, doctor.OK, ""},
		{"on this machine by name", func(s *doctor.Settings) { s.BaseURL, s.Addr = "http://trellis.localhost:80", "[::1]:80" }, doctor.OK, ""},
		{"behind a proxy", func(s *doctor.Settings) { s.BaseURL, s.TrustedProxies = "https://trellis.example.org", proxies }, doctor.OK, ""},
		{"behind a proxy without a name", func(s *doctor.Settings) { s.BaseURL = "https://trellis.example.org" }, doctor.Warning, "TRELLIS_TRUSTED_PROXIES: https needs a proxy"},
		{"over http", func(s *doctor.Settings) { s.BaseURL = "http://trellis.example.org" }, doctor.Warning, "TRELLIS_BASE_URL: http://trellis.example.org: passwords and cookies go over http"},
		{"for everybody, by this machine's name", func(s *doctor.Settings) { s.Addr, s.BaseURL = "0.0.0.0:80", "http://localhost:80" }, doctor.Warning, "letters lead to this machine alone"},
		{"a new database", func(s *doctor.Settings) { s.DatabaseURL = "sqlite:" + folder + "/new.db" }, doctor.OK, ""},
		{"a secret that others read", func(s *doctor.Settings) { s.DatabaseURL = "sqlite:" + folder + "/open.db" }, doctor.Warning, "open.db.secret: others on this machine may read it (0640): chmod 600"},
		{"a short secret in the file", func(s *doctor.Settings) { s.DatabaseURL = "sqlite:" + folder + "/short.db" }, doctor.Fault, "short.db.secret: the secret has 8 characters"},
		{"a short secret", func(s *doctor.Settings) { s.Secret = "password" }, doctor.Fault, "TRELLIS_SECRET: the secret has 8 characters"},
		{"a secret beats the file", func(s *doctor.Settings) { s.DatabaseURL, s.Secret = "sqlite:"+folder+"/short.db", long }, doctor.OK, ""},
		{"PostgreSQL without a secret", func(s *doctor.Settings) { s.DatabaseURL = "postgres:///trellis" }, doctor.Fault, "TRELLIS_SECRET: it is required with PostgreSQL"},
		{"PostgreSQL with a secret", func(s *doctor.Settings) { s.DatabaseURL, s.Secret = "postgres:///trellis", long }, doctor.OK, ""},
		{"no database that we know", func(s *doctor.Settings) { s.DatabaseURL = "mysql://there" }, doctor.Fault, "TRELLIS_DATABASE_URL: database address"},
		{"mail from nobody", func(s *doctor.Settings) { s.MailFrom = "nobody" }, doctor.Fault, `TRELLIS_MAIL_FROM: "nobody": want name@example.org`},
		{"mail from somebody", func(s *doctor.Settings) { s.MailFrom = "Trellis <trellis@example.org>" }, doctor.OK, ""},
		{
			"what could not be read",
			func(s *doctor.Settings) {
				s.Unreadable = []doctor.Example{{Where: "TRELLIS_ADDR (--addr)", Problem: "no"}}
			},
			doctor.Fault, "TRELLIS_ADDR (--addr): no",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := plain
			c.change(&s)
			got := check(t, configured(t, s, nil), "configuration")
			if got.Status != c.status || (c.says == "") != (len(got.Examples) == 0) || got.Found != len(got.Examples) {
				t.Fatalf("%s: %s %+v", got.Status, got.Summary, got.Examples)
			}
			for _, e := range got.Examples {
				if said := e.Where + ": " + e.Problem; !strings.Contains(said, c.says) || strings.Contains(said, "password:") || strings.Contains(said, long) {
					t.Errorf("it says %s; want %s", said, c.says)
				}
			}
		})
	}
}

func TestAMailServerThatLetsNobodyInIsFound(t *testing.T) {
	s := doctor.Settings{DatabaseURL: "sqlite:none.db", BaseURL: "http://localhost"}
	if c := check(t, configured(t, s, errors.New("never asked")), "mail"); c.Status != doctor.OK || !strings.Contains(c.Summary, "No mail server is set") {
		t.Errorf("without a mail server: %+v", c)
	}
	s.SMTPURL = "smtp://mail.example.org"
	if c := check(t, configured(t, s, nil), "mail"); c.Status != doctor.OK || !strings.Contains(c.Summary, "nothing was sent") {
		t.Errorf("with one: %+v", c)
	}
	if c := check(t, configured(t, s, errors.New("no\nroute to host")), "mail"); c.Status != doctor.Fault || !strings.Contains(c.Summary, "The mail server cannot be used: no route to host. Check") {
		t.Errorf("with one that is away: %+v", c)
	}
}

func TestALookEndsWithItsContext(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	d := doctor.Doctor{Open: func(context.Context) (*store.Store, error) { stop(); return nil, context.Canceled }}
	if _, err := d.Examine(ctx, func(doctor.Check) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
