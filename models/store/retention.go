package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// Due is what a rule would remove or blank now, and the oldest of it; the zero time where there is nothing.
type Due struct {
	Rows   int
	Oldest time.Time
}

// keeping says how a rule finds what is due and what it does to so many rows. Due answers key and at, with @since for the
// moment, and @day for the day, before which things are due; do takes the keys.
type keeping struct {
	due string
	do  []string
}

// heldPeople are the people of whom nothing is forgotten.
const heldPeople = `(SELECT person_id FROM holds WHERE lifted_at IS NULL)`

// keepings say what each rule does. What is not kept is removed, or stands as a stub.
func keepings() map[models.RetentionKind]keeping {
	return map[models.RetentionKind]keeping{
		models.KeepMail: {
			due: `SELECT messages.id AS key, messages.created_at AS at FROM messages JOIN jobs ON jobs.id = messages.job_id
				WHERE messages.created_at < @since AND jobs.state <> 'ready' AND (messages.person_id IS NULL OR messages.person_id NOT IN ` + heldPeople + `)`,
			do: []string{"DELETE FROM messages WHERE id IN @keys"},
		},
		models.KeepLooks: {
			due: `SELECT CAST(looks.day AS text) AS key, looks.day AS at FROM looks
				WHERE looks.day < @day AND looks.person_id NOT IN ` + heldPeople + ` AND looks.viewer_id NOT IN ` + heldPeople,
			do: []string{"DELETE FROM looks WHERE CAST(day AS text) IN @keys AND person_id NOT IN " + heldPeople + " AND viewer_id NOT IN " + heldPeople},
		},
		models.KeepImports: {
			due: `SELECT imports.id AS key, imports.made_at AS at FROM imports WHERE imports.made_at < @since AND imports.state NOT IN ('checking', 'keeping')
				AND (length(imports.data) > 0 OR EXISTS (SELECT 1 FROM import_rows WHERE import_rows.import_id = imports.id)
					OR EXISTS (SELECT 1 FROM import_changes WHERE import_changes.import_id = imports.id))
				AND NOT EXISTS (SELECT 1 FROM import_rows WHERE import_rows.import_id = imports.id AND lower(import_rows.who) IN (SELECT email_key FROM people WHERE id IN ` + heldPeople + `))
				AND NOT EXISTS (SELECT 1 FROM import_changes WHERE import_changes.import_id = imports.id
					AND (import_changes.row_id IN ` + heldPeople + ` OR import_changes.row_id IN (SELECT id FROM posts WHERE person_id IN ` + heldPeople + `)))`,
			do: []string{
				"UPDATE imports SET data = @nothing WHERE id IN @keys", "DELETE FROM import_rows WHERE import_id IN @keys",
				"DELETE FROM import_changes WHERE import_id IN @keys",
			},
		},
		models.KeepAssessments: {
			due: `SELECT left_on.person_id AS key, left_on.ended AS at FROM (SELECT person_id, max(ended) AS ended FROM posts GROUP BY person_id
					HAVING count(*) = count(ended) AND max(ended) < @day) AS left_on
				WHERE left_on.person_id NOT IN ` + heldPeople + ` AND (EXISTS (SELECT 1 FROM assessments WHERE assessments.person_id = left_on.person_id)
					OR EXISTS (SELECT 1 FROM answers WHERE answers.person_id = left_on.person_id)
					OR EXISTS (SELECT 1 FROM development_plans WHERE development_plans.person_id = left_on.person_id))`,
			do: []string{
				"DELETE FROM remarks WHERE assessment_id IN (SELECT id FROM assessments WHERE person_id IN @keys)",
				"DELETE FROM plan_agreements WHERE development_plan_id IN (SELECT id FROM development_plans WHERE person_id IN @keys)",
				"DELETE FROM plan_actions WHERE development_plan_id IN (SELECT id FROM development_plans WHERE person_id IN @keys)",
				"DELETE FROM development_plans WHERE person_id IN @keys",
				"DELETE FROM assessment_requests WHERE person_id IN @keys", "DELETE FROM evidence WHERE person_id IN @keys",
				"DELETE FROM confirmations WHERE assessment_id IN (SELECT id FROM assessments WHERE person_id IN @keys)",
				"DELETE FROM skills WHERE person_id IN @keys", "DELETE FROM answers WHERE person_id IN @keys", "DELETE FROM assessments WHERE person_id IN @keys",
			},
		},
		models.KeepRecords: {
			due: `SELECT completion_records.id AS key, completion_records.completed_on AS at FROM completion_records
				WHERE completion_records.person_name <> '` + models.NameErased + `' AND completion_records.completed_on < @day AND completion_records.person_id NOT IN ` + heldPeople,
			do: []string{`UPDATE completion_records SET person_name = '` + models.NameErased + `', organisation_name = '', revoked_reason = '', shared = false WHERE id IN @keys`},
		},
	}
}

// RetentionRules are the rules as somebody has set them, or as they are until then.
func (r Reads) RetentionRules(ctx context.Context) ([]models.RetentionRule, error) {
	var kept []models.RetentionRule
	if err := r.db.WithContext(ctx).Find(&kept).Error; err != nil {
		return nil, err
	}
	rules := models.RetentionRules()
	for i, rule := range rules {
		for _, k := range kept {
			if k.Kind == rule.Kind {
				rules[i] = k
			}
		}
	}
	return rules, nil
}

