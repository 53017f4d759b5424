package plans

import (
	"context"
	"slices"
	"strconv"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// TemplatesPage are the templates of the actor.
type TemplatesPage struct {
	Templates []store.ListedTemplate
}

// Templates lists those that the actor has written and not put away.
func (s *Service) Templates(ctx context.Context, actor models.Actor) (page TemplatesPage, err error) {
	page.Templates, err = s.Store.TemplatesOf(ctx, actor.ID)
	return page, err
}

// Table is the page as rows of a file, with a head.
func (p TemplatesPage) Table() [][]string {
	rows := [][]string{{"template", "actions", "given to people", "last given on"}}
	for _, t := range p.Templates {
		row := []string{t.Name, number(t.Lines), number(t.Given), ""}
		if t.AppliedAt != nil {
			row[3] = string(models.DateOf(*t.AppliedAt))
		}
		rows = append(rows, row)
	}
	return rows
}

// WriteTemplate is a template as it is typed: its lines by their number.
type WriteTemplate struct {
	Name         string      `form:"name" validate:"required,max=200" problem:"required=Enter a name for the template|max=Use 200 characters or fewer for the name"`
	Lines        []WriteLine `form:"line"`
	Revision     int         `form:"revision"`
	NotNHSNumber bool        `form:"not_nhs_number"`
}

// WriteLine is one action of a template as it is typed. One without a kind is none.
type WriteLine struct {
	Kind   string `form:"kind"`
	Title  string `form:"title"`
	Skill  string `form:"skill"`
	To     string `form:"to"`
	Course string `form:"course"`
	Days   string `form:"days"`
	UseFor string `form:"use_for"`
}

func (l WriteLine) empty() bool { return l.Kind == "" && l.Title == "" && l.Course == "" }

// TemplatePage is one template, to change it, with what its lines can be chosen of.
type TemplatePage struct {
	Template models.PlanTemplate
	In       WriteTemplate
	Skills   []store.FrameworkSkill // of the roles of the actor's people
	Levels   []models.Level         // of their frameworks
	Courses  []models.Course
	Given    []store.GivenTemplate // the newest first
}

// Template is that page; of a new template where there is no id.
func (s *Service) Template(ctx context.Context, actor models.Actor, id models.ID) (page TemplatePage, err error) {
	if page.Skills, err = s.Store.SkillsAskedOf(ctx, s.sight(actor, policy.TemplatePlans)); err != nil {
		return page, err
	}
	if page.Levels, err = s.Store.Levels(ctx, versionsIn(page.Skills)); err != nil {
		return page, err
	}
	if page.Courses, err = s.Store.CoursesByTitle(ctx); err != nil {
		return page, err
	}
	page.Courses = slices.DeleteFunc(page.Courses, func(c models.Course) bool { return c.State != models.CoursePublished })
	if id == "" {
		return page, nil
	}
	var lines []models.PlanLine
	if page.Template, lines, err = s.Store.Template(ctx, id); err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.TemplatePlans, page.Template); err != nil {
		return page, err
	}
	page.In = WriteTemplate{Name: page.Template.Name, Revision: page.Template.Revision}
	for _, l := range lines {
		page.In.Lines = append(page.In.Lines, page.typed(l))
	}
	page.Given, err = s.Store.GivenTemplates(ctx, id)
	return page, err
}

func versionsIn(list []store.FrameworkSkill) (ids []models.ID) {
	for _, k := range list {
		ids = append(ids, k.FrameworkVersionID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// typed is a line as the form shows it.
func (p TemplatePage) typed(l models.PlanLine) WriteLine {
	in := WriteLine{Kind: string(l.Kind), Title: l.Title, Days: strconv.Itoa(l.Days), UseFor: l.UseFor}
	for _, k := range p.Skills {
		if l.CompetencyID != nil && k.ID == *l.CompetencyID {
			in.Skill = string(k.ID)
		}
	}
	for _, c := range p.Courses {
		if l.CourseID != nil && c.ID == *l.CourseID {
			in.Course = c.Code
		}
	}
	if l.ToLevel != nil {
		in.To = strconv.Itoa(*l.ToLevel)
	}
	return in
}

// SaveTemplate keeps a template with its lines, a new one where there is no id. It answers models.ErrStale when it was changed
// after it was opened.
func (s *Service) SaveTemplate(ctx context.Context, actor models.Actor, id models.ID, in WriteTemplate) (models.ID, error) {
	page, err := s.Template(ctx, actor, id)
	if err != nil {
		return "", err
	}
	lines, err := page.lines(&in)
	if err != nil {
		return "", err
	}
	template, act := models.PlanTemplate{ID: store.NewID(), OwnerID: actor.ID, Revision: 1}, "plan.template_added"
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if !policy.May(actor, policy.TemplatePlans) {
			return models.ErrForbidden
		}
		if id != "" {
			act = "plan.template_changed"
			if template, err = s.lockTemplate(ctx, tx, actor, id); err != nil {
				return err
			}
			if template.Revision != in.Revision {
				return models.ErrStale
			}
		} else {
			template.MadeAt = tx.Now()
		}
		template.Name = in.Name
		if err := tx.KeepTemplate(ctx, template, lines); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: act, Subject: "plan_templates", SubjectID: template.ID})
	})
	return template.ID, err
}

