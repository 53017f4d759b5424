package access_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"trellis/app"
	"trellis/app/access"
	"trellis/app/files"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
	"trellis/views/mail"
)

// house is the whole product without a mail server, where everybody of example.org may ask to be let in.
type house struct {
	*modeltest.World
	*access.Service
	app *app.App
}

func newHouse(w *modeltest.World) house {
	a := app.New(w.Store, app.Config{BaseURL: "http://trellis.test", Secret: "secret", SignUpDomains: []string{"example.org"}}, mail.Letters{}, nil, &files.Memory{})
	return house{w, a.Access, a}
}

// letters does what is owed and answers the messages to the address, the newest first.
func (h house) letters(to string) (list []models.Message) {
	h.T.Helper()
	for {
		n, err := h.app.Outbox.Once(h.T.Context())
		if err != nil {
			h.T.Fatal(err)
		}
		if n == 0 {
			break
		}
	}
	page, err := h.World.Store.Messages(h.T.Context(), models.PageAt{Size: 50})
	if err != nil {
		h.T.Fatal(err)
	}
	for _, m := range page.Rows {
		if m.Recipient == to {
			full, err := h.World.Store.Message(h.T.Context(), m.ID)
			if err != nil {
				h.T.Fatal(err)
			}
			list = append(list, full)
		}
	}
	return list
}

// token is that of the newest letter to the address.
func (h house) token(to string) string {
	h.T.Helper()
	letters := h.letters(to)
	if len(letters) == 0 || letters[0].Secret == "" {
		h.T.Fatalf("no link went to %s: %+v", to, letters)
	}
	return letters[0].Secret
}

func (h house) ask(purpose models.LinkPurpose, email string) {
	h.T.Helper()
	if err := h.AskForLink(h.T.Context(), purpose, access.AskForLink{Email: email, From: "192.0.2.1"}); err != nil {
		h.T.Fatal(err)
	}
}

func (h house) device(a models.Actor) models.ID {
	h.T.Helper()
	device, err := h.BeginDevice(h.T.Context(), access.BeginDevice{Person: a.ID, Way: models.ByPassword, Browser: "Firefox on Linux", Since: h.World.Store.Now()})
	if err != nil {
		h.T.Fatal(err)
	}
	return device.ID
}

func isOver(err error) bool {
	var invalid models.Invalid
	return errors.As(err, &invalid) && invalid["link"] != ""
}

