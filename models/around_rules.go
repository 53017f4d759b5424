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
