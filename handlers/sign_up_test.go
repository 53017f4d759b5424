package handlers

import (
	"trellis/models"
	"trellis/models/store"
)

// asks keeps the wish of somebody to be let in at the organisation, which waits.
func (s *site) asks(name string, at models.ID) models.SignUp {
	s.T.Helper()
	email := store.Fold(name) + "@example.org"
	row := models.SignUp{
		Email: email, EmailKey: email, Name: name, Title: "Analyst", OrganisationID: at, State: models.SignUpWaiting,
		TokenHash: "hash of " + email, CreatedAt: s.Store.Now(), ExpiresAt: s.Store.Now(),
	}
	s.Keep(&row)
	return row
}
