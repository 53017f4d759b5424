package demo

import (
	"time"

	"github.com/google/uuid"

	"trellis/models"
	"trellis/models/store"
)

// said are what people write about a session.
var said = []string{
	"Keep the exercise with our own data. It was the best part.", "Less theory in the first half hour, more time to try.", "The pace was right for me.",
	"A page with the steps to take away would help.", "Keep the pairs: I learned as much from my neighbour.", "Tell us before the session which packages to install.",
}

// usedOn are what people used a course on, 12 weeks later.
var usedOn = []string{"The weekly activity report", "Our waiting list figures", "A paper for the planning board", "A check of a colleague's report", "The monthly workforce summary"}

// feedback is what people said of the sessions of cohorts that are over, and what came of them 12 weeks later.
func (n *network) feedback() {
	sessions, ends := map[models.ID]models.Session{}, map[models.ID]models.Cohort{}
	for _, s := range n.sessions {
		sessions[s.ID] = s
	}
	for _, c := range n.cohorts {
		ends[c.ID] = c
	}
	replies := map[models.ID][]models.Evaluation{}
	for i, a := range n.attendances {
		session := sessions[a.SessionID]
		if i%10 >= 7 || a.Mark != models.Attended && a.Mark != models.Part || !ends[session.CohortID].FinishedAt(n.now) {
			continue
		}
		useful := []models.Usefulness{models.VeryUseful, models.QuiteUseful, models.VeryUseful, models.QuiteUseful, models.QuiteUseful, models.LittleUseful, models.VeryUseful, models.NotUseful}[i%8]
		ready := []models.Readiness{models.ReadyAlone, models.ReadyWithHelp, models.ReadyWithHelp, models.NotReady, models.ReadyAlone}[i%5]
		id, day := session.ID, models.DateOf(session.Ends)
		reply := models.Evaluation{ID: models.ID(uuid.NewString()), CohortID: session.CohortID, SessionID: &id, Useful: useful, Ready: ready, GivenOn: day}
		if i%4 == 0 {
			reply.Says = said[i/4%len(said)]
		}
		replies[id] = append(replies[id], reply)
		n.receipts = append(n.receipts, models.EvaluationReceipt{ID: models.ID(uuid.NewString()), EnrolmentID: a.EnrolmentID, SessionID: &id, GivenOn: day})
	}
	for _, s := range n.sessions {
		list := replies[s.ID]
		for i := range list {
			list[i].Released = len(list) >= 5
		}
		n.evaluations = append(n.evaluations, list...)
	}
	n.afterwards()
}

// afterwards are the answers of learners and managers to what came of a course.
func (n *network) afterwards() {
	managers := map[models.ID]*models.ID{}
	for _, p := range n.posts {
		if p.Ended == "" {
			managers[p.PersonID] = p.ManagerID
		}
	}
	for i, r := range n.records {
		asked := r.CompletedOn.AddDays(models.FollowUpWait).Time().UTC().Add(9 * time.Hour)
		if asked.AddDate(0, 0, 20).After(n.now) {
			continue
		}
		answered := asked.AddDate(0, 0, i%5)
		f := models.FollowUp{ID: store.NewID(), CompletionRecordID: r.ID, CourseID: r.CourseID, PersonID: r.PersonID, AskedAs: models.AskedAsLearner, AskedAt: asked, AnsweredAt: &answered}
		f.Used = []models.Transfer{models.UsedIt, models.UsedPartly, models.UsedIt, models.UsedNot, models.UsedPartly}[i%5]
		if f.Used != models.UsedIt {
			f.Stopped = models.Barriers()[i/2%5]
		}
		if f.Used != models.UsedNot {
			f.UsedOn = usedOn[i%len(usedOn)]
		}
		n.followUps = append(n.followUps, f)
		if manager := managers[r.PersonID]; manager != nil && i%2 == 0 {
			f.ID, f.PersonID, f.AskedAs, f.UsedOn, f.Stopped = store.NewID(), *manager, models.AskedAsManager, "", ""
			f.Used = []models.Transfer{models.UsedIt, models.UsedUnknown, models.UsedPartly}[i/2%3]
			n.followUps = append(n.followUps, f)
		}
	}
}
