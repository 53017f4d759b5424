package store

import (
	"context"
	"slices"

	"trellis/models"
)

// nouns is an empty row of everything that is kept, in an order in which rows can be added: nothing refers to what
// comes after it.
func nouns() []any {
	return []any{
		&models.Organisation{}, &models.Link{}, &models.Person{},
		&models.Framework{}, &models.FrameworkVersion{}, &models.Level{}, &models.Domain{}, &models.Competency{},
		&models.Descriptor{}, &models.RoleProfile{}, &models.Requirement{},
		&models.Settings{}, &models.Emblem{}, &models.Post{}, &models.TeamNeed{}, &models.Delegation{}, &models.Grant{}, &models.FormerEmail{},
		&models.Password{}, &models.Device{}, &models.Identity{}, &models.Authenticator{}, &models.RecoveryCode{}, &models.SignInLink{},
		&models.SignUp{}, &models.Correction{}, &models.Import{}, &models.ImportRow{}, &models.ImportChange{}, &models.Move{}, &models.MovePost{}, &models.RetentionRule{}, &models.Hold{},
		&models.SignIn{}, &models.Look{}, &models.Throttle{},
		&models.File{}, &models.Programme{}, &models.ProgrammeSet{}, &models.Course{}, &models.ProgrammeCourse{}, &models.Unit{}, &models.Outcome{},
		&models.Prerequisite{}, &models.Interest{}, &models.RuleChange{},
		&models.Cohort{}, &models.Session{}, &models.Share{}, &models.Reservation{}, &models.Question{}, &models.Substitute{}, &models.Preparation{},
		&models.Material{},
		&models.Enrolment{}, &models.EnrolmentChange{}, &models.Offer{}, &models.Pair{}, &models.QuestionAnswer{}, &models.ReplyLink{},
		&models.PreparationAnswer{}, &models.Apology{}, &models.Reminder{}, &models.Appointment{}, &models.Feed{},
		&models.Attendance{}, &models.RegisterSave{}, &models.RegisterChange{}, &models.CheckIn{}, &models.AttendanceReport{}, &models.AttendanceName{},
		&models.Pass{}, &models.LogEntry{}, &models.LogEntryCompetency{}, &models.Submission{}, &models.SubmissionFile{}, &models.Feedback{},
		&models.Evaluation{}, &models.EvaluationReceipt{}, &models.EvaluationAsk{}, &models.Decision{},
		&models.CompletionRecord{}, &models.RecordOutcome{}, &models.RecordRequirement{}, &models.Issuance{}, &models.IssuanceLine{}, &models.FollowUp{},
		&models.SigningKey{}, &models.BadgeSubject{}, &models.TranscriptLink{}, &models.TranscriptUse{}, &models.PastCompletion{},
		&models.ColumnMap{}, &models.CompletionExport{},
		&models.FrameworkComment{}, &models.FrameworkReview{}, &models.Succession{}, &models.VersionMove{}, &models.Crosswalk{}, &models.WorkedExample{},
		&models.ChosenCompetency{}, &models.Aspiration{}, &models.AddedCompetency{}, &models.DomainInterest{},
		&models.Round{}, &models.Assessment{}, &models.Confirmation{}, &models.Answer{}, &models.Reply{}, &models.Skill{},
		&models.Evidence{}, &models.AssessmentRequest{}, &models.Remark{}, &models.Leave{}, &models.RoundReminder{},
		&models.DevelopmentPlan{}, &models.PlanTemplate{}, &models.PlanLine{}, &models.PlanApplication{}, &models.PlanAction{}, &models.PlanAgreement{}, &models.PlanReminder{}, &models.Helper{},
		&models.RoleTally{}, &models.TallyStamp{}, &models.PastTally{}, &models.SummaryDay{},
		&models.Event{}, &models.Seal{}, &models.Job{}, &models.Message{},
		&models.MailPreference{}, &models.Digest{}, &models.DigestItem{}, &models.LetterTemplate{}, &models.Announcement{}, &models.AnnouncementLetter{}, &models.SideLetter{},
	}
}

// Clear forgets everything that is kept. Only the demonstration does this, to start again.
func (tx *Tx) Clear(ctx context.Context) error {
	return tx.Thawed(ctx, func() error { return tx.clear(ctx) })
}

func (tx *Tx) clear(ctx context.Context) error {
	db := tx.db.WithContext(ctx)
	// A record may name its successor, an organisation the one that followed it, and a competency the one it is a part of.
	for _, statement := range []string{
		"UPDATE completion_records SET successor_id = NULL", "UPDATE organisations SET successor_id = NULL", "UPDATE competencies SET parent_id = NULL",
		"UPDATE framework_versions SET based_on_id = NULL", "UPDATE framework_comments SET answers_id = NULL", "UPDATE assessments SET carried_from_id = NULL",
		"UPDATE courses SET version_of_id = NULL", "UPDATE cohorts SET copied_from_id = NULL",
	} {
		if err := db.Exec(statement).Error; err != nil {
			return err
		}
	}
	for _, noun := range slices.Backward(nouns()) {
		if err := db.Where("1 = 1").Delete(noun).Error; err != nil {
			return err
		}
	}
	return nil
}
