package models

import "time"

// ApologiesAt tells whether somebody can still say that they cannot come to the session, or take that back: until it starts.
func (s Session) ApologiesAt(now time.Time) bool { return now.Before(s.Starts) }

// LateAt tells whether who gives a place back does so late: from the cutoff on, so many hours before the start, once the dates
// are set.
func (c Cohort) LateAt(now time.Time) bool {
	return !c.Unscheduled && !now.Before(c.Starts.Add(-time.Duration(c.CutoffHours)*time.Hour))
}

// TextsEdition is another whenever what the session tells those placed is: the joining text, the recording, or the follow-up.
func (s Session) TextsEdition() string { return editionOf(s.JoiningText, s.RecordingURL, s.FollowUp) }

// WebAddress tells whether a text is an address that a browser opens over the web.
func WebAddress(text string) bool { return webAddress(text) }

// NeedsAt tells whether access needs are asked for on the day: from whoever has a place or waits for one, until the day on which
// the cohort ends. On the next they are forgotten.
func (e Enrolment) NeedsAt(c Cohort, today Date) bool {
	return c.State != CohortCancelled && (e.State == Placed || e.State == Offered || e.State.InLine()) && today <= DateOf(c.Ends)
}

// LateIn tells whether a change of an enrolment gave a place of the cohort back late.
func (ch EnrolmentChange) LateIn(c Cohort) bool {
	return ch.FromState == Placed && ch.ToState == Withdrawn && c.LateAt(ch.ChangedAt)
}

// PreparationsEdition is another whenever what there is to do before a cohort is.
func PreparationsEdition(list []Preparation) string {
	var parts []any
	for _, p := range list {
		parts = append(parts, p.ID, p.Number, p.Title, p.URL, p.Minutes)
	}
	return editionOf(parts...)
}
