package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"trellis/models"
)

// FrameworkSearch says which framework versions a list holds. What is empty asks for nothing.
type FrameworkSearch struct {
	Text  string // the code, or the beginning of a word of the name
	State models.VersionState
	Among []models.ID // versions of these frameworks alone; nil is of all
	// Published asks for what was published, and for drafts of the frameworks DraftsOf.
	Published bool
	DraftsOf  []models.ID
	Today     models.Date // the day on which roles are counted
}

// ListedVersion is a framework version with what is in it, and how many people have a role of it.
type ListedVersion struct {
	models.FrameworkVersion
	Code, Name             string
	Competencies, Profiles int
	People                 int
}

// FrameworkVersions is one page of the framework versions found: by framework, state, or publication.
func (r Reads) FrameworkVersions(ctx context.Context, search FrameworkSearch, at models.PageAt) (models.Page[ListedVersion], error) {
	from, err := r.versionsFound(ctx, search)
	if err != nil {
		return models.Page[ListedVersion]{}, err
	}
	never := time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC) // what is not published comes last
	found, err := readPage[models.FrameworkVersion](list{
		from: from, columns: "framework_versions.*", usual: "framework",
		orders: map[string]order{
			"framework": {by: "lower(frameworks.name)", kind: asText},
			"state":     {by: "framework_versions.state", kind: asText},
			"published": {by: "COALESCE(framework_versions.published_at, ?)", values: []any{never}, kind: asMoment},
		},
	}, at)
	if err != nil || len(found.Rows) == 0 {
		return models.PageOf[ListedVersion](found, nil), err
	}
	rows, err := r.listedVersions(ctx, found.Rows, search.Today)
	return models.PageOf(found, rows), err
}

// CountFrameworkVersions counts the framework versions found.
func (r Reads) CountFrameworkVersions(ctx context.Context, search FrameworkSearch) (int, error) {
	from, err := r.versionsFound(ctx, search)
	if err != nil {
		return 0, err
	}
	return list{from: from}.count()
}

func (r Reads) versionsFound(ctx context.Context, search FrameworkSearch) (*gorm.DB, error) {
	db := r.db.WithContext(ctx).Table("framework_versions").Joins("JOIN frameworks ON frameworks.id = framework_versions.framework_id")
	if wanted := wantedText(search.Text); wanted != "" {
		var all []models.Framework
		if err := r.db.WithContext(ctx).Find(&all).Error; err != nil {
			return nil, err
		}
		ids := make([]models.ID, 0, len(all))
		for _, f := range all { // few: they are folded here
			if Fold(f.Code) == wanted || beginsWord(f.Name, wanted) {
				ids = append(ids, f.ID)
			}
		}
		db = db.Where("frameworks.id IN ?", ids)
	}
	if search.Among != nil {
		db = db.Where("frameworks.id IN ?", search.Among)
	}
	if search.Published {
		db = db.Where("framework_versions.published_at IS NOT NULL OR frameworks.id IN ?", append([]models.ID{""}, search.DraftsOf...))
	}
	if search.State != "" {
		db = db.Where("framework_versions.state = ?", search.State)
	}
	return db, nil
}

func (r Reads) listedVersions(ctx context.Context, versions []models.FrameworkVersion, today models.Date) ([]ListedVersion, error) {
	ids := make([]models.ID, len(versions))
	at := make(map[models.ID]int, len(versions))
	for i, v := range versions {
		ids[i], at[v.ID] = v.ID, i
	}
	var counted []ListedVersion
	err := r.db.WithContext(ctx).Table("framework_versions").Joins("JOIN frameworks ON frameworks.id = framework_versions.framework_id").
		Select(`framework_versions.*, frameworks.code, frameworks.name,
			(SELECT count(*) FROM competencies WHERE competencies.framework_version_id = framework_versions.id) AS competencies,
			(SELECT count(*) FROM role_profiles WHERE role_profiles.framework_version_id = framework_versions.id) AS profiles,
			(SELECT count(DISTINCT posts.person_id) FROM posts JOIN role_profiles ON role_profiles.id = posts.role_profile_id
				WHERE role_profiles.framework_version_id = framework_versions.id AND `+onDay("posts")+`) AS people`, today, today).
		Where("framework_versions.id IN ?", ids).Scan(&counted).Error
	rows := make([]ListedVersion, len(versions))
	for _, v := range counted {
		rows[at[v.ID]] = v
	}
	return rows, err
}

// ProfileCount is how much a role profile asks for, and how many people have it.
type ProfileCount struct {
	ID                         models.ID
	Requirements, Core, People int
}

// ProfileCounts are those of the role profiles of a framework version, by id.
func (r Reads) ProfileCounts(ctx context.Context, version models.ID, today models.Date) (map[models.ID]ProfileCount, error) {
	var rows []ProfileCount
	const asked = "(SELECT count(*) FROM requirements WHERE requirements.role_profile_id = role_profiles.id"
	err := r.db.WithContext(ctx).Table("role_profiles").
		Select("role_profiles.id, "+asked+") AS requirements, "+asked+` AND requirements.core) AS core,
			(SELECT count(DISTINCT posts.person_id) FROM posts WHERE posts.role_profile_id = role_profiles.id AND `+onDay("posts")+`) AS people`, today, today).
		Where("role_profiles.framework_version_id = ?", version).Scan(&rows).Error
	counts := make(map[models.ID]ProfileCount, len(rows))
	for _, row := range rows {
		counts[row.ID] = row
	}
	return counts, err
}
