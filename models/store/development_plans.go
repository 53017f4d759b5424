package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// ShownAction is an action of a plan with the names of what it points at.
type ShownAction struct {
	models.PlanAction
	CompetencyName string
	CompetencySlug string
	ToLabel        string
	CourseTitle    string
	CourseSlug     string
	MentorName     string
	AddedBy        string
	Held           *int // level held now; nil where nobody has assessed it
	// CompletedOn is when the person completed the course; empty where they have not.
	CompletedOn models.Date
}

// SuggestsDone tells whether it looks done: the course was completed, or the level is reached.
func (a ShownAction) SuggestsDone() bool {
	return a.State == models.ActionOpen && (a.CompletedOn != "" || a.Reached())
}

// Reached tells whether the person holds by now the level that the action is for.
func (a ShownAction) Reached() bool {
	return a.ToLevel != nil && a.Held != nil && *a.Held >= *a.ToLevel
}

const shownAction = `SELECT a.*, coalesce(k.name, '') AS competency_name, coalesce(k.slug, '') AS competency_slug, coalesce(l.label, '') AS to_label,
	coalesce(c.title, '') AS course_title, coalesce(c.slug, '') AS course_slug, coalesce(m.name, '') AS mentor_name, adder.name AS added_by,
	CASE WHEN s.assessment_id IS NULL THEN NULL ELSE s.level END AS held,
	(SELECT max(r.completed_on) FROM completion_records r JOIN courses rc ON rc.id = r.course_id AND rc.code = c.code
		WHERE r.person_id = p.person_id AND r.revoked_at IS NULL) AS completed_on
	FROM plan_actions a JOIN development_plans p ON p.id = a.development_plan_id JOIN people adder ON adder.id = a.added_by_id
	LEFT JOIN competencies k ON k.id = a.competency_id LEFT JOIN levels l ON l.framework_version_id = k.framework_version_id AND l.value = a.to_level
	LEFT JOIN courses c ON c.id = a.course_id LEFT JOIN people m ON m.id = a.mentor_id
	LEFT JOIN skills s ON s.person_id = p.person_id AND s.competency_id = a.competency_id `

// PlanOf is the plan of a person; models.ErrNotFound where nothing was ever planned.
func (r Reads) PlanOf(ctx context.Context, person models.ID) (models.DevelopmentPlan, error) {
	var plan models.DevelopmentPlan
	err := r.db.WithContext(ctx).Where("person_id = ?", person).Take(&plan).Error
	return plan, known(err)
}

// PlanActions are the actions of a plan with their names: the open ones first, by the day they are due.
func (r Reads) PlanActions(ctx context.Context, plan models.ID) ([]ShownAction, error) {
	var list []ShownAction
	err := r.db.WithContext(ctx).Raw(shownAction+`WHERE a.development_plan_id = @plan
		ORDER BY CASE a.state WHEN 'open' THEN 0 WHEN 'done' THEN 1 ELSE 2 END, a.due_on, a.added_at, a.id`, map[string]any{"plan": plan}).Scan(&list).Error
	return list, err
}

// PlanAction is one action with the plan it is in.
func (r Reads) PlanAction(ctx context.Context, id models.ID) (action ShownAction, plan models.DevelopmentPlan, err error) {
	var list []ShownAction
	if err = r.db.WithContext(ctx).Raw(shownAction+"WHERE a.id = @id", map[string]any{"id": id}).Scan(&list).Error; err != nil {
		return action, plan, err
	}
	if len(list) == 0 {
		return action, plan, models.ErrNotFound
	}
	err = r.db.WithContext(ctx).Where("id = ?", list[0].DevelopmentPlanID).Take(&plan).Error
	return list[0], plan, known(err)
}

// AgreedPlan is one agreement with the name of who agreed.
type AgreedPlan struct {
	models.PlanAgreement
	ByName string
}

// PlanAgreements are what was agreed of a plan, the newest first.
func (r Reads) PlanAgreements(ctx context.Context, plan models.ID) ([]AgreedPlan, error) {
	var list []AgreedPlan
	err := r.db.WithContext(ctx).Raw(`SELECT g.*, people.name AS by_name FROM plan_agreements g JOIN people ON people.id = g.by_id
		WHERE g.development_plan_id = ? ORDER BY g.agreed_at DESC, g.id DESC`, plan).Scan(&list).Error
	return list, err
}

// PlanRow is a person with their plan, if they have one.
type PlanRow struct {
	PersonID models.ID
	Name     string
	PlanID   *models.ID
	ReviewOn models.Date
}

// TeamPlans are the people in sight with their plans, by name.
func (r Reads) TeamPlans(ctx context.Context, sight Sight) ([]PlanRow, error) {
	var list []PlanRow
	err := r.db.WithContext(ctx).Raw(`SELECT people.id AS person_id, people.name, p.id AS plan_id, p.review_on FROM people
		LEFT JOIN development_plans p ON p.person_id = people.id WHERE people.id IN (`+sight.people()+`) AND people.erased_at IS NULL
		ORDER BY people.name_key, people.id`, sight.args()).Scan(&list).Error
	return list, err
}

