package store

import (
	"context"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"trellis/models"
)

// OlderProfile is a role profile of another version that somebody has, or will have.
type OlderProfile struct {
	models.RoleProfile
	Version       string
	Posts, People int
}

// stillOn asks of a post that it is not over.
const stillOn = "(posts.ended IS NULL OR posts.ended >= @today)"

// OlderProfiles are the role profiles of the other versions of a framework that were published, with how many posts name them
// that are not over.
func (r Reads) OlderProfiles(ctx context.Context, version models.FrameworkVersion, today models.Date) ([]OlderProfile, error) {
	var list []OlderProfile
	err := r.db.WithContext(ctx).Raw(`SELECT role_profiles.*, framework_versions.version, count(posts.id) AS posts, count(DISTINCT posts.person_id) AS people
		FROM framework_versions JOIN role_profiles ON role_profiles.framework_version_id = framework_versions.id
		JOIN posts ON posts.role_profile_id = role_profiles.id AND `+stillOn+`
		WHERE framework_versions.framework_id = @framework AND framework_versions.id <> @version AND framework_versions.published_at IS NOT NULL
		GROUP BY role_profiles.id, framework_versions.version, framework_versions.published_at
		ORDER BY framework_versions.published_at, framework_versions.version, role_profiles.position, role_profiles.id`,
		map[string]any{"framework": version.FrameworkID, "version": version.ID, "today": today}).Scan(&list).Error
	return list, err
}

// movable are the people of whom every post on the version names a role profile that is followed: nobody is left between two.
const movable = `SELECT posts.person_id FROM posts JOIN role_profiles ON role_profiles.id = posts.role_profile_id
	WHERE role_profiles.framework_version_id = @version AND ` + stillOn + ` GROUP BY posts.person_id
	HAVING count(*) FILTER (WHERE posts.role_profile_id NOT IN @followed) = 0`

func moving(version models.ID, followed []models.ID, today models.Date) map[string]any {
	return map[string]any{"version": version, "followed": append([]models.ID{""}, followed...), "today": today}
}

// MovablePosts counts the posts that a move takes, by role profile, and the people of each.
func (r Reads) MovablePosts(ctx context.Context, version models.ID, followed []models.ID, today models.Date) (map[models.ID]PostCounts, error) {
	var rows []struct {
		RoleProfileID models.ID
		Posts, People int
	}
	err := r.db.WithContext(ctx).Raw(`SELECT posts.role_profile_id, count(*) AS posts, count(DISTINCT posts.person_id) AS people FROM posts
		WHERE posts.role_profile_id IN @followed AND `+stillOn+` AND posts.person_id IN (`+movable+`) GROUP BY posts.role_profile_id`,
		moving(version, followed, today)).Scan(&rows).Error
	counts := map[models.ID]PostCounts{}
	for _, row := range rows {
		counts[row.RoleProfileID] = PostCounts{Posts: row.Posts, People: row.People}
	}
	return counts, err
}

// CountMovable counts the people whom a move takes.
func (r Reads) CountMovable(ctx context.Context, version models.ID, followed []models.ID, today models.Date) (n int, err error) {
	err = r.db.WithContext(ctx).Raw("SELECT count(*) FROM ("+movable+") AS movable", moving(version, followed, today)).Scan(&n).Error
	return n, err
}

// AssessedToMove counts the assessments of the people whom a move takes, by competency of the version that they leave.
func (r Reads) AssessedToMove(ctx context.Context, version models.ID, followed []models.ID, today models.Date) (map[models.ID]int, error) {
	var rows []struct {
		CompetencyID models.ID
		N            int
	}
	err := r.db.WithContext(ctx).Raw(`SELECT assessments.competency_id, count(*) AS n FROM assessments JOIN competencies ON competencies.id = assessments.competency_id
		WHERE competencies.framework_version_id = @version AND assessments.person_id IN (`+movable+`) GROUP BY assessments.competency_id`,
		moving(version, followed, today)).Scan(&rows).Error
	counts := map[models.ID]int{}
	for _, row := range rows {
		counts[row.CompetencyID] = row.N
	}
	return counts, err
}

// CoursesOnVersion are the courses taught now whose outcomes name competencies of the version.
func (r Reads) CoursesOnVersion(ctx context.Context, version models.ID) ([]models.Course, error) {
	var list []models.Course
	err := r.db.WithContext(ctx).Where(`state = ? AND id IN (SELECT outcomes.course_id FROM outcomes JOIN competencies ON competencies.id = outcomes.competency_id
		WHERE competencies.framework_version_id = ?)`, models.CoursePublished, version).Order("title_key, id").Find(&list).Error
	return list, err
}

