package models

import (
	"strconv"
	"strings"
	"time"
)

// Algorithm is a way of signing.
type Algorithm string

// The ways of signing: one for a credential as a token, one for a proof inside of it.
const (
	ES256   Algorithm = "ES256"
	Ed25519 Algorithm = "Ed25519"
)

// Lists of the states of badges.
const (
	StatusListLength = 131_072              // places on a list: the least that the standard takes
	StatusListFull   = StatusListLength / 2 // given out, when the next list begins
)

// SigningKey is a key that badges are signed with. A retired one signs no more and is still published, as long as records live.
type SigningKey struct {
	ID        ID
	Number    int // of its algorithm, from 1
	Algorithm Algorithm
	Public    []byte // PKIX, DER
	Sealed    []byte // the private key in PKCS #8, sealed under the secret of the installation
	MadeAt    time.Time
	RetiredAt *time.Time
}

// Name is what the key is called in public, after the address of the installation.
func (k SigningKey) Name() string {
	return strings.ToLower(string(k.Algorithm)) + "-" + strconv.Itoa(k.Number)
}

// BadgeSubject is whom the badges of a person are about: a random name that says nothing.
type BadgeSubject struct {
	PersonID ID     `gorm:"primaryKey"`
	Subject  string // urn:uuid:…
}

// TranscriptLink shows somebody's transcript to whoever has the address, until it ends.
type TranscriptLink struct {
	ID        ID
	PersonID  ID
	Label     string // for whom it was made, in the person's words
	TokenHash string
	Whole     bool // shows self-study and the totals of the log as well
	MadeAt    time.Time
	ExpiresAt time.Time
	EndedAt   *time.Time
}

// OpenAt tells whether the link shows the transcript at that moment.
func (l TranscriptLink) OpenAt(now time.Time) bool {
	return l.EndedAt == nil && now.Before(l.ExpiresAt)
}

// TranscriptUse is how often a link to a transcript was opened on a day.
type TranscriptUse struct {
	TranscriptLinkID ID   `gorm:"primaryKey"`
	UsedOn           Date `gorm:"primaryKey"`
	Times            int
}

// PastCompletion is learning before this system, as a file said it: nobody here has checked it. One without a person waits until
// somebody says whose it is.
type PastCompletion struct {
	ID          ID
	PersonID    *ID
	Email       string // as the file has it
	EmailKey    string
	Name        string
	CourseTitle string
	Provider    string
	CompletedOn Date
	Minutes     *int
	ValidUntil  Date
	Reference   string // of a certificate
	FileName    string
	AddedByID   *ID // nobody: the command line
	AddedAt     time.Time
	MatchedByID *ID
	MatchedAt   *time.Time
	DroppedAt   *time.Time
}

// ColumnMap is how an employer wants the completions of its people: which columns, in which order, under which names.
type ColumnMap struct {
	OrganisationID ID     `gorm:"primaryKey"`
	Columns        string // as JSON: see MappedColumn
	DateFormat     string // as Go writes it
	Version        int
	ChangedByID    ID
	ChangedAt      time.Time
}

// MappedColumn is one column of such a file: what is in it, and what it is called there.
type MappedColumn struct {
	Field string `json:"field"` // empty for a column that always says the same
	Title string `json:"title"`
	Says  string `json:"says,omitempty"` // what the column always says
}

// CompletionExport is one time that the completions of an employer's people were handed out.
type CompletionExport struct {
	ID             ID
	OrganisationID ID
	FromOn         Date
	UntilOn        Date
	Records        int
	ByID           ID
	MadeAt         time.Time
}
