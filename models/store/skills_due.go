package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"trellis/models"
)

// SkillsDueTold is the act of telling somebody which skills are due again.
const SkillsDueTold = "skills.due_told"

// untoldOfDue asks of posts, with the people whose they are, that a core skill of the role was assessed too long ago, and that
// their holder is not away on the day and was not told since a time.
const untoldOfDue = `posts.started <= @day AND (posts.ended IS NULL OR posts.ended >= @day) AND people.erased_at IS NULL
	AND EXISTS (SELECT 1 FROM requirements JOIN skills ON skills.competency_id = requirements.competency_id AND skills.person_id = posts.person_id
		JOIN competencies ON competencies.id = requirements.competency_id
		WHERE requirements.role_profile_id = posts.role_profile_id AND requirements.core AND NOT requirements.optional AND (%s))
	AND NOT EXISTS (SELECT 1 FROM leaves WHERE leaves.person_id = posts.person_id AND leaves.from_day <= @day AND leaves.until_day >= @day)
	AND NOT EXISTS (SELECT 1 FROM events WHERE events.subject_id = posts.person_id AND events.act = '` + SkillsDueTold + `' AND events.at > @since)`

// UntoldOfDue are people whose core skills are due again on the day, who are not away and were not told since a time, by their
// ids: at most so many, after an id.
func (r Reads) UntoldOfDue(ctx context.Context, day models.Date, since time.Time, after models.ID, most int) ([]models.ID, error) {
	return r.untoldOfDue(ctx, day, since, "posts.person_id > @after", map[string]any{"after": after, "most": most})
}

// StillUntoldOfDue are those of the people of whom UntoldOfDue is true.
func (r Reads) StillUntoldOfDue(ctx context.Context, day models.Date, since time.Time, people []models.ID) ([]models.ID, error) {
	return r.untoldOfDue(ctx, day, since, "posts.person_id IN @people", map[string]any{"people": people, "most": len(people)})
}

func (r Reads) untoldOfDue(ctx context.Context, day models.Date, since time.Time, of string, values map[string]any) ([]models.ID, error) {
	values["day"], values["since"] = day, since
	too, err := r.assessedTooLongAgo(ctx, day, values)
	if err != nil {
		return nil, err
	}
	var ids []models.ID
	err = r.db.WithContext(ctx).Raw(`SELECT DISTINCT posts.person_id FROM posts JOIN people ON people.id = posts.person_id
		WHERE `+of+` AND `+fmt.Sprintf(untoldOfDue, too)+` ORDER BY posts.person_id LIMIT @most`, values).Scan(&ids).Error
	return ids, err
}

// assessedTooLongAgo is the condition that a skill stands no longer on the day, by how long its competency holds. Months are
// counted by the calendar, as models.HoldsUntil does, so each length has a moment of its own, which goes into the values.
func (r Reads) assessedTooLongAgo(ctx context.Context, day models.Date, values map[string]any) (string, error) {
	settings, err := r.Settings(ctx)
	if err != nil {
		return "", err
	}
	var lengths []int
	if err := r.db.WithContext(ctx).Model(&models.Competency{}).Distinct().Where("holds_months > 0").Pluck("holds_months", &lengths).Error; err != nil {
		return "", err
	}
	slices.Sort(lengths)
	var either []string
	for _, months := range append([]int{0}, lengths...) {
		name := fmt.Sprintf("due%d", months)
		values[name] = models.DueBefore(day, months)
		if months == 0 {
			values[name] = models.DueBefore(day, settings.HoldsMonths)
		}
		either = append(either, fmt.Sprintf("competencies.holds_months = %d AND skills.assessed_at < @%s", months, name))
	}
	return strings.Join(either, " OR "), nil
}

// TellOfDue keeps that people are told which skills are due again, and owes the letters. It is for who has locked the people.
func (tx *Tx) TellOfDue(ctx context.Context, people []models.ID) error {
	events, jobs := make([]models.Event, len(people)), make([]models.Job, len(people))
	for i, id := range people {
		events[i] = models.AboutPerson(SkillsDueTold, nil, id)
		jobs[i] = models.Job{Kind: models.MailSkillsDue, SubjectID: id}
	}
	return tx.PublishAll(ctx, events, jobs)
}
