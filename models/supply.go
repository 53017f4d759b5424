package models

import "time"

// SystemFill is how many of the places people of one system hold, beside how many people it has.
type SystemFill struct {
	Held, AllHeld     int // places
	People, AllPeople int // with a current post
}

// Expected is how many of the places the system would hold by its part of the people, rounded down.
func (f SystemFill) Expected() int {
	if f.AllPeople == 0 {
		return 0
	}
	return f.AllHeld * f.People / f.AllPeople
}

// Over tells whether the system holds more than one and a half times its part of the people.
func (f SystemFill) Over() bool { return f.Held*f.AllPeople*2 > f.People*f.AllHeld*3 }

// fairFrom is how many places a system would hold by its part of the people before anybody says that it has too few: of one
// or two, chance decides.
const fairFrom = 3

// Under tells whether the system holds fewer than half of the places that it would by its part of the people.
func (f SystemFill) Under() bool {
	return f.Expected() >= fairFrom && f.Held*f.AllPeople*2 < f.People*f.AllHeld
}

// Supply is how many people wait for what courses build, beside the places that are free on cohorts to come.
type Supply struct {
	Below int // people under the level that their role asks for
	Free  int // places
}

// Gap is how many people there is no place for.
func (s Supply) Gap() int { return max(s.Below-s.Free, 0) }

// UnderMinimum tells whether fewer hold a place than the cohort needs to run.
func (c Cohort) UnderMinimum(held int) bool { return held < c.Minimum }

// DaysTo counts the days until another date; it is negative where that one is before.
func (d Date) DaysTo(other Date) int {
	from, to := noon(d), noon(other)
	return int(to.Sub(from) / (24 * time.Hour))
}

// noon is the middle of the day, in a time that no clock change touches.
func noon(d Date) time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t.Add(12 * time.Hour)
}

// MovedTo is the enrolment of somebody who has a place, on another cohort of the course: with the same needs and the same post.
// Whose nomination or reserved place it was stays with the one before.
func (e Enrolment) MovedTo(c Cohort, turn time.Time) Enrolment {
	return Enrolment{
		CohortID: c.ID, PersonID: e.PersonID, OrganisationID: e.OrganisationID, SystemID: e.SystemID, State: Placed, AppliedAt: turn, ChangedAt: turn,
		Needs: e.Needs, PartyID: e.PartyID, PostID: e.PostID, NominatedByID: e.NominatedByID, CopyManager: e.CopyManager,
	}
}
