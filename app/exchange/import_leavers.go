package exchange

import (
	"cmp"
	"context"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// leaving ends the posts of people who are not in a file, at the organisations that it names and at what is part of them.
// Nobody is removed.
type leaving struct {
	*weighed
	from *peopleImport
	on   models.Date // the last day
}

func (l *leaving) run(ctx context.Context, reads store.Reads, tx *store.Tx) error {
	at, err := l.where(ctx, reads)
	if err != nil || len(at) == 0 {
		return err
	}
	held, err := l.held(ctx, reads, tx, at)
	if err != nil {
		return err
	}
	here := map[models.ID]bool{}
	for n, id := range l.from.ids {
		if l.from.file.people[n].line > 0 {
			here[id] = true
		}
	}
	people := map[models.ID]bool{}
	var was, ended []models.Post
	for _, post := range held {
		people[post.PersonID] = true
		after := post.Post
		after.Ended = max(l.on, post.Started)
		if here[post.PersonID] || post.Ended != "" && post.Ended <= after.Ended {
			continue
		}
		was, ended = append(was, post.Post), append(ended, after)
		l.tell(post, after)
	}
	l.current = len(people)
	if tx == nil || len(ended) == 0 {
		return nil
	}
	traceChanged(l.trace, was, ended)
	return tx.ChangePosts(ctx, ended)
}

// held are the posts that are held there. A transaction has locked who holds them, and reads them again.
func (l *leaving) held(ctx context.Context, reads store.Reads, tx *store.Tx, at []models.ID) ([]store.HeldPost, error) {
	held, err := reads.PostsAt(ctx, at, l.from.today)
	if err != nil || tx == nil {
		return held, err
	}
	people := make([]models.ID, len(held))
	for i, post := range held {
		people[i] = post.PersonID
	}
	if err := tx.LockPeople(ctx, people); err != nil {
		return nil, err
	}
	return tx.PostsAt(ctx, at, l.from.today)
}

// tell adds a post that ends to the row of who held it: the posts of one person stand beside each other.
func (l *leaving) tell(post store.HeldPost, after models.Post) {
	list := []models.Alteration{
		{Column: "organisation", Was: l.trace.codes[post.OrganisationID], Becomes: l.trace.codes[post.OrganisationID]},
		{Column: "job_title", Was: post.Title, Becomes: post.Title},
		{Column: "ended", Was: string(post.Ended), Becomes: string(after.Ended)},
	}
	rows := l.trace.rows
	if last := len(rows) - 1; last >= 0 && rows[last].Outcome == models.RowLeaver && rows[last].Who == post.HolderEmail {
		rows[last].Changes = l.trace.written(append(rows[last].Alterations(), list...))
		return
	}
	l.leavers++
	l.trace.rows = append(rows, models.ImportRow{
		Number: len(rows) + 1, Outcome: models.RowLeaver, Who: post.HolderEmail, Name: post.HolderName, Changes: l.trace.written(list),
	})
}

// where are the organisations that rows of the file name, and all that are part of them now.
func (l *leaving) where(ctx context.Context, reads store.Reads) ([]models.ID, error) {
	links, err := reads.LinksSince(ctx, l.from.today)
	if err != nil {
		return nil, err
	}
	parts := map[models.ID][]models.ID{}
	for _, link := range links {
		if link.Kind == models.PartOf && link.HoldsOn(l.from.today) {
			parts[link.OtherID] = append(parts[link.OtherID], link.OrganisationID)
		}
	}
	found := map[models.ID]bool{}
	var next []models.ID
	for _, row := range l.from.file.rows {
		if id, known := l.from.known.organisations[l.from.file.words[row.organisation]]; known && !found[id] {
			found[id], next = true, append(next, id)
		}
	}
	for ; len(next) > 0; next = next[1:] {
		for _, part := range parts[next[0]] {
			if !found[part] {
				found[part], next = true, append(next, part)
			}
		}
	}
	return l.name(ctx, reads, found)
}

// name lists the organisations by name, and says which they are.
func (l *leaving) name(ctx context.Context, reads store.Reads, found map[models.ID]bool) (at []models.ID, err error) {
	all, err := reads.Organisations(ctx)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b models.Organisation) int { return cmp.Compare(store.Fold(a.Name), store.Fold(b.Name)) })
	l.trace.codes = map[models.ID]string{}
	for _, o := range all {
		if l.trace.codes[o.ID] = o.Code; found[o.ID] {
			at, l.places = append(at, o.ID), append(l.places, o.Name+" ("+o.Code+")")
		}
	}
	return at, nil
}
