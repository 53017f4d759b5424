package outbox_test

import (
	"bufio"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/mail"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"trellis/app/outbox"
	"trellis/models"
)

func TestALetterReachesTheMailServer(t *testing.T) {
	address, letters := mailServer(t)
	post, err := outbox.SMTP("smtp://"+address, "Trellis <trellis@example.org>")
	if err != nil {
		t.Fatal(err)
	}
	message := models.Message{
		ID: "0192-id", Recipient: "ada@example.org", Subject: "Your place: Łukasz’s course",
		Body: "Hello Ada,\n\nYou have a place.\n", CreatedAt: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
	}
	for range 2 {
		if err := post.Send(t.Context(), message); err != nil {
			t.Fatal(err)
		}
		got := <-letters
		subject, err := new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject"))
		if err != nil || subject != message.Subject {
			t.Errorf("subject %q (%v)", subject, err)
		}
		if id := got.Header.Get("Message-ID"); id != "<0192-id@example.org>" {
			t.Errorf("message id %q is not that of the message", id)
		}
		if kind := got.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/plain") || !strings.Contains(kind, "UTF-8") {
			t.Errorf("type %q", kind)
		}
		if from := got.Header.Get("From"); from != `"Trellis" <trellis@example.org>` {
			t.Errorf("from %q", from)
		}
		if date, err := got.Header.Date(); err != nil || !date.Equal(message.CreatedAt) {
			t.Errorf("date %v (%v)", date, err)
		}
		if body, err := io.ReadAll(got.Body); err != nil || !strings.Contains(string(body), "You have a place.") {
			t.Errorf("body %q (%v)", body, err)
		}
	}
}

func TestAnInvitationGoesAsACalendarPart(t *testing.T) {
	address, letters := mailServer(t)
	post, err := outbox.SMTP("smtp://"+address, "trellis@example.org")
	if err != nil {
		t.Fatal(err)
	}
	calendar := "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
	if err := post.Send(t.Context(), models.Message{ID: "1", Recipient: "ada@example.org", Subject: "s", Body: "b", Calendar: calendar}); err != nil {
		t.Fatal(err)
	}
	got := <-letters
	parts := partsOf(t, got.Header.Get("Content-Type"), got.Body)
	var kinds []string
	for _, part := range parts {
		kind, params, err := mime.ParseMediaType(part.kind)
		if err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, kind+" "+params["method"]+strings.ToUpper(params["charset"])+part.file)
		if kind == "text/calendar" && strings.ReplaceAll(part.text, "\r\n", "\n") != strings.ReplaceAll(calendar, "\r\n", "\n") {
			t.Errorf("the calendar reads %q", part.text)
		}
	}
	if want := "text/plain UTF-8, text/calendar REQUESTUTF-8, text/calendar REQUESTUTF-8invite.ics"; strings.Join(kinds, ", ") != want {
		t.Errorf("parts %q, want %q", kinds, want)
	}
}

type part struct{ kind, file, text string }

// partsOf are the parts of a message, however deep, in their order.
func partsOf(t *testing.T, header string, body io.Reader) (list []part) {
	t.Helper()
	kind, params, err := mime.ParseMediaType(header)
	if err != nil || !strings.HasPrefix(kind, "multipart/") {
		t.Fatalf("type %q (%v)", kind, err)
	}
	for parts := multipart.NewReader(body, params["boundary"]); ; {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		if header := p.Header.Get("Content-Type"); strings.HasPrefix(header, "multipart/") {
			list = append(list, partsOf(t, header, p)...)
			continue
		}
		text, err := io.ReadAll(p)
		if p.Header.Get("Content-Transfer-Encoding") == "base64" {
			text, err = base64.StdEncoding.DecodeString(strings.ReplaceAll(string(text), "\r\n", ""))
		}
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, part{p.Header.Get("Content-Type"), p.FileName(), string(text)})
	}
}

func TestAMailServerThatCannotBeUsedIsRefused(t *testing.T) {
	for _, address := range []string{"", "smtp://", "http://mail.example.org", "mail.example.org:25", "smtp://mail.example.org:port"} {
		if _, err := outbox.SMTP(address, "trellis@example.org"); err == nil {
			t.Errorf("%q is taken for a mail server", address)
		}
	}
	if _, err := outbox.SMTP("smtp://127.0.0.1:25", "nobody"); err == nil {
		t.Error("letters may come from nobody")
	}
	if err := send(t, "smtp://me:secret@%s?x=1"); err == nil {
		t.Error("a server that asks for no password was given one")
	}
}

func TestAMailServerIsTriedWithoutSending(t *testing.T) {
	address, letters := mailServer(t)
	if err := outbox.Reach(t.Context(), "smtp://"+address, "trellis@example.org", time.Minute); err != nil {
		t.Error(err)
	}
	if len(letters) > 0 {
		t.Error("a letter was sent")
	}
	if err := outbox.Reach(t.Context(), "smtp://me:secret@"+address, "trellis@example.org", time.Minute); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("a server that asks for no password: %v", err)
	}
	silent, err := net.Listen("tcp", "127.0.0.1:0") // takes the call, and says nothing
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	if err := outbox.Reach(t.Context(), "smtp://"+silent.Addr().String(), "trellis@example.org", 100*time.Millisecond); err == nil || time.Since(begun) > 10*time.Second {
		t.Errorf("a server that says nothing: %v after %v", err, time.Since(begun))
	}
	if err := silent.Close(); err != nil {
		t.Fatal(err)
	}
	for _, away := range []string{"smtp://" + silent.Addr().String(), "smtps://" + address, "http://" + address} {
		if err := outbox.Reach(t.Context(), away, "trellis@example.org", time.Second); err == nil {
			t.Errorf("%s lets us in", away)
		}
	}
	if err := outbox.Reach(t.Context(), "smtp://"+address, "nobody", time.Minute); err == nil {
		t.Error("letters may come from nobody")
	}
}

// send tries a letter on a server without encryption and without passwords.
func send(t *testing.T, pattern string) error {
	t.Helper()
	address, _ := mailServer(t)
	post, err := outbox.SMTP(strings.Replace(pattern, "%s", address, 1), "trellis@example.org")
	if err != nil {
		t.Fatal(err)
	}
	return post.Send(t.Context(), models.Message{ID: "1", Recipient: "ada@example.org", Subject: "s", Body: "b"})
}

// mailServer is a mail server on this machine that hands over what it is given.
func mailServer(t *testing.T) (address string, letters <-chan *mail.Message) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	got := make(chan *mail.Message, 4)
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go converse(textproto.NewConn(connection), got)
		}
	}()
	return listener.Addr().String(), got
}

func converse(c *textproto.Conn, got chan<- *mail.Message) {
	defer func() { _ = c.Close() }()
	_ = c.PrintfLine("220 here")
	for {
		line, err := c.ReadLine()
		if err != nil {
			return
		}
		switch word, _, _ := strings.Cut(strings.ToUpper(line), " "); word {
		case "DATA":
			_ = c.PrintfLine("354 go on")
			data, err := c.ReadDotBytes()
			if err != nil {
				return
			}
			if letter, err := mail.ReadMessage(bufio.NewReader(strings.NewReader(string(data)))); err == nil {
				got <- letter
			}
			_ = c.PrintfLine("250 kept")
		case "QUIT":
			_ = c.PrintfLine("221 bye")
			return
		default:
			_ = c.PrintfLine("250 fine")
		}
	}
}
