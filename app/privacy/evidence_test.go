package privacy_test

import "trellis/models"

// evidence keeps what shows that somebody learned: how marks came about, what was handed in, said, decided, issued and shared.
func (f full) evidence(e models.Enrolment, session models.ID, unit models.Unit) {
	now, today := f.Store.Now(), f.Store.Today()
	save := models.RegisterSave{SessionID: session, Source: models.ByTrainerHand, ByID: f.mia.ID, SavedAt: now}
	handedIn := models.Submission{EnrolmentID: e.ID, UnitID: unit.ID, Attempt: 1, State: models.SubmissionPassed, Says: "My work", URL: "https://example.org/r", SavedAt: now, SubmittedAt: &now}
	file := models.File{Name: "report.pdf", Type: "application/pdf", Size: 1, Data: []byte("x"), ByID: f.ada.ID, AddedAt: now}
	issuance := models.Issuance{CohortID: e.CohortID, ByID: f.mia.ID, BegunAt: now}
	link := models.TranscriptLink{PersonID: f.ada.ID, Label: "For a new employer", TokenHash: "t", MadeAt: now, ExpiresAt: now}
	f.Keep(&save, &handedIn, &file, &issuance, &link)
	f.Keep(
		&models.RegisterChange{RegisterSaveID: save.ID, EnrolmentID: e.ID, WasNote: "Late", WasSource: models.ByTrainerHand, Mark: models.Attended, Note: "Left early"},
		&models.AttendanceReport{CohortID: e.CohortID, FileName: "who came.csv", Content: []byte("x"), ByID: f.ada.ID, UploadedAt: now},
		&models.AttendanceName{CohortID: e.CohortID, NameKey: "ada v", EnrolmentID: e.ID},
		&models.SubmissionFile{SubmissionID: handedIn.ID, FileID: file.ID, Number: 1},
		&models.Feedback{SubmissionID: handedIn.ID, Passed: true, Says: "Well done", ByID: f.mia.ID, GivenAt: now},
		&models.EvaluationReceipt{EnrolmentID: e.ID, SessionID: &session, GivenOn: today},
		&models.EvaluationAsk{SessionID: session, EnrolmentID: e.ID, AskedAt: now},
		&models.FollowUp{CompletionRecordID: f.record.ID, CourseID: f.record.CourseID, PersonID: f.ada.ID, AskedAs: models.AskedAsLearner, AskedAt: now, Used: models.UsedIt, UsedOn: "A report", Says: "It helped"},
		&models.Decision{EnrolmentID: e.ID, Completes: true, Reason: "Ill on the last day", ByID: f.mia.ID, MadeAt: now},
		&models.IssuanceLine{IssuanceID: issuance.ID, EnrolmentID: e.ID, State: models.IssuanceIssued, CompletionRecordID: &f.record.ID},
		&models.RecordRequirement{CompletionRecordID: f.record.ID, Position: 1, Asks: "2 sessions", Met: "2 attended"},
		&models.BadgeSubject{PersonID: f.ada.ID, Subject: "urn:uuid:1"},
		&models.TranscriptUse{TranscriptLinkID: link.ID, UsedOn: today, Times: 2},
		&models.PastCompletion{PersonID: &f.ada.ID, Email: "ada@old.example.org", EmailKey: "ada@old.example.org", Name: "Ada", CourseTitle: "Charts", Provider: "Elsewhere", CompletedOn: today, Reference: "17", FileName: "past.csv", AddedAt: now},
	)
}

// competence keeps what people say of skills: what shows them, whom they ask, what they want, and what they write of frameworks.
func (f full) competence(a models.Assessment) {
	now, today, ta1 := f.Store.Now(), f.Store.Today(), f.Competencies["TA1"].ID
	other := f.Assessed(f.mia, "TA1", 1, models.NotAtAll)
	f.planned()
	f.Keep(
		&models.Remark{AssessmentID: a.ID, ByID: f.mia.ID, Says: "Tell me more", MadeAt: now},
		&models.Remark{AssessmentID: other.ID, ByID: f.ada.ID, Says: "I see it otherwise", MadeAt: now},
		&models.Evidence{PersonID: f.ada.ID, CompetencyID: ta1, Kind: models.ByAddress, Address: "https://example.org/r", Title: "A report", Says: "It was used", AddedAt: now},
		&models.AssessmentRequest{PersonID: f.ada.ID, CompetencyID: ta1, OfID: &f.mia.ID, Kind: models.ByPeer, Says: "Please", State: models.RequestDeclined, AskedAt: now, Answer: "No time"},
		&models.AssessmentRequest{PersonID: f.mia.ID, CompetencyID: ta1, OfID: &f.ada.ID, Kind: models.ByPeer, Says: "Please", State: models.RequestDeclined, AskedAt: now, Answer: "Away"},
		&models.ChosenCompetency{PersonID: f.ada.ID, RoleProfileID: f.Analyst.ID, CompetencyID: ta1, ChosenAt: now},
		&models.Aspiration{PersonID: f.ada.ID, RoleProfileID: f.Leader.ID, SaidAt: now},
		&models.AddedCompetency{PersonID: f.ada.ID, CompetencyID: f.Competencies["DS2"].ID, AddedAt: now},
		&models.DomainInterest{PersonID: f.ada.ID, DomainID: f.Competencies["TA1"].DomainID, Interest: models.WishMuch, SaidAt: now},
		&models.Leave{PersonID: f.ada.ID, FromDay: today, UntilDay: today, SaidAt: now},
		&models.RoundReminder{RoundID: *a.RoundID, PersonID: f.ada.ID, Stage: models.RoundOpen, SentAt: now},
		&models.FrameworkComment{FrameworkVersionID: f.Version.ID, CompetencyCode: "TA1", ByID: f.ada.ID, Says: "Shorter", MadeAt: now},
		&models.FrameworkReview{FrameworkVersionID: f.Version.ID, ReviewerID: f.ada.ID, AskedByID: f.mia.ID, AskedAt: now, Revision: 1, Verdict: models.SignedOff, Says: "Good"},
		&models.WorkedExample{CompetencyID: ta1, Level: 2, Says: "A chart for the board", ByID: f.ada.ID, AddedAt: now},
	)
}
