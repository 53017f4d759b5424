package models

import (
	"strings"
	"time"
)

// Assessment turns an answer into the assessment it becomes when it is sent.
func (a Answer) Assessment(now time.Time) Assessment {
	round := a.RoundID
	return Assessment{
		PersonID: a.PersonID, CompetencyID: a.CompetencyID, ByID: a.PersonID, Kind: BySelf,
		Level: a.Level, Use: a.Use, Chance: a.Chance, Barrier: a.Barrier, Example: a.Example, StillRight: a.StillRight,
		RoundID: &round, AssessedAt: now,
	}
}

// Agree is a manager's answer that the assessment is right.
func (a Assessment) Agree(by ID, now time.Time) Confirmation {
	return Confirmation{AssessmentID: a.ID, ByID: by, Agrees: true, CreatedAt: now}
}

// Differ is a manager's answer with another level, and the manager's own assessment. The learner is told why in the comment.
func (a Assessment) Differ(by ID, level int, comment string, now time.Time) (Confirmation, Assessment, error) {
	comment = strings.TrimSpace(comment)
	if comment == "" {
		return Confirmation{}, Assessment{}, Invalid{"comment": "Say why you chose a different level"}
	}
	own := Assessment{PersonID: a.PersonID, CompetencyID: a.CompetencyID, ByID: by, Kind: ByManager, Level: level, RoundID: a.RoundID, AssessedAt: now}
	return Confirmation{AssessmentID: a.ID, ByID: by, Comment: comment, CreatedAt: now}, own, nil
}

// ManyWaiting is how far assessments that wait for an answer are counted: more is said as "or more".
const ManyWaiting = 1000
