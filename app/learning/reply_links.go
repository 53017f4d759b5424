package learning

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"

	"trellis/models"
	"trellis/models/store"
)

// replySecret makes the token of a reply link, which is kept as a hash with the letter that tells it. The link opens until
// its ExpiresAt.
func replySecret(link models.ReplyLink) *Secret {
	link.ID = store.NewID()
	secret := &Secret{Token: rand.Text(), Of: link.ID, Until: link.ExpiresAt}
	secret.Keep = func(ctx context.Context, tx *store.Tx) error {
		kept := link
		kept.TokenHash, kept.CreatedAt = digest(secret.Token), tx.Now()
		return tx.Add(ctx, &kept)
	}
	return secret
}

// replyLink is the link of the kind that a token opens; models.ErrNotFound for another.
func replyLink(ctx context.Context, r store.Reads, kind models.ReplyKind, token string) (models.ReplyLink, error) {
	link, err := r.ReplyLinkByHash(ctx, digest(token))
	if err == nil && link.Kind != kind {
		return models.ReplyLink{}, models.ErrNotFound
	}
	return link, err
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// sideLetters are letters of the kind about an enrolment to each of the people, who are somebody else.
func sideLetters(ctx context.Context, tx *store.Tx, kind string, enrolment models.ID, people []models.ID) ([]models.Job, error) {
	letters, jobs := make([]models.SideLetter, len(people)), make([]models.Job, len(people))
	for i, person := range people {
		letters[i] = models.SideLetter{ID: store.NewID(), EnrolmentID: &enrolment, PersonID: person}
		jobs[i] = models.Job{Kind: kind, SubjectID: letters[i].ID}
	}
	return jobs, tx.Add(ctx, &letters)
}
