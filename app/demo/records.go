package demo

import (
	"time"

	"trellis/models"
	"trellis/models/store"
)

// The record numbers that the guide names: one of each answer of the check page.
const (
	GenuineRecord    = "GK-7M4T-X2RB"
	SupersededRecord = "SP-3WQD-8HNE"
	WithdrawnRecord  = "WD-5CJA-9FYK"
	ExpiredRecord    = "EX-2TVM-6GPZ"
	UnknownRecord    = "ZZ-9999-ZZZZ"
)

// issue gives a completion record to everyone who qualifies.
func (n *network) issue(s filled) {
	marks := map[models.ID]map[models.ID]models.Attendance{}
	for _, a := range n.attendances {
		if marks[a.EnrolmentID] == nil {
			marks[a.EnrolmentID] = map[models.ID]models.Attendance{}
		}
		marks[a.EnrolmentID][a.SessionID] = a
	}
	units := n.content.Units[s.course.Code]
	for k, e := range s.enrolments {
		m := s.members[k]
		passes := map[models.ID]bool{}
		for _, u := range units {
			passes[u.ID] = true
		}
		standing := s.course.Stand(s.sessions, marks[e.ID], units, passes)
		if !standing.Qualifies() && !n.inCast(m) {
			n.move(e.ID, models.NotCompleted, s.cohort.Ends)
			continue
		}
		for _, u := range units {
			if u.Kind != models.SessionUnit {
				n.passes = append(n.passes, models.Pass{EnrolmentID: e.ID, UnitID: u.ID, ByID: n.byName["Rhys Pritchard"].ID, PassedAt: s.cohort.Ends})
			}
		}
		n.move(e.ID, models.Completed, s.cohort.Ends.Add(48*time.Hour))
		n.record(s, e, m, standing)
	}
}

// move changes the state of an enrolment that is kept already.
func (n *network) move(id models.ID, to models.EnrolmentState, at time.Time) {
	for i := range n.enrolments {
		if n.enrolments[i].ID == id {
			n.changes = append(n.changes, models.EnrolmentChange{ID: store.NewID(), EnrolmentID: id, FromState: n.enrolments[i].State, ToState: to, ByID: &n.byName["Rhys Pritchard"].ID, Reason: "completion rule", ChangedAt: at})
			n.enrolments[i].State, n.enrolments[i].ChangedAt = to, at
		}
	}
}

func (n *network) record(s filled, e models.Enrolment, m *member, standing models.Standing) {
	trainer := n.byName["Rhys Pritchard"]
	r := s.course.Snapshot(e, s.cohort, standing, n.content.Units[s.course.Code])
	r.ID, r.Code, r.Shared = store.NewID(), n.code(), n.chance(50)
	r.PersonName, r.OrganisationName, r.ProviderName = m.Name, n.content.organisation[m.post.OrganisationID], n.content.Network.Name
	r.IssuedAt, r.IssuedByID, r.IssuedBy = s.cohort.Ends.Add(48*time.Hour), trainer.ID, trainer.Name
	switch m.Name {
	case "Amara Osei":
		r.Code, r.Shared = GenuineRecord, true
	case "Claire Dunne":
		r.Code, r.ValidUntil = ExpiredRecord, r.CompletedOn.AddMonths(12)
	case "Idris Bowen":
		at := r.IssuedAt.Add(14 * 24 * time.Hour)
		r.Code, r.RevokedAt, r.RevokedByID, r.RevokedReason = WithdrawnRecord, &at, &trainer.ID, "Attendance was kept for the wrong person"
	case "Ravi Menon":
		n.supersede(&r, s)
	}
	n.add(r, s)
}

// supersede keeps an earlier record with another name, which the record replaces.
func (n *network) supersede(r *models.CompletionRecord, s filled) {
	earlier := *r
	at := r.IssuedAt.Add(21 * 24 * time.Hour)
	earlier.ID, earlier.Code, earlier.PersonName = store.NewID(), SupersededRecord, "Ravindra Menon"
	earlier.SupersededAt = &at
	r.IssuedAt = at
	earlier.SuccessorID = &r.ID
	n.replaced = append(n.replaced, earlier)
	n.outcome(earlier.ID, s)
}

func (n *network) add(r models.CompletionRecord, s filled) {
	n.records = append(n.records, r)
	n.outcome(r.ID, s)
	for _, o := range n.content.Outcomes[s.course.Code] {
		n.assessments = append(n.assessments, models.Assessment{
			ID: store.NewID(), PersonID: r.PersonID, CompetencyID: o.CompetencyID, ByID: r.IssuedByID, Kind: models.ByCourse, Level: o.Level, AssessedAt: r.IssuedAt,
		})
	}
}

func (n *network) outcome(record models.ID, s filled) {
	for i, o := range n.content.Outcomes[s.course.Code] {
		c := n.content.competency[o.CompetencyID]
		n.outcomes = append(n.outcomes, models.RecordOutcome{
			CompletionRecordID: record, Position: i + 1, CompetencyCode: c.Code, CompetencyName: c.Name, Level: o.Level, LevelLabel: n.content.label[o.Level],
		})
	}
}

// code is a record number from the same run of chance every time.
func (n *network) code() string {
	for {
		var bytes [10]byte
		for i := range bytes {
			bytes[i] = byte(n.random.UintN(256))
		}
		if code, ok := models.RecordCode(bytes); ok {
			return code
		}
	}
}
