package models

import (
	"strings"
	"time"
)

// Person is somebody the network knows. What they do is said by their posts, what they may do by their grants.
type Person struct {
	ID         ID
	Email      string // as written
	EmailKey   string // folded; unique
	Name       string
	NameKey    string // folded, for search
	WelcomedAt *time.Time
	CreatedAt  time.Time
	ErasedAt   *time.Time // who they were is forgotten; what they counted for stays
}

// FormerEmail is an address that somebody had: files that still name it mean them.
type FormerEmail struct {
	EmailKey string `gorm:"primaryKey"`
	PersonID ID
	LeftAt   time.Time
}

// FirstName is the first word of the name: enough for a greeting, never for a record.
func (p Person) FirstName() string {
	first, _, _ := strings.Cut(p.Name, " ")
	return first
}

// PersonState is where somebody stands with the network, as a list of people asks.
type PersonState string

// Where somebody can stand. They do not exclude each other.
const (
	InPost         PersonState = "in-post"
	Left           PersonState = "left" // has had a post, and holds none any more
	NotWelcomed    PersonState = "not-welcomed"
	ManagerUnknown PersonState = "manager-unknown"
	NoRoleProfile  PersonState = "no-role-profile" // a post says no role
)

// Post is a job of a person at an organisation, for a time. A person may hold several at once.
type Post struct {
	ID             ID
	PersonID       ID
	OrganisationID ID  // the employer
	TeamID         *ID // the organisation in which the work is done, where that is kept: a team or a decision support unit
	Team           string
	Title          string
	Band           string
	RoleProfileID  *ID
	ManagerID      *ID
	Started        Date
	Ended          Date
	// ManagerUnknown says that the holder does not know who their manager is; an administrator is told.
	ManagerUnknown bool
	// StaffNumber is how the employer's staff system calls the holder; the holder writes it, or nobody.
	StaffNumber string
}

// CurrentOn tells whether the post is held on that day.
func (p Post) CurrentOn(day Date) bool { return day.Within(p.Started, p.Ended) }

// DelegationKind tells why somebody acts for a manager.
type DelegationKind string

// The kinds of delegation.
const (
	Deputy        DelegationKind = "deputy"
	ActingManager DelegationKind = "acting" // the manager is away, or has left
)

// Delegation lets a deputy, or an acting manager, act for a manager until a day, that day included.
type Delegation struct {
	ID        ID
	ManagerID ID
	DeputyID  ID
	Kind      DelegationKind
	Started   Date
	Until     Date
	GivenByID *ID
}

// Role is what a grant lets a person be.
type Role string

// The roles that are granted. Learner and manager are not: everyone learns, and a current post names its manager.
const (
	Trainer       Role = "trainer"
	Lead          Role = "lead"
	Administrator Role = "administrator"
	DataAnalyst   Role = "analyst" // of the network's figures
	Editor        Role = "editor"  // of a framework
)

// Managing is the role of those whom a current post names as its manager. Nobody grants it.
const Managing Role = "manager"

// ScopeKind tells what kind of thing a grant reaches.
type ScopeKind string

// The scopes of a grant.
const (
	WholeNetwork    ScopeKind = "network"
	OneOrganisation ScopeKind = "organisation"
	OneCourse       ScopeKind = "course"
	OneCohort       ScopeKind = "cohort"
	OneFramework    ScopeKind = "framework"
)

// Grant gives a person a role within a scope, for a time.
type Grant struct {
	ID        ID
	PersonID  ID
	Role      Role
	ScopeKind ScopeKind
	ScopeID   ID // empty for the whole network
	Started   Date
	Ended     Date
	GivenByID *ID
	EndedByID *ID
}

// Password is the way in that a person remembers, as an argon2id hash.
type Password struct {
	PersonID  ID `gorm:"primaryKey"`
	Hash      string
	ChangedAt time.Time
}

// LinkPurpose tells what a link is for.
type LinkPurpose string

// What links are for.
const (
	ToSignIn      LinkPurpose = "sign_in"
	ToReset       LinkPurpose = "reset"      // the password
	ToJoin        LinkPurpose = "invitation" // the first sign-in
	ToChangeEmail LinkPurpose = "email"      // shows that the new address is theirs
)

// SignInLink is a way in that works once, until a time. Only the hash of its token is kept.
type SignInLink struct {
	ID        ID
	PersonID  *ID // nobody until the letter is written, of a link that was asked for with an address
	Purpose   LinkPurpose
	Email     string // the new address, of a link that changes it; the address it was asked for with
	TokenHash string
	MadeByID  *ID
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    *time.Time
}

// UsableAt tells whether the link still opens the door.
func (l SignInLink) UsableAt(now time.Time) bool {
	return l.PersonID != nil && l.UsedAt == nil && now.Before(l.ExpiresAt)
}

// Life is how long a link for the purpose works, from the moment its letter is written.
func (p LinkPurpose) Life() time.Duration {
	switch p {
	case ToSignIn:
		return 15 * time.Minute
	case ToReset:
		return time.Hour
	case ToJoin:
		return 14 * 24 * time.Hour
	case ToChangeEmail:
		return 24 * time.Hour
	}
	return 0
}

// SignIn is what the session manager keeps of a browser; which person it is, and since when, says its Device.
type SignIn struct {
	Token     string `gorm:"primaryKey"` // hashed
	Data      []byte
	ExpiresAt time.Time
}

// Look says that a viewer saw the named skills of a person on a day.
type Look struct {
	ViewerID ID   `gorm:"primaryKey"`
	PersonID ID   `gorm:"primaryKey"`
	Day      Date `gorm:"primaryKey"`
}

// Throttle counts tries of one kind within a window of time.
type Throttle struct {
	Key     string `gorm:"primaryKey"`
	Since   time.Time
	Counted int
}
