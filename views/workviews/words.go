// Package workviews are the pages of what people hand in: for them, and for those who teach them.
package workviews

import (
	"strconv"

	"trellis/app/files"
	"trellis/app/progress"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

const noPatients = "Do not name patients or write anything that could identify one."

// AssignmentForm is an assignment, with what somebody typed and what is wrong with it.
type AssignmentForm struct {
	progress.AssignmentPage
	Typed *progress.HandIn // nil for as it is kept
	// Stale tells that another tab has kept something else meanwhile.
	Stale    bool
	Problems models.Invalid
}

func (f AssignmentForm) says() string {
	if f.Typed != nil {
		return f.Typed.Says
	}
	return f.Draft.Says
}

func (f AssignmentForm) url() string {
	if f.Typed != nil {
		return f.Typed.URL
	}
	return f.Draft.URL
}

// changed tells that what is in the form is not kept.
func (f AssignmentForm) changed() bool { return f.Typed != nil }

func (f AssignmentForm) summary() []components.Problem {
	list := components.AllProblems(f.Problems, "says", "url", "file")
	if f.Stale {
		list = append(list, components.Problem{Field: "changed", Text: "This was changed in another window since you opened it. Compare, then save again"})
	}
	return list
}

func (f AssignmentForm) fileField() components.Field {
	hint := "Up to " + strconv.Itoa(models.MostHandedInFiles) + " files of 20 MB each, 40 MB in all: PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text, R, Python, SQL, Markdown, notebook, PNG, JPEG or ZIP."
	if f.Typed != nil && len(f.Typed.Files) > 0 {
		hint = "Choose your files again: your browser does not send them twice. " + hint
	}
	label := "Files"
	if len(f.Draft.Files) > 0 {
		label = "More files"
	}
	return components.Field{Name: "file", Label: label, Optional: true, Multiple: true, Accept: files.Accepted, Hint: hint, Problem: f.Problems["file"]}
}

// draftWords say what is kept of the form.
func (f AssignmentForm) draftWords() (strong, rest string) {
	switch {
	case f.changed():
		return "Not saved yet", ". Save it as a draft, or hand it in"
	case f.Draft.ID.Known():
		return "Draft saved", " at " + words.Moment(f.Draft.SavedAt)
	case f.Draft.Attempt > 1:
		return "Attempt " + strconv.Itoa(f.Draft.Attempt), " begins with what you handed in last"
	}
	return "Nothing saved yet", ""
}

// out tells whether the file was ticked to be taken out.
func (f AssignmentForm) out(id models.ID) bool {
	if f.Typed == nil {
		return false
	}
	for _, o := range f.Typed.Out {
		if o == string(id) {
			return true
		}
	}
	return false
}

func outOptions(f AssignmentForm) []components.Option {
	list := make([]components.Option, len(f.Draft.Files))
	for i, file := range f.Draft.Files {
		list[i] = components.Option{Value: string(file.FileID), Label: file.Name, Hint: size(file.Size), Chosen: f.out(file.FileID)}
	}
	return list
}

func size(bytes int) string {
	if bytes < 1<<20 {
		return strconv.Itoa(max(1, bytes>>10)) + " KB"
	}
	return strconv.FormatFloat(float64(bytes)/(1<<20), 'f', 1, 64) + " MB"
}

func status(s models.SubmissionState) components.Status {
	switch s {
	case models.SubmissionPassed:
		return components.Status{Kind: components.OK, Text: "Passed"}
	case models.SubmissionNotYet:
		return components.Status{Kind: components.Warn, Text: "Not yet"}
	case models.SubmissionSubmitted:
		return components.Status{Kind: components.Info, Text: "Waits for feedback"}
	case models.SubmissionDraft:
	}
	return components.Status{Kind: components.Plain, Text: "Draft"}
}

// standing is where somebody is with an assignment.
func standing(page progress.AssignmentPage) components.Status {
	latest := page.Latest()
	switch {
	case latest == nil && page.Draft.ID.Known():
		return components.Status{Kind: components.Plain, Text: "Draft"}
	case latest == nil:
		return components.Status{Kind: components.Plain, Text: "To do"}
	}
	return status(latest.State)
}

func handedIn(a progress.Attempt) string {
	text := "Attempt " + strconv.Itoa(a.Attempt)
	if a.SubmittedAt != nil {
		text += ", handed in at " + words.Moment(*a.SubmittedAt)
	}
	return text
}

func verdict(passed bool) string {
	if passed {
		return "Passed"
	}
	return "Not yet"
}

// WorkHead and WorkCells are the list of what waits, as a file.
func WorkHead() []string {
	return []string{"handed_in", "person", "course", "cohort", "assignment", "attempt"}
}

// WorkCells are the cells of a line.
func WorkCells(w progress.WaitingWork, moment string) []string {
	return []string{moment, w.Person, w.CourseTitle, w.CohortCode, w.Unit, strconv.Itoa(w.Attempt)}
}

func workHeading(page progress.WorkPage) string {
	return words.Count(page.All(), "piece of work waits", "pieces of work wait") + " for feedback"
}

func cohortOptions(page progress.WorkPage) []components.Option {
	list := []components.Option{{Value: "", Label: "All cohorts"}}
	for _, c := range page.Cohorts {
		list = append(list, components.Option{Value: c.Code, Label: c.CourseTitle + ", " + c.Name + " (" + strconv.Itoa(c.Waiting) + ")"})
	}
	return list
}

// FeedbackForm is a submission, with what a trainer typed and what is wrong with it.
type FeedbackForm struct {
	progress.SubmissionPage
	Typed    *progress.GiveFeedback
	Stale    bool
	Problems models.Invalid
}

func (f FeedbackForm) typed() progress.GiveFeedback {
	if f.Typed != nil {
		return *f.Typed
	}
	return progress.GiveFeedback{}
}

func (f FeedbackForm) summary() []components.Problem {
	list := components.AllProblems(f.Problems, "answer", "says")
	if f.Stale {
		list = append(list, components.Problem{Field: "changed", Text: "This was answered since you opened it. What you typed is kept below"})
	}
	return list
}

func (f FeedbackForm) formTitle() string {
	if f.Answered() {
		return "Correct the feedback"
	}
	return "Feedback"
}

func answers(page progress.SubmissionPage) []components.Option {
	counts := "It is optional, and does not count towards the course"
	if page.Course.CountsUnit(page.Unit) {
		counts = "It counts towards the course"
	}
	return []components.Option{
		{Value: progress.AnswerPassed, Label: "Passed", Hint: counts},
		{Value: progress.AnswerNotYet, Label: "Not yet", Hint: "They can hand in again. Say what is missing"},
	}
}

func leftWords(n int) string {
	if n == 0 {
		return "Nothing else waits for your feedback."
	}
	return words.Count(n, "other piece of work waits", "other pieces of work wait") + " for your feedback."
}
