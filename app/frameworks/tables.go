package frameworks

import (
	"time"

	"trellis/models"
)

// Table is what is said of a version as rows of a file, with a head. An answer follows what it answers.
func (p CommentsPage) Table() [][]string {
	rows := [][]string{{"competency_code", "competency", "by", "said_on", "says", "answers", "settled_by", "settled_on"}}
	add := func(code, name string, list []Thread) {
		for _, t := range list {
			rows = append(rows, []string{code, name, t.By, string(models.DateOf(t.MadeAt)), t.Says, yes(false), t.SettledBy, day(t.SettledAt)})
			for _, a := range t.Answers {
				rows = append(rows, []string{code, name, a.By, string(models.DateOf(a.MadeAt)), a.Says, yes(true), "", ""})
			}
		}
	}
	add("", "", p.Whole)
	for _, k := range p.Competencies {
		add(k.Code, k.Name, k.Threads)
	}
	return rows
}

// Table is who looks at a draft as rows of a file, with a head.
func (p ReviewsPage) Table() [][]string {
	rows := [][]string{{"reviewer", "asked_by", "asked_on", "state", "answered_on", "says"}}
	for _, r := range p.Signing.Reviews {
		rows = append(rows, []string{r.Reviewer, r.AskedBy, string(models.DateOf(r.AskedAt)), string(r.State), day(r.AnsweredAt), r.Says})
	}
	return rows
}

// day is the day of a time; empty for none.
func day(at *time.Time) string {
	if at == nil {
		return ""
	}
	return string(models.DateOf(*at))
}
