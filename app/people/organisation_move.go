package people

import (
	"context"
	"slices"
	"strings"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// MovePeople says who goes to work for another organisation, and from which day on.
type MovePeople struct {
	// Team, Profile and Manager narrow who is found; a hyphen is no team.
	Team    string    `form:"team"`
	Profile models.ID `form:"profile"`
	Manager models.ID `form:"manager"`
	// Ticked says that the posts named are meant, and not all that are found.
	Ticked bool        `form:"ticked"`
	Posts  []models.ID `form:"post"`

	To         string `form:"to"`
	Unit       string `form:"unit"`        // code of the team in which the work is done; empty leaves it as it is
	NewTeam    string `form:"new_team"`    // name of the team; empty leaves it as it is
	NewManager string `form:"new_manager"` // email address; empty leaves everybody theirs
	Day        string `form:"day"`
	Seen       string `form:"seen"` // what the preview said
}

// MoveForm asks who moves, and where to.
type MoveForm struct {
	From     models.Organisation
	Today    models.Date
	Found    PostCounts
	Page     models.Page[PostLine]
	Teams    []store.TeamManager // of everybody there
	Profiles []models.RoleProfile
	Others   []models.Organisation // that are open, the one itself too
	Units    []models.Organisation // teams among them
}

// MoveForm is the form of a move, with a page of those who are found.
func (s *Service) MoveForm(ctx context.Context, actor models.Actor, code string, in MovePeople, at models.PageAt) (MoveForm, error) {
	form := MoveForm{Today: s.Store.Today()}
	if err := mayKeep(actor); err != nil {
		return form, err
	}
	var err error
	if form.From, err = s.Store.OrganisationByCode(ctx, code); err != nil {
		return form, err
	}
	all := store.PostSearch{Organisation: form.From.ID, Day: form.Today}
	found := in.search(form.From.ID, form.Today)
	found.Posts = nil
	if form.Teams, err = s.Store.TeamManagers(ctx, all); err != nil {
		return form, err
	}
	if form.Profiles, err = s.Store.ProfilesAt(ctx, all); err != nil {
		return form, err
	}
	if form.Found, err = s.Store.CountPostsAt(ctx, found); err != nil {
		return form, err
	}
	if form.Page, err = s.Store.FindPostsAt(ctx, found, at); err != nil {
		return form, err
	}
	form.Others, err = s.Store.OrganisationsOpen(ctx, form.Today)
	form.Units = slices.DeleteFunc(slices.Clone(form.Others), func(o models.Organisation) bool { return !o.Kind.IsTeam() })
	return form, err
}

func (in MovePeople) search(organisation models.ID, day models.Date) store.PostSearch {
	search := store.PostSearch{Organisation: organisation, Day: day, Team: in.Team, Profile: in.Profile, Manager: in.Manager}
	if in.Ticked {
		search.Posts = append([]models.ID{}, in.Posts...)
	}
	return search
}

// PreviewMove says what a move would do. It changes nothing.
func (s *Service) PreviewMove(ctx context.Context, actor models.Actor, code string, in MovePeople) (MovePreview, error) {
	if err := mayKeep(actor); err != nil {
		return MovePreview{}, err
	}
	all, err := s.Store.Organisations(ctx)
	if err != nil {
		return MovePreview{}, err
	}
	return in.preview(ctx, s.Store.Reads, code, all, s.Store.Today())
}

func (in MovePeople) preview(ctx context.Context, r store.Reads, code string, all []models.Organisation, today models.Date) (MovePreview, error) {
	from, found := coded(all, code)
	if !found {
		return MovePreview{}, models.ErrNotFound
	}
	if !in.Ticked && len(in.Posts) > 0 { // everybody would go, where a few are meant
		return MovePreview{}, models.Invalid{"ticked": "Somebody is ticked below: choose only those ticked, or tick nobody"}
	}
	preview, err := in.target(ctx, r, from, all)
	if err != nil {
		return preview, err
	}
	if err := models.CheckMove(from, preview.To, preview.Day, today); err != nil {
		return preview, err
	}
	if err := stillMoving(ctx, r, from); err != nil {
		return preview, err
	}
	preview, err = previewMove(ctx, r, preview, in.search(from.ID, preview.Day))
	if err == nil && preview.Posts == 0 {
		err = models.Invalid{"ticked": "Choose somebody: nobody is chosen who has a post here on that day"}
	}
	return preview, err
}

// target finds what the form names: where to, from when, and what the new posts say.
func (in MovePeople) target(ctx context.Context, r store.Reads, from models.Organisation, all []models.Organisation) (MovePreview, error) {
	problems := models.Invalid{}
	preview := MovePreview{Kind: models.MovePart, From: from, Day: dayOf(in.Day, "day", problems), Team: input.Line(in.NewTeam)}
	var found bool
	if preview.To, found = coded(all, in.To); !found {
		problems["to"] = "Choose the organisation that they go to"
	}
	if in.Unit != "" {
		if preview.Unit, found = coded(all, in.Unit); !found || !preview.Unit.Kind.IsTeam() {
			problems["unit"] = "Choose a team of the list"
		}
	}
	if len([]rune(preview.Team)) > 250 {
		problems["new_team"] = "Use 250 characters or fewer for the team"
	}
	in.NewManager = strings.TrimSpace(in.NewManager)
	var err error
	if preview.Manager, err = in.newManager(ctx, r, problems); err != nil {
		return preview, err
	}
	if preview.To.ID == from.ID && preview.Team == "" && in.Unit == "" && in.NewManager == "" {
		problems["to"] = "Choose another organisation, or give a new team or a new manager"
	}
	return preview, problems.OrNil()
}

// newManager is the manager whom the new posts name; nobody where the form names none.
func (in MovePeople) newManager(ctx context.Context, r store.Reads, problems models.Invalid) (models.Person, error) {
	if in.NewManager == "" {
		return models.Person{}, nil
	}
	manager, err := r.PersonByEmail(ctx, in.NewManager)
	if isMissing(err) {
		problems["new_manager"] = "Nobody here has this email address"
		return models.Person{}, nil
	}
	return manager, err
}

// MovePeople lets people go to work for another organisation from a day on. Their posts end the day before, and new ones
// begin; what was until then stays where it was. It answers models.ErrStale when the preview no longer holds.
func (s *Service) MovePeople(ctx context.Context, actor models.Actor, code string, in MovePeople) (move models.Move, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := mayKeep(actor); err != nil {
			return err
		}
		all, err := tx.LockOrganisations(ctx)
		if err != nil {
			return err
		}
		preview, err := in.preview(ctx, tx.Reads, code, all, tx.Today())
		if err != nil {
			return err
		}
		if in.Seen != preview.Seen() {
			return models.ErrStale
		}
		posts, err := tx.PostsFrom(ctx, in.search(preview.From.ID, preview.Day))
		if err != nil {
			return err
		}
		move, err = begin(ctx, tx, preview.move(actor), posts)
		return err
	})
	return move, err
}

func (p MovePreview) move(actor models.Actor) models.Move {
	move := models.Move{Kind: p.Kind, FromID: p.From.ID, ToID: p.To.ID, Day: p.Day, Team: p.Team, MadeByID: actor.ID}
	if p.Unit.ID.Known() {
		move.TeamID = &p.Unit.ID
	}
	if p.Manager.ID.Known() {
		move.ManagerID = &p.Manager.ID
	}
	return move
}
