package learning

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// wish is a wish for a place that may be kept: all that the way in asks for is there.
type wish struct {
	cohort    models.Cohort
	enrolment models.Enrolment
	post      *models.Post
	questions []models.Question
	partner   *models.Person // who is asked to come along; nil for nobody
	analyst   bool           // it is the partner who is the analyst of the pair
	in        Enrol
}

// ask looks whether the actor may ask for a place on a locked cohort, and says in words what is missing.
func ask(ctx context.Context, tx *store.Tx, actor models.Actor, cohort models.Cohort, in Enrol) (wish, error) {
	w := wish{cohort: cohort, in: in}
	var err error
	if w.enrolment, err = cohort.Ask(actor.ID, tx.Now()); err != nil {
		return w, err
	}
	if w.questions, err = asked(ctx, tx, cohort); err != nil {
		return w, err
	}
	if err := in.check(w.questions); err != nil {
		return w, err
	}
	if err := meets(ctx, tx, cohort, actor.ID); err != nil {
		return w, err
	}
	if err := noClash(ctx, tx, cohort, actor.ID, "You have"); err != nil {
		return w, err
	}
	if w.post, err = postFor(actor, cohort, in); err != nil {
		return w, err
	}
	if err := comesFor(ctx, tx, cohort, w.post, &w.enrolment); err != nil {
		return w, err
	}
	w.enrolment.Needs, w.enrolment.CopyManager = in.Needs, in.CopyManager
	w.analyst = cohort.WayIn == models.PairedWay && actor.DecisionMaker
	w.partner, err = partnerFor(ctx, tx, actor, cohort, in.DecisionMaker)
	return w, err
}

// asked are the questions that whoever asks for a place answers. Nobody asks where people are named.
func asked(ctx context.Context, tx *store.Tx, cohort models.Cohort) ([]models.Question, error) {
	switch cohort.WayIn {
	case models.Nomination:
		return nil, models.Invalid{"cohort": "People are named for this cohort by their manager or by a decision maker. Ask yours to name you"}
	case models.Application:
		return tx.Questions(ctx, cohort.ID)
	default:
		return nil, nil
	}
}

// newcomer is the enrolment of somebody who asks now for a post, before it is known how.
func newcomer(ctx context.Context, tx *store.Tx, cohort models.Cohort, person models.ID, post *models.Post) (models.Enrolment, error) {
	e, err := cohort.Ask(person, tx.Now())
	if err != nil {
		return e, err
	}
	return e, comesFor(ctx, tx, cohort, post, &e)
}

// comesFor gives who asks their turn, the post for which they come, where they work in it, and the system for which they are
// counted; nil is for none.
func comesFor(ctx context.Context, tx *store.Tx, cohort models.Cohort, post *models.Post, e *models.Enrolment) error {
	last, err := tx.LastAsked(ctx, cohort.ID)
	if err != nil {
		return err
	}
	e.AppliedAt = models.Turn(e.AppliedAt, last)
	if post != nil {
		e.PostID, e.OrganisationID = &post.ID, &post.OrganisationID
	}
	return count(ctx, tx, cohort, e)
}

// count says for which system somebody is counted, where the cohort holds places for systems.
func count(ctx context.Context, tx *store.Tx, cohort models.Cohort, e *models.Enrolment) error {
	if e.OrganisationID == nil {
		return nil
	}
	shares, err := tx.Shares(ctx, cohort.ID)
	if err != nil || len(shares) == 0 {
		return err
	}
	e.SystemID, err = tx.SystemOfOrganisation(ctx, *e.OrganisationID, tx.Today())
	return err
}

// postFor is the post for which the actor comes. Whose manager approves must be said, where there are several.
func postFor(actor models.Actor, cohort models.Cohort, in Enrol) (*models.Post, error) {
	for i, p := range actor.Posts {
		if p.ID == in.Post {
			return &actor.Posts[i], nil
		}
	}
	switch {
	case in.Post != "":
		return nil, models.Invalid{"post_id": "Choose one of your posts"}
	case len(actor.Posts) > 1 && cohort.WayIn == models.Approval:
		return nil, models.Invalid{"post_id": "Choose the post for which you come: its manager decides"}
	case len(actor.Posts) > 0:
		return &actor.Posts[0], nil
	}
	return nil, nil //nolint:nilnil // somebody without a post may come too
}

// meets refuses who lacks a prerequisite, where people come by having them.
func meets(ctx context.Context, tx *store.Tx, cohort models.Cohort, person models.ID) error {
	if cohort.WayIn != models.Eligible {
		return nil
	}
	advised, err := tx.AdvisedBefore(ctx, cohort.Content(), person)
	if err != nil {
		return err
	}
	if missing := missingOf(groups(advised)); len(missing) > 0 {
		return models.Invalid{"cohort": "Before you can enrol you need: " + strings.Join(missing, "; ")}
	}
	return nil
}

