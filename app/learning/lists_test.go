package learning_test

import (
	"errors"
	"strings"
	"testing"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestAdministratorsListCoursesAndCohorts(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, bea, now := over(w), w.Administrator("Bea"), w.Store.Now()
		r := w.Course("R1")
		w.CohortOf(r, "R1-OLD", 3, now.AddDate(0, -3, 0))
		coming := w.CohortOf(r, "R1-NEXT", 3, now.AddDate(0, 1, 0))
		w.CohortOf(r, "R1-LATER", 3, now.AddDate(0, 2, 0))
		decide := models.Course{State: models.CoursePublished, WayIn: models.FirstCome, Code: "LEAD", Slug: "lead", Title: "Décider", TitleKey: store.Fold("Décider"), Delivery: "in person", Capacity: 8}
		w.Keep(&decide)
		starts := now.AddDate(0, 1, 5)
		w.Keep(&models.Cohort{
			WayIn: models.FirstCome,
			Code:  "LEAD-1", CourseID: decide.ID, Name: "Draft", State: models.CohortDraft, Capacity: 3, Opens: now, Closes: starts, OfferHours: 1,
			Starts: starts, Ends: starts.AddDate(0, 0, 1), CreatedAt: now,
		})
		e := w.Enrolled(w.Learner("Ada"), coming, models.Placed)
		w.Enrolled(w.Learner("Ben"), coming, models.Offered)
		w.Enrolled(w.Learner("Cy"), coming, models.Waiting)
		w.Keep(&models.CompletionRecord{Code: "GK-7M4T-X2RB", EnrolmentID: e.ID, PersonID: e.PersonID, CourseID: r.ID, CohortID: coming.ID, CompletedOn: w.Store.Today(), IssuedAt: now, IssuedByID: bea.ID})
		for name, c := range map[string]struct {
			find learning.ListCourses
			want string
		}{
			"all, by title":            {learning.ListCourses{}, "R1 LEAD"},
			"by code, falling":         {learning.ListCourses{At: models.PageAt{Order: "-code"}}, "R1 LEAD"},
			"the soonest date first":   {learning.ListCourses{At: models.PageAt{Order: "next"}}, "R1 LEAD"},
			"a word without accents":   {learning.ListCourses{Text: "decid"}, "LEAD"},
			"how it is given":          {learning.ListCourses{How: "in person"}, "LEAD"},
			"as nothing is given":      {learning.ListCourses{How: "by post"}, ""},
			"an order that is unknown": {learning.ListCourses{At: models.PageAt{Order: "smell"}}, "R1 LEAD"},
		} {
			page := must[learning.CourseList](t)(s.ListCourses(t.Context(), bea, c.find))
			var got []string
			for _, line := range page.Rows {
				got = append(got, line.Code)
			}
			if strings.Join(got, " ") != c.want || page.Total != len(got) {
				t.Errorf("%s: %v, counted %d; want %s", name, got, page.Total, c.want)
			}
		}
		first := must[learning.CourseList](t)(s.ListCourses(t.Context(), bea, learning.ListCourses{})).Rows[0]
		if first.Units != 2 || first.Planned != 2 || first.Run != 1 || first.People != 1 || first.NextCode != "R1-NEXT" || !first.Next.Equal(coming.Starts) {
			t.Errorf("%+v", first)
		}
		for name, c := range map[string]struct {
			find learning.ListCohorts
			want string
		}{
			"all, the latest first":   {learning.ListCohorts{}, "R1-LATER LEAD-1 R1-NEXT R1-OLD"},
			"the earliest first":      {learning.ListCohorts{At: models.PageAt{Order: "start"}}, "R1-OLD R1-NEXT LEAD-1 R1-LATER"},
			"of a course":             {learning.ListCohorts{Course: "LEAD"}, "LEAD-1"},
			"with free places":        {learning.ListCohorts{Stage: models.StageOpen}, "R1-LATER"},
			"full":                    {learning.ListCohorts{Stage: models.StageFull}, "R1-NEXT"},
			"finished":                {learning.ListCohorts{Stage: models.StageFinished}, "R1-OLD"},
			"drafts":                  {learning.ListCohorts{Stage: models.StageDraft}, "LEAD-1"},
			"in no stage there is":    {learning.ListCohorts{Stage: "asleep"}, ""},
			"from a month":            {learning.ListCohorts{From: "2027-01"}, "R1-LATER"},
			"until a month, that too": {learning.ListCohorts{To: "2026-12"}, "LEAD-1 R1-NEXT R1-OLD"},
			"in a month":              {learning.ListCohorts{From: "2026-12", To: "2026-12"}, "LEAD-1 R1-NEXT"},
			"in what is no month":     {learning.ListCohorts{From: "soon", To: "2026-99"}, "R1-LATER LEAD-1 R1-NEXT R1-OLD"},
			"by a word of the course": {learning.ListCohorts{Text: "DECID"}, "LEAD-1"},
			"by the code":             {learning.ListCohorts{Text: "r1-n"}, "R1-NEXT"},
		} {
			page := must[learning.CohortList](t)(s.ListCohorts(t.Context(), bea, c.find))
			var got []string
			for _, line := range page.Rows {
				got = append(got, line.Code)
			}
			if strings.Join(got, " ") != c.want || page.Total != len(got) {
				t.Errorf("%s: %v, counted %d; want %s", name, got, page.Total, c.want)
			}
		}
		next := must[learning.CohortList](t)(s.ListCohorts(t.Context(), bea, learning.ListCohorts{Text: "r1-next"})).Rows[0]
		if next.Placed != 1 || next.Offered != 1 || next.Waiting != 1 || next.Records != 1 || next.CourseCode != "R1" || next.Stage != models.StageFull {
			t.Errorf("%+v", next)
		}
	})
}

func TestTheListsOfTrainingAreForAdministratorsOfTheNetwork(t *testing.T) {
	w := modeltest.New(t)
	s, cohort := over(w), w.Cohort("R1", 3)
	local := w.Grant(w.Learner("Lou"), models.Administrator, models.OneOrganisation, w.Trust.ID)
	for _, who := range []models.Actor{w.Trainer("Tess", cohort), local, w.Learner("Ada")} {
		_, one := s.ListCourses(t.Context(), who, learning.ListCourses{})
		_, two := s.ListCohorts(t.Context(), who, learning.ListCohorts{})
		three := s.EachListedCourse(t.Context(), who, learning.ListCourses{}, func([]learning.CourseLine) error { return nil })
		four := s.EachCohort(t.Context(), who, learning.ListCohorts{}, func([]learning.CohortLine) error { return nil })
		for _, err := range []error{one, two, three, four} {
			if !errors.Is(err, models.ErrForbidden) {
				t.Errorf("%s: %v", who.Name, err)
			}
		}
	}
}
