// Package evaluationviews is what people say of sessions and courses, what came of them, and what leaves the network: past learning
// that comes in, and completions that employers get.
package evaluationviews

import (
	"strconv"
	"strings"

	"trellis/app/progress"
	"trellis/models"
	"trellis/models/disclosure"
	"trellis/views/components"
	"trellis/views/words"
)

const noPatients = "Do not write about patients."

func usefulWords(u models.Usefulness) string {
	switch u {
	case models.VeryUseful:
		return "Very useful"
	case models.QuiteUseful:
		return "Quite useful"
	case models.LittleUseful:
		return "A little useful"
	case models.NotUseful:
		return "Not useful"
	}
	return string(u)
}

func readyWords(r models.Readiness) string {
	switch r {
	case models.ReadyAlone:
		return "Yes"
	case models.ReadyWithHelp:
		return "With some help"
	case models.NotReady:
		return "No"
	}
	return string(r)
}

func usedWords(t models.Transfer) string {
	switch t {
	case models.UsedIt:
		return "Yes"
	case models.UsedPartly:
		return "Partly"
	case models.UsedNot:
		return "No"
	case models.UsedUnknown:
		return "I do not know"
	}
	return string(t)
}

func barrierWords(b models.Barrier) string {
	switch b {
	case models.NoTime:
		return "No time"
	case models.NoData:
		return "No access to the data"
	case models.NoSoftware:
		return "No software"
	case models.NobodyAsked:
		return "Nobody asked for it"
	case models.OtherBarrier:
		return "Something else"
	}
	return string(b)
}

func options[T ~string](list []T, say func(T) string) []components.Option {
	made := make([]components.Option, len(list))
	for i, v := range list {
		made[i] = components.Option{Value: string(v), Label: say(v)}
	}
	return made
}

func rising[T any](list []T) []T {
	turned := make([]T, 0, len(list))
	for i := range list {
		turned = append(turned, list[len(list)-1-i])
	}
	return turned
}

// EvaluateForm is what somebody says of a session or a course, with what is wrong with it.
type EvaluateForm struct {
	progress.EvaluatePage
	Said     progress.Evaluate
	Problems models.Invalid
}

// Title is what is evaluated.
func (f EvaluateForm) Title() string {
	if f.Session != nil {
		return f.Session.Title
	}
	return f.Course.Title
}

func (f EvaluateForm) caption() string {
	if f.Session != nil {
		return f.Course.Title + ", session " + strconv.Itoa(f.Session.Number) + ", " + words.Day(f.Session.Starts)
	}
	return f.Cohort.Name + ", the whole course"
}

// closed says why nothing can be said now; empty when it can.
func (f EvaluateForm) closed() (title, text string) {
	switch {
	case f.Given:
		return "Thank you: you have said what it was like", "What you said is kept without your name, so nobody can show or change it."
	case !f.Open && f.Session != nil:
		return "This can be answered in the 30 days after the session", "Talk to your trainer if there is something you want to say now."
	case !f.Open:
		return "This can be answered once the last session has ended", "Talk to your trainer if there is something you want to say now."
	case !f.Present:
		return "This is for people who were there", "The register does not say that you were. If you were, ask your trainer to correct it, and come back."
	}
	return "", ""
}

func (f EvaluateForm) action() string { return evaluateAction(f) }

// FollowUpForm is an answer to what came of a course, with what is wrong with it.
type FollowUpForm struct {
	progress.FollowUpPage
	Said     progress.AnswerFollowUp
	Problems models.Invalid
}

// OfManager tells whether the manager is asked.
func (f FollowUpForm) OfManager() bool { return f.AskedAs == models.AskedAsManager }

// Title is the question.
func (f FollowUpForm) Title() string {
	if f.OfManager() {
		return "Has " + f.Learner.Name + " used it at work?"
	}
	return "Have you used it at work?"
}

func (f FollowUpForm) whoSees() string {
	who := "Answers of all learners are counted, and the counts stand on the page of the course once there are at least " + words.Number(f.From) + ". Your trainer sees what you write, without your name, together with what others wrote. Your manager does not see it."
	if f.OfManager() {
		who = "Answers of all managers are counted, and the counts stand on the page of the course once there are at least " + words.Number(f.From) + ". The trainer sees what you write, without your name, together with what others wrote. " + f.Learner.FirstName() + " does not see it."
	}
	return who
}

