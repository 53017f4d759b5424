package people

import (
	"context"
	"errors"
	"slices"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// WelcomePage is what a person is asked on a first visit: their job as it is known, and what they may choose.
type WelcomePage struct {
	Person models.Person
	// Post is the one to confirm; its ID is empty for somebody without a post, who names their organisation too.
	Post          NamedPost
	Organisations []models.Organisation
	Profiles      []models.RoleProfile
}

// Ready tells whether there is anything to choose: not so in a network that is new.
func (p WelcomePage) Ready() bool {
	return len(p.Profiles) > 0 && (p.Post.ID.Known() || len(p.Organisations) > 0)
}

// WelcomePage gathers what the first visit shows.
func (s *Service) WelcomePage(ctx context.Context, actor models.Actor) (WelcomePage, error) {
	today := s.Store.Today()
	page := WelcomePage{Person: actor.Person}
	posts, err := s.Store.NamedPosts(ctx, actor.ID, today)
	if err != nil {
		return page, err
	}
	if len(posts) > 0 {
		page.Post = posts[0]
	} else if page.Organisations, err = s.Store.OrganisationsOpen(ctx, today); err != nil {
		return page, err
	}
	page.Profiles, err = s.Store.RoleProfilesOpen(ctx, today)
	return page, err
}

// Welcome is what a person says of their job on a first visit. Organisation is asked of those without a post.
type Welcome struct {
	Title        string    `form:"title" validate:"required,max=200" problem:"required=Enter your job title|max=Use 200 characters or fewer for your job title"`
	Organisation models.ID `form:"organisation"`
	RoleProfile  models.ID `form:"role" validate:"required" problem:"required=Select the role that is closest to your job"`
	Manager      string    `form:"manager" validate:"max=320" problem:"max=Enter your manager's email address, like name@example.org"`
	NoManager    bool      `form:"unknown"`
}

// Welcomed says what came of a first visit. ManagerMissing tells that nobody is known by the address given: administrators
// see it, and the person carries on.
// Asked tells that another manager than the one shown was named after the first visit: an administrator decides that.
type Welcomed struct{ ManagerMissing, Asked bool }

// Welcome keeps what the actor says of their job, on their longest-held current post or on a new one.
func (s *Service) Welcome(ctx context.Context, actor models.Actor, in Welcome) (Welcomed, error) {
	var done Welcomed
	if !policy.May(actor, policy.UseAccount) {
		return done, models.ErrForbidden
	}
	in.Title, in.Manager = strings.TrimSpace(in.Title), strings.TrimSpace(in.Manager)
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		posts, err := tx.CurrentPosts(ctx, actor.ID, tx.Today())
		if err != nil {
			return err
		}
		post := models.Post{PersonID: actor.ID, OrganisationID: in.Organisation, Started: tx.Today()}
		if len(posts) > 0 {
			post = posts[0]
		}
		problems, err := s.problemsOf(ctx, tx, in, post)
		if err != nil {
			return err
		}
		manager, err := managerOf(ctx, tx, actor, in, problems)
		if err != nil {
			return err
		}
		if err := problems.OrNil(); err != nil {
			return err
		}
		done.ManagerMissing = manager == nil && !in.NoManager
		before := post
		post.Title, post.RoleProfileID = in.Title, &in.RoleProfile
		if actor.WelcomedAt == nil || !post.ID.Known() {
			post.ManagerID, post.ManagerUnknown = manager, manager == nil
		} else if done.Asked = !models.SameID(manager, post.ManagerID); done.Asked {
			if err := askFor(ctx, tx, actor, post, in); err != nil {
				return err
			}
		}
		return keepWelcome(ctx, tx, actor, before, post)
	})
	return done, err
}

// problemsOf checks what can be checked without the manager. The map is never nil.
func (s *Service) problemsOf(ctx context.Context, tx *store.Tx, in Welcome, post models.Post) (models.Invalid, error) {
	problems, err := input.Problems(in)
	if err != nil {
		return nil, err
	}
	profiles, err := tx.RoleProfilesOpen(ctx, tx.Today())
	if err != nil {
		return nil, err
	}
	if in.RoleProfile.Known() && !slices.ContainsFunc(profiles, func(p models.RoleProfile) bool { return p.ID == in.RoleProfile }) {
		problems["role"] = "Select the role that is closest to your job"
	}
	if !post.ID.Known() {
		organisations, err := tx.OrganisationsOpen(ctx, tx.Today())
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(organisations, func(o models.Organisation) bool { return o.ID == in.Organisation }) {
			problems["organisation"] = "Select the organisation you work for"
		}
	}
	return problems, nil
}

// managerOf finds the manager by the address given; nil when the person does not know, or when nobody has the address.
func managerOf(ctx context.Context, tx *store.Tx, actor models.Actor, in Welcome, problems models.Invalid) (*models.ID, error) {
	switch {
	case in.NoManager:
		return nil, nil
	case in.Manager == "":
		problems["manager"] = "Enter your manager's email address, or tick that you do not know it"
		return nil, nil
	case !strings.Contains(in.Manager, "@"):
		problems["manager"] = "Enter your manager's email address, like name@example.org"
		return nil, nil
	}
	manager, err := tx.PersonByEmail(ctx, in.Manager)
	switch {
	case errors.Is(err, models.ErrNotFound):
		return nil, nil
	case err != nil:
		return nil, err
	case manager.ID == actor.ID:
		problems["manager"] = "Enter the email address of somebody else: you cannot be your own manager"
		return nil, nil
	}
	return &manager.ID, nil
}

// askFor asks for another manager than the one shown. Who sees somebody's skills is not for them to change alone.
func askFor(ctx context.Context, tx *store.Tx, actor models.Actor, post models.Post, in Welcome) error {
	if err := tx.LockPeople(ctx, []models.ID{actor.ID}); err != nil {
		return err
	}
	correction := Correct{Post: post.ID, Manager: in.Manager}
	if in.NoManager {
		correction = Correct{Post: post.ID, Says: "I do not know who my manager is"}
	}
	return ask(ctx, tx, actor, post, correction)
}

// keepWelcome keeps the post and tells what changed.
func keepWelcome(ctx context.Context, tx *store.Tx, actor models.Actor, before, post models.Post) error {
	keep := tx.ChangePosts
	if !post.ID.Known() {
		post.ID, keep = store.NewID(), tx.AddPosts
	}
	if err := keep(ctx, []models.Post{post}); err != nil {
		return err
	}
	var events []models.Event
	for _, act := range welcomeActs(actor, before, post) {
		events = append(events, aboutPost(act, actor, post))
	}
	if err := tx.PublishAll(ctx, events, nil); err != nil {
		return err
	}
	if err := tx.WelcomePerson(ctx, actor.ID); err != nil {
		return err
	}
	return tx.Publish(ctx, models.AboutPerson("person.welcomed", &actor.ID, actor.ID))
}

// welcomeActs says what became of the post that the person had before; one without an id is none.
func welcomeActs(actor models.Actor, before, post models.Post) (acts []string) {
	switch {
	case !before.ID.Known():
		acts = append(acts, "post.added")
	case post.Title != before.Title || !models.SameID(post.RoleProfileID, before.RoleProfileID):
		acts = append(acts, "post.changed")
	}
	if !models.SameID(post.ManagerID, before.ManagerID) {
		acts = append(acts, "manager.changed")
	}
	if post.ManagerUnknown && (actor.WelcomedAt == nil || !before.ID.Known()) {
		acts = append(acts, "manager.unknown")
	}
	return acts
}
