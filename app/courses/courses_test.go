package courses_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"trellis/app/courses"
	"trellis/app/learning"
	"trellis/app/records"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// area is the use cases over one world.
type area struct {
	*modeltest.World
	s    *courses.Service
	lead models.Actor // of the network
}

func eachEngine(t *testing.T, do func(t *testing.T, a *area)) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		do(t, &area{World: w, s: &courses.Service{Store: w.Store}, lead: w.Grant(w.Person("Nell"), models.Lead, models.WholeNetwork, "")})
	})
}

// form is what the form of a course says now.
func (a *area) form(actor models.Actor, code string) courses.WriteCourse {
	a.T.Helper()
	page, err := a.s.Form(a.T.Context(), actor, code)
	if err != nil {
		a.T.Fatal(err)
	}
	return courses.Write(page.Now)
}

func (a *area) save(actor models.Actor, code string, change func(*courses.WriteCourse)) {
	a.T.Helper()
	in := a.form(actor, code)
	change(&in)
	if err := a.s.SaveDraft(a.T.Context(), actor, code, in); err != nil {
		a.T.Fatal(err)
	}
}

func (a *area) publish(actor models.Actor, code string) models.Course {
	a.T.Helper()
	course, err := a.s.Publish(a.T.Context(), actor, code, a.form(actor, code).Edition)
	if err != nil {
		a.T.Fatal(err)
	}
	return course
}

// sound tells that nothing refers to what it should not.
func (a *area) sound() {
	a.T.Helper()
	found, err := a.Store.Misplaced(a.T.Context(), 5)
	if err != nil {
		a.T.Fatal(err)
	}
	for _, f := range found {
		if f.Count > 0 {
			a.T.Errorf("broken: %+v", f)
		}
	}
}

func TestACourseIsWrittenAndPublished(t *testing.T) {
	eachEngine(t, func(t *testing.T, a *area) {
		ctx := t.Context()
		before := a.Course("R1")
		course, err := a.s.AddCourse(ctx, a.lead, courses.AddCourse{Title: " Asking  better questions ", Code: "Q1"})
		if err != nil || course.Slug != "asking-better-questions" || course.State != models.CourseDraft {
			t.Fatalf("added %+v (%v)", course, err)
		}
		if _, err := a.s.Publish(ctx, a.lead, "Q1", a.form(a.lead, "Q1").Edition); len(invalid(err)) != 3 {
			t.Errorf("an empty course: %v", err)
		}
		a.save(a.lead, "Q1", func(in *courses.WriteCourse) { in.Do = "add-unit" })
		a.save(a.lead, "Q1", func(in *courses.WriteCourse) {
			in.Summary, in.Aims = "How to ask", " Ask\n\n  Listen \n"
			in.Units = []courses.WriteUnit{
				{Kind: models.EvaluationUnit, Title: "Say what you think"},
				{Kind: models.SessionUnit, Title: "Asking", Minutes: "90", Required: true},
				{Kind: models.SelfStudyUnit, Title: "Reading", Minutes: "30"},
				{Kind: models.AssignmentUnit, Title: "A question of yours", Required: true},
			}
			in.Do = "down-0"
			in.Outcomes = []courses.WriteSkill{{Competency: a.Competencies["TA1"].ID, Level: "2"}, {}}
			in.Before = []courses.WriteBefore{
				{What: courses.BeforeCourse + string(before.ID)}, {What: courses.BeforeSkill + string(a.Competencies["TA2"].ID), Level: "1", Instead: true}, {},
			}
			in.MinimumSessions, in.MinimumShare, in.ValidMonths, in.WayIn = "1", "80", "24", models.Approval
		})
		if list, err := a.Store.CourseContent(ctx); err != nil || len(list.Courses) != 1 {
			t.Errorf("a draft is content: %+v (%v)", list.Courses, err)
		}
		course = a.publish(a.lead, "Q1")
		is, err := a.Store.CourseParts(ctx, course.ID)
		if err != nil {
			t.Fatal(err)
		}
		c := is.Course
		if c.State != models.CoursePublished || c.Version != 1 || c.Minutes != 120 || c.Aims != "Ask\nListen" || c.WayIn != models.Approval || c.PublishedAt == nil ||
			c.MinimumShare != 80 || c.ValidMonths != 24 {
			t.Errorf("published %+v", c)
		}
		var titles []string
		for _, u := range is.Units {
			titles = append(titles, u.Title)
		}
		if !slices.Equal(titles, []string{"Asking", "Say what you think", "Reading", "A question of yours"}) {
			t.Errorf("units %q", titles)
		}
		if len(is.Outcomes) != 1 || is.Outcomes[0].Level != 2 || len(is.Prerequisites) != 2 || is.Prerequisites[0].Alternative != is.Prerequisites[1].Alternative {
			t.Errorf("outcomes %+v, before %+v", is.Outcomes, is.Prerequisites)
		}
		if got := a.Events(); !slices.Equal(got, []string{"course.drafted", "course.draft_changed", "course.draft_changed", "course.published"}) {
			t.Errorf("events %v", got)
		}
		a.sound()
	})
}

