package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"trellis/models"
)

// NamedGrant is a grant with the names of who holds it, what it reaches, and who gave it.
type NamedGrant struct {
	models.Grant
	Holder      string
	HolderEmail string
	ScopeName   string // empty for the whole network
	GivenBy     string // empty where nobody is named
	EndedBy     string
}

// GrantsOf are the grants of a person, now and once, the newest first.
func (r Reads) GrantsOf(ctx context.Context, person models.ID) ([]NamedGrant, error) {
	var list []NamedGrant
	err := r.namedGrants(ctx).Where("grants.person_id = ?", person).Order("grants.started DESC, grants.id DESC").Scan(&list).Error
	return list, err
}

func (r Reads) namedGrants(ctx context.Context) *gorm.DB {
	return r.db.WithContext(ctx).Table("grants").
		Select(`grants.*, COALESCE(organisations.name, courses.title, of_cohort.title || ', ' || cohorts.name, frameworks.name, '') AS scope_name,
			holders.name AS holder, holders.email AS holder_email, COALESCE(givers.name, '') AS given_by, COALESCE(enders.name, '') AS ended_by`).
		Joins("LEFT JOIN organisations ON grants.scope_kind = ? AND organisations.id = grants.scope_id", models.OneOrganisation).
		Joins("LEFT JOIN courses ON grants.scope_kind = ? AND courses.id = grants.scope_id", models.OneCourse).
		Joins("LEFT JOIN cohorts ON grants.scope_kind = ? AND cohorts.id = grants.scope_id", models.OneCohort).
		Joins("LEFT JOIN frameworks ON grants.scope_kind = ? AND frameworks.id = grants.scope_id", models.OneFramework).
		Joins("LEFT JOIN courses AS of_cohort ON of_cohort.id = COALESCE(cohorts.content_id, cohorts.course_id)").
		Joins("JOIN people AS holders ON holders.id = grants.person_id").
		Joins("LEFT JOIN people AS givers ON givers.id = grants.given_by_id").
		Joins("LEFT JOIN people AS enders ON enders.id = grants.ended_by_id")
}

// CountReports counts the people whose current post names the person as their manager.
func (r Reads) CountReports(ctx context.Context, manager models.ID, today models.Date) (int, error) {
	var n int64
	err := r.db.WithContext(ctx).Table("posts").Where("posts.manager_id = ? AND "+onDay("posts"), manager, today, today).
		Distinct("posts.person_id").Count(&n).Error
	return int(n), err
}

// NamedDelegation is a delegation with the names of both.
type NamedDelegation struct {
	models.Delegation
	ManagerName, DeputyName string
}

// DelegationsOf are the delegations by a person or to them that are not over, the first to end first.
func (r Reads) DelegationsOf(ctx context.Context, person models.ID, today models.Date) ([]NamedDelegation, error) {
	var list []NamedDelegation
	err := r.db.WithContext(ctx).Table("delegations").
		Select("delegations.*, managers.name AS manager_name, deputies.name AS deputy_name").
		Joins("JOIN people AS managers ON managers.id = delegations.manager_id").
		Joins("JOIN people AS deputies ON deputies.id = delegations.deputy_id").
		Where("(delegations.manager_id = ? OR delegations.deputy_id = ?) AND delegations.until >= ?", person, person, today).
		Order("delegations.until, delegations.id").Scan(&list).Error
	return list, err
}

// EnrolmentLine is an enrolment with its cohort and course. It does not hold what only the trainer sees.
type EnrolmentLine struct {
	State        models.EnrolmentState
	AppliedAt    time.Time
	ChangedAt    time.Time
	CohortCode   string
	CohortName   string
	CohortStarts time.Time
	CohortEnds   time.Time
	CourseTitle  string
}

// EnrolmentLines are a person's enrolments, the newest first.
func (r Reads) EnrolmentLines(ctx context.Context, person models.ID) ([]EnrolmentLine, error) {
	var list []EnrolmentLine
	err := r.db.WithContext(ctx).Table("enrolments").
		Select(`enrolments.state, enrolments.applied_at, enrolments.changed_at, cohorts.code AS cohort_code, cohorts.name AS cohort_name,
			cohorts.starts AS cohort_starts, cohorts.ends AS cohort_ends, courses.title AS course_title`).
		Joins("JOIN cohorts ON cohorts.id = enrolments.cohort_id").Joins("JOIN courses ON courses.id = COALESCE(cohorts.content_id, cohorts.course_id)").
		Where("enrolments.person_id = ?", person).Order("enrolments.applied_at DESC, enrolments.id DESC").Scan(&list).Error
	return list, err
}

// NamedReply is a reply with its round.
type NamedReply struct {
	models.Reply
	RoundName string
}

// RepliesOf are the rounds that a person has begun or sent, the newest first.
func (r Reads) RepliesOf(ctx context.Context, person models.ID) ([]NamedReply, error) {
	var list []NamedReply
	err := r.db.WithContext(ctx).Table("replies").Select("replies.*, rounds.name AS round_name").
		Joins("JOIN rounds ON rounds.id = replies.round_id").
		Where("replies.person_id = ?", person).Order("rounds.opens DESC, rounds.id DESC").Scan(&list).Error
	return list, err
}

// MessagesTo are the newest messages to a person, without their bodies.
func (r Reads) MessagesTo(ctx context.Context, person models.ID, most int) ([]models.Message, error) {
	var list []models.Message
	err := r.db.WithContext(ctx).Select(messageColumns).Where("person_id = ?", person).Order("created_at DESC, id DESC").Limit(most).Find(&list).Error
	return list, err
}

// LastEventBy is when somebody last did something: one of the acts, or whatever it was where none is named. The zero time
// is never.
func (r Reads) LastEventBy(ctx context.Context, person models.ID, acts ...string) (time.Time, error) {
	var last []models.Event
	query := r.db.WithContext(ctx).Select("at").Where("actor_id = ?", person)
	if len(acts) > 0 {
		query = query.Where("act IN ?", acts)
	}
	err := query.Order("at DESC, id DESC").Limit(1).Find(&last).Error
	if err != nil || len(last) == 0 {
		return time.Time{}, err
	}
	return last[0].At, nil
}
