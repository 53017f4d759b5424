package demo

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// evidence is what people do by themselves on two cohorts that run: self-study, and an assignment in each state that there is;
// with learning from before this system, and a link that shows a transcript.
func (n *network) evidence() {
	n.framed(n.running("PAIR1"), "Mei-Ling Hart")
	n.reviewed(n.running("GIT1"), "Rhys Pritchard")
	n.past()
	n.shareTranscript(n.byName["Amara Osei"])
}

// under is a cohort that runs, with the units that people do by themselves, and since when they could.
type under struct {
	course     models.Course
	enrolments []models.Enrolment
	since      time.Time
}

func (n *network) running(code string) under {
	u := under{course: n.content.Courses[code]}
	at := slices.IndexFunc(n.cohorts, func(c models.Cohort) bool {
		return c.CourseID == u.course.ID && !c.Unscheduled && c.Starts.Before(n.now) && c.Ends.After(n.now)
	})
	for _, e := range n.enrolments {
		if e.CohortID == n.cohorts[at].ID && e.State == models.Placed {
			u.enrolments = append(u.enrolments, e)
		}
	}
	for _, s := range n.sessions {
		if s.CohortID == n.cohorts[at].ID && s.Number == 1 {
			u.since = s.Ends
		}
	}
	return u
}

// part is a moment between the first session of the cohort and now, in hundredths of that time; on the days between by day.
func (n *network) part(u under, part int) time.Time {
	at := u.since.Add(n.now.Sub(u.since) / 100 * time.Duration(part))
	if day := models.DateOf(at); day > models.DateOf(u.since) && day < n.today {
		begins := day.Time()
		at = begins.Add(9*time.Hour + at.Sub(begins)*10/24).UTC()
	}
	return at.Truncate(time.Minute)
}

// between puts units behind the first of a course. They do not count towards completion.
func (n *network) between(u under, study, assignment models.Unit) (models.Unit, models.Unit) {
	study.ID, study.CourseID, study.Kind = store.NewID(), u.course.ID, models.SelfStudyUnit
	assignment.ID, assignment.CourseID, assignment.Kind = store.NewID(), u.course.ID, models.AssignmentUnit
	units := slices.Insert(slices.Clone(n.content.Units[u.course.Code]), 1, study, assignment)
	for i := range units {
		units[i].Position = i + 1
	}
	n.content.Units[u.course.Code] = units
	n.fuller = append(n.fuller, models.CourseParts{
		Course: u.course, Units: units, Outcomes: n.content.Outcomes[u.course.Code], Prerequisites: n.content.Prerequisites[u.course.Code],
	})
	return study, assignment
}

// framed is the cohort of pairs: Amara has done the self-study, was told what her first attempt lacks, and writes the second.
func (n *network) framed(u under, trainer string) {
	study, assignment := n.between(u, models.Unit{
		Title: "Questions that lead to decisions", Minutes: 40, URL: "https://examples.example.org/questions-that-lead-to-decisions",
		Says: "Read the two worked examples. In each, find who decides, by when, and what they would do differently if the answer were another.\n\nNote one sentence of each that you could use at work.",
	}, models.Unit{
		Title: "A question from work, framed", Minutes: 60,
		Says: "Take a question that somebody at work has asked you. On one page, say:\n\n- who decides, and by when\n- what they can choose between\n- which figure would change their mind, and how far it would have to move\n\nLeave out everything that could tell who a patient is.",
	})
	n.studied(u, study, 3, 20, 35, "I ask “what would you do differently?” before I open the data. It saved us a week on the discharge report.")
	amara := u.enrolments[slices.IndexFunc(u.enrolments, func(e models.Enrolment) bool { return e.PersonID == n.byName["Amara Osei"].ID })]
	first := n.handIn(amara, assignment, n.part(u, 30), "How many patients wait longer than 18 weeks for a hip operation?\n\nThe planning board decides in December how many extra lists to buy.", "")
	n.answer(&first, trainer, false, "The decision and its date are clear, thank you. Two things are missing: what the board can choose between, and which figure would change their mind. Ask the chair what they would do if it were half as many.", n.part(u, 55))
	n.submissions = append(n.submissions, models.Submission{
		ID: store.NewID(), EnrolmentID: amara.ID, UnitID: assignment.ID, Attempt: 2, State: models.SubmissionDraft, Version: 2, SavedAt: n.part(u, 80),
		Says: first.Says + "\n\nThey can buy no lists, one a week, or two a week until March. One a week keeps the list as it is if about 40 people join it each week; ",
	})
	others := slices.DeleteFunc(slices.Clone(u.enrolments), func(e models.Enrolment) bool { return e.ID == amara.ID })
	n.handIn(others[3], assignment, n.part(u, 60), "Should the falls clinic move to the community hospital?\n\nThe director of operations decides by the end of the month: move it, keep it, or run both for a year. More than one in five people who travel over an hour would change her mind.", "")
}

