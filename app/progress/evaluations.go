package progress

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/store"
)

// Feedback is what was said of one session, of the course at its end, or of a whole cohort.
type Feedback struct {
	Title    string
	Replies  int // that are shown; 0 while there are too few
	Useful   map[models.Usefulness]int
	Ready    map[models.Readiness]int
	Comments []string
}

// FeedbackPage is what people said of a cohort, for those who teach it.
type FeedbackPage struct {
	store.TaughtCohort
	Whole Feedback
	Parts []Feedback // each session that has ended, and each evaluation of the course
	// From is how many replies it takes before any is shown.
	From int
	// Learners and Managers are what was answered 12 weeks later.
	Learners, Managers models.FollowUpFigures
	// NoComments tells that the actor manages somebody on the cohort, and so sees no comments.
	NoComments bool
}

// Feedback is what people said of a cohort, as far as it is shown.
func (s *Service) Feedback(ctx context.Context, actor models.Actor, code string) (page FeedbackPage, err error) {
	if page.TaughtCohort, err = s.Store.TaughtCohortByCode(ctx, code); err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.SeeEvaluations, page.Cohort); err != nil {
		return page, err
	}
	settings, err := s.Store.Settings(ctx)
	if err != nil {
		return page, err
	}
	page.From = settings.Thresholds().HalfFrom
	if page.NoComments, err = s.Store.ManagesOnCohort(ctx, actor.Manages, page.ID, s.Store.Today()); err != nil {
		return page, err
	}
	if err := s.addReplies(ctx, &page); err != nil {
		return page, err
	}
	answered, err := s.Store.AnsweredOfCohort(ctx, page.ID)
	page.Learners, page.Managers = s.figures(answered, page.From)
	if page.NoComments {
		page.Learners.UsedOn, page.Learners.Says, page.Managers.UsedOn, page.Managers.Says = nil, nil, nil, nil
	}
	return page, err
}

// addReplies adds the counts of each part that is shown, and their sum.
func (s *Service) addReplies(ctx context.Context, page *FeedbackPage) error {
	at, err := s.parts(ctx, page)
	if err != nil {
		return err
	}
	counts, err := s.Store.EvaluationCounts(ctx, page.ID)
	if err != nil {
		return err
	}
	for _, c := range counts {
		if part, found := at[subject(c.SessionID, c.UnitID)]; found {
			page.Parts[part].add(c)
		}
	}
	var comments []models.Evaluation
	if !page.NoComments {
		if comments, err = s.Store.EvaluationComments(ctx, page.ID); err != nil {
			return err
		}
	}
	for _, c := range comments {
		if part, found := at[subject(c.SessionID, c.UnitID)]; found {
			page.Parts[part].Comments = append(page.Parts[part].Comments, c.Says)
		}
	}
	page.Whole = newFeedback("Whole cohort")
	for i, part := range page.Parts {
		if part.Replies < page.From { // the network has asked for larger groups since they were released
			page.Parts[i] = newFeedback(part.Title)
			continue
		}
		page.Whole.include(part)
	}
	return nil
}

// parts are what can be evaluated of a cohort, and where each stands.
func (s *Service) parts(ctx context.Context, page *FeedbackPage) (map[models.ID]int, error) {
	at := map[models.ID]int{}
	sessions, err := s.Store.Sessions(ctx, page.ID)
	if err != nil {
		return nil, err
	}
	for _, session := range sessions {
		if !session.Ends.After(s.Store.Now()) {
			at[session.ID] = len(page.Parts)
			page.Parts = append(page.Parts, newFeedback("Session "+strconv.Itoa(session.Number)+": "+session.Title))
		}
	}
	units, err := s.Store.Units(ctx, page.Content())
	for _, u := range units {
		if u.Kind == models.EvaluationUnit && page.FinishedAt(s.Store.Now()) {
			at[u.ID] = len(page.Parts)
			page.Parts = append(page.Parts, newFeedback("At the end: "+u.Title))
		}
	}
	return at, err
}

func subject(session, unit *models.ID) models.ID {
	if session != nil {
		return *session
	}
	return *unit
}

func newFeedback(title string) Feedback {
	return Feedback{Title: title, Useful: map[models.Usefulness]int{}, Ready: map[models.Readiness]int{}}
}