func (f FollowUpForm) answers() []components.SummaryRow {
	rows := []components.SummaryRow{{Key: "Used at work", Value: usedWords(f.Used)}}
	for _, row := range []components.SummaryRow{{Key: "On what", Value: f.UsedOn}, {Key: "What stood in the way", Value: barrierWords(f.Stopped)}, {Key: "More", Value: f.Says}} {
		if row.Value != "" {
			rows = append(rows, row)
		}
	}
	return rows
}

func (f FollowUpForm) subject() string {
	if f.OfManager() {
		return f.Learner.FirstName()
	}
	return "you"
}

// FeedbackTable is the feedback of a cohort as rows of a file: the figures that the page shows, and the comments.
func FeedbackTable(page progress.FeedbackPage) [][]string {
	head := []string{"part", "replies"}
	for _, u := range models.Usefulnesses() {
		head = append(head, "useful_"+string(u))
	}
	for _, r := range models.Readinesses() {
		head = append(head, "ready_"+string(r))
	}
	rows := [][]string{append(head, "comments")}
	for _, part := range append([]progress.Feedback{page.Whole}, page.Parts...) {
		row := []string{part.Title}
		if part.Replies == 0 {
			row = append(row, fewerThan(page.From))
			for range len(head) - len(row) + 1 {
				row = append(row, "")
			}
			rows = append(rows, row)
			continue
		}
		row = append(row, strconv.Itoa(part.Replies))
		for _, u := range models.Usefulnesses() {
			row = append(row, strconv.Itoa(part.Useful[u]))
		}
		for _, r := range models.Readinesses() {
			row = append(row, strconv.Itoa(part.Ready[r]))
		}
		rows = append(rows, append(row, strings.Join(part.Comments, "\n\n")))
	}
	return rows
}

func fewerThan(n int) string { return "fewer than " + strconv.Itoa(n) }

func hasReplies(page progress.FeedbackPage) bool { return page.Whole.Replies > 0 }

func comments(page progress.FeedbackPage) []progress.Feedback {
	var list []progress.Feedback
	for _, part := range page.Parts {
		if len(part.Comments) > 0 {
			list = append(list, part)
		}
	}
	return list
}

// usedRows are how often each answer was given to whether it was used, by learners and by managers.
func usedRows(page progress.FeedbackPage) []components.SummaryRow {
	var rows []components.SummaryRow
	for _, of := range []struct {
		who     string
		figures models.FollowUpFigures
		answers []models.Transfer
	}{{"Learners", page.Learners, models.Transfers(models.AskedAsLearner)}, {"Managers", page.Managers, models.Transfers(models.AskedAsManager)}} {
		if of.figures.Base == 0 {
			continue
		}
		var said []string
		for _, answer := range of.answers {
			said = append(said, usedWords(answer)+": "+strconv.Itoa(of.figures.Used[answer]))
		}
		rows = append(rows, components.SummaryRow{Key: of.who + ", " + words.Count(of.figures.Base, "answer", "answers"), Value: strings.Join(said, ". ")})
		var barriers []string
		for _, b := range models.Barriers() {
			if n := of.figures.Barriers[b]; n > 0 {
				barriers = append(barriers, barrierWords(b)+": "+strconv.Itoa(n))
			}
		}
		if len(barriers) > 0 {
			rows = append(rows, components.SummaryRow{Key: "What stood in the way", Value: strings.Join(barriers, ". ")})
		}
	}
	return rows
}

// resultLines say what came of a course, as far as it may be told.
func resultLines(r progress.CourseResults) []string {
	var lines []string
	for _, part := range []struct {
		share     disclosure.Shown
		of, found string
	}{
		{r.Useful, "replies", "found a session quite or very useful"},
		{r.Used, "people who completed it", "have used it at work, or partly, 12 weeks later"},
		{r.Managers, "managers", "say that it was used, or partly"},
	} {
		if part.share.Kind != disclosure.Hidden && part.share.Kind != disclosure.NoData {
			lines = append(lines, shareOf(part.share, part.of)+" "+part.found)
		}
	}
	return lines
}

// shareOf reads "24 of 30 replies" and, where less may be told, "Half or more of the replies".
func shareOf(s disclosure.Shown, of string) string {
	if s.Base == 0 {
		return s.String() + " of the " + of
	}
	return s.String() + " " + of
}

func barrierLines(r progress.CourseResults) []string {
	var lines []string
	for _, b := range r.Barriers {
		if b.Kind != disclosure.Hidden {
			lines = append(lines, barrierWords(b.Barrier)+": "+shareOf(b.Shown, "answers"))
		}
	}
	return lines
}