// missingOf are the prerequisites that are not met, in words.
func missingOf(groups []AdvisedGroup) []string {
	var list []string
	for _, g := range groups {
		if g.Met {
			continue
		}
		var ways []string
		for _, a := range g.Alternatives {
			if a.OtherID != nil {
				ways = append(ways, "to have completed "+a.CourseTitle)
			} else {
				ways = append(ways, a.CompetencyName+" at "+a.LevelLabel+" or above in your skills")
			}
		}
		list = append(list, strings.Join(ways, ", or "))
	}
	return list
}

// noClash refuses who has another session at the time, where the cohort asks for that.
func noClash(ctx context.Context, tx *store.Tx, cohort models.Cohort, person models.ID, who string) error {
	if !cohort.RefuseClashes {
		return nil
	}
	clashes, err := tx.Clashes(ctx, cohort.ID, person)
	if err != nil || len(clashes) == 0 {
		return err
	}
	c := clashes[0]
	return models.Invalid{"cohort": who + " another session at that time: " + c.CourseTitle + ", " + c.Title + ", at " + models.Clock(c.Starts) + " on " +
		c.Starts.In(models.London()).Format("2 January 2006") + ". Nobody can be enrolled on this cohort with a clash"}
}

// partnerFor is who is asked to come along; nil for nobody.
func partnerFor(ctx context.Context, tx *store.Tx, actor models.Actor, cohort models.Cohort, email string) (*models.Person, error) {
	if email == "" {
		if cohort.WayIn == models.PairedWay {
			return nil, models.Invalid{"decision_maker": "Enter the email address of the person who comes with you: this cohort is for pairs"}
		}
		return nil, nil //nolint:nilnil // nobody comes along
	}
	other, err := tx.PersonByEmail(ctx, email)
	switch {
	case errors.Is(err, models.ErrNotFound), err == nil && other.ErasedAt != nil:
		text := "We do not know this address. Check it, or leave it empty and tell the trainer later"
		if cohort.WayIn == models.PairedWay {
			text = "We do not know this address. Check it with the person who comes with you"
		}
		return nil, models.Invalid{"decision_maker": text}
	case err != nil:
		return nil, err
	case other.ID == actor.ID:
		return nil, models.Invalid{"decision_maker": "Enter the address of somebody else"}
	}
	if cohort.WayIn == models.PairedWay && !actor.DecisionMaker {
		if partner, err := tx.Actor(ctx, other.ID, tx.Today()); err != nil || !partner.DecisionMaker {
			return nil, cmp.Or[error](err, models.Invalid{"decision_maker": "This cohort is for an analyst with a decision maker. Enter the address of a decision maker"})
		}
	}
	return &other, nil
}

// keep keeps the wish: as a place or a turn, or as an application that waits for an answer.
func (w wish) keep(ctx context.Context, tx *store.Tx) (models.Enrolment, error) {
	e := w.enrolment
	e.Awaits = awaited(w.cohort, w.post)
	if w.partner != nil {
		party := store.NewID()
		e.Awaits, e.PartyID = models.AwaitsPartner, &party
	}
	if e.Awaits == models.NobodyAwaited {
		return w.settle(ctx, tx, e)
	}
	e.State = models.Applied
	if err := tx.AddEnrolment(ctx, &e, e.PersonID, "asked for a place"); err != nil {
		return e, err
	}
	if err := w.keepAnswers(ctx, tx, e); err != nil {
		return e, err
	}
	jobs, err := applied(ctx, tx, w.cohort, e)
	if err != nil {
		return e, err
	}
	if err := tx.Publish(ctx, happened("enrolment.applied", e, &e.PersonID), jobs...); err != nil {
		return e, err
	}
	return e, w.askPartner(ctx, tx, e)
}

func (w wish) settle(ctx context.Context, tx *store.Tx, e models.Enrolment) (models.Enrolment, error) {
	party, err := settle(ctx, tx, w.cohort, models.Party{e}, &e.PersonID, "asked for a place")
	if err != nil {
		return e, err
	}
	if party[0].State == models.Waiting && w.in.Expects == expectsPlace {
		return party[0], models.Invalid{"cohort": "The last place was taken while you were here. You can join the waiting list"}
	}
	return party[0], nil
}

func (w wish) keepAnswers(ctx context.Context, tx *store.Tx, e models.Enrolment) error {
	var answers []models.QuestionAnswer
	for _, q := range w.questions {
		if says := w.in.Answers[string(q.ID)]; says != "" {
			answers = append(answers, models.QuestionAnswer{QuestionID: q.ID, EnrolmentID: e.ID, Says: says})
		}
	}
	return tx.Add(ctx, &answers)
}

// awaited is of whom an answer is awaited first, by the way in: the manager of the post, or a trainer, where there is none.
func awaited(cohort models.Cohort, post *models.Post) models.Awaits {
	switch {
	case cohort.WayIn == models.Approval && post != nil && post.ManagerID != nil:
		return models.AwaitsManager
	case cohort.WayIn == models.Approval, cohort.WayIn == models.Application:
		return models.AwaitsTrainer
	}
	return models.NobodyAwaited
}
