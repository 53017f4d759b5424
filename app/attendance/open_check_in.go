package attendance

import (
	"context"
	"crypto/rand"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// CheckInPage is the check-in of a session, as it is shown in the room.
type CheckInPage struct {
	store.TaughtCohort
	Session        models.Session
	Open           bool
	Openable       bool   // now
	Letters        string // the code to type; empty while it is not open
	Address        string // to type
	CodeAddress    string // with the code, for a camera
	Here, Expected int    // who has a mark of being here, of those on the register
	Next           time.Time
	Closes         time.Time
	Now            time.Time
}

// CheckInPage is the check-in of the n-th session of a cohort.
func (s *Service) CheckInPage(ctx context.Context, actor models.Actor, code string, n int) (page CheckInPage, err error) {
	if page.TaughtCohort, err = s.keptCohort(ctx, actor, code); err != nil {
		return page, err
	}
	if page.Session, err = s.Store.SessionNumbered(ctx, page.ID, n); err != nil {
		return page, err
	}
	check, err := s.Store.CheckInOf(ctx, page.Session.ID)
	if err != nil {
		return page, err
	}
	page.Now = s.Store.Now()
	page.Open, page.Openable, page.Closes = check.OpenAt(page.Now), page.Session.CheckableAt(page.Now), check.ClosesAt
	page.Address = s.BaseURL + paths.CheckIn
	if page.Open {
		page.Letters, page.Next = check.Code(page.Now), check.NextCode(page.Now)
		page.CodeAddress = s.BaseURL + paths.CheckInWith(page.Letters)
	}
	marks, err := s.Store.MarksOf(ctx, page.Session.ID)
	for _, m := range marks {
		if m.Mark == models.Attended || m.Mark == models.Part {
			page.Here++
		}
	}
	page.Expected = page.Placed
	return page, err
}

// OpenCheckIn lets people check in at a session, from half an hour before it until half an hour after it, with new codes. While
// it is open the codes stay.
func (s *Service) OpenCheckIn(ctx context.Context, actor models.Actor, code string, n int) error {
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return err
	}
	return s.changeCheckIn(ctx, actor, code, n, func(tx *store.Tx, session models.Session, check models.CheckIn) (models.CheckIn, string, error) {
		switch {
		case check.OpenAt(tx.Now()):
			return check, "", nil
		case !session.CheckableAt(tx.Now()):
			return check, "", models.Invalid{"session": "Check-in opens half an hour before the session, and closes half an hour after it"}
		}
		return models.CheckIn{
			SessionID: session.ID, Secret: secret, OpenedByID: actor.ID, OpenedAt: tx.Now(), ClosesAt: session.CheckInCloses(),
		}, "check_in.opened", nil
	})
}

// CloseCheckIn ends that people check in at a session.
func (s *Service) CloseCheckIn(ctx context.Context, actor models.Actor, code string, n int) error {
	return s.changeCheckIn(ctx, actor, code, n, func(tx *store.Tx, _ models.Session, check models.CheckIn) (models.CheckIn, string, error) {
		if !check.OpenAt(tx.Now()) {
			return check, "", nil
		}
		check.ClosesAt = tx.Now()
		return check, "check_in.closed", nil
	})
}

// changeCheckIn changes the check-in of a session under the lock of its cohort. Without an act nothing is kept.
func (s *Service) changeCheckIn(
	ctx context.Context, actor models.Actor, code string, n int,
	to func(*store.Tx, models.Session, models.CheckIn) (models.CheckIn, string, error),
) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := tx.LockCohortByCode(ctx, code)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.KeepRegister, cohort); err != nil {
			return err
		}
		session, err := tx.SessionNumbered(ctx, cohort.ID, n)
		if err != nil {
			return err
		}
		check, err := tx.CheckInOf(ctx, session.ID)
		if err != nil {
			return err
		}
		check, act, err := to(tx, session, check)
		if err != nil || act == "" {
			return err
		}
		if err := tx.KeepCheckIn(ctx, check); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: act, Subject: "sessions", SubjectID: session.ID})
	})
}
