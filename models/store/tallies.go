package store

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"trellis/models"
)

// tallies names the summary of how organisations stand, among the summary days.
const tallies = "role_tallies"

// standing counts current posts against what their role profiles ask, as models.FullTally.Count does: a line for each
// organisation, role profile and competency. It is the one rule for what is counted, be it of a few people or of everybody.
// What may follow narrows it.
const standing = `SELECT posts.organisation_id, posts.role_profile_id, requirements.competency_id, ` + figures + `
	FROM posts JOIN requirements ON requirements.role_profile_id = posts.role_profile_id
	LEFT JOIN skills ON skills.person_id = posts.person_id AND skills.competency_id = requirements.competency_id` + standingOn

// figures are what is counted, in the order of models.TallyColumns.
const figures = `count(*) AS asked, count(skills.assessment_id) AS assessed,
		count(*) FILTER (WHERE ` + met + `) AS at_target,
		count(*) FILTER (WHERE skills.assessment_id IS NOT NULL AND skills.confirmed) AS confirmed,
		count(*) FILTER (WHERE ` + met + ` AND skills."use" NOT IN ('', 'not_at_all')) AS used,
		count(*) FILTER (WHERE ` + met + ` AND skills."use" <> '') AS use_asked,
		count(*) FILTER (WHERE ` + below + ` AND skills."use" NOT IN ('', 'not_at_all')) AS below_used,
		count(*) FILTER (WHERE ` + below + ` AND skills."use" <> '') AS below_use_asked,
		coalesce(sum(CASE WHEN skills.assessment_id IS NOT NULL THEN ` + month + ` END), 0) AS months,
		count(CASE WHEN skills.level = 0 THEN skills.assessment_id END) AS level_0, count(CASE WHEN skills.level = 1 THEN skills.assessment_id END) AS level_1,
		count(CASE WHEN skills.level = 2 THEN skills.assessment_id END) AS level_2, count(CASE WHEN skills.level = 3 THEN skills.assessment_id END) AS level_3,
		count(CASE WHEN skills.level = 4 THEN skills.assessment_id END) AS level_4, count(CASE WHEN skills.level = 5 THEN skills.assessment_id END) AS level_5,
		count(CASE WHEN skills.level = 6 THEN skills.assessment_id END) AS level_6`

// standingOn asks of a post that it is held on the day, and of what its role profile leaves open that its holder chose it.
const standingOn = ` WHERE posts.started <= @day AND (posts.ended IS NULL OR posts.ended >= @day) AND (NOT requirements.optional OR ` + chosen + `)`

// month is the month of an assessment, as models.MonthNumber tells it. Both engines write a time so.
const month = `CAST(substr(CAST(skills.assessed_at AS text), 1, 4) AS integer) * 12 + CAST(substr(CAST(skills.assessed_at AS text), 6, 2) AS integer)`

// chosen asks whether the holder of a post has chosen what its role profile leaves open.
const chosen = `EXISTS (SELECT 1 FROM chosen_competencies c WHERE c.person_id = posts.person_id
	AND c.role_profile_id = posts.role_profile_id AND c.competency_id = requirements.competency_id)`

const (
	met   = `requirements.level > 0 AND skills.assessment_id IS NOT NULL AND skills.level >= requirements.level`
	below = `skills.assessment_id IS NOT NULL AND NOT (requirements.level > 0 AND skills.level >= requirements.level)`
)

const byRole = ` GROUP BY posts.organisation_id, posts.role_profile_id, requirements.competency_id`

// tallied makes a change to what some people hold or are asked for, and keeps right what is counted of them: what they
// counted for before is taken off, what they count for afterwards is added. The caller has locked the people. Where only
// some competencies can change, they are named; nil is all.
func (tx *Tx) tallied(ctx context.Context, people, competencies []models.ID, change func() error) error {
	day, err := tx.summaryDay(ctx, "SHARE")
	if err != nil || day == "" { // nothing was counted yet: the first count finds it all
		return errors.Join(err, change())
	}
	before, err := tx.standingOf(ctx, people, competencies, day)
	if err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	after, err := tx.standingOf(ctx, people, competencies, day)
	if err != nil {
		return err
	}
	return tx.addToTallies(ctx, before, after)
}

// summaryDay is the day for which the tallies stand, locked with that strength so that nobody moves it meanwhile; empty
// before the first count.
func (tx *Tx) summaryDay(ctx context.Context, strength string) (models.Date, error) {
	var day models.SummaryDay
	err := tx.db.WithContext(ctx).Clauses(clause.Locking{Strength: strength}).Where("name = ?", tallies).Take(&day).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return "", nil
	}
	return day.Day, err
}

// TalliesDay is the day for which the tallies stand; empty before the first count.
func (r Reads) TalliesDay(ctx context.Context) (models.Date, error) {
	var days []models.SummaryDay
	err := r.db.WithContext(ctx).Where("name = ?", tallies).Find(&days).Error
	if err != nil || len(days) == 0 {
		return "", err
	}
	return days[0].Day, nil
}

func (r Reads) standingOf(ctx context.Context, people, competencies []models.ID, day models.Date) ([]models.RoleTally, error) {
	// By way of people: PostgreSQL, which knows nothing yet of what a large import has kept, would look through all posts.
	query := standing + " AND posts.person_id IN (SELECT id FROM people WHERE id IN @people)"
	args := map[string]any{"day": day, "people": people}
	if competencies != nil {
		query, args["competencies"] = query+" AND requirements.competency_id IN @competencies", competencies
	}
	var list []models.RoleTally
	err := r.db.WithContext(ctx).Raw(query+byRole, args).Scan(&list).Error
	return list, err
}