// PostsToMove are all posts on the version, not over, of the next people whom a move takes; their holders are locked.
func (tx *Tx) PostsToMove(ctx context.Context, version models.ID, followed []models.ID, most int) ([]models.Post, error) {
	args := moving(version, followed, tx.Today())
	args["most"] = most
	var people []models.ID
	db := tx.db.WithContext(ctx)
	if err := db.Raw(movable+" ORDER BY posts.person_id LIMIT @most", args).Scan(&people).Error; err != nil || len(people) == 0 {
		return nil, err
	}
	if err := tx.LockPeople(ctx, people); err != nil {
		return nil, err
	}
	args["people"] = people
	var posts []models.Post
	err := db.Raw(`SELECT posts.* FROM posts WHERE posts.role_profile_id IN @followed AND `+stillOn+` AND posts.person_id IN @people
		AND posts.person_id IN (`+movable+`) ORDER BY posts.person_id, posts.started, posts.id`, args).Scan(&posts).Error
	return posts, err
}

// LockVersionMove is one move between versions, for a transaction that goes on with it.
func (tx *Tx) LockVersionMove(ctx context.Context, id models.ID) (models.VersionMove, error) {
	var m models.VersionMove
	err := tx.db.WithContext(ctx).Clauses(changing()).Where("id = ?", id).Take(&m).Error
	return m, known(err)
}

// VersionMove is one move between versions.
func (r Reads) VersionMove(ctx context.Context, id models.ID) (models.VersionMove, error) {
	var m models.VersionMove
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&m).Error
	return m, known(err)
}

// VersionMovesTo are the moves to a version, the newest first.
func (r Reads) VersionMovesTo(ctx context.Context, version models.ID) ([]models.VersionMove, error) {
	var list []models.VersionMove
	err := r.db.WithContext(ctx).Where("to_version_id = ?", version).Order("begun_at DESC, id").Find(&list).Error
	return list, err
}

// UnfinishedVersionMove tells whether people are being moved from or to one of the versions.
func (r Reads) UnfinishedVersionMove(ctx context.Context, versions ...models.ID) (bool, error) {
	var n int64
	err := r.db.WithContext(ctx).Model(&models.VersionMove{}).Where("state = ? AND (from_version_id IN ? OR to_version_id IN ?)", models.VersionMoving, versions, versions).Count(&n).Error
	return n > 0, err
}

// CountVersionMove writes down how far a move between versions is.
func (tx *Tx) CountVersionMove(ctx context.Context, m models.VersionMove) error {
	return tx.update(ctx, &m, "State", "Moved", "Carried", "EndedAt")
}

// CarryAssessments repeats the assessments of people on what followed their competencies, with the confirmations, and answers
// how many. What was repeated before is not repeated again. The caller has locked the people.
func (tx *Tx) CarryAssessments(ctx context.Context, people []models.ID, to map[models.ID][]models.ID) (int, error) {
	if len(to) == 0 || len(people) == 0 {
		return 0, nil
	}
	from, later := keysAndValues(to)
	var list, there []models.Assessment
	db := tx.db.WithContext(ctx)
	if err := db.Where("person_id IN ? AND competency_id IN ?", people, from).Order(oldestFirst).Find(&list).Error; err != nil {
		return 0, err
	}
	if err := db.Where("person_id IN ? AND competency_id IN ? AND carried_from_id IS NOT NULL", people, later).Find(&there).Error; err != nil {
		return 0, err
	}
	confirmations, err := tx.confirmationsOf(ctx, people)
	if err != nil {
		return 0, err
	}
	over := models.CarryOver(list, confirmations, to, there, NewID)
	if err := tx.AddAssessments(ctx, over.Assessments); err != nil {
		return 0, err
	}
	return len(over.Assessments), tx.AddConfirmations(ctx, over.Confirmations)
}

func keysAndValues(to map[models.ID][]models.ID) (keys, values []models.ID) {
	for from, list := range to {
		keys, values = append(keys, from), append(values, list...)
	}
	slices.Sort(keys)
	slices.Sort(values)
	return keys, slices.Compact(values)
}

// CarryWishes lets what people chose, added, aim at, are interested in and have not sent yet follow them to another version:
// profiles and competencies are what followed each, carries where an answer still means the same, domains by code. The caller has
// locked the people.
func (tx *Tx) CarryWishes(ctx context.Context, people []models.ID, profiles map[models.ID]models.ID, follows, carries map[models.ID][]models.ID, domains map[models.ID]models.ID) error {
	for _, carry := range []func() error{
		func() error { return tx.carryChoices(ctx, people, profiles, follows) },
		func() error { return tx.carryAdded(ctx, people, follows) },
		func() error { return tx.carryAims(ctx, people, profiles) },
		func() error { return tx.carryInterests(ctx, people, domains) },
		func() error { return tx.carryAnswers(ctx, people, carries) },
	} {
		if err := carry(); err != nil {
			return err
		}
	}
	return nil
}

