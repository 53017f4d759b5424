// Package mail writes the letters: plain words, what happens next, and one address to go to.
package mail

import (
	"trellis/app/learning"
	"trellis/app/outbox"
)

// Letters writes every letter that the product sends.
type Letters struct{}

// Placed tells somebody that they have a place.
func (Letters) Placed(f learning.EnrolmentLetter) outbox.Letter { return outbox.Letter{To: f.Person} }

// Waiting tells somebody that they are in line.
func (Letters) Waiting(f learning.EnrolmentLetter) outbox.Letter { return outbox.Letter{To: f.Person} }

// Offered offers a freed place.
func (Letters) Offered(f learning.EnrolmentLetter) outbox.Letter { return outbox.Letter{To: f.Person} }

// Lapsed tells somebody that an offer ran out.
func (Letters) Lapsed(f learning.EnrolmentLetter) outbox.Letter { return outbox.Letter{To: f.Person} }

// Withdrawn confirms that a place or a turn was given back.
func (Letters) Withdrawn(f learning.EnrolmentLetter) outbox.Letter { return outbox.Letter{To: f.Person} }
