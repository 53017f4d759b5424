package learning_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func must[T any](t *testing.T) func(value T, err error) T {
	t.Helper()
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func TestTheCatalogueFindsByWordSkillLevelHowAndDates(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		w.Cohort("R1", 3)
		leadership := models.Course{
			State: models.CoursePublished, WayIn: models.FirstCome,
			Code: "LEAD", Slug: "lead", Version: 1, Title: "Décider, with 50% more", TitleKey: store.Fold("Décider, with 50% more"),
			Summary: "For leaders", Delivery: "in person", Capacity: 8, Minutes: 60,
		}
		w.Keep(&leadership)
		w.Keep(&models.Outcome{CourseID: leadership.ID, CompetencyID: w.Competencies["DS2"].ID, Level: 2})
		for name, c := range map[string]struct {
			find learning.FindCourses
			want []string
		}{
			"nothing asked":              {learning.FindCourses{}, []string{"R1", "LEAD"}},
			"a word without its accents": {learning.FindCourses{Text: "DECIDER"}, []string{"LEAD"}},
			"two words in any order":     {learning.FindCourses{Text: "more décider"}, []string{"LEAD"}},
			"a skill's name":             {learning.FindCourses{Text: "using anal"}, []string{"LEAD"}},
			"a code":                     {learning.FindCourses{Text: "r1"}, []string{"R1"}},
			"the middle of a word":       {learning.FindCourses{Text: "cider"}, nil},
			"a percent sign is no joker": {learning.FindCourses{Text: "5%m"}, nil},
			"a percent sign is itself":   {learning.FindCourses{Text: "50%"}, []string{"LEAD"}},
			"a skill":                    {learning.FindCourses{Skill: "using-analysis"}, []string{"LEAD"}},
			"a skill at another level":   {learning.FindCourses{Skill: "using-analysis", Level: "3"}, nil},
			"a level":                    {learning.FindCourses{Level: "3"}, []string{"R1"}},
			"how":                        {learning.FindCourses{How: "in person"}, []string{"LEAD"}},
			"open dates":                 {learning.FindCourses{Dates: "open"}, []string{"R1"}},
			"a level that is no number":  {learning.FindCourses{Level: "x"}, []string{"R1", "LEAD"}},
			"beside a row that is gone":  {learning.FindCourses{At: models.PageAt{After: models.Edge{Key: "course r1", ID: "0"}}}, []string{"R1", "LEAD"}},
		} {
			page := must[learning.CoursesPage](t)(s.Courses(t.Context(), models.Actor{}, c.find))
			var got []string
			for _, row := range page.Rows {
				got = append(got, row.Code)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
		page := must[learning.CoursesPage](t)(s.Courses(t.Context(), models.Actor{}, learning.FindCourses{}))
		if page.Count != 2 || len(page.Skills) != 2 || len(page.Levels) != 2 || len(page.Hows) != 2 || page.Rows[0].Next == nil || page.Rows[1].Next != nil {
			t.Errorf("got %+v", page)
		}
	})
}

func TestACourseIsSeenAgainstOnesOwnSkills(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ada, cohort := over(w), w.Learner("Ada"), w.Cohort("R1", 3)
		course := must[models.Course](t)(w.Store.Course(t.Context(), cohort.CourseID))
		w.Grant(w.Learner("Cora"), models.Trainer, models.OneCourse, course.ID)
		now, ta1 := w.Store.Now(), w.Competencies["TA1"].ID
		assessed := models.Assessment{PersonID: ada.ID, CompetencyID: ta1, ByID: ada.ID, Kind: models.BySelf, Level: 2, AssessedAt: now}
		w.Keep(&assessed)
		w.Keep(&models.Skill{PersonID: ada.ID, CompetencyID: ta1, Level: 2, AssessmentID: &assessed.ID, AssessedAt: &now})
		before := w.Course("PRE")
		w.Keep(&models.Prerequisite{CourseID: course.ID, Alternative: 1, OtherID: &before.ID},
			&models.Prerequisite{CourseID: course.ID, Alternative: 1, CompetencyID: &ta1, Level: 3},
			&models.Prerequisite{CourseID: course.ID, Alternative: 2, CompetencyID: &ta1, Level: 2})
		page := must[learning.CoursePage](t)(s.Course(t.Context(), ada, "r1"))
		if skill := page.Skills[0]; skill.Held != 2 || skill.HeldLabel != "Working" || skill.Level != 3 || skill.Highest != 4 || page.Reaches != "Practitioner" {
			t.Errorf("got %+v, reaching %s", skill, page.Reaches)
		}
		if len(page.Advised) != 2 || page.Advised[0].Met || !page.Advised[1].Met || len(page.Advised[0].Alternatives) != 2 {
			t.Errorf("advised: %+v", page.Advised)
		}
		if c := page.Cohorts[0]; !slices.Equal(c.Trainers, []string{"Cora"}) || len(c.Sessions) != 2 || c.Left() != 3 || c.Mine != nil {
			t.Errorf("got %+v", c)
		}
		w.Trainer("Tom", cohort)
		w.Enrolled(w.Learner("Ben"), cohort, models.Waiting)
		mine := w.Enrolled(ada, cohort, models.Waiting)
		done := w.CohortOf(before, "PRE-1", 1, now.AddDate(0, -1, 0))
		w.Enrolled(ada, done, models.Completed)
		page = must[learning.CoursePage](t)(s.Course(t.Context(), ada, "r1"))
		if c := page.Cohorts[0]; !slices.Equal(c.Trainers, []string{"Tom"}) || c.Mine == nil || c.Mine.ID != mine.ID || c.Position != 2 || !c.Full() || c.Waiting != 2 {
			t.Errorf("got %+v", c)
		}
		if !page.Advised[0].Met {
			t.Error("a completed course does not count")
		}
	})
}

