package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"trellis/models"
)

// ways gives Ada an application that waits for her manager, a nomination, somebody who asks her to come as a pair, and a team
// for which places are reserved.
func (c *cast) ways(now time.Time) {
	s, ada := c.site, c.actors["ada"]
	mia := c.actors["mia"]
	cohort := func(code string, way models.WayIn) models.Cohort {
		course := s.Course(code)
		cohort := models.Cohort{
			Code: code + "-1", CourseID: course.ID, Name: "Cohort", State: models.CohortOpen, WayIn: way, Capacity: 5, Opens: now.AddDate(0, -1, 0), Closes: now.AddDate(0, 1, 0),
			OfferHours: 48, Place: "Online", Starts: now.AddDate(0, 1, 0), Ends: now.AddDate(0, 2, 0), CreatedAt: now,
		}
		s.Keep(&cohort)
		return cohort
	}
	approval, nomination, pairs := cohort("APP", models.Approval), cohort("NOM", models.Nomination), cohort("PAI", models.PairedWay)
	post := s.Again(ada).Posts[0]
	for _, p := range s.Again(ada).Posts {
		if p.ManagerID != nil && *p.ManagerID == mia.ID {
			post = p
		}
	}
	applied := models.Enrolment{CohortID: approval.ID, PersonID: ada.ID, State: models.Applied, Awaits: models.AwaitsManager, PostID: &post.ID, AppliedAt: now, ChangedAt: now}
	named := models.Enrolment{CohortID: nomination.ID, PersonID: ada.ID, State: models.Applied, Awaits: models.AwaitsPerson, NominatedByID: &mia.ID, AppliedAt: now, ChangedAt: now}
	party := models.ID("party")
	asks := models.Enrolment{CohortID: pairs.ID, PersonID: c.actors["ben"].ID, State: models.Applied, Awaits: models.AwaitsPartner, PartyID: &party, AppliedAt: now, ChangedAt: now}
	pair := models.Pair{CohortID: pairs.ID, AnalystID: c.actors["ben"].ID, DecisionMakerID: ada.ID, State: models.PairAsked, AskedAt: &now}
	s.Keep(&applied, &named, &asks, &pair)
	for kind, link := range map[models.ReplyKind]models.ReplyLink{models.ReplyToNomination: {EnrolmentID: &named.ID}, models.ReplyToPair: {PairID: &pair.ID}} {
		hash := sha256.Sum256([]byte(kind))
		link.Kind, link.PersonID, link.TokenHash, link.CreatedAt, link.ExpiresAt = kind, ada.ID, hex.EncodeToString(hash[:]), now, now.AddDate(0, 1, 0)
		s.Keep(&link)
	}
	reservation := models.Reservation{CohortID: approval.ID, OrganisationID: *post.TeamID, Places: 2, Until: now.AddDate(0, 0, 7), MadeByID: mia.ID, MadeAt: now}
	taught := reservation
	taught.CohortID = models.ID(c.ids["cohort"])
	s.Keep(&reservation, &taught)
	c.ids["pair"] = string(pair.ID)
	c.ids["applied"], c.ids["named"], c.ids["reservation"], c.ids["reserved"] = string(applied.ID), string(named.ID), string(reservation.ID), string(taught.ID)
}

// waysThings says whose the things are that the ways in name.
func waysThings(c *cast, at func(whose []string, pairs ...string) thing) map[string]thing {
	managers := []string{"mia", "dee", "stan", "pat"}
	return map[string]thing{
		"/cohorts/:code/nominate": at(managers, ":code", "NOM-1"),
		"/enrolments/:id/answer":  at([]string{"ada"}, ":id", c.ids["named"]),
		"/nominations/:token":     at(anyone, ":token", "nomination"),
		"/pairs/:token":           at(anyone, ":token", "pair"),
		"/learning/pairs/:pair":   at([]string{"ada"}, ":pair", c.ids["pair"]),
		"/team/enrolments/:id":    at([]string{"mia", "dee"}, ":id", c.ids["applied"]),
		"/team/reservations/:id":  at([]string{"mia", "dee", "tia"}, ":id", c.ids["reservation"]),

		"/teaching/cohorts/:code/applications":         at(trainers, ":code", "R1-1"),
		"/teaching/cohorts/:code/reservations":         at(trainers, ":code", "R1-1"),
		"/teaching/cohorts/:code/reservations/:id/end": at(trainers, ":code", "R1-1", ":id", c.ids["reserved"]),
	}
}