func invalid(err error) models.Invalid {
	var problems models.Invalid
	errors.As(err, &problems)
	return problems
}

func TestWhatADraftSaysIsChecked(t *testing.T) {
	w := modeltest.New(t)
	a := &area{World: w, s: &courses.Service{Store: w.Store}, lead: w.Administrator("Bea")}
	course := a.Course("R1")
	for field, change := range map[string]func(*courses.WriteCourse){
		"title":            func(in *courses.WriteCourse) { in.Title = " " },
		"summary":          func(in *courses.WriteCourse) { in.Summary = "About 943 476 5919" },
		"capacity":         func(in *courses.WriteCourse) { in.Capacity = "0" },
		"minimum_share":    func(in *courses.WriteCourse) { in.MinimumShare = "101" },
		"valid_months":     func(in *courses.WriteCourse) { in.ValidMonths = "two" },
		"way_in":           func(in *courses.WriteCourse) { in.WayIn = "window" },
		"units[1].minutes": func(in *courses.WriteCourse) { in.Units[1].Minutes = "1441" },
		"units[0].kind":    func(in *courses.WriteCourse) { in.Units[0].Kind = "dream" },
		"units[0].says":    func(in *courses.WriteCourse) { in.Units[0].Says = "Come" },
		"units[1].url":     func(in *courses.WriteCourse) { in.Units[1].URL = "https://example.org" },
		"units[2].url": func(in *courses.WriteCourse) {
			in.Units = append(in.Units, courses.WriteUnit{Kind: models.SelfStudyUnit, URL: "http://example.org"})
		},
		"units[2].says": func(in *courses.WriteCourse) {
			in.Units = append(in.Units, courses.WriteUnit{Kind: models.AssignmentUnit, Says: "About 943 476 5919"})
		},
		"outcomes[1].level": func(in *courses.WriteCourse) {
			in.Outcomes = append(in.Outcomes, courses.WriteSkill{Competency: a.Competencies["TA2"].ID, Level: "9"})
		},
		"outcomes[1].competency": func(in *courses.WriteCourse) { in.Outcomes = append(in.Outcomes, in.Outcomes[0]) },
		"before[0].what": func(in *courses.WriteCourse) {
			in.Before = []courses.WriteBefore{{What: courses.BeforeCourse + string(course.ID)}}
		},
	} {
		in := a.form(a.lead, "R1")
		change(&in)
		if problems := invalid(a.s.SaveDraft(t.Context(), a.lead, "R1", in)); len(problems) != 1 || problems[field] == "" {
			t.Errorf("%s: %v", field, problems)
		}
	}
	for _, in := range []courses.AddCourse{{Title: "", Code: "A1"}, {Title: "A", Code: "r1"}, {Title: "A", Code: "A 1"}, {Title: "A", Code: "New"}} {
		if _, err := a.s.AddCourse(t.Context(), a.lead, in); len(invalid(err)) != 1 {
			t.Errorf("%+v: %v", in, err)
		}
	}
	if got := a.Events(); len(got) != 0 {
		t.Errorf("events %v", got)
	}
}