func TestMyLearningAddsUpSessionsAndTheLog(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ada := over(w), w.Learner("Ada")
		now := w.Store.Now()
		running := w.CohortOf(w.Course("R1"), "R1-1", 3, now.AddDate(0, 0, -3))
		next := w.CohortOf(w.Course("R2"), "R2-1", 3, now.AddDate(0, 0, 10))
		old := w.CohortOf(w.Course("R3"), "R3-1", 3, now.AddDate(-1, 0, 0))
		place, turn, done := w.Enrolled(ada, running, models.Placed), w.Enrolled(ada, next, models.Waiting), w.Enrolled(ada, old, models.Completed)
		for _, at := range []struct {
			cohort models.Cohort
			e      models.Enrolment
		}{{running, place}, {old, done}} {
			sessions := must[[]models.Session](t)(w.Store.Sessions(t.Context(), at.cohort.ID))
			w.Keep(&models.Attendance{SessionID: sessions[0].ID, EnrolmentID: at.e.ID, Mark: models.Part, Source: models.ByTrainerHand, MarkedByID: ada.ID, MarkedAt: now})
		}
		for _, on := range []string{"2026-11-20", "2026-11-02", "2026-03-31"} {
			must[models.LogEntry](t)(s.AddLogEntry(t.Context(), ada, learning.LogLearning{Title: on, Minutes: 30, On: on, Kind: "reading", Competency: []string{"TA1", "inference"}}))
		}
		page := must[learning.LearningPage](t)(s.Learning(t.Context(), ada, models.PageAt{}))
		if len(page.Current) != 2 || page.Current[0].Enrolment.ID != place.ID || page.Current[0].Attended != 1 || page.Current[1].Enrolment.ID != turn.ID || page.Current[1].Position != 1 {
			t.Errorf("current: %+v", page.Current)
		}
		if len(page.Over) != 1 || page.Over[0].Enrolment.ID != done.ID || page.Over[0].Minutes != 60 {
			t.Errorf("over: %+v", page.Over)
		}
		if len(page.Log) != 2 || page.Log[0].Minutes != 60 || !slices.Equal(page.Log[0].Entries[0].Skills, []string{"Describing data", "Inference"}) {
			t.Errorf("log: %+v", page.Log)
		}
		if page.Total != 120 || len(page.Totals) != 2 {
			t.Errorf("%d minutes since %s: %+v", page.Total, page.Since, page.Totals)
		}
		first := page.Log[0].Entries[0]
		after := models.PageAt{After: models.Edge{Key: string(first.LearnedOn), ID: first.ID}}
		rest := must[learning.LearningPage](t)(s.Learning(t.Context(), ada, after))
		if len(rest.Log) != 2 || len(rest.Log[0].Entries) != 1 || rest.Total != 120 {
			t.Errorf("after the first entry: %+v", rest.Log)
		}
		if upcoming := nextOf(t, s, ada); upcoming == nil || upcoming.Session.Number != 2 || upcoming.Cohort.ID != running.ID || upcoming.JoinURL != "" {
			t.Errorf("next: %+v", upcoming)
		}
		if planned := nextOf(t, s, w.Learner("Ben")); planned != nil {
			t.Errorf("nothing planned: %+v", planned)
		}
	})
}

// nextOf is the next session of somebody; nil when nothing is planned.
func nextOf(t *testing.T, s *learning.Service, a models.Actor) *learning.Next {
	t.Helper()
	return s.NextSession(must[[]learning.MyCourse](t)(s.MyCourses(t.Context(), a.ID)))
}

func TestTheLinkOfTheNextSessionComesInTime(t *testing.T) {
	w := modeltest.New(t)
	s, ada, course := over(w), w.Learner("Ada"), w.Course("R1")
	starts := w.Store.Now().Add(time.Hour)
	c := models.Cohort{
		WayIn: models.FirstCome,
		Code:  "C", CourseID: course.ID, Name: "C", State: models.CohortOpen, Capacity: 1, Opens: starts.Add(-time.Hour), Closes: starts, OfferHours: 1,
		JoinURL: "https://meet.example/c", Starts: starts, Ends: starts.Add(time.Hour), CreatedAt: starts,
	}
	w.Keep(&c)
	w.Keep(&models.Session{CohortID: c.ID, Number: 1, Title: "One", Starts: starts, Ends: starts.Add(time.Hour)})
	w.Enrolled(ada, c, models.Placed)
	if soon := nextOf(t, s, ada); soon == nil || soon.JoinURL != "" || !soon.Online {
		t.Errorf("too early: %+v", soon)
	}
	w.Clock.Advance(30 * time.Minute)
	if soon := nextOf(t, s, ada); soon == nil || soon.JoinURL != "https://meet.example/c" {
		t.Errorf("half an hour before: %+v", soon)
	}
}

