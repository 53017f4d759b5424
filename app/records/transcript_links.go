package records

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

const (
	mostLinks = 20  // open at a time, of one person
	linkDays  = 366 // a link shows a transcript for at most so long

	opensOfAddress = 60 // in a minute, of links to transcripts
)

// UsedLink is a link to a transcript, and how often it was opened.
type UsedLink = store.UsedLink

// TranscriptPage is what somebody sees of their own transcript: all of it, and the links that they made.
type TranscriptPage struct {
	Transcript
	Links []UsedLink
	Now   time.Time
}

// TranscriptPage is the actor's own transcript.
func (s *Service) TranscriptPage(ctx context.Context, actor models.Actor) (page TranscriptPage, err error) {
	if page.Transcript, err = s.Transcript(ctx, actor); err != nil {
		return page, err
	}
	page.Now = s.Store.Now()
	page.Links, err = s.Store.TranscriptLinks(ctx, actor.ID)
	return page, err
}

// ShareTranscript makes a link that shows the actor's transcript.
type ShareTranscript struct {
	Label string `form:"label" validate:"required,max=100" problem:"required=Say whom the link is for|max=Use 100 characters or fewer"`
	// Days is for how long: 30, 90 or 365; "until" for the day in Until.
	Days  string `form:"days" validate:"oneof=30 90 365 until" problem:"oneof=Choose for how long the link opens"`
	Until string `form:"until"`
	Whole bool   `form:"whole"`
}

// expires is when the link ends: at the end of its last day.
func (in ShareTranscript) expires(today models.Date) (time.Time, error) {
	days, err := strconv.Atoi(in.Days)
	if err == nil {
		return today.AddDays(days + 1).Time().UTC(), nil
	}
	until, err := models.ParseDate(in.Until)
	if err != nil || until == "" {
		return time.Time{}, models.Invalid{"until": "Enter the last day on which the link opens"}
	}
	if until < today || models.DaysBetween(today, until) > linkDays {
		return time.Time{}, models.Invalid{"until": "Enter a day from today on, at most a year ahead"}
	}
	return until.AddDays(1).Time().UTC(), nil
}

// ShareTranscript makes a link that shows the actor's transcript to whoever has it. It answers the address, which is told this
// once and kept nowhere.
func (s *Service) ShareTranscript(ctx context.Context, actor models.Actor, in ShareTranscript) (address string, link models.TranscriptLink, err error) {
	in.Label = input.Tidy(in.Label)
	if err := input.Check(in); err != nil {
		return "", link, err
	}
	token := rand.Text()
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		expires, err := in.expires(tx.Today())
		if err != nil {
			return err
		}
		link = models.TranscriptLink{
			ID: store.NewID(), PersonID: actor.ID, Label: in.Label, TokenHash: digest(token), Whole: in.Whole, MadeAt: tx.Now(), ExpiresAt: expires,
		}
		if err := policy.Allows(actor, policy.ShareTranscript, link); err != nil {
			return err
		}
		if err := tx.LockPeople(ctx, []models.ID{actor.ID}); err != nil {
			return err
		}
		open, err := tx.OpenTranscriptLinks(ctx, actor.ID)
		if err != nil {
			return err
		}
		if open >= mostLinks {
			return models.Invalid{"label": "You have " + strconv.Itoa(open) + " links. End one that nobody needs any more first"}
		}
		if err := tx.Add(ctx, &link); err != nil {
			return err
		}
		return tx.Publish(ctx, ofLink("transcript.shared", link, actor))
	})
	return s.BaseURL + paths.SharedTranscript(token), link, err
}

// EndTranscriptLink ends one of the actor's links. Ending one that is over changes nothing.
func (s *Service) EndTranscriptLink(ctx context.Context, actor models.Actor, id models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		link, err := tx.LockTranscriptLink(ctx, id)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.ShareTranscript, link); err != nil {
			return err
		}
		if !link.OpenAt(tx.Now()) {
			return nil
		}
		now := tx.Now()
		link.EndedAt = &now
		if err := tx.EndTranscriptLink(ctx, link); err != nil {
			return err
		}
		return tx.Publish(ctx, ofLink("transcript.ended", link, actor))
	})
}

// SharedTranscript is what a link shows, until when.
type SharedTranscript struct {
	Transcript
	Until models.Date
}

// SharedTranscript is the transcript that a token shows, to anybody. From is the network address of who asks; too many answer
// models.ErrThrottled, and a link that is over is not there. That it was opened is counted, unless its owner looks.
func (s *Service) SharedTranscript(ctx context.Context, actor models.Actor, token, from string) (shown SharedTranscript, err error) {
	if err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		return tx.CountTry(ctx, "transcript "+from, opensOfAddress, checkWindow)
	}); err != nil {
		return shown, err
	}
	link, err := s.Store.TranscriptLinkByHash(ctx, digest(token))
	if err != nil {
		return shown, err
	}
	if !link.OpenAt(s.Store.Now()) {
		return shown, models.ErrNotFound
	}
	if shown.Transcript, err = s.transcript(ctx, link.PersonID, link.Whole); err != nil {
		return shown, err
	}
	shown.strip()
	shown.Until = models.DateOf(link.ExpiresAt).AddDays(-1)
	if actor.ID != link.PersonID {
		s.uses.note(models.TranscriptUse{TranscriptLinkID: link.ID, UsedOn: s.Store.Today()})
	}
	return shown, nil
}

// strip takes out what a transcript tells its owner alone: where they worked, who issued a record, why one was withdrawn, and
// the addresses that a file had.
func (t *Transcript) strip() {
	for i := range t.Records {
		r := &t.Records[i]
		r.OrganisationName, r.RevokedReason, r.IssuedBy, r.DecisionReason, r.ReplacesReason = "", "", "", "", ""
	}
	for i := range t.Past {
		t.Past[i].Email, t.Past[i].EmailKey, t.Past[i].Name, t.Past[i].FileName = "", "", "", ""
	}
}

func ofLink(act string, link models.TranscriptLink, actor models.Actor) models.Event {
	return models.Event{ActorID: &actor.ID, Act: act, Subject: "transcript_links", SubjectID: link.ID, PersonID: &link.PersonID}
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