func (s *Service) lockTemplate(ctx context.Context, tx *store.Tx, actor models.Actor, id models.ID) (models.PlanTemplate, error) {
	template, err := tx.LockTemplate(ctx, id)
	if err != nil {
		return template, err
	}
	return template, policy.Allows(actor, policy.TemplatePlans, template)
}

// RetireTemplate puts a template away. What it gave stays.
func (s *Service) RetireTemplate(ctx context.Context, actor models.Actor, id models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		template, err := s.lockTemplate(ctx, tx, actor, id)
		if err != nil || template.RetiredAt != nil {
			return err
		}
		if err := tx.RetireTemplate(ctx, template); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "plan.template_retired", Subject: "plan_templates", SubjectID: id})
	})
}

// lines are those that were typed, and what is wrong with them by field.
func (p TemplatePage) lines(in *WriteTemplate) (list []models.PlanLine, err error) {
	in.Name = input.Line(in.Name)
	invalid, err := input.Problems(*in)
	if err != nil {
		return nil, err
	}
	invalid.Add(input.Patients(in.NotNHSNumber, input.Text{Field: "name", Text: in.Name}))
	for i, l := range in.Lines {
		if l.empty() {
			continue
		}
		field := "line-" + strconv.Itoa(i)
		l.Title, l.UseFor = input.Line(l.Title), input.Tidy(l.UseFor)
		invalid.Add(input.Patients(in.NotNHSNumber, input.Text{Field: field, Text: l.Title}, input.Text{Field: field, Text: l.UseFor}))
		line, problem := p.line(l)
		if problem != "" {
			invalid[field] = "Action " + strconv.Itoa(i+1) + ": " + problem
		}
		line.Position = len(list) + 1
		list = append(list, line)
	}
	if len(list) == 0 && len(invalid) == 0 {
		invalid["line-0"] = "Enter at least one action"
	}
	if len(list) > models.MostPlanLines {
		invalid["name"] = "Use " + number(models.MostPlanLines) + " actions or fewer"
	}
	return list, invalid.OrNil()
}

// line is one line, or what to do about it.
func (p TemplatePage) line(in WriteLine) (line models.PlanLine, problem string) {
	line = models.PlanLine{Kind: models.ActionKind(in.Kind), Title: in.Title, UseFor: in.UseFor}
	line.Days, _ = strconv.Atoi(in.Days) // what is no number is 0 days, or too many
	at := slices.IndexFunc(p.Skills, func(k store.FrameworkSkill) bool { return string(k.ID) == in.Skill })
	if at >= 0 {
		line.CompetencyID = &p.Skills[at].ID
	}
	if to, err := strconv.Atoi(in.To); err == nil && at >= 0 && slices.ContainsFunc(p.Levels, func(l models.Level) bool {
		return l.Value == to && l.FrameworkVersionID == p.Skills[at].FrameworkVersionID
	}) {
		line.ToLevel = &to
	}
	if c := slices.IndexFunc(p.Courses, func(c models.Course) bool { return c.Code == in.Course }); c >= 0 && line.Kind == models.ByCourseAction {
		line.CourseID = &p.Courses[c].ID
		if line.Title == "" {
			line.Title = p.Courses[c].Title
		}
	}
	return line, in.problem(line, at >= 0)
}

// problem says what to do about a line; empty where nothing is wrong with it. Known tells whether its skill is in the list.
func (l WriteLine) problem(line models.PlanLine, known bool) string {
	switch {
	case !slices.Contains(models.ActionKinds(), line.Kind):
		return "select what kind of action it is"
	case line.Days < 1 || line.Days > 730:
		return "enter in how many days it is due, from 1 to 730"
	case !known && l.Skill != "":
		return "select a skill from the list"
	case line.Title == "" || len([]rune(line.Title)) > 200:
		return "enter what is to be done, in 200 characters or fewer"
	case len([]rune(line.UseFor)) > 1000:
		return "use 1,000 characters or fewer for how it is used at work"
	}
	return ""
}
