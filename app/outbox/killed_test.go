package outbox_test

import (
	"context"
	"net/mail"
	"regexp"
	"runtime"
	"sync"
	"testing"
	"time"

	"trellis/app"
	"trellis/app/files"
	"trellis/app/learning"
	"trellis/app/outbox"
	"trellis/models"
	"trellis/models/modeltest"
	views "trellis/views/mail"
)

// mortal is a post whose process is killed, once, before or after the mail server has taken a message: nothing that would
// come after that comes.
type mortal struct {
	outbox.Post
	before, after bool
	once          sync.Once
}

func (m *mortal) Send(ctx context.Context, message models.Message) error {
	if m.before {
		m.once.Do(runtime.Goexit)
	}
	err := m.Post.Send(ctx, message)
	if m.after {
		m.once.Do(runtime.Goexit)
	}
	return err
}

var uids = regexp.MustCompile(`(?m)^UID:(.*?)\r?$`)

var sequences = regexp.MustCompile(`(?m)^SEQUENCE:(.*?)\r?$`)

// TestNoMailIsLostAndNoInvitationHasASecondName kills the worker between the commit of a place and the end of its letters:
// before it begins, when the message is written, and when the mail server has taken it. Another goes on.
func TestNoMailIsLostAndNoInvitationHasASecondName(t *testing.T) {
	for name, dies := range map[string]*mortal{
		"after the commit": nil, "after the message is written": {before: true}, "after the mail server has taken it": {after: true},
	} {
		t.Run(name, func(t *testing.T) {
			modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) { killed(t, w, dies) })
		})
	}
}

func killed(t *testing.T, w *modeltest.World, dies *mortal) {
	address, letters := mailServer(t)
	post, err := outbox.SMTP("smtp://"+address, "trellis@example.org")
	if err != nil {
		t.Fatal(err)
	}
	got, collected := []*mail.Message{}, make(chan struct{})
	stop := make(chan struct{})
	go func() {
		defer close(collected)
		for {
			select {
			case m := <-letters:
				got = append(got, m)
			case <-stop:
				return
			}
		}
	}()
	begin := func(post outbox.Post) *app.App {
		return app.New(w.Store, app.Config{BaseURL: "https://trellis.test", Secret: "secret", MailFrom: "trellis@example.org"}, views.Letters{}, post, &files.Memory{})
	}
	ada, cohort := w.Learner("Ada"), w.Cohort("R1", 3)
	if _, err := begin(post).Learning.Enrol(t.Context(), ada, learning.Enrol{Cohort: cohort.Code}); err != nil {
		t.Fatal(err)
	}
	for range 4 { // each process dies at its first message
		if dies == nil {
			break
		}
		dead := make(chan struct{})
		go func() {
			defer close(dead)
			first := begin(&mortal{Post: post, before: dies.before, after: dies.after})
			for n := 1; n > 0; {
				n, _ = first.Outbox.Once(context.WithoutCancel(t.Context()))
			}
		}()
		<-dead
		w.Clock.Advance(3 * time.Minute) // past the lease
	}
	last := begin(post)
	for n := 1; n > 0; {
		if n, err = last.Outbox.Once(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(50 * time.Millisecond) // what the server has taken is handed over
	close(stop)
	<-collected
	ids, said := map[string]bool{}, map[string]string{}
	for _, m := range got {
		ids[m.Header.Get("Message-ID")] = true
		if m.Header.Get("Content-Type") == "" || m.Header.Get("To") != "<ada@example.org>" {
			t.Errorf("a message of %q to %q", m.Header.Get("Content-Type"), m.Header.Get("To"))
		}
		if !regexp.MustCompile(`^multipart/`).MatchString(m.Header.Get("Content-Type")) {
			continue
		}
		text := partsOf(t, m.Header.Get("Content-Type"), m.Body)[1].text
		uid, sequence := uids.FindStringSubmatch(text), sequences.FindStringSubmatch(text)
		if uid == nil || sequence == nil || sequence[1] != "0" {
			t.Fatalf("an invitation without its name or first sequence:\n%s", text)
		}
		said[uid[1]] = sequence[1]
	}
	if len(ids) != 3 || len(said) != 2 {
		t.Errorf("%d messages and %d invitations of their own, want 3 and 2", len(ids), len(said))
	}
	if dies != nil && dies.after && len(got) <= 3 {
		t.Error("nothing was sent again: the proof proves nothing")
	}
}
