package learning

import (
	"context"
	"errors"
	"slices"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Decision is an answer to an application.
type Decision string

// The decisions.
const (
	Approve Decision = "approve"
	Refuse  Decision = "refuse"
)

// Decide answers applications. A refusal needs a reason, which the person reads.
type Decide struct {
	Enrolments []models.ID `form:"enrolment"`
	Answer     Decision    `form:"answer"`
	Reason     string      `form:"reason" validate:"max=300" problem:"max=Use 300 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

func (in Decide) check() error {
	problems, err := input.Problems(in)
	if err != nil {
		return err
	}
	switch {
	case len(in.Enrolments) == 0:
		problems["enrolment"] = "Choose one person or more"
	case in.Answer != Approve && in.Answer != Refuse:
		problems["answer"] = "Choose whether to approve"
	case in.Answer == Refuse && in.Reason == "":
		problems["reason"] = "Enter a reason: it is sent to who asked"
	}
	if err := problems.OrNil(); err != nil {
		return err
	}
	return input.RefusePatients(in.NotNHSNumber, input.Text{Field: "reason", Text: in.Reason})
}

// answered is what is said of an application that somebody else answered meanwhile, or that was taken back.
const answered = "This was answered, or taken back, since you opened it. Look at where it stands now"

// DecideAsManager answers the application of one of the actor's people: the manager of the post as it is today, or a deputy.
func (s *Service) DecideAsManager(ctx context.Context, actor models.Actor, in Decide) (e models.Enrolment, err error) {
	in.Reason = input.Tidy(in.Reason)
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if len(in.Enrolments) != 1 {
			return models.ErrNotFound
		}
		var cohort models.Cohort
		if e, cohort, err = lockEnrolment(ctx, tx, in.Enrolments[0]); err != nil {
			return err
		}
		if err := managesPost(ctx, tx.Reads, actor, e, tx.Today()); err != nil {
			return err
		}
		if err := in.check(); err != nil {
			return err
		}
		if e.State != models.Applied || e.Awaits != models.AwaitsManager {
			return models.Invalid{"enrolment": answered}
		}
		e, err = decide(ctx, tx, cohort, e, &actor.ID, in)
		return err
	})
	return e, err
}

// managesPost refuses who does not manage the post for which somebody comes, as it is today.
func managesPost(ctx context.Context, r store.Reads, actor models.Actor, e models.Enrolment, today models.Date) error {
	if e.PostID == nil || e.PersonID == actor.ID {
		return models.ErrForbidden
	}
	post, err := r.Post(ctx, *e.PostID)
	if err != nil {
		return err
	}
	if post.Started > today || post.Ended != "" && post.Ended < today {
		return models.ErrForbidden
	}
	return policy.Allows(actor, policy.ApproveEnrolment, []models.Post{post})
}

// DecideApplications answers applications for a cohort of the actor's: those that wait for its trainers, and those for which no
// manager is there to decide. It is all or none.
func (s *Service) DecideApplications(ctx context.Context, actor models.Actor, code string, in Decide) (people int, err error) {
	in.Reason = input.Tidy(in.Reason)
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		people = 0
		cohort, err := tx.LockCohortByCode(ctx, code)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.KeepLine, cohort); err != nil {
			return err
		}
		if err := in.check(); err != nil {
			return err
		}
		open, err := tx.ApplicationsOn(ctx, cohort.ID, tx.Today())
		if err != nil {
			return err
		}
		chosen := slices.DeleteFunc(open, func(a store.Application) bool { return !slices.Contains(in.Enrolments, a.ID) || !ForTrainers(a) })
		if len(chosen) < len(slices.Compact(slices.Sorted(slices.Values(in.Enrolments)))) {
			return models.Invalid{"enrolment": answered}
		}
		for _, a := range chosen { // in the order of asking; of a pair both are answered with the first
			e, err := tx.Enrolment(ctx, a.ID)
			if err != nil {
				return err
			}
			if e.State != models.Applied {
				continue
			}
			if _, err := decide(ctx, tx, cohort, e, &actor.ID, in); err != nil {
				return err
			}
		}
		people = len(chosen)
		return nil
	})
	return people, err
}

// ForTrainers tells whether the trainers of the cohort answer the application: nobody else is asked, or is there to answer.
func ForTrainers(a store.Application) bool {
	return a.Awaits == models.AwaitsTrainer || a.Awaits == models.AwaitsManager && a.ManagerID == ""
}

// decide answers an application on a locked cohort, and that of whoever comes along.
func decide(ctx context.Context, tx *store.Tx, cohort models.Cohort, e models.Enrolment, by *models.ID, in Decide) (models.Enrolment, error) {
	party, err := togetherWith(ctx, tx, e)
	if err != nil {
		return e, err
	}
	if in.Answer == Approve {
		err = approve(ctx, tx, cohort, party, by, in.Reason)
	} else {
		err = refuse(ctx, tx, party, by, in.Reason)
	}
	if err != nil {
		return e, err
	}
	return tx.Enrolment(ctx, e.ID)
}

func approve(ctx context.Context, tx *store.Tx, cohort models.Cohort, party models.Party, by *models.ID, reason string) error {
	if !cohort.OffersByHandAt(tx.Now()) && !cohort.Unscheduled {
		return models.Invalid{"enrolment": "This cohort has begun, or is called off: nobody can come to it any more"}
	}
	if reason == "" {
		reason = "approved"
	}
	_, err := settle(ctx, tx, cohort, party, by, reason)
	return err
}

func refuse(ctx context.Context, tx *store.Tx, party models.Party, by *models.ID, reason string) error {
	for _, e := range party {
		refused, err := e.To(models.Refused, tx.Now())
		if err != nil {
			return err
		}
		if err := tx.MoveEnrolment(ctx, refused, e.State, by, reason); err != nil {
			return err
		}
		if err := tx.Publish(ctx, happened("enrolment.refused", refused, by), owed(models.MailRefused, refused)); err != nil {
			return err
		}
	}
	return nil
}

type (
	// Application is a wish for a place that waits for an answer, as pages show it.
	Application = store.Application
	// NamedReservation is a reservation with the names that pages show.
	NamedReservation = store.NamedReservation
	// CohortPlaces is a cohort with how its places stand.
	CohortPlaces = store.CohortPlaces
)

// ApplicationsPage is who asks to join a cohort.
type ApplicationsPage struct {
	store.TaughtCohort
	Mine   []Applicant // whom the trainers answer
	Others []Applicant // who waits for somebody else's answer
}

// Applicant is somebody who asks to join, with what they said.
type Applicant struct {
	store.Application
	Said []store.Said
}

// Applications is the page of those who ask to join a cohort that the actor teaches.
func (s *Service) Applications(ctx context.Context, actor models.Actor, code string) (page ApplicationsPage, err error) {
	if page.TaughtCohort, err = s.taughtCohort(ctx, actor, code); err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.KeepLine, page.Cohort); err != nil {
		return page, err
	}
	list, err := s.Store.ApplicationsOn(ctx, page.ID, s.Store.Today())
	if err != nil {
		return page, err
	}
	applicants, err := s.saying(ctx, list)
	for _, a := range applicants {
		if ForTrainers(a.Application) {
			page.Mine = append(page.Mine, a)
		} else {
			page.Others = append(page.Others, a)
		}
	}
	return page, err
}

func (s *Service) saying(ctx context.Context, list []store.Application) ([]Applicant, error) {
	ids, applicants := make([]models.ID, len(list)), make([]Applicant, len(list))
	for i, a := range list {
		ids[i], applicants[i] = a.ID, Applicant{Application: a}
		applicants[i].Needs = "" // of those placed alone
	}
	said, err := s.Store.SaidBy(ctx, ids)
	for _, says := range said {
		i := slices.Index(ids, says.EnrolmentID)
		applicants[i].Said = append(applicants[i].Said, says)
	}
	return applicants, err
}

// TeamEnrolmentsPage is what waits for the actor's answer, and what they can do for their people.
type TeamEnrolmentsPage struct {
	Waiting      []store.Application
	Reservations []store.NamedReservation
	Decides      bool // whether the actor answers applications at all
}

// TeamEnrolments is the page of the applications that wait for the actor, as a manager or a deputy.
func (s *Service) TeamEnrolments(ctx context.Context, actor models.Actor) (page TeamEnrolmentsPage, err error) {
	page.Decides = policy.May(actor, policy.ApproveEnrolment)
	if page.Waiting, err = s.Store.ForManagers(ctx, s.sight(actor, policy.ApproveEnrolment)); err != nil {
		return page, err
	}
	page.Reservations, err = s.Store.ReservationsFor(ctx, s.sight(actor, policy.BookPeople))
	return page, err
}

// CountTeamEnrolments counts the applications that wait for the actor.
func (s *Service) CountTeamEnrolments(ctx context.Context, actor models.Actor) (int, error) {
	if !policy.May(actor, policy.ApproveEnrolment) {
		return 0, nil
	}
	return s.Store.CountForManagers(ctx, s.sight(actor, policy.ApproveEnrolment))
}

// sight is whose people the actor may act for today.
func (s *Service) sight(actor models.Actor, act policy.Act) store.Sight {
	reach := policy.Scope(actor, act)
	return store.Sight{Managers: reach.Managers, Teams: reach.Teams, Viewer: actor.ID, Today: s.Store.Today()}
}

// TeamEnrolmentPage is one application that waits for the actor, or was answered.
type TeamEnrolmentPage struct {
	Applicant
	Cohort  models.Cohort
	Course  models.Course
	Places  store.CohortPlaces
	Session []models.Session
	Person  models.Person
	Open    bool // it waits for an answer of a manager
}

// TeamEnrolment is the page on which a manager, or a deputy, answers the application of one of their people.
func (s *Service) TeamEnrolment(ctx context.Context, actor models.Actor, id models.ID) (page TeamEnrolmentPage, err error) {
	e, err := s.Store.Enrolment(ctx, id)
	if err != nil {
		return page, err
	}
	if err := managesPost(ctx, s.Store.Reads, actor, e, s.Store.Today()); err != nil {
		return page, err
	}
	if page.Cohort, err = s.Store.Cohort(ctx, e.CohortID); err != nil {
		return page, err
	}
	if page.Course, err = s.Store.Course(ctx, page.Cohort.Content()); err != nil {
		return page, err
	}
	if page.Person, err = s.Store.Person(ctx, e.PersonID); err != nil {
		return page, err
	}
	if page.Places, err = s.Store.PlacesOf(ctx, page.Cohort.Code); err != nil {
		return page, err
	}
	if page.Session, err = s.Store.Sessions(ctx, page.Cohort.ID); err != nil {
		return page, err
	}
	application, err := s.Store.Application(ctx, id, s.Store.Today())
	if errors.Is(err, models.ErrNotFound) {
		page.Enrolment = e
		return page, nil
	}
	page.Application, page.Open = application, application.Awaits == models.AwaitsManager
	page.Needs = ""
	return page, err
}
