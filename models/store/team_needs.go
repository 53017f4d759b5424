package store

import (
	"context"
	"time"

	"trellis/models"
)

// NeedLine is a need of a team, with the competency that it is about.
type NeedLine struct {
	models.TeamNeed
	Code, Slug, Name string
	DomainID         models.ID
	DomainName       string
	VersionID        models.ID
	LevelLabel       string
}

const needLine = `SELECT team_needs.*, competencies.code, competencies.slug, competencies.name, domains.id AS domain_id, domains.name AS domain_name,
		domains.framework_version_id AS version_id, coalesce(levels.label, '') AS level_label
	FROM team_needs JOIN competencies ON competencies.id = team_needs.competency_id JOIN domains ON domains.id = competencies.domain_id
	LEFT JOIN levels ON levels.framework_version_id = domains.framework_version_id AND levels.value = team_needs.level `

// NeedsOf are the needs of the teams, in the order of the framework. A team is an organisation, or the manager of its people.
func (r Reads) NeedsOf(ctx context.Context, teams []models.ID) ([]NeedLine, error) {
	var list []NeedLine
	err := r.db.WithContext(ctx).Raw(needLine+`WHERE team_needs.organisation_id IN @teams OR team_needs.manager_id IN @teams
		ORDER BY domains.position, domains.id, competencies.position, competencies.id, team_needs.id`, map[string]any{"teams": teams}).Scan(&list).Error
	return list, err
}

// LockNeed is a need, locked.
func (tx *Tx) LockNeed(ctx context.Context, id models.ID) (models.TeamNeed, error) {
	var n models.TeamNeed
	err := tx.db.WithContext(ctx).Clauses(locking()).Where("id = ?", id).Take(&n).Error
	return n, known(err)
}

// ChangeNeed keeps what a locked need says.
func (tx *Tx) ChangeNeed(ctx context.Context, n models.TeamNeed) error {
	return tx.update(ctx, &n, "level", "people", "revision", "changed_at", "mix_id")
}

// DropNeeds removes needs.
func (tx *Tx) DropNeeds(ctx context.Context, ids []models.ID) error {
	return tx.db.WithContext(ctx).Where("id IN ?", ids).Delete(&models.TeamNeed{}).Error
}

// UnitMember is somebody with a current post in a team, or whose post names its manager. Whoever is in two of the teams is there twice.
type UnitMember struct {
	Of               models.ID // the team
	PersonID         models.ID
	Name             string
	Title            string
	OrganisationName string
	RoleProfileID    *models.ID
	// Ended is the last day of the post that lasts longest; empty where none is set.
	Ended models.Date
	// Away tells that they are on leave on one of the days that were asked for.
	Away bool
}

// inTeam finds the posts of the teams by the three ways in which one belongs to a team.
const inTeam = `SELECT posts.id AS post_id, posts.team_id AS of_id FROM posts WHERE posts.team_id IN @teams AND ` + postNow + `
	UNION SELECT posts.id, posts.organisation_id FROM posts WHERE posts.organisation_id IN @teams AND ` + postNow + `
	UNION SELECT posts.id, posts.manager_id FROM posts WHERE posts.manager_id IN @teams AND ` + postNow

const postNow = `posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today)`

// UnitMembers are the people of the teams today, by name, with who will be away or gone by the day.
func (r Reads) UnitMembers(ctx context.Context, teams []models.ID, today, until models.Date) ([]UnitMember, error) {
	var rows []UnitMember
	err := r.db.WithContext(ctx).Raw(`SELECT of_team.of_id AS of, people.id AS person_id, people.name, posts.title, organisations.name AS organisation_name,
			posts.role_profile_id, posts.ended,
			EXISTS (SELECT 1 FROM leaves WHERE leaves.person_id = people.id AND leaves.from_day <= @until AND leaves.until_day >= @today) AS away
		FROM (`+inTeam+`) of_team JOIN posts ON posts.id = of_team.post_id
		JOIN people ON people.id = posts.person_id JOIN organisations ON organisations.id = posts.organisation_id
		ORDER BY of_team.of_id, people.name_key, people.id, posts.started, posts.id`,
		map[string]any{"teams": teams, "today": today, "until": until}).Scan(&rows).Error
	var list []UnitMember
	for _, m := range rows {
		if n := len(list); n > 0 && list[n-1].PersonID == m.PersonID && list[n-1].Of == m.Of {
			if last := &list[n-1]; last.Ended != "" && (m.Ended == "" || m.Ended > last.Ended) {
				last.Ended = m.Ended
			}
			continue
		}
		list = append(list, m)
	}
	return list, err
}

