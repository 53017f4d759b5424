package command

import (
	"cmp"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"trellis/app"
	"trellis/app/access"
	"trellis/app/files"
	"trellis/models"
)

// settings are what an installation is told from outside. docs/configuration.md is written from their tags.
type settings struct {
	DatabaseURL   string `name:"database-url" env:"TRELLIS_DATABASE_URL" default:"sqlite:trellis.db" placeholder:"URL" help:"Where everything is kept: sqlite:PATH, or postgres://user:password@host/database."`
	Addr          string `name:"addr" env:"TRELLIS_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"The address on which to answer requests."`
	BaseURL       string `name:"base-url" env:"TRELLIS_BASE_URL" placeholder:"URL" help:"How people reach the installation, as in letters and on records. Absent: http:// and the address. With https:// the sign-in cookie is sent over secure connections alone."`
	Secret        string `name:"secret" env:"TRELLIS_SECRET" placeholder:"TEXT" help:"A long random text, kept safe and the same for every process. Absent with SQLite: made, and kept beside the file with the ending .secret. Required to serve from PostgreSQL. Prefer the environment: others on the machine may see flags."`
	FilesURL      string `name:"files-url" env:"TRELLIS_FILES_URL" default:"file:./files" placeholder:"URL" help:"Where uploaded files lie: file:FOLDER, or an object store that speaks S3 and that several processes share: s3://KEY:SECRET@HOST/BUCKET, with ?region=…, ?prefix=… or ?secure=false (plain http) where they are needed. Signs such as / in the secret are written as %2F. Without a key, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY say it, or the machine. docs/files.md says more."`
	SMTPURL       string `name:"smtp-url" env:"TRELLIS_SMTP_URL" placeholder:"URL" help:"The mail server: smtp://host:port or smtps://host:port, with user:password@ where it asks for them. Absent: mail is kept, and shown to administrators."`
	MailFrom      string `name:"mail-from" env:"TRELLIS_MAIL_FROM" placeholder:"ADDRESS" help:"The address that letters come from. Required with a mail server."`
	Proxies       string `name:"trusted-proxies" env:"TRELLIS_TRUSTED_PROXIES" placeholder:"NETWORKS" help:"The networks of the proxies in front, separated by commas, such as 127.0.0.1/32,10.0.0.0/8. What they say in X-Forwarded-For is believed, so that tries are counted by the address they come from. Set it wherever a proxy is in front: without it everybody is counted as one."`
	OIDCIssuer    string `name:"oidc-issuer" env:"TRELLIS_OIDC_ISSUER" placeholder:"URL" help:"The house that says who people are, by OpenID Connect, such as https://login.microsoftonline.com/TENANT/v2.0. Its redirect address is the base URL with /sign-in/openid/callback. Absent: nobody signs in that way."`
	OIDCClientID  string `name:"oidc-client-id" env:"TRELLIS_OIDC_CLIENT_ID" placeholder:"ID" help:"What that house calls this installation. Required with an issuer."`
	OIDCSecret    string `name:"oidc-client-secret" env:"TRELLIS_OIDC_CLIENT_SECRET" placeholder:"TEXT" help:"The secret that it gave this installation. Prefer the environment: others on the machine may see flags."`
	SignUpDomains string `name:"signup-domains" env:"TRELLIS_SIGNUP_DOMAINS" placeholder:"DOMAINS" help:"The endings of email addresses whose holders may ask to be let in, separated by commas, such as nhs.net,example.org. The lead of the organisation they name approves. Absent: people come by import or invitation."`
	SecondFactor  string `name:"require-second-factor" env:"TRELLIS_REQUIRE_SECOND_FACTOR" placeholder:"WHOM" help:"Of whom a second factor is required at sign-in: none, admins, or grants (everybody who has been given a role). Absent: what the settings on the screen say, and admins where they say nothing. It is offered to all."`
	Log           string `name:"log" env:"TRELLIS_LOG" default:"text" placeholder:"FORMAT" help:"How the log is written, to standard error: text or json."`
}

// unreadable is a setting that cannot be used as it is.
type unreadable struct{ flag, problem string }

// Error names the flag, as it is typed.
func (u unreadable) Error() string { return "--" + u.flag + " " + u.problem }