func TestAPageBeforeEnrollingNamesManagerAndClashes(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ada, cohort := over(w), w.Learner("Ada"), w.Cohort("R1", 1)
		w.Manager("Helen", ada)
		ada = w.Again(ada)
		other := w.CohortOf(w.Course("R2"), "R2-1", 1, cohort.Starts.Add(time.Hour))
		after := w.CohortOf(w.Course("R3"), "R3-1", 1, cohort.Starts.Add(2*time.Hour))
		waits := w.CohortOf(w.Course("R4"), "R4-1", 1, cohort.Starts)
		w.Enrolled(ada, other, models.Placed)
		w.Enrolled(ada, after, models.Placed)
		w.Enrolled(ada, waits, models.Waiting)
		page := must[learning.EnrolPage](t)(s.EnrolPage(t.Context(), ada, cohort.Code))
		named := slices.ContainsFunc(page.Posts, func(p store.NamedPost) bool { return p.ManagerName == "Helen" })
		if !named || len(page.Clashes) != 2 || page.Clashes[0].CourseTitle != "Course R2" {
			t.Errorf("posts %+v, clashes %+v", page.Posts, page.Clashes)
		}
	})
}

func TestInterestAndOthers(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, course := over(w), w.Course("R1")
		for range 2 {
			for _, name := range []string{"ada", "ben"} {
				p, err := w.Store.PersonByEmail(t.Context(), name+"@example.org")
				if errors.Is(err, models.ErrNotFound) {
					p = w.Learner(name).Person
				}
				must[models.Course](t)(s.Interest(t.Context(), models.Actor{Person: p}, course.Slug))
			}
		}
		page := must[learning.CoursePage](t)(s.Course(t.Context(), w.Learner("Cleo"), course.Slug))
		if page.Others != 2 || page.Asked || len(w.Events()) != 2 {
			t.Errorf("%d others, asked %v, events %v", page.Others, page.Asked, w.Events())
		}
	})
}

func TestAChangeOfTheLogIsKeptOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ada := over(w), w.Learner("Ada")
		in := learning.LogLearning{Title: "Read", Minutes: 30, On: "2026-11-20", Kind: "reading", Competency: []string{"TA1"}}
		e := must[models.LogEntry](t)(s.AddLogEntry(t.Context(), ada, in))
		in.Title, in.Version, in.Competency = "Read twice", 1, []string{"CS1"}
		if err := s.ChangeLogEntry(t.Context(), ada, e.ID, in); err != nil {
			t.Fatal(err)
		}
		if err := s.ChangeLogEntry(t.Context(), ada, e.ID, in); !errors.Is(err, models.ErrStale) {
			t.Errorf("a stale change: %v", err)
		}
		page := must[learning.LogEntryPage](t)(s.LogEntryPage(t.Context(), ada, e.ID))
		if page.Entry.Title != "Read twice" || page.Entry.Version != 2 || !slices.Equal(page.Entry.Skills, []string{"Writing for decision makers"}) || len(page.Choices) != 5 {
			t.Errorf("got %+v", page)
		}
		for _, other := range []models.Actor{w.Learner("Ben"), w.Administrator("Zoe")} {
			if err := s.ChangeLogEntry(t.Context(), other, e.ID, in); !errors.Is(err, models.ErrForbidden) {
				t.Errorf("%s changes it: %v", other.Name, err)
			}
		}
		if got := w.Events(); !slices.Equal(got, []string{"log_entry.added", "log_entry.changed"}) {
			t.Errorf("events %v", got)
		}
	})
}

func TestALetterSaysWhereThingsStand(t *testing.T) {
	w := modeltest.New(t)
	s, cohort := over(w), w.Cohort("R1", 1)
	place, turn := w.Enrolled(w.Learner("Ada"), cohort, models.Placed), w.Enrolled(w.Learner("Ben"), cohort, models.Waiting)
	letter := must[learning.EnrolmentLetter](t)(s.LetterFor(t.Context(), place.ID))
	if letter.Person.Name != "Ada" || letter.URL != "http://trellis.test/enrolments/"+string(place.ID) || len(letter.Sessions) != 2 {
		t.Errorf("got %+v", letter)
	}
	letter = must[learning.EnrolmentLetter](t)(s.LetterFor(t.Context(), turn.ID))
	if letter.Position != 1 || letter.OfferURL != "" {
		t.Errorf("got %+v", letter)
	}
	if _, err := s.LetterFor(t.Context(), "none"); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}
