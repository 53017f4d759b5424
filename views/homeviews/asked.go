package homeviews

import (
	"trellis/app/progress"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// asked are the questions about sessions and courses: three at the most of each kind, the newest sessions first.
func asked(a progress.Asked) []components.Todo {
	var list []components.Todo
	for _, e := range a.Evaluate[:min(len(a.Evaluate), 3)] {
		todo := components.Todo{Detail: e.CourseTitle + ", " + words.Day(e.Ended) + ". 3 questions, without your name"}
		if e.SessionID != nil {
			todo.Link = components.Link{Label: "Say what it was like: " + e.Title, Href: paths.EvaluateSession(*e.SessionID)}
		} else {
			todo.Link = components.Link{Label: "Say what the course was like: " + e.CourseTitle, Href: paths.EvaluateUnit(e.EnrolmentID, *e.UnitID)}
		}
		list = append(list, todo)
	}
	for _, f := range a.FollowUps[:min(len(a.FollowUps), 3)] {
		todo := components.Todo{Link: components.Link{Label: "Say whether you used it: " + f.CourseTitle, Href: paths.FollowUp(f.ID)}, Detail: "12 weeks after you completed it"}
		if f.AskedAs == models.AskedAsManager {
			todo.Link.Label, todo.Detail = "Say whether "+f.Learner+" used it: "+f.CourseTitle, "12 weeks after it was completed"
		}
		list = append(list, todo)
	}
	return list
}
