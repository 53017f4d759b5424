package generate_test

import (
	"testing"

	"trellis/app/generate"
	"trellis/models/modeltest"
)

// The proportions are those of a network that one could believe in. A small one has others by chance.
func proportions(n *network, people int) {
	if got := n.count("SELECT count(*) FROM people"); got != people {
		n.t.Errorf("%d people", got)
	}
	n.none("fewer than 10 assessments", "SELECT count(*) FROM people WHERE (SELECT count(*) FROM assessments WHERE person_id = people.id) < 10")
	if got := n.count("SELECT count(*) FROM assessments"); got < 10*people {
		n.t.Errorf("%d assessments of %d people", got, people)
	}
	if people < 2000 {
		return
	}
	spans := "SELECT manager_id, count(DISTINCT person_id) AS n FROM posts WHERE manager_id IS NOT NULL AND " + current + " GROUP BY manager_id"
	managers := n.count("SELECT count(*) FROM (" + spans + ") spans")
	n.between("managers with 4 to 12 reports", n.count("SELECT count(*) FROM ("+spans+") spans WHERE n BETWEEN 4 AND 12"), managers, 85, 100)
	n.none("managers have more than 12 reports", "SELECT count(*) FROM ("+spans+") spans WHERE n > 12")
	n.between("managers who have a manager", n.count("SELECT count(DISTINCT person_id) FROM posts WHERE manager_id IS NOT NULL AND "+current+
		" AND person_id IN (SELECT manager_id FROM posts WHERE manager_id IS NOT NULL)"), managers, 70, 100)
	holders := "SELECT person_id FROM posts WHERE " + current
	n.between("people without a current post", n.count("SELECT count(*) FROM people WHERE id NOT IN ("+holders+")"), people, 3, 9)
	n.between("people with two posts", n.count("SELECT count(*) FROM ("+holders+" GROUP BY person_id HAVING count(*) > 1) two"), people, 1, 6)
	n.between("people with a post before", n.count("SELECT count(DISTINCT person_id) FROM posts WHERE ended < '2026-11-23'"), people, 15, 40)
	n.between("decision makers", n.count("SELECT count(DISTINCT person_id) FROM posts JOIN role_profiles ON role_profiles.id = role_profile_id WHERE decision_maker"), people, 2, 6)
	n.between("people not welcomed", n.count("SELECT count(*) FROM people WHERE welcomed_at IS NULL"), people, 2, 7)
	n.between("people who never assessed themselves", n.count("SELECT count(*) FROM people WHERE id NOT IN (SELECT person_id FROM assessments WHERE kind = 'self')"), people, 10, 20)
	n.between("people on a course ever", n.count("SELECT count(DISTINCT person_id) FROM enrolments WHERE state IN ('placed', 'completed', 'not_completed')"), people, 35, 75)
	n.between("decided enrolments that are completed", n.count("SELECT count(*) FROM enrolments WHERE state = 'completed'"),
		n.count("SELECT count(*) FROM enrolments WHERE state IN ('completed', 'not_completed')"), 65, 90)
	n.between("people with a log", n.count("SELECT count(DISTINCT person_id) FROM log_entries"), people, 40, 70)
	n.between("confirmations that agree", n.count("SELECT count(*) FROM confirmations WHERE agrees"), n.count("SELECT count(*) FROM confirmations"), 85, 98)
	if got := n.count("SELECT count(*) FROM organisations WHERE kind = 'system'"); got != 7 {
		n.t.Errorf("%d systems", got)
	}
	n.none("systems are served by fewer than 4 or more than 9 open organisations", `SELECT count(*) FROM organisations WHERE kind = 'system' AND
		(SELECT count(*) FROM links JOIN organisations o ON o.id = organisation_id WHERE other_id = organisations.id AND links.kind = 'serves' AND o.closed IS NULL
			AND o.kind IN ('provider', 'authority', 'decision_support_unit')) NOT BETWEEN 4 AND 11`)
	if n.count(`SELECT count(*) FROM (SELECT organisation_id FROM links WHERE kind = 'serves' GROUP BY organisation_id HAVING count(*) > 1) many`) == 0 {
		n.t.Error("no organisation serves several systems")
	}
}

func TestTheLargeTeamIsExactlyAsLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("a network of 10,000 takes seconds")
	}
	n := generated(t, modeltest.SQLite, generate.Options{People: 10_000, Seed: 1, Competencies: 2})
	person, err := n.store.PersonByEmail(t.Context(), n.made.Manager)
	if err != nil {
		t.Fatal(err)
	}
	if got := n.count("SELECT count(DISTINCT person_id) FROM posts WHERE manager_id = '" + string(person.ID) + "' AND " + current); got != 200 {
		t.Errorf("the team has %d people", got)
	}
}
