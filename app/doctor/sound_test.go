package doctor_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"trellis/app/doctor"
	"trellis/app/files"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

// network is a small sound network in which every table has a row, and every rule something to hold for.
type network struct {
	*modeltest.World
	ada, ben, cem, mia models.Actor
	cohort, held       models.Cohort
	placed, offered    models.Enrolment
	offer              models.Offer
	record, successor  models.CompletionRecord
	sent               models.Assessment
	events             []models.Event
}

func sound(w *modeltest.World) *network {
	n := &network{World: w}
	n.people()
	n.learning()
	n.records()
	n.judged()
	n.content()
	n.happened()
	return n
}

func (n *network) people() {
	n.ada, n.ben, n.cem = n.Person("Ada"), n.Person("Ben"), n.Person("Cem")
	n.mia = n.Manager("Mia", n.ada, n.ben, n.cem)
	today := n.Store.Today()
	n.Keep(
		&models.Delegation{Kind: models.Deputy, ManagerID: n.mia.ID, DeputyID: n.ada.ID, Started: today, Until: today},
		&models.Look{ViewerID: n.mia.ID, PersonID: n.ada.ID, Day: today},
		&models.Link{OrganisationID: n.System.ID, OtherID: n.Trust.ID, Kind: models.PartOf, Ended: today.AddDays(-1)},
		&models.Link{OrganisationID: n.Trust.ID, OtherID: n.System.ID, Kind: models.PartOf, Started: today},
	)
	n.Grant(n.mia, models.Administrator, models.WholeNetwork, "")
	n.Grant(n.mia, models.Lead, models.OneOrganisation, n.Trust.ID)
}

// learning has a cohort of two places: one is held, one offered, and one person waits.
func (n *network) learning() {
	n.cohort = n.Cohort("R1", 2)
	n.Grant(n.mia, models.Trainer, models.OneCohort, n.cohort.ID)
	n.Grant(n.mia, models.Trainer, models.OneCourse, n.cohort.CourseID)
	now := n.Store.Now()
	n.In(func(ctx context.Context, tx *store.Tx) error {
		asks := func(a models.Actor, state models.EnrolmentState) (models.Enrolment, error) {
			e := models.Enrolment{CohortID: n.cohort.ID, PersonID: a.ID, State: state, AppliedAt: now, ChangedAt: now}
			return e, tx.AddEnrolment(ctx, &e, a.ID, "asked for a place")
		}
		var err error
		if n.placed, err = asks(n.ada, models.Placed); err != nil {
			return err
		}
		if n.offered, err = asks(n.ben, models.Waiting); err != nil {
			return err
		}
		_, err = asks(n.cem, models.Waiting)
		return err
	})
	n.Clock.Advance(time.Minute)
	n.In(func(ctx context.Context, tx *store.Tx) error {
		n.offered.State, n.offered.ChangedAt = models.Offered, tx.Now()
		n.offer = n.cohort.Offer(n.offered, tx.Now())
		n.offer.Token = "token"
		if err := tx.MoveEnrolment(ctx, n.offered, models.Waiting, nil, "a place became free"); err != nil {
			return err
		}
		return tx.Add(ctx, &n.offer)
	})
	n.Keep(
		&models.Pair{State: models.PairAccepted, CohortID: n.cohort.ID, AnalystID: n.ada.ID, DecisionMakerID: n.mia.ID},
		&models.Interest{CourseID: n.cohort.CourseID, PersonID: n.cem.ID, CreatedOn: n.Store.Today()},
	)
	entry := models.LogEntry{PersonID: n.ada.ID, Title: "Read", Minutes: 30, LearnedOn: n.Store.Today(), Kind: models.Reading, Version: 1, CreatedAt: now, ChangedAt: now}
	n.Keep(&entry)
	n.Keep(&models.LogEntryCompetency{LogEntryID: entry.ID, CompetencyID: n.Competencies["TA1"].ID})
}

// records has a cohort that is over, with a record that another superseded.
func (n *network) records() {
	n.held = n.CohortOf(n.Course("OLD"), "OLD-1", 5, n.Store.Now().AddDate(0, -2, 0))
	e := models.Enrolment{CohortID: n.held.ID, PersonID: n.ada.ID, State: models.Completed, AppliedAt: n.held.Opens, ChangedAt: n.held.Ends}
	n.Keep(&e)
	n.Keep(&models.EnrolmentChange{EnrolmentID: e.ID, ToState: models.Completed, ByID: &n.ada.ID, Reason: "brought over", ChangedAt: e.ChangedAt})
	sessions, err := n.Store.Sessions(n.T.Context(), n.held.ID)
	if err != nil {
		n.T.Fatal(err)
	}
	units, err := n.Store.Units(n.T.Context(), n.held.CourseID)
	if err != nil {
		n.T.Fatal(err)
	}
	now := n.Store.Now()
	n.successor = models.CompletionRecord{
		Code: "GK-7M4T-X2RB", EnrolmentID: e.ID, PersonID: n.ada.ID, CourseID: n.held.CourseID, CohortID: n.held.ID,
		PersonName: "Ada", CompletedOn: models.DateOf(n.held.Ends), IssuedAt: now, IssuedByID: n.mia.ID,
	}
	n.Keep(&n.successor)
	n.record = n.successor
	n.record.ID, n.record.Code, n.record.SupersededAt, n.record.SuccessorID = "", "SP-3WQD-8HNE", &now, &n.successor.ID
	n.Keep(&n.record)
	n.Keep(
		&models.RecordOutcome{CompletionRecordID: n.record.ID, Position: 1, CompetencyCode: "TA1"},
		&models.Attendance{SessionID: sessions[0].ID, EnrolmentID: e.ID, Mark: models.Attended, Source: models.ByTrainerHand, MarkedByID: n.mia.ID, MarkedAt: now},
		&models.Pass{EnrolmentID: e.ID, UnitID: units[0].ID, ByID: n.mia.ID, PassedAt: now},
	)
}