func TestAskingForLinksIsThrottledByAccountAndByAddress(t *testing.T) {
	h := newHouse(modeltest.New(t))
	try := func(email, from string) error {
		return h.AskForLink(t.Context(), models.ToSignIn, access.AskForLink{Email: email, From: from})
	}
	for range 5 {
		if err := try("ada@example.org", "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
	}
	if err := try("Ada@example.org", "192.0.2.1"); !errors.Is(err, models.ErrThrottled) {
		t.Errorf("the sixth: %v", err)
	}
	if err := h.AskForLink(t.Context(), models.ToReset, access.AskForLink{Email: "ada@example.org", From: "192.0.2.1"}); !errors.Is(err, models.ErrThrottled) {
		t.Errorf("another kind of link: %v", err)
	}
	if err := try("ada@example.org", "192.0.2.2"); err != nil {
		t.Errorf("from elsewhere: %v", err)
	}
	h.Clock.Advance(15 * time.Minute)
	if err := try("ada@example.org", "192.0.2.1"); err != nil {
		t.Errorf("later: %v", err)
	}
}

// What the request does is the same for an address that somebody has and for one that nobody has: only the worker looks.
func TestAskingLeavesTheSameForEveryAddress(t *testing.T) {
	h := newHouse(modeltest.New(t))
	h.Learner("Ada")
	left := map[string]int{}
	db := modeltest.SQL(t, h.World.Store)
	for _, email := range []string{"ada@example.org", "eve@example.org"} {
		before := [3]int{modeltest.Count(t, db, "SELECT count(*) FROM sign_in_links WHERE person_id IS NULL"), modeltest.Count(t, db, "SELECT count(*) FROM jobs"), len(h.Events())}
		h.ask(models.ToSignIn, email)
		after := [3]int{modeltest.Count(t, db, "SELECT count(*) FROM sign_in_links WHERE person_id IS NULL"), modeltest.Count(t, db, "SELECT count(*) FROM jobs"), len(h.Events())}
		if after[0]-before[0] != 1 || after[1]-before[1] != 1 || after[2] != before[2] {
			t.Errorf("%s leaves %v after %v", email, after, before)
		}
		left[email] = len(h.letters(email))
	}
	if left["ada@example.org"] != 1 || left["eve@example.org"] != 0 {
		t.Errorf("letters %v", left)
	}
}

func TestALinkOpensWhatItIsForAlone(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		h := newHouse(w)
		ada := w.Learner("Ada")
		tries := map[models.LinkPurpose]func(token string) error{
			models.ToSignIn: func(token string) error { _, err := h.UseLink(t.Context(), token); return err },
			models.ToReset: func(token string) error {
				_, err := h.ResetPassword(t.Context(), token, access.ResetPassword{New: "three words apart"})
				return err
			},
			models.ToJoin:        func(token string) error { _, err := h.UseInvitation(t.Context(), token); return err },
			models.ToChangeEmail: func(token string) error { _, err := h.UseNewEmail(t.Context(), ada, "", token); return err },
		}
		tokens := map[models.LinkPurpose]string{}
		h.ask(models.ToSignIn, ada.Email)
		tokens[models.ToSignIn] = h.token(ada.Email)
		w.Clock.Advance(time.Second)
		h.ask(models.ToReset, ada.Email)
		tokens[models.ToReset] = h.token(ada.Email)
		w.Clock.Advance(time.Second)
		if _, err := h.Invite(t.Context(), w.Administrator("Bea"), ada.ID); err != nil {
			t.Fatal(err)
		}
		tokens[models.ToJoin] = h.token(ada.Email)
		for purpose, token := range tokens {
			for other, try := range tries {
				if other != purpose {
					if err := try(token); !isOver(err) {
						t.Errorf("a link to %s is taken to %s: %v", purpose, other, err)
					}
				}
			}
		}
		for _, purpose := range []models.LinkPurpose{models.ToSignIn, models.ToJoin, models.ToReset} {
			if err := tries[purpose](tokens[purpose]); err != nil {
				t.Errorf("%s: %v", purpose, err)
			}
			if err := tries[purpose](tokens[purpose]); !isOver(err) {
				t.Errorf("%s twice: %v", purpose, err)
			}
		}
	})
}

func TestANewPasswordByLinkSignsOutEverywhereAndEndsOtherLinks(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		h := newHouse(w)
		ada := w.Learner("Ada")
		device := h.device(ada)
		h.ask(models.ToSignIn, ada.Email)
		other := h.token(ada.Email)
		w.Clock.Advance(time.Second)
		h.ask(models.ToReset, ada.Email)
		token := h.token(ada.Email)
		var invalid models.Invalid
		if _, err := h.ResetPassword(t.Context(), token, access.ResetPassword{New: "short"}); !errors.As(err, &invalid) || invalid["new"] == "" {
			t.Fatalf("a short password: %v", err)
		}
		entered, err := h.ResetPassword(t.Context(), token, access.ResetPassword{New: "three words apart"})
		if err != nil || entered.ID != ada.ID || !entered.HasPassword {
			t.Fatal(entered, err)
		}
		if _, err := h.Actor(t.Context(), ada.ID, device); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a browser is still signed in: %v", err)
		}
		if _, err := h.UseLink(t.Context(), other); !isOver(err) {
			t.Errorf("another link still works: %v", err)
		}
		if _, err := h.SignIn(t.Context(), access.SignIn{Email: ada.Email, Password: "three words apart"}); err != nil {
			t.Error(err)
		}
		if events := strings.Join(w.Events(), " "); !strings.HasSuffix(events, "link.used password.reset") {
			t.Error(events)
		}
	})
}

