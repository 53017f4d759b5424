package store

import (
	"context"
	"slices"
	"time"

	"trellis/models"
)

// Askable is somebody whom a person may ask by name to say where they stand, and as what.
type Askable struct {
	ID   models.ID
	Name string
	Kind models.AssessmentKind
	// For is the course that a trainer teaches; empty for a peer.
	For string
}

// Whom a person knows by name: who has the same manager or works in the same team, and the trainers of their cohorts. Who manages
// them is not asked: they answer anyway.
const askable = `SELECT p.id, p.name, p.name_key, 'peer' AS kind, '' AS "for" FROM posts mine
		JOIN posts theirs ON theirs.manager_id = mine.manager_id AND theirs.person_id <> mine.person_id AND ` + theirsToday + `
		JOIN people p ON p.id = theirs.person_id AND p.erased_at IS NULL WHERE ` + mineToday + `
	UNION SELECT p.id, p.name, p.name_key, 'peer', '' FROM posts mine
		JOIN posts theirs ON theirs.team_id = mine.team_id AND theirs.person_id <> mine.person_id AND ` + theirsToday + `
		JOIN people p ON p.id = theirs.person_id AND p.erased_at IS NULL WHERE ` + mineToday + `
	UNION SELECT p.id, p.name, p.name_key, 'trainer', courses.title FROM enrolments
		JOIN cohorts ON cohorts.id = enrolments.cohort_id JOIN courses ON courses.id = cohorts.course_id
		JOIN grants ON grants.role = 'trainer' AND grants.started <= @today
			AND (grants.scope_kind = 'cohort' AND grants.scope_id = cohorts.id OR grants.scope_kind = 'course' AND grants.scope_id = cohorts.course_id)
		JOIN people p ON p.id = grants.person_id AND p.id <> @person AND p.erased_at IS NULL
		WHERE enrolments.person_id = @person AND enrolments.state IN @register`

const (
	mineToday   = `mine.person_id = @person AND mine.started <= @today AND (mine.ended IS NULL OR mine.ended >= @today)`
	theirsToday = `theirs.started <= @today AND (theirs.ended IS NULL OR theirs.ended >= @today)`
)

// Askable are whom the person may ask by name: peers, and the trainers of the cohorts that they are or were on; by name.
func (r Reads) Askable(ctx context.Context, person models.ID, today models.Date) ([]Askable, error) {
	var list []Askable
	err := r.db.WithContext(ctx).Raw(`SELECT id, name, kind, "for" FROM (`+askable+`) found
		WHERE id NOT IN (SELECT m.manager_id FROM posts m WHERE m.person_id = @person AND m.manager_id IS NOT NULL AND m.started <= @today AND (m.ended IS NULL OR m.ended >= @today))
		ORDER BY name_key, id, kind DESC, "for"`,
		map[string]any{"person": person, "today": today, "register": models.OnRegister()}).Scan(&list).Error
	// Of somebody who is both, the trainer stays: "trainer" sorts before "peer" here.
	return slices.CompactFunc(list, func(a, b Askable) bool { return a.ID == b.ID }), err
}

// ListedRequest is a request with the names of what it points at.
type ListedRequest struct {
	models.AssessmentRequest
	PersonName     string
	OfName         string
	CompetencyName string
	CompetencySlug string
	VersionID      models.ID
	Level          *int // of the answer
	Example        string
	RemindedAt     *time.Time // last
}

const listedRequest = `SELECT q.*, asks.name AS person_name, coalesce(asked.name, '') AS of_name, k.name AS competency_name, k.slug AS competency_slug,
	k.framework_version_id AS version_id, a.level, coalesce(a.example, '') AS example,
	reminded.at AS reminded_at
	FROM assessment_requests q JOIN people asks ON asks.id = q.person_id LEFT JOIN people asked ON asked.id = q.of_id
	JOIN competencies k ON k.id = q.competency_id LEFT JOIN assessments a ON a.id = q.assessment_id
	LEFT JOIN events reminded ON reminded.id = (SELECT id FROM events WHERE subject_id = q.id AND act = '` + RequestReminded + `' ORDER BY at DESC, id DESC LIMIT 1) `

// The acts by which requests are counted.
const (
	RequestReminded = "request.reminded"
	AskedByAddress  = "request.made_by_address" // whether or not anybody has the address
)

// RequestsOf are what the person is asked, and has not answered, oldest first.
func (r Reads) RequestsOf(ctx context.Context, of models.ID) ([]ListedRequest, error) {
	var list []ListedRequest
	err := r.db.WithContext(ctx).Raw(listedRequest+`WHERE q.of_id = ? AND q.state = ? ORDER BY q.asked_at, q.id`, of, models.RequestAsked).Scan(&list).Error
	return list, err
}

// RequestsBy are the newest that the person has asked, at most that many.
func (r Reads) RequestsBy(ctx context.Context, person models.ID, most int) ([]ListedRequest, error) {
	var list []ListedRequest
	err := r.db.WithContext(ctx).Raw(listedRequest+`WHERE q.person_id = ? ORDER BY q.asked_at DESC, q.id DESC LIMIT ?`, person, most).Scan(&list).Error
	return list, err
}

// RequestsTogether are those that were asked of the same person in one act, of which one is named, by name.
func (r Reads) RequestsTogether(ctx context.Context, id models.ID) ([]ListedRequest, error) {
	var list []ListedRequest
	err := r.db.WithContext(ctx).Raw(listedRequest+`JOIN assessment_requests named ON named.id = ?
		WHERE q.person_id = named.person_id AND q.of_id = named.of_id AND q.asked_at = named.asked_at ORDER BY k.name_key, q.id`, id).Scan(&list).Error
	return list, err
}

// ListedRequest is one request with its names.
func (r Reads) ListedRequest(ctx context.Context, id models.ID) (ListedRequest, error) {
	var list []ListedRequest
	err := r.db.WithContext(ctx).Raw(listedRequest+`WHERE q.id = ?`, id).Scan(&list).Error
	if err == nil && len(list) == 0 {
		err = models.ErrNotFound
	}
	if err != nil {
		return ListedRequest{}, err
	}
	return list[0], nil
}

// CountAskedByAddress counts how often the person has asked somebody by their address since a time.
func (r Reads) CountAskedByAddress(ctx context.Context, person models.ID, since time.Time) (int64, error) {
	var n int64
	err := r.db.WithContext(ctx).Model(&models.Event{}).Where("actor_id = ? AND act = ? AND at > ?", person, AskedByAddress, since).Count(&n).Error
	return n, err
}

// ChangeRequest keeps what became of a request.
func (tx *Tx) ChangeRequest(ctx context.Context, q models.AssessmentRequest) error {
	return tx.update(ctx, &q, "State", "Address", "AnsweredAt", "AssessmentID", "Answer")
}
