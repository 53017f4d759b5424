package people

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// PostLine is a post at an organisation, with its holder.
type PostLine = store.PostLine

// PostCounts says how many posts are meant, and of how many people.
type PostCounts = store.PostCounts

// NoTeam asks for the posts that name no team.
const NoTeam = store.NoTeam

// MovePreview is what a move would do, before it is confirmed.
type MovePreview struct {
	Kind     models.MoveKind
	From, To models.Organisation
	Day      models.Date
	PostCounts
	Teams []TeamMove
	Some  []PostLine // the first of them, by name
	// Both are people who have a post at the organisation they come to already, and will have two there.
	Both int
	// The rest is of a merger alone.
	Links   []NamedLink // that the successor gets
	Left    int         // links that it cannot have, because it would be part of itself
	Leads   []string    // of the one, who will lead the other
	SignUps int         // who ask to be let in
	// Team, Unit and Manager are what the new posts say instead; empty for what they said.
	Team    string
	Unit    models.Organisation
	Manager models.Person
}

// Seen tells one preview from another, so that nobody confirms what they have not seen: a digest of what it says.
func (p MovePreview) Seen() string {
	says := []any{p.PostCounts, p.Teams, p.Both, p.Left, p.Leads, p.SignUps, p.Team, p.Unit.ID, p.Manager.ID}
	for _, post := range p.Some {
		says = append(says, post.ID)
	}
	for _, link := range p.Links {
		says = append(says, link.ID)
	}
	sum := sha256.Sum256(fmt.Append(nil, says...))
	return hex.EncodeToString(sum[:])
}

// TeamMove is a team with the posts of it that move.
type TeamMove struct {
	Team     string
	Posts    int
	Managers []string
	// There tells that the other organisation has a team of that name; ManagersThere are its managers.
	There         bool
	ManagersThere []string
}

// previewMove says what a move of the posts found would do.
func previewMove(ctx context.Context, r store.Reads, preview MovePreview, search store.PostSearch) (MovePreview, error) {
	var err error
	if preview.PostCounts, err = r.CountPostsAt(ctx, search); err != nil {
		return preview, err
	}
	teams, err := r.TeamManagers(ctx, search)
	if err != nil {
		return preview, err
	}
	there, err := r.TeamManagers(ctx, store.PostSearch{Organisation: preview.To.ID, Day: preview.Day})
	if err != nil {
		return preview, err
	}
	if preview.From.ID != preview.To.ID {
		if preview.Both, err = r.CountHolders(ctx, search, preview.To.ID); err != nil {
			return preview, err
		}
	} else {
		there = nil
	}
	preview.Teams = teamMoves(teams, there)
	some, err := r.FindPostsAt(ctx, search, models.PageAt{Size: shownOfMove})
	preview.Some = some.Rows
	return preview, err
}

// shownOfMove is how many people a preview names.
const shownOfMove = 20

func teamMoves(here, there []store.TeamManager) []TeamMove {
	var teams []TeamMove
	for _, row := range here {
		if last := len(teams) - 1; last < 0 || teams[last].Team != row.Team {
			teams = append(teams, TeamMove{Team: row.Team})
		}
		team := &teams[len(teams)-1]
		team.Posts += row.Posts
		if row.Manager != "" {
			team.Managers = append(team.Managers, row.Manager)
		}
	}
	for _, row := range there {
		at := slices.IndexFunc(teams, func(t TeamMove) bool { return t.Team == row.Team && row.Team != "" })
		if at < 0 {
			continue
		}
		teams[at].There = true
		if row.Manager != "" {
			teams[at].ManagersThere = append(teams[at].ManagersThere, row.Manager)
		}
	}
	return teams
}

// previewMerge adds what a merger does beside moving people.
func previewMerge(ctx context.Context, r store.Reads, preview MovePreview, all []models.Organisation) (MovePreview, error) {
	links, err := r.LinksSince(ctx, preview.Day)
	if err != nil {
		return preview, err
	}
	moved := models.MoveLinks(links, preview.From.ID, preview.To.ID, preview.Day)
	preview.Left = len(moved.Left)
	known := map[models.ID]models.Organisation{}
	for _, o := range all {
		known[o.ID] = o
	}
	for _, l := range moved.Added {
		from, to := known[l.OrganisationID], known[l.OtherID]
		preview.Links = append(preview.Links, NamedLink{Link: l, FromCode: from.Code, FromName: from.Name, ToCode: to.Code, ToName: to.Name})
	}
	leads, err := r.LeadsOf(ctx, preview.From.ID, preview.Day)
	if err != nil {
		return preview, err
	}
	for _, l := range leads {
		if !slices.Contains(preview.Leads, l.Name) {
			preview.Leads = append(preview.Leads, l.Name)
		}
	}
	preview.SignUps, err = r.CountSignUpsTo(ctx, preview.From.ID)
	return preview, err
}
