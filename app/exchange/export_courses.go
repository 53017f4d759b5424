package exchange

import (
	"cmp"
	"context"
	"io"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// What a file of courses is written from. docs/formats.md describes it; what is empty is left out.
type (
	programmeFile struct {
		Schema    string       `json:"schema"`
		Framework string       `json:"framework,omitempty"`
		Version   string       `json:"framework_version,omitempty"`
		Courses   []courseOut  `json:"courses"`
		Pathways  []pathwayOut `json:"pathways"`
	}
	courseOut struct {
		Code          string            `json:"code"`
		Slug          string            `json:"slug"`
		Version       int               `json:"version"`
		Title         string            `json:"title"`
		Summary       string            `json:"summary,omitempty"`
		Format        string            `json:"format,omitempty"`
		Delivery      string            `json:"delivery,omitempty"`
		Sessions      []sessionOut      `json:"sessions,omitempty"`
		Units         *[]unitOut        `json:"units,omitempty"`
		Minutes       int               `json:"total_minutes"`
		Capacity      int               `json:"capacity"`
		ValidMonths   int               `json:"valid_months,omitempty"`
		Prerequisites []prerequisiteOut `json:"prerequisites"`
		Aims          []string          `json:"learning_outcomes"`
		Completion    completionOut     `json:"completion"`
		Raises        []outcomeOut      `json:"raises"`
		NoRaises      string            `json:"no_raises,omitempty"`
		WayIn         models.WayIn      `json:"way_in,omitempty"`
	}
	sessionOut struct {
		Number  int    `json:"number"`
		Title   string `json:"title"`
		Minutes int    `json:"minutes"`
	}
	unitOut struct {
		Kind     models.UnitKind `json:"kind"`
		Title    string          `json:"title"`
		Minutes  int             `json:"minutes,omitempty"`
		Required bool            `json:"required,omitempty"`
		Says     string          `json:"says,omitempty"`
		URL      string          `json:"url,omitempty"`
	}
	completionOut struct {
		Sessions int     `json:"minimum_sessions"`
		Share    float64 `json:"minimum_minutes_share"`
		Evidence string  `json:"evidence"`
		// AnyPart, Assignments and Evaluation are left out where they are not asked for.
		AnyPart     bool `json:"any_part,omitempty"`
		Assignments bool `json:"assignments,omitempty"`
		Evaluation  bool `json:"evaluation,omitempty"`
	}
	// elsewhere names the framework of a reference that is not to the file's own.
	elsewhere struct {
		Framework string `json:"framework,omitempty"`
		Version   string `json:"framework_version,omitempty"`
	}
	outcomeOut struct {
		Competency string `json:"competency"`
		Level      int    `json:"to_level"`
		elsewhere
	}
	prerequisiteOut struct {
		Type  string `json:"type"`
		Code  string `json:"code"`
		Level int    `json:"level,omitempty"`
		elsewhere
		Alternative string `json:"alternative_to,omitempty"`
	}
	pathwayOut struct {
		Code    string `json:"code"`
		Title   string `json:"title"`
		Summary string `json:"summary,omitempty"`
		Role    string `json:"role,omitempty"`
		elsewhere
		Courses []string `json:"courses,omitempty"`
		Sets    []setOut `json:"sets,omitempty"`
	}
	setOut struct {
		Title   string         `json:"title,omitempty"`
		Rule    models.SetRule `json:"rule"`
		AtLeast int            `json:"at_least,omitempty"`
		Courses []string       `json:"courses"`
	}
)

// ExportCourses writes the courses and programmes of the network in our format. Who may run commands on the machine may
// export, so it asks no policy.
func (s *Service) ExportCourses(ctx context.Context, w io.Writer) error {
	var file programmeFile
	err := s.Store.Snapshot(ctx, func(r store.Reads) (err error) {
		file, err = programmeOf(ctx, r)
		return err
	})
	if err != nil {
		return err
	}
	return writeJSON(w, file)
}

// part of a framework, as a file names it.
type partOf struct {
	edition  *store.Edition
	code     string
	position int
}

// coursesWriter turns nouns into what a file says.
type coursesWriter struct {
	content store.Content
	parts   map[models.ID]partOf // competencies and role profiles
	codes   map[models.ID]string // of courses
	main    *store.Edition
}

func programmeOf(ctx context.Context, r store.Reads) (programmeFile, error) {
	file := programmeFile{Schema: ProgrammeFormat, Courses: []courseOut{}, Pathways: []pathwayOut{}}
	editions, err := r.Editions(ctx)
	if err != nil {
		return file, err
	}
	c, err := r.CourseContent(ctx)
	if err != nil {
		return file, err
	}
	w := &coursesWriter{content: c, parts: map[models.ID]partOf{}, codes: map[models.ID]string{}}
	for i := range editions {
		e := &editions[i]
		for _, k := range e.Competencies {
			w.parts[k.ID] = partOf{e, k.Code, k.Position}
		}
		for _, p := range e.Profiles {
			w.parts[p.ID] = partOf{e, p.Code, p.Position}
		}
	}
	for _, k := range c.Courses {
		w.codes[k.ID] = k.Code
	}
	if w.main = w.mostUsed(); w.main != nil {
		file.Framework, file.Version = w.main.Framework, w.main.Version.Version
	}
	parts := parted(c, func(k models.Course) models.ID { return k.ID })
	for _, k := range c.Courses {
		file.Courses = append(file.Courses, w.course(parts[k.ID]))
	}
	for _, p := range c.Programmes {
		file.Pathways = append(file.Pathways, w.pathway(p))
	}
	return file, nil
}

// mostUsed is the edition to which most references are, which the file names once; nil where there are none.
func (w *coursesWriter) mostUsed() *store.Edition {
	uses := map[*store.Edition]int{}
	for _, o := range w.content.Outcomes {
		uses[w.parts[o.CompetencyID].edition]++
	}
	for _, p := range w.content.Prerequisites {
		if p.CompetencyID != nil {
			uses[w.parts[*p.CompetencyID].edition]++
		}
	}
	for _, p := range w.content.Programmes {
		if p.RoleProfileID != nil {
			uses[w.parts[*p.RoleProfileID].edition]++
		}
	}
	var most *store.Edition
	for e, n := range uses {
		if most == nil || cmp.Or(cmp.Compare(uses[most], n), cmp.Compare(e.Framework, most.Framework), cmp.Compare(e.Version.Version, most.Version.Version)) < 0 {
			most = e
		}
	}
	return most
}

// reference is the code of a part, and where it is when that is not the file's own framework.
func (w *coursesWriter) reference(id models.ID) (string, elsewhere) {
	part := w.parts[id]
	if part.edition == w.main {
		return part.code, elsewhere{}
	}
	return part.code, elsewhere{part.edition.Framework, part.edition.Version.Version}
}

func (w *coursesWriter) course(p *courseParts) courseOut {
	c := p.course
	out := courseOut{
		Code: c.Code, Slug: c.Slug, Version: c.Version, Title: c.Title, Summary: c.Summary, Format: c.Format, Delivery: c.Delivery,
		Minutes: c.Minutes, Capacity: c.Capacity, ValidMonths: c.ValidMonths, Prerequisites: w.prerequisites(p.prerequisites),
		Aims: append([]string{}, c.AimList()...), Raises: []outcomeOut{}, NoRaises: c.NoOutcomes,
		Completion: completionOut{Sessions: c.MinimumSessions, Share: float64(c.MinimumShare) / 100, Evidence: noEvidence, AnyPart: c.AnyPart, Assignments: c.NeedsAssignments, Evaluation: c.NeedsEvaluation},
	}
	if c.WayIn != models.FirstCome {
		out.WayIn = c.WayIn
	}
	if sessions, evidence, plain := plainUnits(c, p.units); plain {
		out.Sessions, out.Completion.Evidence = sessions, evidence
	} else {
		units := []unitOut{}
		for _, u := range p.units {
			units = append(units, unitOut{u.Kind, u.Title, u.Minutes, u.Required, u.Says, u.URL})
		}
		out.Units = &units
	}
	slices.SortFunc(p.outcomes, func(a, b models.Outcome) int { return w.compare(a.CompetencyID, b.CompetencyID) })
	for _, o := range p.outcomes {
		code, elsewhere := w.reference(o.CompetencyID)
		out.Raises = append(out.Raises, outcomeOut{code, o.Level, elsewhere})
	}
	return out
}

// compare orders parts by framework, version and place.
func (w *coursesWriter) compare(a, b models.ID) int {
	x, y := w.parts[a], w.parts[b]
	return cmp.Or(
		cmp.Compare(x.edition.Framework, y.edition.Framework),
		cmp.Compare(x.edition.Version.Version, y.edition.Version.Version),
		cmp.Compare(x.position, y.position),
	)
}

// plainUnits writes units as sessions, and the evidence that the completion rule asks for. It answers false where reading
// that would make other units.
func plainUnits(c models.Course, units []models.Unit) (sessions []sessionOut, evidence string, plain bool) {
	evidence = noEvidence
	for _, u := range units {
		if u.Kind == models.SessionUnit {
			sessions = append(sessions, sessionOut{len(sessions) + 1, u.Title, u.Minutes})
		} else {
			evidence = u.Title
		}
	}
	var again []models.Unit
	for _, s := range sessions {
		again = append(again, models.Unit{Kind: models.SessionUnit, Title: s.Title, Minutes: s.Minutes, Required: c.MinimumSessions == len(sessions)})
	}
	if evidence != noEvidence {
		again = append(again, models.Unit{Kind: models.AssignmentUnit, Title: capitalised(evidence), Required: true})
	}
	same := func(a, b models.Unit) bool {
		return a.Kind == b.Kind && a.Title == b.Title && a.Minutes == b.Minutes && a.Required == b.Required && a.Says == b.Says && a.URL == b.URL
	}
	return sessions, evidence, len(sessions) > 0 && slices.EqualFunc(units, again, same)
}

// prerequisites are written group by group, so that each names the one before it as what it can stand in for.
func (w *coursesWriter) prerequisites(list []models.Prerequisite) []prerequisiteOut {
	written := []prerequisiteOut{}
	list = models.Alternatives(list)
	for i, p := range list {
		out := prerequisiteOut{Type: "course", Level: p.Level}
		if p.CompetencyID != nil {
			out.Type = "competency"
			out.Code, out.elsewhere = w.reference(*p.CompetencyID)
		} else {
			out.Code = w.codes[*p.OtherID]
		}
		if i > 0 && list[i].Alternative == list[i-1].Alternative {
			out.Alternative = written[i-1].Code
		}
		written = append(written, out)
	}
	return written
}

// pathway writes a programme: one that asks for all of one set without a title lists its courses alone.
func (w *coursesWriter) pathway(p models.Programme) pathwayOut {
	out := pathwayOut{Code: p.Code, Title: p.Title, Summary: p.Summary}
	if p.RoleProfileID != nil {
		out.Role, out.elsewhere = w.reference(*p.RoleProfileID)
	}
	for _, s := range w.content.Sets {
		if s.ProgrammeID != p.ID {
			continue
		}
		set := setOut{Title: s.Title, Rule: s.Rule, AtLeast: s.AtLeast, Courses: []string{}}
		for _, l := range w.content.InProgrammes {
			if l.ProgrammeID == p.ID && l.SetNumber == s.Number {
				set.Courses = append(set.Courses, w.codes[l.CourseID])
			}
		}
		out.Sets = append(out.Sets, set)
	}
	if len(out.Sets) == 1 && out.Sets[0].Rule == models.AllOfSet && out.Sets[0].Title == "" {
		out.Courses, out.Sets = out.Sets[0].Courses, nil
	}
	return out
}
