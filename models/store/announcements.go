package store

import (
	"context"
	"time"

	"trellis/models"
)

// InStates are the people whose enrolments on the cohort are in the states, in the order of their ids.
func (r Reads) InStates(ctx context.Context, cohort models.ID, states []models.EnrolmentState) ([]models.ID, error) {
	var list []models.ID
	err := r.db.WithContext(ctx).Model(&models.Enrolment{}).Distinct("person_id").Where("cohort_id = ? AND state IN ?", cohort, states).
		Order("person_id").Pluck("person_id", &list).Error
	return list, err
}

// StatesOn counts the people on a cohort by state.
func (r Reads) StatesOn(ctx context.Context, cohort models.ID) (map[models.EnrolmentState]int, error) {
	var rows []struct {
		State models.EnrolmentState
		N     int
	}
	err := r.db.WithContext(ctx).Table("enrolments").Select("state, count(*) AS n").Where("cohort_id = ?", cohort).Group("state").Scan(&rows).Error
	counts := make(map[models.EnrolmentState]int, len(rows))
	for _, row := range rows {
		counts[row.State] = row.N
	}
	return counts, err
}

// SentAnnouncement is an announcement with who wrote it, and how its letters stand.
type SentAnnouncement struct {
	models.Announcement
	Author                      string
	Letters, Sent, Failed, Kept int
}

// AnnouncementsOn are those of a cohort, the newest first. The job of a letter has the letter's id.
func (r Reads) AnnouncementsOn(ctx context.Context, cohort models.ID) ([]SentAnnouncement, error) {
	var list []SentAnnouncement
	err := r.db.WithContext(ctx).Raw(`SELECT announcements.*, people.name AS author, counted.letters, counted.sent, counted.failed, counted.kept FROM announcements
		JOIN people ON people.id = announcements.by_id
		JOIN (SELECT announcements.id, count(announcement_letters.id) AS letters, count(*) FILTER (WHERE messages.state = @sent) AS sent,
				count(*) FILTER (WHERE messages.state = @failed) AS failed, count(*) FILTER (WHERE messages.state = @kept) AS kept
			FROM announcements LEFT JOIN announcement_letters ON announcement_letters.announcement_id = announcements.id
			LEFT JOIN messages ON messages.job_id = announcement_letters.id
			WHERE announcements.cohort_id = @cohort GROUP BY announcements.id) counted ON counted.id = announcements.id
		ORDER BY announcements.sent_at DESC, announcements.id DESC`,
		map[string]any{"cohort": cohort, "sent": models.MessageSent, "failed": models.MessageFailed, "kept": models.MessageKept}).Scan(&list).Error
	return list, err
}

// LastAnnouncement is the newest message to people of the cohort; the zero one when there is none.
func (r Reads) LastAnnouncement(ctx context.Context, cohort models.ID) (models.Announcement, error) {
	var list []models.Announcement
	err := r.db.WithContext(ctx).Where("cohort_id = ? AND kind = ?", cohort, models.AnnounceMessage).Order("sent_at DESC, id DESC").Limit(1).Find(&list).Error
	if err != nil || len(list) == 0 {
		return models.Announcement{}, err
	}
	return list[0], nil
}

// Announcement is one announcement.
func (r Reads) Announcement(ctx context.Context, id models.ID) (models.Announcement, error) {
	var a models.Announcement
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&a).Error
	return a, known(err)
}

// AnnouncementLetter is one letter of an announcement.
func (r Reads) AnnouncementLetter(ctx context.Context, id models.ID) (models.AnnouncementLetter, error) {
	var l models.AnnouncementLetter
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&l).Error
	return l, known(err)
}

