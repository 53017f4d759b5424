// Package badge says what a completion record is as an Open Badges 3.0 credential: it writes one, signs it, puts it into a picture,
// and checks one, whoever made it. It knows no database and reaches for nothing: what has to be fetched, a Resolver fetches.
package badge

import (
	"strconv"
	"strings"
	"time"
)

// The addresses of the standards' contexts, in the order in which a badge names them.
const (
	credentialsContext = "https://www.w3.org/ns/credentials/v2" //nolint:gosec // an address, no secret
	badgesContext      = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
)

// Completion is what a badge says: what a completion record says, less the person.
type Completion struct {
	ID          string // an address at which the record can be checked
	Subject     string // whom it is about: urn:uuid:…
	Issuer      string // a DID
	IssuerName  string
	IssuerURL   string
	Achievement Achievement
	IssuedAt    time.Time
	ValidUntil  time.Time // zero where it holds for good
	StartedOn   string    // days, as 2026-11-23; empty where not known
	CompletedOn string
	Status      Place
}

// Achievement is what was achieved: the same for everybody who completes the version of a course.
type Achievement struct {
	ID       string // an address that says what it is
	Image    string // an address of its picture; empty for none
	Name     string
	Code     string // of the course
	Version  string
	Criteria string
	Outcomes []Outcome
}

// Outcome is something in a framework that the course is designed to reach.
type Outcome struct {
	URL, Code, Name, Framework, Says string
}

// Place is where the state of a badge is published: an address of a list, and which bit of it.
type Place struct {
	List  string
	Index int
}

// Says is what every badge says of itself, so that nobody takes it for more than it is.
const Says = "Shows completion of the course, not competence."

// object is a JSON object. Members that are empty are not written: the standard forbids null and empty lists.
type object map[string]any

// Credential is the badge without a proof.
func (c Completion) Credential() map[string]any {
	issuer := object{"id": c.Issuer, "type": []any{"Profile"}}
	set(issuer, "name", c.IssuerName)
	set(issuer, "url", c.IssuerURL)
	subject := object{"id": c.Subject, "type": []any{"AchievementSubject"}, "achievement": c.Achievement.object()}
	setDay(subject, "activityStartDate", c.StartedOn)
	setDay(subject, "activityEndDate", c.CompletedOn)
	credential := object{
		"@context": []any{credentialsContext, badgesContext}, "id": c.ID, "type": []any{"VerifiableCredential", "OpenBadgeCredential"},
		"name": c.Achievement.Name, "description": Says, "issuer": map[string]any(issuer), "validFrom": when(c.IssuedAt),
		"credentialSubject": map[string]any(subject), "credentialStatus": c.Status.entry(),
	}
	if !c.ValidUntil.IsZero() {
		credential["validUntil"] = when(c.ValidUntil)
	}
	return credential
}

func (a Achievement) object() map[string]any {
	achievement := object{
		"id": a.ID, "type": []any{"Achievement"}, "achievementType": "CertificateOfCompletion", "name": a.Name,
		"description": Says, "criteria": map[string]any{"id": a.ID, "narrative": a.Criteria},
	}
	set(achievement, "humanCode", a.Code)
	set(achievement, "version", a.Version)
	if a.Image != "" {
		achievement["image"] = map[string]any{"id": a.Image, "type": "Image"}
	}
	alignments := make([]any, len(a.Outcomes))
	for i, o := range a.Outcomes {
		alignment := object{"type": []any{"Alignment"}, "targetName": o.Name, "targetUrl": o.URL, "targetType": "ext:Competency"}
		set(alignment, "targetCode", o.Code)
		set(alignment, "targetFramework", o.Framework)
		set(alignment, "targetDescription", o.Says)
		alignments[i] = map[string]any(alignment)
	}
	if len(alignments) > 0 {
		achievement["alignment"] = alignments
	}
	return achievement
}

// JSON is the achievement alone, for programs that follow its address.
func (a Achievement) JSON() ([]byte, error) {
	achievement := a.object()
	achievement["@context"] = []any{credentialsContext, badgesContext}
	return marshal(achievement)
}

func (p Place) entry() map[string]any {
	index := strconv.Itoa(p.Index)
	return map[string]any{
		"id": p.List + "#" + index, "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
		"statusListIndex": index, "statusListCredential": p.List,
	}
}

func set(o object, name, text string) {
	if text != "" {
		o[name] = text
	}
}

func setDay(o object, name, day string) {
	if day != "" {
		o[name] = day + "T00:00:00Z"
	}
}

// when writes a time as badges have it: to the second, in UTC.
func when(t time.Time) string { return t.UTC().Truncate(time.Second).Format(time.RFC3339) }

// DID is the name of whoever answers at an address: https://skills.example.org is did:web:skills.example.org.
func DID(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	host, path, _ := strings.Cut(strings.TrimSuffix(rest, "/"), "/")
	did := "did:web:" + strings.ReplaceAll(host, ":", "%3A")
	if path != "" {
		did += ":" + strings.ReplaceAll(path, "/", ":")
	}
	return did
}
