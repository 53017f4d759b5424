package frameworks

import (
	"context"
	"slices"
	"time"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Thread is a comment with what was answered to it.
type Thread struct {
	store.NamedComment
	Answers []store.NamedComment
}

// threads are those on a competency, or on the whole draft without a code: what is not settled first.
func threads(comments []store.NamedComment, code string) []Thread {
	var list []Thread
	at := map[models.ID]int{}
	for _, c := range comments {
		switch {
		case c.CompetencyCode != code:
		case c.AnswersID == nil:
			at[c.ID] = len(list)
			list = append(list, Thread{NamedComment: c})
		default:
			if i, found := at[*c.AnswersID]; found {
				list[i].Answers = append(list[i].Answers, c)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Thread) int {
		switch {
		case (a.SettledAt == nil) == (b.SettledAt == nil):
			return 0
		case a.SettledAt == nil:
			return -1
		}
		return 1
	})
	return list
}

// CommentsPage is all that is said of a version.
type CommentsPage struct {
	Framework models.Framework
	Version   models.FrameworkVersion
	Said
}

// Said is what is said of a version: of the whole, and of each competency that something is said of.
type Said struct {
	Whole        []Thread
	Competencies []CommentedCompetency
	Unsettled    int
}

// CommentedCompetency is a competency with what is said of it. One that is gone has its code alone.
type CommentedCompetency struct {
	ID         models.ID
	Code, Name string
	Threads    []Thread
}

// Comments is the page of what is said of a version. Once it is published nothing is added.
func (s *Service) Comments(ctx context.Context, actor models.Actor, code, version string) (page CommentsPage, err error) {
	if page.Version, err = s.Store.VersionNamed(ctx, code, version); err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.WriteFrameworks, page.Version); err != nil {
		return page, err
	}
	content, err := s.Store.FrameworkContent(ctx, page.Version.ID)
	if err != nil {
		return page, err
	}
	comments, err := s.Store.CommentsOn(ctx, page.Version.ID)
	page.Framework, page.Said = content.Framework, said(content, comments)
	return page, err
}

func said(content store.FrameworkContent, comments []store.NamedComment) Said {
	list := Said{Whole: threads(comments, "")}
	for _, k := range models.Nest(content.Domains, content.Competencies) {
		if of := threads(comments, k.Code); len(of) > 0 {
			list.Competencies = append(list.Competencies, CommentedCompetency{ID: k.ID, Code: k.Code, Name: k.Name, Threads: of})
		}
	}
	for _, c := range comments {
		if c.CompetencyCode != "" && !slices.ContainsFunc(list.Competencies, func(k CommentedCompetency) bool { return k.Code == c.CompetencyCode }) {
			list.Competencies = append(list.Competencies, CommentedCompetency{Code: c.CompetencyCode, Threads: threads(comments, c.CompetencyCode)})
		}
		if c.AnswersID == nil && c.SettledAt == nil {
			list.Unsettled++
		}
	}
	return list
}

// AddComment is what somebody says of a draft, as it was typed.
type AddComment struct {
	Competency   models.ID `form:"competency"` // empty for the whole draft
	Answers      models.ID `form:"answers"`    // the comment that it answers
	Says         string    `form:"says" validate:"required,max=4000" problem:"required=Enter what you want to say|max=Use 4,000 characters or fewer"`
	NotNHSNumber bool      `form:"not_nhs_number"`
}

// newsWithin is how long what is said of drafts waits, so that its letter can tell of more than one comment.
const newsWithin = 10 * time.Minute

// Comment keeps what an editor says. The other editors are told, and so is whoever is answered. The same words twice in a row
// are a button pressed twice.
func (s *Service) Comment(ctx context.Context, actor models.Actor, code, version string, in AddComment) error {
	return s.comment(ctx, actor, in, func(tx *store.Tx) (models.FrameworkVersion, error) {
		return lockDraft(ctx, tx, actor, code, version)
	})
}

// comment keeps what somebody says of the draft that lock answers.
func (s *Service) comment(ctx context.Context, actor models.Actor, in AddComment, lock func(tx *store.Tx) (models.FrameworkVersion, error)) error {
	in.Says = input.Tidy(in.Says)
	problems, err := input.Problems(in)
	if err != nil {
		return err
	}
	problems.Add(input.Patients(in.NotNHSNumber, input.Text{Field: "says", Text: in.Says}))
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		v, err := lock(tx)
		if err != nil {
			return err
		}
		if err := problems.OrNil(); err != nil {
			return err
		}
		comment, err := in.comment(ctx, tx, v)
		if err != nil {
			return err
		}
		comment.ByID, comment.MadeAt = actor.ID, tx.Now()
		all, err := tx.CommentsOn(ctx, v.ID)
		if err != nil {
			return err
		}
		if n := len(all); n > 0 && all[n-1].ByID == actor.ID && all[n-1].Says == comment.Says && all[n-1].CompetencyCode == comment.CompetencyCode {
			return nil
		}
		if err := tx.Add(ctx, &comment); err != nil {
			return err
		}
		owed, err := s.tell(ctx, tx, actor, v, comment)
		if err != nil {
			return err
		}
		return tx.Publish(ctx, about("framework.commented", actor, v.ID), owed...)
	})
}

