package generate_test

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/google/go-cmp/cmp"

	"trellis/models"
	"trellis/models/store"
)

func signIns(n *network, people int) {
	ctx, today := n.t.Context(), n.store.Today()
	actor := func(email string) models.Actor {
		p, err := n.store.PersonByEmail(ctx, email)
		if err != nil {
			n.t.Fatal(email, err)
		}
		a, err := n.store.Actor(ctx, p.ID, today)
		if err != nil || a.WelcomedAt == nil || len(a.Posts) != 1 {
			n.t.Errorf("%s has %d posts, welcomed %v: %v", email, len(a.Posts), a.WelcomedAt, err)
		}
		return a
	}
	cohort, err := n.store.CohortByCode(ctx, n.made.OpenCohort)
	if err != nil {
		n.t.Fatal(err)
	}
	if !actor(n.made.Trainer).HoldsFor(models.Trainer, models.OneCohort, cohort.ID) || !actor(n.made.Trainer).HoldsFor(models.Trainer, models.OneCourse, cohort.CourseID) {
		n.t.Error("the trainer does not teach the open cohort and its course")
	}
	if !actor(n.made.Network).HoldsFor(models.Administrator, models.WholeNetwork, "") {
		n.t.Error("the network's sign-in is no administrator")
	}
	lead := actor(n.made.SystemLead)
	at := slices.IndexFunc(lead.Grants, func(g models.Grant) bool { return g.Role == models.Lead })
	if at < 0 {
		n.t.Fatal("the system lead leads nothing")
	}
	if o, err := n.store.Organisation(ctx, lead.Grants[at].ScopeID); err != nil || o.Kind != models.System {
		n.t.Errorf("the system lead leads %s, a %s: %v", o.Name, o.Kind, err)
	}
	manager := actor(n.made.Manager)
	reports, err := n.store.TeamPosts(ctx, store.Sight{Managers: manager.Manages, Viewer: manager.ID, Today: today})
	if err != nil || len(reports) < 8 {
		n.t.Errorf("the manager has %d reports: %v", len(reports), err)
	}
	if learner := actor(n.made.Learner); len(learner.Grants) > 0 || len(learner.Manages) > 0 || learner.Email != "p000001@example.org" {
		n.t.Errorf("the learner is %s and holds %v", learner.Email, learner.Grants)
	}
}

func plainLearners(n *network, people int) {
	plain := fmt.Sprintf("(SELECT id FROM people WHERE email >= 'p000001@example.org' AND email <= 'p%06d@example.org')", min(people/3, 200))
	if got := n.count("SELECT count(*) FROM people WHERE welcomed_at IS NOT NULL AND id IN " + plain); got != min(people/3, 200) {
		n.t.Errorf("%d are welcomed", got)
	}
	n.none("have not one post", "SELECT count(*) FROM people WHERE id IN "+plain+" AND (SELECT count(*) FROM posts WHERE person_id = people.id) <> 1")
	n.none("of their posts are over", "SELECT count(*) FROM posts WHERE ended IS NOT NULL AND person_id IN "+plain)
	n.none("grants of theirs", "SELECT count(*) FROM grants WHERE person_id IN "+plain)
	n.none("posts under them", "SELECT count(*) FROM posts WHERE manager_id IN "+plain)
	n.none("decide", "SELECT count(*) FROM posts JOIN role_profiles ON role_profiles.id = role_profile_id WHERE decision_maker AND person_id IN "+plain)
	n.none("are on the open cohort", "SELECT count(*) FROM enrolments JOIN cohorts ON cohorts.id = cohort_id WHERE code = '"+n.made.OpenCohort+"' AND person_id IN "+plain)
	n.none("never assessed themselves", "SELECT count(*) FROM people WHERE id IN "+plain+" AND (SELECT count(*) FROM assessments WHERE person_id = people.id) < 10")
	n.none("have a session while the open cohort meets", `SELECT count(*) FROM enrolments JOIN sessions theirs ON theirs.cohort_id = enrolments.cohort_id
		JOIN cohorts ON cohorts.code = '`+n.made.OpenCohort+`' JOIN sessions ours ON ours.cohort_id = cohorts.id AND ours.starts < theirs.ends AND theirs.starts < ours.ends
		WHERE enrolments.state IN ('placed', 'offered') AND enrolments.person_id IN `+plain)
}

func openCohort(n *network, _ int) {
	places, err := n.store.PlacesOf(n.t.Context(), n.made.OpenCohort)
	if err != nil {
		n.t.Fatal(err)
	}
	if free := places.Free(places.Held); free < 10 || free > 40 || places.Waiting > 0 || !places.OpenAt(n.store.Now()) {
		n.t.Errorf("%d places are free, %d people wait, open: %v", free, places.Waiting, places.OpenAt(n.store.Now()))
	}
	n.none("prerequisites", "SELECT count(*) FROM prerequisites WHERE course_id = '"+string(places.CourseID)+"'")
	if left := places.Closes.Sub(n.store.Now()); left < 30*24*time.Hour {
		n.t.Errorf("it closes in %s", left)
	}
}

