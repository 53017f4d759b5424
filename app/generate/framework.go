package generate

import (
	"fmt"
	"slices"
	"strings"

	"trellis/app/demo/starter"
	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/store"
)

// framework is the kept framework with what is looked up often.
type framework struct {
	competencies []models.Competency // in order
	at           map[models.ID]int   // the place of a competency
	labels       map[int]string
	highest      int
	profiles     map[string]*profile // by code
}

// profile is a role profile with what it asks for, in the order of the framework, and what its holders are called.
type profile struct {
	models.RoleProfile
	asks          []ask
	titles, bands []string
}

// ask is what a role asks of one competency.
type ask struct {
	competency int // its place in the framework
	models.Target
}

// content is the framework and the courses that the network begins with; references are codes.
func (g *generator) content() (store.FrameworkContent, store.Content, error) {
	f, c, err := starter.Read()
	if err != nil {
		return f, c, err
	}
	if wanted := g.in.Competencies; wanted > 0 && wanted != len(f.Competencies) {
		before := len(f.Competencies)
		cut(&f, wanted)
		if wanted > before {
			g.invent(&f, wanted-before)
		}
		f.Version.Version = fmt.Sprintf("%s-%d", f.Version.Version, wanted)
		f.Version.Description = strings.TrimSpace(f.Version.Description + fmt.Sprintf(" Made to have %d competencies for a synthetic network.", wanted))
		f = exchange.Digested(f)
	}
	published := clock(g.born, 9, 0)
	f.Version.State, f.Version.PublishedAt = models.Published, &published
	return f, g.teachable(f, c), nil
}

// cut keeps the first so many competencies, and what belongs to them.
func cut(f *store.FrameworkContent, wanted int) {
	if wanted >= len(f.Competencies) {
		return
	}
	f.Competencies = f.Competencies[:wanted]
	stays, used := map[models.ID]bool{}, map[models.ID]bool{}
	for _, k := range f.Competencies {
		stays[models.ID(k.Code)], used[k.DomainID] = true, true
	}
	f.Domains = slices.DeleteFunc(f.Domains, func(d models.Domain) bool { return !used[models.ID(d.Code)] })
	f.Descriptors = slices.DeleteFunc(f.Descriptors, func(d models.Descriptor) bool { return !stays[d.CompetencyID] })
	f.Requirements = slices.DeleteFunc(f.Requirements, func(r models.Requirement) bool { return !stays[r.CompetencyID] })
}

// invent adds competencies in a domain of their own. Those who lead a team need all of them, others some.
func (g *generator) invent(f *store.FrameworkContent, count int) {
	w, c := g.words.invented, g.in.chance("invented competencies", 0)
	domain := models.ID(w.Domain.Code)
	f.Domains = append(f.Domains, models.Domain{Code: w.Domain.Code, Name: w.Domain.Name, Description: w.Domain.Description, Position: len(f.Domains) + 1})
	usual := usualLevels(*f)
	for i := range count {
		name := w.Topics[i%len(w.Topics)]
		if i >= len(w.Topics) {
			name = fmt.Sprintf("%s (%d)", name, 1+i/len(w.Topics))
		}
		code := fmt.Sprintf("%s%02d", w.Domain.Code, i+1)
		k := models.Competency{
			DomainID: domain, Code: code, Slug: models.Slug(store.Fold(name + " " + code)), Name: name, Description: w.Description, Position: len(f.Competencies) + 1,
		}
		f.Competencies = append(f.Competencies, k)
		for level, text := range w.Levels {
			f.Descriptors = append(f.Descriptors, models.Descriptor{CompetencyID: models.ID(code), Level: level + 1, Text: strings.ReplaceAll(text, "{name}", name)})
		}
		for _, p := range f.Profiles {
			if wanted := p.Code == g.words.work.Leading || c.percent(60); wanted {
				level := min(max(usual[models.ID(p.Code)]+c.between(-1, 1), 1), len(w.Levels))
				f.Requirements = append(f.Requirements, models.Requirement{RoleProfileID: models.ID(p.Code), CompetencyID: models.ID(code), Level: level})
			}
		}
	}
}

// usualLevels is about which level each role profile asks for.
func usualLevels(f store.FrameworkContent) map[models.ID]int {
	sum, count, usual := map[models.ID]int{}, map[models.ID]int{}, map[models.ID]int{}
	for _, r := range f.Requirements {
		sum[r.RoleProfileID] += r.Level
		count[r.RoleProfileID]++
	}
	for p, n := range count {
		usual[p] = (sum[p] + n/2) / n
	}
	return usual
}

// know looks up what is asked often.
func (g *generator) know(f store.FrameworkContent) {
	g.framework = framework{competencies: f.Competencies, at: map[models.ID]int{}, labels: map[int]string{}, profiles: map[string]*profile{}}
	for i, k := range f.Competencies {
		g.framework.at[k.ID] = i
	}
	for _, l := range f.Levels {
		g.framework.labels[l.Value], g.framework.highest = l.Label, max(g.framework.highest, l.Value)
	}
	byID := map[models.ID]*profile{}
	for _, p := range f.Profiles {
		w := g.words.work.Profiles[p.Code]
		known := &profile{RoleProfile: p, titles: w.Titles, bands: w.Bands}
		byID[p.ID], g.framework.profiles[p.Code] = known, known
	}
	for _, r := range f.Requirements {
		p := byID[r.RoleProfileID]
		p.asks = append(p.asks, ask{g.framework.at[r.CompetencyID], models.Target{Level: r.Level, Core: r.Core}})
	}
	for _, p := range byID {
		slices.SortFunc(p.asks, func(a, b ask) int { return a.competency - b.competency })
	}
}
