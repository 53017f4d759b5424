package skills

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// RequestsPage are who asks the actor to say where they stand, and whom the actor has asked.
type RequestsPage struct {
	OfMe []Request
	Mine []Request
}

// Request is one request as a list shows it.
type Request struct {
	store.ListedRequest
	Label      string    // of the level that was answered
	RemindFrom time.Time // when it may be asked once more
	MayRemind  bool
}

// mostRequests is how far back a list of one's own requests goes.
const mostRequests = 200

// Requests are those that concern the actor. Whom they asked by an address is called by it until they answer, whether or not
// somebody has it.
func (s *Service) Requests(ctx context.Context, actor models.Actor) (RequestsPage, error) {
	page := RequestsPage{}
	of, err := s.Store.RequestsOf(ctx, actor.ID)
	if err != nil {
		return page, err
	}
	for _, q := range of {
		page.OfMe = append(page.OfMe, Request{ListedRequest: q})
	}
	known, err := s.Store.Askable(ctx, actor.ID, s.Store.Today())
	if err != nil {
		return page, err
	}
	mine, err := s.Store.RequestsBy(ctx, actor.ID, mostRequests)
	if err != nil {
		return page, err
	}
	scales, err := scalesOf(ctx, s.Store.Reads, idsOf(mine, func(q store.ListedRequest) models.ID { return q.VersionID }))
	for _, q := range mine {
		request := Request{ListedRequest: q, RemindFrom: q.RemindFrom(q.RemindedAt)}
		request.MayRemind = q.State == models.RequestAsked && !request.RemindFrom.After(s.Store.Now())
		if !knows(q, known) {
			request.OfID, request.OfName = nil, cmp.Or(q.Address, "An address")
		}
		if q.Level != nil {
			request.Label = scales[q.VersionID].Label(*q.Level)
		}
		page.Mine = append(page.Mine, request)
	}
	return page, err
}

// WithdrawRequest takes a request of the actor back.
func (s *Service) WithdrawRequest(ctx context.Context, actor models.Actor, id models.ID) error {
	return s.changeOwn(ctx, actor, id, func(tx *store.Tx, q store.ListedRequest) error {
		withdrawn, err := q.Withdrawn(tx.Now())
		if err != nil {
			return err
		}
		if err := tx.ChangeRequest(ctx, withdrawn); err != nil {
			return err
		}
		return tx.Publish(ctx, ofRequest("request.withdrawn", q.AssessmentRequest, actor))
	})
}

// RemindRequest asks once more what the actor has asked: a week after the last time at the earliest. Of an address that nobody has
// the same is answered, and no letter is owed.
func (s *Service) RemindRequest(ctx context.Context, actor models.Actor, id models.ID) error {
	return s.changeOwn(ctx, actor, id, func(tx *store.Tx, q store.ListedRequest) error {
		if q.State != models.RequestAsked || q.RemindFrom(q.RemindedAt).After(tx.Now()) {
			return models.ErrStale
		}
		var owed []models.Job
		if q.OfID != nil {
			owed = append(owed, models.Job{Kind: models.MailAssessmentAsked, SubjectID: id})
		}
		return tx.Publish(ctx, ofRequest(store.RequestReminded, q.AssessmentRequest, actor), owed...)
	})
}

// changeOwn changes a request that the actor has made, under the lock of their skills.
func (s *Service) changeOwn(ctx context.Context, actor models.Actor, id models.ID, change func(tx *store.Tx, q store.ListedRequest) error) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockSkills(ctx, actor.ID); err != nil {
			return err
		}
		q, err := tx.ListedRequest(ctx, id)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.AskAssessor, q.AssessmentRequest); err != nil {
			return err
		}
		return change(tx, q)
	})
}

func ofRequest(act string, q models.AssessmentRequest, by models.Actor) models.Event {
	return models.Event{ActorID: &by.ID, Act: act, Subject: "assessment_requests", SubjectID: q.ID, PersonID: &q.PersonID}
}

// Table is the page as rows of a file, with a head.
func (p RequestsPage) Table() [][]string {
	rows := [][]string{{"direction", "person", "skill", "as", "state", "asked on", "answered on", "level", "level name"}}
	for _, q := range p.OfMe {
		rows = append(rows, []string{"asked of me", q.PersonName, q.CompetencyName, string(q.Kind), string(q.State), string(models.DateOf(q.AskedAt)), "", "", ""})
	}
	for _, q := range p.Mine {
		row := []string{"asked by me", q.OfName, q.CompetencyName, string(q.Kind), string(q.State), string(models.DateOf(q.AskedAt)), "", "", q.Label}
		if q.AnsweredAt != nil {
			row[6] = string(models.DateOf(*q.AnsweredAt))
		}
		if q.Level != nil {
			row[7] = strconv.Itoa(*q.Level)
		}
		rows = append(rows, row)
	}
	return rows
}
