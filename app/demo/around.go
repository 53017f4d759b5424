package demo

import (
	"slices"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// around puts before and after the sessions of a cohort what a trainer would: something to prepare, materials, a recording, and
// somebody whose IT is in the way.
func (n *network) around(s *filled) {
	added, by := n.ago(6), n.byName["Rhys Pritchard"].ID
	agenda := []byte("step,who,minutes\nThe question,decision maker,20\nWhat the data say,analyst,30\nWhat to do,both,40\n")
	file := models.File{ID: store.NewID(), Name: "Working agreement.csv", Type: "text/csv", Size: len(agenda), Data: agenda, ByID: by, AddedAt: added}
	n.files = append(n.files, file)
	n.materials = append(n.materials,
		models.Material{ID: store.NewID(), SessionID: s.sessions[0].ID, Number: 1, Title: "Working agreement, to fill in together", FileID: &file.ID, AddedAt: added},
		models.Material{ID: store.NewID(), SessionID: s.sessions[0].ID, Number: 2, Title: "A worked example", URL: "https://examples.example.org/pair", AddedAt: added},
	)
	n.say(s.sessions[0].ID, "", "https://recordings.example.org/pair-1", "Agree with the other of your pair which decision you bring to the next session.")
	if len(s.sessions) > 1 {
		n.say(s.sessions[1].ID, "Bring the decision that you agreed on, in one sentence.\nIf the link fails, ring 01632 960 122.", "", "")
	}
	for i, title := range []string{"Choose a decision that you make or advise on", "Install the polling app"} {
		n.preparations = append(n.preparations, models.Preparation{ID: store.NewID(), CohortID: s.cohort.ID, Number: i + 1, Title: title, Minutes: 15})
	}
	first, second := n.preparations[len(n.preparations)-2].ID, n.preparations[len(n.preparations)-1].ID
	for i, e := range s.enrolments[:6] {
		n.prepared = append(n.prepared, models.PreparationAnswer{PreparationID: first, EnrolmentID: e.ID, State: models.PreparationDone, AnsweredAt: added.Add(time.Duration(i) * time.Minute)})
	}
	n.prepared = append(n.prepared, models.PreparationAnswer{PreparationID: second, EnrolmentID: s.enrolments[4].ID, State: models.PreparationBlocked, Says: "Our laptops do not let us install anything", AnsweredAt: added})
}

// say writes the texts of a session.
func (n *network) say(session models.ID, joining, recording, followUp string) {
	at := slices.IndexFunc(n.sessions, func(s models.Session) bool { return s.ID == session })
	n.sessions[at].JoiningText, n.sessions[at].RecordingURL, n.sessions[at].FollowUp = joining, recording, followUp
}
