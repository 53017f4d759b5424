package learning

import (
	"context"
	"time"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/store"
)

// InviteDemand invites those whom a cohort would help. All of its form is optional.
type InviteDemand struct {
	Cohort string // its code
	Note   string `form:"note" validate:"max=600" problem:"max=Use 600 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

func (in InviteDemand) check() error {
	if err := input.Check(in); err != nil {
		return err
	}
	return input.RefusePatients(in.NotNHSNumber, input.Text{Field: "note", Text: in.Note})
}

// DemandPage is who would gain from a cohort, as far as it may be told: never who.
type DemandPage struct {
	store.TaughtCohort
	// Wanting are those below what their role asks for, in a skill that the cohort builds, who are on no cohort of the course;
	// Fresh are those of them who were not invited to this one. Both are shares of those who assessed such a skill.
	Wanting, Fresh disclosure.Shown
	By             disclosure.Thresholds
	Outcomes       []store.CourseOutcome
	Closed         string // why nobody can be invited; empty when they can
	None           bool   // nobody is left to be invited
}

// DemandPage is the page on which those are invited whom the cohort would help.
func (s *Service) DemandPage(ctx context.Context, actor models.Actor, code string) (DemandPage, error) {
	cohort, err := s.taughtCohort(ctx, actor, code)
	if err != nil {
		return DemandPage{}, err
	}
	page := DemandPage{TaughtCohort: cohort, Closed: whyNotInvite(cohort.Cohort, s.Store.Now())}
	if err := policy.Allows(actor, policy.Announce, cohort.Cohort); err != nil {
		return page, err
	}
	settings, err := s.Store.Settings(ctx)
	if err != nil {
		return page, err
	}
	if page.Outcomes, err = s.Store.OutcomesOf(ctx, []models.ID{cohort.Content()}); err != nil {
		return page, err
	}
	demand, err := s.Store.DemandFor(ctx, cohort.Cohort, s.Store.Now())
	page.By = settings.Thresholds()
	page.Wanting, page.Fresh = page.By.Share(demand.Wanting, demand.Asked), page.By.Share(demand.Fresh, demand.Asked)
	page.None = demand.Fresh == 0
	return page, err
}

// InviteDemand writes to everybody whom the cohort would help and who was not invited to it yet. Of more than inviteAtOnce the
// letters are made by the worker, some at a time.
func (s *Service) InviteDemand(ctx context.Context, actor models.Actor, in InviteDemand) error {
	in.Note = input.Tidy(in.Note)
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := tx.LockCohortByCode(ctx, in.Cohort)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.Announce, cohort); err != nil {
			return err
		}
		if err := in.check(); err != nil {
			return err
		}
		if why := whyNotInvite(cohort, tx.Now()); why != "" {
			return models.Invalid{"cohort": why}
		}
		people, err := tx.NotInvited(ctx, cohort, tx.Now(), inviteAtOnce+1)
		if err != nil {
			return err
		}
		if len(people) == 0 {
			return models.Invalid{"cohort": "Everybody whom this cohort would help has been invited, or is on a cohort of the course"}
		}
		said := models.Announcement{CohortID: cohort.ID, Kind: models.AnnounceInvitation, Audience: "gap", Body: in.Note, ByID: actor.ID, SentAt: tx.Now()}
		if err := tx.Add(ctx, &said); err != nil {
			return err
		}
		event := models.Event{ActorID: &actor.ID, Act: "invitations.sent", Subject: "announcements", SubjectID: said.ID}
		if len(people) > inviteAtOnce {
			return tx.Publish(ctx, event, models.Job{Kind: models.SpreadInvitations, SubjectID: said.ID})
		}
		if err := tx.AddLetters(ctx, said.ID, models.MailInvitation, people); err != nil {
			return err
		}
		return tx.Publish(ctx, event)
	})
}

const (
	inviteAtOnce = 1_000
	inviteChunk  = 500
	chunksAJob   = 20 // so that no job outlives its lease
)

// SpreadInvitations makes the letters of a large invitation, some at a time: to whoever would be helped then, and has none.
func (s *Service) SpreadInvitations(ctx context.Context, announcement models.ID) error {
	for range chunksAJob {
		more := false
		err := s.Store.InTx(ctx, func(tx *store.Tx) (err error) {
			more, err = spread(ctx, tx, announcement)
			return err
		})
		if err != nil || !more {
			return err
		}
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		return tx.Owe(ctx, []models.Job{{Kind: models.SpreadInvitations, SubjectID: announcement}})
	})
}

func spread(ctx context.Context, tx *store.Tx, announcement models.ID) (more bool, err error) {
	said, err := tx.Announcement(ctx, announcement)
	if err != nil {
		return false, err
	}
	cohort, err := tx.LockCohort(ctx, said.CohortID)
	if err != nil || whyNotInvite(cohort, tx.Now()) != "" {
		return false, err
	}
	people, err := tx.NotInvited(ctx, cohort, tx.Now(), inviteChunk)
	if err != nil || len(people) == 0 {
		return false, err
	}
	return len(people) == inviteChunk, tx.AddLetters(ctx, announcement, models.MailInvitation, people)
}

// whyNotInvite says why nobody can be invited to the cohort; empty when they can.
func whyNotInvite(c models.Cohort, now time.Time) string {
	switch {
	case !c.OpenAt(now):
		return "Enrolment for this cohort is not open now: nobody could say yes"
	case c.WayIn == models.Nomination:
		return "People come to this cohort by nomination: write to their managers"
	}
	return ""
}
