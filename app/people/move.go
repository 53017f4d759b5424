package people

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// chunksAJob is how many transactions of a move one job makes before it owes another, so that no job outlives its lease.
const chunksAJob = 40

// begin keeps a move and the posts that it concerns. A small one is done in the same transaction; a larger one is owed.
func begin(ctx context.Context, tx *store.Tx, move models.Move, posts []models.ID) (models.Move, error) {
	move.State, move.Amount, move.MadeAt = models.Moving, len(posts), tx.Now()
	if err := tx.Add(ctx, &move); err != nil {
		return move, err
	}
	if err := tx.AddMovePosts(ctx, move.ID, posts); err != nil {
		return move, err
	}
	act := "organisation.people_moved"
	if move.Kind == models.Merge {
		act = "organisation.merged"
	}
	event := models.Event{ActorID: &move.MadeByID, Act: act, Subject: "organisations", SubjectID: move.FromID}
	if len(posts) > models.AtOnce {
		return move, tx.Publish(ctx, event, models.Job{Kind: models.MovePeople, SubjectID: move.ID})
	}
	if err := tx.Publish(ctx, event); err != nil {
		return move, err
	}
	for move.State == models.Moving {
		if err := carry(ctx, tx, &move); err != nil {
			return move, err
		}
	}
	return move, nil
}

// CarryMove goes on with a move, some hundred people at a time, until it is done. It may be called again at any time, and
// goes on where the last call ended.
func (s *Service) CarryMove(ctx context.Context, id models.ID) error {
	for range chunksAJob {
		var move models.Move
		err := s.Store.InTx(ctx, func(tx *store.Tx) (err error) {
			if move, err = tx.LockMove(ctx, id); err != nil || move.State == models.Moved {
				return err
			}
			return carry(ctx, tx, &move)
		})
		if err != nil || move.State == models.Moved {
			return err
		}
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		return tx.PublishAll(ctx, nil, []models.Job{{Kind: models.MovePeople, SubjectID: id}})
	})
}

// carry moves the next posts of a move; when none is left, it ends the move.
func carry(ctx context.Context, tx *store.Tx, move *models.Move) error {
	posts, err := tx.MovePosts(ctx, move.ID, models.AtOnce)
	if err != nil {
		return err
	}
	if len(posts) == 0 {
		return finish(ctx, tx, move)
	}
	var changed, begun []models.Post
	var events []models.Event
	ids := make([]models.ID, len(posts))
	for i, p := range posts {
		ids[i] = p.ID
		ended, next, moves := move.Continues(p)
		switch {
		case !moves:
			continue
		case next.ID.Known():
			changed = append(changed, next)
		default:
			next.ID = store.NewID()
			changed, begun = append(changed, ended), append(begun, next)
		}
		events = append(events, models.Event{ActorID: &move.MadeByID, Act: "post.moved", Subject: "posts", SubjectID: next.ID, PersonID: &next.PersonID})
	}
	if err := tx.ChangePosts(ctx, changed); err != nil {
		return err
	}
	if err := tx.AddPosts(ctx, begun); err != nil {
		return err
	}
	if err := tx.FinishMovePosts(ctx, move.ID, ids); err != nil {
		return err
	}
	if err := tx.PublishAll(ctx, events, nil); err != nil {
		return err
	}
	move.Moved += len(events)
	return tx.CountMove(ctx, *move)
}

// finish ends a move to whose every post it has come. Of a merger, posts that were added meanwhile are moved first.
func finish(ctx context.Context, tx *store.Tx, move *models.Move) error {
	if move.Kind == models.Merge {
		late, err := tx.PostsFrom(ctx, store.PostSearch{Organisation: move.FromID, Day: move.Day, InTeam: true})
		if err != nil {
			return err
		}
		if len(late) > 0 {
			move.Amount += len(late)
			return tx.AddMovePosts(ctx, move.ID, late)
		}
		if err := closeMerged(ctx, tx, *move); err != nil {
			return err
		}
	}
	move.State, move.Amount = models.Moved, move.Moved
	return tx.EndMove(ctx, *move)
}

// closeMerged closes an organisation whose people have gone to its successor, which is given its links, its leads, and those
// who ask to be let in.
func closeMerged(ctx context.Context, tx *store.Tx, move models.Move) error {
	if _, err := tx.LockOrganisations(ctx); err != nil {
		return err
	}
	from, err := tx.Organisation(ctx, move.FromID)
	if err != nil {
		return err
	}
	from.Closed, from.SuccessorID = move.Day, &move.ToID
	if err := tx.ChangeOrganisations(ctx, []models.Organisation{from}); err != nil {
		return err
	}
	if err := moveLinks(ctx, tx, move); err != nil {
		return err
	}
	grants, err := tx.LeadGrants(ctx, []models.ID{move.FromID, move.ToID}, move.Day)
	if err != nil {
		return err
	}
	changed, begun := models.MoveLeads(grants, move.FromID, move.ToID, move.Day, move.MadeByID)
	if err := tx.MoveGrants(ctx, changed); err != nil {
		return err
	}
	if err := tx.Add(ctx, &begun); err != nil {
		return err
	}
	var events []models.Event
	for _, g := range begun {
		events = append(events, models.Event{ActorID: &move.MadeByID, Act: "grant.given", Subject: "grants", SubjectID: g.ID, PersonID: &g.PersonID})
	}
	if err := tx.PublishAll(ctx, events, nil); err != nil {
		return err
	}
	return tx.MoveSignUps(ctx, move.FromID, move.ToID)
}

func moveLinks(ctx context.Context, tx *store.Tx, move models.Move) error {
	links, err := tx.LinksSince(ctx, move.Day)
	if err != nil {
		return err
	}
	moved := models.MoveLinks(links, move.FromID, move.ToID, move.Day)
	dropped := make([]models.ID, len(moved.Dropped))
	for i, l := range moved.Dropped {
		dropped[i] = l.ID
	}
	if err := tx.DropLinks(ctx, dropped); err != nil {
		return err
	}
	if err := tx.ChangeLinks(ctx, moved.Ended); err != nil {
		return err
	}
	return tx.Add(ctx, &moved.Added)
}