// config reads the settings. It goes on past those that cannot be used, and answers them all.
func (s settings) config() (c app.Config, problems []unreadable) {
	c = app.Config{
		DatabaseURL: cmp.Or(s.DatabaseURL, "sqlite:trellis.db"), Addr: cmp.Or(s.Addr, "127.0.0.1:8080"),
		BaseURL: strings.TrimRight(s.BaseURL, "/"), Secret: s.Secret, SMTPURL: s.SMTPURL, MailFrom: s.MailFrom,
	}
	wrong := func(flag, problem string, values ...any) {
		problems = append(problems, unreadable{flag, fmt.Sprintf(problem, values...)})
	}
	s.waysIn(&c, wrong)
	s.shelf(&c, wrong)
	var bad string
	if c.TrustedProxies, bad = networks(s.Proxies); bad != "" {
		wrong("trusted-proxies", "%q: want networks such as 10.0.0.0/8, separated by commas", bad)
	}
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		wrong("addr", "%q: want an address such as 127.0.0.1:8080", c.Addr)
	}
	if c.BaseURL == "" && err == nil {
		c.BaseURL = "http://" + net.JoinHostPort(reachable(host), port)
	}
	if c.BaseURL != "" && !isBase(c.BaseURL) {
		wrong("base-url", "%q: want an address such as https://trellis.example.org", s.BaseURL)
	}
	if s.Log != "" && s.Log != "text" && s.Log != "json" {
		wrong("log", "%q: want text or json", s.Log)
	}
	if c.SMTPURL != "" && c.MailFrom == "" {
		wrong("mail-from", "is needed with a mail server: the address that letters come from")
	}
	return c, problems
}

// waysIn reads how people get in.
func (s settings) waysIn(c *app.Config, wrong func(flag, problem string, values ...any)) {
	c.OpenID = access.OpenID{Issuer: s.OIDCIssuer, ClientID: s.OIDCClientID, ClientSecret: s.OIDCSecret}
	if c.SecondFactor = models.SecondFactorRule(s.SecondFactor); c.SecondFactor != "" && !c.SecondFactor.Known() {
		wrong("require-second-factor", "%q: want none, admins or grants", s.SecondFactor)
	}
	if c.OpenID.Issuer != "" && c.OpenID.ClientID == "" {
		wrong("oidc-client-id", "is needed with an issuer: what it calls this installation")
	}
	if c.OpenID.Issuer != "" && !isIssuer(c.OpenID.Issuer) {
		wrong("oidc-issuer", "%q: want an address such as https://login.example.org", s.OIDCIssuer)
	}
	var bad string
	if c.SignUpDomains, bad = domains(s.SignUpDomains); bad != "" {
		wrong("signup-domains", "%q: want endings of addresses such as nhs.net, separated by commas", bad)
	}
}

// shelf reads where files lie.
func (s settings) shelf(c *app.Config, wrong func(flag, problem string, values ...any)) {
	c.FilesURL = cmp.Or(s.FilesURL, "file:./files")
	if _, err := files.Open(c.FilesURL); err != nil {
		wrong("files-url", "cannot be used: %s", err)
	}
}

// networks reads networks, and single addresses, separated by commas. It answers the first that is neither.
func networks(text string) (list []netip.Prefix, bad string) {
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		network, err := netip.ParsePrefix(part)
		if address, single := netip.ParseAddr(part); single == nil {
			network, err = netip.PrefixFrom(address, address.BitLen()), nil
		}
		if err != nil {
			return nil, part
		}
		list = append(list, network.Masked())
	}
	return list, ""
}

// reachable is a host by which this machine reaches itself, where the one given stands for every address it has.
func reachable(host string) string {
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		return "localhost"
	}
	return host
}

func isBase(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.Path == "" && u.RawQuery == ""
}

// isIssuer tells whether an address can be that of a house that says who people are.
func isIssuer(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.RawQuery == "" && u.Fragment == ""
}

// domains reads endings of addresses, separated by commas. It answers the first that is none.
func domains(text string) (list []string, bad string) {
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		name := strings.ToLower(strings.TrimPrefix(part, "@"))
		if name == "" && part == "" {
			continue
		}
		if !domain.MatchString(name) {
			return nil, part
		}
		list = append(list, name)
	}
	return list, ""
}

var domain = regexp.MustCompile(`^([a-z0-9-]+\.)+[a-z]{2,}$`)