// ActionsOfPlans are the actions of plans by plan, in the order of their addition.
func (r Reads) ActionsOfPlans(ctx context.Context, plans []models.ID) (map[models.ID][]models.PlanAction, error) {
	var list []models.PlanAction
	err := r.db.WithContext(ctx).Where("development_plan_id IN ?", plans).Order("added_at, id").Find(&list).Error
	by := map[models.ID][]models.PlanAction{}
	for _, a := range list {
		by[a.DevelopmentPlanID] = append(by[a.DevelopmentPlanID], a)
	}
	return by, err
}

// LastAgreements are the newest agreements of each side of plans, by plan.
func (r Reads) LastAgreements(ctx context.Context, plans []models.ID) (map[models.ID]map[models.Side]models.PlanAgreement, error) {
	var list []models.PlanAgreement
	err := r.db.WithContext(ctx).Raw(`SELECT * FROM plan_agreements g WHERE g.development_plan_id IN ? AND NOT EXISTS (SELECT 1 FROM plan_agreements n
		WHERE n.development_plan_id = g.development_plan_id AND n.side = g.side AND (n.agreed_at > g.agreed_at OR n.agreed_at = g.agreed_at AND n.id > g.id))`, plans).Scan(&list).Error
	by := map[models.ID]map[models.Side]models.PlanAgreement{}
	for _, g := range list {
		if by[g.DevelopmentPlanID] == nil {
			by[g.DevelopmentPlanID] = map[models.Side]models.PlanAgreement{}
		}
		by[g.DevelopmentPlanID][g.Side] = g
	}
	return by, err
}

// MentoringAsk is somebody who named the reader as a mentor.
type MentoringAsk struct {
	ID             models.ID // of the action
	PersonName     string
	Title          string
	CompetencyName string
	DueOn          models.Date
	Consent        models.Consent
}

// Mentoring are the open actions in which somebody is named as a mentor and has not declined, those to answer first.
func (r Reads) Mentoring(ctx context.Context, mentor models.ID) ([]MentoringAsk, error) {
	var list []MentoringAsk
	err := r.db.WithContext(ctx).Raw(`SELECT a.id, people.name AS person_name, a.title, coalesce(k.name, '') AS competency_name, a.due_on, a.consent
		FROM plan_actions a JOIN development_plans p ON p.id = a.development_plan_id JOIN people ON people.id = p.person_id
		LEFT JOIN competencies k ON k.id = a.competency_id
		WHERE a.mentor_id = ? AND a.consent IN ('asked', 'agreed') AND a.state = 'open'
		ORDER BY a.consent DESC, a.due_on, a.id`, mentor).Scan(&list).Error
	return list, err
}

// LockPlan takes the plan of a person for this transaction, and begins one where there is none.
func (tx *Tx) LockPlan(ctx context.Context, person models.ID) (models.DevelopmentPlan, error) {
	if err := tx.LockPeople(ctx, []models.ID{person}); err != nil {
		return models.DevelopmentPlan{}, err
	}
	plan, err := tx.PlanOf(ctx, person)
	if !errors.Is(err, models.ErrNotFound) {
		return plan, err
	}
	plan = models.DevelopmentPlan{ID: NewID(), PersonID: person, Revision: 1, BegunAt: tx.now}
	return plan, tx.Add(ctx, &plan)
}

// KeepPlan keeps the review of a plan, and that it, or an action of it, was changed.
func (tx *Tx) KeepPlan(ctx context.Context, p models.DevelopmentPlan) error {
	p.Revision++
	return tx.update(ctx, &p, "ReviewOn", "Revision")
}

// KeepAction keeps what an action says by now.
func (tx *Tx) KeepAction(ctx context.Context, a models.PlanAction) error {
	a.Revision++
	return tx.update(ctx, &a, "Kind", "CompetencyID", "FromLevel", "ToLevel", "CourseID", "MentorID", "Consent", "Title", "UseFor", "DueOn", "State", "EndedOn", "UsedFor", "Revision")
}

// Helper is somebody who may be asked for help, with the level that is confirmed of them.
type Helper struct {
	PersonID     models.ID
	Name         string
	Organisation string
	CompetencyID models.ID
	Level        int
}

// Helpers are those whom others may ask, other than the person, with a confirmed level of the competencies: the highest first.
func (r Reads) Helpers(ctx context.Context, person models.ID, competencies []models.ID, today models.Date) ([]Helper, error) {
	var list []Helper
	err := r.db.WithContext(ctx).Raw(`SELECT h.person_id, people.name, s.competency_id, s.level, coalesce((SELECT o.name FROM posts JOIN organisations o ON o.id = posts.organisation_id
			WHERE posts.person_id = h.person_id AND posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today) ORDER BY posts.started, posts.id LIMIT 1), '') AS organisation
		FROM helpers h JOIN people ON people.id = h.person_id AND people.erased_at IS NULL JOIN skills s ON s.person_id = h.person_id AND s.confirmed AND s.competency_id IN @competencies
		WHERE h.person_id <> @person AND EXISTS (SELECT 1 FROM posts WHERE posts.person_id = h.person_id AND posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today))
		ORDER BY s.competency_id, s.level DESC, people.name_key, h.person_id`, map[string]any{"person": person, "competencies": competencies, "today": today}).Scan(&list).Error
	return list, err
}