// again keeps rows that may be there already.
func again[T any](ctx context.Context, tx *Tx, rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&rows).Error)
}

func (tx *Tx) carryChoices(ctx context.Context, people []models.ID, profiles map[models.ID]models.ID, follows map[models.ID][]models.ID) error {
	var list, next []models.ChosenCompetency
	if err := tx.db.WithContext(ctx).Where("person_id IN ?", people).Find(&list).Error; err != nil {
		return err
	}
	for _, c := range list {
		if to := profiles[c.RoleProfileID]; to != "" {
			for _, id := range follows[c.CompetencyID] {
				next = append(next, models.ChosenCompetency{PersonID: c.PersonID, RoleProfileID: to, CompetencyID: id, ChosenAt: c.ChosenAt})
			}
		}
	}
	if len(next) == 0 {
		return nil
	}
	return tx.tallied(ctx, people, nil, func() error { return again(ctx, tx, next) })
}

func (tx *Tx) carryAdded(ctx context.Context, people []models.ID, follows map[models.ID][]models.ID) error {
	var list, next []models.AddedCompetency
	if err := tx.db.WithContext(ctx).Where("person_id IN ?", people).Find(&list).Error; err != nil {
		return err
	}
	for _, c := range list {
		for _, id := range follows[c.CompetencyID] {
			next = append(next, models.AddedCompetency{PersonID: c.PersonID, CompetencyID: id, AddedAt: c.AddedAt})
		}
	}
	if err := again(ctx, tx, next); err != nil || len(next) == 0 {
		return err
	}
	from, _ := keysAndValues(follows)
	return tx.db.WithContext(ctx).Where("person_id IN ? AND competency_id IN ?", people, from).Delete(&models.AddedCompetency{}).Error
}

func (tx *Tx) carryAims(ctx context.Context, people []models.ID, profiles map[models.ID]models.ID) error {
	var list, next []models.Aspiration
	if err := tx.db.WithContext(ctx).Where("person_id IN ?", people).Find(&list).Error; err != nil {
		return err
	}
	for _, a := range list {
		if to := profiles[a.RoleProfileID]; to != "" {
			a.RoleProfileID = to
			next = append(next, a)
		}
	}
	if len(next) == 0 {
		return nil
	}
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "person_id"}}, UpdateAll: true}).Create(&next).Error)
}

func (tx *Tx) carryInterests(ctx context.Context, people []models.ID, domains map[models.ID]models.ID) error {
	var list, next []models.DomainInterest
	if err := tx.db.WithContext(ctx).Where("person_id IN ?", people).Find(&list).Error; err != nil {
		return err
	}
	for _, i := range list {
		if to := domains[i.DomainID]; to != "" {
			i.DomainID = to
			next = append(next, i)
		}
	}
	return again(ctx, tx, next)
}

// carryAnswers takes along what people have answered in a round and not sent yet. Where they have answered what followed too, the
// newer of the two holds.
func (tx *Tx) carryAnswers(ctx context.Context, people []models.ID, carries map[models.ID][]models.ID) error {
	from, _ := keysAndValues(carries)
	var list, next []models.Answer
	db := tx.db.WithContext(ctx)
	if err := db.Where("person_id IN ? AND competency_id IN ?", people, from).Order("saved_at").Find(&list).Error; err != nil {
		return err
	}
	for _, a := range list {
		for _, id := range carries[a.CompetencyID] {
			a.CompetencyID = id
			at := slices.IndexFunc(next, func(x models.Answer) bool {
				return x.PersonID == a.PersonID && x.RoundID == a.RoundID && x.CompetencyID == id
			})
			if at >= 0 {
				next[at] = a // of several that became one the newest holds
				continue
			}
			next = append(next, a)
		}
	}
	if len(next) > 0 {
		newer := clause.Where{Exprs: []clause.Expression{gorm.Expr("answers.saved_at < excluded.saved_at")}}
		if err := known(db.Clauses(clause.OnConflict{UpdateAll: true, Where: newer}).Create(&next).Error); err != nil {
			return err
		}
	}
	return db.Where("person_id IN ? AND competency_id IN ?", people, from).Delete(&models.Answer{}).Error
}

// VersionByID is one version of a framework.
func (r Reads) VersionByID(ctx context.Context, id models.ID) (models.FrameworkVersion, error) {
	var v models.FrameworkVersion
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&v).Error
	return v, known(err)
}

// CountHoldersAmong counts the people with a post, not over, that names one of the role profiles.
func (r Reads) CountHoldersAmong(ctx context.Context, profiles []models.ID, today models.Date) (n int, err error) {
	err = r.db.WithContext(ctx).Raw("SELECT count(DISTINCT posts.person_id) FROM posts WHERE posts.role_profile_id IN @profiles AND "+stillOn,
		map[string]any{"profiles": profiles, "today": today}).Scan(&n).Error
	return n, err
}
