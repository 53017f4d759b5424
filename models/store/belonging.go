package store

import (
	"context"
	"maps"
	"slices"
	"strings"

	"trellis/models"
)

// events name things of many tables. These are the tables whose rows are never deleted, but by a rule of retention.
var subjects = []string{
	"people", "posts", "grants", "delegations", "organisations", "rounds", "assessments", "confirmations", "enrolments", "offers", "cohorts",
	"sessions", "courses", "programmes", "pairs", "reservations", "announcements", "letter_templates", "completion_records", "log_entries", "submissions", "frameworks", "framework_versions",
}

// forgotten leaves out the events about what a rule of retention removes, once it acts.
const forgotten = ` AND NOT (subject IN ('assessments', 'confirmations') AND EXISTS (SELECT 1 FROM retention_rules WHERE kind = 'assessments' AND accepted_at IS NOT NULL))`

// undrafted leaves out the events about drafts of courses: a draft that is dropped goes.
const undrafted = ` AND act NOT IN ('course.drafted', 'course.draft_changed', 'course.draft_dropped')`

// scopes is where the id of a grant's scope is found.
var scopes = map[string]string{
	string(models.OneOrganisation): "organisations", string(models.OneCourse): "courses", string(models.OneCohort): "cohorts",
	string(models.OneFramework): "frameworks",
}

// lost is true of a row whose column names nothing in the table that belongs to its kind; of a kind without a table it is false.
func lost(kind, column string, tables map[string]string) string {
	var text strings.Builder
	text.WriteString("CASE " + kind)
	for _, k := range slices.Sorted(maps.Keys(tables)) {
		text.WriteString(" WHEN '" + k + "' THEN NOT EXISTS (SELECT 1 FROM " + tables[k] + " WHERE " + tables[k] + ".id = " + column + ")")
	}
	text.WriteString(" ELSE false END")
	return text.String()
}

// Misplaced are the rows that refer to what is not there, or does not belong to them, where no foreign key can say so.
func (r Reads) Misplaced(ctx context.Context, most int) ([]Found, error) {
	return r.broken(ctx, most, slices.Concat(loose(), ofLearning(), ofFrameworks())...)
}

// loose are the references that name the table in another column.
func loose() []rule {
	same := map[string]string{}
	for _, table := range subjects {
		same[table] = table
	}
	return []rule{
		{
			table: "grants", how: "its scope is {a} {b}, which is not there",
			query: "SELECT id, scope_kind AS a, scope_id AS b FROM grants WHERE " + lost("scope_kind", "grants.scope_id", scopes),
		},
		{
			table: "events", how: "it is about {b} in {a}, which is not there",
			query: "SELECT id, subject AS a, subject_id AS b FROM events WHERE subject_id <> '' AND " + lost("subject", "events.subject_id", same) + forgotten + undrafted,
		},
		{
			table: "jobs", how: "{a} is owed about {b}, which is not there",
			query: "SELECT id, kind AS a, subject_id AS b FROM jobs WHERE state = 'ready' AND " + lost("kind", "jobs.subject_id", models.JobSubjects()), // links run out
		},
	}
}

func ofLearning() []rule {
	return []rule{
		{
			table: "sessions", how: "its unit {a} is not one of the cohort's course {b}",
			query: `SELECT sessions.id, units.id AS a, COALESCE(cohorts.content_id, cohorts.course_id) AS b FROM sessions JOIN units ON units.id = sessions.unit_id
				JOIN cohorts ON cohorts.id = sessions.cohort_id WHERE units.course_id <> COALESCE(cohorts.content_id, cohorts.course_id)`,
		},
		{
			table: "cohorts", how: "it keeps {a}, which is no version of its course {b}",
			query: `SELECT cohorts.id, content.code AS a, cohorts.course_id AS b FROM cohorts JOIN courses AS content ON content.id = cohorts.content_id
				WHERE content.state <> 'superseded' OR content.version_of_id IS NULL OR content.version_of_id <> cohorts.course_id`,
		},
		{
			table: "programme_courses", how: "{a} is in programme {b}, and is no course of its own",
			query: `SELECT programme_courses.programme_id || ', ' || programme_courses.course_id AS id, courses.code AS a, programme_courses.programme_id AS b
				FROM programme_courses JOIN courses ON courses.id = programme_courses.course_id WHERE courses.version_of_id IS NOT NULL`,
		},
		{
			table: "attendances", how: "the session is of cohort {a}, the enrolment of cohort {b}",
			query: `SELECT attendances.session_id || ', ' || attendances.enrolment_id AS id, sessions.cohort_id AS a, enrolments.cohort_id AS b FROM attendances
				JOIN sessions ON sessions.id = attendances.session_id JOIN enrolments ON enrolments.id = attendances.enrolment_id
				WHERE sessions.cohort_id <> enrolments.cohort_id`,
		},
		{
			table: "passes", how: "the unit is of course {a}, the enrolment of course {b}",
			query: `SELECT passes.enrolment_id || ', ' || passes.unit_id AS id, units.course_id AS a, COALESCE(cohorts.content_id, cohorts.course_id) AS b FROM passes
				JOIN units ON units.id = passes.unit_id JOIN enrolments ON enrolments.id = passes.enrolment_id
				JOIN cohorts ON cohorts.id = enrolments.cohort_id WHERE units.course_id <> COALESCE(cohorts.content_id, cohorts.course_id)`,
		},
		{
			table: "completion_records", how: "{a} is not for the person, the cohort and the course of its enrolment {b}",
			query: `SELECT completion_records.id, completion_records.code AS a, enrolments.id AS b FROM completion_records
				JOIN enrolments ON enrolments.id = completion_records.enrolment_id JOIN cohorts ON cohorts.id = completion_records.cohort_id
				WHERE enrolments.person_id <> completion_records.person_id OR enrolments.cohort_id <> completion_records.cohort_id
					OR cohorts.course_id <> completion_records.course_id`,
		},
		{
			table: "posts", how: "its role profile {a} is of a framework version that is {b}, not published",
			query: `SELECT posts.id, role_profiles.code AS a, framework_versions.state AS b FROM posts JOIN role_profiles ON role_profiles.id = posts.role_profile_id
				JOIN framework_versions ON framework_versions.id = role_profiles.framework_version_id
				WHERE framework_versions.state NOT IN @states`,
			args: map[string]any{"states": []models.VersionState{models.Published, models.Retired}},
		},
	}
}

// ofFrameworks keep the parts of a framework version together.
func ofFrameworks() []rule {
	return []rule{
		{
			table: "requirements", how: "role profile {a} and competency {b} are of different framework versions",
			query: `SELECT requirements.role_profile_id || ', ' || requirements.competency_id AS id, role_profiles.code AS a, competencies.code AS b FROM requirements
				JOIN role_profiles ON role_profiles.id = requirements.role_profile_id JOIN competencies ON competencies.id = requirements.competency_id
				WHERE role_profiles.framework_version_id <> competencies.framework_version_id`,
		},
		{
			table: "competencies", how: "{a} is in the domain {b} of another framework version",
			query: `SELECT competencies.id, competencies.code AS a, domains.code AS b FROM competencies JOIN domains ON domains.id = competencies.domain_id
				WHERE domains.framework_version_id <> competencies.framework_version_id`,
		},
		{
			table: "competencies", how: "{a} is under {b}, which is of another framework version or domain",
			query: `SELECT competencies.id, competencies.code AS a, parents.code AS b FROM competencies JOIN competencies parents ON parents.id = competencies.parent_id
				WHERE parents.framework_version_id <> competencies.framework_version_id OR parents.domain_id <> competencies.domain_id`,
		},
	}
}
