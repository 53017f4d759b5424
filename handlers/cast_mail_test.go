package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"trellis/models"
)

// mail gives Ada a personal calendar and a message that waits, an administrator's words to a letter, and a job that failed.
func (c *cast) mail(now time.Time) {
	s, ada := c.site, c.actors["ada"]
	job := failedJob(s, now)
	sum := sha256.Sum256([]byte("feed-token"))
	s.Keep(
		&models.Feed{PersonID: ada.ID, TokenHash: hex.EncodeToString(sum[:]), MadeAt: now},
		&models.DigestItem{JobID: job.ID, PersonID: ada.ID, Subject: "Waits", Body: "Body", CreatedAt: now},
		&models.LetterTemplate{Kind: models.MailWaiting, Subject: "In line for {course}", Body: "Our own words.\n\n{link}", Version: 1, ChangedAt: now, ChangedByID: ada.ID},
	)
	c.ids["failed job"] = string(job.ID)
}

func failedJob(s *site, now time.Time) models.Job {
	job := models.Job{Kind: models.MailPlaced, State: models.JobDead, RunAt: now, Attempt: 8, LastError: "The server is away", CreatedAt: now}
	s.Keep(&job)
	return job
}

// mailed are a personal calendar, a kind of letter and a job that failed, for a walk through every route.
func mailed(s *site, w walker) map[string]string {
	now := s.Store.Now()
	token := "feed of " + w.name
	if w.actor.SignedIn() {
		sum := sha256.Sum256([]byte(token))
		s.Keep(&models.Feed{PersonID: w.actor.ID, TokenHash: hex.EncodeToString(sum[:]), MadeAt: now})
	} else {
		token = "feed of learner"
	}
	return map[string]string{"calendar/:file": token + ".ics", "letters/:kind": "placed", "jobs/:id": string(failedJob(s, now).ID)}
}