// addToTallies adds what is counted now and takes off what was counted before, in the order of the rows' keys, so that two
// who do so wait for each other and do not block each other.
func (tx *Tx) addToTallies(ctx context.Context, before, after []models.RoleTally) error {
	changes := map[tallyKey]models.FullTally{}
	for _, t := range after {
		changes[keyOf(t)] = t.FullTally
	}
	for _, t := range before {
		changes[keyOf(t)] = changes[keyOf(t)].Minus(t.FullTally)
	}
	maps.DeleteFunc(changes, func(_ tallyKey, t models.FullTally) bool { return t == models.FullTally{} })
	keys := slices.SortedFunc(maps.Keys(changes), tallyKey.compare)
	for chunk := range slices.Chunk(keys, postsAtOnce) {
		rows := make([]models.RoleTally, len(chunk))
		for i, k := range chunk {
			rows[i] = models.RoleTally{OrganisationID: k.organisation, RoleProfileID: k.role, CompetencyID: k.competency, FullTally: changes[k]}
		}
		err := tx.db.WithContext(ctx).Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "organisation_id"}, {Name: "role_profile_id"}, {Name: "competency_id"}},
			DoUpdates: adding(tallies, models.TallyColumns()...),
		}).Create(&rows).Error
		if err != nil {
			return err
		}
	}
	return tx.stamp(ctx, keys)
}

// adding adds the new value of each column to the one that is there.
func adding(table string, columns ...string) clause.Set {
	set := map[string]any{}
	for _, c := range columns {
		set[c] = gorm.Expr(table + "." + c + " + excluded." + c)
	}
	return clause.Assignments(set)
}

type tallyKey struct{ organisation, role, competency models.ID }

func keyOf(t models.RoleTally) tallyKey {
	return tallyKey{t.OrganisationID, t.RoleProfileID, t.CompetencyID}
}

func (k tallyKey) compare(other tallyKey) int {
	return cmp.Or(cmp.Compare(k.organisation, other.organisation), cmp.Compare(k.role, other.role), cmp.Compare(k.competency, other.competency))
}

// Recount counts everybody anew, as things stand today. It is for what was kept in bulk, and for a first count.
func (tx *Tx) Recount(ctx context.Context) error {
	if _, err := tx.summaryDay(ctx, clause.LockingStrengthUpdate); err != nil {
		return err
	}
	db := tx.db.WithContext(ctx)
	columns := "organisation_id, role_profile_id, competency_id, " + strings.Join(models.TallyColumns(), ", ")
	return errors.Join(
		tx.stampAll(ctx),
		db.Exec("DELETE FROM "+tallies).Error,
		db.Exec("INSERT INTO "+tallies+" ("+columns+") "+standing+byRole, map[string]any{"day": tx.Today()}).Error,
		tx.stampAll(ctx),
		tx.setDay(ctx, tallies, tx.Today()),
	)
}

func (tx *Tx) setDay(ctx context.Context, name string, day models.Date) error {
	return tx.db.WithContext(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "name"}}, UpdateAll: true}).
		Create(&models.SummaryDay{Name: name, Day: day}).Error
}

// MoveTallies brings the tallies to today: posts that began since count now, and those that ended no longer do. It answers
// how many people that was about. Before the first count it counts everybody.
func (tx *Tx) MoveTallies(ctx context.Context) (moved int, err error) {
	was, err := tx.summaryDay(ctx, clause.LockingStrengthUpdate)
	if err != nil || was >= tx.Today() && was != "" {
		return 0, err
	}
	if was == "" {
		return 0, tx.Recount(ctx)
	}
	var people []models.ID
	err = tx.db.WithContext(ctx).Raw(`SELECT person_id FROM posts WHERE started > @was AND started <= @today
		UNION SELECT person_id FROM posts WHERE ended >= @was AND ended < @today`, map[string]any{"was": was, "today": tx.Today()}).Scan(&people).Error
	if err != nil {
		return 0, err
	}
	for chunk := range slices.Chunk(people, postsAtOnce) {
		before, err := tx.standingOf(ctx, chunk, nil, was)
		if err != nil {
			return 0, err
		}
		after, err := tx.standingOf(ctx, chunk, nil, tx.Today())
		if err != nil {
			return 0, err
		}
		if err := tx.addToTallies(ctx, before, after); err != nil {
			return 0, err
		}
	}
	return len(people), tx.setDay(ctx, tallies, tx.Today())
}

// Tallies are how every organisation stands in every competency that its current posts are asked for, by role profile, as kept.
func (r Reads) Tallies(ctx context.Context) ([]models.RoleTally, error) {
	var list []models.RoleTally
	err := r.db.WithContext(ctx).Where("asked > 0").Order("organisation_id, role_profile_id, competency_id").Find(&list).Error
	return list, err
}

// Standing is the same, counted anew from posts, requirements and skills as they were held on the day.
func (r Reads) Standing(ctx context.Context, day models.Date) ([]models.RoleTally, error) {
	var list []models.RoleTally
	err := r.db.WithContext(ctx).Raw(standing+byRole+" ORDER BY 1, 2, 3", map[string]any{"day": day}).Scan(&list).Error
	return list, err
}