// UnitHeld is where somebody stands in a competency, as they or their manager say.
type UnitHeld struct {
	PersonID     models.ID
	CompetencyID models.ID
	Level        int
	AssessedAt   time.Time
}

// HeldBy is where the people of the teams stand in the competencies.
func (r Reads) HeldBy(ctx context.Context, teams, competencies []models.ID, today models.Date) ([]UnitHeld, error) {
	var list []UnitHeld
	err := r.db.WithContext(ctx).Raw(`SELECT skills.person_id, skills.competency_id, skills.level, skills.assessed_at FROM skills
		WHERE skills.person_id IN (SELECT posts.person_id FROM (`+inTeam+`) of_team JOIN posts ON posts.id = of_team.post_id)
		AND skills.competency_id IN @competencies AND skills.assessment_id IS NOT NULL`,
		map[string]any{"teams": teams, "today": today, "competencies": competencies}).Scan(&list).Error
	return list, err
}

// TeamWish says that somebody would like to learn a competency: they want a course that builds it, or much of its area.
type TeamWish struct {
	PersonID     models.ID
	CompetencyID models.ID
}

// WishesOf are what the people of the teams would like to learn of the competencies.
func (r Reads) WishesOf(ctx context.Context, teams, competencies []models.ID, today models.Date) ([]TeamWish, error) {
	var list []TeamWish
	err := r.db.WithContext(ctx).Raw(`WITH members AS (SELECT DISTINCT posts.person_id FROM (`+inTeam+`) of_team JOIN posts ON posts.id = of_team.post_id)
		SELECT interests.person_id, outcomes.competency_id FROM members JOIN interests ON interests.person_id = members.person_id
			JOIN outcomes ON outcomes.course_id = interests.course_id WHERE outcomes.competency_id IN @competencies
		UNION SELECT domain_interests.person_id, competencies.id FROM members JOIN domain_interests ON domain_interests.person_id = members.person_id
			JOIN competencies ON competencies.domain_id = domain_interests.domain_id
			WHERE domain_interests.interest = @much AND competencies.id IN @competencies`,
		map[string]any{"teams": teams, "today": today, "competencies": competencies, "much": models.WishMuch}).Scan(&list).Error
	return list, err
}

// UnitLevel counts the people of a team who hold a level in a competency, by themselves or a manager.
type UnitLevel struct {
	Of           models.ID
	CompetencyID models.ID
	Level        int
	People       int
}

// LevelsOfUnits counts by level where the people of all teams and decision support units stand in the competencies.
func (r Reads) LevelsOfUnits(ctx context.Context, competencies []models.ID, today models.Date) ([]UnitLevel, error) {
	var list []UnitLevel
	err := r.db.WithContext(ctx).Raw(ofUnits+`SELECT members.of, skills.competency_id, skills.level, count(*) AS people
		FROM members JOIN skills ON skills.person_id = members.person_id AND skills.competency_id IN @competencies AND skills.assessment_id IS NOT NULL
		GROUP BY members.of, skills.competency_id, skills.level`, unitArgs(today, "competencies", competencies)).Scan(&list).Error
	return list, err
}

// UnitSize is how many people a team has.
type UnitSize struct {
	Of     models.ID
	People int
}

// SizesOfUnits counts the people of all teams and decision support units.
func (r Reads) SizesOfUnits(ctx context.Context, today models.Date) ([]UnitSize, error) {
	var list []UnitSize
	err := r.db.WithContext(ctx).Raw(ofUnits+`SELECT members.of, count(*) AS people FROM members GROUP BY members.of`, unitArgs(today, "", nil)).Scan(&list).Error
	return list, err
}

// ofUnits are the people of each team and decision support unit, once.
const ofUnits = `WITH members AS (
		SELECT units.id AS of, posts.person_id FROM organisations AS units JOIN posts ON posts.team_id = units.id WHERE units.kind IN @kinds AND ` + postNow + `
		UNION SELECT units.id, posts.person_id FROM organisations AS units JOIN posts ON posts.organisation_id = units.id WHERE units.kind IN @kinds AND ` + postNow + `
	) `

func unitArgs(today models.Date, name string, ids []models.ID) map[string]any {
	return map[string]any{"today": today, "kinds": teamKinds(), name: ids}
}

// UnitNeed is what a team or a decision support unit needs.
type UnitNeed struct {
	Of           models.ID
	CompetencyID models.ID
	Level        int
	People       int
}

// NeedsOfUnits are the needs of all teams and decision support units.
func (r Reads) NeedsOfUnits(ctx context.Context) ([]UnitNeed, error) {
	var list []UnitNeed
	err := r.db.WithContext(ctx).Raw(`SELECT organisation_id AS of, competency_id, level, people FROM team_needs WHERE organisation_id IS NOT NULL ORDER BY 1, 2`).Scan(&list).Error
	return list, err
}

