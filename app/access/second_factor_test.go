package access_test

import (
	"context"
	"encoding/base32"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"trellis/app/access"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// app is an authenticator app with a secret.
type authenticator struct {
	w      *modeltest.World
	secret string
}

// code is what the app shows some steps from now.
func (a authenticator) code(steps int) string {
	a.w.T.Helper()
	code, err := totp.GenerateCode(a.secret, a.w.Store.Now().Add(time.Duration(steps)*30*time.Second))
	if err != nil {
		a.w.T.Fatal(err)
	}
	return code
}

// factored sets up a second factor, and goes on to the next code.
func factored(w *modeltest.World, s *access.Service, actor models.Actor) (authenticator, []string) {
	w.T.Helper()
	setUp, err := s.BeginSecondFactor(w.T.Context(), actor)
	if err != nil {
		w.T.Fatal(err)
	}
	app := authenticator{w, setUp.Secret}
	codes, err := s.ConfirmSecondFactor(w.T.Context(), actor, access.Proof{Code: app.code(0)})
	if err != nil {
		w.T.Fatal(err)
	}
	w.Clock.Advance(30 * time.Second)
	return app, codes
}

func newAccess(w *modeltest.World) *access.Service {
	return access.New(w.Store, access.Config{Secret: "a secret", SecondFactor: models.RequiredOfNobody})
}

func refused(t *testing.T, what string, err error) {
	t.Helper()
	var problems models.Invalid
	if !errors.As(err, &problems) {
		t.Errorf("%s: %v", what, err)
	}
}

func TestASecondFactorIsAskedForOnceItIsConfirmed(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ada := newAccess(w), w.Learner("Ada")
		if _, err := s.ConfirmSecondFactor(t.Context(), ada, access.Proof{Code: "123456"}); !errors.Is(err, models.ErrStale) {
			t.Errorf("confirmed before it has begun: %v", err)
		}
		first, err := s.BeginSecondFactor(t.Context(), ada)
		if err != nil {
			t.Fatal(err)
		}
		second, err := s.BeginSecondFactor(t.Context(), ada) // who starts again has a new secret
		if err != nil || second.Secret == first.Secret || !strings.HasPrefix(second.URL, "otpauth://totp/Trellis:ada@example.org?") {
			t.Fatalf("%+v (%v)", second, err)
		}
		if waits, err := s.WaitingSecondFactor(t.Context(), ada); err != nil || waits != second {
			t.Errorf("%+v waits, want %+v (%v)", waits, second, err)
		}
		_, err = s.ConfirmSecondFactor(t.Context(), ada, access.Proof{Code: authenticator{w, first.Secret}.code(0)})
		refused(t, "the secret before", err)
		asks := func() bool {
			asks, err := s.AsksSecondFactor(t.Context(), ada.ID)
			if err != nil {
				t.Fatal(err)
			}
			return asks
		}
		if asks() {
			t.Error("it is asked for before it is confirmed")
		}
		here, there := device(w, ada), device(w, ada)
		codes, err := s.ConfirmSecondFactor(t.Context(), ada, access.Proof{Code: authenticator{w, second.Secret}.code(0), Device: here})
		if err != nil || len(codes) != 10 || !asks() {
			t.Errorf("%q (%v)", codes, err)
		}
		signedIn(t, w, ada, map[models.ID]bool{here: true, there: false})
		if _, err := s.BeginSecondFactor(t.Context(), ada); !errors.Is(err, models.ErrStale) {
			t.Errorf("begun anew over one that is confirmed: %v", err)
		}
		row, err := w.Store.Authenticator(t.Context(), ada.ID)
		plain, _ := base32.StdEncoding.DecodeString(second.Secret)
		if err != nil || strings.Contains(string(row.Secret), string(plain)) {
			t.Errorf("the secret can be read (%v)", err)
		}
		if got := strings.Join(w.Events(), " "); got != "second_factor.set_up" {
			t.Errorf("events %s", got)
		}
	})
}

// device is a browser that is signed in as the person.
func device(w *modeltest.World, a models.Actor) models.ID {
	d := models.Device{PersonID: a.ID, Way: models.ByPassword, Browser: "Firefox", BegunAt: w.Store.Now(), SeenOn: w.Store.Today()}
	w.Keep(&d)
	return d.ID
}

func signedIn(t *testing.T, w *modeltest.World, a models.Actor, want map[models.ID]bool) {
	t.Helper()
	for id, in := range want {
		if _, err := w.Store.Device(t.Context(), id, a.ID); (err == nil) != in {
			t.Errorf("signed in %v, want %v", err == nil, in)
		}
	}
}

