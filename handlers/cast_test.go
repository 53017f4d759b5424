package handlers

import (
	"context"
	"strings"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// learning gives Ada an enrolment, an entry in her log, a record, and an assessment that waits for her manager.
func (c *cast) learning(now time.Time) {
	s, ada := c.site, c.actors["ada"]
	cohort := s.CohortOf(s.Course("R1"), "R1-1", 30, now.AddDate(0, 0, -20))
	s.Cohort("R2", 30)
	sessions, err := s.Store.Sessions(s.T.Context(), cohort.ID)
	if err != nil {
		s.T.Fatal(err)
	}
	enrolment := s.Enrolled(ada, cohort, models.Completed)
	offered := s.Enrolled(c.actors["ben"], cohort, models.Offered)
	entry := models.LogEntry{PersonID: ada.ID, Title: "Read", Minutes: 5, LearnedOn: s.Store.Today(), Kind: models.Reading, CreatedAt: now, ChangedAt: now}
	record := recordOf(s, ada, enrolment, "AA-7M4T-X2RB")
	job := models.Job{Kind: models.MailPlaced, State: models.JobDone, RunAt: now, CreatedAt: now}
	s.Keep(&models.Authenticator{PersonID: ada.ID, Secret: []byte("sealed"), ConfirmedAt: &now})
	s.Keep(&models.Offer{EnrolmentID: offered.ID, Token: "token", MadeAt: now, ExpiresAt: now.Add(time.Hour)}, &entry, &record, &job)
	message := models.Message{JobID: job.ID, PersonID: &ada.ID, Recipient: ada.Email, Subject: "Subject", Body: "Body", State: models.MessageKept, CreatedAt: now}
	s.Keep(&message)
	s.Sent(ada, s.Round("autumn"), "TA1", 2, models.MostWeeks)
	c.ids["session"], c.ids["enrolment"], c.ids["entry"], c.ids["message"] = string(sessions[0].ID), string(enrolment.ID), string(entry.ID), string(message.ID)
	c.ids["cohort"], c.ids["course"], c.ids["offered"] = string(cohort.ID), string(cohort.CourseID), string(offered.ID)
}

// teams puts Ada into a team with a lead, and Ben into another.
func (c *cast) teams(today models.Date) {
	s, a := c.site, c.actors
	for who, lead := range map[string]string{"ada": "tia", "ben": "ted"} {
		team := models.Organisation{Code: "TEAM-" + who, Name: "Team of " + who, ShortName: "Team of " + who, Kind: models.Team}
		s.Keep(&team)
		posts := s.Again(a[who]).Posts
		for i := range posts {
			posts[i].TeamID = &team.ID
		}
		s.In(func(ctx context.Context, tx *store.Tx) error { return tx.ChangePosts(ctx, posts) })
		a[lead] = s.Grant(s.Learner(strings.ToUpper(lead[:1])+lead[1:]), models.Lead, models.OneOrganisation, team.ID)
	}
	a["tim"] = s.Learner("Tim") // led Ada's team until yesterday
	past := s.Again(a["tia"]).Grants[0]
	s.Keep(&models.Grant{PersonID: a["tim"].ID, Role: past.Role, ScopeKind: past.ScopeKind, ScopeID: past.ScopeID, Started: "2025-01-01", Ended: today.AddDays(-1)})
}

// roles gives people roles here and elsewhere, now and once.
func (c *cast) roles(other models.Organisation, today models.Date) {
	s, a := c.site, c.actors
	elsewhere, err := s.Store.CohortByCode(s.T.Context(), "R2-1")
	if err != nil {
		s.T.Fatal(err)
	}
	a["tess"] = s.Grant(s.Learner("Tess"), models.Trainer, models.OneCohort, models.ID(c.ids["cohort"]))
	a["tom"] = s.Trainer("Tom", elsewhere) // of another cohort
	a["theo"], a["bart"] = s.Learner("Theo"), s.Learner("Bart")
	s.Keep(
		&models.Grant{PersonID: a["theo"].ID, Role: models.Trainer, ScopeKind: models.OneCohort, ScopeID: models.ID(c.ids["cohort"]), Started: "2025-01-01", Ended: today.AddDays(-1)},
		&models.Grant{PersonID: a["bart"].ID, Role: models.Administrator, ScopeKind: models.WholeNetwork, Started: "2025-01-01", Ended: today.AddDays(-1)},
	)
	a["lea"] = s.Grant(s.Learner("Lea"), models.Lead, models.OneOrganisation, s.Trust.ID)
	a["lou"] = s.Grant(s.Learner("Lou"), models.Lead, models.OneOrganisation, other.ID)
	c.planning(s.Store.Now())
	c.ids["training"], c.ids["leading"] = string(a["tess"].Grants[0].ID), string(a["lea"].Grants[0].ID)
	a["loc"] = s.Grant(s.Learner("Loc"), models.Administrator, models.OneOrganisation, s.Trust.ID)
	a["ann"] = s.Grant(s.Learner("Ann"), models.DataAnalyst, models.WholeNetwork, "")
	a["bea"] = s.Administrator("Bea")
	brought := keptImport(s, a["bea"])
	c.ids["import"] = string(brought.ID)
}
