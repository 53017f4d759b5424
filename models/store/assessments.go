package store

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// Judgement is an assessment as a history tells it: who judged, and what a manager answered.
type Judgement struct {
	models.Assessment
	ByName         string
	CompetencyName string
	CompetencySlug string
	VersionID      models.ID
	ConfirmationID *models.ID
	Agrees         bool
	Comment        string
	ConfirmedBy    string
	ConfirmedAt    *time.Time
	OwnID          *models.ID
	OwnLevel       int
	// CarriedFrom is the version of the framework from which it was carried over; empty where it was not.
	CarriedFrom string
	Remarks     int // said about it
}

// Confirmation is the manager's answer; the zero Confirmation where there is none.
func (j Judgement) Confirmation() models.Confirmation {
	if j.ConfirmationID == nil {
		return models.Confirmation{}
	}
	return models.Confirmation{ID: *j.ConfirmationID, AssessmentID: j.ID, Agrees: j.Agrees, Comment: j.Comment, OwnID: j.OwnID, CreatedAt: *j.ConfirmedAt}
}

const judgement = `SELECT a.*, by_person.name AS by_name, k.name AS competency_name, k.slug AS competency_slug, k.framework_version_id AS version_id,
	c.id AS confirmation_id, coalesce(c.agrees, false) AS agrees, coalesce(c.comment, '') AS comment,
	coalesce(confirmer.name, '') AS confirmed_by, c.created_at AS confirmed_at, c.own_id, coalesce(own.level, 0) AS own_level,
	coalesce(source_version.version, '') AS carried_from, (SELECT count(*) FROM remarks WHERE remarks.assessment_id = a.id) AS remarks
	FROM assessments a JOIN people by_person ON by_person.id = a.by_id JOIN competencies k ON k.id = a.competency_id
	LEFT JOIN confirmations c ON c.assessment_id = a.id LEFT JOIN people confirmer ON confirmer.id = c.by_id
	LEFT JOIN assessments own ON own.id = c.own_id LEFT JOIN assessments source ON source.id = a.carried_from_id
	LEFT JOIN competencies source_competency ON source_competency.id = source.competency_id
	LEFT JOIN framework_versions source_version ON source_version.id = source_competency.framework_version_id `

// History are all judgements of a person in one competency, newest first.
func (r Reads) History(ctx context.Context, person, competency models.ID) ([]Judgement, error) {
	var list []Judgement
	err := r.db.WithContext(ctx).Raw(judgement+`WHERE a.person_id = ? AND a.competency_id = ? ORDER BY a.assessed_at DESC, a.id DESC LIMIT 200`,
		person, competency).Scan(&list).Error
	return list, err
}

// RecentJudgements are the newest judgements of a person in anything. What was carried over is told once, where it is repeated.
func (r Reads) RecentJudgements(ctx context.Context, person models.ID, most int) ([]Judgement, error) {
	var list []Judgement
	err := r.db.WithContext(ctx).Raw(judgement+`WHERE a.person_id = ? AND NOT EXISTS (SELECT 1 FROM assessments n WHERE n.carried_from_id = a.id)
		ORDER BY a.assessed_at DESC, a.id DESC LIMIT ?`, person, most).Scan(&list).Error
	return list, err
}

// Judgements are all judgements of a person in the competencies until a time, that included, newest first.
func (r Reads) Judgements(ctx context.Context, person models.ID, competencies []models.ID, until time.Time) ([]Judgement, error) {
	var list []Judgement
	err := r.db.WithContext(ctx).Raw(judgement+`WHERE a.person_id = ? AND a.competency_id IN ? AND a.assessed_at <= ? ORDER BY a.assessed_at DESC, a.id DESC`,
		person, competencies, until).Scan(&list).Error
	return list, err
}

// Judgement is one assessment as a history tells it.
func (r Reads) Judgement(ctx context.Context, id models.ID) (Judgement, error) {
	var list []Judgement
	err := r.db.WithContext(ctx).Raw(judgement+`WHERE a.id = ?`, id).Scan(&list).Error
	if err == nil && len(list) == 0 {
		err = models.ErrNotFound
	}
	if err != nil {
		return Judgement{}, err
	}
	return list[0], nil
}

// DifferedTogether are the assessments that a manager answered with other levels in one act, of which one answer is named, by name.
func (r Reads) DifferedTogether(ctx context.Context, confirmation models.ID) ([]Judgement, error) {
	var list []Judgement
	err := r.db.WithContext(ctx).Raw(judgement+`JOIN confirmations named ON named.id = ?
		WHERE a.person_id = (SELECT person_id FROM assessments WHERE id = named.assessment_id)
		AND c.by_id = named.by_id AND c.created_at = named.created_at AND NOT c.agrees ORDER BY k.name_key, a.id`, confirmation).Scan(&list).Error
	return list, err
}