// Helps tells since when others may ask the person for help; models.ErrNotFound where they may not.
func (r Reads) Helps(ctx context.Context, person models.ID) (models.Helper, error) {
	var h models.Helper
	err := r.db.WithContext(ctx).Where("person_id = ?", person).Take(&h).Error
	return h, known(err)
}

// Help keeps that others may ask the person for help.
func (tx *Tx) Help(ctx context.Context, person models.ID) error {
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&models.Helper{PersonID: person, Since: tx.now}).Error)
}

// HelpNoMore forgets that.
func (tx *Tx) HelpNoMore(ctx context.Context, person models.ID) error {
	return known(tx.db.WithContext(ctx).Where("person_id = ?", person).Delete(&models.Helper{}).Error)
}

// UnremindedOfPlans are people whom a morning is to remind of what is due in their plans, or, of the manager's side, in those of
// their people: with an action due within a week or not more than four weeks late, or a review within a week. Who is away, or was
// reminded since a time, is left out. By their ids, at most so many.
func (r Reads) UnremindedOfPlans(ctx context.Context, side models.Side, day models.Date, since time.Time, most int) ([]models.ID, error) {
	who, join := "p.person_id", ""
	if side == models.ManagerSide {
		who = "posts.manager_id"
		join = "JOIN posts ON posts.person_id = p.person_id AND posts.manager_id IS NOT NULL AND posts.started <= @day AND (posts.ended IS NULL OR posts.ended >= @day)"
	}
	var ids []models.ID
	err := r.db.WithContext(ctx).Raw(`SELECT DISTINCT w.id FROM (SELECT `+who+` AS id FROM development_plans p `+join+`
		WHERE p.review_on BETWEEN @from AND @until OR EXISTS (SELECT 1 FROM plan_actions a WHERE a.development_plan_id = p.id AND a.state = 'open' AND a.due_on BETWEEN @from AND @until)) w
		JOIN people ON people.id = w.id AND people.erased_at IS NULL
		WHERE NOT EXISTS (SELECT 1 FROM plan_reminders r WHERE r.person_id = w.id AND r.side = @side AND r.sent_at > @since)
			AND NOT EXISTS (SELECT 1 FROM leaves WHERE leaves.person_id = w.id AND leaves.from_day <= @day AND leaves.until_day >= @day)
		ORDER BY w.id LIMIT @most`,
		map[string]any{"side": side, "day": day, "since": since, "most": most, "from": day.AddDays(-28), "until": day.AddDays(7)}).Scan(&ids).Error
	return ids, err
}

// RemindOfPlans keeps that people are reminded of plans, and owes the letters. The people are locked by the caller.
func (tx *Tx) RemindOfPlans(ctx context.Context, side models.Side, people []models.ID) error {
	rows, jobs := make([]models.PlanReminder, len(people)), make([]models.Job, len(people))
	kind := models.MailPlanDue
	if side == models.ManagerSide {
		kind = models.MailTeamPlansDue
	}
	for i, id := range people {
		rows[i], jobs[i] = models.PlanReminder{PersonID: id, Side: side, SentAt: tx.now}, models.Job{Kind: kind, SubjectID: id}
	}
	if err := tx.Add(ctx, &rows); err != nil {
		return err
	}
	return tx.Owe(ctx, jobs)
}

// HeldOf are the levels that people hold of competencies, by person and competency. What nobody has assessed is in no map.
func (r Reads) HeldOf(ctx context.Context, people, competencies []models.ID) (map[models.ID]map[models.ID]*int, error) {
	var list []models.Skill
	err := r.db.WithContext(ctx).Where("person_id IN ? AND competency_id IN ? AND assessment_id IS NOT NULL", people, competencies).Find(&list).Error
	held := map[models.ID]map[models.ID]*int{}
	for _, s := range list {
		if held[s.PersonID] == nil {
			held[s.PersonID] = map[models.ID]*int{}
		}
		held[s.PersonID][s.CompetencyID] = &s.Level
	}
	return held, err
}

// PlanAgreement is one agreement with the plan that it is about.
func (r Reads) PlanAgreement(ctx context.Context, id models.ID) (agreed AgreedPlan, plan models.DevelopmentPlan, err error) {
	var list []AgreedPlan
	err = r.db.WithContext(ctx).Raw(`SELECT g.*, people.name AS by_name FROM plan_agreements g JOIN people ON people.id = g.by_id WHERE g.id = ?`, id).Scan(&list).Error
	if err == nil && len(list) == 0 {
		err = models.ErrNotFound
	}
	if err != nil {
		return agreed, plan, err
	}
	err = r.db.WithContext(ctx).Where("id = ?", list[0].DevelopmentPlanID).Take(&plan).Error
	return list[0], plan, known(err)
}
