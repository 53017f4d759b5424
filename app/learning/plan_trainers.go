package learning

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// mostTrainers is how many trainers a plan may name besides whoever plans.
const mostTrainers = 20

// trainers are the actor and the people named, locked, so that nobody plans their time meanwhile.
func (in PlanCohort) trainers(ctx context.Context, tx *store.Tx, actor models.Actor, problems models.Invalid) ([]models.Person, error) {
	emails := strings.FieldsFunc(in.Trainers, func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\n' })
	if len(emails) > mostTrainers {
		problems["trainers"] = "Name " + strconv.Itoa(mostTrainers) + " trainers or fewer"
		emails = nil
	}
	named, err := tx.PeopleByEmail(ctx, emails)
	if err != nil {
		return nil, err
	}
	known := make(map[string]bool, len(named))
	for _, p := range named {
		known[p.EmailKey] = true
	}
	for _, email := range emails {
		if !known[store.Fold(email)] {
			problems["trainers"] = "We do not know " + email + ": check the address, or leave it out"
			break
		}
	}
	list := append([]models.Person{actor.Person}, slices.DeleteFunc(named, func(p models.Person) bool { return p.ID == actor.ID })...)
	return list, tx.LockPeople(ctx, personIDs(list))
}

// refuseClashes refuses sessions at the time of others that one of the trainers teaches.
func refuseClashes(ctx context.Context, tx *store.Tx, actor models.Actor, trainers []models.Person, sessions []models.Session, problems models.Invalid) error {
	var from, to models.Session // the first and the last with a time
	for _, session := range sessions {
		if session.Starts.IsZero() {
			continue
		}
		if from.Starts.IsZero() {
			from = session
		}
		to = session
	}
	if from.Starts.IsZero() {
		return nil
	}
	others, err := tx.SessionsTaught(ctx, personIDs(trainers), from.Starts, to.Ends, tx.Today())
	if err != nil {
		return err
	}
	for n, session := range sessions {
		i := slices.IndexFunc(others, func(other store.TaughtSession) bool {
			return !session.Starts.IsZero() && other.ID != session.ID && session.Overlaps(other.Session)
		})
		if field := models.SessionField(n, "date"); i >= 0 && problems[field] == "" {
			problems[field] = clash(others[i], actor.ID)
		}
	}
	return nil
}

func clash(other store.TaughtSession, actor models.ID) string {
	who := other.Trainer + " teaches "
	if other.PersonID == actor {
		who = "You teach "
	}
	return who + other.CourseTitle + ", session " + strconv.Itoa(other.Number) + ", at that time: " + other.When()
}
