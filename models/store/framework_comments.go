package store

import (
	"context"
	"time"

	"trellis/models"
)

// NamedComment is a comment on a draft with who made it, and who settled it.
type NamedComment struct {
	models.FrameworkComment
	By, SettledBy string
}

// CommentsOn are the comments on a version, the oldest first.
func (r Reads) CommentsOn(ctx context.Context, version models.ID) ([]NamedComment, error) {
	var list []NamedComment
	err := r.db.WithContext(ctx).Table("framework_comments").
		Select("framework_comments.*, people.name AS by, settlers.name AS settled_by").
		Joins("JOIN people ON people.id = framework_comments.by_id").
		Joins("LEFT JOIN people settlers ON settlers.id = framework_comments.settled_by_id").
		Where("framework_version_id = ?", version).Order("made_at, framework_comments.id").Scan(&list).Error
	return list, err
}

// Comment is one comment.
func (r Reads) Comment(ctx context.Context, id models.ID) (models.FrameworkComment, error) {
	var c models.FrameworkComment
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&c).Error
	return c, known(err)
}

// KeepSettled keeps that a comment is settled, or open again.
func (tx *Tx) KeepSettled(ctx context.Context, c models.FrameworkComment) error {
	return tx.update(ctx, &c, "SettledAt", "SettledByID")
}

// RenameComments lets the comments on a competency follow its code.
func (tx *Tx) RenameComments(ctx context.Context, version models.ID, from, to string) error {
	return tx.db.WithContext(ctx).Exec("UPDATE framework_comments SET competency_code = ? WHERE framework_version_id = ? AND competency_code = ?", to, version, from).Error
}

// EditorsOf are the grants to edit a framework, or all of them, that hold on the day, of those whom the network still knows.
func (r Reads) EditorsOf(ctx context.Context, framework models.ID, today models.Date) ([]NamedGrant, error) {
	var list []NamedGrant
	err := r.namedGrants(ctx).Where("grants.role = ? AND holders.erased_at IS NULL AND (grants.scope_kind = ? OR grants.scope_kind = ? AND grants.scope_id = ?) AND "+onDay("grants"),
		models.Editor, models.WholeNetwork, models.OneFramework, framework, today, today).
		Order("holders.name_key, grants.id").Scan(&list).Error
	return list, err
}

// FreshComment is a comment with the framework and version that it is on.
type FreshComment struct {
	models.FrameworkComment
	By, Framework, FrameworkCode, Version, Competency string
}

// FreshComments are those on drafts that are not settled, made by others since a time: of one framework, or of all without an ID.
func (r Reads) FreshComments(ctx context.Context, framework, but models.ID, since time.Time) ([]FreshComment, error) {
	var list []FreshComment
	err := r.db.WithContext(ctx).Table("framework_comments").
		Select(`framework_comments.*, people.name AS by, frameworks.name AS framework, frameworks.code AS framework_code, framework_versions.version, competencies.name AS competency`).
		Joins("JOIN people ON people.id = framework_comments.by_id").
		Joins("JOIN framework_versions ON framework_versions.id = framework_comments.framework_version_id AND framework_versions.published_at IS NULL").
		Joins("JOIN frameworks ON frameworks.id = framework_versions.framework_id").
		Joins("LEFT JOIN competencies ON competencies.framework_version_id = framework_versions.id AND competencies.code = framework_comments.competency_code").
		Where("(? = '' OR frameworks.id = ?) AND framework_comments.by_id <> ? AND framework_comments.settled_at IS NULL AND framework_comments.made_at >= ?", framework, framework, but, since).
		Order("frameworks.name, framework_comments.made_at, framework_comments.id").Scan(&list).Error
	return list, err
}

// Grant is one grant.
func (r Reads) Grant(ctx context.Context, id models.ID) (models.Grant, error) {
	var g models.Grant
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&g).Error
	return g, known(err)
}

// SubjectsAwaiting are what jobs of a kind that are not done yet are about.
func (r Reads) SubjectsAwaiting(ctx context.Context, kind string) ([]models.ID, error) {
	var ids []models.ID
	err := r.db.WithContext(ctx).Model(&models.Job{}).Where("kind = ? AND state = ?", kind, models.JobReady).Distinct().Pluck("subject_id", &ids).Error
	return ids, err
}