// AddLetters keeps a letter of the announcement to each of the people, and the job of that kind which each is owed, under the
// same id.
func (tx *Tx) AddLetters(ctx context.Context, announcement models.ID, kind string, people []models.ID) error {
	letters, jobs := make([]models.AnnouncementLetter, len(people)), make([]models.Job, len(people))
	for i, person := range people {
		letters[i] = models.AnnouncementLetter{ID: NewID(), AnnouncementID: announcement, PersonID: person}
		jobs[i] = models.Job{ID: letters[i].ID, Kind: kind, SubjectID: letters[i].ID}
	}
	if err := tx.Add(ctx, &letters); err != nil {
		return err
	}
	return tx.Owe(ctx, jobs)
}

// CourseDemand counts people: Asked have assessed a skill that the course builds and that their role asks for; Wanting are
// below both, have not completed it, and are on no cohort of it that is still to end; Fresh of these have no invitation to the cohort yet.
type CourseDemand struct{ Asked, Wanting, Fresh int }

// demanding is everybody who has assessed a skill that the cohort builds and that their role asks for.
const demanding = `WITH asked AS (
		SELECT posts.person_id, max(CASE WHEN skills.level < requirements.level AND skills.level < outcomes.level THEN 1 ELSE 0 END) AS wants
		FROM outcomes JOIN requirements ON requirements.competency_id = outcomes.competency_id
		JOIN posts ON posts.role_profile_id = requirements.role_profile_id AND posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today)
			AND (NOT requirements.optional OR ` + chosen + `)
		JOIN skills ON skills.person_id = posts.person_id AND skills.competency_id = requirements.competency_id AND skills.assessment_id IS NOT NULL
		WHERE outcomes.course_id = @content GROUP BY posts.person_id
	), booked AS (
		SELECT DISTINCT enrolments.person_id FROM cohorts JOIN enrolments ON enrolments.cohort_id = cohorts.id
		WHERE cohorts.course_id = @course AND (enrolments.state = @completed OR enrolments.state IN @live AND cohorts.state = @open AND cohorts.ends > @now)
	), invited AS (
		SELECT DISTINCT announcement_letters.person_id FROM announcements JOIN announcement_letters ON announcement_letters.announcement_id = announcements.id
		WHERE announcements.cohort_id = @cohort AND announcements.kind = @invitation
	) `

// joinDemand puts beside each who is booked, and who is invited.
const joinDemand = ` FROM asked LEFT JOIN booked ON booked.person_id = asked.person_id LEFT JOIN invited ON invited.person_id = asked.person_id `

func demandArgs(cohort models.Cohort, now time.Time) map[string]any {
	return map[string]any{
		"content": cohort.Content(), "course": cohort.CourseID, "cohort": cohort.ID, "now": now, "today": models.DateOf(now), "open": models.CohortOpen,
		"completed": models.Completed, "live": statesWhere(models.EnrolmentState.Live), "invitation": models.AnnounceInvitation,
	}
}

// DemandFor counts who would gain from the cohort.
func (r Reads) DemandFor(ctx context.Context, cohort models.Cohort, now time.Time) (d CourseDemand, err error) {
	err = r.db.WithContext(ctx).Raw(demanding+`SELECT count(*) AS asked,
		count(*) FILTER (WHERE asked.wants = 1 AND booked.person_id IS NULL) AS wanting,
		count(*) FILTER (WHERE asked.wants = 1 AND booked.person_id IS NULL AND invited.person_id IS NULL) AS fresh`+joinDemand, demandArgs(cohort, now)).Scan(&d).Error
	return d, err
}

// NotInvited are at most so many of those who would gain from the cohort and have no invitation to it.
func (r Reads) NotInvited(ctx context.Context, cohort models.Cohort, now time.Time, most int) ([]models.ID, error) {
	args := demandArgs(cohort, now)
	args["most"] = most
	var list []models.ID
	err := r.db.WithContext(ctx).Raw(demanding+`SELECT asked.person_id`+joinDemand+`
		WHERE asked.wants = 1 AND booked.person_id IS NULL AND invited.person_id IS NULL ORDER BY asked.person_id LIMIT @most`, args).Scan(&list).Error
	return list, err
}
