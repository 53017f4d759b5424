package calendar

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// Keep lets the calendar of whose enrolment it is hold the sessions of its cohort: those who have a place are invited to what
// they were not told, or were told otherwise, and for who has none any more the sessions are cancelled.
func (s *Service) Keep(ctx context.Context, enrolment models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		e, err := tx.Enrolment(ctx, enrolment)
		if err != nil {
			return err
		}
		return keep(ctx, tx, e.CohortID, e.PersonID)
	})
}

// KeepAll is Keep for everybody on a cohort, after a change of its times, places or titles, or after it was called off.
func (s *Service) KeepAll(ctx context.Context, cohort models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error { return keep(ctx, tx, cohort) })
}

// keep compares what the calendars of the people, or of everybody, are to hold with what they were last told, and owes a
// letter for each difference. It locks the cohort, so that each difference is seen once.
func keep(ctx context.Context, tx *store.Tx, id models.ID, people ...models.ID) error {
	cohort, err := tx.LockCohort(ctx, id)
	if err != nil {
		return err
	}
	course, err := tx.Course(ctx, cohort.Content())
	if err != nil {
		return err
	}
	sessions, err := tx.Sessions(ctx, id)
	if err != nil {
		return err
	}
	on, err := tx.OnCalendar(ctx, id, people...)
	if err != nil {
		return err
	}
	told, err := tx.AppointmentsOn(ctx, id, people...)
	if err != nil {
		return err
	}
	var wanted []models.Appointment
	for _, person := range on {
		wanted = append(wanted, cohort.Appoints(course, sessions, person)...)
	}
	tell := models.Tell(wanted, told, tx.Now())
	if err := tx.KeepAppointments(ctx, tell); err != nil {
		return err
	}
	jobs := make([]models.Job, len(tell))
	for i, a := range tell {
		jobs[i] = models.Job{Kind: models.MailAppointment, SubjectID: a.ID}
	}
	return tx.Owe(ctx, jobs)
}
