package outbox

import (
	"context"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"trellis/models"
)

// sendTime is how long a mail server may take over one message.
const sendTime = 30 * time.Second

// SMTP is the post by a mail server: smtp://user:password@host:port, or smtps:// where the connection is encrypted from
// its start. Over smtp:// it is encrypted where the server offers it (STARTTLS), and always when a password is given or
// the address ends with ?tls=required, except on this machine. From is the address that letters come from.
func SMTP(address, from string) (Post, error) {
	client, sender, err := smtpClient(address, from, sendTime)
	if err != nil {
		return nil, err
	}
	return &smtp{client: client, from: sender}, nil
}

// Reach tries whether letters could be sent by the mail server: it connects, encrypts and signs in as for a letter, within
// the time, and sends nothing.
func Reach(ctx context.Context, address, from string, within time.Duration) error {
	client, _, err := smtpClient(address, from, within)
	if err != nil {
		return err
	}
	ctx, done := context.WithTimeout(ctx, within)
	defer done()
	if err := client.DialWithContext(ctx); err != nil {
		return fmt.Errorf("reach the mail server: %w", err)
	}
	return client.Close()
}

func smtpClient(address, from string, within time.Duration) (*gomail.Client, *mail.Address, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") {
		return nil, nil, fmt.Errorf("mail server address: want smtp://host:port or smtps://host:port, with user:password@ where the server asks for them")
	}
	sender, err := mail.ParseAddress(from)
	if err != nil {
		return nil, nil, fmt.Errorf("the address that letters come from, %q: want name@example.org or Name <name@example.org>", from)
	}
	options, err := smtpOptions(u, within)
	if err != nil {
		return nil, nil, err
	}
	client, err := gomail.NewClient(u.Hostname(), options...)
	if err != nil {
		return nil, nil, fmt.Errorf("mail server address: %w", err)
	}
	return client, sender, nil
}

func smtpOptions(u *url.URL, within time.Duration) ([]gomail.Option, error) {
	password, secret := u.User.Password()
	options := []gomail.Option{gomail.WithTimeout(within)}
	switch {
	case u.Scheme == "smtps":
		options = append(options, gomail.WithSSL(), gomail.WithPort(465))
	case onThisMachine(u.Hostname()):
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS), gomail.WithPort(25))
	case secret || u.Query().Get("tls") == "required":
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory), gomail.WithPort(587))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSOpportunistic), gomail.WithPort(25))
	}
	if u.Port() != "" {
		port, err := strconv.Atoi(u.Port())
		if err != nil {
			return nil, fmt.Errorf("mail server address: the port %q is not a number", u.Port())
		}
		options = append(options, gomail.WithPort(port))
	}
	if secret {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(u.User.Username()), gomail.WithPassword(password))
	}
	return options, nil
}

func onThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

type smtp struct {
	client *gomail.Client
	from   *mail.Address
}

// Send delivers a message. It has the same Message-ID when it is sent again, so that mail programs see one.
func (s *smtp) Send(ctx context.Context, message models.Message) error {
	letter, err := s.letter(message)
	if err != nil {
		return err
	}
	ctx, done := context.WithTimeout(ctx, sendTime)
	defer done()
	if err := s.client.DialAndSendWithContext(ctx, letter); err != nil {
		return fmt.Errorf("send by the mail server: %w", err)
	}
	return nil
}

func (s *smtp) letter(message models.Message) (*gomail.Msg, error) {
	m := gomail.NewMsg()
	m.FromMailAddress(s.from)
	if err := m.To(message.Recipient); err != nil {
		return nil, fmt.Errorf("the recipient's address: %w", err)
	}
	_, domain, _ := strings.Cut(s.from.Address, "@")
	m.SetMessageIDWithValue(string(message.ID) + "@" + domain)
	m.SetDateWithValue(message.CreatedAt)
	m.SetGenHeader("Auto-Submitted", "auto-generated") // so that nobody's absence note answers
	m.Subject(message.Subject)
	m.SetBodyString(gomail.TypeTextPlain, message.Body)
	if message.Calendar == "" {
		return m, nil
	}
	// As a part that mail programs answer, and as a file for those that do not.
	kind := gomail.ContentType("text/calendar; method=" + method(message.Calendar))
	m.AddAlternativeString(kind, message.Calendar)
	err := m.AttachReader("invite.ics", strings.NewReader(message.Calendar), gomail.WithFileContentType(kind+"; charset=utf-8"))
	return m, err
}

// method is what an invitation asks of a calendar: REQUEST, CANCEL or PUBLISH.
func method(calendar string) string {
	for line := range strings.Lines(calendar) {
		if value, found := strings.CutPrefix(strings.ToUpper(strings.TrimSpace(line)), "METHOD:"); found {
			return value
		}
	}
	return "PUBLISH"
}
