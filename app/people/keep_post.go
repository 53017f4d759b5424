package people

import (
	"context"
	"slices"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// KeepPost is what an administrator says of a post. The manager is named by address, or by name and then chosen.
type KeepPost struct {
	Organisation models.ID `form:"organisation" validate:"required" problem:"required=Select the organisation that employs them"`
	Team         models.ID `form:"team"`
	TeamText     string    `form:"team_text" validate:"max=200" problem:"max=Use 200 characters or fewer for the team"`
	Title        string    `form:"title" validate:"required,max=200" problem:"required=Enter the job title|max=Use 200 characters or fewer for the job title"`
	Band         string    `form:"band" validate:"max=40" problem:"max=Use 40 characters or fewer for the band"`
	RoleProfile  models.ID `form:"role"`
	Manager      string    `form:"manager" validate:"max=320" problem:"max=Enter the manager's email address, or the beginning of their name"`
	ManagerID    models.ID `form:"manager_id"`
	Started      string    `form:"started" validate:"required,datetime=2006-01-02" problem:"required=Enter the first day|datetime=Enter the first day as a date, such as 2026-11-23"`
	Ended        string    `form:"ended" validate:"omitempty,datetime=2006-01-02" problem:"datetime=Enter the last day as a date, such as 2026-11-23"`
	// Edition is that of the post which the administrator opened.
	Edition string `form:"edition"`
}

func (in KeepPost) tidy() KeepPost {
	in.TeamText, in.Title, in.Band, in.Manager = input.Tidy(in.TeamText), input.Tidy(in.Title), input.Tidy(in.Band), strings.TrimSpace(in.Manager)
	return in
}

// onto is the post as the input says it, or the problems of the input. What was so before may stay so: a role profile
// that is retired, an organisation on days on which it was not there yet.
func (in KeepPost) onto(ctx context.Context, tx *store.Tx, before models.Post) (models.Post, error) {
	problems, err := input.Problems(in)
	if err != nil {
		return before, err
	}
	post := before
	post.OrganisationID, post.TeamID, post.Team, post.Title, post.Band = in.Organisation, nil, in.TeamText, in.Title, in.Band
	post.Started, post.Ended = models.Date(in.Started), models.Date(in.Ended)
	if in.Team.Known() {
		post.TeamID, post.Team = &in.Team, ""
	}
	for _, find := range []func(context.Context, *store.Tx, models.Post, *models.Post, models.Invalid) error{in.findProfile, in.findManager, in.findPlaces} {
		if err := find(ctx, tx, before, &post, problems); err != nil {
			return before, err
		}
	}
	return post, problems.OrNil()
}

func (in KeepPost) findProfile(ctx context.Context, tx *store.Tx, before models.Post, post *models.Post, problems models.Invalid) error {
	post.RoleProfileID = nil
	if !in.RoleProfile.Known() {
		return nil
	}
	post.RoleProfileID = &in.RoleProfile
	if models.SameID(before.RoleProfileID, post.RoleProfileID) {
		return nil
	}
	profiles, err := tx.RoleProfilesInUse(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(profiles, func(p models.RoleProfile) bool { return p.ID == in.RoleProfile }) {
		problems["role"] = "Select a role profile from the list"
		return nil
	}
	of, err := tx.ProfileVersions(ctx, []models.ID{in.RoleProfile})
	if v := of[in.RoleProfile]; err == nil && !v.IsOpenOn(tx.Today()) {
		problems["role"] = "The framework of this role ends, and takes nobody new since " + string(v.Cutoff) + ": select another role profile"
	}
	return err
}

func (in KeepPost) findManager(ctx context.Context, tx *store.Tx, _ models.Post, post *models.Post, problems models.Invalid) error {
	post.ManagerID = nil
	if in.Manager == "" {
		return nil
	}
	manager, problem, err := Somebody{Text: in.Manager, Chosen: in.ManagerID}.find(ctx, tx.Reads)
	if problem != "" {
		problems["manager"] = problem
	} else if err == nil {
		post.ManagerID, post.ManagerUnknown = &manager.ID, false
	}
	return err
}

func (in KeepPost) findPlaces(ctx context.Context, tx *store.Tx, before models.Post, post *models.Post, problems models.Invalid) error {
	ids := []models.ID{in.Organisation}
	if in.Team.Known() {
		ids = append(ids, in.Team)
	}
	found, err := tx.OrganisationsAmong(ctx, ids)
	if err != nil {
		return err
	}
	named := func(id models.ID) *models.Organisation {
		if i := slices.IndexFunc(found, func(o models.Organisation) bool { return o.ID == id }); i >= 0 {
			return &found[i]
		}
		return nil
	}
	employer, team := named(in.Organisation), named(in.Team)
	if employer == nil {
		problems["organisation"] = "Select the organisation that employs them"
		return nil
	}
	if team == nil && in.Team.Known() {
		problems["team"] = "Select a team from the list"
	}
	for field, text := range post.Problems(*employer, team) {
		_, wrong := problems[field]
		if placed := field == "organisation" || field == "team"; !wrong && (!placed || !post.SamePlace(before)) {
			problems[field] = text
		}
	}
	return nil
}

// AddPost gives somebody one more post.
func (s *Service) AddPost(ctx context.Context, actor models.Actor, person models.ID, in KeepPost) error {
	in = in.tidy()
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if _, err := allowedToKeep(ctx, tx, actor, person); err != nil {
			return err
		}
		post, err := in.onto(ctx, tx, models.Post{PersonID: person})
		if err != nil {
			return err
		}
		return addPost(ctx, tx, actor, post)
	})
}

