package doctor

import (
	"context"
	"fmt"
	"strings"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// people is of how many people skills are compared at once.
const people = 200

// skills asks whether what is kept of where people stand is what their assessments and confirmations say.
func skills(ctx context.Context, r store.Reads, _ *store.Store) (Check, error) {
	var found store.Found
	compared := 0
	for next := (store.SkillPage{More: true}); next.More; {
		var err error
		if next, err = r.SkillsAfter(ctx, next.Last, people); err != nil {
			return Check{}, err
		}
		compared += len(next.Derived)
		for _, row := range unlike(next) {
			found.Add(row, most)
		}
	}
	var f findings
	f.rows(Fault, found)
	check := f.check("skills")
	check.Summary = counted(compared, "skill equals", "skills equal") + " what assessments and confirmations say."
	if check.Found > 0 {
		check.Summary = fmt.Sprintf("%s of %s differ from what assessments and confirmations say: an assessment made anew puts one right, a backup all of them.",
			number(check.Found), counted(compared, "skill", "skills"))
	}
	return check, nil
}

// unlike compares the skills that are kept with those that assessments make.
func unlike(page store.SkillPage) (list []store.Broken) {
	type key struct{ person, competency models.ID }
	broken := func(k key, how string) {
		list = append(list, store.Broken{Table: "skills", Key: string(k.person) + ", " + string(k.competency), How: how})
	}
	kept := make(map[key]models.Skill, len(page.Kept))
	for _, s := range page.Kept {
		kept[key{s.PersonID, s.CompetencyID}] = s
	}
	for _, derived := range page.Derived {
		k := key{derived.PersonID, derived.CompetencyID}
		is, there := kept[k]
		delete(kept, k)
		if !there {
			broken(k, "there are assessments, and no skill is kept")
		} else if how := differs(is, derived); how != "" {
			broken(k, how)
		}
	}
	for _, s := range page.Kept {
		k := key{s.PersonID, s.CompetencyID}
		if _, left := kept[k]; left {
			broken(k, "it is kept, and there is no assessment")
		}
	}
	return list
}

// differs says how a skill that is kept differs from the one that assessments make.
func differs(kept, derived models.Skill) string {
	var parts []string
	for _, field := range []struct{ name, kept, derived string }{
		{"level", fmt.Sprint(kept.Level), fmt.Sprint(derived.Level)},
		{"assessment_id", reference(kept.AssessmentID), reference(derived.AssessmentID)},
		{"confirmed", fmt.Sprint(kept.Confirmed), fmt.Sprint(derived.Confirmed)},
		{"use", string(kept.Use), string(derived.Use)},
		{"assessed_at", moment(kept.AssessedAt), moment(derived.AssessedAt)},
		{"suggested", level(kept.Suggested), level(derived.Suggested)},
	} {
		if field.kept != field.derived {
			parts = append(parts, fmt.Sprintf("%s is kept as %q, assessments say %q", field.name, field.kept, field.derived))
		}
	}
	return strings.Join(parts, ", ")
}

func reference(id *models.ID) string {
	if id == nil {
		return ""
	}
	return string(*id)
}

func moment(at *time.Time) string {
	if at == nil {
		return ""
	}
	return at.UTC().Format(time.RFC3339Nano)
}

func level(l *int) string {
	if l == nil {
		return ""
	}
	return fmt.Sprint(*l)
}