func TestNoCodeAndNoOlderOneWorksTwice(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ada := newAccess(w), w.Learner("Ada")
		app, _ := factored(w, s, ada)
		prove := func(code string) error { return s.ProveSecondFactor(t.Context(), ada.ID, code) }
		refused(t, "the code that confirmed it", prove(app.code(-1)))
		refused(t, "a code of two steps ahead", prove(app.code(2)))
		refused(t, "no code", prove(" "))
		refused(t, "letters", prove("abcdef"))
		refused(t, "five digits", prove("12345"))
		if err := prove(app.code(1)[:3] + " " + app.code(1)[3:]); err != nil {
			t.Errorf("a clock one step ahead, with a space: %v", err)
		}
		refused(t, "the same code again", prove(app.code(1)))
		refused(t, "an older one, never used", prove(app.code(0)))
		w.Clock.Advance(90 * time.Second)
		if err := prove(app.code(-1)); err != nil {
			t.Errorf("a clock one step behind: %v", err)
		}
		refused(t, "somebody else's", s.ProveSecondFactor(t.Context(), func() models.ID {
			ben := w.Learner("Ben")
			factored(w, s, ben)
			return ben.ID
		}(), app.code(0)))
	})
}

func TestACodeWorksOnceHoweverManyEnterItAtTheSameTime(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ada := newAccess(w), w.Learner("Ada")
		app, recovery := factored(w, s, ada)
		for name, code := range map[string]func() string{"of the app": func() string { return app.code(0) }, "a recovery code": func() string { return recovery[0] }} {
			code := code() // of this moment
			var in atomic.Int32
			var all sync.WaitGroup
			for range 8 {
				all.Go(func() {
					var wrong models.Invalid
					switch err := s.ProveSecondFactor(t.Context(), ada.ID, code); {
					case err == nil:
						in.Add(1)
					case !errors.As(err, &wrong):
						t.Error(err)
					}
				})
			}
			all.Wait()
			if in.Load() != 1 {
				t.Errorf("%s let in %d times", name, in.Load())
			}
			w.Clock.Advance(15 * time.Minute)
		}
	})
}

func TestARecoveryCodeStandsInOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ada := newAccess(w), w.Learner("Ada")
		app, codes := factored(w, s, ada)
		if err := s.ProveSecondFactor(t.Context(), ada.ID, strings.ToUpper(strings.ReplaceAll(codes[3], "-", " "))); err != nil {
			t.Errorf("as somebody writes it: %v", err)
		}
		refused(t, "again", s.ProveSecondFactor(t.Context(), ada.ID, codes[3]))
		if state, err := s.SecondFactor(t.Context(), ada); err != nil || state.CodesLeft != 9 {
			t.Errorf("%+v (%v)", state, err)
		}
		fresh, err := s.NewRecoveryCodes(t.Context(), ada, access.Proof{Code: app.code(0)})
		if err != nil {
			t.Fatal(err)
		}
		refused(t, "one of before", s.ProveSecondFactor(t.Context(), ada.ID, codes[4]))
		if err := s.ProveSecondFactor(t.Context(), ada.ID, fresh[4]); err != nil {
			t.Errorf("a new one: %v", err)
		}
		if got := strings.Join(w.Events(), " "); got != "second_factor.set_up recovery_code.used recovery_codes.made recovery_code.used" {
			t.Errorf("events %s", got)
		}
	})
}

func TestAGuesserIsStoppedForAQuarterOfAnHour(t *testing.T) {
	w := modeltest.New(t)
	s, ada := newAccess(w), w.Learner("Ada")
	app, codes := factored(w, s, ada)
	for range 9 { // confirming it took one try, and gave it back
		refused(t, "wrong", s.ProveSecondFactor(t.Context(), ada.ID, "000000"))
	}
	if err := s.ProveSecondFactor(t.Context(), ada.ID, app.code(0)); err != nil {
		t.Errorf("the tenth is right: %v", err)
	}
	refused(t, "wrong", s.ProveSecondFactor(t.Context(), ada.ID, "000000"))
	for _, code := range []string{app.code(1), codes[0]} {
		if err := s.ProveSecondFactor(t.Context(), ada.ID, code); !errors.Is(err, models.ErrThrottled) {
			t.Errorf("after ten wrong ones: %v", err)
		}
	}
	if err := s.TurnOffSecondFactor(t.Context(), ada, access.Proof{Code: codes[0]}); !errors.Is(err, models.ErrThrottled) {
		t.Errorf("by another door: %v", err)
	}
	w.Clock.Advance(15 * time.Minute)
	if err := s.ProveSecondFactor(t.Context(), ada.ID, codes[0]); err != nil {
		t.Errorf("a quarter of an hour later: %v", err)
	}
}

