package store

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"trellis/models"
)

// tallies names the summary of how organisations stand, among the summary days.
const tallies = "organisation_tallies"

// standing counts current posts against what their role profiles ask, as models.Tally.Add does: a line for each organisation
// and competency. It is the one rule for what is counted, be it of a few people or of everybody. What may follow narrows it.
const standing = `SELECT posts.organisation_id, requirements.competency_id, count(*) AS asked, count(skills.assessment_id) AS assessed,
		count(*) FILTER (WHERE ` + met + `) AS at_target,
		count(*) FILTER (WHERE skills.assessment_id IS NOT NULL AND skills.confirmed) AS confirmed,
		count(*) FILTER (WHERE ` + met + ` AND skills."use" NOT IN ('', 'not_at_all')) AS used,
		count(*) FILTER (WHERE ` + met + ` AND skills."use" <> '') AS use_asked
	FROM posts JOIN requirements ON requirements.role_profile_id = posts.role_profile_id
	LEFT JOIN skills ON skills.person_id = posts.person_id AND skills.competency_id = requirements.competency_id
	WHERE posts.started <= @day AND (posts.ended IS NULL OR posts.ended >= @day) AND (NOT requirements.optional OR ` + chosen + `)`

// chosen asks whether the holder of a post has chosen what its role profile leaves open.
const chosen = `EXISTS (SELECT 1 FROM chosen_competencies c WHERE c.person_id = posts.person_id
	AND c.role_profile_id = posts.role_profile_id AND c.competency_id = requirements.competency_id)`

const met = `requirements.level > 0 AND skills.assessment_id IS NOT NULL AND skills.level >= requirements.level`

const byOrganisation = ` GROUP BY posts.organisation_id, requirements.competency_id`

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

func (r Reads) standingOf(ctx context.Context, people, competencies []models.ID, day models.Date) ([]models.OrganisationTally, error) {
	// By way of people: PostgreSQL, which knows nothing yet of what a large import has kept, would look through all posts.
	query := standing + " AND posts.person_id IN (SELECT id FROM people WHERE id IN @people)"
	args := map[string]any{"day": day, "people": people}
	if competencies != nil {
		query, args["competencies"] = query+" AND requirements.competency_id IN @competencies", competencies
	}
	var list []models.OrganisationTally
	err := r.db.WithContext(ctx).Raw(query+byOrganisation, args).Scan(&list).Error
	return list, err
}

// addToTallies adds what is counted now and takes off what was counted before, in the order of the rows' keys, so that two
// who do so wait for each other and do not block each other.
func (tx *Tx) addToTallies(ctx context.Context, before, after []models.OrganisationTally) error {
	changes := map[tallyKey]models.Tally{}
	for _, t := range after {
		changes[keyOf(t)] = t.Tally
	}
	for _, t := range before {
		changes[keyOf(t)] = changes[keyOf(t)].Minus(t.Tally)
	}
	maps.DeleteFunc(changes, func(_ tallyKey, t models.Tally) bool { return t == models.Tally{} })
	for chunk := range slices.Chunk(slices.SortedFunc(maps.Keys(changes), tallyKey.compare), postsAtOnce) {
		rows := make([]models.OrganisationTally, len(chunk))
		for i, k := range chunk {
			rows[i] = models.OrganisationTally{OrganisationID: k.organisation, CompetencyID: k.competency, Tally: changes[k], Version: 1}
		}
		err := tx.db.WithContext(ctx).Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "organisation_id"}, {Name: "competency_id"}},
			DoUpdates: adding("asked", "assessed", "at_target", "confirmed", "used", "use_asked", "version"),
		}).Create(&rows).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// adding adds the new value of each column to the one that is there.
func adding(columns ...string) clause.Set {
	set := map[string]any{}
	for _, c := range columns {
		set[c] = gorm.Expr(tallies + "." + c + " + excluded." + c)
	}
	return clause.Assignments(set)
}

type tallyKey struct{ organisation, competency models.ID }

func keyOf(t models.OrganisationTally) tallyKey { return tallyKey{t.OrganisationID, t.CompetencyID} }

func (k tallyKey) compare(other tallyKey) int {
	return cmp.Or(cmp.Compare(k.organisation, other.organisation), cmp.Compare(k.competency, other.competency))
}

// Recount counts everybody anew, as things stand today. It is for what was kept in bulk, and for a first count.
func (tx *Tx) Recount(ctx context.Context) error {
	if _, err := tx.summaryDay(ctx, clause.LockingStrengthUpdate); err != nil {
		return err
	}
	db := tx.db.WithContext(ctx)
	version, err := tx.TalliesVersion(ctx)
	if err != nil {
		return err
	}
	return errors.Join(
		db.Exec("DELETE FROM "+tallies).Error,
		// One row has the version: it is their sum that rises, and by one.
		db.Exec("INSERT INTO "+tallies+` (organisation_id, competency_id, asked, assessed, at_target, confirmed, used, use_asked, version)
			SELECT counted.*, CASE WHEN row_number() OVER (ORDER BY organisation_id, competency_id) = 1 THEN @version ELSE 0 END
			FROM (`+standing+byOrganisation+") counted", map[string]any{"day": tx.Today(), "version": version + 1}).Error,
		tx.setDay(ctx),
	)
}

func (tx *Tx) setDay(ctx context.Context) error {
	return tx.db.WithContext(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "name"}}, UpdateAll: true}).
		Create(&models.SummaryDay{Name: tallies, Day: tx.Today()}).Error
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
	return len(people), tx.setDay(ctx)
}

// TalliesVersion rises whenever a tally changes: what was made of them holds for as long as it stays the same.
func (r Reads) TalliesVersion(ctx context.Context) (int64, error) {
	var version int64
	err := r.db.WithContext(ctx).Raw("SELECT coalesce(sum(version), 0) FROM " + tallies).Scan(&version).Error
	return version, err
}

// Tallies are how every organisation stands in every competency that its current posts are asked for, as kept.
func (r Reads) Tallies(ctx context.Context) ([]models.OrganisationTally, error) {
	var list []models.OrganisationTally
	err := r.db.WithContext(ctx).Where("asked > 0").Order("organisation_id, competency_id").Find(&list).Error
	return list, err
}

// Standing is the same, counted anew from posts, requirements and skills as they were held on the day.
func (r Reads) Standing(ctx context.Context, day models.Date) ([]models.OrganisationTally, error) {
	var list []models.OrganisationTally
	err := r.db.WithContext(ctx).Raw(standing+byOrganisation+" ORDER BY 1, 2", map[string]any{"day": day}).Scan(&list).Error
	return list, err
}
