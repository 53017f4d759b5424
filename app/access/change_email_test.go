package access_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"trellis/app/access"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func (h house) wants(a models.Actor, email string) {
	h.T.Helper()
	if err := h.ChangeEmail(h.T.Context(), a, access.ChangeEmail{Email: email, From: "192.0.2.1"}); err != nil {
		h.T.Fatal(err)
	}
}

func TestAnAddressChangesWhenTheNewOneIsShownToBeTheirs(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		h := newHouse(w)
		ada := w.Learner("Ada")
		here, there := h.device(ada), h.device(ada)
		h.ask(models.ToReset, ada.Email)
		reset := h.token(ada.Email)
		w.Clock.Advance(time.Second)
		h.wants(ada, "Ada.New@example.net")
		token := h.token("Ada.New@example.net")
		if told := h.letters(ada.Email)[0]; !strings.Contains(told.Body, "Ada.New@example.net") || told.Secret != "" {
			t.Errorf("the old address is told %q", told.Body)
		}
		if email, err := h.LookAtNewEmail(t.Context(), ada, token); err != nil || email != "Ada.New@example.net" {
			t.Error(email, err)
		}
		if _, err := h.UseNewEmail(t.Context(), w.Learner("Eve"), "", token); !isOver(err) {
			t.Errorf("somebody else uses the link: %v", err)
		}
		w.Clock.Advance(time.Second)
		if _, err := h.UseNewEmail(t.Context(), ada, here, token); err != nil {
			t.Fatal(err)
		}
		now := w.Again(ada)
		if now.Email != "Ada.New@example.net" || now.EmailKey != "ada.new@example.net" {
			t.Errorf("%+v", now.Person)
		}
		var former []string
		rows, err := modeltest.SQL(t, w.Store).QueryContext(t.Context(), "SELECT email_key FROM former_emails")
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var key string
			if err := rows.Scan(&key); err != nil {
				t.Fatal(err)
			}
			former = append(former, key)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil || strings.Join(former, " ") != "ada@example.org" {
			t.Errorf("former addresses %v (%v)", former, err)
		}
		if _, err := h.Actor(t.Context(), ada.ID, here); err != nil {
			t.Errorf("this browser is signed out: %v", err)
		}
		if _, err := h.Actor(t.Context(), ada.ID, there); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("another browser stays signed in: %v", err)
		}
		if err := h.LookAtReset(t.Context(), reset); !isOver(err) {
			t.Errorf("a link that went to the old address still works: %v", err)
		}
		if told := h.letters("ada@example.org")[0]; told.Subject != "Your email address has changed" {
			t.Errorf("the old address is told %q", told.Subject)
		}
	})
}

func TestAnAddressThatSomebodyHasIsToldThereAlone(t *testing.T) {
	h := newHouse(modeltest.New(t))
	ada := h.Learner("Ada")
	h.Learner("Ben")
	h.wants(ada, "BEN@example.org")
	letters := h.letters("BEN@example.org")
	if len(letters) != 1 || letters[0].Secret != "" || letters[0].Subject != "You have an account already" || !strings.HasPrefix(letters[0].Body, "Hello Ben,") {
		t.Errorf("%+v", letters)
	}
	h.wants(ada, "new@example.net")
	token := h.token("new@example.net")
	h.In(func(ctx context.Context, tx *store.Tx) error {
		return tx.Add(ctx, &models.Person{Email: "new@example.net", EmailKey: "new@example.net", Name: "New", NameKey: "new", CreatedAt: tx.Now()})
	})
	var invalid models.Invalid
	if _, err := h.UseNewEmail(t.Context(), ada, "", token); !errors.As(err, &invalid) {
		t.Errorf("an address that was taken meanwhile: %v", err)
	}
	if now := h.Again(ada); now.Email != ada.Email {
		t.Errorf("it is now %s", now.Email)
	}
}

func TestAnOpenBrowserDoesNotTakeTheAccountOver(t *testing.T) {
	h := newHouse(modeltest.New(t))
	ada := h.Learner("Ada")
	hash, err := access.HashPassword("three words apart")
	if err != nil {
		t.Fatal(err)
	}
	h.In(func(ctx context.Context, tx *store.Tx) error { return tx.SetPassword(ctx, ada.ID, hash) })
	var invalid models.Invalid
	if err := h.ChangeEmail(t.Context(), ada, access.ChangeEmail{Email: "eve@example.net", Current: "guess"}); !errors.As(err, &invalid) || invalid["current"] == "" {
		t.Errorf("without the password: %v", err)
	}
	if err := h.ChangeEmail(t.Context(), ada, access.ChangeEmail{Email: "ada@example.net", Current: "three words apart"}); err != nil {
		t.Error(err)
	}
}

func TestANameChangesAtOnceAndIsFound(t *testing.T) {
	h := newHouse(modeltest.New(t))
	ada := h.Learner("Ada")
	if err := h.ChangeName(t.Context(), ada, access.ChangeName{Name: " Ada   Łovelace "}); err != nil {
		t.Fatal(err)
	}
	if now := h.Again(ada); now.Name != "Ada Łovelace" || now.NameKey != store.Fold("Ada Łovelace") {
		t.Errorf("%+v", now.Person)
	}
	if err := h.ChangeName(t.Context(), ada, access.ChangeName{Name: "  "}); err == nil {
		t.Error("no name is taken")
	}
	if events := strings.Join(h.Events(), " "); events != "person.renamed" {
		t.Error(events)
	}
}

func TestABrowserIsSignedOutByItsPersonAlone(t *testing.T) {
	h := newHouse(modeltest.New(t))
	ada, eve := h.Learner("Ada"), h.Learner("Eve")
	device := h.device(ada)
	if err := h.EndDevice(t.Context(), eve, device); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("somebody else: %v", err)
	}
	if err := h.EndDevice(t.Context(), ada, device); err != nil {
		t.Fatal(err)
	}
	if list, err := h.Devices(t.Context(), ada); err != nil || len(list) != 0 {
		t.Errorf("%+v (%v)", list, err)
	}
	if err := h.EndDevice(t.Context(), ada, device); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("twice: %v", err)
	}
}
