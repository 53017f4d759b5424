// Package demo fills an empty store with a network of invented people, so that everybody can look around: the same
// people every time, with dates around today, and a handful of stories that each show what Trellis is for.
package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"trellis/app/demo/starter"
	"trellis/models"
	"trellis/models/store"
)

// seed makes the people the same every time.
const seed = 1948

// Fill puts the demonstration network into an empty store. The hash is that of the password that everybody shares.
func Fill(ctx context.Context, s *store.Store, hash string) error {
	loaded, err := starter.Load(ctx, s)
	if err != nil {
		return fmt.Errorf("load the starter content: %w", err)
	}
	n := newNetwork(contentOf(loaded), s.Now(), hash)
	n.cast()
	n.crowd()
	n.teach()
	n.assess()
	n.tell()
	n.book()
	n.feedback()
	n.evidence()
	n.others()
	n.askAround()
	n.needTogether()
	return s.InTx(ctx, func(tx *store.Tx) error { return n.keep(ctx, tx) })
}

// network gathers the rows of the demonstration before they are kept.
type network struct {
	content content
	now     time.Time
	today   models.Date
	random  *rand.Rand
	hash    string
	names   *namer

	other    other
	together teamNeeds
	members  []*member
	byName   map[string]*member
	rounds   []models.Round
	// held counts the places on cohorts that have not ended, and local those of the largest system.
	held, local int

	people    []models.Person
	posts     []models.Post
	grants    []models.Grant
	passwords []models.Password

	cohorts      []models.Cohort
	sessions     []models.Session
	files        []models.File
	materials    []models.Material
	preparations []models.Preparation
	prepared     []models.PreparationAnswer
	enrolments   []models.Enrolment
	changes      []models.EnrolmentChange
	offers       []models.Offer
	jobs         []models.Job
	pairs        []models.Pair
	attendances  []models.Attendance
	passes       []models.Pass
	records      []models.CompletionRecord
	replaced     []models.CompletionRecord // kept after those that replace them
	outcomes     []models.RecordOutcome
	evaluations  []models.Evaluation
	receipts     []models.EvaluationReceipt
	followUps    []models.FollowUp
	interests    []models.Interest

	questions       []models.Question
	questionAnswers []models.QuestionAnswer
	kept            []models.Share
	drafts          []models.CourseParts
	programme       models.ProgrammeParts

	logs            []models.LogEntry
	logCompetencies []models.LogEntryCompetency

	fuller      []models.CourseParts
	submissions []models.Submission
	handedIn    []models.SubmissionFile
	given       []models.Feedback
	before      []models.PastCompletion
	links       []models.TranscriptLink
	uses        []models.TranscriptUse

	assessments   []models.Assessment
	confirmations []models.Confirmation
	replies       []models.Reply
	answers       []models.Answer
	skills        []models.Skill
	talk          talk
}

func newNetwork(c content, now time.Time, hash string) *network {
	random := rand.New(rand.NewPCG(seed, seed)) // the same people every time are meant
	return &network{
		content: c, now: now, today: models.DateOf(now), random: random, hash: hash,
		names: newNamer(random), byName: map[string]*member{},
	}
}

// keep writes everything in the order in which things refer to each other.
func (n *network) keep(ctx context.Context, tx *store.Tx) error {
	n.noteMarks()
	for _, part := range []func(context.Context, *store.Tx) error{
		n.keepUnits, n.keepFuller, n.other.keep, n.keepRows, n.keepSaves, n.keepTalk, n.keepDrafts, n.keepFrameworks, n.keepNeeds,
	} {
		if err := part(ctx, tx); err != nil {
			return err
		}
	}
	if err := tx.Recount(ctx); err != nil {
		return err
	}
	if err := keepMonths(ctx, tx); err != nil {
		return err
	}
	return tx.Publish(ctx, models.Event{Act: "demo.filled", Subject: "people", SubjectID: n.people[0].ID}, n.jobs...)
}

func (n *network) keepRows(ctx context.Context, tx *store.Tx) error {
	for _, rows := range []any{
		&n.people, &n.posts, &n.grants, &n.passwords, &n.rounds,
		&n.cohorts, &n.sessions, &n.files, &n.materials, &n.preparations, &n.questions, &n.kept, &n.enrolments, &n.questionAnswers, &n.prepared, &n.changes, &n.offers, &n.pairs, &n.attendances, &n.passes,
		&n.records, &n.replaced, &n.outcomes, &n.evaluations, &n.receipts, &n.followUps, &n.interests, &n.logs, &n.logCompetencies,
		&n.submissions, &n.handedIn, &n.given, &n.before, &n.links, &n.uses,
		&n.assessments, &n.confirmations, &n.replies, &n.answers, &n.skills,
	} {
		if records, ok := rows.(*[]models.CompletionRecord); ok {
			if err := tx.GiveStatus(ctx, *records); err != nil {
				return err
			}
		}
		if err := tx.Add(ctx, rows); err != nil {
			return fmt.Errorf("keep %T: %w", rows, err)
		}
	}
	return nil
}

// keepDrafts keeps the courses that are being written, and the programme.
func (n *network) keepDrafts(ctx context.Context, tx *store.Tx) error {
	for _, draft := range n.drafts {
		if err := tx.KeepCourse(ctx, draft); err != nil {
			return err
		}
	}
	return tx.KeepProgramme(ctx, n.programme)
}

// among picks one of the list.
func among[T any](n *network, list []T) T { return list[n.random.IntN(len(list))] }

// chance is true in that many of a hundred cases.
func (n *network) chance(percent int) bool { return n.random.IntN(100) < percent }

// ago is a moment that many days before now, in working hours.
func (n *network) ago(days int) time.Time {
	day := n.today.AddDays(-days).Time().Add(9*time.Hour + time.Duration(n.random.IntN(8*60))*time.Minute)
	if day.After(n.now) {
		day = n.now.Add(-time.Hour)
	}
	return day.UTC()
}
