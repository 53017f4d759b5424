package doctor

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"trellis/models/store"
)

// shortest is how many characters a secret must have: as many as 24 random bytes make.
const shortest = 32

// configuration asks whether what the installation is told is there, can be read, and is safe.
func (d *Doctor) configuration() Check {
	var f findings
	s := d.Settings
	for _, u := range s.Unreadable {
		f.one(Fault, u.Where, u.Problem)
	}
	if _, _, err := store.Address(s.DatabaseURL); err != nil {
		f.one(Fault, "TRELLIS_DATABASE_URL", err.Error())
	}
	s.checkBase(&f)
	s.checkSecret(&f)
	s.checkMail(&f)
	check := f.check("configuration")
	check.Summary = "People reach it at " + s.BaseURL + "; " + s.mailInWords() + "."
	if check.Found > 0 {
		check.Summary = counted(check.Found, "setting needs", "settings need") + " another look: docs/configuration.md says what each is for."
	}
	return check
}

func (s Settings) mailInWords() string {
	if s.SMTPURL == "" {
		return "without a mail server, mail is kept and shown to administrators"
	}
	return "mail goes out by a mail server"
}

// checkBase asks whether people reach the installation, and whether nobody listens on the way. Trellis itself speaks plain
// http: where people use https, a proxy is in front.
func (s Settings) checkBase(f *findings) {
	const where = "TRELLIS_BASE_URL"
	base, err := url.Parse(s.BaseURL)
	if err != nil || base.Hostname() == "" { // said already, as it could not be read
		return
	}
	here := loopback(base.Hostname())
	host, _, err := net.SplitHostPort(s.Addr)
	switch {
	case base.Scheme == "http" && !here:
		f.one(Warning, where, s.BaseURL+": passwords and cookies go over http, where others can read them; put a proxy with https in front, and say https:// here")
	case base.Scheme == "https" && len(s.TrustedProxies) == 0:
		f.one(Warning, "TRELLIS_TRUSTED_PROXIES", "https needs a proxy in front, and none is named: everybody is counted as one when they sign in; name its network")
	case err == nil && here && !loopback(host):
		f.one(Warning, where, s.BaseURL+": Trellis answers on "+s.Addr+", and letters lead to this machine alone; say how people reach it")
	}
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}

func (s Settings) checkSecret(f *findings) {
	engine, _, err := store.Address(s.DatabaseURL)
	if s.Secret == "" && err == nil && engine == store.PostgreSQL {
		f.one(Fault, "TRELLIS_SECRET", "it is required with PostgreSQL: a long random text, the same for every process")
		return
	}
	secret, where, err := s.secret()
	if err != nil {
		f.one(Fault, where, "the secret cannot be read: "+err.Error())
		return
	}
	if secret == "" {
		return // trellis serve makes it
	}
	if s.Secret == "" {
		onlyOwner(f, where)
	}
	if len(secret) < shortest {
		f.one(Fault, where, fmt.Sprintf("the secret has %d characters, and can be guessed: want %d or more, at random", len(secret), shortest))
	}
}

// secret is the one configured, or else the one that lies beside the file of SQLite, and where it is; empty where there is none yet.
func (s Settings) secret() (secret, where string, err error) {
	engine, path, err := store.Address(s.DatabaseURL)
	if s.Secret != "" || err != nil || engine != store.SQLite {
		return s.Secret, "TRELLIS_SECRET", nil
	}
	where = path + ".secret"
	text, err := os.ReadFile(filepath.Clean(where))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return strings.TrimSpace(string(text)), where, err
}

// onlyOwner warns of a file that others on the machine may read.
func onlyOwner(f *findings, path string) {
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o077 != 0 {
		f.one(Warning, path, fmt.Sprintf("others on this machine may read it (%04o): chmod 600", info.Mode().Perm()))
	}
}

func (s Settings) checkMail(f *findings) {
	if s.MailFrom == "" {
		return // with a mail server it is required, and said already
	}
	if _, err := mail.ParseAddress(s.MailFrom); err != nil {
		f.one(Fault, "TRELLIS_MAIL_FROM", fmt.Sprintf("%q: want name@example.org or Name <name@example.org>", s.MailFrom))
	}
}
