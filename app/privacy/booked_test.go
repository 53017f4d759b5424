package privacy_test

import "trellis/models"

// booked keeps what stands around a cohort: what was asked, said, prepared, excused, told and uploaded.
func (f full) booked(e models.Enrolment, session models.ID) {
	now := f.Store.Now()
	question := models.Question{CohortID: e.CohortID, Number: 1, Asks: "Why?"}
	preparation := models.Preparation{CohortID: e.CohortID, Number: 1, Title: "Install"}
	announcement := models.Announcement{CohortID: e.CohortID, Kind: models.AnnounceMessage, Audience: "placed", Subject: "Hello", Body: "Bring a question", ByID: f.ada.ID, SentAt: now}
	digest := models.Digest{PersonID: f.ada.ID, MadeAt: now}
	job := models.Job{Kind: models.MailPlaced, SubjectID: e.ID, State: models.JobDone, RunAt: now, CreatedAt: now}
	notes := models.File{Name: "notes.pdf", Type: "application/pdf", Size: 1, Data: []byte("x"), ByID: f.ada.ID, AddedAt: now}
	f.Keep(&notes, &job, &question, &preparation, &announcement, &digest)
	f.Keep(
		&models.QuestionAnswer{QuestionID: question.ID, EnrolmentID: e.ID, Says: "Because"},
		&models.PreparationAnswer{PreparationID: preparation.ID, EnrolmentID: e.ID, State: models.PreparationBlocked, Says: "No rights", AnsweredAt: now},
		&models.Apology{SessionID: session, EnrolmentID: e.ID, Reason: "Ill", SentAt: now},
		&models.Reminder{SessionID: session, EnrolmentID: e.ID, Kind: models.DayBefore, Starts: now, MadeAt: now},
		&models.Appointment{SessionID: session, CohortID: e.CohortID, PersonID: f.ada.ID, Title: "First", Place: "Online", Starts: now, Ends: now, ToldAt: now},
		&models.Substitute{SessionID: session, TrainerID: f.ada.ID, SubstituteID: f.mia.ID, NamedByID: f.mia.ID, NamedAt: now},
		&models.Substitute{SessionID: session, TrainerID: f.mia.ID, SubstituteID: f.ada.ID, NamedByID: f.mia.ID, NamedAt: now},
		&models.Material{SessionID: session, Number: 1, Title: "Notes", FileID: &notes.ID, AddedAt: now},
		&models.AnnouncementLetter{AnnouncementID: announcement.ID, PersonID: f.ada.ID},
		&models.DigestItem{JobID: job.ID, PersonID: f.ada.ID, DigestID: &digest.ID, Subject: "S", Body: "B", CreatedAt: now},
	)
}