func (n *network) judged() {
	round := n.Round("autumn")
	n.sent = n.Sent(n.ada, round, "TA1", 3, models.MostWeeks)
	n.Confirmed(n.mia, n.sent)
	n.Sent(n.ben, round, "TA2", 1, models.NotAtAll)
	n.Clock.Advance(time.Minute)
	n.Assessed(n.ben, "TA2", 2, models.OnceOrTwice)
	n.Judged(models.Assessment{PersonID: n.cem.ID, ByID: n.mia.ID, Kind: models.ByCourse, Level: 3}, "TA1")
	n.Keep(&models.Answer{PersonID: n.cem.ID, RoundID: round.ID, CompetencyID: n.Competencies["TA1"].ID, Level: 1, SavedAt: n.Store.Now()})
}

func (n *network) content() {
	programme := models.Programme{Code: "P1", Title: "First steps", RoleProfileID: &n.Analyst.ID}
	n.Keep(&programme)
	n.Keep(&models.ProgrammeCourse{ProgrammeID: programme.ID, CourseID: n.held.CourseID, SetNumber: 1, Position: 1},
		&models.Prerequisite{CourseID: n.cohort.CourseID, OtherID: &n.held.CourseID})
	modeltest.Plant(
		n.T, n.Store,
		fmt.Sprintf("UPDATE competencies SET parent_id = '%s' WHERE code = 'TA2'", n.Competencies["TA1"].ID),
		"UPDATE sessions SET unit_id = (SELECT units.id FROM units JOIN cohorts ON cohorts.course_id = units.course_id WHERE cohorts.id = sessions.cohort_id AND units.position = 1)",
	)
}

// happened has two seals of four events, and four events that no seal closes yet; and what was owed because of them.
func (n *network) happened() {
	about := []models.Event{
		{Act: "person.welcomed", Subject: "people", SubjectID: n.ada.ID, PersonID: &n.ada.ID},
		{Act: "enrolment.placed", Subject: "enrolments", SubjectID: n.placed.ID, ActorID: &n.ada.ID},
		{Act: "answer.saved", Subject: "answers", SubjectID: n.Competencies["TA1"].ID},
		{Act: "link.used", Subject: "sign_in_links", SubjectID: "gone by now"},
	}
	for part := range 3 {
		n.In(func(ctx context.Context, tx *store.Tx) error {
			if err := tx.PublishAll(ctx, append([]models.Event{}, about...), nil); err != nil || part == 2 {
				return err
			}
			_, err := tx.Seal(ctx, time.Now().Add(time.Hour))
			return err
		})
	}
	n.In(func(ctx context.Context, tx *store.Tx) error {
		return tx.Publish(ctx, models.Event{Act: "record.issued", Subject: "completion_records", SubjectID: n.record.ID},
			models.Job{Kind: models.MailPlaced, SubjectID: n.placed.ID}, models.Job{Kind: models.LapseOffer, SubjectID: n.offer.ID, RunAt: n.offer.ExpiresAt})
	})
	job := models.Job{Kind: models.MailRecordIssued, SubjectID: n.record.ID, State: models.JobDone, RunAt: n.Store.Now(), CreatedAt: n.Store.Now()}
	n.Keep(&job)
	n.Keep(&models.Message{JobID: job.ID, PersonID: &n.ada.ID, Recipient: "ada@example.org", Subject: "A record", State: models.MessageKept, CreatedAt: n.Store.Now()})
	var err error
	if n.events, err = n.Store.EventsAfter(n.T.Context(), "", 100); err != nil || len(n.events) != 13 {
		n.T.Fatalf("%d events (%v)", len(n.events), err)
	}
}

// settings are those of an installation that nobody need worry about.
func settings(s *store.Store) doctor.Settings {
	return doctor.Settings{
		DatabaseURL: modeltest.Address(s), Addr: "127.0.0.1:8080", BaseURL: "http://127.0.0.1:8080", Secret: "a secret of more than thirty-two characters",
	}
}

// examine looks over the installation of the store, as the command does.
func examine(t *testing.T, s *store.Store) doctor.Report {
	t.Helper()
	return examineWith(t, s, &files.Memory{})
}

func examineWith(t *testing.T, s *store.Store, shelf files.Shelf) doctor.Report {
	t.Helper()
	return examineTold(t, s, settings(s), shelf)
}

// examineAs looks it over as one that is told other settings.
func examineAs(t *testing.T, s *store.Store, told doctor.Settings) doctor.Report {
	t.Helper()
	return examineTold(t, s, told, &files.Memory{})
}

func examineTold(t *testing.T, s *store.Store, as doctor.Settings, shelf files.Shelf) doctor.Report {
	t.Helper()
	d := doctor.Doctor{Settings: as, Shelf: func() (files.Shelf, error) { return shelf, nil }, Open: func(ctx context.Context) (*store.Store, error) {
		return store.OpenReadOnly(ctx, modeltest.Address(s), s.Now)
	}}
	var told []doctor.Check
	report, err := d.Examine(t.Context(), func(c doctor.Check) { told = append(told, c) })
	if err != nil {
		t.Fatal(err)
	}
	if len(told) != len(report.Checks) || len(told) != 14 {
		t.Errorf("told of %d checks, %d are in the report: want 14", len(told), len(report.Checks))
	}
	return report
}

// check is the check of that name.
func check(t *testing.T, report doctor.Report, name string) doctor.Check {
	t.Helper()
	for _, c := range report.Checks {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("there is no check of the name %q", name)
	return doctor.Check{}
}
