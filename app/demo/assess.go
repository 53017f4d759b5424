package demo

import (
	"slices"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// held is what a person of the cast says of a competency in the newest round.
type held struct {
	level int
	use   models.Use
}

// assess holds two rounds of assessment a year apart, so that change shows, and what managers confirmed.
func (n *network) assess() {
	open := models.Round{ID: store.NewID(), Slug: "autumn-" + n.today.Time().Format("2006"), Name: "Autumn " + n.today.Time().Format("2006"), Opens: n.today.AddDays(-45), Closes: n.today.AddDays(18)}
	last := models.Round{ID: store.NewID(), Slug: "autumn-" + n.today.AddMonths(-12).Time().Format("2006"), Name: "Autumn " + n.today.AddMonths(-12).Time().Format("2006"), Opens: open.Opens.AddMonths(-12), Closes: open.Closes.AddMonths(-12)}
	n.rounds = []models.Round{last, open}
	for _, m := range n.members {
		if n.assesses(m) {
			n.assessMember(m, last, open)
		}
	}
	n.settle()
}

// assesses tells whether somebody has ever assessed their skills: not on the first day, and not everybody else.
func (n *network) assesses(m *member) bool {
	switch {
	case m.WelcomedAt == nil:
		return false
	case m.profile.DecisionMaker:
		return n.chance(40)
	}
	return n.inCast(m) || n.chance(92)
}

func (n *network) assessMember(m *member, last, open models.Round) {
	first, second := n.ago(365+n.random.IntN(25)), n.ago(4+n.random.IntN(36))
	again := n.inCast(m) && m.Name != "Amara Osei" || !n.inCast(m) && n.chance(70)
	agreed, agreedAgain := n.chance(65), n.chance(40) || n.inCast(m)
	n.replies = append(n.replies, models.Reply{PersonID: m.ID, RoundID: last.ID, BegunAt: first, SentAt: &first})
	if again {
		n.replies = append(n.replies, models.Reply{PersonID: m.ID, RoundID: open.ID, BegunAt: second, SentAt: &second})
	}
	for _, r := range n.content.Requirements[m.profile.Code] {
		if !n.asks(m, r) {
			continue
		}
		before, now := n.levels(m, r)
		earlier, newest := held{before, n.use(r)}, n.saidOr(m, r, held{now, n.use(r)})
		if !again {
			earlier = n.saidOr(m, r, earlier)
		}
		n.assessed(m, r, earlier, last, first, agreed || n.inCast(m))
		if again {
			n.assessed(m, r, newest, open, second, agreedAgain)
		}
	}
}

// asks tells whether somebody has answered what the role asks: whatever the stories tell, what is core, and some of the rest.
func (n *network) asks(m *member, r models.Requirement) bool {
	_, told := n.said(m, r)
	return told || r.Core || n.chance(45)
}

// levels are what somebody says a year ago and now: around what the role asks, mostly rising.
func (n *network) levels(m *member, r models.Requirement) (before, now int) {
	level := float64(r.Level) - 0.35 + m.able + n.random.NormFloat64()*0.6
	if n.content.competency[r.CompetencyID].Code == "CS4" { // in demand, and no course builds it
		level -= 0.9
	}
	now = min(max(int(level+0.5), 0), 4)
	before = now
	if n.chance(38) {
		before = max(now-1, 0)
	}
	if m.Name == "Amara Osei" { // near what her role asks, but for forecasting
		before = min(max(now, r.Level-1), r.Level)
		if set, found := n.said(m, r); found {
			before = set.level
		}
	}
	return before, now
}

func (n *network) use(r models.Requirement) models.Use {
	weights := []models.Use{models.NotAtAll, models.OnceOrTwice, models.OnceOrTwice, models.SeveralTimes, models.SeveralTimes, models.MostWeeks}
	if r.Core {
		weights = append(weights, models.SeveralTimes, models.MostWeeks)
	}
	return among(n, weights)
}

func (n *network) assessed(m *member, r models.Requirement, h held, round models.Round, at time.Time, confirmed bool) {
	a := models.Assessment{
		ID: store.NewID(), PersonID: m.ID, CompetencyID: r.CompetencyID, ByID: m.ID, Kind: models.BySelf, Level: h.level, Use: h.use, RoundID: &round.ID, AssessedAt: at,
	}
	n.assessments = append(n.assessments, a)
	if confirmed && m.post.ManagerID != nil && !n.waits(m, r, round) {
		n.confirmations = append(n.confirmations, models.Confirmation{ID: store.NewID(), AssessmentID: a.ID, ByID: *m.post.ManagerID, Agrees: true, CreatedAt: n.after(at)})
	}
}

// after is a few days later, and not in the future.
func (n *network) after(at time.Time) time.Time {
	later := at.Add(time.Duration(1+n.random.IntN(9)) * 24 * time.Hour)
	if later.After(n.now) {
		return n.now.Add(-time.Hour)
	}
	return later
}

// waits tells of the three assessments that Helen has still to answer.
func (n *network) waits(m *member, r models.Requirement, round models.Round) bool {
	code := n.content.competency[r.CompetencyID].Code
	return round.ID == n.rounds[1].ID &&
		(m.Name == "Owen Hartley" && (code == "CS5" || code == "DS5") || m.Name == "Lucy Tran" && code == "QP3")
}

// said is what the stories say of one person and one competency.
func (n *network) said(m *member, r models.Requirement) (held, bool) {
	h, found := map[string]map[string]held{
		"TA4": { // modelling is held by six and used by one
			"Ravi Menon": {3, models.NotAtAll}, "Claire Dunne": {3, models.NotAtAll}, "Idris Bowen": {3, models.NotAtAll},
			"Ngozi Eze-Clarke": {4, models.NotAtAll}, "Piotr Zieliński": {3, models.NotAtAll}, "Freya Lindholm": {4, models.MostWeeks},
			"Lucy Tran": {2, models.NotAtAll}, "Owen Hartley": {1, models.NotAtAll}, "Amara Osei": {2, models.OnceOrTwice},
		},
		"TA1": {"Amara Osei": {3, models.SeveralTimes}}, // what the course advises
		"TA5": {"Amara Osei": {1, models.OnceOrTwice}},  // two levels short, and a cohort next month closes it
		"EV2": { // the unit leans on one evaluator
			"Tom Ellery": {4, models.MostWeeks}, "Anjali Rao-Smith": {2, models.OnceOrTwice}, "Shabnam Qureshi": {1, models.NotAtAll},
			"Elliot Marsh": {1, models.NotAtAll}, "Bethan Rees": {1, models.OnceOrTwice}, "Kofi Asante": {2, models.OnceOrTwice}, "Marta Silva": {1, models.NotAtAll}, "Declan Foy": {1, models.NotAtAll}, "Grace Oduya": {2, models.NotAtAll},
		},
		"CS5": {"Owen Hartley": {4, models.OnceOrTwice}, "Amara Osei": {3, models.SeveralTimes}}, // Owen says Expert, his example does not
		"DS5": {"Owen Hartley": {3, models.SeveralTimes}},
		"QP3": {"Lucy Tran": {3, models.MostWeeks}, "Amara Osei": {3, models.NotAtAll}},
	}[n.content.competency[r.CompetencyID].Code][m.Name]
	return h, found
}

// saidOr is what the stories say, or else what chance says.
func (n *network) saidOr(m *member, r models.Requirement, chance held) held {
	if set, found := n.said(m, r); found {
		return set
	}
	return chance
}

// settle derives where everybody stands from their assessments, as the product does.
func (n *network) settle() {
	slices.SortStableFunc(n.assessments, func(a, b models.Assessment) int { return a.AssessedAt.Compare(b.AssessedAt) })
	type key struct{ person, competency models.ID }
	var order []key
	all := map[key][]models.Assessment{}
	for _, a := range n.assessments {
		k := key{a.PersonID, a.CompetencyID}
		if all[k] == nil {
			order = append(order, k)
		}
		all[k] = append(all[k], a)
	}
	answers := map[models.ID]models.Confirmation{}
	for _, c := range n.confirmations {
		answers[c.AssessmentID] = c
	}
	for _, k := range order {
		n.skills = append(n.skills, models.SkillOf(all[k], answers))
	}
}
