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

// posts finds which posts some people hold already, and adds and changes.
func (p *peopleImport) posts(ctx context.Context, reads store.Reads, tx *store.Tx, some []int32) error {
	var there []models.ID
	for _, n := range some {
		if p.state[n] != isNew {
			there = append(there, p.ids[n])
		}
	}
	found, err := reads.EveryPostOf(ctx, there)
	if err != nil {
		return err
	}
	if err := p.trace.readManagers(ctx, reads, found); err != nil {
		return err
	}
	held := map[models.ID][]models.Post{}
	for _, post := range found {
		held[post.PersonID] = append(held[post.PersonID], post)
	}
	w := postWeigher{peopleImport: p}
	for _, n := range some {
		w.weigh(n, held[p.ids[n]])
	}
	if tx == nil || p.report.IsRefused() {
		return nil
	}
	if err := tx.AddPosts(ctx, w.begun); err != nil {
		return err
	}
	traceAdded(p.trace, w.begun)
	traceChanged(p.trace, w.was, w.altered)
	return tx.ChangePosts(ctx, w.altered)
}

// day is the day that a word says.
func (f *peopleFile) day(w word) models.Date { return models.Date(f.words[w]) }

// postWeigher compares the rows of some people with the posts that they hold.
type postWeigher struct {
	*peopleImport
	begun, altered []models.Post
	was            []models.Post // the altered ones, before
	before, after  models.Post   // what the row weighed last does; two that are the same: nothing

	held  []models.Post // of the person who is weighed, as they would be: new ones at the end
	lines []int32       // of the row that is about each; 0 for none
}

// weigh weighs all rows of one person: first those that say when the post began, for they leave no doubt.
func (w *postWeigher) weigh(n int32, held []models.Post) {
	w.held, w.lines = held, make([]int32, len(held))
	for _, dated := range []bool{true, false} {
		for i := w.file.people[n].first; i >= 0; i = w.file.rows[i].next {
			if row := &w.file.rows[i]; (row.started != 0) == dated {
				w.before, w.after = models.Post{}, models.Post{}
				post, first := w.post(row), i == w.file.people[n].first
				w.trace.row(w, i, w.count(post, w.state[n], first), first)
			}
		}
	}
	w.watch(n, len(held))
}

// count counts a row by what it does to the post. What it does to the person counts with the first row.
func (w *postWeigher) count(post, person personState, first bool) models.ImportOutcome {
	switch {
	case post == isNew || person == isNew:
		w.added++
		return models.RowAdded
	case post == isChanged || person == isChanged && first:
		w.changed++
		return models.RowChanged
	}
	w.unchanged++
	return models.RowUnchanged
}

// post finds what a row does to the post that it means.
func (w *postWeigher) post(row *fileRow) personState {
	if row.organisation == 0 {
		return asBefore
	}
	code := w.file.words[row.organisation]
	organisation, found := w.known.organisations[code]
	if !found { // gone since the file was read
		w.refuse(row, row.atStart, "organisation", code, "no organisation has this code any more")
		return asBefore
	}
	i, many := w.meant(row, organisation)
	switch {
	case many > 1:
		w.refuse(row, row.atStart, "started", w.file.words[row.started],
			fmt.Sprintf("this person has %d posts here that it could be: say in started on which day it began", many))
		return asBefore
	case many == 1 && w.lines[i] > 0:
		w.refuse(row, row.atStart, "started", w.file.words[row.started],
			fmt.Sprintf("line %d is about this post already: say in started on which day each began", w.lines[i]))
		return asBefore
	case many == 1:
		return w.alter(row, i)
	}
	return w.begin(row, organisation)
}

// meant is the post that a row is about, and how many it could be: the one that began on the day in started; where that is
// empty, the current one, or the one that ended on the day in ended.
func (w *postWeigher) meant(row *fileRow, organisation models.ID) (post, many int) {
	started, ended := w.file.day(row.started), w.file.day(row.ended)
	begins := func(p models.Post) bool { return p.Started == started }
	current := func(p models.Post) bool { return p.CurrentOn(w.today) }
	ends := func(p models.Post) bool { return ended != "" && p.Ended == ended }
	ways := []func(models.Post) bool{current, ends}
	if started != "" {
		ways = []func(models.Post) bool{begins}
	}
	for _, fits := range ways {
		for i, p := range w.held {
			if p.OrganisationID == organisation && fits(p) {
				post, many = i, many+1
			}
		}
		if many > 0 {
			break
		}
	}
	return post, many
}

