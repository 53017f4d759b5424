package generate

import (
	"slices"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// grow lets everybody assess themselves over the years, and derives where they stand.
func (g *generator) grow(k *keeper) error {
	g.ask()
	if err := g.flush(k); err != nil {
		return err
	}
	for i, m := range g.members {
		g.assess(m)
		g.log(m)
		if done := i + 1; done%inBatch == 0 || done == len(g.members) {
			g.batch.done = done
			if err := g.flush(k); err != nil {
				return err
			}
		}
	}
	return nil
}

// ask makes the rounds: one a year, of which the last is open.
func (g *generator) ask() {
	opens := g.ago(24)
	for year := years - 1; year >= 0; year-- {
		day := opens.AddMonths(-12 * year)
		name := day.Time().Format("January 2006")
		g.rounds = append(g.rounds, models.Round{
			ID: store.NewID(), Slug: models.Slug(store.Fold(name)), Name: "Self-assessment of " + name, Opens: day, Closes: day.AddDays(49),
		})
	}
	g.batch.rounds = slices.Clone(g.rounds)
}

// story is what one person and their managers say of their skills over time.
type story struct {
	g             *generator
	c             chance
	m             *member
	thorough      bool // answers all that the role asks, not the core and a part
	depth         []float64
	assessments   []models.Assessment
	confirmations map[models.ID]models.Confirmation
}

// assess tells somebody's story.
func (g *generator) assess(m *member) {
	s := &story{g: g, c: g.in.chance("skills", m.number), m: m, confirmations: map[models.ID]models.Confirmation{}}
	s.thorough = s.c.percent(75)
	s.depth = make([]float64, len(m.asks))
	leaning := g.leaning(m)
	for i, a := range m.asks {
		s.depth[i] = float64(a.Level) - 0.2 + m.able + leaning[a.competency] + s.c.NormFloat64()*0.6
	}
	s.suggested()
	if g.isPlain(m) || m.WelcomedAt != nil && s.c.percent(s.willing()) {
		s.reply()
	}
	s.peers()
	s.derive()
}

// heard is how many assessments there are at least about everybody.
const heard = 10

// peers are what others said of somebody who said little or nothing: suggestions, which leave what is held unknown.
func (s *story) peers() {
	asks := s.m.asks
	if len(asks) == 0 && s.m.role != nil {
		asks = s.m.role.asks
	}
	if len(asks) == 0 || s.m.number == 1 { // nobody is there yet who could say something
		return
	}
	last := s.g.ago(1)
	if s.m.left {
		last = min(last, s.m.posts[len(s.m.posts)-1].Ended)
	}
	for i := 0; len(s.assessments) < heard; i++ {
		a, peer := asks[i%len(asks)], s.g.members[s.c.IntN(s.m.number-1)]
		day := max(last.AddDays(-s.c.between(0, 90)), min(s.m.joined, last))
		s.assessments = append(s.assessments, models.Assessment{
			ID: store.NewID(), PersonID: s.m.ID, CompetencyID: s.competency(a), ByID: peer.ID, Kind: models.ByPeer,
			Level: max(a.Level-s.c.between(0, 1), 0), AssessedAt: s.g.moment(s.c, day),
		})
	}
}

// leaning is how much stronger, or weaker, people are in each competency than their role asks: it differs much between
// competencies, and a little between organisations.
func (g *generator) leaning(m *member) []float64 {
	where := ""
	if m.position != nil {
		where = m.position.body.Code
	}
	if g.leanings[where] == nil {
		for i := range g.framework.competencies {
			everywhere, here := g.in.chance("leaning", i), g.in.chance("leaning of "+where, i)
			g.leanings[where] = append(g.leanings[where], everywhere.NormFloat64()*0.55+here.NormFloat64()*0.25)
		}
	}
	return g.leanings[where]
}

// willing is in how many of a hundred cases somebody ever assesses themselves.
func (s *story) willing() int {
	if s.m.role.DecisionMaker {
		return 60
	}
	return 97
}

// suggested are the levels that courses suggest.
func (s *story) suggested() {
	for _, r := range s.m.raised {
		s.assessments = append(s.assessments, models.Assessment{
			ID: store.NewID(), PersonID: s.m.ID, CompetencyID: r.CompetencyID, ByID: r.by, Kind: models.ByCourse, Level: r.Level, AssessedAt: r.at,
		})
	}
}

// reply answers some of the rounds that somebody was there for.
func (s *story) reply() {
	answered := false
	for i, r := range s.g.rounds {
		from := max(r.Opens, models.DateOf(*s.m.WelcomedAt).AddDays(1))
		to := min(r.Closes, s.g.ago(1))
		if s.m.left {
			to = min(to, s.m.posts[len(s.m.posts)-1].Ended)
		}
		yearsAgo := len(s.g.rounds) - 1 - i
		switch {
		case from > to:
		case s.c.percent(s.eager(yearsAgo, answered)):
			answered = true
			days := int(to.Time().Sub(from.Time()).Hours() / 24)
			s.send(r, yearsAgo, s.g.moment(s.c, from.AddDays(s.c.between(0, days))))
		case yearsAgo == 0 && s.c.percent(25):
			s.begin(r, from)
		}
	}
}

// eager is in how many of a hundred cases somebody answers a round. Who never answered one answers that of last year, if
// they were there; the plain learners do without fail. The round of this year is open still.
func (s *story) eager(yearsAgo int, answered bool) int {
	switch {
	case yearsAgo == 1 && !answered && s.g.isPlain(s.m):
		return 100
	case yearsAgo == 1 && !answered:
		return 97
	case yearsAgo == 0 && !answered:
		return 70
	case yearsAgo == 0:
		return 42
	}
	return 62
}

// begin leaves some answers of a round unsent.
func (s *story) begin(r models.Round, day models.Date) {
	at := s.g.moment(s.c, day)
	b := s.g.batch
	b.replies = append(b.replies, models.Reply{PersonID: s.m.ID, RoundID: r.ID, BegunAt: at})
	count := s.c.between(1, 14)
	for i, a := range s.m.asks {
		if !a.Core || count == 0 {
			continue
		}
		count--
		b.answers = append(b.answers, models.Answer{
			PersonID: s.m.ID, RoundID: r.ID, CompetencyID: s.competency(a), Level: s.level(i, 0), Use: s.use(a), SavedAt: s.g.past(at.Add(time.Duration(i) * time.Minute)),
		})
	}
}

func (s *story) competency(a ask) models.ID { return s.g.framework.competencies[a.competency].ID }

// level is what somebody says of a competency so many years ago.
func (s *story) level(i, yearsAgo int) int {
	said := s.depth[i] - 0.25*float64(yearsAgo) + s.c.NormFloat64()*0.15
	return min(max(int(said+0.5), 0), s.g.framework.highest)
}

func (s *story) use(a ask) models.Use {
	weights := []int{20, 30, 30, 20}
	if a.Core {
		weights = []int{12, 26, 34, 28}
	}
	weights[0] += a.competency * 37 % 60 // some skills are hardly used anywhere
	return models.Uses()[weighted(s.c, weights)]
}

// send answers a round: what is core, and all or some of the rest. The manager of the time may answer.
func (s *story) send(r models.Round, yearsAgo int, at time.Time) {
	b := s.g.batch
	b.replies = append(b.replies, models.Reply{PersonID: s.m.ID, RoundID: r.ID, BegunAt: at.Add(-time.Duration(s.c.between(10, 2000)) * time.Minute), SentAt: &at})
	s.g.happened(models.Event{ActorID: &s.m.ID, Act: "assessment.sent", Subject: "rounds", SubjectID: r.ID, PersonID: &s.m.ID, At: at})
	first := len(s.assessments)
	for i, a := range s.m.asks {
		if !a.Core && !s.thorough && !s.c.percent(40) {
			continue
		}
		said := models.Assessment{
			ID: store.NewID(), PersonID: s.m.ID, CompetencyID: s.competency(a), ByID: s.m.ID, Kind: models.BySelf, Level: s.level(i, yearsAgo), Use: s.use(a),
			RoundID: &r.ID, AssessedAt: at,
		}
		if said.Level >= 2 && s.c.percent(8) {
			said.Example = among(s.c, s.g.words.learning.Examples)
		}
		s.assessments = append(s.assessments, said)
	}
	post := s.m.at(models.DateOf(at))
	if post != nil && post.ManagerID != nil && s.c.percent(45+10*min(yearsAgo, 2)) {
		s.confirm(*post.ManagerID, first, at)
	}
}

// confirm lets a manager answer what was sent: agree with most, and differ with some.
func (s *story) confirm(by models.ID, first int, sent time.Time) {
	at := after(s.c, sent, 21*24)
	if !at.Before(s.g.now) || first == len(s.assessments) {
		return
	}
	for _, a := range s.assessments[first:] {
		answer := a.Agree(by, at)
		answer.ID = store.NewID()
		level := min(max(a.Level+s.c.between(0, 1)*2-1, 0), s.g.framework.highest)
		if s.c.percent(6) && level != a.Level {
			differs, own, err := a.Differ(by, level, among(s.c, s.g.words.learning.Comments), at)
			if err == nil {
				own.ID, differs.ID = store.NewID(), answer.ID
				differs.OwnID = &own.ID
				s.assessments = append(s.assessments, own)
				answer = differs
			}
		}
		s.confirmations[a.ID] = answer
		s.g.batch.confirmations = append(s.g.batch.confirmations, answer)
	}
	s.g.happened(models.Event{ActorID: &by, Act: "assessment.confirmed", Subject: "assessments", SubjectID: s.assessments[first].ID, PersonID: &s.m.ID, At: at})
}

// derive keeps what was said, and where the person stands by the rule of the product.
func (s *story) derive() {
	slices.SortStableFunc(s.assessments, func(a, b models.Assessment) int { return a.AssessedAt.Compare(b.AssessedAt) })
	by := make([][]models.Assessment, len(s.g.framework.competencies))
	for _, a := range s.assessments {
		k := s.g.framework.at[a.CompetencyID]
		by[k] = append(by[k], a)
	}
	b := s.g.batch
	b.assessments = append(b.assessments, s.assessments...)
	for _, list := range by {
		if len(list) > 0 {
			b.skills = append(b.skills, models.SkillOf(list, s.confirmations))
		}
	}
}
