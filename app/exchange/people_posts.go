package exchange

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// sameAddress tells whether two addresses differ in capital letters at most.
func sameAddress(a, b string) bool { return strings.EqualFold(a, b) }

// posts finds which posts are there already, and adds and changes.
func (p *peopleImport) posts(ctx context.Context, reads store.Reads, tx *store.Tx, from, to int) error {
	var there []models.ID
	for n := from; n < to; n++ {
		if p.file.people[n].first >= 0 && p.state[n] != isNew {
			there = append(there, p.ids[n])
		}
	}
	found, err := reads.PostsOf(ctx, there)
	if err != nil {
		return err
	}
	held := map[models.ID][]models.Post{}
	for _, post := range found {
		held[post.PersonID] = append(held[post.PersonID], post)
	}
	w := postWeigher{peopleImport: p}
	for n := from; n < to; n++ {
		w.person(n, held[p.ids[n]])
	}
	if tx == nil || p.report.IsRefused() {
		return nil
	}
	if err := tx.AddPosts(ctx, w.posts.added); err != nil {
		return err
	}
	return tx.ChangePosts(ctx, w.posts.changed)
}

// postWeigher compares the rows of some people with the posts that they hold.
type postWeigher struct {
	*peopleImport
	posts struct{ added, changed []models.Post }
	taken map[models.ID]int32 // lines, by post: of the person who is weighed
	begun map[string]int32    // lines, by organisation: of new posts that begin without a day in started
}

// person weighs all rows of one person.
func (w *postWeigher) person(n int, held []models.Post) {
	w.taken, w.begun = map[models.ID]int32{}, map[string]int32{}
	fresh := len(w.posts.added)
	for i := w.file.people[n].first; i >= 0; i = w.file.rows[i].next {
		row := &w.file.rows[i]
		post := asBefore
		if row.organisation != "" {
			post = w.post(row, held)
		}
		switch {
		case post == isNew || w.state[n] == isNew:
			w.added++
		case post == isChanged || w.state[n] == isChanged && i == w.file.people[n].first:
			w.changed++
		default:
			w.unchanged++
		}
	}
	w.watch(n, held, w.posts.added[fresh:])
}

// post finds what a row does to the post that it means.
func (w *postWeigher) post(row *fileRow, held []models.Post) personState {
	organisation, found := w.known.organisations[row.organisation]
	if !found { // gone since the file was read
		w.refuse(row.atStart, "organisation", row.organisation, "no organisation has this code any more")
		return asBefore
	}
	before, many := w.meant(row, organisation, held)
	if many > 1 {
		w.refuse(row.atStart, "started", string(row.started), fmt.Sprintf("this person has %d posts here that it could be: say in started on which day it began, "+
			"or change them one by one", many))
		return asBefore
	}
	if line, twice := w.taken[before.ID]; twice {
		w.refuse(row.atStart, "started", string(row.started), fmt.Sprintf("line %d is about this post already", line))
		return asBefore
	}
	after := w.merged(row, before, organisation)
	if after.Ended != "" && after.Ended < after.Started {
		w.refuse(row.atEnd, "ended", string(row.ended), fmt.Sprintf("this is before the post starts (%s): say in started on which day it began", after.Started))
	}
	if many == 1 {
		w.taken[before.ID] = row.line
		if samePost(before, after) {
			return asBefore
		}
		w.posts.changed = append(w.posts.changed, after)
		return isChanged
	}
	began := row.organisation + " " + string(after.Started)
	if line, twice := w.begun[began]; twice {
		w.refuse(row.atStart, "started", string(row.started), fmt.Sprintf("line %d is about this post already", line))
	}
	w.begun[began] = row.line
	w.posts.added = append(w.posts.added, after)
	return isNew
}

// meant is the post that a row is about, and how many it could be: the one that began on the day in started; where that is
// empty, the current one, or the one that ended on the day in ended.
func (w *postWeigher) meant(row *fileRow, organisation models.ID, held []models.Post) (post models.Post, many int) {
	begins := func(p models.Post) bool { return p.Started == row.started }
	current := func(p models.Post) bool { return p.CurrentOn(w.today) }
	ends := func(p models.Post) bool { return row.ended != "" && p.Ended == row.ended }
	ways := []func(models.Post) bool{current, ends}
	if row.started != "" {
		ways = []func(models.Post) bool{begins}
	}
	for _, fits := range ways {
		for _, p := range held {
			if p.OrganisationID == organisation && fits(p) {
				post, many = p, many+1
			}
		}
		if many > 0 {
			break
		}
	}
	return post, many
}

// merged is the post as it would be: columns that are not in the file change nothing.
func (w *postWeigher) merged(row *fileRow, before models.Post, organisation models.ID) models.Post {
	after := before
	if before.ID == "" {
		after = models.Post{ID: store.NewID(), PersonID: w.ids[row.person], OrganisationID: organisation, Started: cmp.Or(row.started, w.today)}
	}
	if w.file.has["team"] {
		after.Team = row.team
	}
	if w.file.has["job_title"] {
		after.Title = row.title
	}
	if w.file.has["band"] {
		after.Band = row.band
	}
	if w.file.has["ended"] {
		after.Ended = row.ended
	}
	if w.file.has["role_profile"] {
		after.RoleProfileID = w.profile(row, before.RoleProfileID)
	}
	if w.file.has["manager_email"] {
		after.ManagerID = nil
		if row.manager >= 0 {
			id := w.ids[row.manager]
			after.ManagerID, after.ManagerUnknown = &id, false
		}
	}
	return after
}

// profile is the role profile that a row means. A post stays on the version it is on when that has the code.
func (w *postWeigher) profile(row *fileRow, before *models.ID) *models.ID {
	if row.profile == "" {
		return nil
	}
	if before != nil && w.known.codeOf[*before] == row.profile {
		return before
	}
	used, found := w.known.profiles[row.profile]
	if !found {
		w.refuse(row.atProfile, "role_profile", row.profile, "no published framework has a role profile of this code: publish the version that has it")
		return nil
	}
	return &used.ID
}

// watch warns of new posts that are held beside another at the same organisation, which the file does not name.
func (w *postWeigher) watch(n int, held, fresh []models.Post) {
	for _, post := range fresh {
		for _, other := range held {
			_, named := w.taken[other.ID]
			if !named && other.OrganisationID == post.OrganisationID && (other.Ended == "" || other.Ended >= post.Started) && (post.Ended == "" || post.Ended >= other.Started) {
				w.report.warn(fmt.Sprintf("%s: %s gets a second post at one organisation from %s on, beside the one since %s, which is not in the file",
					w.file.name, w.file.people[n].email, post.Started, other.Started))
			}
		}
	}
}

func samePost(a, b models.Post) bool {
	profiles, managers := sameID(a.RoleProfileID, b.RoleProfileID), sameID(a.ManagerID, b.ManagerID)
	a.RoleProfileID, b.RoleProfileID, a.ManagerID, b.ManagerID = nil, nil, nil, nil
	return profiles && managers && a == b
}

func sameID(a, b *models.ID) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }
