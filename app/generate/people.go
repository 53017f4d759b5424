package generate

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// member is a person with what the generator must know of them.
type member struct {
	models.Person
	number   int // from 1
	position *position
	role     *profile // of the post they hold, or held last
	joined   models.Date
	posts    []models.Post // in the order in which they began
	asks     []ask         // of all current posts
	able     float64       // shifts what they can do against what the role asks, in levels
	came     newcomer
	left     bool
	busy     []span // sessions of cohorts that they are on
	taken    []int  // places of the courses that they are, or were, on
	raised   []raised
}

// newcomer tells how somebody stands who is new.
type newcomer int

const (
	settled   newcomer = iota
	unsettled          // known for long, and never came to Trellis
	fresh              // in the first weeks of a post
	expected           // the post begins later
)

// raised is what a course suggests of somebody's skill.
type raised struct {
	models.Outcome
	by models.ID
	at time.Time
}

// isPlain tells whether somebody is one of the plain learners: one post, no other role.
func (g *generator) isPlain(m *member) bool { return m.number <= g.plain }

// isSteady tells whether somebody has one post and keeps it: the plain learners, who leads or decides, and whoever is named
// or works for somebody who is.
func (g *generator) isSteady(m *member) bool {
	p := m.position
	return g.isPlain(m) || p.leads || p.decides || p == g.special.network || p == g.special.trainer || p.manager == g.leadTeam.manager
}

// hire gives every position a person with a number, and adds those who have left. The plain learners come first: the
// team of the manager whom Filled names, then others who lead nobody.
func (g *generator) hire() {
	c := g.in.chance("numbers", 0)
	working, others := g.positions()
	working = slices.DeleteFunc(working, func(p *position) bool { return p.manager == g.leadTeam.manager })
	c.Shuffle(len(working), func(i, j int) { working[i], working[j] = working[j], working[i] })
	working = slices.Concat(g.leadTeam.members, working)
	plain, rest := working[:g.plain], slices.Concat(working[g.plain:], others)
	for range g.leavers() {
		rest = append(rest, nil)
	}
	c.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	g.members = make([]*member, g.in.People)
	named := []*position{g.special.network, g.special.systemLead, g.special.trainer}
	for i, p := range slices.Concat(plain, named, rest) {
		g.members[i] = g.person(i+1, p)
	}
	for _, m := range g.members {
		if p := m.position; p != nil && p.reports > 0 {
			g.leaders[p.body] = append(g.leaders[p.body], p)
		}
	}
	for _, b := range g.bodies {
		if len(g.leaders[b]) > 0 {
			g.staffed = append(g.staffed, b)
		}
	}
	for _, m := range g.members {
		g.employ(m)
	}
}

// person makes the n-th person; nil is the position of somebody who has left.
func (g *generator) person(n int, p *position) *member {
	c := g.in.chance("person", n)
	email := fmt.Sprintf("p%06d@example.org", n)
	name := g.name(c)
	m := &member{number: n, position: p, left: p == nil, able: c.NormFloat64() * 0.5}
	m.Person = models.Person{ID: store.NewID(), Email: email, EmailKey: store.Fold(email), Name: name, NameKey: store.Fold(name)}
	if p != nil {
		p.holder = m
		m.came = g.comes(c, m)
	}
	m.joined = g.joins(c, m)
	m.CreatedAt = g.moment(c, m.joined)
	if m.came == settled || m.came == fresh && c.percent(50) {
		welcomed := after(c, m.CreatedAt, 20*24)
		if !welcomed.Before(g.now) {
			welcomed = after(c, m.CreatedAt, max(int(g.now.Sub(m.CreatedAt).Hours()), 1))
		}
		welcomed = g.past(welcomed)
		m.WelcomedAt = &welcomed
	}
	return m
}

// comes decides how somebody stands who may be new: of those alone who lead nobody and are named nowhere.
func (g *generator) comes(c chance, m *member) newcomer {
	if g.isSteady(m) {
		return settled
	}
	switch n := c.IntN(1000); {
	case n < 4:
		return expected
	case n < 40:
		return fresh
	case n < 70:
		return unsettled
	}
	return settled
}

// joins is the day on which somebody came to be known to the network: nearly half of them at its beginning.
func (g *generator) joins(c chance, m *member) models.Date {
	all := g.since(g.born)
	switch {
	case m.came == fresh || m.came == expected:
		return g.ago(c.between(1, 40))
	case m.came == unsettled:
		return g.ago(c.between(20, 300))
	case c.percent(45):
		return g.born.AddDays(c.between(1, 15))
	case m.left || g.isPlain(m):
		return g.ago(c.between(420, all-1))
	}
	return g.ago(c.between(30, all-1))
}

// name makes a name: of two words mostly, but also double-barrelled, of one word, very long, or of another script.
func (g *generator) name(c chance) string {
	w := g.words.names
	given, family := among(c, w.Given), among(c, w.Family)
	switch n := c.IntN(1000); {
	case n < 15:
		return among(c, w.Whole)
	case n < 22:
		return among(c, w.Single)
	case n < 25:
		middle := append([]string{}, w.Middle...)
		c.Shuffle(len(middle), func(i, j int) { middle[i], middle[j] = middle[j], middle[i] })
		return given + " " + strings.Join(middle[:c.between(5, 9)], " ") + " " + family + "-" + among(c, w.Family)
	case n < 90:
		return given + " " + family + "-" + among(c, w.Family)
	case n < 110:
		return given + "-" + among(c, w.Given) + " " + family
	case n < 140:
		return given + " " + among(c, w.Given) + " " + family
	}
	return given + " " + family
}
