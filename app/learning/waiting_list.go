package learning

import (
	"context"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// InLine is somebody who waits for a place on a cohort, or holds an offer of one.
type InLine struct {
	store.Seat
	Turn     int       // from 1; 0 for who has an offer, or waits for approval
	Deadline time.Time // of an offer
}

// WaitingListPage is who waits for a place on a cohort, in order.
type WaitingListPage struct {
	TaughtHead
	Line []InLine
}

// WaitingList is the waiting list of a cohort for its trainers: first those with an offer, then the line.
func (s *Service) WaitingList(ctx context.Context, actor models.Actor, code string) (WaitingListPage, error) {
	head, err := s.teach(ctx, actor, policy.Teach, code)
	page := WaitingListPage{TaughtHead: head}
	if err != nil {
		return page, err
	}
	seats, err := s.Store.WaitingSeats(ctx, head.ID)
	if err != nil {
		return page, err
	}
	until, err := s.Store.OfferDeadlines(ctx, head.ID)
	if err != nil {
		return page, err
	}
	var line []InLine
	for _, seat := range seats {
		switch {
		case seat.State == models.Offered:
			page.Line = append(page.Line, InLine{Seat: seat, Deadline: until[seat.ID]})
		case seat.State == models.Waiting:
			line = append(line, InLine{Seat: seat, Turn: 1 + turnsIn(line)})
		default:
			line = append(line, InLine{Seat: seat})
		}
	}
	page.Line = append(page.Line, line...)
	return page, nil
}

// turnsIn counts who has a turn: who waits for approval has none yet.
func turnsIn(line []InLine) int {
	n := 0
	for _, l := range line {
		if l.Turn > 0 {
			n++
		}
	}
	return n
}
