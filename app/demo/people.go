package demo

import (
	"time"

	"trellis/models"
	"trellis/models/store"
)

// member is a person of the network with what the generator must know of them.
type member struct {
	models.Person
	post    models.Post
	profile models.RoleProfile
	system  string // code of the system
	// able shifts what the person can do against what the role asks, in levels.
	able float64
}

// size is how many people each system has: two of more than 40, one of 4, the rest 15 to 25.
func sizes() []struct {
	system string
	people int
} {
	return []struct {
		system string
		people int
	}{
		{"QHL", 46}, {"QT1", 42}, {"QUA", 22}, {"QNC", 21}, {"QJ2", 20}, {"QWU", 19}, {"QK1", 19}, {"QPM", 17}, {"QJM", 16}, {"QGH", 15}, {"QOC", 4},
	}
}

// join adds a person to the network, in a post.
func (n *network) join(name, system string, organisation models.Organisation, team, title, profile string, manager *member) *member {
	email := address(name)
	welcomed := n.ago(400)
	p := models.Person{
		ID: store.NewID(), Email: email, EmailKey: store.Fold(email), Name: name, NameKey: store.Fold(name),
		WelcomedAt: &welcomed, CreatedAt: n.ago(430),
	}
	role := n.content.Profiles[profile]
	post := models.Post{
		ID: store.NewID(), PersonID: p.ID, OrganisationID: organisation.ID, Team: team, Title: title, Band: bandOf(profile),
		RoleProfileID: &role.ID, Started: n.today.AddDays(-450 - n.random.IntN(1500)),
	}
	if manager != nil {
		post.ManagerID = &manager.ID
	}
	n.names.take(name)
	m := &member{Person: p, post: post, profile: role, system: system, able: n.random.NormFloat64() * 0.5}
	n.members, n.byName[name] = append(n.members, m), m
	n.passwords = append(n.passwords, models.Password{PersonID: p.ID, Hash: n.hash, ChangedAt: n.ago(400)})
	return m
}

func bandOf(profile string) string {
	return map[string]string{
		"junior-analyst": "5", "analyst": "6", "senior-analyst": "7", "principal-analyst": "8a", "data-scientist": "7",
		"evaluator": "7", "evidence-reviewer": "7", "dsu-head": "8d", "decision-maker": "9",
	}[profile]
}

// crowd fills each system up to its size with people who have no story of their own, in teams with a manager.
func (n *network) crowd() {
	for _, s := range sizes() {
		missing := s.people - n.count(s.system)
		places := n.content.serving[s.system]
		teams := max(missing/7, 1)
		for t := range teams {
			size := missing / teams
			if t < missing%teams {
				size++
			}
			n.team(s.system, places[t%len(places)], t, size)
		}
	}
	for _, m := range n.members {
		n.people, n.posts = append(n.people, m.Person), append(n.posts, m.post)
	}
}

func (n *network) team(system string, at models.Organisation, number, size int) {
	team := teamNames[(number+len(system)+size)%len(teamNames)]
	lead := n.join(n.names.next(), system, at, team, "Head of analysis", "principal-analyst", nil)
	for i := 1; i < size; i++ {
		job := jobs[n.random.IntN(len(jobs))]
		if i == 3 && number == 0 {
			job = position{"Associate director", "decision-maker"}
		}
		n.join(n.names.next(), system, at, team, job.title, job.profile, lead)
	}
}

func (n *network) count(system string) int {
	count := 0
	for _, m := range n.members {
		if m.system == system {
			count++
		}
	}
	return count
}

type position struct{ title, profile string }

// jobs are in the proportions in which a network has them.
var jobs = []position{
	{"Analyst", "analyst"},
	{"Information analyst", "analyst"},
	{"Performance analyst", "analyst"},
	{"Analyst", "analyst"},
	{"Senior analyst", "senior-analyst"},
	{"Senior information analyst", "senior-analyst"},
	{"Senior analyst", "senior-analyst"},
	{"Junior analyst", "junior-analyst"},
	{"Data scientist", "data-scientist"},
	{"Evaluation manager", "evaluator"},
	{"Evidence and knowledge specialist", "evidence-reviewer"},
}

var teamNames = []string{"Business intelligence", "Population health", "Planning and performance", "Information services", "Strategy and insight"}

// grant gives a member a role from two years ago.
func (n *network) grant(m *member, role models.Role, kind models.ScopeKind, id models.ID) {
	n.grants = append(n.grants, models.Grant{PersonID: m.ID, Role: role, ScopeKind: kind, ScopeID: id, Started: n.today.AddMonths(-24)})
}

// london is a time of day on a day, in London.
func london(day models.Date, hour int) time.Time {
	d := day.Time()
	return time.Date(d.Year(), d.Month(), d.Day(), hour, 0, 0, 0, models.London()).UTC()
}

// workday is the day that many days from today, or the Monday after when that is a weekend.
func (n *network) workday(days int) models.Date {
	day := n.today.AddDays(days)
	switch day.Time().Weekday() {
	case time.Saturday:
		return day.AddDays(2)
	case time.Sunday:
		return day.AddDays(1)
	default:
		return day
	}
}