func (f *Feedback) add(c store.EvaluationCount) {
	f.Replies += c.Count
	f.Useful[c.Useful] += c.Count
	f.Ready[c.Ready] += c.Count
}

func (f *Feedback) include(part Feedback) {
	f.Replies += part.Replies
	for answer, n := range part.Useful {
		f.Useful[answer] += n
	}
	for answer, n := range part.Ready {
		f.Ready[answer] += n
	}
}

// figures counts the answers of learners and of managers, each for itself.
func (s *Service) figures(answered []models.FollowUp, from int) (learners, managers models.FollowUpFigures) {
	of := func(as models.AskedAs) models.FollowUpFigures {
		list := slices.DeleteFunc(slices.Clone(answered), func(f models.FollowUp) bool { return f.AskedAs != as })
		return models.CountFollowUps(list, from, s.Store.Now())
	}
	return of(models.AskedAsLearner), of(models.AskedAsManager)
}

// CourseResults are what everybody sees of what came of a course, once there is enough of it.
type CourseResults struct {
	Useful   disclosure.Shown // replies that found a session quite or very useful
	Used     disclosure.Shown // learners who used it at work, or partly, 12 weeks later
	Managers disclosure.Shown // managers who say so of their people
	Barriers []BarrierShare   // what stopped learners, the most frequent first
}

// BarrierShare is how many were stopped by something.
type BarrierShare struct {
	Barrier models.Barrier
	disclosure.Shown
}

// Any tells whether there is anything to show.
func (r CourseResults) Any() bool {
	return r.Useful.Kind != disclosure.Hidden && r.Useful.Kind != disclosure.NoData || r.AnyUsed()
}

// AnyUsed tells whether there is anything to show of what was used.
func (r CourseResults) AnyUsed() bool {
	return told(r.Used) || told(r.Managers)
}

func told(s disclosure.Shown) bool { return s.Kind != disclosure.Hidden && s.Kind != disclosure.NoData }

// Results are what came of a course, whichever of its versions is looked at.
func (s *Service) Results(ctx context.Context, course models.Course) (results CourseResults, err error) {
	settings, err := s.Store.Settings(ctx)
	if err != nil {
		return results, err
	}
	by := settings.Thresholds()
	useful, err := s.Store.CourseUsefulness(ctx, course.Itself())
	if err != nil {
		return results, err
	}
	replies := 0
	for _, n := range useful {
		replies += n
	}
	results.Useful = by.Share(useful[models.QuiteUseful]+useful[models.VeryUseful], replies)
	answered, err := s.Store.AnsweredOfCourse(ctx, course.Itself())
	if err != nil {
		return results, err
	}
	learners, managers := s.figures(answered, by.HalfFrom)
	results.Used = by.Share(learners.Used[models.UsedIt]+learners.Used[models.UsedPartly], learners.Base)
	results.Managers = by.Share(managers.Used[models.UsedIt]+managers.Used[models.UsedPartly], managers.Base)
	for _, barrier := range models.Barriers() {
		if n := learners.Barriers[barrier]; n > 0 {
			results.Barriers = append(results.Barriers, BarrierShare{barrier, by.Share(n, learners.Base)})
		}
	}
	slices.SortStableFunc(results.Barriers, func(a, b BarrierShare) int { return cmp.Compare(b.AtTarget, a.AtTarget) })
	return results, nil
}

// ToEvaluate is something of which somebody can say what it was like.
type ToEvaluate = store.ToEvaluate

// Asked is what somebody is asked about sessions and courses.
type Asked struct {
	Evaluate  []ToEvaluate
	FollowUps []store.OpenFollowUp
}

// followUpShown is how many days a question stands on somebody's home page.
const followUpShown = 60

// Asked is what a person is asked about sessions and courses now.
func (s *Service) Asked(ctx context.Context, person models.ID) (asked Asked, err error) {
	now := s.Store.Now()
	if asked.Evaluate, err = s.Store.ToEvaluate(ctx, person, models.EvaluatedSince(now), now); err != nil {
		return asked, err
	}
	asked.FollowUps, err = s.Store.OpenFollowUps(ctx, person, now.AddDate(0, 0, -followUpShown))
	return asked, err
}
