package learning

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

var cohortCode = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]*$`)

// named looks at what depends on others: the code, which nobody else may have, the trainers, who must be known, and the
// sessions that they teach already.
func (p *plan) named(ctx context.Context, tx *store.Tx, actor models.Actor) error {
	if err := p.code(ctx, tx); err != nil {
		return err
	}
	p.trainers = []models.Person{actor.Person}
	emails := addresses(p.in.Trainers)
	if len(emails) > 0 {
		people, err := tx.PeopleByEmail(ctx, emails)
		if err != nil {
			return err
		}
		p.invite(emails, people)
	}
	if len(p.sessions) == 0 {
		return nil
	}
	return p.clashes(ctx, tx)
}

func (p *plan) code(ctx context.Context, tx *store.Tx) error {
	beginning := p.course.Code
	if p.in.Code != "" {
		beginning = p.in.Code
		if !cohortCode.MatchString(p.in.Code) || p.in.Code == "new" {
			p.problem("code", "Use letters, digits and hyphens, such as "+p.course.Code+"-2027-01")
			return nil
		}
	}
	used, err := tx.CohortCodes(ctx, beginning)
	if err != nil {
		return err
	}
	switch {
	case p.in.Code == "" && len(p.sessions) > 0:
		p.cohort.Code = suggestCode(p.course.Code, models.DateOf(p.sessions[0].Starts), used)
	case p.in.Code == "": // the dates have problems of their own
	case slices.Contains(used, p.in.Code):
		p.problem("code", p.in.Code+" is in use. Try "+free(p.in.Code, used))
	default:
		p.cohort.Code = p.in.Code
	}
	return nil
}

// suggestCode makes a code of the course and the month of the first session: R1-2027-01, or R1-2027-01-2 when that is in use.
func suggestCode(course string, starts models.Date, used []string) string {
	code := course + "-" + string(starts[:7])
	if !slices.Contains(used, code) {
		return code
	}
	return free(code, used)
}

func free(code string, used []string) string {
	for n := 2; ; n++ {
		if next := code + "-" + strconv.Itoa(n); !slices.Contains(used, next) {
			return next
		}
	}
}

// addresses are the e-mail addresses in a text, however they are set apart.
func addresses(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,;\r\n\t", r) })
}

// invite takes the people found as trainers, each once, and says who is not known.
func (p *plan) invite(emails []string, people []models.Person) {
	known := map[string]bool{}
	for _, person := range people {
		known[person.EmailKey] = true
		if !slices.ContainsFunc(p.trainers, func(t models.Person) bool { return t.ID == person.ID }) {
			p.trainers = append(p.trainers, person)
		}
	}
	var unknown []string
	for _, email := range emails {
		if !known[store.Fold(email)] {
			unknown = append(unknown, email)
		}
	}
	if len(unknown) > 0 {
		p.problem("trainers", "We do not know "+strings.Join(unknown, ", ")+". Check the address, or ask an administrator to add the person")
	}
}

// clashes finds sessions that a trainer teaches at the time of one of these.
func (p *plan) clashes(ctx context.Context, tx *store.Tx) error {
	ids := make([]models.ID, len(p.trainers))
	for i, t := range p.trainers {
		ids[i] = t.ID
	}
	first, last := p.sessions[0].Starts, p.sessions[0].Ends
	for _, s := range p.sessions { // they may be out of order
		if s.Starts.Before(first) {
			first = s.Starts
		}
		if s.Ends.After(last) {
			last = s.Ends
		}
	}
	taught, err := tx.SessionsTaught(ctx, ids, first, last, tx.Today())
	for _, other := range taught {
		for _, s := range p.sessions {
			if s.Starts.Before(other.Ends) && other.Starts.Before(s.Ends) {
				p.problem(SessionField(s.Number, "on"), clashWords(other))
			}
		}
	}
	return err
}

func clashWords(other store.TaughtSession) string {
	london := models.London()
	return other.PersonName + " teaches " + other.CourseTitle + ", session " + strconv.Itoa(other.Number) + " at this time (" +
		other.Starts.In(london).Format("2 January 2006, 15:04") + " to " + other.Ends.In(london).Format("15:04") + "). Enter another date or time"
}

// keep writes the cohort with its sessions, and a grant for each trainer.
func (p *plan) keep(ctx context.Context, tx *store.Tx, actor models.Actor) (models.Cohort, error) {
	err := tx.Add(ctx, &p.cohort)
	if errors.Is(err, models.ErrTaken) {
		return p.cohort, models.Invalid{"code": p.cohort.Code + " was taken while you were here. Choose another code"}
	}
	if err != nil {
		return p.cohort, err
	}
	for i := range p.sessions {
		p.sessions[i].CohortID = p.cohort.ID
	}
	if err := tx.Add(ctx, &p.sessions); err != nil {
		return p.cohort, err
	}
	grants := make([]models.Grant, len(p.trainers))
	events := []models.Event{{ActorID: &actor.ID, Act: "cohort.planned", Subject: "cohorts", SubjectID: p.cohort.ID}}
	for i, t := range p.trainers {
		grants[i] = models.Grant{
			ID: store.NewID(), PersonID: t.ID, Role: models.Trainer, ScopeKind: models.OneCohort, ScopeID: p.cohort.ID, Started: tx.Today(), GivenByID: &actor.ID,
		}
		events = append(events, models.Event{ActorID: &actor.ID, Act: "grant.given", Subject: "grants", SubjectID: grants[i].ID, PersonID: &grants[i].PersonID})
	}
	if err := tx.Add(ctx, &grants); err != nil {
		return p.cohort, err
	}
	return p.cohort, tx.PublishAll(ctx, events, nil)
}