// alter changes a post that is there already to what a row says of it.
func (w *postWeigher) alter(row *fileRow, i int) personState {
	before := w.held[i]
	after := w.merged(row, before)
	w.held[i], w.lines[i] = after, row.line
	if samePost(before, after) {
		return asBefore
	}
	w.was, w.altered = append(w.was, before), append(w.altered, after)
	w.before, w.after = before, after
	return isChanged
}

// begin makes a new post of what a row says.
func (w *postWeigher) begin(row *fileRow, organisation models.ID) personState {
	after := w.merged(row, models.Post{
		ID: store.NewID(), PersonID: w.ids[row.person], OrganisationID: organisation, Started: cmp.Or(w.file.day(row.started), w.today),
	})
	w.after = after
	w.begun, w.held, w.lines = append(w.begun, after), append(w.held, after), append(w.lines, row.line)
	return isNew
}

// merged is the post as it would be: columns that are not in the file change nothing.
func (w *postWeigher) merged(row *fileRow, before models.Post) models.Post {
	after := before
	if w.file.has["team"] {
		after.TeamID, after.Team = w.team(row)
	}
	if w.file.has["job_title"] {
		after.Title = w.file.words[row.title]
	}
	if w.file.has["band"] {
		after.Band = w.file.words[row.band]
	}
	if w.file.has["ended"] {
		after.Ended = w.file.day(row.ended)
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
	if after.Ended != "" && after.Ended < after.Started {
		w.refuse(row, row.atEnd, "ended", w.file.words[row.ended],
			fmt.Sprintf("this is before the post starts (%s): say in started on which day it began", after.Started))
	}
	return after
}

// team is the team that a row means: one of the organisations where the cell is the code of one, else what it says.
func (w *postWeigher) team(row *fileRow) (*models.ID, string) {
	text := w.file.words[row.team]
	if team, found := w.known.teams[text]; found {
		return &team, ""
	}
	return nil, text
}

// profile is the role profile that a row means. A post stays on the version it is on when that has the code.
func (w *postWeigher) profile(row *fileRow, before *models.ID) *models.ID {
	code := w.file.words[row.profile]
	switch {
	case code == "":
		return nil
	case before != nil && w.known.codeOf[*before] == code:
		return before
	}
	used, found := w.known.profiles[code]
	if !found {
		w.refuse(row, row.atProfile, "role_profile", code, "no published framework has a role profile of this code: publish the version that has it")
		return nil
	}
	if used.Cutoff != "" && used.Cutoff < w.today {
		w.refuse(row, row.atProfile, "role_profile", code, "its framework takes nobody new since "+string(used.Cutoff)+": choose a role profile of another version")
		return nil
	}
	return &used.ID
}

// watch warns of new posts, those from an index on, that are held beside another at the same organisation which the file
// does not name.
func (w *postWeigher) watch(n int32, from int) {
	for _, post := range w.held[from:] {
		for i, other := range w.held[:from] {
			if w.lines[i] == 0 && other.OrganisationID == post.OrganisationID && overlap(post, other) {
				w.report.warn(fmt.Sprintf("%s: %s gets a second post at one organisation from %s on, beside the one since %s, which is not in the file",
					w.file.name, w.file.people[n].email, post.Started, other.Started))
			}
		}
	}
}

func overlap(a, b models.Post) bool {
	return (a.Ended == "" || a.Ended >= b.Started) && (b.Ended == "" || b.Ended >= a.Started)
}

func samePost(a, b models.Post) bool {
	teams, profiles, managers := models.SameID(a.TeamID, b.TeamID), models.SameID(a.RoleProfileID, b.RoleProfileID), models.SameID(a.ManagerID, b.ManagerID)
	a.TeamID, b.TeamID, a.RoleProfileID, b.RoleProfileID, a.ManagerID, b.ManagerID = nil, nil, nil, nil, nil, nil
	return teams && profiles && managers && a == b
}
