package frameworkviews

import (
	"strconv"

	"trellis/app/frameworks"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// CommentForm is what was typed as a comment, and what is wrong with it.
type CommentForm struct {
	In       frameworks.AddComment
	Problems models.Invalid
	Back     string // where it leads: the page of the competency, or all comments
}

func (c CommentForm) field(answers models.ID) components.Field {
	f := components.Field{Name: "says", ID: "says" + string(answers), Label: "Say something", MaxLength: 4000, Rows: 3}
	if answers.Known() {
		f.Label = "Your answer"
	}
	if c.In.Answers == answers && len(c.Problems) > 0 {
		f.Value, f.Problem = c.In.Says, c.Problems["says"]
	}
	return f
}

func (c CommentForm) summary() []components.Problem {
	if c.Problems["says"] == "" {
		return nil
	}
	return []components.Problem{{Field: "says" + string(c.In.Answers), Text: c.Problems["says"]}}
}

// reviewComment is the field of what somebody says who was asked to review the draft.
func reviewComment(c CommentForm) components.Field {
	return components.Field{Name: "says", ID: "comment-says", Label: "Your comment", MaxLength: 4000, Rows: 3, Value: c.In.Says, Problem: c.Problems["says"]}
}

func reviewProblems(c CommentForm) []components.Problem {
	if c.Problems["says"] == "" {
		return nil
	}
	return []components.Problem{{Field: "comment-says", Text: c.Problems["says"]}}
}

// aboutOptions are what a reviewer can say something of.
func aboutOptions(page frameworks.ReviewPage) []components.Option {
	options := []components.Option{{Label: "The whole draft"}}
	for _, area := range page.Areas {
		for _, k := range area.Competencies {
			options = append(options, components.Option{Value: string(k.ID), Label: k.Name, Group: area.Name})
		}
	}
	return options
}

func commentLabel(answers models.ID) string {
	if answers.Known() {
		return "Answer"
	}
	return "Add the comment"
}

func commentsLede(page frameworks.CommentsPage) string {
	if !page.Version.IsDraft() {
		return "What was said while it was written. It is published, and nothing is added."
	}
	return words.Count(page.Unsettled, "comment is", "comments are") + " not settled. The other editors are told of what you say."
}

func commentedName(k frameworks.CommentedCompetency) string {
	if k.Name == "" {
		return k.Code + ", which is no longer in the draft"
	}
	return k.Name
}

func commentedLink(code string, v models.FrameworkVersion, k frameworks.CommentedCompetency) components.Link {
	if !k.ID.Known() || !v.IsDraft() {
		return components.Link{}
	}
	return components.Link{Label: "Write", Hidden: " " + k.Name, Href: paths.FrameworkCompetency(code, v.Version, k.ID)}
}

func levelValue(i int) string { return "levels[" + strconv.Itoa(i) + "].value" }

func holdsField(in frameworks.WriteCompetency, f Form) components.Field {
	field := f.text("holds_months", "Months until it is looked at again", in.HoldsMonths, "0: as the settings say")
	field.InputMode, field.Width = "numeric", 4
	return field
}
