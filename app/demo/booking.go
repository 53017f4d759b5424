package demo

import (
	"time"

	"trellis/models"
	"trellis/models/store"
)

// book adds a cohort for each way in that is not first come, one without dates, a draft of a course, and a programme of sets.
func (n *network) book() {
	next := n.nextMonth()
	n.applications(n.byWay(run{course: "R2", starts: next.AddDays(34), places: 14}, models.Application))
	n.approval(n.byWay(run{course: "EVAL2", starts: next.AddDays(57), places: 12}, models.Approval))
	n.shares(run{course: "SQL1", starts: next.AddDays(63), places: 10})
	n.toBeScheduled()
	n.draft()
	n.sets()
}

// byWay is an empty cohort into which people come in a way of its own.
func (n *network) byWay(r run, way models.WayIn) filled {
	s := n.open(r)
	n.cohorts[len(n.cohorts)-1].WayIn = way
	s.cohort.WayIn = way
	return s
}

// ask puts somebody in line for a cohort: so many hours ago, and of whom an answer is awaited.
func (n *network) ask(s *filled, m *member, state models.EnrolmentState, awaits models.Awaits, hours int) *models.Enrolment {
	at := london(n.today.AddDays(-hours/24), 17-hours%24/3)
	e := models.Enrolment{
		ID: store.NewID(), CohortID: s.cohort.ID, PersonID: m.ID, OrganisationID: &m.post.OrganisationID, PostID: &m.post.ID,
		State: state, Awaits: awaits, AppliedAt: at, ChangedAt: at,
	}
	if s.cohort.SharesUntil != nil {
		system := n.content.Organisations[m.system].ID
		e.SystemID = &system
	}
	s.members = append(s.members, m)
	n.enrolments = append(n.enrolments, e)
	n.changes = append(n.changes, models.EnrolmentChange{ID: store.NewID(), EnrolmentID: e.ID, ToState: state, ByID: &m.ID, Reason: "asked for a place", ChangedAt: at})
	return &n.enrolments[len(n.enrolments)-1]
}

// applications are two people who applied, with what they answered.
func (n *network) applications(s filled) {
	question := models.Question{ID: store.NewID(), CohortID: s.cohort.ID, Number: 1, Asks: "What will you use it for in the next three months?", Required: true}
	n.questions = append(n.questions, question)
	for i, says := range []string{"To move our weekly activity report from spreadsheets into one script.", "To check our waiting list figures in the same way every month."} {
		e := n.ask(&s, n.candidate(&s, i == 0), models.Applied, models.AwaitsTrainer, 52-20*i)
		n.questionAnswers = append(n.questionAnswers, models.QuestionAnswer{QuestionID: question.ID, EnrolmentID: e.ID, Says: says})
	}
}

// approval is one of Helen's team who waits for her answer.
func (n *network) approval(s filled) {
	n.ask(&s, n.byName["Owen Hartley"], models.Applied, models.AwaitsManager, 26)
}

// shares is a cohort on which three places are kept for one system, while people of others wait.
func (n *network) shares(r run) {
	s := n.open(r)
	until := r.starts.AddDays(-21).Time().UTC()
	s.cohort.SharesUntil, n.cohorts[len(n.cohorts)-1].SharesUntil = &until, &until
	for _, system := range []string{"QHL", "QT1"} {
		n.kept = append(n.kept, models.Share{CohortID: s.cohort.ID, OrganisationID: n.content.Organisations[system].ID, Places: 3})
	}
	hours := 200
	for _, system := range []string{"QHL", "QHL", "QHL", "QUA", "QNC", "QJ2", "QWU", "QK1", "QPM"} {
		state := models.Placed
		if len(s.members) >= 7 {
			state = models.Waiting
		}
		hours -= 9
		n.ask(&s, n.from(&s, system), state, models.NobodyAwaited, hours)
	}
}

// from is somebody of a system without a story, who is not on the cohort.
func (n *network) from(s *filled, system string) *member {
	for {
		if m := n.candidate(s, system == "QHL"); m != nil && m.system == system {
			return m
		}
	}
}

// toBeScheduled is a cohort for which three people wait although it has no dates.
func (n *network) toBeScheduled() {
	s := n.open(run{course: "GIT1", starts: n.nextMonth().AddDays(120), places: 16})
	n.sessions = n.sessions[:len(n.sessions)-len(s.sessions)]
	c := &n.cohorts[len(n.cohorts)-1]
	first := models.Date(string(models.DateOf(c.Starts))[:8] + "01")
	c.Unscheduled, c.Name = true, "Spring cohort"
	c.Opens, c.Starts, c.Ends = london(n.today.AddDays(-14), 9), first.Time().UTC(), first.AddMonths(2).Time().UTC().Add(-time.Minute)
	c.Closes = c.Ends
	s.cohort = *c
	for i := range 3 {
		n.ask(&s, n.candidate(&s, i == 1), models.Waiting, models.NobodyAwaited, 90-24*i)
	}
}

// draft is a second version of a course that is being written.
func (n *network) draft() {
	now := n.content.Courses["SQL1"]
	course := now.Draft(store.NewID())
	at := n.ago(2)
	course.Summary = now.Summary + " The last exercise is a question that people bring."
	course.ChangedAt, course.Note = &at, "The second session ends with a query of people's own."
	parts := models.CourseParts{Units: n.content.Units[now.Code], Outcomes: n.content.Outcomes[now.Code], Prerequisites: n.content.Prerequisites[now.Code]}
	n.drafts = append(n.drafts, parts.Under(course.ID, store.NewID))
	n.drafts[0].Course = course
}

// sets is a programme that asks for all of its first set, and for some of the others.
func (n *network) sets() {
	p := models.Programme{ID: store.NewID(), Code: "P-CODE", Title: "From spreadsheets to code", Summary: "Begin with R, then choose: two of three courses on everyday work, and one that somebody else can build on."}
	n.programme.Programme = p
	for i, set := range []struct {
		title   string
		rule    models.SetRule
		least   int
		courses []string
	}{
		{"Begin", models.AllOfSet, 0, []string{"R1"}},
		{"Everyday work", models.AtLeastOfSet, 2, []string{"SQL1", "R2", "VAR1"}},
		{"Work together", models.AnyOfSet, 0, []string{"GIT1", "RAP1"}},
	} {
		n.programme.Sets = append(n.programme.Sets, models.ProgrammeSet{ProgrammeID: p.ID, Number: i + 1, Title: set.title, Rule: set.rule, AtLeast: set.least})
		for k, code := range set.courses {
			n.programme.Courses = append(n.programme.Courses, models.ProgrammeCourse{ProgrammeID: p.ID, CourseID: n.content.Courses[code].ID, SetNumber: i + 1, Position: k + 1})
		}
	}
}
