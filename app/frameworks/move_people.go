package frameworks

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

const (
	// peopleAtOnce is how many people one transaction of a move takes to another version, with all that they were assessed in.
	peopleAtOnce = 50
	// chunksAJob is how many transactions one job makes before it owes another, so that no job outlives its lease.
	chunksAJob = 40
	// movedAtOnce is how many people are moved when the move is confirmed; more are moved by a job.
	movedAtOnce = 100
)

// MoveVersion moves people, by the role profiles of their posts, from one version of a framework to another. It answers
// models.ErrStale when the preview no longer holds.
func (s *Service) MoveVersion(ctx context.Context, actor models.Actor, framework, version string, in MoveVersion) (move models.VersionMove, err error) {
	if in.From == "" {
		return move, models.Invalid{"from": "Choose the version that people leave"}
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		for _, v := range slices.Sorted(slices.Values([]string{version, in.From})) { // one after the other: nobody else moves meanwhile
			if _, err := tx.LockRoles(ctx, framework, v); err != nil {
				return err
			}
		}
		m, err := s.plan(ctx, tx.Reads, actor, framework, version, in)
		if err != nil {
			return err
		}
		if in.Seen != m.preview.Seen() {
			return models.ErrStale
		}
		if m.preview.Back && !in.Back {
			return models.Invalid{"back": "Tick that you mean to move people back, or choose a newer version"}
		}
		if err := m.redraw(ctx, tx); err != nil {
			return err
		}
		move = models.VersionMove{
			FromVersionID: m.from.ID, ToVersionID: m.to.ID, State: models.VersionMoving, Posts: m.preview.Posts, Plan: planText(m.follows), ByID: actor.ID, BegunAt: tx.Now(),
		}
		if err := tx.Add(ctx, &move); err != nil {
			return err
		}
		begun := models.Event{ActorID: &actor.ID, Act: "version.move_begun", Subject: "version_moves", SubjectID: move.ID}
		if m.preview.People > movedAtOnce {
			return tx.Publish(ctx, begun, models.Job{Kind: models.MoveVersion, SubjectID: move.ID})
		}
		if err := tx.Publish(ctx, begun); err != nil {
			return err
		}
		for move.State == models.VersionMoving {
			if err := carry(ctx, tx, &move); err != nil {
				return err
			}
		}
		return nil
	})
	return move, err
}

// redraw draws the role profiles anew that were drawn here, on the version that people come to.
func (m *moving) redraw(ctx context.Context, tx *store.Tx) error {
	for _, role := range m.redraws {
		next := m.redrawn(role)
		profiles, err := tx.RoleProfiles(ctx, m.to.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(profiles, func(p models.RoleProfile) bool { return p.Code == next.Code }) {
			next.Code = freeCode(profiles, next.Name)
		}
		drawn, err := tx.AddRole(ctx, next)
		if err != nil {
			return err
		}
		m.follows[role.ID] = drawn.ID
	}
	return nil
}

// CarryVersionMove goes on with a move, some people at a time, until it is done. It may be called again at any time, and goes on
// where the last call ended.
func (s *Service) CarryVersionMove(ctx context.Context, id models.ID) error {
	for range chunksAJob {
		var move models.VersionMove
		err := s.Store.InTx(ctx, func(tx *store.Tx) (err error) {
			if move, err = tx.LockVersionMove(ctx, id); err != nil || move.State == models.VersionMoved {
				return err
			}
			return carry(ctx, tx, &move)
		})
		if err != nil || move.State == models.VersionMoved {
			return err
		}
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		return tx.PublishAll(ctx, nil, []models.Job{{Kind: models.MoveVersion, SubjectID: id}})
	})
}

// carry moves the next people, with all of their posts, so that nobody is asked by two versions; when nobody is left, it ends the
// move.
func carry(ctx context.Context, tx *store.Tx, move *models.VersionMove) error {
	follows, followed := planOf(move.Plan)
	posts, err := tx.PostsToMove(ctx, move.FromVersionID, followed, peopleAtOnce)
	if err != nil {
		return err
	}
	if len(posts) == 0 {
		move.State, move.EndedAt = models.VersionMoved, new(tx.Now())
		event := models.Event{ActorID: &move.ByID, Act: "version.move_ended", Subject: "version_moves", SubjectID: move.ID}
		if err := tx.CountVersionMove(ctx, *move); err != nil {
			return err
		}
		return tx.Publish(ctx, event)
	}
	compared, err := tx.CompareVersions(ctx, move.FromVersionID, move.ToVersionID)
	if err != nil {
		return err
	}
	var changed, begun []models.Post
	var people []models.ID
	events := make([]models.Event, 0, len(posts))
	for _, p := range posts {
		people = append(people, p.PersonID)
		ended, next := p.MoveProfile(follows[*p.RoleProfileID], tx.Today())
		if next.ID.Known() {
			changed = append(changed, next)
		} else {
			next.ID = store.NewID()
			changed, begun = append(changed, ended), append(begun, next)
		}
		events = append(events, models.Event{ActorID: &move.ByID, Act: "version.moved", Subject: "posts", SubjectID: next.ID, PersonID: &next.PersonID})
	}
	people = slices.Compact(people) // by person
	if err := tx.ChangePosts(ctx, changed); err != nil {
		return err
	}
	if err := tx.AddPosts(ctx, begun); err != nil {
		return err
	}
	carries := models.CarriesTo(compared.Changes)
	carried, err := tx.CarryAssessments(ctx, people, carries)
	if err != nil {
		return err
	}
	if err := tx.CarryWishes(ctx, people, follows, models.FollowedBy(compared.Changes), carries, domainsByCode(compared)); err != nil {
		return err
	}
	move.Moved, move.Carried = move.Moved+len(posts), move.Carried+carried
	if err := tx.PublishAll(ctx, events, nil); err != nil {
		return err
	}
	return tx.CountVersionMove(ctx, *move)
}

// domainsByCode are the domains of the later version by those of the earlier with the same code.
func domainsByCode(c store.VersionsCompared) map[models.ID]models.ID {
	later, to := map[string]models.ID{}, map[models.ID]models.ID{}
	for _, d := range c.Later.Domains {
		later[d.Code] = d.ID
	}
	for _, d := range c.Earlier.Domains {
		if id, found := later[d.Code]; found {
			to[d.ID] = id
		}
	}
	return to
}

// VersionMovePage is how far a move is.
type VersionMovePage struct {
	AtVersion
	Move models.VersionMove
	From string // the version that is left
}

// VersionMove shows how far a move to a version is.
func (s *Service) VersionMove(ctx context.Context, actor models.Actor, framework, version string, id models.ID) (VersionMovePage, error) {
	page := VersionMovePage{}
	v, err := s.Store.VersionNamed(ctx, framework, version)
	if err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.MoveVersions, v); err != nil {
		return page, err
	}
	page.Version = v
	if page.Move, err = s.Store.VersionMove(ctx, id); err != nil {
		return page, err
	}
	if page.Move.ToVersionID != v.ID {
		return page, models.ErrNotFound
	}
	if page.Framework, err = s.Store.FrameworkByID(ctx, v.FrameworkID); err != nil {
		return page, err
	}
	from, err := s.Store.VersionByID(ctx, page.Move.FromVersionID)
	page.From = from.Version
	return page, err
}