// AddAssessments keeps new assessments, and brings the skills they are about up to date.
func (tx *Tx) AddAssessments(ctx context.Context, list []models.Assessment) error {
	keys := make([]skillKey, len(list))
	for i, a := range list {
		keys[i] = skillKey{a.PersonID, a.CompetencyID}
	}
	if err := tx.LockPeople(ctx, peopleOf(keys)); err != nil {
		return err
	}
	if err := tx.Add(ctx, &list); err != nil {
		return err
	}
	return tx.keepSkills(ctx, keys)
}

// AddConfirmations keeps managers' answers, and brings the skills they are about up to date. An assessment that has an
// answer already gives models.ErrTaken.
func (tx *Tx) AddConfirmations(ctx context.Context, list []models.Confirmation) error {
	if err := tx.Add(ctx, &list); err != nil {
		return err
	}
	var keys []skillKey
	for chunk := range slices.Chunk(list, 500) {
		ids := make([]models.ID, len(chunk))
		for i, c := range chunk {
			ids[i] = c.AssessmentID
		}
		var about []skillKey
		err := tx.db.WithContext(ctx).Table("assessments").Select("DISTINCT person_id, competency_id").Where("id IN ?", ids).Scan(&about).Error
		if err != nil {
			return err
		}
		keys = append(keys, about...)
	}
	return tx.keepSkills(ctx, keys)
}

// LockSkills takes all that is derived about a person for this transaction: nobody else judges them meanwhile.
func (tx *Tx) LockSkills(ctx context.Context, person models.ID) error {
	return tx.LockPeople(ctx, []models.ID{person})
}

type skillKey struct{ PersonID, CompetencyID models.ID }

func peopleOf(keys []skillKey) []models.ID {
	people := make([]models.ID, len(keys))
	for i, k := range keys {
		people[i] = k.PersonID
	}
	slices.Sort(people)
	return slices.Compact(people)
}

// LockPeople takes people for this transaction: nobody else plans their time, or judges them, meanwhile. It locks in the
// order of their ids, and leaves others free to refer to them.
func (tx *Tx) LockPeople(ctx context.Context, people []models.ID) error {
	people = slices.Compact(slices.Sorted(slices.Values(people)))
	for chunk := range slices.Chunk(people, 500) {
		var locked []models.ID
		err := tx.db.WithContext(ctx).Model(&models.Person{}).Clauses(clause.Locking{Strength: "NO KEY UPDATE"}).
			Where("id IN ?", chunk).Order("id").Pluck("id", &locked).Error
		if err != nil {
			return err
		}
		if len(locked) < len(chunk) {
			return models.ErrNotFound
		}
	}
	return nil
}