// comment is what was typed, where it belongs. An answer belongs to where what it answers does.
func (in AddComment) comment(ctx context.Context, tx *store.Tx, v models.FrameworkVersion) (models.FrameworkComment, error) {
	comment := models.FrameworkComment{FrameworkVersionID: v.ID, Says: in.Says}
	if in.Answers.Known() {
		answered, err := tx.Comment(ctx, in.Answers)
		if err != nil {
			return comment, err
		}
		if answered.FrameworkVersionID != v.ID || answered.AnswersID != nil {
			return comment, models.ErrNotFound
		}
		comment.AnswersID, comment.CompetencyCode = &answered.ID, answered.CompetencyCode
		return comment, nil
	}
	if !in.Competency.Known() {
		return comment, nil
	}
	content, err := tx.FrameworkContent(ctx, v.ID)
	if err != nil {
		return comment, err
	}
	k, found := competency(content, in.Competency)
	if !found {
		return comment, models.ErrNotFound
	}
	comment.CompetencyCode = k.Code
	return comment, nil
}

// tell is the letters that a comment owes: to the other editors, and to whoever is answered and is none of them.
func (s *Service) tell(ctx context.Context, tx *store.Tx, actor models.Actor, v models.FrameworkVersion, comment models.FrameworkComment) ([]models.Job, error) {
	editors, err := tx.EditorsOf(ctx, v.FrameworkID, models.DateOf(tx.Now()))
	if err != nil {
		return nil, err
	}
	waits, err := tx.SubjectsAwaiting(ctx, models.MailFrameworkComments) // a letter that has not gone out yet tells of this one too
	if err != nil {
		return nil, err
	}
	var owed []models.Job
	told := map[models.ID]bool{actor.ID: true}
	for _, g := range editors {
		if told[g.PersonID] {
			continue
		}
		told[g.PersonID] = true
		if !slices.Contains(waits, g.ID) {
			owed = append(owed, models.Job{Kind: models.MailFrameworkComments, SubjectID: g.ID, RunAt: tx.Now().Add(newsWithin)})
		}
	}
	if comment.AnswersID == nil {
		return owed, nil
	}
	answered, err := tx.Comment(ctx, *comment.AnswersID)
	if err == nil && !told[answered.ByID] {
		owed = append(owed, models.Job{Kind: models.MailFrameworkAnswer, SubjectID: comment.ID})
	}
	return owed, err
}

// Settle says that a comment needs nothing more, or that it does after all.
func (s *Service) Settle(ctx context.Context, actor models.Actor, code, version string, id models.ID, settled bool) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		v, err := lockDraft(ctx, tx, actor, code, version)
		if err != nil {
			return err
		}
		comment, err := tx.Comment(ctx, id)
		if err != nil {
			return err
		}
		if comment.FrameworkVersionID != v.ID || comment.AnswersID != nil {
			return models.ErrNotFound
		}
		if settled == (comment.SettledAt != nil) { // so already
			return nil
		}
		act := "framework.comment_opened"
		comment.SettledAt, comment.SettledByID = nil, nil
		if settled {
			at := tx.Now()
			act, comment.SettledAt, comment.SettledByID = "framework.comment_settled", &at, &actor.ID
		}
		if err := tx.KeepSettled(ctx, comment); err != nil {
			return err
		}
		return tx.Publish(ctx, about(act, actor, v.ID))
	})
}

// orNotFound is models.ErrNotFound where nothing else went wrong.
func orNotFound(err error) error {
	if err == nil {
		return models.ErrNotFound
	}
	return err
}

// named is a version with the code and name of its framework.
func (s *Service) named(ctx context.Context, version models.ID) (code string, v models.FrameworkVersion, name string, err error) {
	if v, err = s.Store.FrameworkVersion(ctx, version); err != nil {
		return "", v, "", err
	}
	f, err := s.Store.Framework(ctx, v.FrameworkID)
	return f.Code, v, f.Name, err
}
