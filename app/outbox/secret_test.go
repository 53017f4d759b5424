package outbox_test

import (
	"context"
	"errors"
	"io"
	"mime/quotedprintable"
	"strings"
	"testing"
	"time"

	"trellis/app"
	"trellis/app/access"
	"trellis/app/files"
	"trellis/app/outbox"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
	"trellis/views/mail"
)

// product is the whole product with that post.
func product(w *modeltest.World, post outbox.Post) *app.App {
	return app.New(w.Store, app.Config{BaseURL: "http://trellis.test", Secret: "secret"}, mail.Letters{}, post, &files.Memory{})
}

func ask(t *testing.T, a *app.App, email string) {
	t.Helper()
	if err := a.Access.AskForLink(t.Context(), models.ToSignIn, access.AskForLink{Email: email, From: "192.0.2.1"}); err != nil {
		t.Fatal(err)
	}
}

// linkIn is the token of the sign-in link in a text.
func linkIn(t *testing.T, text string) string {
	t.Helper()
	_, rest, found := strings.Cut(text, "http://trellis.test/sign-in/link/")
	token, _, _ := strings.Cut(strings.TrimSpace(rest), "\n")
	if !found || len(strings.TrimSpace(token)) < 26 {
		t.Fatalf("no link in %q", text)
	}
	return strings.TrimSpace(token)
}

// holding are the columns of the database that hold the text.
func holding(t *testing.T, w *modeltest.World, text string) (list []string) {
	t.Helper()
	db := modeltest.SQL(t, w.Store)
	for _, c := range modeltest.TextColumns(t, w.Store) {
		if modeltest.Count(t, db, "SELECT count(*) FROM "+c.Table+" WHERE "+c.Name+" LIKE '%"+text+"%'") > 0 {
			list = append(list, c.Table+"."+c.Name)
		}
	}
	return list
}

func TestALinkReachesTheMailServerAndIsKeptNowhere(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		address, letters := mailServer(t)
		post, err := outbox.SMTP("smtp://"+address, "Trellis <trellis@example.org>")
		if err != nil {
			t.Fatal(err)
		}
		a := product(w, post)
		w.Learner("Ada")
		ask(t, a, "ADA@example.org")
		once(t, a.Outbox)
		letter := <-letters
		body, err := io.ReadAll(quotedprintable.NewReader(letter.Body))
		if err != nil || letter.Header.Get("To") != "<ada@example.org>" {
			t.Fatal(letter.Header, err)
		}
		token := linkIn(t, string(body))
		if where := holding(t, w, token); len(where) > 0 {
			t.Errorf("the token is kept in %v", where)
		}
		if _, err := a.Access.UseLink(t.Context(), token); err != nil {
			t.Error(err)
		}
	})
}

func TestALinkThatIsKeptIsReadableWhileItWorks(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		a := product(w, nil)
		w.Learner("Ada")
		message := func() models.Message {
			t.Helper()
			page, err := w.Store.Messages(t.Context(), models.PageAt{Size: 1})
			if err != nil || len(page.Rows) != 1 {
				t.Fatal(page.Rows, err)
			}
			m, err := w.Store.Message(t.Context(), page.Rows[0].ID)
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		ask(t, a, "ada@example.org")
		once(t, a.Outbox)
		token := linkIn(t, message().Text(w.Store.Now()))
		if where := strings.Join(holding(t, w, token), " "); where != "messages.secret" {
			t.Errorf("the token is kept in %s", where)
		}
		if _, err := a.Access.UseLink(t.Context(), token); err != nil {
			t.Fatal(err)
		}
		if where := holding(t, w, token); len(where) > 0 || !strings.Contains(message().Text(w.Store.Now()), "/sign-in/link/…") {
			t.Errorf("after its use the token is kept in %v: %s", where, message().Text(w.Store.Now()))
		}

		w.Clock.Advance(time.Second)
		ask(t, a, "ada@example.org")
		once(t, a.Outbox)
		token = linkIn(t, message().Text(w.Store.Now()))
		w.Clock.Advance(15 * time.Minute)
		if text := message().Text(w.Store.Now()); strings.Contains(text, token) {
			t.Errorf("a link that has run out is shown: %s", text)
		}
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.Tidy(ctx, tx.Now().Add(-time.Hour)) })
		if where := holding(t, w, token); len(where) > 0 {
			t.Errorf("after it ran out the token is kept in %v", where)
		}
	})
}

func TestALetterWithALinkThatIsTriedAgainHasAnotherOne(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		post := &failing{problem: errors.New("the server is away")}
		a := product(w, post)
		w.Learner("Ada")
		ask(t, a, "ada@example.org")
		once(t, a.Outbox)
		post.problem = nil
		w.Clock.Advance(20 * time.Minute) // the first would be over by now
		once(t, a.Outbox)
		if len(post.tried) != 2 || post.tried[0].ID != post.tried[1].ID {
			t.Fatalf("tried %+v", post.tried)
		}
		first, second := linkIn(t, post.tried[0].Body), linkIn(t, post.tried[1].Body)
		var over models.Invalid
		if _, err := a.Access.UseLink(t.Context(), first); !errors.As(err, &over) || first == second {
			t.Errorf("the first link: %v", err)
		}
		if where := append(holding(t, w, first), holding(t, w, second)...); len(where) > 0 {
			t.Errorf("tokens are kept in %v", where)
		}
		w.Clock.Advance(14 * time.Minute)
		if _, err := a.Access.UseLink(t.Context(), second); err != nil {
			t.Error(err)
		}
	})
}

// failing is a post that remembers what it was given, whether it could send it or not.
type failing struct {
	tried   []models.Message
	problem error
}

func (f *failing) Send(_ context.Context, m models.Message) error {
	f.tried = append(f.tried, m)
	return f.problem
}

func TestAnAddressThatNobodyHasGetsNoLetter(t *testing.T) {
	w := modeltest.New(t)
	post := &failing{}
	a := product(w, post)
	ask(t, a, "nobody@example.org")
	if n := once(t, a.Outbox); n != 1 || len(post.tried) != 0 {
		t.Errorf("%d jobs, %d letters", n, len(post.tried))
	}
	if jobs, err := w.Store.FailedJobs(t.Context(), 5); err != nil || len(jobs) > 0 {
		t.Error(jobs, err)
	}
}
