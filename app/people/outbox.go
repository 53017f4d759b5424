package people

import (
	"context"

	"trellis/app/policy"
	"trellis/models"
)

// Outbox is what was sent, or would be, and the work that failed.
type Outbox struct {
	models.Page[models.Message] // without their bodies, newest first
	Failed                      []models.Job
	Held                        []models.DigestItem // that wait for a digest
}

const failedMost = 50

// Outbox is a page of the outbox.
func (s *Service) Outbox(ctx context.Context, actor models.Actor, at models.PageAt) (Outbox, error) {
	if !policy.Scope(actor, policy.SeeOutbox).All {
		return Outbox{}, models.ErrForbidden
	}
	messages, err := s.Store.Messages(ctx, at)
	if err != nil {
		return Outbox{}, err
	}
	page := Outbox{Page: messages}
	if page.Failed, err = s.Store.FailedJobs(ctx, failedMost); err != nil {
		return page, err
	}
	page.Held, err = s.Store.HeldForDigest(ctx, failedMost)
	return page, err
}

// Message is one message of the outbox, as it reads now: a link in it is shown while it works, which is how somebody without a
// mail server tries the product.
func (s *Service) Message(ctx context.Context, actor models.Actor, id models.ID) (models.Message, error) {
	if !policy.Scope(actor, policy.SeeOutbox).All {
		return models.Message{}, models.ErrForbidden
	}
	message, err := s.Store.Message(ctx, id)
	message.Body = message.Text(s.Store.Now())
	return message, err
}
