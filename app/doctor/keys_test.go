package doctor_test

import (
	"strings"
	"testing"

	"trellis/app/badge"
	"trellis/app/doctor"
	"trellis/app/seal"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// signing keeps a key of each algorithm that signs, and a retired one that no secret opens.
func signing(t *testing.T, w *modeltest.World) {
	t.Helper()
	secret := seal.Secret(settings(w.Store).Secret)
	for algorithm, generate := range map[models.Algorithm]func() (public, private []byte, err error){models.ES256: badge.NewES256, models.Ed25519: badge.NewEd25519} {
		public, private, err := generate()
		if err != nil {
			t.Fatal(err)
		}
		now := w.Store.Now()
		key := models.SigningKey{ID: store.NewID(), Number: 2, Algorithm: algorithm, Public: public, MadeAt: now}
		if key.Sealed, err = secret.Seal(seal.BadgeKey, string(key.ID), private); err != nil {
			t.Fatal(err)
		}
		w.Keep(&key, &models.SigningKey{Number: 1, Algorithm: algorithm, Public: public, Sealed: []byte("shut"), MadeAt: now, RetiredAt: &now})
	}
}

func TestTheKeysOfBadgesAreLookedAt(t *testing.T) {
	const of = " WHERE retired_at IS NULL AND algorithm = 'ES256'"
	for _, c := range []struct {
		name, plant, says string
		found             int
	}{
		{"sound", "", "The keys that sign badges open", 0},
		{"retired, and none in its place", "UPDATE signing_keys SET retired_at = made_at" + of, "signing_keys ES256: 0 keys sign, want 1", 1},
		{"sealed for another", "UPDATE signing_keys SET sealed = 'gone'" + of, "es256-2 cannot sign: what was sealed does not open", 1},
		{"another public part", "UPDATE signing_keys SET public = (SELECT public FROM signing_keys WHERE algorithm = 'Ed25519' AND retired_at IS NULL)" + of, "its public part is that of another key", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
				signing(t, w)
				if c.plant != "" {
					modeltest.Plant(t, w.Store, c.plant)
				}
				keys := check(t, examine(t, w.Store), "keys")
				text := keys.Summary
				for _, e := range keys.Examples {
					text += "\n" + e.Where + ": " + e.Problem
				}
				if keys.Found != c.found || (keys.Status == doctor.Fault) != (c.found > 0) || !strings.Contains(text, c.says) {
					t.Errorf("%+v", keys)
				}
			})
		})
	}
}

func TestAChangedSecretIsSaid(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		if keys := check(t, examine(t, w.Store), "keys"); keys.Status != doctor.OK || !strings.HasPrefix(keys.Summary, "No badge was asked for yet") {
			t.Errorf("without keys: %+v", keys)
		}
		signing(t, w)
		for secret, want := range map[string]string{
			"another secret of more than thirty-two characters": "TRELLIS_SECRET was changed: ",
			"": "there is no secret: put TRELLIS_SECRET",
		} {
			told := settings(w.Store)
			told.Secret = secret
			keys := check(t, examineAs(t, w.Store, told), "keys")
			if keys.Status != doctor.Fault || keys.Found != 2 || !strings.Contains(keys.Summary, want) || !strings.Contains(keys.Summary, "make new keys at Admin, Keys of badges") {
				t.Errorf("%q: %+v", secret, keys)
			}
		}
	})
}