func TestNobodySavesOverAnother(t *testing.T) {
	eachEngine(t, func(t *testing.T, a *area) {
		a.Course("R1")
		mine, theirs := a.form(a.lead, "R1"), a.form(a.lead, "R1")
		theirs.Title = "Theirs"
		if err := a.s.SaveDraft(t.Context(), a.lead, "R1", theirs); err != nil {
			t.Fatal(err)
		}
		mine.Title = "Mine"
		if err := a.s.SaveDraft(t.Context(), a.lead, "R1", mine); !errors.Is(err, models.ErrStale) {
			t.Errorf("saved over another: %v", err)
		}
		if _, err := a.s.Publish(t.Context(), a.lead, "R1", mine.Edition); !errors.Is(err, models.ErrStale) {
			t.Errorf("published what nobody looked at: %v", err)
		}
		if got := a.form(a.lead, "R1").Title; got != "Theirs" {
			t.Errorf("the draft is called %q", got)
		}
		if _, err := a.s.DropDraft(t.Context(), a.lead, "R1"); err != nil {
			t.Fatal(err)
		}
		if got := a.form(a.lead, "R1").Title; got != "Course R1" {
			t.Errorf("after the draft was dropped it is called %q", got)
		}
		a.sound()
	})
}

func TestWhoWritesACourse(t *testing.T) {
	w := modeltest.New(t)
	a := &area{World: w, s: &courses.Service{Store: w.Store}, lead: w.Grant(w.Person("Nell"), models.Lead, models.WholeNetwork, "")}
	course, other := a.Course("R1"), a.Course("R2")
	tess := a.Grant(a.Person("Tess"), models.Trainer, models.OneCourse, course.ID)
	a.save(tess, "R1", func(in *courses.WriteCourse) { in.Title = "Mine" })
	for name, who := range map[string]models.Actor{"a learner": a.Person("Ada"), "the trainer of another course": tess, "a lead elsewhere": a.Grant(a.Person("Lea"), models.Lead, models.OneOrganisation, a.Trust.ID)} {
		if _, err := a.s.Form(t.Context(), who, other.Code); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := a.s.AddCourse(t.Context(), who, courses.AddCourse{Title: "New", Code: "N1"}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("%s adds a course: %v", name, err)
		}
		if page, err := a.s.List(t.Context(), who); err != nil || slices.ContainsFunc(page.Courses, func(c store.WrittenCourse) bool { return c.ID == other.ID }) {
			t.Errorf("%s sees it in the list (%v)", name, err)
		}
	}
	if page, err := a.s.List(t.Context(), a.lead); err != nil || len(page.Courses) != 2 || !page.Courses[0].Drafted || page.Courses[1].Drafted {
		t.Errorf("the lead of the network sees %+v (%v)", page.Courses, err)
	}
	lessons := &learning.Service{Store: w.Store}
	if _, err := lessons.Course(t.Context(), tess, "r1-draft"); err != nil {
		t.Errorf("who writes it does not see the draft: %v", err)
	}
	if _, err := lessons.Course(t.Context(), a.Person("Ben"), "r1-draft"); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("a learner sees the draft: %v", err)
	}
	if _, err := a.s.Form(t.Context(), a.lead, "R1 draft"); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("a draft is a course of its own: %v", err)
	}
}

