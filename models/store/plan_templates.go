package store

import (
	"context"
	"time"

	"trellis/models"
)

// ListedTemplate is a template with how many actions it has, and to how many people it was given.
type ListedTemplate struct {
	models.PlanTemplate
	Lines, Given int
	AppliedAt    *time.Time // last
}

// TemplatesOf are the templates of a person that are not put away, by name.
func (r Reads) TemplatesOf(ctx context.Context, owner models.ID) ([]ListedTemplate, error) {
	var list []ListedTemplate
	err := r.db.WithContext(ctx).Raw(`SELECT t.*, (SELECT count(*) FROM plan_lines WHERE plan_lines.plan_template_id = t.id) AS lines,
		(SELECT count(DISTINCT a.development_plan_id) FROM plan_actions a JOIN plan_applications g ON g.id = a.plan_application_id WHERE g.plan_template_id = t.id) AS given,
		last.applied_at FROM plan_templates t
		LEFT JOIN plan_applications last ON last.id = (SELECT id FROM plan_applications WHERE plan_template_id = t.id AND undone_at IS NULL ORDER BY applied_at DESC, id DESC LIMIT 1)
		WHERE t.owner_id = ? AND t.retired_at IS NULL ORDER BY t.name, t.id`, owner).Scan(&list).Error
	return list, err
}

// Template is a template with its lines.
func (r Reads) Template(ctx context.Context, id models.ID) (template models.PlanTemplate, lines []models.PlanLine, err error) {
	if err = r.db.WithContext(ctx).Where("id = ?", id).Take(&template).Error; err != nil {
		return template, nil, known(err)
	}
	lines, err = r.LinesOf(ctx, id)
	return template, lines, err
}

// LinesOf are the lines of a template, in their order.
func (r Reads) LinesOf(ctx context.Context, template models.ID) ([]models.PlanLine, error) {
	var lines []models.PlanLine
	err := r.db.WithContext(ctx).Where("plan_template_id = ?", template).Order("position, id").Find(&lines).Error
	return lines, err
}

// GivenTemplate is one time at which a template was given, with how many of its actions nobody has touched since.
type GivenTemplate struct {
	models.PlanApplication
	Actions, People, Untouched int
}

// untouched asks of actions that they are as they were given, and that nobody has agreed to their plan since.
const untouched = `a.revision = 1 AND a.state = 'open' AND NOT EXISTS (SELECT 1 FROM plan_agreements n WHERE n.development_plan_id = a.development_plan_id AND n.agreed_at >= a.added_at)`

// GivenTemplates are the times at which a template was given, the newest first.
func (r Reads) GivenTemplates(ctx context.Context, template models.ID) ([]GivenTemplate, error) {
	var list []GivenTemplate
	err := r.db.WithContext(ctx).Raw(`SELECT g.*, (SELECT count(*) FROM plan_actions a WHERE a.plan_application_id = g.id) AS actions,
		(SELECT count(DISTINCT a.development_plan_id) FROM plan_actions a WHERE a.plan_application_id = g.id) AS people,
		(SELECT count(*) FROM plan_actions a WHERE a.plan_application_id = g.id AND `+untouched+`) AS untouched
		FROM plan_applications g WHERE g.plan_template_id = ? ORDER BY g.applied_at DESC, g.id DESC LIMIT 20`, template).Scan(&list).Error
	return list, err
}

// SkillsAskedOf are what the roles of the people in sight ask for, in the order of their frameworks.
func (r Reads) SkillsAskedOf(ctx context.Context, sight Sight) ([]FrameworkSkill, error) {
	var list []FrameworkSkill
	err := r.db.WithContext(ctx).Raw(`SELECT `+frameworkSkill+` FROM competencies JOIN domains ON domains.id = competencies.domain_id
		WHERE competencies.id IN (SELECT requirements.competency_id FROM requirements JOIN posts ON posts.role_profile_id = requirements.role_profile_id
			WHERE posts.person_id IN (`+sight.people()+`) AND posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today))
		ORDER BY domains.position, domains.id, competencies.position, competencies.id`, sight.args()).Scan(&list).Error
	return list, err
}

// LockTemplate takes a template for this transaction.
func (tx *Tx) LockTemplate(ctx context.Context, id models.ID) (models.PlanTemplate, error) {
	var template models.PlanTemplate
	err := tx.db.WithContext(ctx).Clauses(changing()).Where("id = ?", id).Take(&template).Error
	return template, known(err)
}

