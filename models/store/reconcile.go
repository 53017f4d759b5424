package store

import (
	"context"

	"gorm.io/gorm"

	"trellis/models"
)

const tallyKeys = "organisation_id, role_profile_id, competency_id"

// TallyDifference is an organisation, a competency and a role profile for which what is kept is not what is counted.
type TallyDifference struct {
	Organisation string // its code, or its id where it is not there
	Competency   string
	Role         string
	Kept         models.FullTally `gorm:"embedded;embeddedPrefix:kept_"`
	Counted      models.FullTally `gorm:"embedded;embeddedPrefix:counted_"`
}

// TallyDifferences compares the kept tallies with what posts, requirements and skills say, as they were held on the day. It
// answers the first so many differences, how many there are, and how many were compared.
func (r Reads) TallyDifferences(ctx context.Context, day models.Date, most int) (list []TallyDifference, differ, compared int, err error) {
	sums, apart := "", "false"
	kept, counted := tallyKeys, tallyKeys
	for _, column := range models.TallyColumns() {
		sums += ", sum(kept_" + column + ") AS kept_" + column + ", sum(counted_" + column + ") AS counted_" + column
		apart += " OR kept_" + column + " <> counted_" + column
		kept += ", " + column + " AS kept_" + column + ", 0 AS counted_" + column
		counted += ", 0, " + column
	}
	both := "SELECT " + tallyKeys + sums + " FROM (SELECT " + kept + " FROM " + tallies + " UNION ALL SELECT " + counted +
		" FROM (" + standing + byRole + ") counted) lines GROUP BY " + tallyKeys
	var rows []struct {
		TallyDifference
		Differ, Compared int
	}
	err = r.db.WithContext(ctx).Raw(`SELECT coalesce(organisations.code, organisation_id) AS organisation, coalesce(competencies.code, competency_id) AS competency, coalesce(role_profiles.code, role_profile_id) AS role,
			sums.*, count(*) OVER () AS compared, count(*) FILTER (WHERE `+apart+`) OVER () AS differ
		FROM (`+both+`) sums LEFT JOIN organisations ON organisations.id = sums.organisation_id LEFT JOIN competencies ON competencies.id = sums.competency_id
			LEFT JOIN role_profiles ON role_profiles.id = sums.role_profile_id
		ORDER BY CASE WHEN `+apart+` THEN 0 ELSE 1 END, 1, 2, 3, sums.organisation_id, sums.competency_id LIMIT @most_rows`, map[string]any{"day": day, "most_rows": most}).Scan(&rows).Error
	for _, row := range rows {
		differ, compared = row.Differ, row.Compared
		if len(list) < differ {
			list = append(list, row.TallyDifference)
		}
	}
	return list, differ, compared, err
}

// SkillPage is what is kept of the skills of some people, and what their assessments and confirmations say instead.
type SkillPage struct {
	Kept, Derived []models.Skill
	Last          models.ID // of the people: the next page begins after them
	More          bool
}

// SkillsAfter is the next page of skills, of so many people in the order of their ids. The last page has whatever is left,
// of people who are not there too.
func (r Reads) SkillsAfter(ctx context.Context, person models.ID, people int) (page SkillPage, err error) {
	db := r.db.WithContext(ctx)
	var ids []models.ID
	if err := db.Model(&models.Person{}).Where("id > ?", person).Order("id").Limit(people).Pluck("id", &ids).Error; err != nil {
		return page, err
	}
	of := func(query *gorm.DB) *gorm.DB { return query.Where("person_id > ?", person) }
	if len(ids) == people {
		page.More, page.Last = true, ids[len(ids)-1]
		of = func(query *gorm.DB) *gorm.DB {
			return query.Where("person_id > ? AND person_id <= ?", person, page.Last)
		}
	}
	if err := of(db).Order("person_id, competency_id").Find(&page.Kept).Error; err != nil {
		return page, err
	}
	var assessments []models.Assessment
	err = of(db).Select(`id, person_id, competency_id, kind, level, "use", assessed_at`).Order(oldestFirst).Find(&assessments).Error
	if err != nil {
		return page, err
	}
	var answers []models.Confirmation
	err = of(db.Table("confirmations").Select("confirmations.assessment_id, confirmations.agrees").
		Joins("JOIN assessments ON assessments.id = confirmations.assessment_id")).Scan(&answers).Error
	confirmations := make(map[models.ID]models.Confirmation, len(answers))
	for _, c := range answers {
		confirmations[c.AssessmentID] = c
	}
	page.Derived = skillsOf(assessments, confirmations, func(skillKey) bool { return true })
	return page, err
}

// CohortsAfter are the next cohorts in the order of their ids.
func (r Reads) CohortsAfter(ctx context.Context, id models.ID, most int) ([]models.Cohort, error) {
	var list []models.Cohort
	err := r.db.WithContext(ctx).Where("id > ?", id).Order("id").Limit(most).Find(&list).Error
	return list, err
}

// EnrolmentsAfter are the next enrolments in the order of their ids, without what is written in them.
func (r Reads) EnrolmentsAfter(ctx context.Context, id models.ID, most int) ([]models.Enrolment, error) {
	var list []models.Enrolment
	err := r.db.WithContext(ctx).Select("id, cohort_id, person_id, state").Where("id > ?", id).Order("id").Limit(most).Find(&list).Error
	return list, err
}

// ChangesAmong are the changes of the enrolments, the oldest of each first.
func (r Reads) ChangesAmong(ctx context.Context, enrolments []models.ID) ([]models.EnrolmentChange, error) {
	var list []models.EnrolmentChange
	err := r.db.WithContext(ctx).Select("id, enrolment_id, from_state, to_state, changed_at").Where("enrolment_id IN ?", enrolments).
		Order("enrolment_id, changed_at, id").Find(&list).Error
	return list, err
}

// SealsAfter are the next seals in the order of their numbers.
func (r Reads) SealsAfter(ctx context.Context, number, most int) ([]models.Seal, error) {
	var list []models.Seal
	err := r.db.WithContext(ctx).Where("number > ?", number).Order("number").Limit(most).Find(&list).Error
	return list, err
}