// reviewed is the cohort on version control: work in each state.
func (n *network) reviewed(u under, trainer string) {
	study, assignment := n.between(u, models.Unit{
		Title: "Undo, step by step", Minutes: 30, URL: "https://examples.example.org/undo-step-by-step",
		Says: "Follow the page with the practice repository from the first session. Stop when you have undone one commit without losing a line.",
	}, models.Unit{
		Title: "A script of your own, ready for review", Minutes: 60,
		Says: "Put a short script from your work into a repository: at least three commits whose messages say why, and a page that says how to run it.\n\nHand in its address, and a line on what you would like the reviewer to look at. No data of patients, please.",
	})
	n.studied(u, study, 4, 10, 20, "I had never dared to undo a commit. Now I know that nothing is lost.")
	passed := n.handIn(u.enrolments[1], assignment, n.part(u, 15), "Our weekly activity report. Please look at how I read the dates.", "https://code.example.org/planning/weekly-activity")
	n.answer(&passed, trainer, true, "The messages say why, and it ran for me at the first try. For the dates: read them once, at the top, and say which format you expect.", n.part(u, 60))
	notYet := n.handIn(u.enrolments[2], assignment, n.part(u, 25), "The script that joins our bed states.", "https://code.example.org/flow/bed-states")
	n.answer(&notYet, trainer, false, "A good start. There is one commit of everything so far: split it where you changed your mind, and say why in the messages. Then add a few lines on how to run it.", n.part(u, 65))
	n.handIn(u.enrolments[3], assignment, n.part(u, 40), "Waiting list by week of referral.\n\nIs the function that counts weeks easy to follow?", "https://code.example.org/elective/weeks-waited")
	second := n.handIn(u.enrolments[4], assignment, n.part(u, 70), "A check that our ward codes are still right. It is short, and I would like to know whether the names say enough.", "")
	script := []byte("-- Ward codes that no list knows any more.\nSELECT b.ward, count(*) AS beds\nFROM beds AS b\nLEFT JOIN wards AS w ON w.code = b.ward\nWHERE w.code IS NULL\nGROUP BY b.ward\nORDER BY beds DESC;\n")
	file := models.File{ID: store.NewID(), Name: "ward-codes.sql", Type: "text/plain", Size: len(script), Data: script, ByID: u.enrolments[4].PersonID, AddedAt: second.SavedAt}
	n.files = append(n.files, file)
	n.handedIn = append(n.handedIn, models.SubmissionFile{SubmissionID: second.ID, FileID: file.ID, Number: 1})
}

// studied lets the first of a cohort do a unit of self-study: as entries of their logs, and as a unit that is met.
func (n *network) studied(u under, unit models.Unit, people, from, minutes int, says string) {
	for i, e := range u.enrolments[:people] {
		at := n.part(u, from+12*i)
		entry := models.LogEntry{
			ID: store.NewID(), PersonID: e.PersonID, Title: unit.Title, Minutes: minutes + 5*i, LearnedOn: models.DateOf(at), Kind: models.SelfStudy,
			EnrolmentID: &e.ID, UnitID: &unit.ID, Version: 1, CreatedAt: at, ChangedAt: at,
		}
		if i == 0 {
			entry.Reflection = says
		}
		n.logs = append(n.logs, entry)
		n.passes = append(n.passes, models.Pass{EnrolmentID: e.ID, UnitID: unit.ID, ByID: e.PersonID, PassedAt: at})
	}
}

