package command_test

import (
	"testing"

	"trellis/models"
	"trellis/models/store"
)

func TestTheLastAdministratorIsLetInAgain(t *testing.T) {
	s := newShell(t)
	s.run(0, "admin", "add", "--email", "ann@example.org", "--name", "Ann Other")
	_, problems := s.run(1, "admin", "reset-second-factor", "--email", "ann@example.org")
	says(t, problems, "nobody with the address ann@example.org has a second factor")
	s.run(2, "admin", "reset-second-factor")
	err := s.store.InTx(t.Context(), func(tx *store.Tx) error {
		ann, err := tx.PersonByEmail(t.Context(), "ann@example.org")
		if err != nil {
			return err
		}
		now := tx.Now()
		return tx.Add(t.Context(), &models.Authenticator{PersonID: ann.ID, Secret: []byte("sealed"), ConfirmedAt: &now})
	})
	if err != nil {
		t.Fatal(err)
	}
	out, _ := s.run(0, "admin", "reset-second-factor", "--email", "ANN@example.org")
	says(t, out, "The second factor of Ann Other is reset")
}