// KeepRetentionRule keeps a rule in place of what it said.
func (tx *Tx) KeepRetentionRule(ctx context.Context, rule models.RetentionRule) error {
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&rule).Error)
}

// LockRetentionRule takes a rule for this transaction, as somebody has set it; models.ErrNotFound where nobody has.
func (tx *Tx) LockRetentionRule(ctx context.Context, kind models.RetentionKind) (models.RetentionRule, error) {
	var rule models.RetentionRule
	err := tx.db.WithContext(ctx).Clauses(locking()).Where("kind = ?", kind).Take(&rule).Error
	return rule, known(err)
}

// errNoKeeping says that a rule has nothing that does it.
var errNoKeeping = errors.New("no rule of retention of this kind acts")

// Due is what the rule would do on the day.
func (r Reads) Due(ctx context.Context, rule models.RetentionRule, today models.Date) (Due, error) {
	keeping, known := keepings()[rule.Kind]
	if !known {
		return Due{}, fmt.Errorf("%w: %s", errNoKeeping, rule.Kind)
	}
	var oldest []struct {
		At  models.Date
		All int
	}
	err := r.db.WithContext(ctx).Raw("SELECT substr(CAST(at AS text), 1, 10) AS at, count(*) OVER () AS \"all\" FROM ("+keeping.due+") AS due ORDER BY at LIMIT 1", since(rule, today)).Scan(&oldest).Error
	if err != nil || len(oldest) == 0 {
		return Due{}, err
	}
	return Due{Rows: oldest[0].All, Oldest: oldest[0].At.Time()}, nil
}

// since is before when things are due: what is kept for thirty days is there on the thirtieth, and goes on the next.
func since(rule models.RetentionRule, today models.Date) map[string]any {
	first := today.AddDays(-rule.Days)
	return map[string]any{"day": first, "since": first.Time().UTC()}
}

// Retain does what the rule says to the next so many that are due, and answers how many that were.
func (tx *Tx) Retain(ctx context.Context, rule models.RetentionRule, most int) (int, error) {
	keeping, there := keepings()[rule.Kind]
	if !there {
		return 0, fmt.Errorf("%w: %s", errNoKeeping, rule.Kind)
	}
	values := since(rule, tx.Today())
	values["most_rows"] = most
	var keys []models.ID
	if err := tx.db.WithContext(ctx).Raw("SELECT key FROM ("+keeping.due+") AS due GROUP BY key ORDER BY min(at), key LIMIT @most_rows", values).Scan(&keys).Error; err != nil || len(keys) == 0 {
		return 0, err
	}
	if rule.Kind == models.KeepAssessments {
		if err := tx.LockPeople(ctx, keys); err != nil {
			return 0, err
		}
	}
	changed := len(keys)
	for i, statement := range keeping.do {
		result := tx.db.WithContext(ctx).Exec(statement, map[string]any{"keys": keys, "nothing": []byte{}})
		if result.Error != nil {
			return 0, result.Error
		}
		if len(keeping.do) == 1 && i == 0 {
			changed = int(result.RowsAffected)
		}
	}
	return changed, nil
}

// HoldOf is the hold on a person that nobody has lifted; models.ErrNotFound where there is none.
func (r Reads) HoldOf(ctx context.Context, person models.ID) (models.Hold, error) {
	var hold models.Hold
	err := r.db.WithContext(ctx).Where("person_id = ? AND lifted_at IS NULL", person).Order("placed_at").Limit(1).Take(&hold).Error
	return hold, known(err)
}

// HoldsOf are the holds on a person, lifted or not, the newest first.
func (r Reads) HoldsOf(ctx context.Context, person models.ID) ([]models.Hold, error) {
	var list []models.Hold
	err := r.db.WithContext(ctx).Where("person_id = ?", person).Order("placed_at DESC, id DESC").Find(&list).Error
	return list, err
}

// LiftHolds lifts whatever holds a person.
func (tx *Tx) LiftHolds(ctx context.Context, person, by models.ID) error {
	return tx.db.WithContext(ctx).Model(&models.Hold{}).Where("person_id = ? AND lifted_at IS NULL", person).
		Updates(map[string]any{"lifted_at": tx.now, "lifted_by_id": by}).Error
}

// ClaimNight tells whether the rule has yet to act on this day, and notes that it does: of several processes one is told so.
func (tx *Tx) ClaimNight(ctx context.Context, kind models.RetentionKind) (bool, error) {
	result := tx.db.WithContext(ctx).Exec(`INSERT INTO summary_days (name, day) VALUES (?, ?)
		ON CONFLICT (name) DO UPDATE SET day = excluded.day WHERE summary_days.day < excluded.day`, "retention "+string(kind), tx.Today())
	return result.RowsAffected > 0, result.Error
}

// RetentionClaimed is the day on which the rule acted last; empty where it never has.
func (r Reads) RetentionClaimed(ctx context.Context, kind models.RetentionKind) (models.Date, error) {
	var days []models.SummaryDay
	err := r.db.WithContext(ctx).Where("name = ?", "retention "+string(kind)).Find(&days).Error
	if err != nil || len(days) == 0 {
		return "", err
	}
	return days[0].Day, nil
}
