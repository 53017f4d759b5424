package models

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"strings"
	"time"
)

// CheckIn is open while people may mark themselves at a session with the code that is shown there. The code follows from the
// secret and the time alone, so that every process shows and takes the same.
type CheckIn struct {
	SessionID  ID     `gorm:"primaryKey"`
	Secret     []byte // what the codes are made from
	OpenedByID ID
	OpenedAt   time.Time
	ClosesAt   time.Time
}

const (
	// CheckInStep is how long a code is shown. It is taken for one step more: people need time to type.
	CheckInStep = 30 * time.Second
	// CheckInLetters is how many letters a code has.
	CheckInLetters = 6

	checkInAfter = 30 * time.Minute // the session, until check-in closes by itself
	checkInGrace = 15 * time.Minute // until somebody who comes is late
)

// CheckInCloses is when the check-in of the session closes by itself.
func (s Session) CheckInCloses() time.Time { return s.Ends.Add(checkInAfter) }

// CheckableAt tells whether a check-in may be open: from half an hour before the session until half an hour after it.
func (s Session) CheckableAt(now time.Time) bool {
	return !now.Before(s.JoinOpens()) && now.Before(s.CheckInCloses())
}

// Arrived is the entry of somebody who checks in at that time: attended, and of one who is late in part, with the minutes that
// are left. Once the session is over nobody knows how long they were there.
func (s Session) Arrived(now time.Time) Entry {
	switch left := int(s.Ends.Sub(now) / time.Minute); {
	case !now.After(s.Starts.Add(checkInGrace)):
		return Entry{Mark: Attended}
	case left < 1:
		return Entry{Mark: Part}
	default:
		return Entry{Mark: Part, Minutes: left}
	}
}

// OpenAt tells whether people may check in at that time.
func (c CheckIn) OpenAt(now time.Time) bool { return c.SessionID.Known() && now.Before(c.ClosesAt) }

// Code is the code that is shown at that time.
func (c CheckIn) Code(now time.Time) string {
	return c.codeOf(now.Unix() / int64(CheckInStep/time.Second))
}

// NextCode is when the next code is shown.
func (c CheckIn) NextCode(now time.Time) time.Time {
	return now.Truncate(CheckInStep).Add(CheckInStep)
}

// Takes tells whether the code is the one that is shown, or the one before.
func (c CheckIn) Takes(code string, now time.Time) bool {
	return same(code, c.Code(now)) || same(code, c.Code(now.Add(-CheckInStep)))
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

func (c CheckIn) codeOf(step int64) string {
	mac := hmac.New(sha256.New, c.Secret)
	_ = binary.Write(mac, binary.BigEndian, step) // a hash never fails
	n, code := binary.BigEndian.Uint64(mac.Sum(nil)), make([]byte, CheckInLetters)
	for i := range code {
		code[i] = RecordLetters[n%uint64(len(RecordLetters))]
		n /= uint64(len(RecordLetters))
	}
	return string(code)
}

// ParseCheckInCode reads a code as people type it, in any case, with or without spaces and hyphens. It tells whether it can be one.
func ParseCheckInCode(text string) (string, bool) {
	plain := strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' || r == '\u2013' || r == '\u00a0' {
			return -1
		}
		return r
	}, strings.ToUpper(strings.TrimSpace(text)))
	if len(plain) != CheckInLetters || strings.Trim(plain, RecordLetters) != "" {
		return "", false
	}
	return plain, true
}