func TestEverybodyWhoHasNotBeenHereIsInvitedOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		h := newHouse(w)
		bea, today := w.Administrator("Bea"), w.Store.Today()
		newcomer := func(name string) models.ID {
			email := strings.ToLower(name) + "@example.org"
			p := models.Person{Email: email, EmailKey: email, Name: name, NameKey: store.Fold(name), CreatedAt: w.Store.Now()}
			w.Keep(&p)
			return p.ID
		}
		for i := range 260 { // more than are invited at once
			newcomer("N" + strings.Repeat("x", i))
		}
		gone := newcomer("Gone")
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.AddPosts(ctx, []models.Post{{PersonID: gone, OrganisationID: w.Trust.ID, Started: today.AddDays(-9), Ended: today.AddDays(-1)}})
		})
		if _, err := h.Invite(t.Context(), bea, newcomer("Ada")); err != nil {
			t.Fatal(err)
		}
		n, err := h.Uninvited(t.Context(), bea)
		if err != nil || n.All != 261 || n.Lately != 1 {
			t.Errorf("%+v (%v)", n, err)
		}
		var invited atomic.Int64
		var all sync.WaitGroup
		for range 2 {
			all.Go(func() {
				n, err := h.InviteAll(t.Context(), bea)
				if err != nil {
					t.Error(err)
				}
				invited.Add(int64(n))
			})
		}
		all.Wait()
		if jobs := modeltest.Count(t, modeltest.SQL(t, w.Store), "SELECT count(*) FROM jobs"); invited.Load() != 260 || jobs != 261 {
			t.Errorf("%d invited, %d jobs", invited.Load(), jobs)
		}
		if _, err := h.InviteAll(t.Context(), w.Grant(w.Learner("Lea"), models.Lead, models.OneOrganisation, w.Trust.ID)); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a lead: %v", err)
		}
		if letters := h.letters("gone@example.org"); len(letters) > 0 {
			t.Error("who has left is invited")
		}
	})
}

func TestAnInvitationGreetsAndEndsTheOthers(t *testing.T) {
	w := modeltest.New(t)
	h := newHouse(w)
	bea, ada := w.Administrator("Bea"), w.Learner("Ada")
	var tokens [2]string
	for i := range tokens {
		if _, err := h.Invite(t.Context(), bea, ada.ID); err != nil {
			t.Fatal(err)
		}
		tokens[i] = h.token(ada.Email)
		w.Clock.Advance(13 * 24 * time.Hour / 2)
	}
	letter := h.letters(ada.Email)[0]
	if letter.Subject != "Your invitation to Testland analysts' network" || !strings.Contains(letter.Body, "Bea of Testland analysts' network invites you") {
		t.Errorf("%s\n%s", letter.Subject, letter.Body)
	}
	if in, err := h.LookAtInvitation(t.Context(), tokens[0]); err != nil || in.Name != "Ada" || in.Network == "" {
		t.Errorf("%+v (%v)", in, err)
	}
	if _, err := h.UseInvitation(t.Context(), tokens[1]); err != nil {
		t.Fatal(err)
	}
	if _, err := h.UseInvitation(t.Context(), tokens[0]); !isOver(err) {
		t.Errorf("the older invitation: %v", err)
	}
}

func TestALinkThatWasEndedIsBroughtBackByNoLetter(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		h, root, ada := newHouse(w), w.Administrator("Root"), w.Learner("Ada")
		if _, err := h.Invite(t.Context(), root, ada.ID); err != nil {
			t.Fatal(err)
		}
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.EndSignInLinks(ctx, ada.ID, models.ToJoin) })
		if letters := h.letters("ada@example.org"); len(letters) > 0 {
			t.Errorf("a letter went: %+v", letters[0])
		}
	})
}
