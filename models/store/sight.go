package store

import (
	"cmp"
	"context"
	"slices"

	"trellis/models"
)

// Sight says whose named skills a viewer may see on a day: those of people whose current post names one of the managers,
// and of people who work in one of the teams. One's own are not meant.
type Sight struct {
	Managers, Teams []models.ID
	Viewer          models.ID
	Today           models.Date
}

const (
	current    = `m.person_id <> @viewer AND m.started <= @today AND (m.ended IS NULL OR m.ended >= @today)`
	ofManagers = `SELECT m.person_id FROM posts m WHERE m.manager_id IN @managers AND ` + current
	ofTeams    = ` UNION SELECT m.person_id FROM posts m WHERE m.team_id IN @teams AND ` + current +
		` UNION SELECT m.person_id FROM posts m WHERE m.organisation_id IN @teams AND ` + current
)

// people asks for the ids of those in sight. Most lead no team, and do not pay for the question.
func (s Sight) people() string {
	if len(s.Teams) == 0 {
		return ofManagers
	}
	return ofManagers + ofTeams
}

// args are what the question needs.
func (s Sight) args() map[string]any {
	return map[string]any{"managers": s.Managers, "teams": s.Teams, "viewer": s.Viewer, "today": s.Today}
}

// teamKinds are the kinds of organisation in which work is done.
func teamKinds() []models.OrganisationKind {
	return slices.DeleteFunc(models.OrganisationKinds(), func(k models.OrganisationKind) bool { return !k.IsTeam() })
}

// teamsLed are the teams and decision support units that the person leads on the day.
func (r Reads) teamsLed(ctx context.Context, person models.ID, today models.Date) (list []models.ID, err error) {
	err = r.db.WithContext(ctx).Raw(`SELECT DISTINCT organisations.id FROM grants JOIN organisations ON organisations.id = grants.scope_id
		WHERE grants.person_id = ? AND grants.role = ? AND grants.scope_kind = ? AND organisations.kind IN ? AND `+onDay("grants")+` ORDER BY 1`,
		person, models.Lead, models.OneOrganisation, teamKinds(), today, today).Scan(&list).Error
	return list, err
}

// SeerKind tells why somebody sees a person's named skills.
type SeerKind string

// Why somebody sees.
const (
	SeesAsManager SeerKind = "manager" // of a current post
	SeesAsDeputy  SeerKind = "deputy"  // of that manager
	SeesAsActing  SeerKind = "acting"  // in the place of that manager
	SeesAsLead    SeerKind = "lead"    // of the team
	SeesAsTrainer SeerKind = "trainer" // of a cohort they are on, in the skills that it builds
)

// Seer is somebody who may see a person's named skills, and why. Who may for two reasons is there twice.
type Seer struct {
	ID   models.ID
	Name string
	Why  SeerKind
	// For is the manager for whom a deputy acts, the team that is led, or the course; empty for a manager.
	For string
	// Until is the last day on which that is so, as far as it is known; empty where nothing says that it ends.
	Until models.Date
}

// seers are the reasons for which people see the one who is asked for: with when the post ends, and what else it hangs on.
const seers = `SELECT viewers.id, viewers.name, '` + string(SeesAsManager) + `' AS why, '' AS "for", posts.ended, posts.ended AS until
		FROM posts JOIN people AS viewers ON viewers.id = posts.manager_id
		WHERE ` + held + `
	UNION ALL
	SELECT viewers.id, viewers.name, delegations.kind, managers.name, posts.ended, delegations.until
		FROM posts JOIN people AS managers ON managers.id = posts.manager_id
		JOIN delegations ON delegations.manager_id = managers.id AND delegations.started <= @today AND delegations.until >= @today
		JOIN people AS viewers ON viewers.id = delegations.deputy_id
		WHERE ` + held + `
	UNION ALL
	SELECT viewers.id, viewers.name, '` + string(SeesAsLead) + `', teams.name, posts.ended, grants.ended
		FROM posts JOIN organisations AS teams ON (teams.id = posts.team_id OR teams.id = posts.organisation_id) AND teams.kind IN @kinds
		JOIN grants ON grants.role = @lead AND grants.scope_kind = @organisation AND grants.scope_id = teams.id
			AND grants.started <= @today AND (grants.ended IS NULL OR grants.ended >= @today)
		JOIN people AS viewers ON viewers.id = grants.person_id
		WHERE ` + held + `
	UNION ALL
	SELECT DISTINCT viewers.id, viewers.name, '` + string(SeesAsTrainer) + `', courses.title, grants.ended, grants.ended
		FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id AND cohorts.ends >= @begins AND cohorts.state <> @cancelled
		JOIN courses ON courses.id = cohorts.course_id
		JOIN grants ON grants.role = @trainer AND (grants.scope_kind = @cohort AND grants.scope_id = cohorts.id OR grants.scope_kind = @course AND grants.scope_id = cohorts.course_id)
			AND grants.started <= @today AND (grants.ended IS NULL OR grants.ended >= @today)
		JOIN people AS viewers ON viewers.id = grants.person_id
		WHERE enrolments.person_id = @person AND viewers.id <> @person AND enrolments.state IN @register
			AND EXISTS (SELECT 1 FROM outcomes WHERE outcomes.course_id = coalesce(cohorts.content_id, cohorts.course_id))`

const held = `posts.person_id = @person AND viewers.id <> @person AND posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today)`

// Seers are who may see a person's named skills on the day: the managers of current posts, those who act for them, and the
// leads of the teams in which the person works, and the trainers of the cohorts they are on; in this order, then by name.
func (r Reads) Seers(ctx context.Context, person models.ID, today models.Date) ([]Seer, error) {
	var rows []struct {
		Seer
		Ended models.Date // of the post
	}
	err := r.db.WithContext(ctx).Raw(seers, map[string]any{
		"person": person, "today": today, "kinds": teamKinds(), "lead": models.Lead, "organisation": models.OneOrganisation,
		"trainer": models.Trainer, "cohort": models.OneCohort, "course": models.OneCourse, "cancelled": models.CohortCancelled,
		"begins": today.Time().UTC(), "register": models.OnRegister(),
	}).Scan(&rows).Error
	var list []Seer
	for _, row := range rows {
		seer := row.Seer
		if seer.Until == "" || row.Ended != "" && row.Ended < seer.Until {
			seer.Until = row.Ended
		}
		at := slices.IndexFunc(list, func(s Seer) bool { return s.ID == seer.ID && s.Why == seer.Why && s.For == seer.For })
		switch {
		case at < 0:
			list = append(list, seer)
		case seer.Until == "" || list[at].Until != "" && seer.Until > list[at].Until: // of two posts the one that lasts longer
			list[at].Until = seer.Until
		}
	}
	slices.SortFunc(list, func(a, b Seer) int {
		return cmp.Or(cmp.Compare(a.Why.turn(), b.Why.turn()), cmp.Compare(a.For, b.For), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return list, err
}

// turn puts managers first, then those who act for one, then leads, then trainers.
func (k SeerKind) turn() int {
	switch k {
	case SeesAsManager:
		return 0
	case SeesAsDeputy, SeesAsActing:
		return 1
	case SeesAsLead:
		return 2
	case SeesAsTrainer:
	}
	return 3
}
