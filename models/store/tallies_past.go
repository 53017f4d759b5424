package store

import (
	"context"
	"strings"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// pastTallies names the tallies of past months, among the summary days: each month has a day of its own.
const pastTallies = "past_tallies"

// skillsThen are the skills as they were made of what had been said by a time, as models.SkillOf makes them. What was carried over
// to another version of a framework stands there since people were first moved to it.
const skillsThen = `WITH said AS (
		SELECT a.id, a.person_id, a.competency_id, a.kind, a.level, a."use", a.assessed_at FROM assessments a WHERE a.assessed_at < @until
		AND (a.carried_from_id IS NULL OR NOT coalesce((
			SELECT min(v.begun_at) >= @until FROM assessments source JOIN competencies was ON was.id = source.competency_id
			JOIN competencies k ON k.id = a.competency_id
			JOIN version_moves v ON v.from_version_id = was.framework_version_id AND v.to_version_id = k.framework_version_id
			WHERE source.id = a.carried_from_id), false))
	), skills AS (
		SELECT h.person_id, h.competency_id, h.level, h.id AS assessment_id, h.assessed_at, coalesce(u."use", '') AS "use",
			h.kind = 'manager' OR EXISTS (SELECT 1 FROM confirmations c WHERE c.assessment_id = h.id AND c.agrees AND c.created_at < @until) AS confirmed
		FROM (SELECT said.*, row_number() OVER (PARTITION BY person_id, competency_id ORDER BY assessed_at DESC, id DESC) AS n
			FROM said WHERE kind IN ('self', 'manager')) h
		LEFT JOIN (SELECT person_id, competency_id, "use", row_number() OVER (PARTITION BY person_id, competency_id ORDER BY assessed_at DESC, id DESC) AS n
			FROM said WHERE "use" <> '') u ON u.person_id = h.person_id AND u.competency_id = h.competency_id AND u.n = 1
		WHERE h.n = 1
	) `

// KeepMonth counts how everybody stood at the end of the day, which is the last of a month, and keeps it for good. It tells
// whether it did: a month that is kept is not counted again.
func (tx *Tx) KeepMonth(ctx context.Context, day models.Date) (kept bool, err error) {
	db := tx.db.WithContext(ctx)
	month := models.SummaryDay{Name: pastTallies + " " + string(day)[:7], Day: day}
	made := db.Clauses(clause.OnConflict{DoNothing: true}).Create(&month)
	if made.Error != nil || made.RowsAffected == 0 {
		return false, made.Error
	}
	return true, db.Exec("INSERT INTO "+pastTallies+" (day, "+tallyKeys+", "+strings.Join(models.TallyColumns(), ", ")+") "+
		skillsThen+standingThen+byRole, map[string]any{"day": day, "name": month.Name, "until": day.AddDays(1).Time().UTC()}).Error
}

// standingThen is the standing of a past day, with the day before the rest.
var standingThen = strings.Replace(standing, "SELECT posts.organisation_id", "SELECT (SELECT day FROM summary_days WHERE name = @name), posts.organisation_id", 1) +
	strings.Replace(" AND (NOT requirements.optional OR "+chosen+")", "c.person_id", "c.chosen_at < @until AND c.person_id", 1)

// PastDays are the last days of the months that are kept, the newest first.
func (r Reads) PastDays(ctx context.Context) ([]models.Date, error) {
	var days []models.Date
	err := r.db.WithContext(ctx).Model(&models.SummaryDay{}).Where("name LIKE ?", pastTallies+" %").Order("day DESC").Pluck("day", &days).Error
	return days, err
}

// PastTallies are the tallies of a day, as kept.
func (r Reads) PastTallies(ctx context.Context, day models.Date) ([]models.RoleTally, error) {
	var list []models.RoleTally
	err := r.db.WithContext(ctx).Table(pastTallies).Where("day = ? AND asked > 0", day).Order("organisation_id, role_profile_id, competency_id").Find(&list).Error
	return list, err
}
