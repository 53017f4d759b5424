package demo

import (
	"slices"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// tell adds what makes single people's pages worth opening: examples, answers begun, and a learning log.
func (n *network) tell() {
	n.examples()
	n.begunAnswers(n.byName["Amara Osei"])
	n.logbook()
}

// examples are the words beside the three assessments that Helen has to answer. The first says less than its level.
func (n *network) examples() {
	for text, about := range map[string]struct{ name, code string }{
		"I added the standard sentence about small numbers to the monthly report.":                                               {"Owen Hartley", "CS5"},
		"I asked the planning board what would change if the winter figures were wrong, and they moved the decision by a month.": {"Owen Hartley", "DS5"},
		"I set up the checklist that two colleagues and I now go through before a report leaves the team.":                       {"Lucy Tran", "QP3"},
	} {
		competency := n.content.Competencies[about.code].ID
		for i, a := range slices.Backward(n.assessments) {
			if a.PersonID == n.byName[about.name].ID && a.CompetencyID == competency && a.Kind == models.BySelf {
				n.assessments[i].Example = text
				break
			}
		}
	}
}

// begunAnswers leaves somebody in the middle of the open round.
func (n *network) begunAnswers(m *member) {
	round := n.rounds[1]
	n.replies = append(n.replies, models.Reply{PersonID: m.ID, RoundID: round.ID, BegunAt: n.ago(3)})
	done := 0
	for _, r := range n.content.Requirements[m.profile.Code] {
		if !r.Core || done == 9 {
			continue
		}
		done++
		before, _ := n.levels(m, r)
		n.answers = append(n.answers, models.Answer{PersonID: m.ID, RoundID: round.ID, CompetencyID: r.CompetencyID, Level: before, Use: n.use(r), SavedAt: n.ago(3)})
	}
}

var learned = []struct {
	title   string
	minutes int
	kind    models.LearningKind
	code    string
}{
	{"Journal club: measuring change in waiting lists", 60, models.Reading, "TA3"},
	{"Practised joining activity and workforce data", 90, models.SelfStudy, "DE4"},
	{"Read a guide on writing for boards", 45, models.Reading, "CS1"},
	{"Regional conference on population health", 360, models.Conference, "TA7"},
	{"Tried a control chart on our own referrals", 120, models.Project, "TA3"},
	{"Shadowed a planning meeting", 90, models.OtherLearning, "DS1"},
	{"Worked through an online book on R", 150, models.SelfStudy, "QP2"},
	{"Reviewed a colleague's code with a checklist", 60, models.Project, "QP3"},
}

// logbook gives most people something in their learning log.
func (n *network) logbook() {
	for _, m := range n.members {
		if m.WelcomedAt == nil || m.Name != "Amara Osei" && !n.chance(55) {
			continue
		}
		count := 1 + n.random.IntN(4)
		if m.Name == "Amara Osei" {
			count = 6
		}
		first := n.random.IntN(len(learned))
		for i := range count {
			what := learned[(first+i)%len(learned)]
			day := n.today.AddDays(-3 - 24*i - n.random.IntN(20))
			at := day.Time().Add(17 * time.Hour).UTC()
			entry := models.LogEntry{ID: store.NewID(), PersonID: m.ID, Title: what.title, Minutes: what.minutes, LearnedOn: day, Kind: what.kind, Version: 1, CreatedAt: at, ChangedAt: at}
			if n.chance(50) {
				entry.Reflection = "I will try this on the next request that asks for it."
			}
			n.logs = append(n.logs, entry)
			n.logCompetencies = append(n.logCompetencies, models.LogEntryCompetency{LogEntryID: entry.ID, CompetencyID: n.content.Competencies[what.code].ID})
		}
	}
}
