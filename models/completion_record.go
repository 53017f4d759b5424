package models

import (
	"regexp"
	"strings"
	"time"
)

// CompletionRecord says that a person completed a course. It is a snapshot: what it says stays as it was, and a change
// issues a successor.
type CompletionRecord struct {
	ID          ID
	Code        string
	EnrolmentID ID
	PersonID    ID
	CourseID    ID
	CohortID    ID

	PersonName       string
	OrganisationName string
	ProviderName     string
	CourseTitle      string
	CourseVersion    int
	CohortName       string
	Minutes          int
	SessionsAttended int
	SessionsHeld     int
	Rule             string // what was required, in words
	CompletedOn      Date
	ValidUntil       Date

	IssuedAt   time.Time
	IssuedByID ID
	IssuedBy   string
	// Shared tells whether the holder lets the check page show the name.
	Shared bool

	RevokedAt     *time.Time
	RevokedByID   *ID
	RevokedReason string
	SupersededAt  *time.Time
	SuccessorID   *ID

	OrganisationID *ID    // of the post that the person came with
	StartedOn      Date   // the first session
	RuleChangeID   *ID    // the change that made the rule; nil for the rule of the version
	DecisionReason string // why a trainer decided, where the rule did not
	ReplacesReason string // why it took the place of another record
	// StatusList and StatusIndex are where the badge's status is published; nil until it has a place.
	StatusList  *int
	StatusIndex *int
}

// HasPublicBadge tells whether anybody may have the badge of the record: while its holder shares it, once it has a place on a list
// of states.
func (r CompletionRecord) HasPublicBadge() bool {
	return r.Shared && r.PersonName != NameErased && r.StatusList != nil && r.StatusIndex != nil
}

// Snapshot is what a record says of an enrolment by the course's rule, as things stand now. Names, number and issue are
// still to come.
func (c Course) Snapshot(e Enrolment, cohort Cohort, standing Standing, units []Unit) CompletionRecord {
	r := CompletionRecord{
		EnrolmentID: e.ID, PersonID: e.PersonID, CourseID: cohort.CourseID, CohortID: cohort.ID,
		CourseTitle: c.Title, CourseVersion: c.Version, CohortName: cohort.Name, Minutes: standing.Minutes,
		SessionsAttended: standing.Attended, SessionsHeld: standing.Held, Rule: c.Rule(units), CompletedOn: DateOf(cohort.Ends),
		StartedOn: DateOf(cohort.Starts), OrganisationID: e.OrganisationID,
	}
	if standing.Decision != nil {
		r.DecisionReason = standing.Decision.Reason
	}
	if c.ValidMonths > 0 {
		r.ValidUntil = r.CompletedOn.AddMonths(c.ValidMonths)
	}
	return r
}

// RecordOutcome is one competency that a completion record names, with the level the course is designed to reach.
type RecordOutcome struct {
	CompletionRecordID ID  `gorm:"primaryKey"`
	Position           int `gorm:"primaryKey;autoIncrement:false"`
	CompetencyCode     string
	CompetencyName     string
	Level              int
	LevelLabel         string
	// CompetencyID and the framework's code, title and version say where it is described; records from before say nothing.
	CompetencyID     *ID
	FrameworkCode    string
	FrameworkTitle   string
	FrameworkVersion string
}

// RecordState is what a check of a completion record finds.
type RecordState string

// The states of a completion record. Not found is the fifth answer of the check page.
const (
	Genuine         RecordState = "genuine"
	Expired         RecordState = "expired"
	Superseded      RecordState = "superseded"
	RecordWithdrawn RecordState = "withdrawn"
	RecordNotFound  RecordState = "not found"
)

// Live tells whether the record stands: it was neither withdrawn nor superseded.
func (r CompletionRecord) Live() bool { return r.RevokedAt == nil && r.SupersededAt == nil }

// Renamed is what takes the record's place when the person is called otherwise: the same, under another name. The number and
// issue are still to come, and so is a place for its state.
func (r CompletionRecord) Renamed(name, reason string) CompletionRecord {
	r.ID, r.Code, r.PersonName, r.ReplacesReason = "", "", name, reason
	r.StatusList, r.StatusIndex, r.SupersededAt, r.SuccessorID = nil, nil, nil, nil
	return r
}

// StateOn is where the record stands on a day. What was withdrawn stays withdrawn, whatever else holds.
func (r CompletionRecord) StateOn(day Date) RecordState {
	switch {
	case r.RevokedAt != nil:
		return RecordWithdrawn
	case r.SupersededAt != nil:
		return Superseded
	case r.ValidUntil != "" && r.ValidUntil < day:
		return Expired
	}
	return Genuine
}

// Revoke withdraws the record for a reason.
func (r CompletionRecord) Revoke(by ID, reason string, now time.Time) (CompletionRecord, error) {
	if strings.TrimSpace(reason) == "" {
		return r, Invalid{"reason": "Say why the record is withdrawn"}
	}
	if !r.Live() {
		return r, Invalid{"reason": "This record is already withdrawn or replaced"}
	}
	r.RevokedAt, r.RevokedByID, r.RevokedReason = &now, &by, strings.TrimSpace(reason)
	return r, nil
}

// RecordLetters are what a record's number is made of: no 0, O, 1, I or L, which people confuse.
const RecordLetters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"

var recordCode = regexp.MustCompile(`^[A-HJKMNP-Z2-9]{2}-[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}$`)

// ParseRecordCode reads a record number as people type it, in any case, with or without hyphens and spaces. It tells
// whether the text has the pattern XX-XXXX-XXXX.
func ParseRecordCode(text string) (string, bool) {
	plain := strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' || r == '\u2013' || r == '\u00a0' {
			return -1
		}
		return r
	}, strings.ToUpper(strings.TrimSpace(text)))
	if len(plain) != 10 {
		return "", false
	}
	code := plain[:2] + "-" + plain[2:6] + "-" + plain[6:]
	return code, recordCode.MatchString(code)
}

// RecordCode writes ten random bytes as a record number. Thirty-one letters do not divide 256: bytes of 248 and over are
// refused, so that every number is equally likely.
func RecordCode(random [10]byte) (string, bool) {
	var code strings.Builder
	for i, b := range random {
		if b >= 248 {
			return "", false
		}
		if i == 2 || i == 6 {
			code.WriteByte('-')
		}
		code.WriteByte(RecordLetters[int(b)%len(RecordLetters)])
	}
	return code.String(), true
}
