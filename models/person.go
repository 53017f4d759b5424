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
	// SignInEpoch rises when the person signs out everywhere: a signed-in browser that holds an older one is signed out.
	SignInEpoch int
	CreatedAt   time.Time
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
	OrganisationID ID
	Team           string
	Title          string
	Band           string
	RoleProfileID  *ID
	ManagerID      *ID
	Started        Date
	Ended          Date
	// ManagerUnknown says that the holder does not know who their manager is; an administrator is told.
	ManagerUnknown bool
}

// CurrentOn tells whether the post is held on that day.
func (p Post) CurrentOn(day Date) bool { return day.Within(p.Started, p.Ended) }

// Delegation lets a deputy act for a manager until a day, that day included.
type Delegation struct {
	ID        ID
	ManagerID ID
	DeputyID  ID
	Started   Date
	Until     Date
}

// Role is what a grant lets a person be.
type Role string

// The roles that are granted. Learner and manager are not: everyone learns, and a current post names its manager.
const (
	Trainer       Role = "trainer"
	Lead          Role = "lead"
	Administrator Role = "administrator"
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
}

// Password is the way in that a person remembers, as an argon2id hash.
type Password struct {
	PersonID  ID `gorm:"primaryKey"`
	Hash      string
	ChangedAt time.Time
}

// SignInLink is a way in that works once, until a time. Only the hash of its token is kept.
type SignInLink struct {
	ID        ID
	PersonID  ID
	TokenHash string
	MadeByID  *ID
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    *time.Time
}

// UsableAt tells whether the link still opens the door.
func (l SignInLink) UsableAt(now time.Time) bool { return l.UsedAt == nil && now.Before(l.ExpiresAt) }

// SignIn is a signed-in browser.
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
