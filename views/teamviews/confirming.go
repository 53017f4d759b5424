package teamviews

import (
	"strconv"
	"strings"

	"trellis/app/skills"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// levelID is the id of the first level of an assessment on the page; the error summary leads there.
func levelID(id models.ID) string { return "level-" + string(id) }

func commentID(id models.ID) string { return "comment-" + string(id) }

// levelField asks for the manager's level.
func levelField(p skills.ConfirmPage, i skills.ConfirmItem, problems models.Invalid) components.Field {
	return components.Field{
		Name: skills.LevelField(i.ID), ID: levelID(i.ID), Inline: true, Label: "Your view of " + i.Name,
		Value: p.Input.Levels[string(i.ID)], Problem: problems[skills.LevelField(i.ID)],
	}
}

func commentField(p skills.ConfirmPage, i skills.ConfirmItem, problems models.Invalid) components.Field {
	return components.Field{
		Name: skills.CommentField(i.ID), ID: commentID(i.ID), Label: "Your comment on " + i.Name + ", if you chose a different level", Rows: 2,
		Hint:  p.Person.FirstName() + " reads this. Do not include patient or confidential information.",
		Value: p.Input.Comments[string(i.ID)], Problem: problems[skills.CommentField(i.ID)],
	}
}

// views are what a manager can say: agree with the level given, or name another.
func views(i skills.ConfirmItem) []components.Option {
	var others []components.Option
	for _, l := range i.Scale {
		if l.Value != i.Level {
			others = append(others, components.Option{Value: strconv.Itoa(l.Value), Label: l.Label})
		}
	}
	return append([]components.Option{{Value: strconv.Itoa(i.Level), Label: "I agree: " + i.Scale.Label(i.Level)}}, others...)
}

// means are the levels of a skill in words, lowest first.
func means(i skills.ConfirmItem) []components.Fact {
	facts := make([]components.Fact, len(i.Scale))
	for n, l := range i.Scale {
		facts[n] = components.Fact{Term: l.Label, Text: i.Descriptors[l.Value]}
		if facts[n].Text == "" {
			facts[n].Text = l.Description
		}
	}
	return facts
}

// said is what the person answered: "Working. Used in the last 3 months: most weeks. Target: Practitioner".
func said(i skills.ConfirmItem) string {
	text := i.Scale.Label(i.Level)
	if i.Use.Known() {
		text += ". Used in the last 3 months: " + strings.ToLower(words.Use(i.Use))
	}
	if i.Required > 0 {
		text += ". Target: " + i.RequiredLabel()
	}
	return text
}

// confirmProblems are the problems in the order of the page.
func confirmProblems(p skills.ConfirmPage, problems models.Invalid) []components.Problem {
	var list []components.Problem
	if text := problems["level"]; text != "" && len(p.Items) > 0 {
		list = append(list, components.Problem{Field: levelID(p.Items[0].ID), Text: text})
	}
	for _, i := range p.Items {
		if text := problems[skills.LevelField(i.ID)]; text != "" {
			list = append(list, components.Problem{Field: levelID(i.ID), Text: text})
		}
		if text := problems[skills.CommentField(i.ID)]; text != "" {
			list = append(list, components.Problem{Field: commentID(i.ID), Text: text})
		}
	}
	return list
}

func agreeAll(p skills.ConfirmPage) string {
	if len(p.Items) == 1 {
		return "Confirm it as " + p.Person.FirstName() + " answered"
	}
	return "Confirm all " + strconv.Itoa(len(p.Items)) + " as " + p.Person.FirstName() + " answered"
}

func waitingFor(queue []skills.ToConfirm) int {
	n := 0
	for _, c := range queue {
		n += c.Waiting
	}
	return n
}

func confirmTitle(p skills.ConfirmPage) string { return ConfirmTitle(p.Person.Name) }

// ConfirmTitle is the heading over what one person has sent.
func ConfirmTitle(name string) string { return "Confirm the skills of " + name }

// every is what the button that agrees confirms.
func every(p skills.ConfirmPage) string {
	if len(p.Items) == 1 {
		return "it"
	}
	return "every one"
}