// TestACohortKeepsItsVersion publishes versions with other rules and other units, one after another, and sees that for who is on
// a cohort nothing changes: neither how they stand, nor what their record says.
func TestACohortKeepsItsVersion(t *testing.T) {
	eachEngine(t, func(t *testing.T, a *area) {
		ctx := t.Context()
		course := a.Course("R1")
		cohort := a.CohortOf(course, "R1-1", 5, a.Store.Now().AddDate(0, 0, -20))
		trainer := a.Trainer("Tess", cohort)
		ada, ben := a.Enrolled(a.Learner("Ada"), cohort, models.Placed), a.Enrolled(a.Learner("Ben"), cohort, models.Placed)
		sessions, err := a.Store.Sessions(ctx, cohort.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range sessions {
			a.Keep(&models.Attendance{SessionID: s.ID, EnrolmentID: ada.ID, Mark: models.Attended, Source: models.ByTrainerHand, MarkedByID: trainer.ID, MarkedAt: a.Store.Now()})
		}
		a.Keep(&models.Attendance{SessionID: sessions[0].ID, EnrolmentID: ben.ID, Mark: models.Attended, Source: models.ByTrainerHand, MarkedByID: trainer.ID, MarkedAt: a.Store.Now()})
		issuing := &records.Service{Store: a.Store}
		standing := func() string {
			page, err := issuing.Complete(ctx, trainer, "R1-1")
			if err != nil {
				t.Fatal(err)
			}
			said := page.Course.Title + " " + page.Rule
			for _, c := range page.Candidates {
				said += fmt.Sprintf("; %s %+v", c.Name, c.Standing)
			}
			return said
		}
		before := standing()
		for i := range 3 {
			a.save(a.lead, "R1", func(in *courses.WriteCourse) {
				in.Title, in.MinimumSessions, in.MinimumShare = fmt.Sprintf("Another course %d", i), "1", fmt.Sprint(10*i)
				in.Units = append([]courses.WriteUnit{{Kind: models.AssignmentUnit, Title: "An assignment", Required: true}}, in.Units[i%2:]...)
				in.Outcomes, in.NoOutcomes = nil, "It is about the network"
				in.Summary = "About it"
			})
			if got := a.publish(a.lead, "R1"); got.Version != i+2 || got.Slug != "r1" {
				t.Errorf("published %+v", got)
			}
			if after := standing(); after != before {
				t.Errorf("after version %d they stand otherwise:\n%s\n%s", i+2, after, before)
			}
			a.sound()
		}
		a.Clock.Advance(time.Hour)
		if _, err := issuing.Issue(ctx, trainer, records.Issue{Cohort: "R1-1", Enrolments: []string{string(ada.ID)}}); err != nil {
			t.Fatal(err)
		}
		list, err := a.Store.CohortRecords(ctx, cohort.ID)
		if err != nil || len(list) != 1 || list[0].CourseTitle != "Course R1" || list[0].CourseVersion != 1 || list[0].CourseID != course.ID {
			t.Errorf("records %+v (%v)", list, err)
		}
		if outcomes, err := a.Store.RecordOutcomes(ctx, list[0].ID); err != nil || len(outcomes) != 1 || outcomes[0].Level != 3 {
			t.Errorf("its outcomes are %+v (%v)", outcomes, err)
		}
		page, err := a.s.Overview(ctx, a.lead, "R1")
		if err != nil || len(page.Versions) != 4 || len(page.Versions[3].Cohorts) != 1 || page.Versions[3].Slug != "r1-version-1" || page.Draft != nil {
			t.Errorf("versions %+v (%v)", page.Versions, err)
		}
		lessons := &learning.Service{Store: a.Store}
		old, err := lessons.Course(ctx, a.Again(models.Actor{Person: models.Person{ID: ben.PersonID}}), "r1-version-1")
		if err != nil || old.Newest == nil || old.Newest.ID != course.ID || len(old.Skills) != 1 {
			t.Errorf("the version they began with: %+v (%v)", old, err)
		}
		if found, err := lessons.Courses(ctx, a.lead, learning.FindCourses{}); err != nil || found.Count != 1 || len(found.Skills) != 0 {
			t.Errorf("the catalogue has %d courses and %d skills (%v)", found.Count, len(found.Skills), err)
		}
	})
}

func TestACohortThatIsPlannedLaterRunsWhatIsTaughtThen(t *testing.T) {
	eachEngine(t, func(t *testing.T, a *area) {
		course := a.Course("R1")
		a.CohortOf(course, "R1-1", 5, a.Store.Now().AddDate(0, 0, 20))
		a.save(a.lead, "R1", func(in *courses.WriteCourse) { in.Summary, in.Note = "Anew", "All of it" })
		page, err := a.s.PublishPage(t.Context(), a.lead, "R1")
		if err != nil || len(page.Keep) != 1 || len(page.Problems) != 0 {
			t.Errorf("publishing means %+v (%v)", page, err)
		}
		a.publish(a.lead, "R1")
		later := a.CohortOf(course, "R1-2", 5, a.Store.Now().AddDate(0, 0, 20))
		lessons := &learning.Service{Store: a.Store}
		for code, version := range map[string]int{"R1-1": 1, "R1-2": 2} {
			if page, err := lessons.Cohort(t.Context(), a.lead, code); err != nil || page.Course.Version != version {
				t.Errorf("%s runs version %d (%v)", code, page.Course.Version, err)
			}
		}
		if later.Content() != course.ID {
			t.Error("a new cohort runs an earlier version")
		}
		if _, err := a.s.PublishPage(t.Context(), a.lead, "R1"); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("there is something to publish: %v", err)
		}
	})
}