// keepSkills derives what people hold, some people at a time, so that a whole network can be done at once; and it keeps what
// is counted of them right.
func (tx *Tx) keepSkills(ctx context.Context, keys []skillKey) error {
	wanted := make(map[skillKey]bool, len(keys))
	for _, k := range keys {
		wanted[k] = true
	}
	people := peopleOf(keys)
	if err := tx.LockPeople(ctx, people); err != nil {
		return err
	}
	for chunk := range slices.Chunk(people, 200) {
		competencies := competenciesOf(chunk, wanted)
		err := tx.tallied(ctx, chunk, competencies, func() error {
			skills, err := tx.derive(ctx, chunk, competencies, wanted)
			if err != nil || len(skills) == 0 {
				return err
			}
			return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{
				Columns:   []clause.Column{{Name: "person_id"}, {Name: "competency_id"}},
				DoUpdates: clause.AssignmentColumns([]string{"level", "assessment_id", "confirmed", "use", "assessed_at", "suggested"}),
			}).Create(&skills).Error)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// derive makes the wanted skills of the people from their assessments.
func (tx *Tx) derive(ctx context.Context, people, competencies []models.ID, wanted map[skillKey]bool) ([]models.Skill, error) {
	var assessments []models.Assessment
	err := tx.db.WithContext(ctx).Where("person_id IN ? AND competency_id IN ?", people, competencies).
		Order(oldestFirst).Find(&assessments).Error
	if err != nil {
		return nil, err
	}
	confirmations, err := tx.confirmationsOf(ctx, people)
	if err != nil {
		return nil, err
	}
	return skillsOf(assessments, confirmations, func(k skillKey) bool { return wanted[k] }), nil
}

// oldestFirst is the order in which assessments make a skill.
const oldestFirst = "person_id, competency_id, assessed_at, id"

// skillsOf makes the wanted skills from assessments in their order.
func skillsOf(assessments []models.Assessment, confirmations map[models.ID]models.Confirmation, wanted func(skillKey) bool) []models.Skill {
	var skills []models.Skill
	for len(assessments) > 0 {
		key := skillKey{assessments[0].PersonID, assessments[0].CompetencyID}
		n := 1
		for n < len(assessments) && (skillKey{assessments[n].PersonID, assessments[n].CompetencyID}) == key {
			n++
		}
		if wanted(key) {
			skills = append(skills, models.SkillOf(assessments[:n], confirmations))
		}
		assessments = assessments[n:]
	}
	return skills
}

// SkillsAt are where a person stood at a time, made of what was said by then. What was carried over to another version of a framework
// stands there since people were first moved to it.
func (r Reads) SkillsAt(ctx context.Context, person models.ID, at time.Time) ([]models.Skill, error) {
	said, err := r.saidBy(ctx, person, at)
	if err != nil {
		return nil, err
	}
	return r.skillsMadeOf(ctx, person, said, at)
}

// SkillsShownAt are the same, and what was carried over by then is told there alone, as SkillsNow does.
func (r Reads) SkillsShownAt(ctx context.Context, person models.ID, at time.Time) ([]models.Skill, error) {
	said, err := r.saidBy(ctx, person, at)
	if err != nil {
		return nil, err
	}
	repeated, emptied := map[models.ID]bool{}, map[models.ID]bool{}
	for _, a := range said {
		if a.CarriedFromID != nil {
			repeated[*a.CarriedFromID] = true
		}
	}
	for _, a := range said {
		emptied[a.CompetencyID] = emptied[a.CompetencyID] || repeated[a.ID]
	}
	list, err := r.skillsMadeOf(ctx, person, said, at)
	return slices.DeleteFunc(list, func(k models.Skill) bool {
		if k.AssessmentID == nil {
			return emptied[k.CompetencyID]
		}
		return repeated[*k.AssessmentID]
	}), err
}

// saidBy are the assessments of a person by that time, oldest first.
func (r Reads) saidBy(ctx context.Context, person models.ID, at time.Time) ([]models.Assessment, error) {
	var assessments []models.Assessment
	err := r.db.WithContext(ctx).Raw(`SELECT a.* FROM assessments a WHERE a.person_id = ? AND a.assessed_at <= ? AND NOT coalesce((
			SELECT min(v.begun_at) > ? FROM assessments source JOIN competencies was ON was.id = source.competency_id
			JOIN competencies k ON k.id = a.competency_id
			JOIN version_moves v ON v.from_version_id = was.framework_version_id AND v.to_version_id = k.framework_version_id
			WHERE source.id = a.carried_from_id), false)
		ORDER BY `+oldestFirst, person, at, at).Scan(&assessments).Error
	return assessments, err
}

func (r Reads) skillsMadeOf(ctx context.Context, person models.ID, assessments []models.Assessment, at time.Time) ([]models.Skill, error) {
	var list []models.Confirmation
	err := r.db.WithContext(ctx).Raw(`SELECT c.* FROM assessments a JOIN confirmations c ON c.assessment_id = a.id WHERE a.person_id = ? AND c.created_at <= ?`, person, at).Scan(&list).Error
	answers := make(map[models.ID]models.Confirmation, len(list))
	for _, c := range list {
		answers[c.AssessmentID] = c
	}
	return skillsOf(assessments, answers, func(skillKey) bool { return true }), err
}

func competenciesOf(people []models.ID, wanted map[skillKey]bool) []models.ID {
	among := make(map[models.ID]bool, len(people))
	for _, p := range people {
		among[p] = true
	}
	seen := map[models.ID]bool{}
	var list []models.ID
	for k := range wanted {
		if among[k.PersonID] && !seen[k.CompetencyID] {
			seen[k.CompetencyID] = true
			list = append(list, k.CompetencyID)
		}
	}
	return list
}

func (tx *Tx) confirmationsOf(ctx context.Context, people []models.ID) (map[models.ID]models.Confirmation, error) {
	var list []models.Confirmation
	err := tx.db.WithContext(ctx).Table("confirmations").Select("confirmations.*").
		Joins("JOIN assessments ON assessments.id = confirmations.assessment_id").Where("assessments.person_id IN ?", people).Scan(&list).Error
	byAssessment := make(map[models.ID]models.Confirmation, len(list))
	for _, c := range list {
		byAssessment[c.AssessmentID] = c
	}
	return byAssessment, err
}
