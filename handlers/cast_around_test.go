package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"trellis/models"
)

// around gives Ada a place on a cohort that has not begun, with something to prepare, material, and a link in a letter.
func (c *cast) around(now time.Time) {
	s, ada := c.site, c.actors["ada"]
	cohort := s.CohortOf(s.Course("A5"), "A5-1", 30, now.AddDate(0, 0, 10))
	sessions, err := s.Store.Sessions(s.T.Context(), cohort.ID)
	if err != nil {
		s.T.Fatal(err)
	}
	enrolment := s.Enrolled(ada, cohort, models.Placed)
	s.Enrolled(c.actors["ben"], cohort, models.Waiting)
	sum := sha256.Sum256([]byte("apologies-token"))
	s.Keep(&models.ReplyLink{
		Kind: models.ReplyApologies, PersonID: ada.ID, EnrolmentID: &enrolment.ID, SessionID: &sessions[0].ID,
		TokenHash: hex.EncodeToString(sum[:]), CreatedAt: now, ExpiresAt: sessions[0].Ends,
	})
	file := models.File{Name: "slides.pdf", Type: "application/pdf", Size: 4, Data: []byte("%PDF"), ByID: c.actors["mia"].ID, AddedAt: now}
	s.Keep(&file)
	material := models.Material{SessionID: models.ID(c.ids["session"]), Number: 1, Title: "Slides", FileID: &file.ID, AddedAt: now}
	s.Keep(&material, &models.Material{SessionID: material.SessionID, Number: 2, Title: "Elsewhere", URL: "https://example.org/x", AddedAt: now})
	preparation := models.Preparation{CohortID: cohort.ID, Number: 1, Title: "Install R", URL: "https://example.org/r", Minutes: 20}
	s.Keep(&preparation)
	s.Keep(&models.PreparationAnswer{PreparationID: preparation.ID, EnrolmentID: enrolment.ID, State: models.PreparationBlocked, Says: "Our IT", AnsweredAt: now})
	c.ids["preparation"] = string(preparation.ID)
	c.ids["material"] = string(material.ID)
	c.ids["coming session"], c.ids["coming enrolment"], c.ids["coming cohort"] = string(sessions[0].ID), string(enrolment.ID), string(cohort.ID)
}
