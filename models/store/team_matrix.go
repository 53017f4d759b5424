package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"trellis/models"
)

// TeamPost is a current post of somebody in a team.
type TeamPost struct {
	PersonID         models.ID
	Name             string
	Title            string
	Team             string
	OrganisationName string
	RoleProfileID    *models.ID
	RoleProfileCode  string
	RoleProfileName  string
	Gaps             int // competencies in which the person is assessed and below target; where TeamOrder asks for it
}

// TeamOrder says which of the people in sight are meant, and in which order. The zero TeamOrder means all, by name.
type TeamOrder struct {
	Role  string // code of a role profile that a current post names
	Area  string // code of a domain: gaps are counted within it
	Core  bool   // gaps are counted in what is core to a role of the person
	Below bool   // only people with a gap
	By    TeamOrderBy
}

// TeamOrderBy is an order of people.
type TeamOrderBy string

// The orders of people.
const (
	PeopleByName         TeamOrderBy = ""
	PeopleByGaps         TeamOrderBy = "gaps" // most first
	PeopleByOrganisation TeamOrderBy = "organisation"
)

// asked is what the role profiles of current posts ask of the people in sight, for a WITH: of several levels the highest, and
// of what is optional what they have chosen.
const asked = `asked AS (SELECT posts.person_id, requirements.competency_id, max(requirements.level) AS level, max(CASE WHEN requirements.core THEN 1 ELSE 0 END) AS core
	FROM posts JOIN requirements ON requirements.role_profile_id = posts.role_profile_id
	WHERE posts.person_id IN (SELECT person_id FROM sight) AND posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today)
	AND (NOT requirements.optional OR EXISTS (SELECT 1 FROM chosen_competencies chosen WHERE chosen.person_id = posts.person_id
		AND chosen.role_profile_id = posts.role_profile_id AND chosen.competency_id = requirements.competency_id))
	GROUP BY posts.person_id, requirements.competency_id)`

// gaps counts in how many of the competencies that are meant each of the people in sight is assessed and below target.
func (o TeamOrder) gaps() string {
	text := `, ` + asked + `, gaps AS (SELECT asked.person_id, count(*) AS gaps FROM asked
		JOIN skills ON skills.person_id = asked.person_id AND skills.competency_id = asked.competency_id AND skills.assessment_id IS NOT NULL `
	if o.Area != "" {
		text += `JOIN competencies ON competencies.id = asked.competency_id JOIN domains ON domains.id = competencies.domain_id AND domains.code = @area `
	}
	text += `WHERE skills.level < asked.level`
	if o.Core {
		text += ` AND asked.core = 1`
	}
	return text + ` GROUP BY asked.person_id)`
}

// TeamPosts are all current posts of the people in sight, by name.
func (r Reads) TeamPosts(ctx context.Context, sight Sight) ([]TeamPost, error) {
	return r.TeamPostsBy(ctx, sight, TeamOrder{})
}

// TeamPostsBy are all current posts of those people in sight who are meant, in the order; the posts of one person stand together.
func (r Reads) TeamPostsBy(ctx context.Context, sight Sight, o TeamOrder) ([]TeamPost, error) {
	args := sight.args()
	args["role"], args["area"] = o.Role, o.Area
	counts := o.Below || o.By == PeopleByGaps
	with, join, gaps, where, order := `WITH sight AS (`+sight.people()+`)`, ``, `0`, ``, `people.name_key, posts.person_id, posts.started, posts.id`
	if counts {
		with, gaps = with+o.gaps(), `coalesce(gaps.gaps, 0)`
		join = ` LEFT JOIN gaps ON gaps.person_id = posts.person_id`
	}
	if o.Below {
		where += ` AND gaps.gaps > 0`
	}
	if o.Role != "" {
		where += ` AND EXISTS (SELECT 1 FROM posts held JOIN role_profiles named ON named.id = held.role_profile_id AND named.code = @role
			WHERE held.person_id = posts.person_id AND held.started <= @today AND (held.ended IS NULL OR held.ended >= @today))`
	}
	switch o.By {
	case PeopleByGaps:
		order = `gaps DESC, ` + order
	case PeopleByOrganisation:
		order = `(SELECT min(employer.name) FROM posts of_one JOIN organisations employer ON employer.id = of_one.organisation_id WHERE of_one.person_id = posts.person_id
			AND of_one.started <= @today AND (of_one.ended IS NULL OR of_one.ended >= @today)), ` + order
	case PeopleByName:
	}
	var list []TeamPost
	err := r.db.WithContext(ctx).Raw(with+` SELECT posts.person_id, people.name, posts.title, coalesce(teams.name, posts.team) AS team, organisations.name AS organisation_name,
		posts.role_profile_id, coalesce(role_profiles.code, '') AS role_profile_code, coalesce(role_profiles.name, '') AS role_profile_name, `+gaps+` AS gaps
		FROM posts JOIN people ON people.id = posts.person_id JOIN organisations ON organisations.id = posts.organisation_id
		LEFT JOIN organisations AS teams ON teams.id = posts.team_id LEFT JOIN role_profiles ON role_profiles.id = posts.role_profile_id`+join+`
		WHERE posts.person_id IN (SELECT person_id FROM sight) AND posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today)`+where+`
		ORDER BY `+order, args).Scan(&list).Error
	return list, err
}

