package demo

import (
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// asked is what people say around a round, beside their levels: what they would like to do, what shows a skill, when they are away,
// and the role that they aim at.
type asked struct {
	interests   []models.DomainInterest
	evidence    []models.Evidence
	leaves      []models.Leave
	aspirations []models.Aspiration
}

func (a *asked) rows() []any { return []any{&a.interests, &a.evidence, &a.leaves, &a.aspirations} }

// askAround fills the two rounds with what makes them worth reading.
func (n *network) askAround() {
	n.rounds[0].Says = "The first round: it shows where the network stands, before courses are planned."
	n.rounds[1].Says = "It decides which courses run next year. Last year's answers brought forecasting and evaluation onto the plan."
	n.standInTheWay()
	n.wish()
	n.show()
	today, said := n.today, n.ago(9)
	for name, days := range map[string][2]int{"Claire Dunne": {10, 24}, "Amara Osei": {40, 54}, "Owen Hartley": {-2, 3}} {
		n.talk.asked.leaves = append(n.talk.asked.leaves, models.Leave{ID: store.NewID(), PersonID: n.byName[name].ID, FromDay: today.AddDays(days[0]), UntilDay: today.AddDays(days[1]), SaidAt: said})
	}
	for name, role := range map[string]string{"Amara Osei": "principal-analyst", "Ravi Menon": "data-scientist"} {
		n.talk.asked.aspirations = append(n.talk.asked.aspirations, models.Aspiration{PersonID: n.byName[name].ID, RoleProfileID: n.content.Profiles[role].ID, SaidAt: said})
	}
}

// standInTheWay says why five people hold statistical modelling and do not use it.
func (n *network) standInTheWay() {
	for name, says := range map[string]struct {
		chance  models.Chance
		barrier models.Barrier
	}{
		"Ravi Menon": {models.SomeChance, models.NoData}, "Claire Dunne": {models.NoChance, models.NobodyAsked}, "Idris Bowen": {models.SomeChance, models.NoTime},
		"Ngozi Eze-Clarke": {models.PlentyChance, models.NoSoftware}, "Piotr Zieliński": {models.SomeChance, models.NobodyAsked},
	} {
		newest := n.newestOf(name, "TA4")
		at := slices.IndexFunc(n.assessments, func(a models.Assessment) bool { return a.ID == newest })
		n.assessments[at].Chance, n.assessments[at].Barrier = says.chance, says.barrier
	}
}

// wish says what people would like to do more of. Amara has been asked about the domains that she has finished.
func (n *network) wish() {
	for _, w := range []struct {
		name, code string // of a competency of the domain
		wish       models.Wish
	}{
		{"Amara Osei", "TA1", models.WishMuch},
		{"Amara Osei", "CS5", models.WishMuch},
		{"Amara Osei", "EV2", models.WishSome},
		{"Ravi Menon", "TA4", models.WishMuch},
		{"Ravi Menon", "CS5", models.WishLittle},
		{"Claire Dunne", "TA4", models.WishSome},
		{"Ngozi Eze-Clarke", "TA4", models.WishMuch},
		{"Lucy Tran", "TA4", models.WishMuch},
		{"Owen Hartley", "CS5", models.WishMuch},
	} {
		n.talk.asked.interests = append(n.talk.asked.interests, models.DomainInterest{
			PersonID: n.byName[w.name].ID, DomainID: n.content.Competencies[w.code].DomainID, Interest: w.wish, SaidAt: n.ago(20),
		})
	}
}

// show is what shows skills: of each kind one.
func (n *network) show() {
	amara := n.byName["Amara Osei"].ID
	add := func(name, code string, days int, e models.Evidence) {
		e.ID, e.PersonID, e.CompetencyID, e.AddedAt = store.NewID(), n.byName[name].ID, n.content.Competencies[code].ID, n.ago(days)
		n.talk.asked.evidence = append(n.talk.asked.evidence, e)
	}
	add("Amara Osei", "TA1", 395, models.Evidence{Kind: models.ByAddress, Title: "Length of stay, as a median with its spread", Address: "https://code.example.org/planning/length-of-stay"})
	add("Amara Osei", "CS5", 394, models.Evidence{
		Kind: models.ByBrief, Title: "Can we close ten beds in April?",
		Says: "The director kept them until June: the range that I gave was wider than the saving.",
	})
	if at := slices.IndexFunc(n.logs, func(l models.LogEntry) bool { return l.PersonID == amara }); at >= 0 {
		add("Amara Osei", "TA5", 12, models.Evidence{Kind: models.ByLogEntry, LogEntryID: &n.logs[at].ID, Title: n.logs[at].Title})
	}
	if at := slices.IndexFunc(n.records, func(r models.CompletionRecord) bool { return r.PersonID == amara && r.RevokedAt == nil }); at >= 0 {
		add("Amara Osei", "CS1", 380, models.Evidence{Kind: models.ByRecord, CompletionRecordID: &n.records[at].ID})
	}
	add("Owen Hartley", "CS5", 50, models.Evidence{Kind: models.ByWords, Says: "I wrote the note on the forecast for the bed meeting, with a sentence on what it leaves out."})
	add("Lucy Tran", "QP3", 45, models.Evidence{Kind: models.ByAddress, Title: "Checks of the referrals report", Address: "https://code.example.org/planning/referral-checks"})
}