func places(n *network, _ int) {
	n.none("cohorts have more people than places", `SELECT count(*) FROM cohorts WHERE capacity + overbook <
		(SELECT count(*) FROM enrolments WHERE cohort_id = cohorts.id AND state IN ('placed', 'offered', 'completed', 'not_completed'))`)
	n.none("cohorts have somebody waiting beside a free place", `SELECT count(*) FROM cohorts WHERE state = 'open' AND starts > '`+today+`' AND
		EXISTS (SELECT 1 FROM enrolments WHERE cohort_id = cohorts.id AND state = 'waiting') AND
		NOT EXISTS (SELECT 1 FROM enrolments WHERE cohort_id = cohorts.id AND state = 'applied') AND capacity + overbook >
		(SELECT count(*) FROM enrolments WHERE cohort_id = cohorts.id AND state IN ('placed', 'offered', 'completed', 'not_completed'))`)
}

func states(n *network, people int) {
	n.none("enrolments are not in the state of their last change", `SELECT count(*) FROM enrolments WHERE state <>
		(SELECT to_state FROM enrolment_changes WHERE enrolment_id = enrolments.id ORDER BY changed_at DESC, id DESC LIMIT 1)`)
	n.none("open offers of nobody who is offered a place", `SELECT count(*) FROM offers JOIN enrolments ON enrolments.id = enrolment_id WHERE closed_at IS NULL AND state <> 'offered'`)
	n.none("open offers without the job that ends them", `SELECT count(*) FROM offers WHERE closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM jobs WHERE subject_id = offers.id)`)
	n.none("people are busy twice at a time", `SELECT count(*) FROM enrolments a JOIN enrolments b ON b.person_id = a.person_id AND b.cohort_id > a.cohort_id
		JOIN sessions s ON s.cohort_id = a.cohort_id JOIN sessions t ON t.cohort_id = b.cohort_id AND s.starts < t.ends AND t.starts < s.ends
		WHERE a.state IN ('placed', 'offered', 'completed') AND b.state IN ('placed', 'offered', 'completed')`)
	wanted := []string{"placed", "completed", "not_completed", "withdrawn"}
	if people >= 2000 {
		wanted = append(wanted, "applied", "waiting", "declined", "lapsed", "refused", "cancelled")
	}
	for _, state := range wanted {
		if people >= 300 && n.count("SELECT count(*) FROM enrolments WHERE state = '"+state+"'") == 0 {
			n.t.Errorf("nobody is %s", state)
		}
	}
}

func records(n *network, people int) {
	n.none("enrolments have two live records", `SELECT count(*) FROM (SELECT enrolment_id FROM completion_records WHERE revoked_at IS NULL AND superseded_at IS NULL
		GROUP BY enrolment_id HAVING count(*) > 1) twice`)
	n.none("live records of nobody who has completed", `SELECT count(*) FROM completion_records JOIN enrolments ON enrolments.id = enrolment_id
		WHERE revoked_at IS NULL AND superseded_at IS NULL AND state <> 'completed'`)
	n.none("people completed without a record", `SELECT count(*) FROM enrolments WHERE state = 'completed' AND NOT EXISTS
		(SELECT 1 FROM completion_records WHERE enrolment_id = enrolments.id AND revoked_at IS NULL AND superseded_at IS NULL)`)
	n.none("records are not shared", "SELECT count(*) FROM completion_records WHERE NOT shared")
	if n.count("SELECT count(*) FROM completion_records WHERE revoked_at IS NULL AND superseded_at IS NULL AND (valid_until IS NULL OR valid_until >= '"+today+"')") == 0 {
		n.t.Error("no record is genuine")
	}
	if people < 2000 {
		return
	}
	for _, what := range []string{"revoked_at IS NOT NULL", "superseded_at IS NOT NULL", "valid_until < '" + today + "'"} {
		if n.count("SELECT count(*) FROM completion_records WHERE "+what) == 0 {
			n.t.Errorf("no record where %s", what)
		}
	}
}

// The kept skills and tallies are what the rules of the product make of the rows.
func tallies(n *network, _ int) {
	kept, err := n.store.Tallies(n.t.Context())
	if err != nil {
		n.t.Fatal(err)
	}
	counted, err := n.store.Standing(n.t.Context(), n.store.Today())
	if err != nil {
		n.t.Fatal(err)
	}
	if d := cmp.Diff(counted, kept); d != "" || len(kept) == 0 {
		n.t.Errorf("(-rows +kept):\n%s", d)
	}
}

func skills(n *network, people int) {
	for i := range min(people, 300) {
		person, err := n.store.PersonByEmail(n.t.Context(), fmt.Sprintf("p%06d@example.org", people-i))
		if err != nil {
			n.t.Fatal(err)
		}
		kept, err := n.store.Skills(n.t.Context(), person.ID)
		if err != nil {
			n.t.Fatal(err)
		}
		if d := cmp.Diff(derived(n, person.ID), kept); d != "" {
			n.t.Errorf("of %s (-derived +kept):\n%s", person.Name, d)
		}
	}
}

// derived are a person's skills as models.SkillOf makes them of all judgements.
func derived(n *network, person models.ID) []models.Skill {
	history, err := n.store.RecentJudgements(n.t.Context(), person, 10_000)
	if err != nil {
		n.t.Fatal(err)
	}
	assessments, confirmations := map[models.ID][]models.Assessment{}, map[models.ID]models.Confirmation{}
	for _, j := range slices.Backward(history) {
		assessments[j.CompetencyID] = append(assessments[j.CompetencyID], j.Assessment)
		confirmations[j.ID] = models.Confirmation{Agrees: j.Agrees}
	}
	skills := make([]models.Skill, 0, len(assessments))
	for _, k := range slices.Sorted(maps.Keys(assessments)) {
		skills = append(skills, models.SkillOf(assessments[k], confirmations))
	}
	return skills
}