// TeamRole is a role profile of people in sight.
type TeamRole struct{ Code, Name string }

// TeamRoles are the role profiles of the people in sight by name, and how many people there are.
func (r Reads) TeamRoles(ctx context.Context, sight Sight) (roles []TeamRole, people int, err error) {
	var rows []struct {
		TeamRole
		People int
	}
	err = r.db.WithContext(ctx).Raw(`WITH sight AS (`+sight.people()+`) SELECT DISTINCT coalesce(role_profiles.code, '') AS code, coalesce(role_profiles.name, '') AS name,
		(SELECT count(DISTINCT person_id) FROM sight) AS people
		FROM posts LEFT JOIN role_profiles ON role_profiles.id = posts.role_profile_id WHERE posts.person_id IN (SELECT person_id FROM sight)
		AND posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today) ORDER BY 2, 1`, sight.args()).Scan(&rows).Error
	for _, row := range rows {
		people = row.People
		if row.Code != "" {
			roles = append(roles, row.TeamRole)
		}
	}
	return roles, people, err
}

// TeamSkills are where the people in sight stand, by person: what they hold of the competencies, in the order of those.
// The database writes what it holds of a person into one text: a matrix of 200 people by 60 competencies is then 200
// rows, not 12,000.
func (r Reads) TeamSkills(ctx context.Context, sight Sight, competencies []models.ID) (people map[models.ID][]models.Held, err error) {
	args := sight.args()
	args["competencies"] = competencies
	rows, err := r.db.WithContext(ctx).Raw(`SELECT skills.person_id, string_agg(skills.competency_id ||
		CASE WHEN skills.confirmed THEN ' c' WHEN skills.assessment_id IS NULL THEN ' -' ELSE ' s' END ||
		substr(skills."use", 1, 1) || skills.level || coalesce(' ' || `+r.hour("skills.assessed_at")+`, ''), ';') AS held
		FROM skills WHERE skills.person_id IN (`+sight.people()+`) AND skills.competency_id IN @competencies
		GROUP BY skills.person_id`, args).Rows()
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	at := make(map[string]int, len(competencies))
	for i, id := range competencies {
		at[string(id)] = i
	}
	people, days := map[models.ID][]models.Held{}, map[string]models.Date{}
	var person, packed string
	for rows.Next() {
		if err := rows.Scan(&person, &packed); err != nil {
			return people, err
		}
		people[models.ID(person)] = unpack(packed, at, days)
	}
	return people, rows.Err()
}

// unpack reads what the database has packed of one person.
func unpack(packed string, at map[string]int, days map[string]models.Date) []models.Held {
	held := make([]models.Held, len(at))
	for packed != "" {
		var one string
		one, packed, _ = strings.Cut(packed, ";")
		competency, standing, _ := strings.Cut(one, " ")
		standing, hour, _ := strings.Cut(standing, " ")
		h := heldIn(standing)
		h.On = dayIn(days, hour)
		held[at[competency]] = h
	}
	return held
}

// heldIn reads how a skill is known (c, s or -), the first letter of its use, and the level.
func heldIn(text string) models.Held {
	held := models.Held{Assessed: text[0] != '-', Confirmed: text[0] == 'c'}
	text = text[1:]
	switch text[0] {
	case models.NotAtAll[0]:
		held.Use = models.NotAtAll
	case models.OnceOrTwice[0]:
		held.Use = models.OnceOrTwice
	case models.SeveralTimes[0]:
		held.Use = models.SeveralTimes
	case models.MostWeeks[0]:
		held.Use = models.MostWeeks
	}
	if held.Use != "" {
		text = text[1:]
	}
	held.Level, _ = strconv.Atoi(text)
	return held
}

const hourLayout = "2006-01-02 15"

// hour is the hour of a time in a column, in UTC: of all that lies within it the day in London is the same. Times are kept as text
// in SQLite, and cutting it takes a tenth of what its functions of time take.
func (r Reads) hour(column string) string {
	if r.db.Name() == string(SQLite) {
		return "substr(" + column + ", 1, 13)"
	}
	return "to_char(" + column + ", 'YYYY-MM-DD HH24')"
}

// dayIn is the day of an hour in UTC. Many were assessed within the same: what was worked out is kept.
func dayIn(days map[string]models.Date, hour string) models.Date {
	if hour == "" {
		return ""
	}
	day, found := days[hour]
	if !found {
		if at, err := time.Parse(hourLayout, hour); err == nil {
			day = models.DateOf(at)
		}
		days[hour] = day
	}
	return day
}
