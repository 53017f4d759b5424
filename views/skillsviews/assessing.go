package skillsviews

import (
	"strconv"
	"strings"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// areaTasks are the areas of a round as tasks; the words before their names keep two lists apart.
func areaTasks(areas []skills.TaskArea, round, before string) []components.Task {
	tasks := make([]components.Task, len(areas))
	for i, a := range areas {
		tasks[i] = components.Task{Title: before + a.Name, Href: paths.AssessmentStep(round, a.N), Hint: strconv.Itoa(a.Done) + " of " + words.Count(a.Total, "skill", "skills"), Done: a.Done == a.Total}
		switch {
		case a.Done == 0:
			tasks[i].Status = "Not started"
		case a.Done < a.Total:
			tasks[i].Status = "Started"
		}
	}
	return tasks
}

func startAction(p skills.AssessmentPage) (label, href string) {
	switch {
	case !p.Begun():
		return "Start", paths.AssessmentStep(p.Round.Slug, 1)
	case p.Unanswered > 0:
		return "Carry on", paths.AssessmentStep(p.Round.Slug, p.Unanswered)
	}
	return "Check your answers", paths.AssessmentCheck(p.Round.Slug)
}

func startLabel(p skills.AssessmentPage) string { label, _ := startAction(p); return label }
func startHref(p skills.AssessmentPage) string  { _, href := startAction(p); return href }

func asksFor(p skills.AssessmentPage) string {
	return words.Count(p.Total, "skill", "skills") + ", about " + words.Count(max(p.Total, 1), "minute", "minutes") +
		". Every answer is saved, so you can stop and come back. Open until " + words.Date(p.Round.Closes) + "."
}

// stepSentence is where one is: "Autumn self-assessment: skill 11 of 14".
func stepSentence(p skills.StepPage) string {
	return RoundTitle(p.Round.Name) + ": skill " + strconv.Itoa(p.Item.N) + " of " + strconv.Itoa(p.Of)
}

func stepLeft(p skills.StepPage) string {
	if !p.Item.Now {
		return "Beyond what is asked now"
	}
	if p.Complete() {
		return "All " + strconv.Itoa(p.Total) + " done"
	}
	return strconv.Itoa(p.Done) + " done, about " + words.Count(p.Minutes(), "minute", "minutes") + " left"
}

func stepDone(p skills.StepPage) (part, total int) {
	if p.Item.Now {
		return p.Done, p.Total
	}
	return p.Item.N - 1, p.Of
}

func stepPart(p skills.StepPage) int  { part, _ := stepDone(p); return part }
func stepTotal(p skills.StepPage) int { _, total := stepDone(p); return total }

// StepBack is the step before: the skill before, or the start.
func StepBack(p skills.StepPage) string {
	if p.Previous > 0 {
		return paths.AssessmentStep(p.Round.Slug, p.Previous)
	}
	return paths.Assessment(p.Round.Slug)
}

// levelOptions are the levels to choose from, lowest first; what is below all of them stands last.
func levelOptions(levels skills.Scale, texts map[int]string) []components.Option {
	var options []components.Option
	for _, l := range levels {
		text := texts[l.Value]
		if text == "" {
			text = l.Description
		}
		options = append(options, components.Option{Value: strconv.Itoa(l.Value), Label: l.Label, Hint: text})
	}
	if len(options) < 2 {
		return options
	}
	return append(options[1:len(options):len(options)], options[0])
}

func useOptions() []components.Option {
	options := make([]components.Option, len(models.Uses()))
	for i, u := range models.Uses() {
		options[i] = components.Option{Value: string(u), Label: words.Use(u)}
	}
	return options
}

// stepProblems are the refused answers in the order of the page.
func stepProblems(invalid models.Invalid) []components.Problem {
	return components.Problems(invalid, "level", "use", "chance", "barrier", "example", "round")
}

// answeredUse says how often the skill was used, and whether the answer has been sent already.
func answeredUse(i skills.Item) string {
	text := "Used in the last 3 months: " + strings.ToLower(words.Use(i.UseAnswered()))
	if i.Answer == nil {
		text += ". Sent already"
	}
	return text
}

func checkRows(items []skills.Item, round string, open bool) []components.SummaryRow {
	rows := make([]components.SummaryRow, len(items))
	for n, i := range items {
		rows[n] = components.SummaryRow{Key: i.Name, Content: checkAnswer(i)}
		if open {
			rows[n].ChangeHref, rows[n].ChangeLabel = paths.AssessmentStep(round, i.N), " your answer on "+i.Name
		}
	}
	return rows
}

func missing(items []skills.Item, round string) []components.Todo {
	todos := make([]components.Todo, len(items))
	for n, i := range items {
		todos[n] = components.Todo{Link: components.Link{Label: i.Name, Href: paths.AssessmentStep(round, i.N)}, Detail: i.Domain.Name}
	}
	return todos
}

func checkProblems(invalid models.Invalid) []components.Problem {
	var list []components.Problem
	if text := invalid["missing"]; text != "" {
		list = append(list, components.Problem{Field: "missing", Text: text})
	}
	if text := invalid["round"]; text != "" {
		list = append(list, components.Problem{Text: text})
	}
	return list
}

// managerNext says what the managers do next.
func managerNext(p skills.SentPage) string {
	switch len(p.Managers) {
	case 0:
		return "We do not know who your manager is, so nobody can confirm your answers yet. Ask your administrator to add them."
	case 1:
		return "Your manager, " + p.Managers[0] + ", is asked to agree. Their answer shows on My skills."
	}
	return "Your managers, " + words.List(p.Managers) + ", are asked to agree. Their answer shows on My skills."
}
