package doctor

import (
	"context"
	"crypto"
	"errors"
	"slices"

	"trellis/app/badge"
	"trellis/app/seal"
	"trellis/models"
	"trellis/models/store"
)

// keys asks whether one key of each algorithm signs badges, and whether it opens under the secret of the installation. Retired keys
// sign no more: their private parts may stay shut.
func (d *Doctor) keys(ctx context.Context, r store.Reads, _ *store.Store) (Check, error) {
	list, err := r.SigningKeys(ctx)
	if err != nil {
		return Check{}, err
	}
	if len(list) == 0 {
		return Check{Status: OK, Summary: "No badge was asked for yet: its keys are made with the first."}, nil
	}
	var f findings
	secret, _, err := d.Settings.secret()
	if err != nil {
		return Check{}, err
	}
	shut, kept := 0, 0
	for _, algorithm := range []models.Algorithm{models.ES256, models.Ed25519} {
		signing := slices.DeleteFunc(slices.Clone(list), func(k models.SigningKey) bool { return k.Algorithm != algorithm || k.RetiredAt != nil })
		if len(signing) != 1 {
			f.one(Fault, "signing_keys "+string(algorithm), counted(len(signing), "key signs", "keys sign")+", want 1")
		}
		for _, k := range signing {
			kept++
			if err := opens(seal.Secret(secret), k); err != nil {
				f.one(Fault, "signing_keys "+string(k.ID), k.Name()+" cannot sign: "+inWords(err))
			}
			if _, err := seal.Secret(secret).Unseal(seal.BadgeKey, string(k.ID), k.Sealed); err != nil {
				shut++
			}
		}
	}
	check := f.check("keys")
	check.Summary = keysInWords(check.Found, shut, kept, secret)
	return check, nil
}

// opens tells why a key cannot sign; nil: it can.
func opens(secret seal.Secret, k models.SigningKey) error {
	private, err := secret.Unseal(seal.BadgeKey, string(k.ID), k.Sealed)
	if err != nil {
		return err
	}
	signer, err := badge.ParseSigner(k.Name(), private)
	if err != nil {
		return err
	}
	public, err := badge.ParseKey(k.Name(), k.Public)
	if err != nil {
		return err
	}
	if same, ok := public.Public.(interface{ Equal(x crypto.PublicKey) bool }); !ok || !same.Equal(signer.Private.Public()) {
		return errors.New("its public part is that of another key")
	}
	return nil
}

// keysInWords sums up, and says what to do when the secret is not the one under which the keys were sealed.
func keysInWords(found, shut, kept int, secret string) string {
	const elsewise = "where it is lost, make new keys at Admin, Keys of badges (badges that were issued stay genuine), and have people set up their second factor again."
	switch {
	case found == 0:
		return "The keys that sign badges open: one of each algorithm."
	case shut > 0 && secret == "":
		return "Badges cannot be signed, as there is no secret: put TRELLIS_SECRET, or the file of it beside the database, back as it was; " + elsewise
	case shut > 0 && shut == kept:
		return "TRELLIS_SECRET was changed: what was sealed under the one before does not open, and badges cannot be signed. Put the earlier secret back and restart; " + elsewise
	}
	return "Badges cannot be signed as they must be: make new keys at Admin, Keys of badges, or put the rows named back from a backup."
}
