package models_test

import (
	"errors"
	"testing"
	"time"

	"trellis/models"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func openCohort() models.Cohort {
	return models.Cohort{
		ID: "c", State: models.CohortOpen, Capacity: 10, OfferHours: 48,
		Opens: noon.AddDate(0, -1, 0), Closes: noon.AddDate(0, 0, 20), Starts: noon.AddDate(0, 0, 28), Ends: noon.AddDate(0, 0, 35),
	}
}

func TestAPlaceIsAskedForWhileEnrolmentIsOpen(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*models.Cohort)
		closed bool
	}{
		"enrolment is open":                     {},
		"enrolment has not opened":              {change: func(c *models.Cohort) { c.Opens = noon.Add(time.Second) }, closed: true},
		"enrolment has closed":                  {change: func(c *models.Cohort) { c.Closes = noon }, closed: true},
		"the cohort is a draft":                 {change: func(c *models.Cohort) { c.State = models.CohortDraft }, closed: true},
		"the cohort is called off":              {change: func(c *models.Cohort) { c.State = models.CohortCancelled }, closed: true},
		"the very moment at which it opens":     {change: func(c *models.Cohort) { c.Opens = noon }},
		"the last moment before enrolment ends": {change: func(c *models.Cohort) { c.Closes = noon.Add(time.Second) }},
	} {
		t.Run(name, func(t *testing.T) {
			cohort := openCohort()
			if c.change != nil {
				c.change(&cohort)
			}
			e, err := cohort.Ask("ada", noon)
			var invalid models.Invalid
			if c.closed != errors.As(err, &invalid) || err == nil && (e.PersonID != "ada" || e.CohortID != cohort.ID) {
				t.Errorf("got %+v (%v), want closed %v", e, err, c.closed)
			}
		})
	}
}

func TestAnOfferRunsOutInTimeAndNeverAfterTheStart(t *testing.T) {
	cohort := openCohort()
	if got := cohort.Offer(models.Enrolment{ID: "e"}, noon).ExpiresAt; !got.Equal(noon.Add(48 * time.Hour)) {
		t.Errorf("runs out at %v", got)
	}
	late := cohort.Starts.Add(-time.Hour)
	offer := cohort.Offer(models.Enrolment{ID: "e"}, late)
	if !offer.ExpiresAt.Equal(cohort.Starts) {
		t.Errorf("an hour before the start it runs out at %v", offer.ExpiresAt)
	}
	if !offer.OpenAt(late) || offer.OpenAt(cohort.Starts) {
		t.Error("it is open until its time, and not at it")
	}
	offer.ClosedAt = &late
	if offer.OpenAt(late) || cohort.OffersAt(cohort.Starts) || !cohort.OffersAt(late) {
		t.Error("an answered offer is closed, and no place is offered once the cohort has started")
	}
}

func TestStatesFollowEachOtherAsTheTableSays(t *testing.T) {
	may := map[models.EnrolmentState][]models.EnrolmentState{
		models.Applied:      {models.Waiting, models.Placed, models.Refused, models.Declined, models.Withdrawn, models.Cancelled},
		models.Waiting:      {models.Offered, models.Withdrawn, models.Cancelled},
		models.Offered:      {models.Placed, models.Declined, models.Lapsed, models.Withdrawn, models.Cancelled},
		models.Placed:       {models.Completed, models.NotCompleted, models.Withdrawn, models.Cancelled},
		models.NotCompleted: {models.Completed, models.Placed}, models.Completed: {models.NotCompleted},
	}
	for _, from := range models.EnrolmentStates() {
		for _, to := range models.EnrolmentStates() {
			want := false
			for _, s := range may[from] {
				want = want || s == to
			}
			moved, err := models.Enrolment{State: from}.To(to, noon)
			if (err == nil) != want || want && (moved.State != to || !moved.ChangedAt.Equal(noon)) {
				t.Errorf("%s to %s: %v, want allowed %v", from, to, err, want)
			}
		}
		if from.HoldsPlace() && !from.Live() || from.InLine() && from.HoldsPlace() {
			t.Errorf("%s: whoever holds a place is on the cohort, and is not in line", from)
		}
	}
}

func TestAPlaceCanBeGivenBackUntilTheCohortEnds(t *testing.T) {
	cohort := openCohort()
	placed := models.Enrolment{State: models.Placed}
	if !placed.WithdrawableAt(cohort, cohort.Ends) || placed.WithdrawableAt(cohort, cohort.Ends.Add(time.Second)) {
		t.Error("a place can be given back until the end, not after")
	}
	if (models.Enrolment{State: models.Completed}).WithdrawableAt(cohort, noon) {
		t.Error("what is completed cannot be given back")
	}
}

func TestTheStageOfACohort(t *testing.T) {
	for name, c := range map[string]struct {
		change        func(*models.Cohort)
		held, waiting int
		want          models.CohortStage
	}{
		"people can enrol":              {want: models.StageOpen},
		"its last place is held":        {held: 10, want: models.StageFull},
		"somebody waits":                {held: 3, waiting: 1, want: models.StageFull},
		"enrolment opens later":         {change: func(c *models.Cohort) { c.Opens = noon.Add(time.Second) }, want: models.StageComing},
		"enrolment has closed":          {change: func(c *models.Cohort) { c.Closes = noon }, held: 10, want: models.StageClosed},
		"it starts now":                 {change: func(c *models.Cohort) { c.Starts = noon }, want: models.StageRunning},
		"its last session is not over":  {change: func(c *models.Cohort) { c.Starts, c.Ends = noon.Add(-time.Hour), noon }, want: models.StageRunning},
		"its last session is over":      {change: func(c *models.Cohort) { c.Starts, c.Ends = noon.Add(-time.Hour), noon.Add(-1) }, want: models.StageFinished},
		"it is a draft":                 {change: func(c *models.Cohort) { c.State = models.CohortDraft }, want: models.StageDraft},
		"it is called off, and is over": {change: func(c *models.Cohort) { c.State, c.Ends = models.CohortCancelled, noon.Add(-1) }, want: models.StageCancelled},
	} {
		t.Run(name, func(t *testing.T) {
			cohort := openCohort()
			if c.change != nil {
				c.change(&cohort)
			}
			if got := cohort.StageAt(noon, c.held, c.waiting); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestAFreePlaceWaitsForATrainerInTheQuietHoursAlone(t *testing.T) {
	starts := time.Date(2027, 1, 12, 10, 0, 0, 0, time.UTC)
	c := models.Cohort{State: models.CohortOpen, Starts: starts, QuietHours: 24}
	for before, want := range map[time.Duration]bool{25 * time.Hour: false, 23 * time.Hour: true, 0: false} {
		if got := c.QuietAt(starts.Add(-before)); got != want {
			t.Errorf("%v before the start: %v", before, got)
		}
	}
}