func addPost(ctx context.Context, tx *store.Tx, actor models.Actor, post models.Post) error {
	held, err := tx.EveryPostOf(ctx, []models.ID{post.PersonID})
	if err != nil {
		return err
	}
	if err := refuseTwice(held, post); err != nil {
		return err
	}
	post.ID = store.NewID()
	if err := tx.AddPosts(ctx, []models.Post{post}); err != nil {
		return err
	}
	return tx.Publish(ctx, aboutPost("post.added", actor, post))
}

// refuseTwice keeps files of people clear: in them a post is known by its holder, its organisation and its first day.
func refuseTwice(held []models.Post, post models.Post) error {
	if slices.ContainsFunc(held, func(p models.Post) bool {
		return p.ID != post.ID && p.OrganisationID == post.OrganisationID && p.Started == post.Started
	}) {
		return models.Invalid{"started": "They have a post at this organisation from this day on: change that one, or enter another day"}
	}
	return nil
}

// ChangePost changes a post. It fails with models.ErrStale when the post no longer says what the administrator saw.
func (s *Service) ChangePost(ctx context.Context, actor models.Actor, person, id models.ID, in KeepPost) error {
	in = in.tidy()
	return s.changePost(ctx, actor, person, id, in.Edition, func(tx *store.Tx, before models.Post, held []models.Post) ([]models.Event, models.Post, error) {
		after, err := in.onto(ctx, tx, before)
		if err == nil {
			err = refuseTwice(held, after)
		}
		events := []models.Event{aboutPost("post.changed", actor, after)}
		if !models.SameID(before.ManagerID, after.ManagerID) {
			events = append(events, aboutPost("manager.changed", actor, after))
		}
		return events, after, err
	})
}

// EndPost says on which day a post ends. The manager sees the holder's skills until then; the holder keeps their record.
type EndPost struct {
	On      string `form:"on" validate:"required,datetime=2006-01-02" problem:"required=Enter the last day|datetime=Enter the last day as a date, such as 2026-11-23"`
	Edition string `form:"edition"`
}

// EndPost ends a post on a day, which may be past or to come. It fails with models.ErrStale when the post no longer says
// what the administrator saw.
func (s *Service) EndPost(ctx context.Context, actor models.Actor, person, id models.ID, in EndPost) error {
	return s.changePost(ctx, actor, person, id, in.Edition, func(_ *store.Tx, before models.Post, _ []models.Post) ([]models.Event, models.Post, error) {
		if err := input.Check(in); err != nil {
			return nil, before, err
		}
		after := before
		after.Ended = models.Date(in.On)
		if after.Ended < after.Started {
			return nil, before, models.Invalid{"on": "The last day must be the first day or later"}
		}
		return []models.Event{aboutPost("post.ended", actor, after)}, after, nil
	})
}

// changePost locks the person, and keeps what becomes of one of their posts where that is another one.
func (s *Service) changePost(ctx context.Context, actor models.Actor, person, id models.ID, edition string,
	change func(tx *store.Tx, before models.Post, held []models.Post) ([]models.Event, models.Post, error),
) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		held, err := allowedToKeep(ctx, tx, actor, person)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(held, func(p models.Post) bool { return p.ID == id })
		if i < 0 {
			return models.ErrNotFound
		}
		if held[i].Edition() != edition {
			return models.ErrStale
		}
		events, after, err := change(tx, held[i], held)
		if err != nil || after.Edition() == edition {
			return err
		}
		if err := tx.ChangePosts(ctx, []models.Post{after}); err != nil {
			return err
		}
		return tx.PublishAll(ctx, events, nil)
	})
}

// allowedToKeep locks the person and answers all their posts, where the actor may keep them.
func allowedToKeep(ctx context.Context, tx *store.Tx, actor models.Actor, id models.ID) ([]models.Post, error) {
	if err := tx.LockPeople(ctx, []models.ID{id}); err != nil {
		return nil, err
	}
	person, err := tx.Person(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := policy.Allows(actor, policy.KeepPeople, person); err != nil {
		return nil, err
	}
	return tx.EveryPostOf(ctx, []models.ID{id})
}

func aboutPost(act string, by models.Actor, post models.Post) models.Event {
	return models.Event{ActorID: &by.ID, Act: act, Subject: "posts", SubjectID: post.ID, PersonID: &post.PersonID}
}