func TestItIsTurnedOffByACodeUnlessItIsRequired(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ada, bea := w.Learner("Ada"), w.Administrator("Bea")
		s := access.New(w.Store, access.Config{Secret: "a secret"}) // and the settings say nothing
		app, codes := factored(w, s, ada)
		refused(t, "a wrong code", s.TurnOffSecondFactor(t.Context(), ada, access.Proof{Code: "000000"}))
		here, there := device(w, ada), device(w, ada)
		if err := s.TurnOffSecondFactor(t.Context(), ada, access.Proof{Code: app.code(0), Device: here}); err != nil {
			t.Fatal(err)
		}
		signedIn(t, w, ada, map[models.ID]bool{here: true, there: false})
		if err := s.TurnOffSecondFactor(t.Context(), ada, access.Proof{Code: codes[0]}); !errors.Is(err, models.ErrStale) {
			t.Errorf("again: %v", err)
		}
		app, codes = factored(w, s, bea)
		refused(t, "an administrator's", s.TurnOffSecondFactor(t.Context(), bea, access.Proof{Code: codes[0]}))
		if err := s.ProveSecondFactor(t.Context(), bea.ID, codes[0]); err != nil {
			t.Errorf("a refusal uses the code up: %v", err)
		}
		if got := strings.Join(w.Events(), " "); got != "second_factor.set_up second_factor.turned_off second_factor.set_up recovery_code.used" {
			t.Errorf("events %s", got)
		}
		if err := s.ProveSecondFactor(t.Context(), bea.ID, app.code(0)); err != nil {
			t.Error(err)
		}
	})
}

func TestWhoMustSetItUpIsSaidByTheConfigurationThenTheSettingsThenTheRule(t *testing.T) {
	w := modeltest.New(t)
	learner, admin := w.Learner("Ada"), w.Administrator("Bea")
	trainer := w.Trainer("Tom", w.Cohort("R1", 5))
	must := func(config models.SecondFactorRule) (got [3]bool) {
		s := access.New(w.Store, access.Config{Secret: "a secret", SecondFactor: config})
		for i, a := range []models.Actor{learner, trainer, admin} {
			var err error
			if got[i], err = s.MustSetUp(t.Context(), a); err != nil {
				t.Fatal(err)
			}
		}
		return got
	}
	if got := must(""); got != [3]bool{false, false, true} {
		t.Errorf("nothing said: %v", got)
	}
	w.In(func(ctx context.Context, tx *store.Tx) error {
		settings := models.DefaultSettings()
		settings.SecondFactor = models.RequiredOfGrants
		return tx.KeepSettings(ctx, settings)
	})
	if got := must(""); got != [3]bool{false, true, true} {
		t.Errorf("as the settings say: %v", got)
	}
	if got := must(models.RequiredOfNobody); got != [3]bool{} {
		t.Errorf("as the configuration says: %v", got)
	}
	factored(w, access.New(w.Store, access.Config{Secret: "a secret"}), admin)
	if got := must(""); got != [3]bool{false, true, false} {
		t.Errorf("once it is set up: %v", got)
	}
}

func TestAnAdministratorResetsWhatSomebodyHasLost(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ada, bea := newAccess(w), w.Learner("Ada"), w.Administrator("Bea")
		lead := w.Grant(w.Learner("Lee"), models.Administrator, models.OneOrganisation, w.Trust.ID)
		factored(w, s, ada)
		factored(w, s, bea)
		there := device(w, ada)
		for name, actor := range map[string]models.Actor{"a learner": w.Learner("Cy"), "another's administrator": lead, "nobody": {}} {
			if _, err := s.ResetSecondFactor(t.Context(), actor, ada.ID); !errors.Is(err, models.ErrForbidden) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := s.ResetSecondFactor(t.Context(), bea, bea.ID); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("their own: %v", err)
		}
		if _, err := s.ResetSecondFactor(t.Context(), bea, ada.ID); err != nil {
			t.Fatal(err)
		}
		signedIn(t, w, ada, map[models.ID]bool{there: false})
		if _, err := s.ResetSecondFactor(t.Context(), bea, ada.ID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("again: %v", err)
		}
		if _, err := s.ResetSecondFactorOf(t.Context(), "BEA@example.org"); err != nil { // the last administrator is locked out
			t.Fatal(err)
		}
		if state, err := s.SecondFactor(t.Context(), bea); err != nil || state.Since != nil || state.CodesLeft != 0 {
			t.Errorf("%+v (%v)", state, err)
		}
		if got := strings.Join(w.Events(), " "); got != "second_factor.set_up second_factor.set_up second_factor.reset second_factor.reset" {
			t.Errorf("events %s", got)
		}
	})
}

func TestWithoutASecretNoSecondFactorIsSetUp(t *testing.T) {
	w := modeltest.New(t)
	s := access.New(w.Store, access.Config{})
	if _, err := s.BeginSecondFactor(t.Context(), w.Learner("Ada")); !errors.Is(err, access.ErrNoSecret) {
		t.Error(err)
	}
}