func (n *network) handIn(e models.Enrolment, unit models.Unit, at time.Time, says, url string) models.Submission {
	s := models.Submission{EnrolmentID: e.ID, UnitID: unit.ID, Attempt: 1, ID: store.NewID()}.Saved(says, url, at).Submitted(at)
	n.submissions = append(n.submissions, s)
	return s
}

// answer says what the trainer makes of what was handed in last.
func (n *network) answer(s *models.Submission, trainer string, passed bool, says string, at time.Time) {
	by := n.byName[trainer].ID
	s.State, s.Version = models.SubmissionNotYet, s.Version+1
	if passed {
		s.State = models.SubmissionPassed
		n.passes = append(n.passes, models.Pass{EnrolmentID: s.EnrolmentID, UnitID: s.UnitID, ByID: by, PassedAt: at})
	}
	n.submissions[len(n.submissions)-1] = *s
	n.given = append(n.given, models.Feedback{ID: store.NewID(), SubmissionID: s.ID, Passed: passed, Says: says, ByID: by, GivenAt: at})
}

// past is learning before this system: of people whom the addresses name, and of one whom nobody knows.
func (n *network) past() {
	added := n.ago(40)
	for _, p := range []struct {
		name, course, provider, reference string
		months, minutes                   int
	}{
		{"Amara Osei", "Introduction to statistical process control", "Trent Valley Learning", "TVL-20418", 31, 180},
		{"Amara Osei", "Writing clear briefings", "County Staff College", "", 44, 90},
		{"Ravi Menon", "Introduction to statistical process control", "Trent Valley Learning", "TVL-20431", 31, 180},
		{"Freya Lindholm", "Coaching skills for team leaders", "County Staff College", "", 27, 360},
		{"Margaret Oakes", "Writing clear briefings", "County Staff College", "", 44, 90},
	} {
		line := models.PastCompletion{
			ID: store.NewID(), Email: address(p.name), Name: p.name, CourseTitle: p.course, Provider: p.provider, Reference: p.reference,
			CompletedOn: n.today.AddMonths(-p.months), Minutes: &p.minutes, FileName: "learning-before-trellis.csv", AddedByID: &n.byName["Sunita Rao"].ID, AddedAt: added,
		}
		line.EmailKey = store.Fold(line.Email)
		if m := n.byName[p.name]; m != nil {
			line.PersonID, line.MatchedAt = &m.ID, &added
		}
		n.before = append(n.before, line)
	}
}

// shareTranscript is a link that somebody was given and has used. Nobody knows its address any more.
func (n *network) shareTranscript(m *member) {
	digest := sha256.Sum256([]byte(rand.Text()))
	link := models.TranscriptLink{
		ID: store.NewID(), PersonID: m.ID, Label: "Appraisal with Helen", TokenHash: hex.EncodeToString(digest[:]), Whole: true,
		MadeAt: n.ago(12), ExpiresAt: n.today.AddDays(79).Time().UTC(),
	}
	n.links = append(n.links, link)
	for i, day := range []int{11, 9, 2} {
		n.uses = append(n.uses, models.TranscriptUse{TranscriptLinkID: link.ID, UsedOn: n.today.AddDays(-day), Times: 1 + i%2})
	}
}

// keepFuller keeps the courses that have more units by now than the starter content gives them.
func (n *network) keepFuller(ctx context.Context, tx *store.Tx) error {
	for _, parts := range n.fuller {
		if err := tx.KeepCourse(ctx, parts); err != nil {
			return err
		}
	}
	return nil
}
