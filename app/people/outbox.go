package people

import (
	"context"

	"trellis/app/policy"
	"trellis/models"
)

// Outbox is what was sent, or would be, and the work that failed.
type Outbox struct {
	Messages []models.Message // without their bodies, newest first
	Next     models.ID        // where the page of older ones begins; empty where there is none
	Older    bool             // this is not the first page
	Failed   []models.Job
}

const (
	outboxPage = 50
	failedMost = 50
)

// Outbox is a page of the outbox: from the newest, or older than the message named.
func (s *Service) Outbox(ctx context.Context, actor models.Actor, before models.ID) (Outbox, error) {
	if !policy.Scope(actor, policy.SeeOutbox).All {
		return Outbox{}, models.ErrForbidden
	}
	messages, err := s.Store.Messages(ctx, before, outboxPage+1)
	if err != nil {
		return Outbox{}, err
	}
	page := Outbox{Messages: messages, Older: before.Known()}
	if len(messages) > outboxPage {
		page.Messages = messages[:outboxPage]
		page.Next = page.Messages[outboxPage-1].ID
	}
	page.Failed, err = s.Store.FailedJobs(ctx, failedMost)
	return page, err
}

// Message is one message of the outbox.
func (s *Service) Message(ctx context.Context, actor models.Actor, id models.ID) (models.Message, error) {
	if !policy.Scope(actor, policy.SeeOutbox).All {
		return models.Message{}, models.ErrForbidden
	}
	return s.Store.Message(ctx, id)
}
