package demo

import (
	"slices"
	"strconv"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// run is one cohort to be made: when it starts, and who is on it.
type run struct {
	course   string
	starts   models.Date
	places   int
	placed   int      // how many hold a place, named ones included
	waiting  int      // how many wait
	named    []string // of the cast, on it
	attended int      // percent of people who come to a session
	issued   bool     // completion records are issued
}

// filled is a made cohort with its people.
type filled struct {
	run
	cohort     models.Cohort
	course     models.Course
	sessions   []models.Session
	enrolments []models.Enrolment
	members    []*member
}

// teach makes the cohorts of the last year and a half, those that run now, and those to come.
func (n *network) teach() {
	next := n.nextMonth()
	for _, r := range []run{
		{course: "SAFE1", starts: n.workday(-430), places: 30, placed: 14, named: []string{"Claire Dunne", "Tom Ellery"}, attended: 97, issued: true},
		{course: "R1", starts: n.workday(-320), places: 24, placed: 18, named: []string{"Ravi Menon", "Idris Bowen"}, attended: 95, issued: true},
		{course: "EVAL1", starts: n.workday(-250), places: 25, placed: 16, named: []string{"Tom Ellery"}, attended: 92, issued: true},
		{course: "VAR1", starts: n.workday(-190), places: 40, placed: 26, named: []string{"Ngozi Eze-Clarke", "Owen Hartley"}, attended: 90, issued: true},
		{course: "STORY1", starts: n.workday(-120), places: 18, placed: 15, named: []string{"Amara Osei", "Lucy Tran"}, attended: 94, issued: true},
		{course: "FCST1", starts: n.workday(-90), places: 24, placed: 17, named: []string{"Piotr Zieliński", "Freya Lindholm"}, attended: 91, issued: true},
		{course: "SQL1", starts: n.workday(-19), places: 16, placed: 12, attended: 100},
		{course: "PAIR1", starts: n.workday(1).AddDays(-7), places: 24, placed: 14, named: []string{"Amara Osei", "Joanna Feld", "Kofi Asante"}, attended: 93},
		{course: "GIT1", starts: n.lastWorkday(), places: 20, placed: 14, named: []string{"Declan Foy"}},
		{course: "LEAD1", starts: n.workday(-40), places: 20, placed: 16, named: []string{"Freya Lindholm", "Marta Silva"}, attended: 88},
		{course: "R1", starts: n.workday(21), places: 24, placed: 23, waiting: 4},
		{course: "VAR1", starts: n.workday(26), places: 40, placed: 18},
		{course: "FCST1", starts: next, places: 24, placed: 21},
		{course: "SQL1", starts: next.AddDays(7), places: 30, placed: 17, named: []string{"Ngozi Eze-Clarke"}},
		{course: "EVAL1", starts: next.AddDays(15), places: 25, placed: 12, named: []string{"Shabnam Qureshi"}},
		{course: "STORY1", starts: next.AddDays(22), places: 18, placed: 11},
		{course: "INEQ1", starts: next.AddDays(28), places: 30, placed: 9},
		{course: "QUAL1", starts: next.AddDays(36), places: 16, placed: 6},
		{course: "DEC1", starts: next.AddDays(43), places: 18, placed: 7},
		{course: "RAP1", starts: next.AddDays(50), places: 16, placed: 5},
	} {
		s := n.open(r)
		n.fill(&s)
		n.mark(s)
		n.story(&s)
		n.enrolments = append(n.enrolments, s.enrolments...)
		if r.issued {
			n.issue(s)
		}
	}
}

// nextMonth is the first Wednesday of next month that is at least a fortnight away.
func (n *network) nextMonth() models.Date {
	day := models.Date(string(n.today)[:8] + "01").AddMonths(1)
	for day < n.today.AddDays(14) || day.Time().Weekday() != time.Wednesday {
		day = day.AddDays(1)
	}
	return day
}

// lastWorkday is the last weekday before today.
func (n *network) lastWorkday() models.Date {
	day := n.today.AddDays(-1)
	for day.Time().Weekday() == time.Saturday || day.Time().Weekday() == time.Sunday {
		day = day.AddDays(-1)
	}
	return day
}

// open makes the cohort with a session a week, at ten in the morning.
func (n *network) open(r run) filled {
	course := n.content.Courses[r.course]
	month := r.starts.Time()
	code := r.course + "-" + month.Format("2006-01")
	place, link := "Online", "https://meet.example.org/"+models.Slug(store.Fold(code))
	if course.Delivery == "in person" {
		place, link = "Kings House, room 2", ""
	}
	c := models.Cohort{
		WayIn: models.FirstCome,
		ID:    store.NewID(), Code: code, CourseID: course.ID, Name: month.Format("January 2006") + " cohort", State: models.CohortOpen,
		Capacity: r.places, Minimum: min(6, r.places), OfferHours: 48, Place: place, JoinURL: link,
		Opens: london(r.starts.AddDays(-90), 9), Closes: london(r.starts.AddDays(-2), 17), CreatedAt: london(r.starts.AddDays(-100), 11),
	}
	s := filled{run: r, course: course}
	for _, unit := range n.content.Units[course.Code] {
		if unit.Kind != models.SessionUnit {
			continue
		}
		number := len(s.sessions)
		begins := london(r.starts.AddDays(7*number), 10)
		s.sessions = append(s.sessions, models.Session{
			ID: store.NewID(), CohortID: c.ID, UnitID: &unit.ID, Number: number + 1, Title: unit.Title,
			Starts: begins, Ends: begins.Add(time.Duration(unit.Minutes) * time.Minute), Place: place, JoinURL: link,
		})
	}
	c.Starts, c.Ends = s.sessions[0].Starts, s.sessions[len(s.sessions)-1].Ends
	s.cohort = c
	n.cohorts, n.sessions = append(n.cohorts, c), append(n.sessions, s.sessions...)
	return s
}

// fill gives the places, two fifths of them to one system, and then the turns in the waiting list.
func (n *network) fill(s *filled) {
	for _, name := range s.named {
		n.enrol(s, n.byName[name], models.Placed)
	}
	for len(s.members) < s.placed {
		local := n.local*5 <= n.held*2
		if m := n.candidate(s, local); m != nil {
			n.enrol(s, m, models.Placed)
		}
	}
	for range s.waiting {
		n.enrol(s, n.candidate(s, false), models.Waiting)
	}
}

// candidate is somebody without a story whom the course is for, from the large system or from another.
func (n *network) candidate(s *filled, local bool) *member {
	forLeaders := slices.Contains([]string{"PAIR1", "DEC1", "LEAD1"}, s.run.course)
	for range 1000 {
		m := among(n, n.members)
		if n.inCast(m) || (m.system == "QHL") != local || slices.Contains(s.members, m) {
			continue
		}
		if m.profile.DecisionMaker && !forLeaders {
			continue
		}
		return m
	}
	return nil
}

func (n *network) inCast(m *member) bool {
	return m.post.Team == "Performance and planning" || m.post.Team == "Decision Support Unit" || m.post.Team == "Learning faculty" ||
		m.post.Team == "Network team" || m.post.Team == "Executive office"
}

func (n *network) enrol(s *filled, m *member, state models.EnrolmentState) {
	applied := s.cohort.Opens.Add(time.Duration(len(s.members)*7+1) * time.Hour)
	if applied.After(n.now) {
		applied = n.now.Add(-time.Duration(48-len(s.members)) * time.Hour)
	}
	e := models.Enrolment{
		ID: store.NewID(), CohortID: s.cohort.ID, PersonID: m.ID, OrganisationID: &m.post.OrganisationID,
		State: state, AppliedAt: applied, ChangedAt: applied,
	}
	if s.cohort.Ends.After(n.now) && state == models.Placed {
		n.held++
		if m.system == "QHL" {
			n.local++
		}
	}
	s.members, s.enrolments = append(s.members, m), append(s.enrolments, e)
	n.changes = append(n.changes, models.EnrolmentChange{ID: store.NewID(), EnrolmentID: e.ID, ToState: state, ByID: &m.ID, Reason: "asked for a place", ChangedAt: applied})
}

// mark keeps the registers of the sessions that are over.
func (n *network) mark(s filled) {
	for i, session := range s.sessions {
		if s.attended == 0 || session.Ends.After(n.now) {
			continue
		}
		for k, e := range s.enrolments {
			mark := models.Attended
			switch {
			case s.course.Code == "SQL1" && k >= 9 && i > 0: // three who do not qualify
				mark = models.Missed
			case !n.chance(s.attended):
				mark = among(n, []models.Mark{models.Missed, models.Apologies, models.Part})
			}
			n.attend(session, e, mark)
		}
		n.savedRegister(session)
	}
}

func (n *network) attend(session models.Session, e models.Enrolment, mark models.Mark) {
	n.attendances = append(n.attendances, models.Attendance{
		SessionID: session.ID, EnrolmentID: e.ID, Mark: mark, Source: models.ByTrainerHand, MarkedByID: n.byName["Rhys Pritchard"].ID, MarkedAt: session.Ends,
	})
}

func (n *network) savedRegister(session models.Session) {
	for i := range n.sessions {
		if n.sessions[i].ID == session.ID {
			n.sessions[i].RegisterVersion = 1
		}
	}
}

// story adds what is special about a cohort.
func (n *network) story(s *filled) {
	switch {
	case s.course.Code == "R1" && s.waiting > 0:
		n.offerTomorrow(s)
	case s.course.Code == "GIT1": // the register of the last session is half done
		for k, e := range s.enrolments[:8] {
			mark := models.Attended
			if k == 5 {
				mark = models.Apologies
			}
			n.attend(s.sessions[0], e, mark)
		}
		n.savedRegister(s.sessions[0])
	case s.course.Code == "PAIR1":
		n.pairs = append(n.pairs, models.Pair{ID: store.NewID(), State: models.PairAccepted, CohortID: s.cohort.ID, AnalystID: n.byName["Amara Osei"].ID, DecisionMakerID: n.byName["Joanna Feld"].ID})
		n.around(s)
	case s.course.Code == "FCST1" && !s.issued:
		for range 5 {
			n.interests = append(n.interests, models.Interest{CourseID: n.content.Courses["SIM1"].ID, PersonID: n.candidate(s, false).ID, CreatedOn: n.today.AddDays(-20)})
			n.interests = uniqueInterests(n.interests)
		}
	}
}

func uniqueInterests(list []models.Interest) []models.Interest {
	last := list[len(list)-1]
	if slices.ContainsFunc(list[:len(list)-1], func(i models.Interest) bool { return i == last }) {
		return list[:len(list)-1]
	}
	return list
}

// offerTomorrow fills the cohort's last place with an offer that runs out tomorrow: somebody withdrew yesterday, and the
// first in line has not answered yet.
func (n *network) offerTomorrow(s *filled) {
	m := n.candidate(s, false)
	n.enrol(s, m, models.Offered)
	e := &s.enrolments[len(s.enrolments)-1]
	expires := london(n.today.AddDays(1), 18)
	made := expires.Add(-48 * time.Hour)
	e.AppliedAt, e.ChangedAt = s.enrolments[len(s.enrolments)-6].AppliedAt.Add(time.Minute), made
	offer := models.Offer{ID: store.NewID(), EnrolmentID: e.ID, Token: "demo-offer-" + strconv.Itoa(seed) + "-" + models.Slug(store.Fold(m.Name)), MadeAt: made, ExpiresAt: expires}
	n.offers = append(n.offers, offer)
	n.jobs = append(n.jobs, models.Job{Kind: models.LapseOffer, SubjectID: offer.ID, RunAt: offer.ExpiresAt})
	n.jobs = append(n.jobs, models.Job{Kind: models.MailOffered, SubjectID: e.ID})
	for _, waits := range s.enrolments[len(s.enrolments)-5 : len(s.enrolments)-1] {
		n.jobs = append(n.jobs, models.Job{Kind: models.MailWaiting, SubjectID: waits.ID})
	}
	n.changes[len(n.changes)-1].ToState = models.Waiting
	n.changes = append(n.changes, models.EnrolmentChange{ID: store.NewID(), EnrolmentID: e.ID, FromState: models.Waiting, ToState: models.Offered, Reason: "a place became free", ChangedAt: made})
}