// ReachingCohort is a cohort to come of a course that brings people to a level in a competency.
type ReachingCohort struct {
	CohortPlaces
	CompetencyID models.ID
	Level        int // reached
	Slug, Title  string
}

// CohortsReaching are the open cohorts that start between the times and build the competencies, the soonest first.
func (r Reads) CohortsReaching(ctx context.Context, competencies []models.ID, from, until time.Time) ([]ReachingCohort, error) {
	var list []ReachingCohort
	err := r.db.WithContext(ctx).Raw(`SELECT cohorts.*, outcomes.competency_id, outcomes.level, courses.slug, courses.title,
			(SELECT count(*) FROM enrolments WHERE enrolments.cohort_id = cohorts.id AND enrolments.state IN @holding) + `+reserved+` AS held
		FROM cohorts JOIN outcomes ON outcomes.course_id = coalesce(cohorts.content_id, cohorts.course_id) JOIN courses ON courses.id = cohorts.course_id
		WHERE cohorts.state = @open AND NOT cohorts.unscheduled AND cohorts.starts > @from AND cohorts.starts < @until AND outcomes.competency_id IN @competencies
		ORDER BY cohorts.starts, cohorts.code`, map[string]any{
		"holding": statesWhere(models.EnrolmentState.HoldsPlace), "open": models.CohortOpen, "from": from, "until": until, "competencies": competencies,
	}).Scan(&list).Error
	return list, err
}

// AskingRole is a role profile in use that asks for a competency at a level.
type AskingRole struct {
	CompetencyID models.ID
	Level        int
	Name         string
}

// RolesAskingFor are the role profiles that ask for one of the competencies, the lowest level first.
func (r Reads) RolesAskingFor(ctx context.Context, competencies []models.ID) ([]AskingRole, error) {
	var list []AskingRole
	err := r.db.WithContext(ctx).Raw(`SELECT requirements.competency_id, requirements.level, role_profiles.name FROM requirements
		JOIN role_profiles ON role_profiles.id = requirements.role_profile_id AND NOT role_profiles.retired
		WHERE requirements.competency_id IN @competencies AND requirements.level > 0
		ORDER BY requirements.competency_id, requirements.level, role_profiles.position, role_profiles.id`, map[string]any{"competencies": competencies}).Scan(&list).Error
	return list, err
}

// UnitLead is who leads a team or a decision support unit.
type UnitLead struct {
	Of          models.ID
	Name, Email string
}

// LeadsOfUnits are the leads of the teams today, by name.
func (r Reads) LeadsOfUnits(ctx context.Context, teams []models.ID, today models.Date) ([]UnitLead, error) {
	var list []UnitLead
	err := r.db.WithContext(ctx).Raw(`SELECT grants.scope_id AS of, people.name, people.email FROM grants JOIN people ON people.id = grants.person_id
		WHERE grants.role = @lead AND grants.scope_kind = @organisation AND grants.scope_id IN @teams
			AND grants.started <= @today AND (grants.ended IS NULL OR grants.ended >= @today) ORDER BY people.name_key, people.id`,
		map[string]any{"lead": models.Lead, "organisation": models.OneOrganisation, "teams": teams, "today": today}).Scan(&list).Error
	return list, err
}

// NeedChoice is a competency that a team may need.
type NeedChoice struct {
	ID, VersionID    models.ID
	Code, Name, Area string
}

// NeedChoices are the competencies of the versions on which the role profiles stand; where there is none, those of all that are published.
func (r Reads) NeedChoices(ctx context.Context, profiles []models.ID) ([]NeedChoice, error) {
	var list []NeedChoice
	err := r.db.WithContext(ctx).Raw(`WITH theirs AS (SELECT DISTINCT framework_version_id AS id FROM role_profiles WHERE id IN @profiles)
		SELECT competencies.id, framework_versions.id AS version_id, competencies.code, competencies.name, domains.name AS area
		FROM competencies JOIN domains ON domains.id = competencies.domain_id JOIN framework_versions ON framework_versions.id = competencies.framework_version_id
		WHERE framework_versions.published_at IS NOT NULL AND (framework_versions.id IN (SELECT id FROM theirs)
			OR framework_versions.state = @published AND NOT EXISTS (SELECT 1 FROM theirs))
		ORDER BY framework_versions.published_at DESC, framework_versions.id, domains.position, domains.id, competencies.position, competencies.id`,
		map[string]any{"profiles": profiles, "published": models.Published}).Scan(&list).Error
	return list, err
}
