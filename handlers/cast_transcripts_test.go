package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"trellis/models"
)

// transcripts gives Ada a link to her transcript that somebody has.
func (c *cast) transcripts(now time.Time) {
	sum := sha256.Sum256([]byte("transcript-token"))
	link := models.TranscriptLink{PersonID: c.actors["ada"].ID, Label: "An interview", TokenHash: hex.EncodeToString(sum[:]), Whole: true, MadeAt: now, ExpiresAt: now.AddDate(0, 1, 0)}
	c.Keep(&link)
	c.Keep(&models.TranscriptUse{TranscriptLinkID: link.ID, UsedOn: c.Store.Today(), Times: 2})
	c.Keep(&models.PastCompletion{PersonID: &link.PersonID, Email: "ada@old.example.org", EmailKey: "ada@old.example.org", Name: "Ada", CourseTitle: "Charts elsewhere", Provider: "Elsewhere", CompletedOn: "2020-02-03", FileName: "past.csv", AddedAt: now})
	c.ids["transcript link"] = string(link.ID)
}

// withTranscripts adds the things of transcripts, and whose they are.
func withTranscripts(c *cast, all map[string]thing) map[string]thing {
	all["/transcripts/:token"] = thing{map[string]string{":token": "transcript-token"}, anyone}
	all["/learning/transcript/links/:id/end"] = thing{map[string]string{":id": c.ids["transcript link"]}, []string{"ada"}}
	return all
}