// KeepTemplate keeps a template, new or locked, with the lines that it has by now.
func (tx *Tx) KeepTemplate(ctx context.Context, t models.PlanTemplate, lines []models.PlanLine) error {
	result := tx.db.WithContext(ctx).Model(&models.PlanTemplate{}).Where("id = ?", t.ID).Updates(map[string]any{"name": t.Name, "revision": t.Revision + 1})
	if result.Error != nil {
		return known(result.Error)
	}
	if result.RowsAffected == 0 {
		if err := tx.Add(ctx, &t); err != nil {
			return err
		}
	}
	if err := tx.db.WithContext(ctx).Where("plan_template_id = ?", t.ID).Delete(&models.PlanLine{}).Error; err != nil {
		return err
	}
	for i := range lines {
		lines[i].PlanTemplateID = t.ID
	}
	return tx.Add(ctx, &lines)
}

// RetireTemplate puts a template away.
func (tx *Tx) RetireTemplate(ctx context.Context, t models.PlanTemplate) error {
	t.RetiredAt, t.Revision = &tx.now, t.Revision+1
	return tx.update(ctx, &t, "RetiredAt", "Revision")
}

// LockPlans takes the plans of people for this transaction, and begins those that are not there, by person.
func (tx *Tx) LockPlans(ctx context.Context, people []models.ID) (map[models.ID]models.DevelopmentPlan, error) {
	if err := tx.LockPeople(ctx, people); err != nil {
		return nil, err
	}
	var there, begun []models.DevelopmentPlan
	if err := tx.db.WithContext(ctx).Where("person_id IN ?", people).Find(&there).Error; err != nil {
		return nil, err
	}
	plans := make(map[models.ID]models.DevelopmentPlan, len(people))
	for _, p := range there {
		plans[p.PersonID] = p
	}
	for _, id := range people {
		if _, has := plans[id]; !has {
			begun = append(begun, models.DevelopmentPlan{ID: NewID(), PersonID: id, Revision: 1, BegunAt: tx.now})
			plans[id] = begun[len(begun)-1]
		}
	}
	return plans, tx.Add(ctx, &begun)
}

// Give keeps actions that a template gave to people, whose plans are locked.
func (tx *Tx) Give(ctx context.Context, application models.PlanApplication, actions []models.PlanAction, people []models.ID) error {
	if err := tx.Add(ctx, &application); err != nil {
		return err
	}
	if err := tx.Add(ctx, &actions); err != nil {
		return err
	}
	return tx.db.WithContext(ctx).Exec("UPDATE development_plans SET revision = revision + 1 WHERE person_id IN ?", people).Error
}

// PlanApplication is one time at which a template was given, with the people who have actions of it.
func (r Reads) PlanApplication(ctx context.Context, id models.ID) (given models.PlanApplication, people []models.ID, err error) {
	if err = r.db.WithContext(ctx).Where("id = ?", id).Take(&given).Error; err != nil {
		return given, nil, known(err)
	}
	err = r.db.WithContext(ctx).Raw(`SELECT DISTINCT p.person_id FROM plan_actions a JOIN development_plans p ON p.id = a.development_plan_id
		WHERE a.plan_application_id = ? ORDER BY 1`, id).Scan(&people).Error
	return given, people, err
}

// TakeBack forgets the actions that were given at a time and that nobody has touched since, and counts them.
func (tx *Tx) TakeBack(ctx context.Context, given models.PlanApplication) (int, error) {
	db := tx.db.WithContext(ctx)
	err := db.Exec(`UPDATE development_plans SET revision = revision + 1 WHERE id IN (SELECT a.development_plan_id FROM plan_actions a WHERE a.plan_application_id = ? AND `+untouched+`)`, given.ID).Error
	if err != nil {
		return 0, err
	}
	result := db.Exec(`DELETE FROM plan_actions WHERE id IN (SELECT a.id FROM plan_actions a WHERE a.plan_application_id = ? AND `+untouched+`)`, given.ID)
	if result.Error != nil {
		return 0, result.Error
	}
	given.UndoneAt = &tx.now
	return int(result.RowsAffected), tx.update(ctx, &given, "UndoneAt")
}
