package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// talk is what people say of each other's skills, beside their assessments.
type talk struct {
	remarks  []models.Remark
	requests []models.AssessmentRequest
	examples []models.WorkedExample
	asked    asked
}

// others has colleagues say where people stand, managers and people talk, and editors show what levels look like.
func (n *network) others() {
	n.longHistory()
	n.disagreement()
	n.requests()
	n.workedExamples()
	n.elsewhere()
	n.skills = nil
	n.settle()
}

func (n *network) keepTalk(ctx context.Context, tx *store.Tx) error {
	for _, rows := range append(n.talk.asked.rows(), &n.talk.remarks, &n.talk.requests, &n.talk.examples) {
		if err := tx.Add(ctx, rows); err != nil {
			return fmt.Errorf("keep %T: %w", rows, err)
		}
	}
	return nil
}

// says keeps an assessment of a person by somebody, that many days ago.
func (n *network) says(of, by, code string, kind models.AssessmentKind, level, days int, example string) *models.Assessment {
	n.assessments = append(n.assessments, models.Assessment{
		ID: store.NewID(), PersonID: n.byName[of].ID, CompetencyID: n.content.Competencies[code].ID, ByID: n.byName[by].ID,
		Kind: kind, Level: level, Example: example, AssessedAt: n.ago(days),
	})
	return &n.assessments[len(n.assessments)-1]
}

// agrees has a manager confirm an assessment three days later.
func (n *network) agrees(a models.Assessment, by string) {
	n.confirmations = append(n.confirmations, models.Confirmation{ID: store.NewID(), AssessmentID: a.ID, ByID: n.byName[by].ID, Agrees: true, CreatedAt: a.AssessedAt.Add(72 * time.Hour)})
}

// remark has somebody say something about an assessment, that many days ago.
func (n *network) remark(a models.ID, by, says string, days int, wantsEvidence bool) {
	n.talk.remarks = append(n.talk.remarks, models.Remark{ID: store.NewID(), AssessmentID: a, ByID: n.byName[by].ID, Says: says, WantsEvidence: wantsEvidence, MadeAt: n.ago(days)})
}

// longHistory is one skill of Amara over five years, as she, her manager, a trainer and a colleague saw it.
func (n *network) longHistory() {
	first := *n.says("Amara Osei", "Amara Osei", "TA1", models.BySelf, 1, 1790, "I rebuilt the weekly activity summary in one workbook.")
	n.agrees(first, "Helen Whitcombe")
	n.says("Amara Osei", "Mei-Ling Hart", "TA1", models.ByTrainer, 2, 1500, "She explained the spread to her group without notes.")
	second := *n.says("Amara Osei", "Amara Osei", "TA1", models.BySelf, 2, 1420, "")
	n.agrees(second, "Helen Whitcombe")
	right := n.says("Amara Osei", "Amara Osei", "TA1", models.BySelf, 2, 1060, "")
	right.StillRight = true
	n.says("Amara Osei", "Ravi Menon", "TA1", models.ByPeer, 3, 720, "Her waiting list chart changed what the board asked for.")
}

// disagreement is a conversation that ended in another look a year later, and a wish for evidence that still waits.
func (n *network) disagreement() {
	said := *n.says("Amara Osei", "Amara Osei", "CS5", models.BySelf, 4, 800, "I wrote the uncertainty section of the winter plan.")
	own := *n.says("Amara Osei", "Helen Whitcombe", "CS5", models.ByManager, 3, 796, "")
	n.confirmations = append(n.confirmations, models.Confirmation{
		ID: store.NewID(), AssessmentID: said.ID, ByID: own.ByID, OwnID: &own.ID, CreatedAt: own.AssessedAt,
		Comment: "The section was good. Expert means that others come to you for theirs, and I have not seen that yet.",
	})
	n.remark(said.ID, "Amara Osei", "Two teams have asked me since the spring, but they did it in the corridor. How would I show that?", 792, false)
	n.remark(said.ID, "Helen Whitcombe", "Log it when it happens, a line is enough. Let us look again in the next round.", 790, false)
	n.remark(said.ID, "Amara Osei", "Agreed. I will say Practitioner until then.", 789, false)
	newest := n.newestOf("Amara Osei", "TA1")
	n.remark(newest, "Helen Whitcombe", "Could you add the dashboard for the planning board? I would like to show it to the others.", 5, true)
}

// newestOf is the newest that somebody said of themselves.
func (n *network) newestOf(name, code string) models.ID {
	var newest models.Assessment
	for _, a := range n.assessments {
		if a.PersonID == n.byName[name].ID && a.CompetencyID == n.content.Competencies[code].ID && a.Kind == models.BySelf && a.AssessedAt.After(newest.AssessedAt) {
			newest = a
		}
	}
	return newest.ID
}

// requests are one that is answered, one that Amara waits for, and one that waits for her.
func (n *network) requests() {
	ask := func(asks, of, code, says string, days int) *models.AssessmentRequest {
		n.talk.requests = append(n.talk.requests, models.AssessmentRequest{
			ID: store.NewID(), PersonID: n.byName[asks].ID, OfID: &n.byName[of].ID, CompetencyID: n.content.Competencies[code].ID,
			Kind: models.ByPeer, Says: says, State: models.RequestAsked, AskedAt: n.ago(days),
		})
		return &n.talk.requests[len(n.talk.requests)-1]
	}
	ask("Amara Osei", "Ravi Menon", "TA5", "You saw my first forecast of bed days. Where would you put me?", 12)
	ask("Claire Dunne", "Amara Osei", "CS5", "We wrote the winter plan together.", 4)
	answered := ask("Amara Osei", "Piotr Zieliński", "QP3", "You reviewed my code for the referrals report.", 60)
	answer := *n.says("Amara Osei", "Piotr Zieliński", "QP3", models.ByPeer, 3, 57, "She found two faults in mine while I reviewed hers, and wrote down why.")
	answered.State, answered.AssessmentID, answered.AnsweredAt = models.RequestAnswered, &answer.ID, &answer.AssessedAt
}

// workedExamples are what an editor has gathered for two competencies.
func (n *network) workedExamples() {
	at := slices.IndexFunc(n.grants, func(g models.Grant) bool { return g.Role == models.Editor || g.Role == models.Administrator })
	for _, x := range []struct {
		code  string
		level int
		says  string
	}{
		{"TA1", 1, "Filled in the weekly table of referrals from the export, and saw that one site had sent nothing."},
		{"TA1", 2, "Chose a median rather than a mean for length of stay, and said why in the note below the chart."},
		{"TA1", 3, "Replaced a page of red and green with one chart of change over time, which the board now opens its meeting with."},
		{"TA1", 4, "Wrote the network's note on showing variation, and reviews the charts of three other teams."},
		{"CS5", 2, "Gave the forecast as a range and said what would move it."},
		{"CS5", 3, "Told a director that the data could not answer the question, and what could by when."},
		{"CS5", 4, "Teams from two other organisations send her their drafts before they go to a board."},
	} {
		n.talk.examples = append(n.talk.examples, models.WorkedExample{
			ID: store.NewID(), CompetencyID: n.content.Competencies[x.code].ID, Level: x.level, Says: x.says, ByID: n.grants[at].PersonID, AddedAt: n.ago(200),
		})
	}
}
